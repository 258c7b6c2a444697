"""Verdicts on the review page that the speaker answers, corrects, moves and turns into cues."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from runthrough.domain.agreement import DEFINITION, Agreement
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.review import Elsewhere
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict
from runthrough.ui.pages.history import HistoryPage
from runthrough.ui.ports import QuestionOverview
from runthrough.ui.widgets.explained import Explained
from runthrough.ui.widgets.legend import Kind
from ui.fake_desk import ONE, TWO, line, question, section_review
from ui.house import button, visible_words
from ui.test_review_page import Stage

GROWTH, TIMING = "one/growth", "one/timing"
PERHAPS = CheckpointVerdict(TIMING, Verdict.MISSED, 0.4, Evidence(12, 16))
SAID = CheckpointVerdict(GROWTH, Verdict.SAID, 0.9, Evidence(2, 4))
MISSED = CheckpointVerdict(TIMING, Verdict.MISSED, 0.0)


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def one(*verdicts, **facts):
    return section_review(question(), 0, ONE, verdicts=verdicts, **facts)


def two():
    return section_review(question(), 1, TWO)


def overruled(stage, count=1):
    stage.qtbot.waitUntil(lambda: len(stage.desk.named("overrule")) == count, timeout=20_000)
    return stage.desk.named("overrule")[-1]


def spans(*words):
    return pytest.approx(words[0] * 0.4), pytest.approx((words[1] + 0.9) * 0.4)


# not sure


@pytest.mark.parametrize(
    ("answer", "verdict"), [("Yes, said: Timing", Verdict.SAID), ("No, not said: Timing", Verdict.MISSED)]
)
def test_what_is_not_sure_is_asked_with_its_quote_and_answered_by_one_tap(stage, answer, verdict):
    stage.open(one(SAID, PERHAPS))
    row = stage.rows()[1]
    assert row.accessibleName() == "B, Timing, not sure at 0:04"
    assert row.accessibleDescription() == "“My last project is finished,”"
    assert "1 said, 1 not sure" in stage.words()
    assert Kind.UNSURE in stage.page.transcript.legend.kinds
    stage.button(answer).click()
    take_id, checkpoint_id, own = overruled(stage)
    assert (take_id, checkpoint_id, own.verdict) == ("run-1-one", TIMING, verdict)
    assert (own.span is not None) == (verdict is Verdict.SAID), "a yes keeps the words that it was said to"


def test_what_is_not_sure_is_answered_by_keys(stage):
    stage.open(one(SAID, PERHAPS))
    row = stage.rows()[1]
    row.setFocus()
    stage.qtbot.keyClick(row, Qt.Key.Key_1)
    assert overruled(stage)[2].verdict is Verdict.SAID
    stage.qtbot.keyClick(row, Qt.Key.Key_3)
    assert overruled(stage, 2)[2] == Overrule(Verdict.MISSED)


def test_words_that_are_not_sure_have_a_weaker_mark_and_none_once_the_answer_is_no(stage):
    stage.open(one(SAID, PERHAPS))
    assert [(mark.letter, mark.unsure) for mark in stage.page.transcript.view._marks] == [("A", False), ("B", True)]
    stage.open(one(SAID, PERHAPS, overrules={TIMING: Overrule(Verdict.MISSED)}))
    assert [mark.letter for mark in stage.page.transcript.view._marks] == ["A"]
    assert stage.rows()[1].accessibleName() == "B, Timing, missed at 0:04, by you"


# elsewhere


def test_what_was_said_in_another_section_is_no_miss_and_plays_there(stage):
    place = Elsewhere("two", "Two", 2.0, "of the pricing service", Verdict.SAID)
    stage.open(one(SAID, MISSED, elsewhere={TIMING: place}), two())
    assert stage.rows()[1].accessibleName() == "B, Timing, Said in Two at 0:17"
    assert "1 said, 1 elsewhere" in stage.words()
    assert "1 of 2 said" in stage.page.tabs.shown[0].accessibleName()
    stage.button("Said in Two, 0:17").click()
    assert stage.playing.calls[-1] == ("play", 2.0)
    assert stage.page._index == 1
    stage.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    stage.press(Qt.Key.Key_B)
    assert stage.page._index == 1


# moved evidence


def select(stage, first, last):
    view = stage.page.transcript.view
    view.setFocus()
    for _ in range(first + 1):
        stage.qtbot.keyClick(view, Qt.Key.Key_Right)
    for _ in range(last - first):
        stage.qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)


def test_selected_words_become_the_evidence_of_a_checkpoint_in_the_menu(stage):
    stage.open(one(SAID, MISSED))
    bar = stage.page.transcript.evidence
    assert not bar.isVisible()
    select(stage, 13, 16)
    assert bar.isVisible()
    assert "“last project is finished,”" in stage.words()
    assert [action.text() for action in bar.menu.actions()] == ["A   Growth", "B   Timing"]
    bar.menu.actions()[1].trigger()
    assert overruled(stage) == ("run-1-one", TIMING, Overrule(Verdict.SAID, spans(13, 16)))
    assert not bar.isVisible()


def test_selected_words_become_the_evidence_of_a_checkpoint_by_its_key_and_its_word_stays(stage):
    partly = replace(PERHAPS, verdict=Verdict.PARTLY)
    stage.open(one(SAID, partly))
    row = stage.rows()[1]
    stage.qtbot.keyClick(row, Qt.Key.Key_4)
    select(stage, 13, 14)
    stage.qtbot.keyClick(row, Qt.Key.Key_4)
    assert overruled(stage) == ("run-1-one", TIMING, Overrule(Verdict.PARTLY, spans(13, 14)))


def test_the_menu_of_a_checkpoint_takes_the_selected_words(stage):
    stage.open(one(SAID, MISSED))
    use = next(each for each in stage.rows()[0]._menu.actions() if each.text() == "Use the selected words")
    assert not use.isEnabled()
    select(stage, 3, 5)
    assert use.isEnabled()
    use.trigger()
    assert overruled(stage) == ("run-1-one", GROWTH, Overrule(Verdict.SAID, spans(3, 5)))


def test_a_selection_can_be_dropped(stage):
    stage.open(one(SAID, MISSED))
    select(stage, 3, 5)
    stage.button("Select nothing").click()
    assert not stage.page.transcript.evidence.isVisible()
    assert stage.page.transcript.view.selection is None


# cues


def test_a_phrase_of_an_overruled_checkpoint_is_added_as_a_cue_with_the_way_back(stage):
    offer = CueOffer(TIMING, "last project")
    stage.open(one(SAID, MISSED, overrules={TIMING: Overrule(Verdict.SAID, (5.2, 6.0))}))
    stage.desk.sheets["run-1"] = replace(stage.desk.sheets["run-1"], offers={TIMING: offer})
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.refresh()
    adds = stage.button("Add “last project” as a cue")
    assert "new version" in adds.toolTip()
    stage.desk.sheets["run-1"] = replace(stage.desk.sheets["run-1"], offers={})
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        adds.click()
    assert stage.desk.named("add_cue") == [("three", offer)]
    assert "“last project” is a cue now; Versions, in the editor, brings the one before back." in stage.words()


# agreement


def test_how_often_the_machine_agrees_is_in_the_menu_with_its_definition(stage):
    stage.open()
    stage.desk.sheets["run-1"] = replace(stage.desk.sheets["run-1"], agreement=Agreement(46, 50))
    with stage.qtbot.waitSignal(stage.reviewing.shown, timeout=20_000):
        stage.reviewing.refresh()
    action = stage.page.heading._menu.actions()[-1]
    assert action.text() == "Agrees with you on 46 of 50 verdicts …"
    action.trigger()
    told = stage.page.window().findChild(Explained)
    assert DEFINITION in [label.text() for label in told.findChildren(QLabel)]
    told.close()


def test_the_history_of_a_question_tells_how_often_the_machine_agrees_and_what_that_means(theme, qtbot):
    page = HistoryPage()
    qtbot.addWidget(page)
    page.show_question(QuestionOverview(question(), (line(question(), 1, 2, 4),), agreement=Agreement(46, 50)))
    page.show()
    link = button(page, "Runthrough agrees with you on 46 of 50 verdicts")
    assert link.toolTip() == DEFINITION
    link.click()
    told = page.findChild(Explained)
    assert DEFINITION in visible_words(told)
    told.close()
    page.show_question(QuestionOverview(question(), (line(question(), 1, 2, 4),)))
    assert not link.isVisible()
