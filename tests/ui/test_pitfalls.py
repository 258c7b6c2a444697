"""Possible pitfalls in the window: beside the checkpoints, in the transcript, dismissed, switched off."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.of_review import pitfalls_of
from runthrough.domain.pitfalls.rules import RULES
from runthrough.storage.settings import Settings
from runthrough.ui.pages.set_up_pitfalls import PitfallsCard
from runthrough.ui.widgets.legend import Kind
from runthrough.ui.widgets.pitfall_list import NEVER, NOT_NOW, PitfallRow
from ui.fake_desk import ONE, question, section_review
from ui.test_review_page import Stage

SLIP = f"{ONE} The company is badly run and nobody listens to us."
WORDS = "The company is badly run and nobody listens to us."


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def choose(stage, text):
    """Press Dismiss and take an entry of its menu."""
    QApplication.processEvents()  # what was added a moment ago is shown now
    row = next(row for row in stage.page.findChildren(PitfallRow) if row.isVisible())
    action = next(action for action in row.findChild(QMenu).actions() if action.text() == text)
    action.trigger()


def test_a_possible_pitfall_is_told_with_its_words_and_a_suggestion(stage):
    stage.open(section_review(question(), 0, SLIP))
    words = stage.words()
    assert "1 possible" in words
    assert "Complaint about people" in words
    assert "Say what you are looking for, not what you are leaving." in words
    assert any(text.startswith("The company is badly run") for text in words)
    (row,) = [row for row in stage.page.findChildren(PitfallRow) if row.isVisible()]
    assert row.accessibleName() == "Possible pitfall: Complaint about people at 0:08"
    assert "Source: " in row.toolTip()


def test_its_words_are_marked_in_the_transcript_and_explained(stage):
    stage.open(section_review(question(), 0, SLIP))
    assert Kind.PITFALL in stage.page.transcript.legend.kinds
    first, last = stage.page.transcript.view._speech.pitfalls[0]
    marked = stage.page.section.transcript.words[first : last + 1]
    assert " ".join(word.text for word in marked) in WORDS


def test_none_found_is_said_and_no_praise(stage):
    stage.open(section_review(question(), 0, ONE))
    assert "None found" in stage.words()
    assert Kind.PITFALL not in stage.page.transcript.legend.kinds


def test_a_section_without_a_transcript_was_not_looked_at(stage):
    stage.open(section_review(question(), 0, None))
    assert "None found" not in stage.words()


def test_its_time_plays_its_words(stage):
    stage.open(section_review(question(), 0, SLIP))
    stage.button("Play Complaint about people at 0:08").click()
    (begin,) = [call[1] for call in stage.playing.calls if call[0] == "play"]
    assert begin == pytest.approx(8.0)


def test_not_this_time_dismisses_it_in_this_take_alone(stage):
    stage.open(section_review(question(), 0, SLIP))
    choose(stage, NOT_NOW)
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("dismiss")), timeout=20_000)
    assert stage.desk.named("dismiss") == [("three", Dismissal("complaint", "run-1-one", pytest.approx(8.0)))]


def test_never_dismisses_its_kind_for_the_question(stage):
    stage.open(section_review(question(), 0, SLIP))
    choose(stage, NEVER)
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("dismiss")), timeout=20_000)
    assert stage.desk.named("dismiss") == [("three", Dismissal("complaint"))]


def test_what_was_dismissed_is_marked_no_more_and_can_be_brought_back(stage):
    stage.open(section_review(question(), 0, SLIP))
    shown = stage.desk.sheets["run-1"]
    dismissed = pitfalls_of(shown.review, {}, [Dismissal("complaint")])
    stage.desk.sheets["run-1"] = replace(shown, pitfalls=dismissed)
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.refresh()
    assert "None found" in stage.words()
    assert stage.page.transcript.view._speech.pitfalls == ()
    stage.button("Complaint about people: bring back").click()
    stage.qtbot.waitUntil(lambda: bool(stage.desk.named("bring_back")), timeout=20_000)
    assert stage.desk.named("bring_back") == [("three", Dismissal("complaint"))]


def test_every_rule_can_be_switched_off_and_explains_itself(theme, qtbot):
    card = PitfallsCard()
    qtbot.addWidget(card)
    card.show_settings(Settings(pitfalls_off=("hedging", "of-a-newer-program")))
    assert [rule.id for rule in RULES if not card.boxes[rule.id].isChecked()] == ["hedging"]
    got = []
    card.changed.connect(got.append)
    card.boxes["pay"].click()
    card.boxes["hedging"].click()
    assert got == [("pay", "hedging", "of-a-newer-program"), ("pay", "of-a-newer-program")]
    assert all("Source: " in box.accessibleDescription() for box in card.boxes.values())


def test_a_switched_rule_is_kept_in_the_settings(house):
    house.start()
    house.flow.set_up.prepare(house.desk.settings)
    house.flow.set_up.pitfalls.boxes["jargon"].click()
    house.qtbot.waitUntil(lambda: bool(house.desk.named("save_settings")), timeout=20_000)
    assert house.desk.settings.pitfalls_off == ("jargon",)
