"""The words of a take on the screen: letters, a click or a key on a word, the word that is heard."""

import pytest
from PySide6.QtCore import QPointF, Qt

from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.verdicts import Verdict
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
