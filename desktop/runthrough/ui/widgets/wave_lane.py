"""The sound of a take with a playhead: waveform, letters of the evidence, pauses, pace over its band (ui.md 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from runthrough.domain.clock import format_time
from runthrough.domain.delivery.pace import PaceAt
from runthrough.domain.norms import TARGET_PACE
from runthrough.ui.theme import Theme, theme
from runthrough.ui.widgets.glyphs import paint_letter
from runthrough.ui.widgets.transcript_text import Mark

BAR, STEP = 2.4, 4.0
"""Pixels: a bar, and from one bar to the next."""
LETTERS, WAVE, PACE = (8, 17), (30, 46), (92, 30)
"""Top and height of the three lanes in pixels."""
BRACKET = (16.0, 21.0)
"""Top and bottom of a pause's bracket in pixels."""
PACE_AXIS = (100.0, 200.0)
"""Words a minute at the bottom and top of the pace lane (ui.md 3)."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark's letter at the second where its evidence begins."""

    mark: Mark
    at: float


class WaveLane(QSlider):
    """A slider over the seconds of a take, in milliseconds. `sought` gives seconds when the speaker moves it."""

    sought = Signal(float)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName("Playback position")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._seconds = 0.0
        self._bars: tuple[float, ...] = ()
        self._flags: tuple[Flag, ...] = ()
        self._pace: tuple[PaceAt, ...] = ()
        self._band = (float(TARGET_PACE[0]), float(TARGET_PACE[1]))
        self._pauses: tuple[tuple[float, float], ...] = ()
        self._moment: tuple[float, float] | None = None
        self._loop: tuple[float, float] | None = None
        self._played: QPixmap | None = None
        self._rest: QPixmap | None = None
        theme().changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        """As high as the player."""
        return QSize(400, 130)

    def show_take(self, seconds: float) -> None:
        """Show a take of this length; its waveform and marks follow."""
        self._seconds = seconds
        self._bars, self._flags, self._pace, self._loop = (), (), (), None
        self._pauses, self._moment = (), None
        self.setRange(0, round(seconds * 1000))
        self.show_position(0.0)
        self._forget()

    def show_marks(self, flags: Sequence[Flag], pace: Sequence[PaceAt]) -> None:
        """Show the letters of the evidence, and the pace over time."""
        self._flags, self._pace = tuple(flags), tuple(pace)
        self._forget()

    def show_delivery(self, pauses: Sequence[tuple[float, float]], band: tuple[float, float]) -> None:
        """Show the long pauses, as brackets from second to second, and the band that the pace is held against."""
        self._pauses, self._band, self._moment = tuple(pauses), band, None
        self._forget()

    def show_moment(self, span: tuple[float, float] | None) -> None:
        """Mark the seconds of a moment that was asked for."""
        self._moment = span
        self._forget()

    def show_wave(self, bars: Sequence[float]) -> None:
        """Show the waveform: peaks from 0 to 1 of equal stretches."""
        self._bars = tuple(bars)
        self._forget()

    def show_loop(self, span: tuple[float, float] | None) -> None:
        """Shade the region that is played over and over."""
        if span != self._loop:
            self._loop = span
            self._forget()

    def show_position(self, seconds: float) -> None:
        """Move the playhead."""
        place = round(seconds * 1000)
        if place == self.value():
            return
        self.setValue(place)
        described = f"{format_time(seconds)} of {format_time(self._seconds)}"
        if described != self.accessibleDescription():
            self.setAccessibleDescription(described)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes are painted anew."""
        self._forget()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's keys move the playhead, wherever the focus is."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the speaker points."""
        self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._seek(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more to do."""

    def _seek(self, x: float) -> None:
        if self._seconds > 0 and self.width() > 0:
            self.sought.emit(max(0.0, min(1.0, x / self.width())) * self._seconds)

    def _forget(self) -> None:
        self._played = self._rest = None
        self.update()

    # painting: both states of the wave are painted once, and cut at the playhead

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint played and unplayed part, and the playhead."""
        look = theme()
        if self._played is None or self._rest is None:
            self._played, self._rest = self._paint_lanes("accent-g", look), self._paint_lanes("edge", look)
        painter = QPainter(self)
        at = self._x(self.value() / 1000)
        painter.save()
        painter.setClipRect(QRectF(0, 0, at, self.height()))
        painter.drawPixmap(0, 0, self._played)
        painter.setClipRect(QRectF(at, 0, self.width() - at, self.height()))
        painter.drawPixmap(0, 0, self._rest)
        painter.restore()
        if self._seconds > 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("text1"), 2))
            painter.drawLine(QPointF(at, 6), QPointF(at, self.height() - 6))
            painter.setBrush(look.colour("text1"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF([QPointF(at - 5, 3), QPointF(at + 5, 3), QPointF(at, 10)]))

    def _x(self, seconds: float) -> float:
        return seconds / self._seconds * self.width() if self._seconds > 0 else 0.0

    def _paint_lanes(self, token: str, look: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._loop:
            left, right = self._x(self._loop[0]), self._x(self._loop[1])
            painter.fillRect(QRectF(left, 0, right - left, self.height()), look.colour("sunken"))
        if self._moment:
            left, right = self._x(self._moment[0]), self._x(self._moment[1])
            painter.fillRect(
                QRectF(left - 1, WAVE[0] - 2, max(3.0, right - left) + 2, WAVE[1] + 4), look.colour("tint2")
            )
        self._paint_pauses(painter, look)
        self._paint_wave(painter, token, look)
        self._paint_pace(painter, look)
        for flag in self._flags:
            chip = QRectF(max(0.0, min(self._x(flag.at), self.width() - 17.0)), LETTERS[0], 17, 17)
            paint_letter(painter, flag.mark.letter, chip, flag.mark.verdict, look, unsure=flag.mark.unsure)
        painter.end()
        return pixmap

    def _paint_pauses(self, painter: QPainter, look: Theme) -> None:
        """Brackets above the bars, open to the top; a letter that stands there is painted over them."""
        painter.setPen(QPen(look.colour("edge"), 1.5))
        top, bottom = BRACKET
        for begin, end in self._pauses:
            left, right = self._x(begin), max(self._x(begin) + 3, self._x(end))
            corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))

    def _paint_wave(self, painter: QPainter, token: str, look: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(token))
        top, height = WAVE
        count = int(self.width() / STEP)
        for index in range(count if self._bars else 0):
            first = index * len(self._bars) // count
            last = max(first + 1, (index + 1) * len(self._bars) // count)
            tall = max(2.0, max(self._bars[first:last]) ** 0.7 * height)
            box = QRectF(index * STEP, top + (height - tall) / 2, BAR, tall)
            painter.drawRoundedRect(box, BAR / 2, BAR / 2)

    def _paint_pace(self, painter: QPainter, look: Theme) -> None:
        if not self._pace:
            return
        top, height = PACE
        lowest, highest = PACE_AXIS

        def y(value: float) -> float:
            share = (max(lowest, min(highest, value)) - lowest) / (highest - lowest)
            return top + height * (1 - share)

        band = QRectF(0, y(self._band[1]), self.width(), y(self._band[0]) - y(self._band[1]))
        painter.fillRect(band, look.colour("tint"))
        painter.setPen(QPen(look.colour("text2"), 1.5))
        points = [QPointF(self._x(each.at), y(each.words_per_minute)) for each in self._pace]
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text1"))
        for at, point in zip(self._pace, points, strict=True):
            if at.outside:  # the one thing that is marked (norms.md): dots on the line, readable without colour
                painter.drawEllipse(point, 2.4, 2.4)
