"""The speaker's word that something is no pitfall."""

from __future__ import annotations

from dataclasses import dataclass

SAME_PLACE = 2.0
"""Seconds by which the begin of a dismissed finding may move when a take is transcribed anew."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Something is no pitfall: at one place of one take, or (no take) never in its question.

    `kind` as in `Finding`; `begin` in seconds of the take.
    """

    kind: str
    take_id: str | None = None
    begin: float | None = None

    @property
    def for_ever(self) -> bool:
        """Whether it holds for the question."""
        return self.take_id is None

    def silences(self, kind: str, take_id: str | None, begin: float) -> bool:
        """Whether it is about a finding of a kind that begins at this second of a take."""
        here = self.take_id == take_id and abs((self.begin or 0.0) - begin) <= SAME_PLACE
        return self.kind == kind and (self.for_ever or here)
