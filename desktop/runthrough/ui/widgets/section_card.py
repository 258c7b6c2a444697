"""The preview of a template: the time budget as bars, and a card for each section, painted as one widget each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from runthrough.domain.clock import format_band
from runthrough.domain.question import Checkpoint
from runthrough.domain.strength import MatchingStrength, Strength, matching_strength
from runthrough.domain.template_text import ReadSection
from runthrough.ui.icons import icon
from runthrough.ui.theme import pen, theme

MARGIN, POINT, LACKS = 16, 26, 18
FEWEST_BAR = 12.0


class BudgetBars(QWidget):
    """A bar for each section as wide as it is long; a hollow dashed one for a section that does not count."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[ReadSection, ...] = ()
        self.setFixedHeight(12)
        self.setAccessibleName("Time budget")

    def show_sections(self, sections: tuple[ReadSection, ...]) -> None:
        """Show these."""
        self._sections = sections
        told = (f"{each.section.name} {band_of(each)}" for each in sections)
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        if not self._sections:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lengths = [max(each.section.band.longest, 0.1) if each.counts else 0.0 for each in self._sections]
        gap = 3.0 if len(lengths) < 40 else 0.5
        free = self.width() - gap * (len(lengths) - 1) - FEWEST_BAR * len(lengths)
        unit = max(0.0, free) / (sum(lengths) or 1.0)
        left = 0.0
        for each, length in zip(self._sections, lengths, strict=True):
            width = FEWEST_BAR + unit * length if free > 0 else (self.width() + gap) / len(lengths) - gap
            self._paint_bar(painter, QRectF(left, 1, width, 10), counts=each.counts)
            left += width + gap

    def _paint_bar(self, painter: QPainter, place: QRectF, *, counts: bool) -> None:
        if counts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("accent-g"))
            painter.drawRoundedRect(place, 2, 2)
        else:
            painter.setPen(QPen(theme().colour("red"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)


def band_of(read: ReadSection) -> str:
    """A section's band, or that it does not count."""
    return format_band(read.section.band) if read.counts else "not counted"


class SectionCard(QWidget):
    """One section: name, band, prompt, checkpoints with their matching strength. `chosen` carries a line to go to."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._read: ReadSection | None = None
        self._present = False
        self._strengths: tuple[MatchingStrength, ...] = ()
        self._tops: list[tuple[float, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_section(self, read: ReadSection, *, present: bool) -> None:
        """Show this one; `present` has the cursor in it."""
        if read == self._read and present == self._present:
            return
        resized = self._read is None or read.section != self._read.section
        self._read, self._present = read, present
        self._strengths = tuple(matching_strength(point) for point in read.section.checkpoints)
        self.setAccessibleName(f"{read.section.name}, {band_of(read)}")
        self.setAccessibleDescription(". ".join(map(told, read.section.checkpoints)))
        if resized:
            self._measure()
        self.update()

    def _measure(self) -> None:
        self.setFixedHeight(self._paint(None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A prompt may need another number of lines."""
        if self._read is not None:
            self._measure()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(300, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the line of what was clicked."""
        if self._read is not None:
            y = event.position().y()
            line = next((line for top, line in reversed(self._tops) if y >= top), self._read.line)
            self.chosen.emit(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(pen(theme().colour("edge" if self._present else "line"), 1.5 if self._present else 1.0))
        painter.setBrush(theme().colour("surface"))
        painter.drawRoundedRect(edge, 12, 12)
        self._paint(painter)

    def _paint(self, painter: QPainter | None) -> int:
        """Paint, or only measure: the height."""
        read = self._read
        if read is None:
            return 0
        look, width, y = theme(), self.width() - 2 * MARGIN, 12.0
        self._tops = [(0.0, read.line)]
        right = self._text(painter, "small", "text2" if read.counts else "red-t", y, band_of(read), right=True)
        if painter is not None and not read.counts:
            place = QRectF(self.width() - MARGIN - right - 20, y + 3, 14, 14)
            icon("alert-circle", "red-t").paint(painter, place.toRect())
        self._text(painter, "strong", "text1", y, read.section.name, width=width - right - 30)
        y += look.px(22)
        if read.section.prompt:
            metrics = QFontMetricsF(look.font("small"))
            flags = int(Qt.TextFlag.TextWordWrap)
            place = metrics.boundingRect(QRectF(MARGIN, y, width, 400), flags, read.section.prompt)
            if painter is not None:
                painter.setFont(look.font("small"))
                painter.setPen(look.colour("text2"))
                painter.drawText(place, flags, read.section.prompt)
            y = place.bottom() + 4
        for point, line, strength in zip(read.section.checkpoints, read.points, self._strengths, strict=True):
            self._tops.append((y, line))
            y = self._point(painter, point, strength, y)
        return round(y + 10)

    def _point(self, painter: QPainter | None, point: Checkpoint, strength: MatchingStrength, y: float) -> float:
        look, width = theme(), self.width() - 2 * MARGIN
        height = look.px(POINT)
        if painter is not None:
            _paint_strength(painter, QPointF(MARGIN + 7, y + height / 2), strength.strength)
        right = self._text(painter, "caption", "text3", y + 5, cues_told(point), right=True)
        self._text(painter, "small", "text1", y + 4, point.label, left=24, width=width - right - 36)
        y += height
        if strength.lacks:
            words = ", ".join(strength.lacks)
            self._text(painter, "caption", "amber-t", y - 3, words, left=24, width=width - 24)
            y += look.px(LACKS)
        return y

    def _text(
        self,
        painter: QPainter | None,
        font: str,
        token: str,
        y: float,
        words: str,
        *,
        left: float = 0,
        width: float = 0,
        right: bool = False,
    ) -> float:
        """One line of text, cut where it does not fit; returns its width."""
        metrics = QFontMetricsF(theme().font(font))
        shown = words if right else metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(20.0, width))
        wide = metrics.horizontalAdvance(shown)
        if painter is not None:
            x = self.width() - MARGIN - wide if right else MARGIN + left
            painter.setFont(theme().font(font))
            painter.setPen(theme().colour(token))
            painter.drawText(QRectF(x, y, wide + 2, metrics.height() + 2), shown)
        return wide


def _paint_strength(painter: QPainter, middle: QPointF, strength: Strength) -> None:
    """Three steps, filled as far as the strength goes: full, two, one."""
    look = theme()
    for step in range(3):
        height = 4.0 + 3.0 * step
        place = QRectF(middle.x() - 7 + step * 5, middle.y() + 5 - height, 3.6, height)
        painter.setPen(pen(look.colour("edge"), 0.8))
        painter.setBrush(look.colour("accent-g") if step <= strength else look.colour("surface"))
        painter.drawRoundedRect(place, 1, 1)


STRENGTHS = {Strength.WEAK: "weak", Strength.FAIR: "fair", Strength.STRONG: "strong"}


def cues_told(point: Checkpoint) -> str:
    """ "3 cues", with the rank where it is not the usual one."""
    count = sum(len(group) for group in point.cue_groups)
    cues = f"{count} cue{'' if count == 1 else 's'}"
    rank = {"must": "must, ", "could": "could, "}.get(point.rank, "")
    return f"{rank}{cues}"


def told(point: Checkpoint) -> str:
    """A checkpoint for a screen reader."""
    strength = matching_strength(point)
    lacks = f", {', '.join(strength.lacks)}" if strength.lacks else ""
    return f"{point.label}, {cues_told(point)}, matching strength {STRENGTHS[strength.strength]}{lacks}"


def lengths_of(sections: Sequence[ReadSection]) -> tuple[float, float]:
    """What the sections that count take together: shortest and longest, in seconds."""
    bands = [each.section.band for each in sections if each.counts]
    return sum(band.shortest for band in bands), sum(band.longest for band in bands)
