"""Filled pauses that the recogniser left out, found in the sound: voices held steady where no word explains them.

What tells an "um" from words is that it hardly changes for a third of a second: spectrum and pitch stand still, which
they do in no word that is spoken at a usual speed (Goto, Itou & Hayamizu 1999 found filled pauses by exactly that). So
steady voices are sought first, which costs some 1 ms for a second of sound, and each is then held against the words:
nothing is said of one in the middle of a word that lasts no longer than usual. Few false alarms matter more here than
finding every one, since the speaker is asked to confirm them; `python -m benchmarks fillers` prints both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.normalise import is_filler
from runthrough.domain.sounds import all_vowel, usual_seconds
from runthrough.domain.speech import Stretch, Word
from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

HOP = 160
"""Samples from one frame to the next: 10 ms."""
WINDOW = 640
"""Samples of a frame: 40 ms, three periods of a low voice."""
SPECTRUM = 1024
BANDS = 16
"""Bands of the mel scale from 100 Hz to 4 kHz, where vowels differ."""
APART = 3
"""Frames between which change is measured."""

STEADY = 3.0
"""Decibels by which the bands of a steady voice change at most from one frame to the third after it, on average; read
words change by 4 (median of the recorded clips), spliced fillers by 1."""
STEADY_MEDIAN = 2.2
"""The same for half of the frames of a filled pause."""
VOICED = 0.6
"""Correlation of a frame with itself, one period later, from which there is a voice in it."""
LOUD = 15.0
"""Decibels below the loud parts of a clip at which nobody speaks: hums are steady, too."""
BRIDGED = 4
"""Frames within a steady voice that need not be steady."""
PITCHES = (65, 400)
"""Hertz of the voices that are sought."""

LEAST_UNCOVERED = 0.2
"""Seconds of a steady voice where there is no word; with what rises and falls around it, an "uh" of some 0.3 s."""
LEAST_WITHIN = 0.3
"""The same within a word that lasts too long: attention-based times give a filler's time to the word after it."""
TOO_LONG = 0.2
"""Seconds by which words last longer than usual when they may hide a filler."""
COVERED = 0.5
"""Share of a steady voice from which the words over it must explain it."""
BESIDE = 0.1
"""Seconds between a steady voice and a word that may be its beginning or its end."""


@dataclass(frozen=True, slots=True)
class _Frames:
    """What is seen of each frame: its power spectrum, loudness in decibels, and change in decibels."""

    power: NDArray[np.float32]
    loudness: NDArray[np.float32]
    change: NDArray[np.float32]


def find_filled_pauses(samples: Samples, words: Sequence[Word]) -> tuple[Stretch, ...]:
    """Where a clip probably holds a filler that is not among its words; both in seconds from its first sample."""
    return tuple(steady for steady in steady_voices(samples) if not _explained(steady, words))


def steady_voices(samples: Samples) -> Iterator[Stretch]:
    """Where a voice holds one sound for at least `LEAST_UNCOVERED`."""
    frames = _frames(samples)
    if not len(frames.loudness):
        return
    candidates = (frames.change < STEADY) & (frames.loudness > np.percentile(frames.loudness, 95) - LOUD)
    candidates[candidates] = _periodicity(frames.power[candidates]) > VOICED
    for first, last in _runs(np.flatnonzero(candidates)):
        begin, end = (first * HOP + HOP) / RECOGNITION_RATE, (last * HOP + WINDOW - HOP) / RECOGNITION_RATE
        if end - begin >= LEAST_UNCOVERED and np.median(frames.change[first : last + 1]) < STEADY_MEDIAN:
            yield Stretch(round(begin, 3), round(end, 3))


def _explained(steady: Stretch, words: Sequence[Word]) -> bool:
    """Whether words account for a steady voice. One in figures may stand for several that were said."""
    near = [word for word in words if _shared(steady, word) > -BESIDE]
    if any(is_filler(word.text) or all_vowel(word.text) or _in_figures(word.text) for word in near):
        return True
    over = [word for word in near if _shared(steady, word) > 0.0]
    seconds = steady.end - steady.start
    if sum(_shared(steady, word) for word in over) < COVERED * seconds:
        return False
    return seconds < LEAST_WITHIN or _excess(over) < TOO_LONG


def _shared(steady: Stretch, word: Word) -> float:
    """Seconds that both have; negative where they are apart."""
    return min(steady.end, word.end) - max(steady.start, word.start)


def _excess(words: Iterable[Word]) -> float:
    return sum(word.end - word.start - usual_seconds(word.text) for word in words)


def _in_figures(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _frames(samples: Samples) -> _Frames:
    count = max(0, (len(samples) - WINDOW) // HOP + 1)
    if count <= APART:
        nothing = np.zeros(0, np.float32)
        return _Frames(np.zeros((0, SPECTRUM // 2 + 1), np.float32), nothing, nothing)
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP][:count] * _WINDOW
    power = (np.abs(np.fft.rfft(windows, SPECTRUM)) ** 2).astype(np.float32)
    bands = 10 * np.log10(power @ _MEL + FAINTEST)
    change = np.full(count, np.inf, np.float32)
    change[1 : count - APART + 1] = np.abs(bands[APART:] - bands[:-APART]).mean(axis=1)
    return _Frames(power, 10 * np.log10(power.sum(axis=1) + FAINTEST), change)


def _periodicity(power: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike each frame is to itself one period of a voice later, 0 to 1."""
    shortest, longest = RECOGNITION_RATE // PITCHES[1], RECOGNITION_RATE // PITCHES[0]
    correlation = np.fft.irfft(power)[:, : longest + 1]
    alike = correlation / (correlation[:, :1] + FAINTEST) / _WINDOW_ITSELF[: longest + 1]
    return alike[:, shortest:].max(axis=1, initial=0.0)


def _runs(frames: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """The first and the last of frames that follow one another, up to `BRIDGED` left out."""
    breaks = np.flatnonzero(np.diff(frames) > BRIDGED)
    for first, last in zip((0, *(breaks + 1)), (*breaks, len(frames) - 1), strict=True):
        if len(frames):
            yield int(frames[first]), int(frames[last])


def _mel() -> NDArray[np.float32]:
    """Spectrum x bands: triangles that are evenly wide on the mel scale (O'Shaughnessy's formula)."""
    mel = 2595 * np.log10(1 + np.linspace(0, RECOGNITION_RATE / 2, SPECTRUM // 2 + 1) / 700)
    low, high = 2595 * np.log10(1 + np.array([100, 4000]) / 700)
    corners = np.linspace(low, high, BANDS + 2)
    width = corners[1] - corners[0]
    return np.clip(1 - np.abs(mel[:, None] - corners[1:-1]) / width, 0, None).astype(np.float32)


FAINTEST = 1e-3
"""Added to powers before their logarithm: below it there is nothing but digital noise."""
_WINDOW = np.hanning(WINDOW).astype(np.float32)
_MEL = _mel()
_WINDOW_ITSELF = np.fft.irfft(np.abs(np.fft.rfft(_WINDOW, SPECTRUM)) ** 2) / (_WINDOW**2).sum()
