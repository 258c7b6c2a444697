"""Judges a few seconds of a microphone, before anything is rehearsed (ui.md 4.6)."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from runthrough.rehearsal.levels import CLIPPED, FULL_SCALE

QUIET_DBFS, LOUD_DBFS = -33.0, -3.0
"""Peaks of a good voice lie above the first (the meter's bracket) and its loudest stay below the second."""
NOTHING_DBFS = -60.0
"""The floor of the meter: below it there is no voice."""
BLOCK = 480
"""Samples whose peak is one measurement; the voice's level is the 90th percentile, so that one knock is no voice."""
MOST_CLIPPED = 3
"""Samples at full scale beyond which it is too loud (norms.md: a run of three marks a take)."""


class SoundVerdict(StrEnum):
    """What to tell the speaker."""

    GOOD = "good"
    QUIET = "quiet"
    LOUD = "loud"
    NOTHING = "nothing"


def sound_check(samples: bytes) -> SoundVerdict:
    """The verdict on mono int16 samples in native byte order."""
    heard = np.abs(np.frombuffer(samples, np.int16).astype(np.int32))
    if len(heard) < BLOCK:
        return SoundVerdict.NOTHING
    peaks = heard[: len(heard) // BLOCK * BLOCK].reshape(-1, BLOCK).max(axis=1)
    voice = _dbfs(float(np.percentile(peaks, 90)))
    if voice < NOTHING_DBFS:
        return SoundVerdict.NOTHING
    if int((heard >= CLIPPED).sum()) > MOST_CLIPPED or voice > LOUD_DBFS:
        return SoundVerdict.LOUD
    return SoundVerdict.QUIET if voice < QUIET_DBFS else SoundVerdict.GOOD


def _dbfs(amplitude: float) -> float:
    return 20 * float(np.log10(max(amplitude, 1e-3) / FULL_SCALE))
