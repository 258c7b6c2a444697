"""The transcript of a take: evidence under the words it rests on, a click or Enter plays from a word (ui.md 3, 4.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit

from runthrough.domain.clock import format_time
from runthrough.domain.delivery.moments import Moment, Pause
from runthrough.domain.speech import Transcript, Word
from runthrough.domain.verdicts import Verdict
from runthrough.ui.theme import theme
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.glyphs import paint_letter
from runthrough.ui.widgets.speech_marks import (
    NO_SPEECH_MARKS,
    SpeechMarks,
    paint_dots,
    paint_pill,
    pause_text,
    pill_format,
)
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


class TranscriptView(QTextEdit):
    """Read only. `play_from` gives the index of the word that the speaker chose, `pause_pressed` a pause."""

    play_from = Signal(int)
    pause_pressed = Signal(object)
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
        self._places: list[Place] = []
        self._starts: list[int] = []
        self._marks: tuple[Mark, ...] = ()
        self._chips: list[tuple[Mark, Place]] = []
        self._pills: list[tuple[Pause, Place]] = []
        self._speech = NO_SPEECH_MARKS
        self._shown: tuple[Place, ...] = ()
        self._times: list[tuple[int, str]] = []
        self._current = -1
        self._chosen = -1
        self._following = True
        self.verticalScrollBar().sliderPressed.connect(self._stop_following)

    # content

    def show_transcript(
        self, transcript: Transcript, marks: Sequence[Mark], offset: float, speech: SpeechMarks = NO_SPEECH_MARKS
    ) -> None:
        """Show this; `offset` is where the take begins in the whole run-through, in seconds."""
        self._words, self._marks, self._speech = transcript.words, tuple(marks), speech
        self._places, self._chips, self._times = [], [], []
        self._pills, self._shown = [], ()
        self._current, self._chosen = -1, -1
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
            for index in indices:
                self._write_word(writer, index, chips.get(index, ()), quiet=index in fillers)
                if index in pauses:
                    self._write_pause(writer, pauses[index])
        self._starts = [place.begin for place in self._places]
        self.set_following(True)
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
        begin = writer.position()
        writer.insertText(f"\u2002{pause_text(pause)}\u2002", pill_format())
        self._pills.append((pause, Place(begin, writer.position())))
        writer.insertText(" ", word_format())

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
        pill = next((place for pause, place in self._pills if pause.begin == moment.begin), None)
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

    def _pause_at(self, at: QPointF) -> Pause | None:
        return next(
            (pause for pause, place in self._pills if any(box.contains(at) for box in self._boxes(place))), None
        )

    def word_box(self, index: int) -> QRectF:
        """Where a word stands in the viewport."""
        boxes = list(self._boxes(self._places[index]))
        return boxes[0] if boxes else QRectF()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on a word plays from there."""
        super().mouseReleaseEvent(event)
        index = self.word_at(event.position())
        pause = self._pause_at(event.position())
        if pause is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pause_pressed.emit(pause)
        elif index >= 0 and event.button() == Qt.MouseButton.LeftButton:
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
        self._paint_speech(painter)
        self._paint_times(painter)
        if self._current >= 0:
            self._paint_box(painter, self._current, fill=True)
        if self._chosen >= 0 and self.hasFocus():
            self._paint_box(painter, self._chosen, fill=False)
        painter.end()
        super().paintEvent(event)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        look, said = theme(), mark.verdict is Verdict.SAID
        span = Place(self._places[mark.first].begin, self._places[mark.last].end)
        for box in self._boxes(span):
            ground = box.adjusted(-1, 1, 1, -2)
            if said:
                painter.fillRect(ground, look.colour("tint"))
            dashes = Qt.PenStyle.SolidLine if said else Qt.PenStyle.DashLine
            painter.setPen(QPen(look.colour("accent-g"), 1.5, dashes))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())

    def _paint_chip(self, painter: QPainter, mark: Mark, place: Place) -> None:
        for box in self._boxes(place):
            middle = box.center()
            chip = QRectF(middle.x() - 8.5, middle.y() - 8.5, 17, 17)
            paint_letter(painter, mark.letter, chip, mark.verdict, theme())

    def _paint_speech(self, painter: QPainter) -> None:
        """Dots under fillers, pills, and a frame around the moment that was asked for."""
        look = theme()
        for first, last in self._speech.fillers:
            under = self._boxes(Place(self._places[first].begin, self._places[last].end))
            paint_dots(painter, (box.adjusted(0, 0, 0, -3) for box in under), look)
        for pause, place in self._pills:
            for box in self._boxes(place):
                paint_pill(painter, box, pause_text(pause), look)
        painter.setPen(QPen(look.colour("accent-g"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in self._shown:
            for box in self._boxes(place):
                painter.drawRoundedRect(box.adjusted(-3, 1, 3, -1), 4, 4)

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
