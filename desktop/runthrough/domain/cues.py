"""What a speaker may see of the checkpoints while speaking."""

from __future__ import annotations

from enum import StrEnum

from runthrough.domain.question import Section


class CueMode(StrEnum):
    """Full wording, the first cue phrase of each, or nothing."""

    FULL = "full"
    KEYWORDS = "keywords"
    HIDDEN = "hidden"

    def next(self) -> CueMode:
        """The mode after this one; C cycles."""
        modes = list(CueMode)
        return modes[(modes.index(self) + 1) % len(modes)]


def cues(section: Section, mode: CueMode) -> list[str]:
    """The checkpoints as the cue mode allows them to be seen."""
    if mode is CueMode.HIDDEN:
        return []
    return [point.label if mode is CueMode.FULL else point.keyword for point in section.checkpoints]
