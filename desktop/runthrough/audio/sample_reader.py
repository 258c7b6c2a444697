"""Samples for the recogniser: any rate made 16 kHz, from a take file that may still grow or from memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from runthrough.domain.errors import AudioUnreadable
from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

READ_SECONDS = 10.0
"""The most that is read at once, so that an hour of sound takes no more memory than a minute."""
FULL_SCALE = 32768.0


class Resampler:
    """A stream of mono int16 samples at any rate, as float32 at 16 kHz (soxr, high quality, delay compensated)."""

    def __init__(self, rate: int) -> None:
        self._stream = None if rate == RECOGNITION_RATE else soxr.ResampleStream(rate, RECOGNITION_RATE, 1, "float32")

    def feed(self, samples: NDArray[np.int16], *, last: bool = False) -> Samples:
        """What these samples give; with `last`, also the stream's tail."""
        scaled = samples.astype(np.float32) / FULL_SCALE
        if self._stream is None:
            return scaled
        return np.asarray(self._stream.resample_chunk(scaled, last=last), np.float32)


def for_recognition(samples: bytes, rate: int) -> Samples:
    """A short recording in memory (mono int16, native byte order) at 16 kHz."""
    return Resampler(rate).feed(np.frombuffer(samples, np.int16), last=True)


class TakeReader:
    """Follows a take file (port SampleReader). Opens the file at each call, so that nobody is kept from deleting it."""

    def __init__(self, path: Path, rate: int, header_bytes: int) -> None:
        self._path = path
        self._position = header_bytes
        self._most = int(READ_SECONDS * rate) * 2
        self._resampler = Resampler(rate)

    def read(self) -> Samples:
        """What is new, at most ten seconds of it. Raises AudioUnreadable."""
        return self._resampler.feed(self._new())

    def finish(self) -> Samples:
        """All that was not read yet, with the resampler's tail. Raises AudioUnreadable."""
        parts: list[Samples] = []
        while len(new := self._new()):
            parts.append(self._resampler.feed(new))
        parts.append(self._resampler.feed(new, last=True))
        return np.concatenate(parts)

    def _new(self) -> NDArray[np.int16]:
        try:
            with self._path.open("rb") as file:
                file.seek(self._position)
                data = file.read(self._most)
        except OSError as error:
            raise AudioUnreadable(self._path, "damaged", error.strerror or str(error)) from error
        whole = len(data) // 2 * 2
        self._position += whole
        return np.frombuffer(data[:whole], "<i2").astype(np.int16)


class BlockReader:
    """Blocks of decoded sound as a SampleReader: for files that are heard without being recorded."""

    def __init__(self, blocks: Iterator[NDArray[np.int16]], rate: int) -> None:
        self._blocks = blocks
        self._resampler = Resampler(rate)

    def read(self) -> Samples:
        """The next block; empty at the end. Raises AudioUnreadable."""
        for block in self._blocks:
            samples = self._resampler.feed(block)
            if len(samples):
                return samples
        return np.zeros(0, np.float32)

    def finish(self) -> Samples:
        """The resampler's tail."""
        return self._resampler.feed(np.zeros(0, np.int16), last=True)
