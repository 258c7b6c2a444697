"""Speech faster or slower at the same pitch: WSOLA, waveform similarity overlap-add (Verhelst and Roelands, 1993).

Our own forty lines, because the libraries at hand stretch whole recordings, and here speed and place change while it
plays: each call makes the next few milliseconds and nothing more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WINDOW = 0.03
"""Seconds of one window: two to three periods of a low voice."""
TOLERANCE = 0.008
"""Seconds by which a window may be shifted so that the waves fit."""

Wave = NDArray[np.float32]


class Stretch:
    """Makes stretched blocks out of samples that are all there. `hop` is the length of a block in samples."""

    def __init__(self, samples: NDArray[np.int16], rate: int) -> None:
        self._samples = samples
        self.hop = int(WINDOW * rate / 2)
        self._tolerance = int(TOLERANCE * rate)
        self._window = np.hanning(2 * self.hop + 1)[:-1].astype(np.float32)
        self._tail: Wave = np.zeros(self.hop, np.float32)
        self._natural: int | None = None

    def begin(self) -> None:
        """Forget what was made before: another place begins."""
        self._tail = np.zeros(self.hop, np.float32)
        self._natural = None

    def block(self, position: int) -> NDArray[np.int16]:
        """The next `hop` samples of sound, taken from around `position`; the caller moves on by hop times the speed."""
        place = position if self._natural is None else self._most_alike(position, self._natural)
        segment = self._at(place, 2 * self.hop) * self._window
        made = self._tail + segment[: self.hop]
        if self._natural is None:  # nothing to fade from: begin at full loudness
            made = self._at(place, self.hop)
        self._tail = segment[self.hop :]
        self._natural = place + self.hop
        return np.clip(made, -32768, 32767).astype(np.int16)

    def _most_alike(self, position: int, natural: int) -> int:
        """The place near `position` whose samples continue best what was played last."""
        wanted = self._at(natural, self.hop)[::2]
        begin = position - self._tolerance
        around = self._at(begin, 2 * self._tolerance + self.hop)[::2]
        alike = np.correlate(around, wanted, "valid")
        return begin + 2 * int(np.argmax(alike))

    def _at(self, begin: int, length: int) -> Wave:
        """Samples from `begin`; silence where there are none."""
        made = np.zeros(length, np.float32)
        first, last = max(0, begin), min(len(self._samples), begin + length)
        if first < last:
            made[first - begin : last - begin] = self._samples[first:last]
        return made
