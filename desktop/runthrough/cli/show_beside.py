"""What a terminal shows beside the sections of a review: names of the list, contradicted figures, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from runthrough.cli.listings import local_time
from runthrough.domain.clock import format_time
from runthrough.domain.follow_ups import FollowUp, asked_in
from runthrough.domain.ledger import Contradiction, Figure
from runthrough.domain.norms import DEFAULT_AIMS, Aims
from runthrough.domain.pitfalls.of_review import Pitfalls, PossiblePitfall
from runthrough.domain.review import Review
from runthrough.domain.said_names import SaidName, how_many


@dataclass(frozen=True, slots=True)
class Beside:
    """`follow_ups` will be asked next time where `will_ask`; else they are what a listener might ask.

    `aims`: what the delivery is measured against. `pitfalls`: the possible ones by section id. `contradictions`: of its
    figures to those of earlier run-throughs.
    """

    follow_ups: tuple[FollowUp, ...] = ()
    will_ask: bool = False
    names: tuple[SaidName, ...] = ()
    aims: Aims = DEFAULT_AIMS
    pitfalls: Pitfalls = field(default_factory=dict[str, tuple[PossiblePitfall, ...]])
    contradictions: tuple[Contradiction, ...] = ()


def show_names(review: Review, names: Sequence[SaidName], console: Console) -> None:
    """Print which names were said, section by section; nothing for none."""
    if not names:
        return
    console.print(f"! {how_many(names)}")
    for section in review.sections:
        timed = section.seconds is not None
        for each in (name for name in names if name.section_id == section.section.id):
            at = f"{format_time(each.at)}  " if timed else ""
            unsure = "" if each.found.sure else "  (sounds like it)"
            console.print(Text(f"    {section.section.name}  {at}{each.found.name}{unsure}"))


def show_contradictions(found: Sequence[Contradiction], console: Console) -> None:
    """Print which figures contradict what was said before, with both quotes; nothing for none."""
    for pair in found:
        console.print(Text(f"≠ {pair.later.value} contradicts {pair.earlier.value}"))
        console.print(Text(f"    now: {_said(pair.later)}"))
        console.print(Text(f"    {local_time(pair.earlier.started_at)}: {_said(pair.earlier)}"))


def _said(figure: Figure) -> str:
    at = "" if figure.at is None else f" {format_time(figure.at)}"
    return f"{figure.section_name}{at}  “{figure.quote}”"


def show_questions(review: Review, beside: Beside, console: Console) -> None:
    """Print what was asked and what will be."""
    asked = asked_in(review)
    if asked:
        console.print("\nAsked this time:")
        for question in asked:
            console.print(Text(f"  {question}"))
    if beside.follow_ups:
        console.print("\nAsked next time:" if beside.will_ask else "\nA listener might ask:")
        for each in beside.follow_ups:
            console.print(Text(f"  {each.text}"))
