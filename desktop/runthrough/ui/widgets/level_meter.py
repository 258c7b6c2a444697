"""The microphone's level as bars with a bracket under the good range (ui.md 3, LevelMeter)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from runthrough.rehearsal.levels import Level
from runthrough.ui.theme import theme

FLOOR = -60.0
GOOD = (-33.0, -9.0)
"""dBFS: the range shown begins at FLOOR and ends at 0; a good voice peaks inside GOOD (ui.md 3)."""
FALL = 0.6
"""dB that the peak bar falls a picture, so that a loud word can still be read off."""


def loudness(peak_dbfs: float) -> str:
    """The level in a word."""
    if peak_dbfs > GOOD[1]:
        return "loud"
    if peak_dbfs >= GOOD[0]:
        return "good"
    return "quiet" if peak_dbfs > FLOOR else "silent"


class LevelMeter(QProgressBar):
    """A progress bar for screen readers, bars for the eye. 26 bars, or 40 on the set-up page."""

    def __init__(self, bars: int = 26, bar: float = 4.0, gap: float = 3.0, height: int = 12) -> None:
        super().__init__()
        self._bars, self._bar, self._gap, self._tall = bars, bar, gap, height
        self._peak, self._held = FLOOR, FLOOR
        self.setRange(int(FLOOR), 0)
        self.setTextVisible(False)
        self.setAccessibleName("Microphone level")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QProgressBar { min-height: 0; max-height: 1000px; background: transparent; }")

    def sizeHint(self) -> QSize:
        """Bars and bracket."""
        return QSize(round(self._bars * (self._bar + self._gap)), self._tall + 6)

    def show_level(self, level: Level | None) -> None:
        """Show this; None is no sound yet."""
        self._peak = max(FLOOR, min(0.0, level.peak_dbfs)) if level else FLOOR
        self._held = max(self._peak, self._held - FALL, FLOOR)
        if self.value() != int(self._peak):
            self.setValue(int(self._peak))
        word = loudness(self._peak)
        if word != self.accessibleDescription():
            self.setAccessibleDescription(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, peak and bracket."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = -FLOOR / self._bars
        for index in range(self._bars):
            dbfs = FLOOR + (index + 0.5) * step
            lit = dbfs < self._peak
            painter.setBrush(look.colour(_token(dbfs) if lit else self._unlit(dbfs, step)))
            painter.drawRoundedRect(QRectF(index * (self._bar + self._gap), 0, self._bar, self._tall), 1.5, 1.5)
        self._paint_bracket(painter, QPen(look.colour("edge"), 1))

    def _unlit(self, dbfs: float, step: float) -> str:
        """The bar of the loudest moment stays in sight for a while."""
        return "text1" if self._held > FLOOR and abs(dbfs - self._held) <= step / 2 else "line2"

    def _paint_bracket(self, painter: QPainter, pen: QPen) -> None:
        left, right = (((dbfs - FLOOR) / -FLOOR) * self._bars * (self._bar + self._gap) for dbfs in GOOD)
        top = self._tall + 1.5
        painter.setPen(pen)
        corners = (QPointF(left, top), QPointF(left, top + 3), QPointF(right, top + 3), QPointF(right, top))
        painter.drawPolyline(QPolygonF(corners))


def _token(dbfs: float) -> str:
    if dbfs > GOOD[1]:
        return "amber"
    return "green" if dbfs >= GOOD[0] else "text2"
