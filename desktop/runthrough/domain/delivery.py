"""How it was said. So far: the pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Transcript

PACE_WINDOW = 20.0
"""Seconds over which the pace is measured along a take (norms.md)."""
FEWEST_WORDS = 20
"""Below this a pace is "too short to measure" (ui.md 4.3)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`words` without filler sounds; `words_per_minute` over the whole take, pauses included, None if too short."""

    words: int
    words_per_minute: float | None


def pace(transcript: Transcript, seconds: float) -> Pace:
    """Speaking rate of a take of this length: all words, pauses included (NCVS's definition, coverage.md 7).

    Filler sounds (um, uh) are not words: they are counted apart.
    """
    words = sum(not is_filler(word.text) for word in transcript.words)
    if words < FEWEST_WORDS or seconds <= 0:
        return Pace(words, None)
    return Pace(words, words * 60 / seconds)


@dataclass(frozen=True, slots=True)
class PaceAt:
    """The pace in a window around `at` seconds of the take."""

    at: float
    words_per_minute: float


def pace_curve(
    transcript: Transcript, seconds: float, window: float = PACE_WINDOW, step: float = 2.0
) -> tuple[PaceAt, ...]:
    """Words a minute in a window that slides along the take; only whole windows, so none in a shorter take.

    A word counts where its middle lies. Filler sounds are not words (see `pace`).
    """
    if seconds < window or min(window, step) <= 0:
        return ()
    middles = sorted((word.start + word.end) / 2 for word in transcript.words if not is_filler(word.text))
    made: list[PaceAt] = []
    first = last = 0
    for index in range(int((seconds - window) / step + 1e-9) + 1):
        begin = index * step
        first, last = _advance(middles, first, begin), _advance(middles, last, begin + window)
        made.append(PaceAt(begin + window / 2, (last - first) * 60 / window))
    return tuple(made)


def _advance(middles: Sequence[float], index: int, until: float) -> int:
    """The first index from `index` on whose word lies at `until` or later."""
    while index < len(middles) and middles[index] < until:
        index += 1
    return index
