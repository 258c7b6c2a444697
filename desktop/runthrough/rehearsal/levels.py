"""How loud a block of samples is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

FULL_SCALE = 32768
CLIPPED = 32767
"""The largest int16 sample; its negative counts as full scale, too."""
CLIPPED_RUN = 3
"""Samples at full scale in a row that make one clipped run (norms.md)."""
SILENCE_DBFS = -120.0
"""What is given for samples that are all zero, in place of minus infinity."""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of one block, in dB relative to full scale, 0 at most. `all_zero`: every sample was exactly 0."""

    peak_dbfs: float
    rms_dbfs: float
    all_zero: bool


class LevelMeter:
    """Measures block by block and counts clipped runs, across block borders. Used by one thread."""

    def __init__(self) -> None:
        self._run = 0
        self._clipped = 0

    def feed(self, block: bytes) -> Level:
        """The level of one block of mono int16 samples in native byte order."""
        samples = np.frombuffer(block, np.int16).astype(np.int32)
        if not len(samples):
            return Level(SILENCE_DBFS, SILENCE_DBFS, all_zero=True)
        loudness = np.abs(samples)
        self._count_clipped(loudness >= CLIPPED)
        peak = int(loudness.max())
        rms = math.sqrt(float(np.mean(np.square(samples, dtype=np.float64))))
        return Level(_dbfs(peak), _dbfs(rms), all_zero=peak == 0)

    def take_clipped(self) -> int:
        """Clipped runs since the last call."""
        count, self._clipped = self._clipped, 0
        return count

    def _count_clipped(self, full: np.ndarray) -> None:
        if not full.any():
            self._run = 0
            return
        for at_full_scale in full.tolist():
            self._run = self._run + 1 if at_full_scale else 0
            self._clipped += self._run == CLIPPED_RUN


def _dbfs(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude else SILENCE_DBFS
