"""The player under the review: steps, play, loop, speed, and the sound itself (ui.md 4.3)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from runthrough.domain.clock import format_time
from runthrough.ui.playing import SPEEDS, STEP, Playing
from runthrough.ui.widgets.pieces import Choice, button, column, label, row, set_icon
from runthrough.ui.widgets.wave_lane import WaveLane

HEIGHT = 132


class PlayerBar(QFrame):
    """Drives a `Playing`. `loop_wanted`: the loop button or L was pressed."""

    loop_wanted = Signal()

    def __init__(self, playing: Playing) -> None:
        super().__init__()
        self.setProperty("look", "player")
        self.setFixedHeight(HEIGHT)
        self._playing = playing
        self._offset, self._seconds = 0.0, 0.0
        self.wave = WaveLane()
        self._back = button("", lambda: playing.step(-STEP), look="icon", icon_name="rewind-5", name="Back 5 seconds")
        self._play = button("", playing.toggle, look="round", icon_name="play", name="Play")
        self._on = button("", lambda: playing.step(STEP), look="icon", icon_name="fast-forward-5", name="On 5 seconds")
        self._loop = button("", self.loop_wanted.emit, look="icon", icon_name="repeat", name="Loop")
        self._loop.setCheckable(True)
        self._speed = Choice()
        self._speed.setProperty("compact", True)
        self._speed.setFixedWidth(74)
        self._speed.setAccessibleName("Speed")
        self._speed.addItems([f"{speed:g}×" for speed in SPEEDS])
        self._speed.activated.connect(self._choose_speed)
        self._now, self._whole = label("0:00", "number"), label("", "quiet")
        self._pace_axis = label("Pace\n130–160", "axis")
        self._lay_out()
        self.wave.sought.connect(playing.seek)
        playing.moved.connect(self._move)
        playing.changed.connect(self._change)
        self._change()

    def _lay_out(self) -> None:
        keys = row(self._back, self._play, self._on, 10, self._loop, spacing=6)
        below = row(self._now, 4, self._whole, None, self._speed)
        left = column(None, keys, 8, below, None)
        axis = column(40, label("Sound", "axis"), None, self._pace_axis, 14)
        layout = row(left, 22, self.wave, 8, axis, margins=(24, 0, 24, 0))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_take(self, offset: float, seconds: float) -> None:
        """A take of this length that begins at `offset` of the run-through."""
        self._offset, self._seconds = offset, seconds
        self._whole.setText(f"/ {format_time(offset + seconds)}")
        self._move(0.0)

    def show_pace_axis(self, band: tuple[float, float], *, shown: bool) -> None:
        """The band of the pace; a take that is too short has no pace curve."""
        self._pace_axis.setText(f"Pace\n{band[0]:.0f}–{band[1]:.0f}")
        self._pace_axis.setVisible(shown)

    def _move(self, seconds: float) -> None:
        text = format_time(self._offset + seconds)
        if text != self._now.text():
            self._now.setText(text)
        self.wave.show_position(seconds)

    def _change(self) -> None:
        playing = self._playing
        wanted = ("pause", "Pause") if playing.playing else ("play", "Play")
        if self._play.accessibleName() != wanted[1]:
            set_icon(self._play, wanted[0])
            self._play.setAccessibleName(wanted[1])
            self._play.setToolTip(f"{wanted[1]}, Space")
        self._loop.setChecked(playing.loop is not None)
        self.wave.show_loop(playing.loop)
        index = SPEEDS.index(playing.speed) if playing.speed in SPEEDS else SPEEDS.index(1.0)
        self._speed.setCurrentIndex(index)

    def _choose_speed(self, index: int) -> None:
        self._playing.set_speed(SPEEDS[index])

    def take_focus(self) -> None:
        """The play button."""
        self._play.setFocus(Qt.FocusReason.ShortcutFocusReason)
