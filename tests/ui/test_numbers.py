"""The number ledger in the window: below a question's history, and as one line in a review."""

import pytest
from PySide6.QtCore import Qt

from runthrough.domain.ledger import contradicted_by, ledger
from runthrough.domain.question import Band, Section
from runthrough.domain.review import Review, SectionReview
from runthrough.ui.pages.history import HistoryPage
from runthrough.ui.ports import QuestionOverview
from runthrough.ui.widgets.contradiction_line import ContradictionLine
from runthrough.ui.widgets.pieces import ElidedLabel
from ui.fake_desk import line, question, transcript
from ui.house import WAIT, visible_words

THEN = "Our p99 latency is 68 ms. We are six engineers."
NOW = "Our p99 latency is seventy eight milliseconds."


def spoken(text, day):
    section = SectionReview(Section("two", "Two", Band(10, 20)), 20.0, transcript=transcript(text))
    return Review("three", "Three things", (section,), f"run-{day}", f"2026-03-0{day}T09:30:00+00:00")


REVIEWS = (spoken(THEN, 1), spoken(NOW, 2))


@pytest.fixture
def page(theme, qtbot):
    made = HistoryPage()
    qtbot.addWidget(made)
    asked = question()
    made.show_question(QuestionOverview(asked, (line(asked, 2, 3, 4), line(asked, 1, 2, 4))))
    made.resize(1280, 800)
    made.show()
    return made


def cells(page):
    model = page.numbers.model()
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def test_contradicting_figures_stand_side_by_side_first_by_sign_and_in_words_for_the_ear(page):
    assert not page.numbers.isVisible()
    page.show_numbers("three", ledger(REVIEWS))
    rows = cells(page)
    assert [row[:2] for row in rows] == [
        ["≠ p99 latency", "≠ 78 ms"],
        ["", "≠ 68 ms"],
        ["engineers", "6"],
    ]
    assert rows[1][3] == "“Our p99 latency is 68 ms.”"
    spelled = [page.numbers.model().index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(2)]
    assert spelled == ["p99 latency, contradicted", "68 ms, contradicts"], "also where the eye sees it above"
    assert "2 measures, 1 with figures that contradict one another (≠)" in visible_words(page)


def test_enter_and_a_double_click_open_the_review_in_which_a_figure_was_said(page, qtbot):
    page.show_numbers("three", ledger(REVIEWS))
    page.numbers.setFocus()
    page.numbers.selectRow(1)
    with qtbot.waitSignal(page.review) as opened:
        qtbot.keyClick(page.numbers, Qt.Key.Key_Return)
    assert opened.args == ["run-1"]
    at = page.numbers.visualRect(page.numbers.model().index(0, 3)).center()
    with qtbot.waitSignal(page.review) as clicked:
        qtbot.mouseClick(page.numbers.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(page.numbers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == ["run-2"]


def test_few_run_throughs_leave_their_room_to_the_figures(page):
    alone = page.table.height()
    page.show_numbers("three", ledger(REVIEWS))
    page.layout().activate()
    assert page.table.height() < alone / 2
    assert not page.table.verticalScrollBar().isVisible()
    page.show_numbers("three", ())
    page.layout().activate()
    assert page.table.height() == alone


def test_a_question_without_figures_shows_no_numbers_and_another_questions_come_too_late(page):
    page.show_numbers("three", ())
    assert not page.numbers.isVisible()
    page.show_numbers("other", ledger(REVIEWS))
    assert not page.numbers.isVisible()


def test_the_history_asks_for_the_numbers_of_its_question(house, qtbot):
    asked = question()
    house.desk.questions = (QuestionOverview(asked, (line(asked, 1, 3, 4),)),)
    house.desk.ledger = ledger(REVIEWS)
    house.start()
    qtbot.waitUntil(lambda: bool(house.flow.questions.rows), timeout=WAIT)
    house.flow.questions.history.emit("three")
    qtbot.waitUntil(house.flow.history.numbers.isVisible, timeout=WAIT)
    assert house.desk.named("numbers") == [("three",)]


def test_a_review_tells_in_one_line_which_figure_contradicts_an_earlier_one(theme, qtbot):
    played = []
    shown = ContradictionLine(lambda *place: played.append(place))
    qtbot.addWidget(shown)
    found = contradicted_by(REVIEWS[1], REVIEWS[:1])
    shown.show_of(found, "two")
    assert shown.link.text() == "78 ms contradicts 68 ms"
    quotes = [each.text() for each in shown.findChildren(ElidedLabel)]
    assert quotes[0] == "now “Our p99 latency is seventy eight milliseconds.”"
    assert quotes[1].endswith("“Our p99 latency is 68 ms.”")
    shown.link.click()
    assert played == [("two", 1.6)]
    shown.show_of(found, "one")
    assert not shown.isHidden(), "the only one is told in every section"
    shown.show_of((), "two")
    assert shown.isHidden()
