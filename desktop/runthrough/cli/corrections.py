"""Terms that were misheard, in a terminal: what stands, and what was heard."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from runthrough.domain.clock import format_time
from runthrough.domain.corrections import Correction
from runthrough.domain.review import SectionReview

Json = dict[str, object]


def show_corrections(sections: Sequence[SectionReview], console: Console) -> None:
    """One line for each, section by section."""
    if not any(section.corrections for section in sections):
        console.print("No term of the question was put right.")
    for section in sections:
        if section.corrections:
            console.print(section.section.name)
        for each in section.corrections:
            console.print(Text(f"  {format_time(each.begin)}  {each.begin:.1f}–{each.end:.1f} s  {_told(each)}"))


def show_put_right(review: SectionReview, run: str | None, console: Console) -> None:
    """Say which words of a transcript are terms that were put right, and how the speaker takes that back."""
    if not review.corrections:
        return
    listed = "; ".join(f"{each.begin:.1f} s {_told(each)}" for each in review.corrections)
    back = f"; to change one: `runthrough terms {run} SECONDS heard|term --section {review.section.id}`" if run else ""
    console.print(Text(f"  Terms of the question: {listed}{back}", style="dim"))


def corrections_json(corrections: Sequence[Correction]) -> list[Json]:
    """In seconds of the take; `first` and `last` are word indices; `kept`: what was heard stands, not the term."""
    return [
        {
            "begin": each.begin,
            "end": each.end,
            "first": each.first,
            "last": each.last,
            "term": each.term,
            "heard": each.heard,
            "kept": each.kept,
        }
        for each in corrections
    ]


def _told(correction: Correction) -> str:
    if correction.kept:
        return f"“{correction.heard}” kept as heard, in place of “{correction.term}”"
    return f"“{correction.term}”, heard as “{correction.heard}”"
