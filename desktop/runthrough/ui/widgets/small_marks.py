"""Small painted marks: plan scale, minibar, sparkline, coverage bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from runthrough.domain.clock import TimeState, off_band
from runthrough.domain.question import Band
from runthrough.ui.theme import Theme, pen
from runthrough.ui.widgets.app_mark import PaintedMark
from runthrough.ui.widgets.glyphs import STATE_TOKENS, paint_time_mark

PLAN_RANGE = 60.0
"""Seconds ahead or behind at the ends of the plan scale (ui.md 3)."""
MINIBAR_END = 1.25
"""Share of the maximum at the minibar's end (ui.md 3)."""


class PlanScale(PaintedMark):
    """How far the course lies from the plan: a tick in the middle, a bar and a dot. Ahead is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(150, 14, parent)
        self._share = 0.0
        self.setAccessibleName("Plan and course")

    def show_difference(self, seconds: float) -> None:
        """Seconds behind (positive) or ahead (negative)."""
        share = max(-1.0, min(1.0, seconds / PLAN_RANGE))
        if round(share, 2) != round(self._share, 2):
            self._share = share
            self.update()

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Paint it."""
        middle, reach = self.width() / 2, self.width() / 2 - 6
        at = middle + self._share * reach
        painter.setPen(pen(look.colour("line2"), 2, cap=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(1, 7), QPointF(self.width() - 1, 7))
        painter.setPen(QPen(look.colour("edge"), 1.5))
        painter.drawLine(QPointF(middle, 2), QPointF(middle, 12))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text2"))
        painter.drawRect(QRectF(min(middle, at), 5, abs(at - middle), 4))
        painter.setBrush(look.colour("text1"))
        painter.drawEllipse(QPointF(at, 7), 4.5, 4.5)


def review_state(band: Band, seconds: float) -> TimeState:
    """The mild time state of a review: a ring when too short, a diamond when too long, else a disc (ui.md 3.1)."""
    off = off_band(band, seconds)
    if off == 0:
        return TimeState.IN
    return TimeState.OVER if off > 0 else TimeState.BEFORE


def paint_minibar(painter: QPainter, box: QRectF, band: Band, seconds: float, look: Theme) -> None:
    """Track, band and marker in a box 8 high."""

    def place(value: float) -> float:
        return box.left() + 1 + (box.width() - 2) * min(1.0, value / (band.longest * MINIBAR_END))

    middle = box.center().y()
    painter.setPen(pen(look.colour("line2"), 2, cap=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(box.left() + 1, middle), QPointF(box.right() - 1, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("line2"))
    painter.drawRoundedRect(
        QRectF(place(band.shortest), middle - 3, place(band.longest) - place(band.shortest), 6), 2, 2
    )
    state = review_state(band, seconds)
    at = QPointF(max(box.left() + 5, min(place(seconds), box.right() - 5)), middle)
    paint_time_mark(painter, state, at, 4.5, look.colour(STATE_TOKENS[state]), ground=look.colour("surface"))


class Sparkline(PaintedMark):
    """Coverage shares of all run-throughs, oldest first; one is a dot, none a dashed line."""

    def __init__(self, shares: Sequence[float], said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(96, 34, parent)
        self._shares = tuple(shares)
        self.setAccessibleName(f"Coverage, {said}" if said else "Coverage, no run-through yet")

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Paint it."""
        dashed = Qt.PenStyle.SolidLine if self._shares else Qt.PenStyle.DotLine
        painter.setPen(QPen(look.colour("line" if self._shares else "line2"), 1, dashed))
        painter.drawLine(QPointF(2, 32), QPointF(94, 32))
        if not self._shares:
            return
        step = 86 / max(1, len(self._shares) - 1)
        first = 5.0 if len(self._shares) > 1 else 91.0
        points = [QPointF(first + index * step, 30 - share * 25) for index, share in enumerate(self._shares)]
        painter.setPen(pen(look.colour("text3"), 1.5, join=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent-g"))
        painter.drawEllipse(points[-1], 3.2, 3.2)


class CoverageBar(PaintedMark):
    """The said share as a bar; the figures stand above it, so it has no name of its own."""

    def __init__(self, said: int, asked: int, parent: QWidget | None = None) -> None:
        super().__init__(104, 4, parent)
        self._share = said / asked if asked else 0.0

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Paint it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 4), 2, 2)
        painter.setBrush(look.colour("accent-g"))
        if self._share:
            painter.drawRoundedRect(QRectF(0, 0, max(4.0, self.width() * self._share), 4), 2, 2)
