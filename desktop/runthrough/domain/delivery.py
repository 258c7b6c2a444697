"""How it was said. So far: the pace."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Transcript

TARGET_PACE = (130, 160)
"""Words a minute to aim at (norms.md: Orai, InterviewVoice, Read, Microsoft Speaker Coach; grade V)."""
QUIET_PACE = (110, 175)
"""Words a minute within which nothing is said (norms.md; our own choice between the vendors' bands)."""
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
