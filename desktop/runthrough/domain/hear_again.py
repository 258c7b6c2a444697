"""What is to be recognised (again), and how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from runthrough.domain.errors import RunthroughError
from runthrough.domain.rehearsed import RunThrough, Take

DEADLY = 2
"""Deaths of the recogniser's process after which a take is not tried again by itself (design notes on recognition)."""


class Scope(StrEnum):
    """Which of the takes that stand for their sections; each scope holds those before it."""

    PENDING = "pending"
    OLDER = "older"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be recognised. Nothing that is named: everything.

    `runthroughs` and `takes` are ids; a take that is named is heard whatever the scope says. `scope`: PENDING, what has
    no whole transcript; OLDER, also what was made by another recogniser, another version of it, or other rules; ALL.
    `recogniser` None is the one that is chosen; `language` None is that of each question. `by_itself`: nobody asked for
    these very recordings, so one that ended the recogniser DEADLY times is skipped.
    """

    runthroughs: tuple[str, ...] = ()
    question_id: str | None = None
    takes: tuple[str, ...] = ()
    scope: Scope = Scope.PENDING
    recogniser: str | None = None
    language: str | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class OneTake:
    """A take with its run-through."""

    runthrough: RunThrough
    take: Take


@dataclass(frozen=True, slots=True)
class HeardSoFar:
    """How far it is: the take that is heard, its number from 1, and seconds of sound over all of them."""

    at: OneTake
    number: int
    takes: int
    heard: float
    seconds: float

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(1.0, self.heard / self.seconds) if self.seconds else 1.0


@dataclass(frozen=True, slots=True)
class NotHeard:
    """A take that could not be transcribed, and why."""

    one: OneTake
    error: RunthroughError


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """What came of it. `skipped`: takes that ended the recogniser DEADLY times."""

    heard: tuple[OneTake, ...] = ()
    failed: tuple[NotHeard, ...] = ()
    skipped: tuple[OneTake, ...] = ()
    stopped: bool = False
