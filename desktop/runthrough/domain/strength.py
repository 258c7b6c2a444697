"""How well a checkpoint can be heard: what its author gives matters more than how it is looked for.

Measured on labelled answers (coverage notes, authoring ablation, F1 of "mentioned"): name alone .52, cue phrases
without an example sentence .66, cue phrases with one .73; what falls short of the last is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from runthrough.domain.question import Checkpoint
from runthrough.domain.template_advice import only_common

FEWEST_CUES = 3


class Strength(IntEnum):
    """How sure a verdict on a checkpoint can be."""

    WEAK = 0
    FAIR = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class MatchingStrength:
    """A checkpoint's strength; `lacks` says what would raise it, the most helpful first."""

    strength: Strength
    lacks: tuple[str, ...]


def matching_strength(point: Checkpoint) -> MatchingStrength:
    """What a checkpoint's wording lets the program hear."""
    cues = [cue for group in point.cue_groups[:1] for cue in group]
    lacks: list[str] = []
    if all(only_common(cue) for cue in cues):
        lacks.append("only common words")
    if not point.examples:
        lacks.append("no example sentence")
    if len(cues) < FEWEST_CUES:
        lacks.append(f"fewer than {FEWEST_CUES} cues")
    weak = "only common words" in lacks or len(lacks) > 1
    return MatchingStrength(Strength.WEAK if weak else Strength.FAIR if lacks else Strength.STRONG, tuple(lacks))
