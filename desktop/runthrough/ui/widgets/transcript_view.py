"""The transcript of a take in the speaker's hands: click or Enter plays a word, dragging selects (ui.md 3, 4.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import Evidence
from runthrough.ui.theme import theme
from runthrough.ui.widgets.correction_list import heard_text
from runthrough.ui.widgets.speech_marks import NO_SPEECH_MARKS, SpeechMarks
from runthrough.ui.widgets.transcript_sheet import TranscriptSheet
from runthrough.ui.widgets.transcript_text import Mark

ESTIMATED = "Times of words are estimated from the sound: this recogniser writes words without any."


class TranscriptView(TranscriptSheet):
    """`play_from` gives the index of the word that the speaker chose, `pause_pressed` a pause.

    `filled_pressed`: a filled pause. `correction_pressed`: a term that was put right, on which Delete was pressed.

    `selected`: the words (an Evidence) that they marked by dragging or with Shift and arrows; None for none.
    `menu_wanted`: where on the screen they ask what can be done with them.
    """

    play_from = Signal(int)
    pause_pressed = Signal(object)
    filled_pressed = Signal(object)
    correction_pressed = Signal(object)
    follows = Signal(bool)
    selected = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.verticalScrollBar().sliderPressed.connect(self._stop_following)

    def show_transcript(
        self, transcript: Transcript, marks: Sequence[Mark], offset: float, speech: SpeechMarks = NO_SPEECH_MARKS
    ) -> None:
        """Show this; `offset` is where the take begins in the whole run-through, in seconds."""
        self.clear_selection()
        super().show_transcript(transcript, marks, offset, speech)
        told = ESTIMATED if transcript.times_estimated else ""
        self.viewport().setToolTip(told)
        self.setAccessibleDescription(told)
        self.set_following(True)

    # following the sound

    def set_following(self, following: bool) -> None:
        """Scroll with the playback, or leave the page where the speaker scrolled it."""
        if following != self._following:
            self._following = following
            self.follows.emit(following)
        if following and self._current >= 0:
            self._scroll_to(self._current)

    def _stop_following(self) -> None:
        if self._current >= 0:
            self.set_following(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling by hand ends the following."""
        self._stop_following()
        super().wheelEvent(event)

    # choosing and selecting

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A selection may begin here; with Shift it goes on from where it is."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.word_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and index >= 0 and self._chosen_or_current() >= 0:
            self._extend(index)
        else:
            self._selection.press(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging selects words."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._selection.pressed >= 0:
            self._selection.drag(self.word_near(event.position()))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on a word plays from there; the end of a drag selects."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, index = self._selection.release(), self.word_at(event.position())
        pause, filled = self.pause_at(event.position()), self.filled_at(event.position())
        if self._selection.words is not None:
            self._tell_selection()
        elif pause is not None:
            self.pause_pressed.emit(pause)
        elif filled is not None:
            self.filled_pressed.emit(filled)
        elif index >= 0 and index == pressed:
            self.clear_selection()
            self._choose(index)
            self.set_following(True)
            self.play_from.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of two is a click."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected words."""
        if self._selection.words is not None:
            self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a word, with Shift they select, Enter plays, Esc deselects; all other keys are the page's."""
        key, pressed = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = pressed == Qt.KeyboardModifier.ShiftModifier
        target = self._target(key)
        if not self._words or (pressed and not shift):
            event.ignore()
        elif target is not None:
            (self._extend if shift else self._choose)(target)
        elif key == Qt.Key.Key_Delete and (term := self._speech.correction_at(self._chosen)) is not None:
            self.correction_pressed.emit(term)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen_or_current() >= 0:
            self.play_from.emit(self._chosen_or_current())
        elif key == Qt.Key.Key_Escape and self._selection.words is not None:
            self.clear_selection()
        else:
            event.ignore()

    def _target(self, key: Qt.Key) -> int | None:
        """The word that an arrow leads to; None for another key."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if not self._words:
            return None
        if key in steps:
            return max(0, min(self._chosen_or_current() + steps[key], len(self._words) - 1))
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._word_beside(-1 if key == Qt.Key.Key_Up else 1)
        return None

    # selecting words

    @property
    def selection(self) -> Evidence | None:
        """The words that are selected."""
        return self._selection.words

    def clear_selection(self) -> None:
        """Select nothing."""
        if self._selection.words is not None:
            self._selection.clear()
            self._tell_selection()

    def _extend(self, index: int) -> None:
        """Select from where the selection began, or from the chosen word, to this one."""
        self._selection.extend(max(0, self._chosen_or_current()), index)
        self._choose(index)
        self._tell_selection()

    def _tell_selection(self) -> None:
        words = self._selection.words
        if words is not None:
            text = " ".join(word.text for word in self._words[words.first : words.last + 1])
            self.setAccessibleDescription(f"Selected: {text}")
        self.selected.emit(words)
        self.viewport().update()

    def _chosen_or_current(self) -> int:
        return self._chosen if self._chosen >= 0 else self._current

    def _word_beside(self, lines: int) -> int:
        at = max(0, self._chosen_or_current())
        box = self.word_box(at)
        target = QPointF(box.center().x(), box.center().y() + lines * theme().line_height("reading"))
        found = self.word_at(target)
        return found if found >= 0 else max(0, min(at + 8 * lines, len(self._words) - 1))

    def _choose(self, index: int) -> None:
        self._chosen = index
        if self._selection.words is not None and index != self._selection.head:
            self.clear_selection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places[index].begin)
        self.setTextCursor(cursor)  # so that a screen reader reads on from here
        term = self._speech.correction_at(index)
        told = f", {heard_text(term)}; Delete changes that" if term is not None else ""
        self.setAccessibleDescription(f"{self._words[index].text}, word {index + 1} of {len(self._words)}{told}")
        self.viewport().update()

    def choose_at(self, seconds: float) -> None:
        """Choose the word at this second of the take, without playing it."""
        index = bisect_right(self._words, seconds, key=lambda word: word.start) - 1
        if index >= 0:
            self._choose(index)

    def viewportEvent(self, event: QEvent) -> bool:
        """What was heard is told where the mouse rests on a term."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            term = self._speech.correction_at(self.word_at(QPointF(event.pos())))
            if term is not None:
                QToolTip.showText(event.globalPos(), f"{heard_text(term)} (Delete changes that)", self.viewport())
                return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen word is marked while the transcript has the focus; Tab chooses the first."""
        super().focusInEvent(event)
        if self._words and self._chosen_or_current() < 0 and event.reason() == Qt.FocusReason.TabFocusReason:
            self._choose(0)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette: the words are written in its colours by the page."""
        super().changeEvent(event)
        self.viewport().update()
