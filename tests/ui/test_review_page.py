"""The review on the screen: tabs, words, verdicts that can be overruled, sound, and states without a transcript."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from runthrough.domain.hear_again import Wanted
from runthrough.domain.verdicts import Overrule, Verdict
from runthrough.rehearsal import events
from runthrough.ui.background import Background
from runthrough.ui.pages.review import ReviewPage
from runthrough.ui.pages.versions import Changes, DifferenceView
from runthrough.ui.ports import RecogniserLine
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.checkpoint_row import CheckpointRow
from ui.fake_desk import METER, ONE, TWO, a_debrief, question, section_review, sheet, take, transcript


class FakePlaying(QObject):
    """A player that remembers what it was asked."""

    moved, changed, failed = Signal(float), Signal(), Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.calls, self.playing, self.position, self.speed, self.loop = [], False, 0.0, 1.0, None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments: self.calls.append((name, *arguments))

    def set_loop(self, span) -> None:
        self.loop = span
        self.changed.emit()


class Stage:
    """A page with a sheet on it."""

    def __init__(self, desk, qtbot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.background = Background()
        self.reviewing = Reviewing(desk, self.background)
        self.playing = FakePlaying()
        self.page = ReviewPage(self.reviewing, self.playing)
        self.page.set_recognisers((RecogniserLine("moonshine", "Moonshine"), RecogniserLine("whisper:x", "Whisper x")))
        qtbot.addWidget(self.page)
        self.page.resize(1280, 800)
        self.page.show()

    def open(self, *sections, live=False, debrief=None) -> None:
        self.desk.sheets["run-1"] = sheet(*sections, debrief=debrief)
        with self.qtbot.waitSignal(self.reviewing.shown, timeout=20_000):
            self.reviewing.open("run-1", live=live)

    def words(self) -> list[str]:
        QApplication.processEvents()  # what was added a moment ago is shown now
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text()]

    def button(self, name: str) -> QAbstractButton:
        QApplication.processEvents()
        found = [each for each in self.page.findChildren(QAbstractButton) if each.isVisible()]
        return next(each for each in found if name in (each.text(), each.accessibleName()))

    def rows(self) -> list[CheckpointRow]:
        QApplication.processEvents()
        return [row for row in self.page.findChildren(CheckpointRow) if row.isVisible()]

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page, key, modifier)


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def test_each_section_has_a_tab_with_time_difference_and_coverage(stage):
    asked = question()
    stage.open(section_review(asked, 0, ONE), section_review(asked, 1, TWO, seconds=31.0))
    names = [tab.accessibleName() for tab in stage.page.tabs.shown]
    assert names == ["One, 0:15, in the band, 2 of 2 said", "Two, 0:31, 0:11 over, 1 of 1 said"]


def test_the_words_are_shown_with_the_letters_of_their_checkpoints(stage):
    stage.open()
    text = stage.page.transcript.view.toPlainText().split()
    assert [word for word in text if len(word) > 1] == [word for word in ONE.split() if len(word) > 1]
    assert {"A", "B"} <= set(text)
    assert [row.accessibleName().split(", ")[:3] for row in stage.rows()] == [
        ["A", "Growth", "said at 0:00"],
        ["B", "Timing", "said at 0:04"],
    ]


def test_another_tab_shows_its_words_checkpoints_and_sound(stage):
    stage.open()
    stage.qtbot.mouseClick(stage.page.tabs.shown[1], Qt.MouseButton.LeftButton)
    assert "latency" in stage.page.transcript.view.toPlainText()
    assert [row.line.label for row in stage.rows()] == ["A figure"]
    assert ("load", stage.desk.recording(take("two", 15.0))) in stage.playing.calls
    stage.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert [row.line.label for row in stage.rows()] == ["Growth", "Timing"]


def test_a_word_that_is_chosen_is_played(stage):
    stage.open()
    stage.page.transcript.view.play_from.emit(3)
    assert stage.playing.calls[-1] == ("play", pytest.approx(1.2))


def test_the_word_follows_the_sound(stage):
    stage.open()
    stage.playing.playing = True
    stage.playing.moved.emit(1.3)
    assert stage.page.transcript.view._current == 3


@pytest.mark.parametrize(
    ("key", "call"),
    [
        (Qt.Key.Key_Space, ("toggle",)),
        (Qt.Key.Key_Left, ("step", -5.0)),
        (Qt.Key.Key_Right, ("step", 5.0)),
        (Qt.Key.Key_BracketLeft, ("faster", -1)),
        (Qt.Key.Key_BracketRight, ("faster", 1)),
    ],
)
def test_the_player_obeys_keys(stage, key, call):
    stage.open()
    stage.press(key)
    assert stage.playing.calls[-1] == call


def test_a_letter_plays_its_checkpoint_and_l_loops_it(stage):
    stage.open()
    stage.press(Qt.Key.Key_B)
    played = stage.playing.calls[-1]
    assert played[0] == "play"
    stage.press(Qt.Key.Key_L)
    assert stage.playing.loop[0] == played[1]
    stage.press(Qt.Key.Key_L)
    assert stage.playing.loop is None


def test_a_verdict_is_overruled_by_a_key_and_taken_back_by_the_menu(stage):
    asked = question()
    stage.open()
    row = stage.rows()[1]
    row.setFocus()
    stage.qtbot.keyClick(row, Qt.Key.Key_3)
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("overrule")), timeout=20_000)
    assert stage.desk.named("overrule") == [("run-1-one", "one/timing", Overrule(Verdict.MISSED))]
    stage.open(section_review(asked, 0, ONE, overrules={"one/timing": Overrule(Verdict.MISSED)}))
    overruled = stage.rows()[1]
    assert overruled.accessibleName() == "B, Timing, missed at 0:04, by you"
    assert [action.text() for action in overruled._menu.actions() if action.text()] == [
        "Said",
        "Partly",
        "Missed",
        "Use the selected words",
        "Clear my change",
    ]
    overruled._menu.actions()[-1].trigger()
    stage.qtbot.waitUntil(lambda: len(stage.desk.named("overrule")) == 2, timeout=20_000)
    assert stage.desk.named("overrule")[1] == ("run-1-one", "one/timing", None)


def test_an_overruled_section_counts_as_the_speaker_says(stage):
    stage.open(section_review(question(), 0, ONE, overrules={"one/timing": Overrule(Verdict.MISSED)}))
    assert "1 of 2 said" in stage.page.tabs.shown[0].accessibleName()


def test_the_pace_is_shown_with_its_band_and_its_meter(stage):
    stage.open(section_review(question(), 0, f"{ONE} {ONE}"))
    assert {"160", "band 130–160", "Built on Moonshine tiny-en 0.1.0"} <= set(stage.words())
    stage.open(section_review(question(), 1, TWO))
    assert "too short to measure" in stage.words()


def test_keep_and_fix_are_shown_and_play_and_redo(stage):
    stage.open(debrief=a_debrief())
    assert {"“I am looking for growth”", "One: 2 of 2 said, in the band", "Two has no figure."} <= set(stage.words())
    assert stage.page._index == 1, "the tab to open first is the one with the fix"
    stage.button("Play 0:01").click()
    assert stage.playing.calls[-1] == ("play", 1.2)
    assert stage.page._index == 0
    with stage.qtbot.waitSignal(stage.page.rehearse) as asked:
        stage.button("Redo Two").click()
    assert asked.args == ["three", "two"]


def test_while_words_are_still_coming_sections_open_as_they_are_done(stage):
    asked = question()
    stage.open(section_review(asked, 0, ONE), section_review(asked, 1, None), live=True)
    assert not stage.page.banner.isVisible()
    stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert stage.page.banner.shown.heading == "Transcribing, section 2 of 2"
    assert "not yet" in stage.words()
    stage.desk.sheets["run-1"] = sheet()
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.take_in(events.RunThroughFinished("run-1"))
    assert not stage.page.banner.isVisible()
    assert "latency" in stage.page.transcript.view.toPlainText()


def test_without_a_recogniser_the_page_says_how_to_get_a_transcript(stage):
    stage.page.set_recognisers(())
    stage.open(section_review(question(), 0, None, unrecognised="NoRecogniser"))
    assert stage.page.banner.shown.heading == "No transcript yet: there is no speech model"
    with stage.qtbot.waitSignal(stage.page.models_wanted):
        stage.button("Choose a model").click()


def test_all_sections_without_a_transcript_are_transcribed_by_one_button(stage):
    asked = question()
    waiting = [section_review(asked, at, None, unrecognised="NoRecogniser") for at in (0, 1)]
    stage.open(*waiting, section_review(asked, 2, "I would do it all differently next time, from the start."))
    stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    stage.button("Transcribe").click()
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("recognise")), timeout=20_000)
    assert stage.desk.named("recognise") == [(Wanted(("run-1",), takes=("run-1-two", "run-1-one")),)]


def test_a_section_that_failed_can_be_tried_again_and_with_another_recogniser(stage):
    stage.open(section_review(question(), 0, None, unrecognised="RecognitionFailed"))
    shown = stage.page.banner.shown
    assert shown.heading == "One could not be transcribed"
    assert [action.text for action in shown.actions] == ["Try again", "Use Moonshine", "Use Whisper x"]
    stage.button("Use Whisper x").click()
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("recognise")), timeout=20_000)
    assert stage.desk.named("recognise") == [(Wanted(("run-1",), takes=("run-1-one",), recogniser="whisper:x"),)]


def test_a_section_with_a_transcript_can_be_recognised_again(stage):
    stage.open()
    actions = {action.text(): action for action in stage.page.heading._menu.actions()}
    offered = ["Recognise with Moonshine", "Recognise with Whisper x", "Recognise the whole run-through …"]
    assert list(actions) == offered
    with stage.qtbot.waitSignal(stage.reviewing.progressed, timeout=20_000):
        actions["Recognise with Moonshine"].trigger()
    stage.qtbot.waitUntil(lambda: not stage.reviewing.recognising, timeout=20_000)


def test_a_take_without_a_voice_says_so(stage):
    silent = replace(section_review(question(), 0, ""), transcript=transcript(""), meter=METER)
    stage.open(silent)
    assert stage.page.banner.shown.heading == "No speech in this take"
    assert stage.page.banner.shown.line == "0:15 of sound without a voice in it."


def test_what_is_wrong_with_the_recording_is_told(stage):
    clipped = section_review(question(), 0, ONE)
    stage.open(replace(clipped, take=replace(clipped.take, clipped=3), extra_takes=1))
    notes = " ".join(stage.words())
    assert "Too loud: 3 times at full scale." in notes
    assert "1 more take is kept beside this one." in notes


def test_esc_goes_back_and_the_sound_stops(stage):
    stage.open()
    with stage.qtbot.waitSignal(stage.page.back):
        stage.press(Qt.Key.Key_Escape)
    assert stage.playing.calls[-1] == ("pause",)


def test_the_page_keeps_its_tab_when_it_is_read_anew(stage):
    stage.open()
    stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.refresh()
    assert stage.page._index == 1
    loads = [call for call in stage.playing.calls if call[0] == "load"]
    assert len(loads) == 2, "the sound is not loaded again, so playback goes on"


def test_a_run_through_of_an_older_version_says_so_and_shows_what_changed(stage):
    stage.open()
    text = stage.desk.sheets["run-1"].runthrough.template_text
    stage.desk.sheets["run-1"] = replace(stage.desk.sheets["run-1"], newer=text.replace("Growth", "Scope"))
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.open("run-1", live=False)
    assert "This run used an older version of the question" in stage.words()
    stage.button("Show what changed").click()
    dialog = stage.page.findChild(Changes)
    told = dialog.findChild(DifferenceView).toPlainText()
    assert "-- [ ] Growth (must)" in told
    assert "+- [ ] Scope (must)" in told
    dialog.close()
    stage.button("Close").click()
    assert "This run used an older version of the question" not in stage.words()
