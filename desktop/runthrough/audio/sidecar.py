"""Sidecars: what lies beside each recording, from which the library can be made again."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from runthrough.domain.question import Length
from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take

SIDECAR_FORMAT = 1


def write_sidecar(path: Path, runthrough: RunThrough, take: Take) -> None:
    """Write a sidecar so that it is always either the old one or the new one, whole. Raises OSError."""
    run = {key: value for key, value in asdict(runthrough).items() if key != "takes"}
    text = json.dumps({"format": SIDECAR_FORMAT, "runthrough": run, "take": asdict(take)}, ensure_ascii=False, indent=1)
    fresh = fresh_sidecar(path)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def fresh_sidecar(path: Path) -> Path:
    """Where a new version of a sidecar is written before it takes the old one's place; a crash may leave it there."""
    return path.with_suffix(".json.new")


def sync_folder(folder: Path) -> None:
    """Put new names on disk, too: on POSIX systems the sync of a file does not include its entry in the folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems cannot sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_sidecar(path: Path) -> tuple[RunThrough, Take]:
    """A run-through (without takes) and one take. Raises OSError, or ValueError, KeyError, TypeError when broken.

    A copy under another name, as cloud drives make them, is broken, too: its take would be there twice.
    """
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if read["format"] != SIDECAR_FORMAT:
        raise ValueError(read["format"])
    fields = dict(read["take"])
    fields["gaps"] = tuple(Gap(float(gap["at"]), float(gap["seconds"])) for gap in fields["gaps"])
    fields["pauses"] = tuple(float(pause) for pause in fields["pauses"])
    fields["ending"] = None if fields["ending"] is None else Ending(fields["ending"])
    told = dict(read["runthrough"])
    told["length"] = Length(told.get("length", Length.FULL))
    told["follow_ups"] = tuple(told.get("follow_ups", ()))
    runthrough, take = RunThrough(**told), Take(**fields)
    _check_runthrough(runthrough)
    _check_take(take)
    if (take.id, take.runthrough_id) != (path.stem, runthrough.id):
        raise ValueError(take.id)
    return runthrough, take


def _check_runthrough(runthrough: RunThrough) -> None:
    texts = (runthrough.id, runthrough.question_id, runthrough.template_version, runthrough.template_text)
    _texts(*texts, *runthrough.follow_ups)
    _moment(runthrough.started_at)
    if runthrough.finished_at is not None:
        _moment(runthrough.finished_at)
    if runthrough.takes:
        raise ValueError(runthrough.takes)


def _check_take(take: Take) -> None:
    _texts(take.section_id, take.device)
    _moment(take.started_at)
    _at_least(1, take.number)
    _at_least(1, take.sample_rate)
    _at_least(0, take.frames)
    _at_least(0, take.clipped)


def _texts(*values: object) -> None:
    for value in values:
        if not isinstance(value, str):
            raise TypeError(value)


def _moment(value: object) -> None:
    """A moment in ISO 8601 with its time zone: others could not be put in order with ours."""
    if not isinstance(value, str):
        raise TypeError(value)
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError(value)


def _at_least(least: int, value: object) -> None:
    if not isinstance(value, int):
        raise TypeError(value)
    if value < least:
        raise ValueError(value)
