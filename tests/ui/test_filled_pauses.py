"""Fillers found in the sound, in the window: at their place, played, confirmed, rejected, also by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from runthrough.domain.filled_pauses import FilledPause
from runthrough.ui.widgets.legend import Kind
from ui.fake_desk import ONE, question, section_review
from ui.test_review_page import Stage

FIRST, SECOND = FilledPause(0.05, 0.1), FilledPause(4.2, 4.6)


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def shown(stage, *pauses):
    stage.open(section_review(question(), 0, ONE, filled_pauses=pauses))


def pressable(stage, name):
    QApplication.processEvents()
    buttons = stage.page.side.fillers.findChildren(QAbstractButton)
    return next(each for each in buttons if each.accessibleName() == name and each.isVisibleTo(stage.page.side.fillers))


def test_they_stand_among_the_words_and_can_be_read_aloud(stage):
    shown(stage, FIRST, SECOND)
    words = stage.page.transcript.view.toPlainText().split()
    assert words[0] == "(uh?)"
    assert words.count("(uh?)") == 2
    assert Kind.FILLED in stage.page.transcript.legend.kinds
    assert "at least" in stage.page.side.fillers.toolTip()


def test_a_confirmed_one_has_no_question_mark_and_a_rejected_one_is_gone(stage):
    shown(stage, replace(FIRST, filler=False), replace(SECOND, filler=True))
    text = stage.page.transcript.view.toPlainText()
    assert "(uh)" in text
    assert "(uh?)" not in text


def test_without_any_nothing_is_said(stage):
    shown(stage)
    assert not stage.page.side.fillers.isVisibleTo(stage.page)
    assert Kind.FILLED not in stage.page.transcript.legend.kinds


def test_an_answer_by_key_is_kept(stage, qtbot):
    shown(stage, SECOND)
    yes = pressable(stage, "A filler at 0:04")
    yes.setFocus()
    qtbot.keyClick(yes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(stage.desk.named("answer_filled_pause")))
    assert stage.desk.named("answer_filled_pause") == [("run-1-one", replace(SECOND, filler=True))]


def test_no_filler_is_kept_and_can_be_taken_back(stage, qtbot):
    shown(stage, SECOND, replace(FIRST, filler=False))
    pressable(stage, "No filler at 0:04").click()
    pressable(stage, "0:00 no filler: take it back").click()
    qtbot.waitUntil(lambda: len(stage.desk.named("answer_filled_pause")) == 2)
    assert [pause for _, pause in stage.desk.named("answer_filled_pause")] == [replace(SECOND, filler=False), FIRST]


def test_a_click_on_one_in_the_transcript_lets_it_be_heard(stage, qtbot):
    shown(stage, SECOND)
    view = stage.page.transcript.view
    place = view._filled[0][1]
    at = next(iter(view._boxes(place))).center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stage.page._span == pytest.approx((2.7, 6.1))


def test_it_can_be_heard_from_the_list(stage):
    shown(stage, SECOND)
    pressable(stage, "Play (uh?) at 0:04").click()
    assert stage.page._span == pytest.approx((2.7, 6.1))
