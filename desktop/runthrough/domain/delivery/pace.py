"""How fast it was said: over the whole, along the take, and while speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runthrough.domain import norms
from runthrough.domain.delivery.moments import FEWEST_WORDS, Moment, Spoken
from runthrough.domain.normalise import is_filler
from runthrough.domain.norms import DEFAULT_AIMS, QUIET_PACE, SPOKEN_PAUSE, Aims, Norm

PACE_WINDOW = 20.0
"""Seconds over which the pace is measured along a take (norms.md)."""
PACE_STEP = 2.0
"""Seconds from one window to the next."""


@dataclass(frozen=True, slots=True)
class PaceAt:
    """The pace in a window around `at` seconds of the take; `outside` the quiet zone it is marked."""

    at: float
    words_per_minute: float
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """`words` without filler sounds; `words_per_minute` over the whole take, pauses included, None if too short.

    `curve` and `moments`, the stretches outside the quiet zone, are empty where only the whole was measured. `norm`
    has the speaker's own band.
    """

    words: int
    words_per_minute: float | None
    curve: tuple[PaceAt, ...] = ()
    moments: tuple[Moment, ...] = ()
    norm: Norm = norms.PACE


@dataclass(frozen=True, slots=True)
class Articulation:
    """Words a minute of the `spoken_seconds`, without the silences; None if too short or not measured."""

    words_per_minute: float | None
    spoken_seconds: float | None
    moments: tuple[Moment, ...] = ()
    norm: Norm = norms.ARTICULATION


def pace(spoken: Spoken, aims: Aims = DEFAULT_AIMS) -> Pace:
    """Speaking rate of a take: all words, pauses included (the National Center for Voice and Speech's definition).

    Filler sounds (um, uh) are not words: they are counted apart.
    """
    low, high = aims.pace_band
    norm = replace(norms.PACE, band=(float(low), float(high)))
    words = spoken.counted
    if words < FEWEST_WORDS or not spoken.seconds:
        return Pace(words, None, norm=norm)
    curve = pace_curve(spoken, aims.quiet_pace)
    return Pace(words, words * 60 / spoken.seconds, curve, _outside(curve, aims.quiet_pace), norm)


def articulation(spoken: Spoken) -> Articulation:
    """Words over the time spent speaking: silences of 250 ms and more are left out."""
    silence = spoken.silence(SPOKEN_PAUSE)
    if silence is None or spoken.seconds is None:
        return Articulation(None, None)
    speaking = round(spoken.seconds - silence, 3)
    words = spoken.counted
    if words < FEWEST_WORDS or speaking <= 0:
        return Articulation(None, speaking)
    return Articulation(words * 60 / speaking, speaking)


def pace_curve(
    spoken: Spoken, quiet: tuple[int, int] = QUIET_PACE, window: float = PACE_WINDOW, step: float = PACE_STEP
) -> tuple[PaceAt, ...]:
    """Words a minute in a window that slides along the take; only whole windows, so none in a shorter take.

    A word counts where its middle lies. Filler sounds are not words (see `pace`).
    """
    seconds = spoken.seconds or 0.0
    if seconds < window or min(window, step) <= 0:
        return ()
    middles = sorted((word.start + word.end) / 2 for word in spoken.words if not is_filler(word.text))
    made: list[PaceAt] = []
    first = last = 0
    for index in range(int((seconds - window) / step + 1e-9) + 1):
        begin = index * step
        first, last = _advance(middles, first, begin), _advance(middles, last, begin + window)
        rate = (last - first) * 60 / window
        made.append(PaceAt(begin + window / 2, rate, outside=not quiet[0] <= rate <= quiet[1]))
    return tuple(made)


def _advance(middles: Sequence[float], index: int, until: float) -> int:
    """The first index from `index` on whose word lies at `until` or later."""
    while index < len(middles) and middles[index] < until:
        index += 1
    return index


def _outside(curve: Sequence[PaceAt], quiet: tuple[int, int]) -> tuple[Moment, ...]:
    """The stretches that windows outside the quiet zone cover; windows that overlap are one stretch."""
    made: list[Moment] = []
    for fast in (False, True):
        marked = [each for each in curve if each.outside and (each.words_per_minute > quiet[1]) is fast]
        run: list[PaceAt] = []
        for each in marked:
            if run and each.at - run[-1].at > PACE_WINDOW:
                made.append(_stretch(run, fast=fast))
                run = []
            run.append(each)
        if run:
            made.append(_stretch(run, fast=fast))
    return tuple(sorted(made, key=lambda moment: moment.begin or 0.0))


def _stretch(run: Sequence[PaceAt], *, fast: bool) -> Moment:
    rates = [each.words_per_minute for each in run]
    text = f"up to {max(rates):.0f} words a minute" if fast else f"down to {min(rates):.0f} words a minute"
    half = PACE_WINDOW / 2
    return Moment(text, max(0.0, run[0].at - half), run[-1].at + half)
