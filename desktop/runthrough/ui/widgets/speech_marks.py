"""Fillers, pauses and pitfalls as they stand in a transcript: lines under words, pills between them (ui.md 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat

from runthrough.domain.corrections import Correction
from runthrough.domain.delivery.measures import Delivery
from runthrough.domain.delivery.moments import Pause
from runthrough.domain.filled_pauses import CONFIRMED_TEXT, TEXT, FilledPause, word_before
from runthrough.domain.review import SectionReview
from runthrough.ui.theme import Theme, theme
from runthrough.ui.widgets.transcript_text import MARGIN

FRAMED_LINES = 4
"""Lines up to which a moment is framed."""


@dataclass(frozen=True, slots=True)
class SpeechMarks:
    """Spans of words that are fillers or possible pitfalls, both ends included, and the long pauses between words.

    `corrections`: terms that were put right, and what is kept in place of one. `filled`: filled pauses that are fillers
    or may be, each with the word after which it stands (-1: before the first).
    """

    fillers: tuple[tuple[int, int], ...] = ()
    pauses: tuple[Pause, ...] = ()
    pitfalls: tuple[tuple[int, int], ...] = ()
    filled: tuple[tuple[FilledPause, int], ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def put_right(self) -> tuple[Correction, ...]:
        """The terms that stand in place of what was heard."""
        return tuple(each for each in self.corrections if not each.kept)

    def correction_at(self, index: int) -> Correction | None:
        """The term, or what is kept in place of one, that a word belongs to."""
        return next((each for each in self.corrections if each.first <= index <= each.last), None)

    @property
    def filler_words(self) -> frozenset[int]:
        """The indices of all words in a filler."""
        return frozenset(index for first, last in self.fillers for index in range(first, last + 1))


NO_SPEECH_MARKS = SpeechMarks()


def speech_marks(
    delivery: Delivery | None, pitfalls: tuple[tuple[int, int], ...] = (), section: SectionReview | None = None
) -> SpeechMarks:
    """What a delivery says of words, pitfalls, and the filled pauses of a section; nothing while there is none."""
    if delivery is None:
        return NO_SPEECH_MARKS
    spans = tuple(
        (moment.first, moment.last)
        for moment in delivery.fillers.moments
        if moment.first is not None and moment.last is not None
    )
    corrections = section.corrections if section is not None else ()
    pauses = delivery.pauses.long if delivery.pauses else ()
    return SpeechMarks(spans, pauses, pitfalls, _filled(section), corrections)


def _filled(section: SectionReview | None) -> tuple[tuple[FilledPause, int], ...]:
    if section is None or section.transcript is None:
        return ()
    words = section.transcript.words
    return tuple((each, word_before(each, words)) for each in section.filled_pauses if each.filler is not False)


def pause_text(pause: Pause) -> str:
    """ "1.8 s"."""
    return f"{pause.seconds:.1f} s"


def filled_text(pause: FilledPause) -> str:
    """ "(uh?)" until the speaker confirms it."""
    return CONFIRMED_TEXT if pause.filler else TEXT


def pill_format() -> QTextCharFormat:
    """The length is part of the text, for whoever reads it aloud; what is seen is painted over it."""
    form = QTextCharFormat()
    font = QFont(theme().font("axis"))
    form.setFont(font)
    form.setForeground(QColor(0, 0, 0, 0))
    return form


def paint_pill(painter: QPainter, box: QRectF, text: str, look: Theme) -> None:
    """A pause's length in a pill."""
    pill = QRectF(box.left(), box.center().y() - 9, box.width(), 18)
    painter.setPen(QPen(look.colour("line2"), 1))
    painter.setBrush(look.colour("sunken"))
    painter.drawRoundedRect(pill, 9, 9)
    painter.setFont(look.font("axis"))
    painter.setPen(look.colour("text2"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def paint_pitfall(painter: QPainter, box: QRectF, look: Theme) -> None:
    """A ground and a thick line, which tells it from evidence without colour."""
    ground = box.adjusted(-1, 1, 1, -2)
    painter.fillRect(ground, look.colour("amber-b"))
    painter.setPen(QPen(look.colour("amber"), 2.5))
    painter.drawLine(ground.bottomLeft(), ground.bottomRight())


def paint_moment(painter: QPainter, boxes: Sequence[QRectF], look: Theme) -> None:
    """A frame around the words of a moment; a bar beside them where they take more than a few lines."""
    painter.setPen(QPen(look.colour("accent-g"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in boxes:
        if len(boxes) <= FRAMED_LINES:
            painter.drawRoundedRect(box.adjusted(-3, 1, 3, -1), 4, 4)
        else:
            painter.drawLine(QPointF(MARGIN - 8, box.top() + 2), QPointF(MARGIN - 8, box.bottom() - 2))


def paint_dots(painter: QPainter, boxes: Iterable[QRectF], look: Theme) -> None:
    """A dotted line under each of the boxes."""
    pen = QPen(look.colour("edge"), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.0, 1.4])
    for box in boxes:
        painter.setPen(pen)
        painter.drawLine(box.bottomLeft(), box.bottomRight())


def paint_double(painter: QPainter, boxes: Iterable[QRectF], look: Theme) -> None:
    """Two thin lines under each of the boxes, which no other mark has."""
    painter.setPen(QPen(look.colour("edge"), 1))
    for box in boxes:
        for lift in (0.5, 3.5):
            painter.drawLine(box.bottomLeft() - QPointF(0, lift), box.bottomRight() - QPointF(0, lift))
