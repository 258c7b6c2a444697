"""The takes of a run-through as one sound file, with names covered by a tone; not a sample more or less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soxr
from numpy.typing import NDArray

from runthrough.audio.take_file import wav_header
from runthrough.audio.waveform import AT_ONCE, take_samples

TONE_HZ = 1000.0
TONE_LEVEL = 0.1
"""Share of full scale: -20 dBFS, about as loud as speech."""
FADE = 0.01
"""Seconds from speech to tone and back, so that it does not click; they lie within the span."""

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Part:
    """One take file, and the stretches of it (seconds from its first sample) that are covered."""

    path: Path
    covered: tuple[tuple[float, float], ...] = ()


def write_sound(file: BinaryIO, parts: Sequence[Part]) -> int:
    """Write parts one after another as a mono 16-bit WAV; returns its samples. `file` must be seekable.

    The rate is that of the first part; a part of another one is resampled. Raises AudioUnreadable for a take and
    OSError for the file.
    """
    takes = [(*take_samples(part.path), part.covered) for part in parts]
    rate = takes[0][1] if takes else 16_000
    file.write(wav_header(rate, 0))
    frames = 0
    for samples, own_rate, covered in takes:
        for block in _at_rate(_blocks(samples, own_rate, covered), own_rate, rate):
            file.write(block.astype("<i2").tobytes())
            frames += len(block)
    file.seek(0)
    file.write(wav_header(rate, frames))
    return frames


def _blocks(samples: Samples, rate: int, covered: Sequence[tuple[float, float]]) -> Iterator[Samples]:
    for begin in range(0, len(samples), AT_ONCE):
        yield cover(np.asarray(samples[begin : begin + AT_ONCE]), rate, covered, begin, len(samples))


def cover(
    samples: Samples, rate: int, covered: Sequence[tuple[float, float]], begin: int = 0, whole: int | None = None
) -> Samples:
    """The samples with a tone in place of the covered seconds.

    `begin`: the take's sample at which they begin; `whole`: how many the take has, by default those that are given.
    """
    made = samples
    end_of_take = begin + len(samples) if whole is None else whole
    for start, end in covered:
        first, last = max(0, int(np.floor(start * rate))), min(end_of_take, int(np.ceil(end * rate)))
        low, high = max(first, begin), min(last, begin + len(samples))
        if low < high:
            made = made.copy() if made is samples else made
            part = slice(low - begin, high - begin)
            made[part] = _covered(samples[part], rate, np.arange(low, high), (first, last))
    return made


def _covered(samples: Samples, rate: int, places: NDArray[np.int64], span: tuple[int, int]) -> Samples:
    """The tone, faded in and out at the ends of the span."""
    fade = max(1, int(FADE * rate))
    share = np.clip(np.minimum(places - span[0], span[1] - 1 - places) / fade, 0.0, 1.0)
    tone = np.sin(2 * np.pi * TONE_HZ / rate * places) * (TONE_LEVEL * 32767)
    return np.rint((1 - share) * samples + share * tone).astype(np.int16)


def _at_rate(blocks: Iterator[Samples], rate: int, wanted: int) -> Iterator[Samples]:
    if rate == wanted:
        yield from blocks
        return
    stream = soxr.ResampleStream(rate, wanted, 1, "int16")
    for block in blocks:
        yield np.asarray(stream.resample_chunk(block), np.int16)
    yield np.asarray(stream.resample_chunk(np.zeros(0, np.int16), last=True), np.int16)
