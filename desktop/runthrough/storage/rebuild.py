"""The library made again from what lies beside the recordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from runthrough.domain.errors import DatabaseDamaged
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.storage.database import bring_up_to_date, open_database, refusals, set_aside
from runthrough.storage.library import Library
from runthrough.storage.rows import runthrough_row, take_end_row, take_row, template_row

if TYPE_CHECKING:
    from sqlite_utils import Database

Sidecar = tuple[RunThrough, Take]
"""What lies beside one recording: its run-through (without takes) and the take."""

_LAST_ENDINGS = {Ending.FINISHED, Ending.DISK_FULL, Ending.MICROPHONE_LOST}
"""Endings of a take that end its run-through, too."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a library was given: run-throughs and takes it did not have, and endings of takes it thought open."""

    runthroughs: int
    takes: int
    endings: int


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`set_aside` is where the damaged database is now; None when the library was sound."""

    adopted: Adopted
    set_aside: Path | None


def rebuild_library(path: Path, sidecars: Iterable[Sidecar]) -> Rebuilt:
    """Set a damaged library aside and make a new one from the sidecars; a sound one is only given what it lacks.

    Nothing is deleted. Sidecars tell of run-throughs and takes alone, so transcripts and verdicts of a damaged library
    are not carried over: they can be made again from the recordings. Lost to the new library are its overrules,
    dismissals, earlier transcripts, the deaths of recognisers, saved templates and the archive; they remain in what was
    set aside. Nobody else may have the library open. Raises as `open_database`, but not DatabaseDamaged.
    """
    aside = set_aside(path) if _is_damaged(path) else None
    return Rebuilt(adopt(path, sidecars), aside)


def adopt(path: Path, sidecars: Iterable[Sidecar]) -> Adopted:
    """Give the library the run-throughs, takes and endings that it lacks, in one transaction; changes nothing else.

    A run-through whose last take ended it is adopted as finished then; any other stays unfinished, to be offered.
    Raises as `open_database`.
    """
    runthroughs = _grouped(sidecars)
    with closing(open_database(path, writing=True)) as database, refusals(path), database.atomic():
        return _adopt(database, runthroughs)


def _grouped(sidecars: Iterable[Sidecar]) -> list[RunThrough]:
    """Run-throughs with their takes, both in the order in which they were begun."""
    runthroughs: dict[str, RunThrough] = {}
    takes: defaultdict[str, list[Take]] = defaultdict(list)
    for runthrough, take in sorted(sidecars, key=lambda sidecar: (sidecar[0].started_at, sidecar[1].started_at)):
        runthroughs.setdefault(runthrough.id, runthrough)
        takes[runthrough.id].append(take)
    return [replace(runthrough, takes=tuple(takes[runthrough.id])) for runthrough in runthroughs.values()]


def _is_damaged(path: Path) -> bool:
    try:
        bring_up_to_date(path)
        with Library(path) as library:
            library.read_all()
    except DatabaseDamaged:
        return True
    return False


def _adopt(database: Database, runthroughs: list[RunThrough]) -> Adopted:
    known = {row["id"] for row in database.query("SELECT id FROM runthrough")}
    endings = {row["id"]: row["ending"] for row in database.query("SELECT id, ending FROM take")}
    new_runthroughs = [runthrough for runthrough in runthroughs if runthrough.id not in known]
    takes = [take for runthrough in runthroughs for take in runthrough.takes]
    new_takes = [take for take in takes if take.id not in endings]
    ended = [take for take in takes if take.id in endings and take.ending and not endings[take.id]]
    for runthrough in new_runthroughs:
        database.table("template").insert(template_row(runthrough), ignore=True)
        database.table("runthrough").insert({**runthrough_row(runthrough), "finished_at": _finished_at(runthrough)})
    database.table("take").insert_all(take_row(take) for take in new_takes)
    for take in ended:
        database.table("take").update(take.id, take_end_row(take))
    return Adopted(len(new_runthroughs), len(new_takes), len(ended))


def _finished_at(runthrough: RunThrough) -> str | None:
    """When a run-through ended, as far as its takes tell; they are in order."""
    last = runthrough.takes[-1]
    if runthrough.finished_at or last.ending not in _LAST_ENDINGS:
        return runthrough.finished_at
    return (datetime.fromisoformat(last.started_at) + timedelta(seconds=last.seconds)).isoformat()
