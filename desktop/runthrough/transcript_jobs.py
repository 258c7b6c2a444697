"""The jobs around transcripts that were replaced when a run-through was recognised again."""

from __future__ import annotations

from dataclasses import replace

from runthrough.app import App
from runthrough.cli.console import print_json, result_console, talk_console
from runthrough.cli.transcripts import Replaced, replaced_json, show_replaced, show_replaced_list
from runthrough.domain.errors import UnknownTranscript
from runthrough.domain.rehearsed import RunThrough


def transcripts(app: App, run: str, number: int | None, *, use: bool, as_json: bool) -> None:
    """List the earlier transcripts of a run-through, or show one (`number`, from 1), or let it stand again.

    Raises UnknownTranscript.
    """
    if use:
        with app.writing():
            runthrough = app.find(run)
            found = _chosen(app, runthrough, number)
            with app.journal() as journal:
                journal.earlier_restored(found.take_id, found.earlier.id, app.clock.now())
        talk_console().print(f"This transcript of {found.section} stands again; the other one is kept.")
    else:
        with app.reading():
            runthrough = app.find(run)
            listed = _replaced(app, runthrough) if number is None else [_chosen(app, runthrough, number)]
        if as_json:
            print_json([replaced_json(each) for each in listed])
        elif number is None:
            show_replaced_list(listed, result_console())
        else:
            show_replaced(listed[0], result_console())


def _chosen(app: App, runthrough: RunThrough, number: int | None) -> Replaced:
    listed = _replaced(app, runthrough)
    if number is None or number > len(listed):
        raise UnknownTranscript(str(number), len(listed))
    return listed[number - 1]


def _replaced(app: App, runthrough: RunThrough) -> list[Replaced]:
    """All of its sections, in their order; the latest of a section first."""
    found: list[Replaced] = []
    for section in app.review(runthrough).sections:
        if section.take is not None:
            earlier = app.library.earlier_transcripts(section.take.id)
            found += [Replaced(0, section.section.name, section.take.id, each, section.transcript) for each in earlier]
    return [replace(each, number=number) for number, each in enumerate(found, 1)]
