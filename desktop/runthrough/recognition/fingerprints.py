"""SHA-256 of model files. Bit rot in weights loads and runs without any error, and is found by nothing else."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import cast

from runthrough.recognition.whisper_files import model_files

RECORD = "first-use.json"
"""In the models folder: for each model's folder, the digests of its files when it was first used."""

STEP = 4 << 20
"""Bytes that are read at a time: some 10 ms of work."""

Digests = dict[str, str]
"""File name -> SHA-256 in hex."""


def sha256(path: Path) -> str:
    """The digest of a file. Raises OSError."""
    steps = _sha256_in_steps(path)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return str(done.value)


def _sha256_in_steps(path: Path) -> Generator[None, None, str]:
    """The same, pausing after each few megabytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(STEP):
            digest.update(block)
            yield
    return digest.hexdigest()


def first_use(models_folder: Path, folder: Path) -> Digests:
    """What the files of a model's folder were when it was first used; empty if that is not known."""
    return _read(models_folder / RECORD).get(str(folder.resolve()), {})


def remember_first_use(models_folder: Path, folder: Path) -> Iterator[None]:
    """Note the digests of a model's files, in steps, unless they are noted already.

    Where the folder cannot be written, nothing is noted, and nothing is lost but this comparison.
    """
    with suppress(OSError):
        if first_use(models_folder, folder):
            return
        digests: Digests = {}
        for path in model_files(folder):
            digests[path.name] = yield from _sha256_in_steps(path)
        record = models_folder / RECORD
        _write(record, _read(record) | {str(folder.resolve()): digests})


def _read(record: Path) -> dict[str, Digests]:
    """All that is noted; a record that cannot be read counts as none."""
    try:
        noted: object = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Digests]", noted) if isinstance(noted, dict) else {}


def _write(record: Path, noted: dict[str, Digests]) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    unfinished = record.with_suffix(f".{os.getpid()}.new")
    unfinished.write_text(json.dumps(noted, indent=1, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(record)
