"""Marks of tokens.png: time states by shape, coverage by fill, letters that tie words to checkpoints."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from runthrough.domain.clock import TimeState
from runthrough.domain.verdicts import Outcome, Verdict
from runthrough.ui.theme import Theme, theme

STATE_TOKENS = {TimeState.BEFORE: "text2", TimeState.IN: "green", TimeState.WRAP: "amber", TimeState.OVER: "red"}
"""The colour of a time state's mark; it only repeats what shape and words say."""
STATE_TEXT_TOKENS = {
    TimeState.BEFORE: "text2",
    TimeState.IN: "green-t",
    TimeState.WRAP: "amber-t",
    TimeState.OVER: "red-t",
}
VERDICT_WORDS = {Verdict.SAID: "Said", Verdict.PARTLY: "Partly", Verdict.MISSED: "Missed"}
OUTCOME_WORDS = {
    Outcome.SAID: "Said",
    Outcome.PARTLY: "Partly",
    Outcome.UNSURE: "Not sure",
    Outcome.ELSEWHERE: "Elsewhere",
    Outcome.MISSED: "Missed",
}


def paint_time_mark(
    painter: QPainter, state: TimeState, centre: QPointF, size: float, colour: QColor, *, ground: QColor | None = None
) -> None:
    """Ring, disc, triangle or diamond; `size` is the disc's radius, `ground` the colour of a rim around it, if any."""
    painter.setPen(QPen(ground, size * 0.36) if ground else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match state:
        case TimeState.BEFORE:
            painter.setPen(QPen(colour, size * 0.36))
            painter.setBrush(QBrush(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, size * 0.8, size * 0.8)
        case TimeState.IN:
            painter.drawEllipse(centre, size, size)
        case TimeState.WRAP:
            corners = ((0.0, -1.25), (1.25, 0.9), (-1.25, 0.9))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) * size for x, y in corners]))
        case TimeState.OVER:
            corners = ((0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) * size for x, y in corners]))


def paint_verdict(painter: QPainter, verdict: Verdict, box: QRectF, look: Theme) -> None:
    """Said: a disc with a tick; partly: half a disc; missed: a ring."""
    inside = box.adjusted(1, 1, -1, -1)
    accent, edge = look.colour("accent-g"), look.colour("edge")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match verdict:
        case Verdict.SAID:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(box)
            painter.setPen(QPen(look.colour("surface"), box.width() * 0.12))
            corners = ((0.27, 0.52), (0.44, 0.68), (0.74, 0.35))
            tick = [box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in corners]
            painter.drawPolyline(QPolygonF(tick))
        case Verdict.PARTLY:
            painter.setPen(QPen(accent, 1.5))
            painter.drawEllipse(inside)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawPie(inside, 90 * 16, 180 * 16)
        case Verdict.MISSED:
            painter.setPen(QPen(edge, 1.5))
            painter.drawEllipse(inside)


def paint_outcome(painter: QPainter, outcome: Outcome, box: QRectF, look: Theme) -> None:
    """A verdict's mark; not sure: a dotted ring with a question mark; elsewhere: a ring that an arrow leaves."""
    accent, inside = look.colour("accent-g"), box.adjusted(1, 1, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match outcome:
        case Outcome.UNSURE:
            painter.setPen(QPen(look.colour("edge"), 1.5, Qt.PenStyle.DotLine))
            painter.drawEllipse(inside)
            font = QFont(look.font("caption"))
            font.setPixelSize(max(8, round(box.height() * 0.72)))
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
            painter.setPen(look.colour("accent-t"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
        case Outcome.ELSEWHERE:
            painter.setPen(QPen(accent, 1.5))
            whole, gap = 360 * 16, 50 * 16
            painter.drawArc(inside.adjusted(0, 0, -2, 0), gap, whole - 2 * gap)
            middle, right = box.center().y(), box.right()
            reach = box.width() * 0.24
            painter.drawLine(QPointF(box.left() + box.width() * 0.34, middle), QPointF(right, middle))
            tip = [
                QPointF(right - reach, middle - reach),
                QPointF(right, middle),
                QPointF(right - reach, middle + reach),
            ]
            painter.drawPolyline(QPolygonF(tip))
        case _:
            paint_verdict(painter, Verdict(outcome.value), box, look)


def paint_letter(
    painter: QPainter, letter: str, box: QRectF, verdict: Verdict, look: Theme, *, unsure: bool = False
) -> None:
    """A letter chip: filled for said, outlined for partly and missed, dotted for not sure."""
    said = verdict is Verdict.SAID
    ink = look.colour("edge" if verdict is Verdict.MISSED else "accent-g")
    line = Qt.PenStyle.DotLine if unsure else Qt.PenStyle.SolidLine
    painter.setPen(Qt.PenStyle.NoPen if said else QPen(ink, 1.5, line))
    painter.setBrush(QBrush(look.colour("accent")) if said else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box if said else box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    font = QFont(look.font("caption"))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(look.colour("on-accent") if said else look.colour("text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def letter_of(index: int) -> str:
    """A, B, C, ... without L, which is the loop's key; from the 26th on numbers (ui.md 6)."""
    letters = "ABCDEFGHIJKMNOPQRSTUVWXYZ"
    return letters[index] if index < len(letters) else str(index + 1)


class CoverageGlyph(QWidget):
    """A verdict's mark; the words beside it say the same."""

    def __init__(self, verdict: Verdict, side: int = 15) -> None:
        super().__init__()
        self._verdict = verdict
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_verdict(painter, self._verdict, QRectF(self.rect()), theme())


class LetterChip(QLabel):
    """A letter chip of its own, in a list."""

    SIDE = 17

    def __init__(self, letter: str, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(letter, parent)
        self._letter, self._unsure = letter, outcome is Outcome.UNSURE
        sure = outcome in (Outcome.SAID, Outcome.PARTLY)
        self._verdict = Verdict(outcome.value) if sure else Verdict.MISSED
        self.setFixedSize(self.SIDE, self.SIDE)

    def sizeHint(self) -> QSize:
        """As large as the chip."""
        return QSize(self.SIDE, self.SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_letter(painter, self._letter, QRectF(self.rect()), self._verdict, theme(), unsure=self._unsure)


class TimeMark(QLabel):
    """A time state's mark, small, beside words that say the same."""

    def __init__(self, state: TimeState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(14, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_time_mark(painter, self._state, centre, 4.5, theme().colour(STATE_TOKENS[self._state]))
