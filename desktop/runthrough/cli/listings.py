"""Lists: questions, history, and what doctor found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from runthrough.domain.agreement import DEFINITION, Agreement
from runthrough.domain.clock import format_band, format_time
from runthrough.domain.made_by import MadeBy, told, what_changed
from runthrough.domain.question import Question, Section
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.review import latest_takes
from runthrough.domain.template_problems import Weight
from runthrough.domain.template_text import Reading
from runthrough.storage.library import TemplateVersion


def show_questions(questions: Sequence[Question], console: Console) -> None:
    """Each question with its sections."""
    for question in questions:
        template = question.template
        total = f"  {format_band(template.total)}" if template.total else ""
        console.print(f"{question.id}: {template.title}{total}", style="bold")
        table = Table.grid(padding=(0, 2))
        for section in template.sections:
            table.add_row("", section.id, section.name, format_band(section.band), _points(section))
        console.print(table)


def show_problems(source: str, reading: Reading, console: Console) -> None:
    """Every problem of a template with its place and what to do."""
    for problem in reading.problems:
        place = f"{source}, line {problem.line}, column {problem.column}"
        console.print(f"{place}: {problem.weight.name.lower()}: {problem.what} {problem.fix}")
    errors = sum(problem.weight is Weight.ERROR for problem in reading.problems)
    others = len(reading.problems) - errors
    console.print(f"{source}: {'can be used' if not errors else 'cannot be used'}, {errors} errors, {others} others")


def show_versions(versions: Sequence[TemplateVersion], console: Console) -> None:
    """Each version with its last use."""
    if not versions:
        console.print("Never saved and never spoken to: there is only what is in use.")
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in ("version", "last used", "run-throughs"):
        table.add_column(heading)
    for each in versions:
        table.add_row(each.version, local_time(each.used_at), str(each.runthroughs))
    console.print(table)


def _points(section: Section) -> str:
    count = len(section.checkpoints)
    return f"{count} checkpoint{'' if count == 1 else 's'}"


def show_history(
    runthroughs: Sequence[RunThrough],
    said: Sequence[tuple[int, int]],
    made_by: Sequence[tuple[MadeBy, ...]],
    console: Console,
) -> None:
    """Each run-through, newest first; `said` gives (said, asked) for each, `made_by` what made its verdicts.

    A mark stands where figures cannot be compared with those of the question's run-through before.
    """
    if not runthroughs:
        console.print("No run-throughs yet. Run `runthrough rehearse` to make the first one.")
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for heading in ("run-through", "when", "question", "time", "sections", "said", ""):
        table.add_column(heading)
    changes = _changes(runthroughs, made_by)
    for runthrough, (covered, asked), change in zip(runthroughs, said, changes, strict=True):
        latest = latest_takes(runthrough.takes)
        seconds = sum(take.seconds for take, _ in latest.values())
        table.add_row(
            runthrough.id,
            local_time(runthrough.started_at),
            runthrough.question_id,
            format_time(seconds),
            str(len(latest)),
            f"{covered} of {asked}",
            f"{'≠' if change else ''}{'' if runthrough.finished_at else ' unfinished'}".strip(),
        )
    console.print(table)
    for runthrough, change in zip(runthroughs, changes, strict=True):
        if change:
            console.print(f"≠ {runthrough.id}: {change}; what is said there cannot be compared with what is older.")


def _changes(runthroughs: Sequence[RunThrough], made_by: Sequence[tuple[MadeBy, ...]]) -> list[str]:
    """What measured each, newest first, where it is another than in the run-through of its question before; else ""."""
    words: list[str] = []
    before: dict[str, tuple[MadeBy, ...]] = {}
    for runthrough, made in zip(reversed(runthroughs), reversed(made_by), strict=True):
        changed = what_changed(made, before.get(runthrough.question_id, ()))
        words.append(f"{changed}, {told(made)}" if changed else "")
        if made:
            before[runthrough.question_id] = made
    return words[::-1]


def show_agreement(agreed: Agreement, console: Console) -> None:
    """How often machine and speaker agree on a question, and over what it is counted."""
    console.print(f"What Runthrough hears {agreed.words} verdicts of this question.")
    console.print(DEFINITION, style="dim")


def local_time(utc: str) -> str:
    """An ISO 8601 time in UTC as date and time of this computer's zone."""
    return datetime.fromisoformat(utc).astimezone().strftime("%Y-%m-%d %H:%M")


def show_facts(facts: dict[str, dict[str, object]], console: Console) -> None:
    """Named facts in groups, as doctor gathers them."""
    for group, entries in facts.items():
        console.print(group, style="bold")
        table = Table.grid(padding=(0, 2))
        for name, value in entries.items():
            table.add_row("", name, str(value))
        console.print(table)


def rebuilt_line(runthroughs: int, takes: int, aside: Path | None) -> str:
    """What came of making the library again."""
    moved = f" The damaged library is kept as {aside}." if aside else " The library was sound."
    return f"{runthroughs} run-throughs and {takes} takes were taken up from the recordings.{moved}"
