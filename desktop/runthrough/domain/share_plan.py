"""What is written out of a run-through for others, where, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written where. `names` are masked and bleeped; without any everything leaves as it is."""

    page: Path
    sound: Path | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What was written: masks in the page, stretches of sound that were covered (0 without sound), its samples."""

    plan: Plan
    masked: int
    bleeped: int = 0
    frames: int = 0

    @property
    def told(self) -> str:
        """One sentence: "3 places masked, 2 stretches of sound covered"."""
        if not self.plan.names:
            return "Nothing was masked"
        masked = f"{_count(self.masked, 'place', 'places')} masked"
        covered = f"{_count(self.bleeped, 'stretch', 'stretches')} of sound covered"
        return masked if self.plan.sound is None else f"{masked}, {covered}"


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
