"""What is rehearsed: questions, their templates, sections, checkpoints and pitfalls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Band:
    """The shortest and longest good length of a section, in seconds; `shortest` < `longest`."""

    shortest: float
    longest: float

    @property
    def midpoint(self) -> float:
        """Where "wrap up" begins (norms: Toastmasters' yellow light)."""
        return (self.shortest + self.longest) / 2


class Rank(StrEnum):
    """How much a checkpoint matters to its author."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Length(StrEnum):
    """How long an answer is wanted: one template, three budgets (`ladder`)."""

    FULL = "full"
    TWO_MINUTES = "2min"
    THIRTY_SECONDS = "30s"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A point that a section of the answer should cover.

    `cue_groups`: every group must be represented for *said*; any phrase of a group represents it. Never empty, no
    empty group. `needs_number`: the evidence must hold a quantity. `example`: a sentence as it might be spoken, or
    None. `id` is unique in the template and stable while section name and label stay: "moving-on/toward-not-away".
    """

    id: str
    label: str
    cue_groups: tuple[tuple[str, ...], ...]
    rank: Rank = Rank.SHOULD
    needs_number: bool = False
    examples: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()

    @property
    def keyword(self) -> str:
        """The first cue phrase: what the cue mode "keywords" shows."""
        return self.cue_groups[0][0]


@dataclass(frozen=True, slots=True)
class Pitfall:
    """Something to avoid; `phrases` are what it tends to sound like (may be empty)."""

    id: str
    label: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A timed part of an answer. `id` is the name as a slug, unique in the template."""

    id: str
    name: str
    band: Band
    prompt: str = ""
    checkpoints: tuple[Checkpoint, ...] = ()
    pitfalls: tuple[Pitfall, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A question's sections, as parsed from `text`. `version` is the first 12 hex digits of the text's SHA-256.

    `terms`: names and words of the field that the recogniser should know.
    """

    title: str
    sections: tuple[Section, ...]
    text: str
    version: str
    total: Band | None = None
    language: str = "en"
    tags: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def bands(self) -> Band:
        """What its sections take together."""
        return Band(
            sum(section.band.shortest for section in self.sections),
            sum(section.band.longest for section in self.sections),
        )

    @property
    def time(self) -> Band:
        """How long the whole answer should take: its total, or what its sections add up to."""
        return self.total or self.bands

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The checkpoints of all sections, in order."""
        return tuple(point for section in self.sections for point in section.checkpoints)

    @property
    def pitfalls(self) -> tuple[Pitfall, ...]:
        """The pitfalls of all sections, in order."""
        return tuple(pitfall for section in self.sections for pitfall in section.pitfalls)


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt to answer aloud. `id` is the template file's name without its ending.

    `length`: which of its lengths the template is; the full one is what is written.
    """

    id: str
    template: Template
    length: Length = Length.FULL
