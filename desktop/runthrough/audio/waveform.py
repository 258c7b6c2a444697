"""The shape of a take's sound, for the eye."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runthrough.audio.take_file import HEADER_BYTES
from runthrough.domain.errors import AudioUnreadable

AT_ONCE = 1_000_000
"""Samples that are looked at together, so that an hour takes no more memory than a minute."""


def take_samples(path: Path) -> tuple[NDArray[np.int16], int]:
    """A take file's samples, mapped and not read, and their rate. Raises AudioUnreadable."""
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
        rate = int.from_bytes(header[24:28], "little")
        if header[:4] != b"RIFF" or header[8:12] != b"WAVE" or rate == 0:
            raise AudioUnreadable(path, "not audio")
        frames = (path.stat().st_size - HEADER_BYTES) // 2
        if frames == 0:
            return np.zeros(0, np.int16), rate
        return np.memmap(path, "<i2", mode="r", offset=HEADER_BYTES, shape=(frames,)), rate
    except OSError as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "damaged"
        raise AudioUnreadable(path, reason, error.strerror or str(error)) from error


def waveform(path: Path, bars: int) -> tuple[float, ...]:
    """The peak, 0 to 1, of each of so many equal stretches of a take file. Raises AudioUnreadable."""
    samples, _ = take_samples(path)
    borders = np.linspace(0, len(samples), bars + 1).astype(np.int64)
    return tuple(_peak(samples[first:last]) for first, last in itertools.pairwise(borders))


def _peak(samples: NDArray[np.int16]) -> float:
    peak = 0
    for begin in range(0, len(samples), AT_ONCE):
        part = samples[begin : begin + AT_ONCE]
        peak = max(peak, int(part.max()), -int(part.min()))
    return min(1.0, peak / 32767)
