"""The number ledger in a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from runthrough.cli.listings import local_time
from runthrough.domain.clock import format_time
from runthrough.domain.ledger import Contradiction, Entry, Figure

Json = dict[str, object]


def show_numbers(entries: Sequence[Entry], console: Console) -> None:
    """Each measure with its figures, newest first; a contradicted one has a sign and says so."""
    if not entries:
        console.print("No figures yet: nothing with a number was said and transcribed.")
    for entry in entries:
        told = "  contradicts itself" if entry.contradictions else ""
        console.print(Text(f"{'≠' if entry.contradictions else ' '} {entry.title}", style="bold"), Text(told), sep="")
        against = {figure for pair in entry.contradictions for figure in (pair.earlier, pair.later)}
        for figure in entry.figures:
            console.print(Text(f"  {'≠' if figure in against else ' '} {_line(figure)}"))
            console.print(Text(f"      “{figure.quote}”", style="dim"))


def _line(figure: Figure) -> str:
    at = "" if figure.at is None else f" {format_time(figure.at)}"
    return (
        f"{figure.value}  ·  {local_time(figure.started_at)}  ·  {figure.section_name}{at}  ·  {figure.runthrough_id}"
    )


def numbers_json(entries: Sequence[Entry]) -> list[Json]:
    """The measures; a contradiction gives the places of its two figures in `figures`."""
    return [
        {
            "measure": entry.title,
            "figures": [_figure_json(figure) for figure in entry.figures],
            "contradictions": [
                {"earlier": entry.figures.index(pair.earlier), "later": entry.figures.index(pair.later)}
                for pair in entry.contradictions
            ],
        }
        for entry in entries
    ]


def contradictions_json(found: Sequence[Contradiction]) -> list[Json]:
    """Each with the figure said now and the one before."""
    return [{"earlier": _figure_json(pair.earlier), "later": _figure_json(pair.later)} for pair in found]


def _figure_json(figure: Figure) -> Json:
    quantity = figure.measured.quantity
    return {
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "approximate": quantity.approximate,
        "text": figure.value,
        "role": figure.measured.role,
        "runthrough": figure.runthrough_id,
        "started_at": figure.started_at,
        "section": figure.section_id,
        "at": figure.at,
        "checkpoint": figure.checkpoint_id or None,
        "quote": figure.quote,
    }
