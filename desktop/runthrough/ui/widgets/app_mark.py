"""The program's own mark, and what all painted marks have in common. Light: the rail shows it first of all."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from runthrough.ui.theme import Theme, pen, theme


class PaintedMark(QLabel):
    """A painted label of a fixed size."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = QSize(width, height)
        self.setFixedSize(self._size)

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Prepare and paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, theme())

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Paint the mark."""
        raise NotImplementedError


class AppMark(PaintedMark):
    """The program's own mark."""

    def __init__(self, side: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(side, side, parent)

    def paint(self, painter: QPainter, look: Theme) -> None:
        """A ring in two arcs around a dot."""
        painter.scale(self.width() / 30, self.height() / 30)
        ring = QRectF(4, 4, 22, 22)
        accent, faint = look.colour("accent-g"), look.colour("accent-g")
        faint.setAlphaF(0.34)
        painter.setPen(pen(accent, 4, cap=Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 50 * 16, 190 * 16)
        painter.setPen(pen(faint, 4, cap=Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 16 * 16, -76 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(15, 15), 3.4, 3.4)
