"""The section clock: a ring with the band on it, and large digits (ui.md 3, RingDial and ClockText)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from runthrough.domain.clock import TimeState, format_time, remaining_text, state_text, time_state
from runthrough.domain.question import Band
from runthrough.ui.theme import Theme, pen, theme
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.glyphs import STATE_TEXT_TOKENS, STATE_TOKENS, paint_time_mark

SIDE = 440
"""Pixels of the whole widget at full size; the ring is drawn in 400 units and scaled."""
SMALL_SIDE = 340
BESIDE = 44
"""Pixels left and right of the ring, for the labels of the band."""
UNITS = 400.0
BEGIN, SWEEP = -150.0, 300.0
"""Degrees clockwise from 12 o'clock: from 7 o'clock to 5 o'clock."""
OUTER, INNER = 160.0, 138.0
"""Radii of the band's lane and of the elapsed lane."""
GRACE_SHORT, GRACE_LONG, LONG_SECTION = 15.0, 30.0, 120.0
"""Seconds beyond the maximum that the ring shows (norms.md, lights)."""
DIGIT, COLON, COLON_LIFT, HUG = 0.655, 0.29, 0.055, 0.12
"""Cells of the clock in em: as wide as the widest digit, so that nothing moves while it counts (ui.md 3)."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What the ring shows. `hushed`: the clock stands (paused, counting in); `word` replaces the time state then.

    `count_in`: whole seconds until recording begins, in place of the clock.
    """

    band: Band
    seconds: float = 0.0
    hushed: bool = False
    word: str = ""
    count_in: int | None = None

    @property
    def state(self) -> TimeState:
        """The time state by which the ring is coloured."""
        return time_state(self.band, self.seconds)

    @property
    def end(self) -> float:
        """Seconds at the ring's end."""
        grace = GRACE_SHORT if self.band.longest <= LONG_SECTION else GRACE_LONG
        return self.band.longest + grace

    def angle(self, seconds: float) -> float:
        """Where a time lies, in degrees clockwise from 12 o'clock; beyond the end the marker stays."""
        return BEGIN + SWEEP * max(0.0, min(seconds, self.end)) / self.end

    @property
    def digits(self) -> str:
        """The large figures."""
        return str(self.count_in) if self.count_in is not None else format_time(self.seconds)

    @property
    def words(self) -> str:
        """The line under them."""
        return self.word or state_text(self.band, self.seconds)

    @property
    def rest(self) -> str:
        """The small line under that."""
        return "" if self.count_in is not None else remaining_text(self.band, self.seconds)


