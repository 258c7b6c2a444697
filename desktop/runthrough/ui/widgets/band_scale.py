"""A number on a scale, with the band that needs no remark; the figure stands above it in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from runthrough.domain.clock import TimeState
from runthrough.ui.theme import Theme, pen
from runthrough.ui.widgets.app_mark import PaintedMark
from runthrough.ui.widgets.glyphs import STATE_TOKENS, paint_time_mark

PACE_SCALE = (100.0, 200.0)
"""Words a minute at the ends of the scale (ui.md 3)."""
FILLER_SCALE = (0.0, 15.0)
"""Fillers a minute at the ends of the scale (picture 03)."""


class BandScale(PaintedMark):
    """Track, band and marker; a value beyond an end stands at the end."""

    def __init__(self, ends: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(110, 12, parent)
        self._ends = ends
        self._value: float | None = None
        self._band = ends
        self._state: TimeState | None = None

    def show_value(self, value: float | None, band: tuple[float, float], state: TimeState | None = None) -> None:
        """Show a value (None is not measured); `state` gives the marker the shape of a warning."""
        self._value, self._band, self._state = value, band, state
        self.update()

    def _x(self, value: float) -> float:
        least, most = self._ends
        share = (max(least, min(most, value)) - least) / (most - least)
        return 5 + share * (self.width() - 10)

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Track, band, marker."""
        painter.setPen(pen(look.colour("line2"), 2, cap=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(1, 6), QPointF(self.width() - 1, 6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("tint2"))
        left, right = self._x(self._band[0]), self._x(self._band[1])
        painter.drawRoundedRect(QRectF(left, 3, right - left, 6), 2, 2)
        if self._value is None:
            return
        at, ground = QPointF(self._x(self._value), 6), look.colour("surface")
        token = STATE_TOKENS[self._state] if self._state else "text1"
        paint_time_mark(painter, self._state or TimeState.IN, at, 4.5, look.colour(token), ground=ground)
