"""Playback on the window's thread: the player of the core with Qt's signals, and the playhead 30 times a second."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from runthrough.audio.player import Player
from runthrough.ui.theme import theme

PLAYHEAD_MS, REDUCED_MS = 33, 250
"""Milliseconds between two places of the playhead; the second with reduced motion (ui.md 2.4)."""
STEP = 5.0
"""Seconds that one step goes back or on."""
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class Playing(QObject):
    """Plays one take at a time."""

    moved = Signal(float)
    """Seconds of the take that are heard now."""
    changed = Signal()
    """Playing or not, another speed, loop or take."""
    failed = Signal(object)
    """A RunthroughError: the sound cannot be played."""
    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = Player(self.failed.emit, self._ended.emit)
        self._loop: tuple[float, float] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell_position)
        self._ended.connect(self._stopped, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(self._stopped, Qt.ConnectionType.QueuedConnection)

    @property
    def playing(self) -> bool:
        """Whether sound is heard."""
        return self._timer.isActive()

    @property
    def position(self) -> float:
        """Seconds of the take."""
        return self._player.position

    @property
    def speed(self) -> float:
        """1.0 is as it was spoken."""
        return self._player.speed

    @property
    def loop(self) -> tuple[float, float] | None:
        """The region that is played over and over."""
        return self._loop

    def load(self, path: Path) -> None:
        """Choose a take; what was playing stops."""
        self._player.pause()
        self._loop = None
        self._player.load(path)
        self._stopped()

    def play(self, start: float | None = None, end: float | None = None) -> None:
        """Play from a second of the take, or go on."""
        if self._loop is not None:
            begin, end = self._loop
            start = begin if start is None or not begin <= start <= end else start
        self._player.play(start, end, loop=self._loop is not None)
        self._timer.start(REDUCED_MS if theme().reduced_motion else PLAYHEAD_MS)
        self.changed.emit()

    def pause(self) -> None:
        """Stop here."""
        self._player.pause()
        self._stopped()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def seek(self, seconds: float) -> None:
        """Go to a second of the take."""
        self._player.seek(max(0.0, seconds))
        self.moved.emit(max(0.0, min(seconds, self._player.seconds)))

    def step(self, seconds: float) -> None:
        """Go back (negative) or on."""
        self.seek(self._player.position + seconds)

    def faster(self, steps: int) -> None:
        """Go up or down the speeds."""
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self._player.speed))
        self.set_speed(SPEEDS[max(0, min(nearest + steps, len(SPEEDS) - 1))])

    def set_speed(self, speed: float) -> None:
        """Choose a speed; the pitch is kept."""
        self._player.speed = speed
        self.changed.emit()

    def set_loop(self, span: tuple[float, float] | None) -> None:
        """Play a region over and over, or no longer."""
        self._loop = span
        if self.playing:
            self.play(self._player.position)
        self.changed.emit()

    def close(self) -> None:
        """End playback for good."""
        self._timer.stop()
        self._player.close()

    def _tell_position(self) -> None:
        self.moved.emit(self._player.position)

    @Slot()
    def _stopped(self, _error: object = None) -> None:
        self._timer.stop()
        self.moved.emit(self._player.position)
        self.changed.emit()
