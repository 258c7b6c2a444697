"""What the pitfall rules work on and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from runthrough.domain.question import Pitfall
from runthrough.domain.scoring import Answer
from runthrough.domain.verdicts import Evidence


@dataclass(frozen=True, slots=True)
class Heard:
    """What a rule may look at: a take's words, and those of earlier takes of its section.

    `earlier`: plain words (`spans.plain`) without fillers.
    """

    answer: Answer
    earlier: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule found something: places `first` to `last` among the answer's spoken words, both included."""

    first: int
    last: int


Find = Callable[[Heard, Pitfall | None], Iterator[Match]]
"""Looks for a kind of pitfall; the pitfall is the template's own, None where the template lists none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of pitfall and how it is found.

    `everywhere`: it holds in every section; else only in sections whose template lists such a pitfall, which `signs`
    (beginnings of words or phrases in its name) tell. `source`: where the rule comes from, with its grade of norms.md.
    `found` and `quiet` are answers that it must and must not find; the tests say each of them.
    """

    id: str
    title: str
    explanation: str
    suggestion: str
    source: str
    find: Find
    signs: tuple[str, ...] = ()
    everywhere: bool = False
    found: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A possible pitfall: by which rule, in the template's words (`label`), on what evidence, and what to do instead.

    `rule` is the id of a rule. `kind` is what a speaker may not want to hear of again: the rule's id, or the id of the
    pitfall that only its template knows.
    """

    rule: str
    kind: str
    label: str
    evidence: Evidence
    suggestion: str
