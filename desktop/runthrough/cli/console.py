"""The two streams of a terminal program: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from runthrough.domain.clock import format_time
from runthrough.domain.hear_again import HeardSoFar
from runthrough.domain.speech_models import Fetched
from runthrough.rehearsal.hear_again import Progress as Told


def result_console() -> Console:
    """For results; plain where stdout is no terminal."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def talk_console() -> Console:
    """For questions, progress and errors."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def waiting(what: str) -> Generator[None]:
    """Show that something takes a moment."""
    with _progress() as progress:
        progress.add_task(what, total=None)
        yield


@contextmanager
def progress_of(what: str, seconds: float | None) -> Generator[Told]:
    """Show how much of `seconds` is done (None: unknown); yields what to call with the seconds done."""
    with _progress() as progress:
        task = progress.add_task(what, total=seconds)
        yield lambda done: progress.update(task, completed=done)


@contextmanager
def telling_bytes(what: str) -> Generator[Callable[[Fetched], None]]:
    """Show how much of a download is here and how long the rest takes; yields what to call with that."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk_console(), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda fetched: progress.update(task, total=fetched.bytes, completed=fetched.here)


@contextmanager
def progress_of_takes() -> Generator[Callable[[HeardSoFar], None]]:
    """Show which take of how many is heard, and how much of their sound; yields what to call with that."""
    with _progress() as progress:
        task = progress.add_task("Getting the recogniser ready", total=None)

        def show(so_far: HeardSoFar) -> None:
            seconds = f"{format_time(so_far.heard)} of {format_time(so_far.seconds)}"
            told = f"Transcribing take {so_far.number} of {so_far.takes}, {seconds}"
            progress.update(task, description=told, total=so_far.seconds, completed=so_far.heard)

        yield show


def _progress() -> Progress:
    columns = (SpinnerColumn("line"), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
    return Progress(*columns, console=talk_console(), transient=True)
