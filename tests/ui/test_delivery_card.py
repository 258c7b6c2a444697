"""The delivery on the review: numbers that lead to their moments, sources, marks in the words and in the sound."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from runthrough.domain.delivery.measures import DELIVERY_RULES, deliveries_of, measure
from runthrough.domain.delivery.moments import Spoken
from runthrough.domain.norms import Aims
from runthrough.domain.speech import Stretch, Transcript, Utterance, Word
from runthrough.ui.pages.review import LEAD_IN
from runthrough.ui.widgets.delivery_card import DeliveryCard
from runthrough.ui.widgets.legend import Kind
from runthrough.ui.widgets.measure import Measure, Source
from ui.fake_desk import question, section_review
from ui.test_review_page import Stage

TEXT = "So, I built it, you know, and um it ran. " + "We all ship the code and then I go home now. " * 4
VOICE = (Stretch(0.0, 4.0), Stretch(5.8, 14.0), Stretch(15.2, 24.0))


def talk(text=TEXT, seconds=24.0, **facts):
    words = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(text.split()))
    heard = Transcript((Utterance("u", words, "Fake"),))
    return replace(section_review(question(), 0, "x", seconds), transcript=heard, verdicts=(), **facts)


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def measured(stage, key) -> Measure:
    QApplication.processEvents()
    return next(each for each in stage.page.findChildren(Measure) if each.line.key == key and not each.isHidden())


def press(stage, key, modifier=Qt.KeyboardModifier.NoModifier):
    stage.qtbot.keyClick(measured(stage, key).value, Qt.Key.Key_Return, modifier)


def test_pace_fillers_pauses_and_pronouns_are_shown_with_their_bands(stage):
    stage.open(talk(voice=VOICE))
    numbers = {each.text() for each in stage.page.findChildren(QAbstractButton) if each.isVisible()}
    assert {"at least 3", "2", "5 : 4"} <= numbers, "each leads to its moments"
    assert {"132", "words/min", "band 130–160", "7.5 a minute, over 5", "over 1 s", "longest 1.8 s"} <= set(
        stage.words()
    )
    built = next(each for each in stage.page.findChildren(QLabel) if each.text().startswith("Built on"))
    stage.page.grab()
    assert built.toolTip().endswith(DELIVERY_RULES)
    assert built.accessibleDescription() == built.toolTip()


def test_a_number_leads_through_its_moments_in_words_and_sound(stage):
    stage.open(talk(voice=VOICE))
    view = stage.page.transcript.view
    for told, at in (("So,", 0.0), ("you know,", 2.0), ("um", 3.5), ("So,", 0.0)):
        press(stage, "fillers")
        assert view.accessibleDescription() == told
        assert stage.playing.calls[-1] == ("play", at)
    press(stage, "fillers", Qt.KeyboardModifier.ShiftModifier)
    assert "3 of 3: 0:03 “um”" in stage.words()


def test_a_pause_is_heard_with_what_it_interrupts_and_looped_so(stage):
    stage.open(talk(voice=VOICE))
    stage.playing.loop = (0.0, 24.0)
    press(stage, "pauses")
    assert stage.playing.calls[-1] == ("play", 4.0 - LEAD_IN)
    assert stage.playing.loop == (4.0 - LEAD_IN, 5.8 + LEAD_IN)
    assert stage.page.player.wave._moment == (4.0, 5.8)
    assert stage.page.player.wave._pauses == ((4.0, 5.8), (14.0, 15.2))


def test_fillers_are_dotted_and_long_pauses_stand_between_the_words(stage):
    stage.open(talk(voice=VOICE))
    view = stage.page.transcript.view
    assert [pause.seconds for pause, _place in view._pills] == [1.8, 1.2]
    assert view._speech.fillers == ((0, 0), (4, 5), (7, 7))
    assert stage.page.transcript.legend.kinds == (Kind.FILLER, Kind.PAUSE)
    _pause, place = view._pills[0]
    box = next(iter(view._boxes(place)))
    view.grab()
    stage.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(box.center()).toPoint())
    assert stage.playing.calls[-1] == ("play", 4.0 - LEAD_IN)


def test_without_voice_activity_the_pauses_say_how_to_get_them(stage):
    stage.open(talk())
    assert "not measured: recognise again" in stage.words()
    assert Kind.PAUSE not in stage.page.transcript.legend.kinds


def test_every_number_tells_its_source_on_hover_to_screen_readers_and_one_press_away(stage):
    stage.open(talk(voice=VOICE))
    stage.button("More about the delivery").click()
    QApplication.processEvents()
    cells = [each for each in stage.page.findChildren(Measure) if each.isVisible()]
    assert len(cells) == 10
    for cell in cells:
        title = cell.findChild(QAbstractButton)
        assert cell.line.norm.source in title.toolTip()
        assert cell.line.norm.source in title.accessibleDescription()
    stage.button("Fillers: source").click()
    (popup,) = stage.page.findChildren(Source)
    assert any("jaba.1093" in each.text() for each in popup.findChildren(QLabel))
    stage.qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_more_stays_open_from_section_to_section(stage):
    stage.open(talk(voice=VOICE), section_review(question(), 1, TEXT, 20.0))
    assert "Hedges" not in [each.text() for each in stage.page.findChildren(QAbstractButton) if each.isVisible()]
    stage.button("More about the delivery").click()
    assert stage.button("Hedges: source")
    stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert stage.button("Hedges: source")
    assert stage.button("Less about the delivery")


def test_a_few_words_are_too_short_to_measure_and_none_are_not_yet(stage):
    stage.open(talk("Only these few words."))
    assert stage.words().count("too short to measure") == 3
    stage.open(section_review(question(), 0, None))
    assert "too short to measure" not in stage.words()
    assert stage.page.delivery.delivery is None
    assert "not yet" in stage.words()
    stage.open(section_review(question(), 0, ""))
    assert "no speech" in stage.words()


def test_another_band_shows_at_once_when_the_review_is_read_again(stage):
    stage.open(talk(voice=VOICE))
    before = stage.desk.sheets["run-1"]
    aims = Aims((90, 110), ())
    stage.desk.sheets["run-1"] = replace(before, deliveries=deliveries_of(before.review, aims))
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.refresh()
    assert {"band 90–110", "Pace\n90–110"} <= set(stage.words())
    assert measured(stage, "fillers").line.value == "at least 1"


def test_a_text_without_sound_steps_through_its_words(theme, qtbot):
    card = DeliveryCard()
    qtbot.addWidget(card)
    got = []
    card.moment_wanted.connect(got.append)
    words = tuple(Word(word, 0.0, 0.0) for word in TEXT.split())
    card.show_delivery(measure(Spoken(words, None)), "", "", 0.0)
    cell = next(each for each in card.findChildren(Measure) if each.line.key == "fillers")
    cell.value.click()
    assert (got[0].begin, got[0].first) == (None, 0)
