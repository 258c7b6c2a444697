"""The sections of a run-through side by side: done, current, still to come; on the Questions page their coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from runthrough.domain.question import Section
from runthrough.ui.theme import Theme, theme

GAP = 4.0
LEAST_WIDTH = 60.0
"""Pixels a section has at least, so that its name has a chance (ui.md 3)."""
MOST_NAMES = 12
"""Sections beyond which the home strip shows no names (ui.md 4.1)."""


def widths(sections: Sequence[Section], whole: float, least: float = LEAST_WIDTH) -> list[float]:
    """A width for each section, in pixels that fill `whole` with gaps: by its maximum, but none under `least`.

    Where even `least` does not fit, all are equal.
    """
    room = whole - GAP * (len(sections) - 1)
    if room <= least * len(sections):
        return [room / len(sections)] * len(sections)
    lengths = [section.band.longest for section in sections]
    narrow: set[int] = set()
    while True:
        rest = room - least * len(narrow)
        total = sum(length for index, length in enumerate(lengths) if index not in narrow)
        short = {i for i, length in enumerate(lengths) if i not in narrow and length / total * rest < least}
        if not short:
            return [least if i in narrow else length / total * rest for i, length in enumerate(lengths)]
        narrow |= short


@dataclass(frozen=True, slots=True)
class StripState:
    """Where a run-through stands: index of the current section, and how much of its maximum is used (0 to 1)."""

    current: int = 0
    filled: float = 0.0


class SectionStrip(QLabel):
    """The strip above the dial. Its description names the current section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._state = StripState()
        self.setAccessibleName("Sections")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A triangle, a box and a line of names."""
        return QSize(600, 30 + theme().line_height("caption") + 4)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """The sections that are rehearsed."""
        self._sections = tuple(sections)
        self.show_state(StripState())
        self.updateGeometry()

    def show_state(self, state: StripState) -> None:
        """Show this; repaints only when it can be seen."""
        seen = StripState(state.current, round(state.filled, 2))
        if seen == self._state and self.accessibleDescription():
            return
        if seen.current != self._state.current or not self.accessibleDescription():
            self._describe(seen)
        self._state = seen
        self.update()

    def _describe(self, state: StripState) -> None:
        if self._sections:
            name = self._sections[state.current].name
            self.setAccessibleDescription(f"{name}, section {state.current + 1} of {len(self._sections)}, current")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all sections."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for index, width in enumerate(widths(self._sections, self.width())):
            self._paint_section(painter, index, QRectF(left, 17, width, 8))
            left += width + GAP

    def _paint_section(self, painter: QPainter, index: int, bar: QRectF) -> None:
        look, current = theme(), self._state.current
        name = self._sections[index].name
        painter.setPen(Qt.PenStyle.NoPen)
        if index == current:
            self._paint_current(painter, bar, look)
        else:
            painter.setBrush(look.colour("text3" if index < current else "line"))
            painter.drawRoundedRect(bar, 4, 4)
        line = QRectF(bar.left(), 30, bar.width(), look.line_height("caption"))
        font = QFont(look.font("caption"))
        if index == current:
            font.setWeight(QFont.Weight.DemiBold)
            line.setWidth(max(line.width(), QFontMetricsF(font).horizontalAdvance(name) + 1))
        painter.setFont(font)
        painter.setPen(look.colour("text1" if index == current else "text2" if index < current else "text3"))
        if index < current:
            _paint_tick(painter, line, look)
            line.adjust(17, 0, 0, 0)
        fits = QFontMetricsF(font).horizontalAdvance(name) <= line.width()
        if fits and not self._covered(index, bar):
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _covered(self, index: int, bar: QRectF) -> bool:
        """Whether the current section's name, which is always shown, runs into this one's place."""
        if index != self._state.current + 1:
            return False
        sizes = widths(self._sections, self.width())
        font = QFont(theme().font("caption"))
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetricsF(font).horizontalAdvance(self._sections[index - 1].name) > sizes[index - 1]

    def _paint_current(self, painter: QPainter, bar: QRectF, look: Theme) -> None:
        box = bar.adjusted(0.75, -3.25, -0.75, 3.25)
        painter.setPen(QPen(look.colour("text1"), 1.5))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        filled = QRectF(box)
        filled.setWidth(box.width() * min(1.0, self._state.filled))
        painter.save()
        painter.setClipRect(filled)
        painter.setBrush(look.colour("text1"))
        painter.drawRoundedRect(box, 4, 4)
        painter.restore()
        middle = bar.center().x()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text1"))
        painter.drawPolygon(QPolygonF([QPointF(middle - 7, 0), QPointF(middle + 7, 0), QPointF(middle, 8)]))


def _paint_tick(painter: QPainter, line: QRectF, look: Theme) -> None:
    painter.save()
    painter.setPen(QPen(look.colour("text2"), 1.5))
    middle = line.center().y()
    corners = (QPointF(2, middle), QPointF(5, middle + 3.5), QPointF(11, middle - 3.5))
    painter.drawPolyline(QPolygonF([QPointF(line.left(), 0) + corner for corner in corners]))
    painter.restore()


@dataclass(frozen=True, slots=True)
class Covered:
    """A section on the home strip: checkpoints said and asked; `asked` 0 when it was not spoken."""

    section: Section
    said: int
    asked: int


class CoverageStrip(QLabel):
    """The strip of an open row: each section filled by its said share, with name and count."""

    LEAST = 66.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Covered, ...] = ()
        self.setAccessibleName("Coverage of each section")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A bar and two lines."""
        names = 2 * theme().line_height("caption") if len(self._sections) <= MOST_NAMES else 0
        return QSize(600, 14 + names)

    def show_sections(self, sections: Sequence[Covered]) -> None:
        """Show these."""
        self._sections = tuple(sections)
        told = (f"{each.section.name} {each.said} of {each.asked}" for each in sections if each.asked)
        self.setAccessibleDescription(", ".join(told) or "not rehearsed yet")
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all sections."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, height = 0.0, look.line_height("caption")
        sizes = widths([each.section for each in self._sections], self.width(), self.LEAST) if self._sections else []
        for each, width in zip(self._sections, sizes, strict=True):
            bar = QRectF(left, 0, width, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("tint2" if each.asked else "line"))
            painter.drawRoundedRect(bar, 3, 3)
            if each.said:
                bar.setWidth(max(6.0, width * each.said / each.asked))
                painter.setBrush(look.colour("accent-g"))
                painter.drawRoundedRect(bar, 3, 3)
            if len(self._sections) <= MOST_NAMES:
                self._paint_names(painter, each, QRectF(left, 12, width, height), look)
            left += width + GAP

    def _paint_names(self, painter: QPainter, each: Covered, line: QRectF, look: Theme) -> None:
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text2"))
        metrics = QFontMetricsF(look.font("caption"))
        name = metrics.elidedText(each.section.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
        if each.asked:
            painter.setPen(look.colour("text3"))
            line.translate(0, line.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, f"{each.said}/{each.asked}")
