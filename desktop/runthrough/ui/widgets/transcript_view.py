"""The transcript of a take: evidence under the words it rests on, a click or Enter plays from a word (ui.md 3, 4.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLine,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit

from runthrough.domain.clock import format_time
from runthrough.domain.speech import Transcript, Word
from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import theme
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.glyphs import paint_letter

MARGIN = 56
"""Pixels left of the words, where the times stand."""
NEW_PARAGRAPH = 1.0
"""Seconds between two utterances from which a new paragraph begins (norms.md: a long pause)."""
LONG_PARAGRAPH = 60
"""Words after which the next utterance begins a paragraph in any case."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The evidence of one checkpoint: words `first` to `last`, both included, with the checkpoint's letter."""

    letter: str
    verdict: Verdict
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in the document: character positions, the last not included."""

    begin: int
    end: int


def paragraphs(transcript: Transcript) -> list[list[int]]:
    """Word indices by paragraph: utterances that follow one another without a long pause, up to a readable length."""
    made: list[list[int]] = []
    index, end = 0, 0.0
    for utterance in transcript.utterances:
        apart = utterance.start - end >= NEW_PARAGRAPH
        if not made or apart or len(made[-1]) >= LONG_PARAGRAPH:
            made.append([])
        made[-1] += range(index, index + len(utterance.words))
        index, end = index + len(utterance.words), utterance.end
    return made


class TranscriptView(QTextEdit):
    """Read only. `play_from` gives the index of the word that the speaker chose."""

    play_from = Signal(int)
    follows = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setCursorWidth(0)
        self.setProperty(OWN_FOCUS, True)
        self.setAccessibleName("Transcript")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._words: tuple[Word, ...] = ()
        self._places: list[_Place] = []
        self._starts: list[int] = []
        self._marks: tuple[Mark, ...] = ()
        self._chips: list[tuple[Mark, _Place]] = []
        self._times: list[tuple[int, str]] = []
        self._current = -1
        self._chosen = -1
        self._following = True
        self.verticalScrollBar().sliderPressed.connect(self._stop_following)

    # content

    def show_transcript(self, transcript: Transcript, marks: Sequence[Mark], offset: float) -> None:
        """Show this; `offset` is where the take begins in the whole run-through, in seconds."""
        self._words, self._marks = transcript.words, tuple(marks)
        self._places, self._chips, self._times = [], [], []
        self._current, self._chosen = -1, -1
        self.document().setDocumentMargin(0)
        self.clear()
        writer = QTextCursor(self.document())
        chips: dict[int, list[Mark]] = {}
        for mark in marks:
            chips.setdefault(mark.first, []).append(mark)
        for number, indices in enumerate(paragraphs(transcript)):
            self._begin_paragraph(writer, first=number == 0)
            self._times.append((writer.position(), format_time(offset + self._words[indices[0]].start)))
            for index in indices:
                self._write_word(writer, index, chips.get(index, ()))
        self._starts = [place.begin for place in self._places]
        self.set_following(True)
        self.verticalScrollBar().setValue(0)

    def _begin_paragraph(self, writer: QTextCursor, *, first: bool) -> None:
        look = theme()
        form = QTextBlockFormat()
        form.setLeftMargin(MARGIN)
        form.setBottomMargin(8)
        form.setLineHeight(look.line_height("reading"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if first:
            writer.setBlockFormat(form)
        else:
            writer.insertBlock(form)

    def _write_word(self, writer: QTextCursor, index: int, chips: Iterable[Mark]) -> None:
        for mark in chips:
            begin = writer.position()
            writer.insertText(f"\u2002{mark.letter}\u2002", _chip_format(mark))
            self._chips.append((mark, _Place(begin, writer.position())))
            writer.insertText(" ", _word_format())
        begin = writer.position()
        writer.insertText(self._words[index].text, _word_format())
        self._places.append(_Place(begin, writer.position()))
        writer.insertText(" ", _word_format())

    @property
    def words(self) -> tuple[Word, ...]:
        """What is shown."""
        return self._words

    # the current word

    def show_position(self, seconds: float | None) -> None:
        """Mark the word that is heard at this second of the take; None marks none."""
        index = -1 if seconds is None else bisect_right(self._words, seconds, key=lambda word: word.start) - 1
        if index == self._current:
            return
        self._current = index
        self._select_current()
        if self._following and index >= 0:
            self._scroll_to(index)

    def _select_current(self) -> None:
        chosen = []
        if self._current >= 0:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor_over(self._current)  # type: ignore[attr-defined]
            form = QTextCharFormat()
            form.setForeground(theme().colour("bg"))
            selection.format = form  # type: ignore[attr-defined]  PySide6's stubs leave its fields out
            chosen.append(selection)
        self.setExtraSelections(chosen)
        self.viewport().update()

    def _cursor_over(self, index: int) -> QTextCursor:
        place = self._places[index]
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.begin)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _scroll_to(self, index: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places[index].begin)
        box = self.cursorRect(cursor)
        height = self.viewport().height()
        if box.top() < 0 or box.bottom() > height - theme().line_height("reading"):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.top() - height // 3)

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

    # choosing a word

    def word_at(self, at: QPointF) -> int:
        """The index of the word at a point of the viewport; -1 where there is none."""
        position = (
            self.document()
            .documentLayout()
            .hitTest(
                at + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value()),
                Qt.HitTestAccuracy.ExactHit,
            )
        )
        index = bisect_right(self._starts, position) - 1
        if position < 0 or index < 0 or position > self._places[index].end:
            return -1
        return index

    def word_box(self, index: int) -> QRectF:
        """Where a word stands in the viewport."""
        boxes = list(self._boxes(self._places[index]))
        return boxes[0] if boxes else QRectF()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on a word plays from there."""
        super().mouseReleaseEvent(event)
        index = self.word_at(event.position())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(index)
            self.set_following(True)
            self.play_from.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """No selection by mouse: a click is a wish to hear."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """No selection by mouse."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click of two is a click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a word, Enter plays from it; all other keys are the page's."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._words:
            event.ignore()
        elif key in steps:
            self._choose(max(0, min(self._chosen_or_current() + steps[key], len(self._words) - 1)))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._word_beside(-1 if key == Qt.Key.Key_Up else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen_or_current() >= 0:
            self.play_from.emit(self._chosen_or_current())
        else:
            event.ignore()

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
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places[index].begin)
        self.setTextCursor(cursor)  # so that a screen reader reads on from here
        self.setAccessibleDescription(f"{self._words[index].text}, word {index + 1} of {len(self._words)}")
        self.viewport().update()

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

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds and lines under the text, then the text."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            self._paint_mark(painter, mark)
        for mark, place in self._chips:
            self._paint_chip(painter, mark, place)
        self._paint_times(painter)
        if self._current >= 0:
            self._paint_box(painter, self._current, fill=True)
        if self._chosen >= 0 and self.hasFocus():
            self._paint_box(painter, self._chosen, fill=False)
        painter.end()
        super().paintEvent(event)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        look, said = theme(), mark.verdict is Verdict.SAID
        span = _Place(self._places[mark.first].begin, self._places[mark.last].end)
        for box in self._boxes(span):
            ground = box.adjusted(-1, 1, 1, -2)
            if said:
                painter.fillRect(ground, look.colour("tint"))
            dashes = Qt.PenStyle.SolidLine if said else Qt.PenStyle.DashLine
            painter.setPen(QPen(look.colour("accent-g"), 1.5, dashes))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())

    def _paint_chip(self, painter: QPainter, mark: Mark, place: _Place) -> None:
        for box in self._boxes(place):
            middle = box.center()
            chip = QRectF(middle.x() - 8.5, middle.y() - 8.5, 17, 17)
            paint_letter(painter, mark.letter, chip, mark.verdict, theme())

    def _paint_times(self, painter: QPainter) -> None:
        look = theme()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text3"))
        for position, text in self._times:
            for box in self._boxes(_Place(position, position + 1)):
                painter.drawText(QRectF(0, box.top(), MARGIN - 8, box.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_box(self, painter: QPainter, index: int, *, fill: bool) -> None:
        look = theme()
        for box in self._boxes(self._places[index]):
            shape = box.adjusted(-3, 1, 3, -1)
            painter.setPen(Qt.PenStyle.NoPen if fill else QPen(look.colour("accent-g"), 2))
            painter.setBrush(look.colour("text1") if fill else QColor(0, 0, 0, 0))
            painter.drawRoundedRect(shape, 4, 4)

    def _boxes(self, place: _Place) -> Iterable[QRectF]:
        """Where a range of characters stands in the viewport, a box for each line."""
        block = self.document().findBlock(place.begin)
        origin = self.document().documentLayout()
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        while block.isValid() and block.position() < place.end:
            layout = block.layout()
            corner = origin.blockBoundingRect(block).topLeft() - scrolled
            begin = max(0, place.begin - block.position())
            end = min(block.length() - 1, place.end - block.position())
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(begin, line.textStart())
                last = min(end, line.textStart() + line.textLength())
                if first < last:
                    left, right = _x(line, first), _x(line, last)
                    yield QRectF(corner.x() + left, corner.y() + line.y(), right - left, line.height())
            block = block.next()


def _x(line: QTextLine, position: int) -> float:
    """PySide gives the position back together with x."""
    return float(line.cursorToX(position)[0])  # type: ignore[index]


def _word_format() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme().font("reading"))
    form.setForeground(theme().colour("text1"))
    return form


def _chip_format(mark: Mark) -> QTextCharFormat:
    """The letter is part of the text, for whoever reads it aloud; what is seen is painted over it."""
    form = QTextCharFormat()
    font = QFont(theme().font("caption"))
    font.setWeight(QFont.Weight.DemiBold)
    form.setFont(font)
    form.setProperty(QTextFormat.Property.UserProperty, mark.letter)
    form.setForeground(QColor(0, 0, 0, 0))
    return form