class RingDial(QLabel):
    """Shows a `Dial`. A label, so that a screen reader finds it; its description is the clock in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dial = Dial(Band(60, 90))
        self._ground: QPixmap | None = None
        self._drawn: tuple[object, ...] = ()
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.setAccessibleName("Section clock")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._forget_ground)

    def sizeHint(self) -> QSize:
        """Square, with room for the labels."""
        return QSize(SIDE + 2 * BESIDE, SIDE)

    def set_side(self, side: int) -> None:
        """Let the ring be so high."""
        self.setFixedSize(side + 2 * BESIDE, side)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when Tab brought it: at the start a frame would only be in the way."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keyboard = event.reason() in reasons
        super().focusInEvent(event)
        self.update()

    def show_dial(self, dial: Dial) -> None:
        """Show this; repaints only when something can be seen to have changed."""
        before, self._dial = self._dial, dial
        if before.band != dial.band:
            self._forget_ground()
        drawn = (dial.band, dial.digits, dial.words, dial.hushed, round(dial.angle(dial.seconds) * 4))
        if drawn != self._drawn:
            self._drawn = drawn
            self.update()
        described = dial.digits if dial.count_in is not None else f"{dial.digits}, {dial.words}, {dial.rest}"
        if described != self.accessibleDescription():
            self.setAccessibleDescription(described)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ground is painted anew."""
        self._forget_ground()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the band once, and what moves each time."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if self._ground is None:
            self._ground = self._paint_ground()
        painter.drawPixmap(0, 0, self._ground)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(QPen(theme().colour("accent-g"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        self._scale(painter)
        _Moving(painter, self._dial, theme()).paint()

    def _scale(self, painter: QPainter) -> None:
        """Units of the ring, with its centre in the middle of the widget."""
        scale = self.height() / UNITS
        painter.translate((self.width() - self.height()) / 2, 0)
        painter.scale(scale, scale)

    def _forget_ground(self) -> None:
        self._ground = None
        self.update()

    def _paint_ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._scale(painter)
        paint_band(painter, self._dial, theme())
        painter.end()
        return pixmap


CENTRE = QPointF(UNITS / 2, UNITS / 2)


def paint_band(painter: QPainter, dial: Dial, look: Theme) -> None:
    """The outer lane: a line up to the band, solid to its midpoint, striped to its end, hollow beyond; two labels."""
    gap, band = 1.0, dial.band
    least, middle, most = dial.angle(band.shortest), dial.angle(band.midpoint), dial.angle(band.longest)
    _arc(painter, OUTER, BEGIN, least - gap, pen(look.colour("line2"), 3, cap=Qt.PenCapStyle.RoundCap))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("green"))
    painter.drawPath(_lane(OUTER - 7, OUTER + 7, least + gap, middle - gap))
    painter.setBrush(look.colour("amber"))
    begin, end = middle + gap, most - gap
    stripes = max(3, round((end - begin) / 4.2))
    width = (end - begin) / stripes
    for index in range(stripes):
        at = begin + index * width
        painter.drawPath(_lane(OUTER - 7, OUTER + 7, at, at + width * 0.56))
    painter.setPen(pen(look.colour("red"), 2, join=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_lane(OUTER - 6, OUTER + 6, most + gap + 0.4, BEGIN + SWEEP))
    _arc(painter, INNER, BEGIN, BEGIN + SWEEP, pen(look.colour("line"), 8, cap=Qt.PenCapStyle.RoundCap))
    for seconds in (band.shortest, band.longest):
        _paint_label(painter, dial.angle(seconds), format_time(seconds), look)


def _paint_label(painter: QPainter, degrees: float, text: str, look: Theme) -> None:
    painter.setPen(pen(look.colour("text3"), 1.5, cap=Qt.PenCapStyle.RoundCap))
    painter.drawLine(_point(OUTER + 12, degrees), _point(OUTER + 18, degrees))
    font = _font(look, 14, QFont.Weight.Medium)
    painter.setFont(font)
    painter.setPen(look.colour("text2"))
    width = QFontMetricsF(font).horizontalAdvance(text)
    at = _point(OUTER + 24, degrees)
    left = at.x() if math.sin(math.radians(degrees)) >= 0 else at.x() - width
    painter.drawText(QPointF(left, at.y() + 4), text)


class _Moving:
    """What changes while the clock runs: elapsed lane, marker, digits, words."""

    def __init__(self, painter: QPainter, dial: Dial, look: Theme) -> None:
        self._painter, self._dial, self._look = painter, dial, look
        hushed = dial.hushed
        self._mark = look.colour("text2" if hushed else STATE_TOKENS[dial.state])
        self._ink = look.colour("text2" if hushed else STATE_TEXT_TOKENS[dial.state])

    def paint(self) -> None:
        dial = self._dial
        if dial.seconds > 0 and dial.count_in is None:
            at = dial.angle(dial.seconds)
            _arc(self._painter, INNER, BEGIN, at, pen(self._mark, 8, cap=Qt.PenCapStyle.RoundCap))
            paint_time_mark(
                self._painter, dial.state, _point(INNER, at), 11, self._mark, ground=self._look.colour("bg")
            )
        self._paint_digits()
        self._paint_words()

    def _paint_digits(self) -> None:
        text = self._dial.digits
        hours = text.count(":") > 1
        px = (72 if hours else 104) * UNITS / SIDE
        colour = self._look.colour("text2" if self._dial.hushed else "text1")
        paint_clock(self._painter, text, CENTRE + QPointF(0, 18), px, colour=colour, look=self._look)

    def _paint_words(self) -> None:
        painter, dial, look = self._painter, self._dial, self._look
        font = _font(look, 18.5, QFont.Weight.DemiBold)
        painter.setFont(font)
        mark = 0.0 if dial.word else 23.0
        width = QFontMetricsF(font).horizontalAdvance(dial.words) + mark
        left = CENTRE.x() - width / 2
        if mark:
            paint_time_mark(painter, dial.state, QPointF(left + 7, CENTRE.y() + 50), 6.6, self._mark)
        painter.setPen(self._ink)
        painter.drawText(QPointF(left + mark, CENTRE.y() + 56.5), dial.words)
        painter.setFont(_font(look, 13, QFont.Weight.Normal))
        painter.setPen(look.colour("text2"))
        painter.drawText(QRectF(0, CENTRE.y() + 66, UNITS, 22), Qt.AlignmentFlag.AlignCenter, dial.rest)


def paint_clock(painter: QPainter, text: str, base: QPointF, px: float, *, colour: QColor, look: Theme) -> None:
    """Digits in cells of equal width around `base`, the middle of the base line; the first digit hugs the colon."""
    font = _font(look, px, QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 0)  # the cells keep the digits in place, so these may have their own widths
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(str(digit)) for digit in range(10))
    cell, colon = max(px * DIGIT, widest + px * 0.02), px * COLON
    hugs = ":" in text and len(text) == 4
    hug = px * HUG if hugs else 0.0
    left = base.x() - (sum(colon if each == ":" else cell for each in text) - hug) / 2
    painter.setFont(font)
    painter.setPen(colour)
    for index, each in enumerate(text):
        width = (colon if each == ":" else cell) - (hug if index == 0 else 0.0)
        drawn = metrics.horizontalAdvance(each)
        shift = width - px * 0.04 - drawn if index == 0 and hugs else (width - drawn) / 2
        painter.drawText(QPointF(left + shift, base.y() - (px * COLON_LIFT if each == ":" else 0)), each)
        left += width


def _font(look: Theme, px: float, weight: QFont.Weight) -> QFont:
    """A font in units of the ring, which scales with the widget and not with the text."""
    font = QFont(look.font("body"))
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    return font


def _point(radius: float, degrees: float) -> QPointF:
    radians = math.radians(degrees - 90)
    return CENTRE + QPointF(math.cos(radians), math.sin(radians)) * radius


def _box(radius: float) -> QRectF:
    return QRectF(CENTRE.x() - radius, CENTRE.y() - radius, 2 * radius, 2 * radius)


def _arc(painter: QPainter, radius: float, begin: float, end: float, stroke: QPen) -> None:
    """An arc clockwise; Qt counts counter-clockwise from 3 o'clock, in sixteenths of a degree."""
    painter.setPen(stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(_box(radius), round((90 - begin) * 16), round((begin - end) * 16))


def _lane(inside: float, outside: float, begin: float, end: float) -> QPainterPath:
    """A closed segment of a ring."""
    path = QPainterPath()
    path.arcMoveTo(_box(outside), 90 - begin)
    path.arcTo(_box(outside), 90 - begin, begin - end)
    path.arcTo(_box(inside), 90 - end, end - begin)
    path.closeSubpath()
    return path
