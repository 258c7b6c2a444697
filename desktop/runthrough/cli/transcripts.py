"""Transcripts that were replaced, as lists and as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from runthrough.cli.listings import local_time
from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.speech import Transcript


@dataclass(frozen=True, slots=True)
class Replaced:
    """An earlier transcript of a section, by its number within the run-through; `standing` is what stands now."""

    number: int
    section: str
    take_id: str
    earlier: EarlierTranscript
    standing: Transcript | None


def show_replaced_list(listed: Sequence[Replaced], console: Console) -> None:
    """Each with what made it and when it was replaced."""
    if not listed:
        console.print("None of this was recognised again: there are no earlier transcripts.")
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in ("", "section", "made by", "replaced", "words"):
        table.add_column(heading)
    for each in listed:
        table.add_row(
            str(each.number),
            each.section,
            each.earlier.made_by,
            local_time(each.earlier.replaced_at),
            str(len(each.earlier.transcript.words)),
        )
    console.print(table)


def show_replaced(each: Replaced, console: Console) -> None:
    """Its text, and below it the one that stands."""
    at = local_time(each.earlier.replaced_at)
    console.print(f"{each.section}, by {each.earlier.made_by}, replaced {at}", style="bold")
    console.print(each.earlier.transcript.text or "no words")
    console.print("The one that stands", style="bold")
    console.print((each.standing.text if each.standing else "") or "no words")


def replaced_json(each: Replaced) -> dict[str, object]:
    """One as JSON."""
    words = each.earlier.transcript.words
    return {
        "number": each.number,
        "section": each.section,
        "meter": each.earlier.meter,
        "replaced_at": each.earlier.replaced_at,
        "text": each.earlier.transcript.text,
        "words": [{"text": word.text, "start": word.start, "end": word.end} for word in words],
        "verdicts": {verdict.checkpoint_id: verdict.verdict.value for verdict in each.earlier.verdicts},
    }
