"""One tab of the review: name, time against band, n/m (ui.md 4.3)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from runthrough.domain.clock import format_difference, format_time, off_band
from runthrough.domain.question import Band
from runthrough.ui.theme import Theme, theme
from runthrough.ui.widgets.small_marks import paint_minibar

HEIGHT = 68


@dataclass(frozen=True, slots=True)
class TabContent:
    """What a tab says. `said` is None while there are no verdicts."""

    name: str
    band: Band
    seconds: float
    said: int | None
    asked: int

    @property
    def beyond(self) -> float:
        """Seconds outside the band, strictly; printed also where the review calls it in the band."""
        if self.seconds > self.band.longest:
            return self.seconds - self.band.longest
        return min(0.0, self.seconds - self.band.shortest)

    @property
    def difference(self) -> str:
        """The printed difference; empty inside the band or when it rounds to nothing."""
        return format_difference(self.beyond) if abs(self.beyond) >= 1 else ""

    @property
    def spoken(self) -> str:
        """The tab for a screen reader: "Results, 0:39, 0:06 short, 2 of 4 said"."""
        parts = [self.name, format_time(self.seconds)]
        if self.difference:
            parts.append(f"{format_time(abs(self.beyond))} {'over' if self.beyond > 0 else 'short'}")
        else:
            parts.append("in the band")
        parts.append("not transcribed yet" if self.said is None else f"{self.said} of {self.asked} said")
        return ", ".join(parts)


class SectionTab(QAbstractButton):
    """A checkable button. `play_pressed`: the triangle was clicked."""

    play_pressed = Signal()

    def __init__(self, content: TabContent) -> None:
        super().__init__()
        self._content = content
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme().px(116))
        self.setMaximumWidth(theme().px(200))
        self.show_content(content)

    def sizeHint(self) -> QSize:
        """Tabs share the width."""
        return QSize(theme().px(122), theme().px(HEIGHT))

    def show_content(self, content: TabContent) -> None:
        """Say this."""
        self._content = content
        self.setText(content.name)
        self.setToolTip(content.spoken)
        self.setAccessibleName(content.spoken)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The triangle plays, everything else selects."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()) and event.position().x() > self.width() - 34:
            self.play_pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint edge, name, minibar, triangle, figures."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            self._paint_edge(painter, look)
        elif self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 3, -1, -1), look.colour("hover"))
        px = look.px
        inside = QRectF(10, px(8), self.width() - 20, self.height() - px(8))
        font = QFont(look.font("small"))
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(look.colour("text1" if self.isChecked() else "text2"))
        name = QFontMetricsF(font).elidedText(self._content.name, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(
            QRectF(inside.left(), inside.top(), inside.width(), px(18)), Qt.AlignmentFlag.AlignVCenter, name
        )
        bar = QRectF(inside.left(), px(30), inside.width() - 26, 8)
        paint_minibar(painter, bar, self._content.band, self._content.seconds, look)
        self._paint_triangle(painter, QPointF(inside.right() - 10, px(30) + 4), look)
        self._paint_figures(painter, QRectF(inside.left(), px(43), inside.width(), px(18)), look)

    def _paint_edge(self, painter: QPainter, look: Theme) -> None:
        box = QRectF(self.rect())
        painter.fillRect(box, look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight() - QPointF(0.5, 0), box.bottomRight() - QPointF(0.5, 0))
        painter.fillRect(QRectF(0, 0, box.width(), 3), look.colour("accent-g"))

    def _paint_triangle(self, painter: QPainter, at: QPointF, look: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent-t" if self.isChecked() else "text2"))
        corners = (QPointF(-2, -5), QPointF(6, 0), QPointF(-2, 5))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))

    def _paint_figures(self, painter: QPainter, line: QRectF, look: Theme) -> None:
        content = self._content
        time = format_time(content.seconds)
        font = QFont(look.font("small"))
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(look.colour("text1"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, time)
        used = QFontMetricsF(font).horizontalAdvance(time)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("red-t" if off_band(content.band, content.seconds) > 0 else "text2"))
        painter.drawText(line.adjusted(used + 5, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, content.difference)
        painter.setPen(look.colour("text2"))
        said = "…" if content.said is None else f"{content.said}/{content.asked}"
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, said)
