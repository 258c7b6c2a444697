"""Terms that were put right, in the window: marked, told, and changed back, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip

from runthrough.domain.corrections import Correction, corrections_of, with_terms
from runthrough.domain.speech import Transcript, Utterance
from runthrough.ui.widgets.legend import Kind
from ui.fake_desk import ONE, question, section_review, transcript
from ui.test_review_page import Stage

SAID = ONE.replace("growth in", "growth at flank in")
TERM = Correction(6, 6, 2.4, 2.76, "Flink", "flank")


@pytest.fixture
def stage(theme, desk, qtbot):
    made = Stage(desk, qtbot)
    yield made
    assert made.background.close(20)


def shown(stage, *, kept: bool = False) -> None:
    section = section_review(question(), 0, SAID)
    words = section.transcript.words if kept else with_terms(section.transcript.words, ("Flink",))
    heard = Transcript((Utterance("u-001", words, "Moonshine tiny-en"),))
    found = corrections_of(heard, ("Flink",), ((2.4, 2.76),) if kept else ())
    stage.open(replace(section, transcript=heard, corrections=found))


def pressable(stage, name: str) -> QAbstractButton:
    QApplication.processEvents()
    card = stage.page.side.corrections
    return next(each for each in card.findChildren(QAbstractButton) if name in each.accessibleName())


def test_a_term_is_marked_explained_and_listed_with_what_was_heard(stage):
    shown(stage)
    assert stage.page.section.corrections == (TERM,)
    assert "Flink" in stage.page.transcript.view.toPlainText()
    assert Kind.TERM in stage.page.transcript.legend.kinds
    words = stage.words()
    assert "Terms put right" in words
    assert "heard as “flank”" in words


def test_without_any_nothing_is_said(stage):
    stage.open(section_review(question(), 0, ONE))
    assert not stage.page.side.corrections.isVisibleTo(stage.page)
    assert Kind.TERM not in stage.page.transcript.legend.kinds


def test_a_screen_reader_and_a_mouse_are_told_what_was_heard(stage, qtbot):
    shown(stage)
    view = stage.page.transcript.view
    view.choose_at(2.5)
    assert view.accessibleDescription() == "Flink, word 7 of 22, heard as “flank”; Delete changes that"
    at = view.word_box(6).center().toPoint()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert "heard as “flank”" in QToolTip.text()
    QToolTip.hideText()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert "heard as" not in QToolTip.text()


def test_delete_on_the_word_lets_what_was_heard_stand(stage, qtbot):
    shown(stage)
    view = stage.page.transcript.view
    view.choose_at(2.5)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(stage.desk.named("keep_as_heard")))
    assert stage.desk.named("keep_as_heard") == [("run-1-one", (2.4, 2.76), True)]


def test_the_word_stays_chosen_when_it_is_written_anew(stage, qtbot):
    shown(stage)
    view = stage.page.transcript.view
    view.choose_at(2.5)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(stage.desk.named("keep_as_heard")))
    shown(stage, kept=True)
    qtbot.waitUntil(lambda: view.accessibleDescription().startswith("flank, word 7"))
    assert "in place of “Flink”" in view.accessibleDescription()


def test_delete_on_any_other_word_is_the_pages(stage, qtbot):
    shown(stage)
    view = stage.page.transcript.view
    view.choose_at(0.1)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert stage.desk.named("keep_as_heard") == []


def test_what_is_kept_is_listed_and_the_term_can_come_back_by_key(stage, qtbot):
    shown(stage, kept=True)
    assert "flank" in stage.page.transcript.view.toPlainText()
    assert Kind.TERM not in stage.page.transcript.legend.kinds
    assert "1 kept as heard" in stage.words()
    back = pressable(stage, "Put term back: “flank” at 0:02")
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(stage.desk.named("keep_as_heard")))
    assert stage.desk.named("keep_as_heard") == [("run-1-one", (2.4, 2.76), False)]


def test_it_can_be_heard_from_the_list(stage):
    shown(stage)
    pressable(stage, "Play “Flink” at 0:02").click()
    assert stage.page._span == pytest.approx((2.4, 2.76))


def test_its_words_play_as_all_words_do(stage, qtbot):
    shown(stage)
    view = stage.page.transcript.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.word_box(6).center().toPoint())
    assert stage.page.transcript.view._chosen == 6
    assert transcript(SAID).words[6].start == TERM.begin
