"""The words of a take on the screen: letters, a click or a key on a word, the word that is heard."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.verdicts import Evidence, Verdict
from runthrough.ui.widgets.transcript_text import Mark, paragraphs
from runthrough.ui.widgets.transcript_view import TranscriptView
from ui.fake_desk import ONE, transcript


@pytest.fixture
def view(theme, qtbot):
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_transcript(transcript(ONE), (Mark("A", Verdict.SAID, 3, 6), Mark("B", Verdict.PARTLY, 10, 12)), 60.0)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_words_and_their_letters_can_be_read_aloud(view):
    words = view.toPlainText().split()
    assert [word for word in words if word not in ("A", "B")] == ONE.split()
    assert words.index("A") == 3
    assert words[4] == "for"


def test_a_click_on_a_word_plays_from_it(view, qtbot):
    for index in (0, 7, len(ONE.split()) - 1):
        with qtbot.waitSignal(view.play_from) as played:
            at = view.word_box(index).center().toPoint()
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert played.args == [index]


def test_a_click_beside_the_words_plays_nothing(view, qtbot):
    with qtbot.assertNotEmitted(view.play_from):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(10, 280).toPoint())


def test_arrows_choose_a_word_and_enter_plays_it(view, qtbot):
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.play_from) as played:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert played.args == [1]
    assert view.accessibleDescription() == f"am, word 2 of {len(ONE.split())}"


def test_down_goes_to_the_line_below(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Right)
    first = view.word_box(view._chosen)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.word_box(view._chosen).top() > first.top()


def test_space_is_left_to_the_page(view, qtbot):
    with qtbot.assertNotEmitted(view.play_from):
        qtbot.keyClick(view, Qt.Key.Key_Space)


@pytest.mark.parametrize(("seconds", "index"), [(0.0, 0), (0.39, 0), (0.4, 1), (4.1, 10), (999.0, 19), (None, -1)])
def test_the_word_that_is_heard_is_marked(view, seconds, index):
    view.show_position(seconds)
    assert view._current == index
    assert len(view.extraSelections()) == (index >= 0)


def test_scrolling_by_hand_ends_the_following_until_it_is_asked_for(view, qtbot):
    view.show_position(1.0)
    with qtbot.waitSignal(view.follows) as told:
        view._stop_following()
    assert told.args == [False]
    with qtbot.waitSignal(view.follows) as told:
        view.set_following(True)
    assert told.args == [True]


def test_a_long_pause_begins_a_paragraph():
    first = Utterance("1", (Word("One", 0, 0.5), Word("two.", 0.5, 1.0)), "Fake")
    near = Utterance("2", (Word("Three.", 1.4, 2.0),), "Fake")
    far = Utterance("3", (Word("Four.", 3.2, 4.0),), "Fake")
    assert paragraphs(Transcript((first, near, far))) == [[0, 1, 2], [3]]


def test_nothing_said_is_nothing_shown(view):
    view.show_transcript(Transcript(), (), 0.0)
    assert view.toPlainText() == ""
    view.show_position(3.0)
    assert view.extraSelections() == []


# selecting words


def drag(view, qtbot, first, last):
    begin, end = (view.word_box(index).center().toPoint() for index in (first, last))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        view.viewport().mapToGlobal(QPointF(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), moved)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


@pytest.mark.parametrize(("first", "last"), [(2, 5), (5, 2), (0, 19)])
def test_dragging_selects_words_and_plays_nothing(view, qtbot, first, last):
    with qtbot.assertNotEmitted(view.play_from), qtbot.waitSignal(view.selected) as told:
        drag(view, qtbot, first, last)
    assert told.args == [Evidence(min(first, last), max(first, last))]
    assert view.selection == told.args[0]


def test_shift_and_the_arrows_select_words_from_the_chosen_one(view, qtbot):
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection == Evidence(3, 5)
    assert view.accessibleDescription() == "Selected: for growth in"
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection == Evidence(2, 3)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection.first == 3
    assert view.selection.last > 5


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Left])
def test_esc_or_a_plain_arrow_takes_a_selection_back(view, qtbot, key):
    drag(view, qtbot, 2, 5)
    with qtbot.waitSignal(view.selected) as told:
        qtbot.keyClick(view, key)
    assert told.args == [None]
    assert view.selection is None


def test_a_click_after_a_selection_plays_again_and_one_with_shift_extends_it(view, qtbot):
    drag(view, qtbot, 2, 5)
    at = view.word_box(8).center().toPoint()
    with qtbot.waitSignal(view.play_from) as played:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (played.args, view.selection) == ([8], None)
    further = view.word_box(10).center().toPoint()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, further)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, further)
    assert view.selection == Evidence(8, 10)


def test_another_transcript_is_shown_without_a_selection(view, qtbot):
    drag(view, qtbot, 2, 5)
    view.show_transcript(transcript(ONE), (), 0.0)
    assert view.selection is None
    assert not view.grab().isNull(), "it can be painted"


def test_the_speaker_is_told_that_the_times_of_words_are_estimated(view):
    assert view.viewport().toolTip() == ""
    words = (Word("Hello", 0.0, 0.4),)
    view.show_transcript(Transcript((Utterance("u", words, "Moonshine tiny-en"),)), (), 0.0)
    assert "estimated" in view.viewport().toolTip()
    assert "estimated" in view.accessibleDescription()
