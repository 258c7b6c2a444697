"""Plays a take back: from any second, in a loop, faster or slower at the same pitch.

Its own thread makes the sound a little ahead; PortAudio's thread only copies it. Commands come from any thread and
return at once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from runthrough.audio.speaker import Fill, Speaker
from runthrough.audio.stretch import Stretch
from runthrough.audio.waveform import take_samples
from runthrough.domain.errors import NoSpeaker, RunthroughError

AHEAD = 0.15
"""Seconds of sound that are made ahead: more than the thread ever sleeps, little enough that nobody waits for it."""
WAKE = 0.02
"""Seconds between two looks at how much is left."""


class Output(Protocol):
    """An open output device."""

    latency: float

    @property
    def active(self) -> bool:
        """Whether it still plays."""
        ...

    def close(self) -> None:
        """Stop at once."""
        ...


OpenOutput = Callable[[int, Fill], Output]


@dataclass(slots=True)
class _Piece:
    """Sound that is ready: `begin` is the take's frame it starts with, `step` the take's frames a frame of sound."""

    samples: bytes
    begin: float
    step: float
    read: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    """What is to be played, in frames of the take."""

    begin: int
    end: int
    loop: bool


class Player:
    """One take at a time. `failed` and `ended` are called on the player's own thread."""

    def __init__(
        self,
        failed: Callable[[RunthroughError], None],
        ended: Callable[[], None],
        open_output: OpenOutput = Speaker,
    ) -> None:
        self._failed, self._ended, self._open_output = failed, ended, open_output
        self._commands: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._pieces: deque[_Piece] = deque()
        self._samples: NDArray[np.int16] = np.zeros(0, np.int16)
        self._rate = 1
        self._stretch = Stretch(self._samples, 16_000)
        self._speed = 1.0
        self._span = _Span(0, 0, loop=False)
        self._next = 0.0
        self._heard = 0.0
        self._step = 1.0
        self._asked: float | None = None
        self._output: Output | None = None
        self._playing = False
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._thread.start()

    # what can be seen

    @property
    def seconds(self) -> float:
        """Length of the take that is loaded; 0 without one."""
        return len(self._samples) / self._rate

    @property
    def playing(self) -> bool:
        """Whether it plays, or is about to."""
        return self._playing

    @property
    def position(self) -> float:
        """Seconds of the take that are heard now: what the device was given, less what it has not played yet."""
        if self._asked is not None:
            return self._asked
        output = self._output
        behind = output.latency * self._rate * self._step if output is not None else 0.0
        return max(0.0, self._heard - behind) / self._rate

    @property
    def speed(self) -> float:
        """1.0 is as it was spoken."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = speed
        self._commands.put(self._go_on_from_here)

    # commands

    def load(self, path: Path) -> None:
        """Choose a take file; what was playing stops. A file that cannot be read is told by `failed`."""
        self._playing, self._asked = False, 0.0
        self._commands.put(lambda: self._load(path))

    def play(self, start: float | None = None, end: float | None = None, *, loop: bool = False) -> None:
        """Play from a second to a second of the take, once or over and over; None is here, and the take's end."""
        self._playing = True
        if start is not None:
            self._asked = max(0.0, start)
        self._commands.put(lambda: self._play(start, end, loop=loop))

    def pause(self) -> None:
        """Stop here."""
        self._playing = False
        self._commands.put(self._pause)

    def seek(self, seconds: float) -> None:
        """Go to a second of the take, also while it plays."""
        self._asked = max(0.0, seconds)
        self._commands.put(lambda: self._seek(max(0.0, seconds)))

    def close(self) -> None:
        """End for good; returns within a few seconds even if the sound server hangs."""
        self._commands.put(None)
        self._thread.join(5.0)

    # the player's thread

    def _run(self) -> None:
        while True:
            try:
                command = self._commands.get(timeout=WAKE if self._output is not None else None)
            except Empty:
                command = self._nothing
            if command is None:
                self._let_go()
                return
            try:
                command()
                self._work()
            except RunthroughError as error:
                self._let_go()
                self._playing, self._asked = False, None
                self._failed(error)

    def _nothing(self) -> None:
        pass

    def _load(self, path: Path) -> None:
        self._let_go()
        self._samples, self._rate = np.zeros(0, np.int16), 1
        self._samples, self._rate = take_samples(path)
        self._stretch = Stretch(self._samples, self._rate)
        self._span = _Span(0, len(self._samples), loop=False)
        self._place(0)

    def _play(self, start: float | None, end: float | None, *, loop: bool) -> None:
        length = len(self._samples)
        here = round(self._here() if start is None else start * self._rate)
        last = length if end is None else min(length, round(end * self._rate))
        if start is None and here >= last - 1:
            here = 0  # at its end it begins anew
        self._span = _Span(min(here, last), last, loop=loop)
        self._place(min(here, last))
        if self._output is None and length and self._playing:
            self._output = self._open_output(self._rate, self._fill)

    def _pause(self) -> None:
        here = self._here()
        self._let_go()
        self._place(round(here))

    def _seek(self, seconds: float) -> None:
        place = min(round(seconds * self._rate), len(self._samples))
        if not self._span.begin <= place < self._span.end:
            self._span = _Span(0, len(self._samples), loop=False)
        self._place(place)

    def _go_on_from_here(self) -> None:
        self._place(round(self._here()))

    def _here(self) -> float:
        """The frame that is heard now, as commands that came before this one left it."""
        output = self._output
        behind = output.latency * self._rate * self._step if output is not None else 0.0
        return max(0.0, self._heard - behind)

    def _place(self, frame: int) -> None:
        """Go on from this frame with nothing made ahead."""
        with self._lock:
            self._pieces.clear()
            self._next = self._heard = float(frame)
            # a word spoken while the last sound is still in the device is counted from this frame on
            output = self._output
            self._heard += output.latency * self._rate * self._step if output is not None else 0.0
        self._stretch.begin()
        self._asked = None

    def _let_go(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()
        with self._lock:
            self._pieces.clear()

    def _work(self) -> None:
        """Make sound ahead; notice the end, and a device that is gone."""
        if self._output is None:
            return
        if not self._output.active:
            raise NoSpeaker("the sound system ended the playback")
        while self._ahead() < AHEAD * self._rate and self._next < self._span.end:
            self._make()
            if self._next >= self._span.end and self._span.loop:
                self._next = float(self._span.begin)
                self._stretch.begin()
        if self._next >= self._span.end and self._ahead() == 0 and not self._span.loop:
            self._end()

    def _end(self) -> None:
        self._let_go()
        self._heard = self._next = float(self._span.end)
        self._playing = False
        self._ended()

    def _ahead(self) -> int:
        with self._lock:
            return sum(len(piece.samples) - piece.read for piece in self._pieces) // 2

    def _make(self) -> None:
        begin, speed = self._next, self._speed
        if speed == 1.0:
            samples = self._samples[int(begin) : min(int(begin) + self._stretch.hop, self._span.end)]
            self._next = float(int(begin) + len(samples))
        else:
            samples = self._stretch.block(int(begin))
            self._next = min(begin + self._stretch.hop * speed, float(self._span.end))
        piece = _Piece(np.asarray(samples, np.int16).tobytes(), begin, speed)
        with self._lock:
            self._pieces.append(piece)

    # PortAudio's thread

    def _fill(self, frames: int) -> bytes:
        wanted = frames * 2
        parts: list[bytes] = []
        with self._lock:
            while wanted and self._pieces:
                piece = self._pieces[0]
                part = piece.samples[piece.read : piece.read + wanted]
                piece.read += len(part)
                wanted -= len(part)
                parts.append(part)
                self._heard = piece.begin + piece.read / 2 * piece.step
                self._step = piece.step
                if piece.read >= len(piece.samples):
                    self._pieces.popleft()
        return b"".join(parts) + bytes(wanted)
