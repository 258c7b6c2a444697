"""A rehearsal by keys, on sound that the test makes: the real core, the real page, no screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fakes import RATE, silence, tone
from runthrough.domain.cues import CueMode
from runthrough.domain.errors import NoMicrophone
from runthrough.domain.rehearsed import Ending
from runthrough.ui.background import Background
from runthrough.ui.pages.rehearse import RehearsePage
from runthrough.ui.rehearsing import Rehearsing, Strip, Trouble, describe_strip
from ui.fake_desk import question


class Stage:
    """A page in the middle of a rehearsal."""

    def __init__(self, desk, qtbot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.background = Background()
        self.rehearsing = Rehearsing(desk, self.background)
        self.page = RehearsePage(self.rehearsing)
        self.pictures = []
        self.rehearsing.pictured.connect(self.pictures.append)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 800)
        self.page.show()

    def begin(self, asked=None) -> None:
        asked = asked or question()
        with self.qtbot.waitSignal(self.rehearsing.began, timeout=20_000):
            self.rehearsing.begin(asked, asked.template.sections)
            self.page.prepare(asked, asked.template.sections, CueMode.FULL)

    def record(self) -> None:
        """Begin, and skip the count-in."""
        self.begin()
        self.press(Qt.Key.Key_Space)
        self.until(lambda picture: picture.count_in is None and not picture.status.paused)

    def press(self, key) -> None:
        self.qtbot.keyClick(self.page.dial, key)

    def until(self, look) -> None:
        """Wait for a picture."""
        self.pictures.clear()
        self.qtbot.waitUntil(lambda: any(look(picture) for picture in self.pictures), timeout=20_000)

    def hear(self, samples: bytes) -> None:
        self.desk.source.hear(samples)

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible() and label.text()]

    def close(self) -> None:
        self.desk.recogniser.may_go_on.set()
        for run in self.desk.runs:
            run.finish()
            run.join()
        assert self.background.close(20)


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    made.close()


def test_before_the_first_word_it_counts_in_and_records_nothing(stage):
    stage.begin()
    stage.hear(tone(2))
    stage.until(lambda picture: picture.count_in is not None and picture.status.level is not None)
    assert stage.page.dial.accessibleDescription() in {"1", "2", "3"}
    assert "Get ready" in stage.words()
    assert stage.pictures[-1].status.seconds == 0


def test_space_skips_the_count_in_and_then_goes_on_to_the_next_section(stage):
    stage.record()
    stage.hear(tone(12))
    stage.until(lambda picture: picture.status.seconds == 12)
    assert stage.page.dial.accessibleDescription() == "0:12, In the band, 0:08 left of 0:20"
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.status.section == 1)
    assert "Section 2 of 3" in stage.words()
    assert "Two" in stage.words()
    stage.hear(tone(1))
    stage.press(Qt.Key.Key_Return)
    stage.until(lambda picture: picture.status.section == 2)
    assert "Three" in stage.words()


def test_after_the_last_section_space_finishes_and_the_run_through_is_told(stage):
    stage.record()
    for _ in range(3):
        stage.hear(tone(2))
        stage.press(Qt.Key.Key_Space)
    stage.qtbot.waitUntil(lambda: not stage.rehearsing.running, timeout=20_000)
    assert [take.ending for take in stage.desk.takes.closed.values()] == [
        Ending.NEXT_SECTION,
        Ending.NEXT_SECTION,
        Ending.FINISHED,
    ]


def test_no_sample_is_lost_between_sections(stage):
    stage.record()
    stage.hear(tone(1.5))
    stage.press(Qt.Key.Key_Space)
    stage.hear(tone(1.5))
    stage.until(lambda picture: picture.status.section == 1 and picture.status.seconds == 1.5)
    assert stage.desk.takes.samples() == tone(1.5) + tone(1.5)


def test_r_begins_the_section_again_after_a_count_in_and_keeps_the_take(stage):
    stage.record()
    stage.hear(tone(3))
    stage.until(lambda picture: picture.status.seconds == 3)
    stage.press(Qt.Key.Key_R)
    stage.until(lambda picture: picture.count_in is not None and picture.status.take_number == 2)
    assert "Section 1 of 3   Take 2" in stage.words()
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: not picture.status.paused)
    assert [take.ending for take in stage.desk.takes.closed.values()] == [Ending.REDONE]
    assert [take.frames for take in stage.desk.takes.closed.values()] == [3 * RATE]


def test_p_stops_clock_and_recording_and_space_does_nothing_then(stage):
    stage.record()
    stage.hear(tone(3))
    stage.press(Qt.Key.Key_P)
    stage.until(lambda picture: picture.status.paused)
    stage.hear(tone(3))
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.status.seconds == 3 and picture.status.section == 0)
    assert {"Paused", "Paused at 0:03"} <= set(stage.words())
    stage.press(Qt.Key.Key_P)
    stage.until(lambda picture: not picture.status.paused)
    assert not stage.page.banner.isVisible()


def test_c_shows_wording_keywords_and_nothing_in_turn_and_the_choice_is_told(stage):
    stage.record()
    assert "Growth" in stage.words()
    with stage.qtbot.waitSignal(stage.page.cues_chosen) as told:
        stage.press(Qt.Key.Key_C)
    assert told.args == ["three", CueMode.KEYWORDS]
    assert "looking for growth" in stage.words()
    assert "Growth" not in stage.words()
    stage.press(Qt.Key.Key_C)
    assert not {"looking for growth", "Growth"} & set(stage.words())
    stage.press(Qt.Key.Key_C)
    assert "Growth" in stage.words()


def test_nothing_is_ticked_while_somebody_speaks(stage):
    stage.desk.recogniser._says = ["I am looking for growth in a larger team now."]
    stage.record()
    before = stage.words()
    stage.hear(tone(4) + silence(2))
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.status.section == 1)
    stage.qtbot.waitUntil(lambda: len(stage.desk.recogniser.clips) > 0, timeout=20_000)
    now = set(stage.words())
    assert "Two" in now
    assert not any("said" in word.lower() or "✓" in word for word in now - set(before))


def test_a_section_that_could_not_be_transcribed_is_told_quietly_while_the_next_one_is_spoken(stage):
    stage.desk.recogniser._dies_at = {1, 2, 3}
    stage.record()
    stage.hear(tone(4) + silence(2))
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.untranscribed == "One")
    stage.qtbot.waitUntil(lambda: "One: recorded, not transcribed yet" in stage.words(), timeout=20_000)
    assert stage.page.banner.shown is None


def test_esc_asks_in_the_footer_while_recording_goes_on(stage):
    stage.record()
    stage.press(Qt.Key.Key_Escape)
    stage.hear(tone(2))
    stage.until(lambda picture: picture.asking and picture.status.seconds == 2)
    assert "Finish here? 2 sections are not done. Enter finishes, Esc goes on." in stage.words()
    stage.press(Qt.Key.Key_Escape)
    stage.until(lambda picture: not picture.asking)
    stage.press(Qt.Key.Key_Escape)
    with stage.qtbot.waitSignal(stage.rehearsing.ended, timeout=20_000) as ended:
        stage.press(Qt.Key.Key_Return)
    assert ended.args == [stage.desk.runs[0].runthrough.id, None]


def test_ended_in_the_count_in_there_is_nothing_to_review(stage):
    stage.begin()
    stage.press(Qt.Key.Key_Escape)
    with stage.qtbot.waitSignal(stage.rehearsing.nothing_spoken, timeout=20_000):
        stage.press(Qt.Key.Key_Return)


def test_a_microphone_that_cannot_be_opened_is_told(stage):
    stage.desk.errors["begin"] = NoMicrophone("none")
    with stage.qtbot.waitSignal(stage.rehearsing.refused, timeout=20_000) as refused:
        stage.rehearsing.begin(question(), question().template.sections)
    assert isinstance(refused.args[0], NoMicrophone)
    assert not stage.rehearsing.running


def test_a_muted_microphone_gets_a_strip_that_goes_by_itself(stage):
    stage.record()
    stage.hear(tone(1) + bytes(2 * RATE * 2))
    stage.until(lambda picture: picture.strip is not None)
    assert stage.page.banner.shown.heading.startswith("No sound for ")
    assert stage.page.banner.shown.line == "Still recording. Is the microphone muted?"
    stage.hear(tone(1))
    stage.until(lambda picture: picture.strip is None)
    assert not stage.page.banner.isVisible()


def test_a_lost_microphone_stops_the_clock_and_another_one_goes_on(stage):
    stage.record()
    stage.hear(tone(4))
    stage.desk.source.lose("unplugged")
    stage.until(lambda picture: picture.strip is not None and picture.strip.trouble is Trouble.LOST)
    assert stage.page.banner.shown.line == "0:04 is safe. The clock and the recording are stopped."
    stage.press(Qt.Key.Key_Space)
    stage.rehearsing.change_microphone("Other")
    stage.until(lambda picture: picture.strip is None and picture.device == "Other")
    assert stage.desk.named("replacement") == [("Other", RATE)]
    assert stage.pictures[-1].status.section == 0


def test_nothing_heard_yet_is_told_after_eight_seconds_and_never_by_a_voice(stage):
    stage.record()
    stage.hear(silence(9))
    stage.until(lambda picture: picture.unheard)
    assert "Nothing heard yet" in stage.words()
    stage.hear(tone(1))
    stage.until(lambda picture: not picture.unheard)


def test_a_transcript_that_falls_behind_is_told_below_the_level(stage):
    stage.desk.recogniser.may_go_on.clear()
    stage.record()
    stage.hear(tone(4) + silence(2) + tone(30))
    stage.until(lambda picture: picture.status.seconds == 36 and picture.status.behind > 10)
    assert any(words.startswith("Transcript ") and words.endswith(" s behind") for words in stage.words())
    stage.desk.recogniser.may_go_on.set()
    stage.until(lambda picture: picture.status.behind < 10)


def test_a_filling_disk_is_told_in_minutes():
    heading, line = describe_strip(Strip(Trouble.DISK, 245.0))
    assert heading == "Disk full in about 4 minutes"
    assert line == "Recording will stop in time and keep what you said."
    assert describe_strip(Strip(Trouble.DISK, 20.0))[0] == "Disk full in about 1 minute"


def test_a_disk_that_fills_up_is_seen_while_recording(stage):
    stage.desk.takes.free = 20_000_000 + 2 * RATE * 240
    stage.record()
    stage.until(lambda picture: picture.strip is not None and picture.strip.trouble is Trouble.DISK)
    assert stage.page.banner.shown.heading == "Disk full in about 4 minutes"


def test_a_disk_without_room_for_the_answer_is_told_before_the_first_word(stage):
    stage.desk.takes.free = 20_000_000 + 2 * RATE * 700
    stage.begin()
    stage.until(lambda picture: picture.count_in is not None)
    assert stage.pictures[-1].strip is None, "the three sections take a minute at most"
    stage.rehearsing._sections *= 10
    stage.until(lambda picture: picture.strip is not None and picture.strip.trouble is Trouble.DISK)


def test_a_window_that_closes_leaves_the_run_through_open(stage):
    stage.record()
    stage.hear(tone(2))
    stage.rehearsing.leave()
    stage.desk.runs[0].join()
    assert stage.desk.journal.named("runthrough_finished") == []
    assert [take.frames for take in stage.desk.takes.closed.values()] == [2 * RATE]


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1100, 720), (1440, 900), (1920, 1200)])
def test_the_page_fits_any_window(stage, width, height):
    stage.begin()
    stage.page.resize(width, height)
    QApplication.processEvents()
    assert (stage.page.width(), stage.page.height()) == (width, height)
    assert stage.page.minimumSizeHint().height() <= height
    assert stage.page.minimumSizeHint().width() <= width


ASKING = """# Two things
## One [0:10-0:20]
- [ ] Growth (must) | looking for growth
## Follow-ups [0:10-0:20]
> Which questions do you expect?
"""


def test_the_follow_up_section_asks_what_was_weak_last_time(stage):
    stage.desk.follow_ups = ("Why now?", "What would break first?")
    stage.begin(question(ASKING))
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.count_in is None)
    stage.hear(tone(1))
    stage.press(Qt.Key.Key_Space)
    stage.until(lambda picture: picture.status.section == 1)
    assert "1. Why now?\n2. What would break first?" in stage.words()
    assert "Which questions do you expect?" not in stage.words()
    (run,) = stage.desk.runs
    assert run.runthrough.follow_ups == stage.desk.follow_ups
    assert run.runthrough.template_text == question(ASKING).template.text, "the template stays what it is"


def test_with_nothing_to_ask_the_templates_own_prompt_is_there(stage):
    asked = question(ASKING)
    only = (asked.template.sections[1],)
    with stage.qtbot.waitSignal(stage.rehearsing.began, timeout=20_000):
        stage.rehearsing.begin(asked, only)
        stage.page.prepare(asked, only, CueMode.FULL)
    assert "Which questions do you expect?" in stage.words()
