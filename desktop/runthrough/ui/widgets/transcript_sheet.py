"""The words of a take, set and painted: evidence under them, pauses between them, the one that is heard (ui.md 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from runthrough.domain.clock import format_time
from runthrough.domain.delivery.moments import Moment, Pause
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.speech import Transcript, Word
from runthrough.ui.theme import theme
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.speech_marks import (
    NO_SPEECH_MARKS,
    SpeechMarks,
    filled_text,
    paint_dots,
    paint_double,
    paint_moment,
    paint_pill,
    paint_pitfall,
    pause_text,
    pill_format,
)
from runthrough.ui.widgets.transcript_marks import paint_chip, paint_mark, paint_selection
from runthrough.ui.widgets.transcript_text import (
    MARGIN,
    Mark,
    Place,
    boxes,
    chip_format,
    paragraph_format,
    paragraphs,
    word_format,
)
from runthrough.ui.widgets.word_selection import WordSelection


class TranscriptSheet(QTextEdit):
    """Read only. What a speaker does with the words is `TranscriptView`'s."""

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
        self._places: list[Place] = []
        self._starts: list[int] = []
        self._marks: tuple[Mark, ...] = ()
        self._chips: list[tuple[Mark, Place]] = []
        self._pills: list[tuple[Pause, Place]] = []
        self._filled: list[tuple[FilledPause, Place]] = []
        self._speech = NO_SPEECH_MARKS
        self._shown: tuple[Place, ...] = ()
        self._times: list[tuple[int, str]] = []
        self._current = -1
        self._chosen = -1
        self._following = True
        self._selection = WordSelection()

    # content

    def show_transcript(
        self, transcript: Transcript, marks: Sequence[Mark], offset: float, speech: SpeechMarks = NO_SPEECH_MARKS
    ) -> None:
        """Show this; `offset` is where the take begins in the whole run-through, in seconds."""
        self._words, self._marks, self._speech = transcript.words, tuple(marks), speech
        self._places, self._chips, self._times = [], [], []
        self._pills, self._filled, self._shown = [], [], ()
        self._current, self._chosen = -1, -1
        self._selection.clear()
        self.document().setDocumentMargin(0)
        self.clear()
        writer = QTextCursor(self.document())
        chips: dict[int, list[Mark]] = {}
        for mark in marks:
            chips.setdefault(mark.first, []).append(mark)
        pauses, fillers = {pause.after: pause for pause in speech.pauses}, speech.filler_words
        for number, indices in enumerate(paragraphs(transcript)):
            self._begin_paragraph(writer, first=number == 0)
            self._times.append((writer.position(), format_time(offset + self._words[indices[0]].start)))
            self._write_filled(writer, -1 if number == 0 else None)
            for index in indices:
                self._write_word(writer, index, chips.get(index, ()), quiet=index in fillers)
                self._write_filled(writer, index)
                if index in pauses:
                    self._write_pause(writer, pauses[index])
        self._starts = [place.begin for place in self._places]
        self.verticalScrollBar().setValue(0)

    def _begin_paragraph(self, writer: QTextCursor, *, first: bool) -> None:
        form = paragraph_format()
        if first:
            writer.setBlockFormat(form)
        else:
            writer.insertBlock(form)

    def _write_word(self, writer: QTextCursor, index: int, chips: Iterable[Mark], *, quiet: bool) -> None:
        for mark in chips:
            begin = writer.position()
            writer.insertText(f"\u2002{mark.letter}\u2002", chip_format(mark))
            self._chips.append((mark, Place(begin, writer.position())))
            writer.insertText(" ", word_format())
        begin = writer.position()
        writer.insertText(self._words[index].text, word_format("text2" if quiet else "text1"))
        self._places.append(Place(begin, writer.position()))
        writer.insertText(" ", word_format())

    def _write_pause(self, writer: QTextCursor, pause: Pause) -> None:
        self._pills.append((pause, self._write_pill(writer, pause_text(pause))))

    def _write_filled(self, writer: QTextCursor, after: int | None) -> None:
        """The filled pauses behind this word."""
        for pause in (pause for pause, word in self._speech.filled if word == after):
            self._filled.append((pause, self._write_pill(writer, filled_text(pause))))

    def _write_pill(self, writer: QTextCursor, text: str) -> Place:
        begin = writer.position()
        writer.insertText(f"\u2002{text}\u2002", pill_format())
        place = Place(begin, writer.position())
        writer.insertText(" ", word_format())
        return place

    @property
    def words(self) -> tuple[Word, ...]:
        """What is shown."""
        return self._words

    # moments

    def show_moment(self, moment: Moment) -> None:
        """Mark the words of a moment, or its pause, and bring them into view."""
        self._shown = tuple(self._places_of(moment))
        if self._shown:
            self._bring_into_view(self._shown[0].begin)
            self.setAccessibleDescription(moment.text)
        self.viewport().update()

    def _places_of(self, moment: Moment) -> Iterable[Place]:
        if moment.first is not None and moment.last is not None:
            if moment.last < len(self._places):
                yield Place(self._places[moment.first].begin, self._places[moment.last].end)
            return
        pill = next((place for pause, place in (*self._pills, *self._filled) if pause.begin == moment.begin), None)
        if pill is not None:
            yield pill
        elif moment.begin is not None and moment.end is not None:
            begin, end = moment.begin, moment.end
            within = [at for at, word in enumerate(self._words) if begin <= (word.start + word.end) / 2 < end]
            if within:
                yield Place(self._places[within[0]].begin, self._places[within[-1]].end)

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
        self._bring_into_view(self._places[index].begin)

    def _bring_into_view(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        box = self.cursorRect(cursor)
        height = self.viewport().height()
        if box.top() < 0 or box.bottom() > height - theme().line_height("reading"):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.top() - height // 3)

    # where words stand

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

    def pause_at(self, at: QPointF) -> Pause | None:
        """The pause whose pill is at a point of the viewport."""
        return next(
            (pause for pause, place in self._pills if any(box.contains(at) for box in self._boxes(place))), None
        )

    def filled_at(self, at: QPointF) -> FilledPause | None:
        """The filled pause whose pill is at a point of the viewport."""
        return next(
            (pause for pause, place in self._filled if any(box.contains(at) for box in self._boxes(place))), None
        )

    def word_box(self, index: int) -> QRectF:
        """Where a word stands in the viewport."""
        return next(iter(self._boxes(self._places[index])), QRectF())

    def word_near(self, at: QPointF) -> int:
        """The index of the word at a point of the viewport, or of the last one before it."""
        where = at + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(where, Qt.HitTestAccuracy.FuzzyHit)
        return max(0, bisect_right(self._starts, position) - 1)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds and lines under the text, then the text."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter)
        for mark, place in self._chips:
            for box in self._boxes(place):
                paint_chip(painter, mark, box)
        self._paint_speech(painter)
        self._paint_times(painter)
        if self._current >= 0:
            self._paint_box(painter, self._current, fill=True)
        if self._chosen >= 0 and self.hasFocus():
            self._paint_box(painter, self._chosen, fill=False)
        painter.end()
        super().paintEvent(event)

    def _paint_grounds(self, painter: QPainter) -> None:
        selected = self._selection.words
        for first, last in self._speech.pitfalls:
            for box in self._boxes(self._span(first, last)):
                paint_pitfall(painter, box, theme())
        for mark in self._marks:
            for box in self._boxes(self._span(mark.first, mark.last)):
                paint_mark(painter, mark, box)
        for box in self._boxes(self._span(selected.first, selected.last)) if selected else ():
            paint_selection(painter, box)

    def _span(self, first: int, last: int) -> Place:
        return Place(self._places[first].begin, self._places[last].end)

    def _paint_speech(self, painter: QPainter) -> None:
        """Lines under fillers and terms, pills, and a frame around the moment that was asked for."""
        look = theme()
        for first, last in self._speech.fillers:
            under = self._boxes(Place(self._places[first].begin, self._places[last].end))
            paint_dots(painter, (box.adjusted(0, 0, 0, -3) for box in under), look)
        for term in self._speech.put_right:
            paint_double(painter, self._boxes(self._span(term.first, term.last)), look)
        for pause, place in self._pills:
            for box in self._boxes(place):
                paint_pill(painter, box, pause_text(pause), look)
        for filled, place in self._filled:
            for box in self._boxes(place):
                paint_pill(painter, box, filled_text(filled), look)
                paint_dots(painter, [box.adjusted(4, 0, -4, -1)], look)
        for place in self._shown:
            paint_moment(painter, list(self._boxes(place)), look)

    def _paint_times(self, painter: QPainter) -> None:
        look = theme()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text3"))
        for position, text in self._times:
            for box in self._boxes(Place(position, position + 1)):
                painter.drawText(QRectF(0, box.top(), MARGIN - 8, box.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_box(self, painter: QPainter, index: int, *, fill: bool) -> None:
        look = theme()
        for box in self._boxes(self._places[index]):
            shape = box.adjusted(-3, 1, 3, -1)
            painter.setPen(Qt.PenStyle.NoPen if fill else QPen(look.colour("accent-g"), 2))
            painter.setBrush(look.colour("text1") if fill else QColor(0, 0, 0, 0))
            painter.drawRoundedRect(shape, 4, 4)

    def _boxes(self, place: Place) -> Iterable[QRectF]:
        """Where a range of characters stands in the viewport, a box for each line."""
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return boxes(self.document(), place, scrolled)
