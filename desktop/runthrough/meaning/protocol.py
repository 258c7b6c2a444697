"""What the program and the meaning process say to one another: one request, one reply. Light; all of it pickles."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.meaning import Aim


@dataclass(frozen=True, slots=True)
class Compare:
    """Asks for a `Likeness`."""

    spans: tuple[str, ...]
    aims: tuple[Aim, ...]
    decoys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Said once, unasked: the weights are loaded."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Said once, unasked, in place of Loaded; the process then ends."""

    detail: str
