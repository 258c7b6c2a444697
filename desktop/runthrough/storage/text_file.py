"""Small text files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from errno import EDQUOT, ENOSPC
from pathlib import Path

from runthrough.domain.errors import DiskTooFull, FolderUnwritable, RunthroughError


def write_text(path: Path, text: str) -> None:
    """Put a text (UTF-8, plain line ends) in place of what is there, in one step; makes the folder.

    Raises FolderUnwritable or DiskTooFull; what was there is untouched then.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """The same for any content."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> RunthroughError:
    """Why a file cannot be written, as a fact."""
    if error.errno in (ENOSPC, EDQUOT):
        there = next(folder for folder in path.absolute().parents if folder.exists())
        return DiskTooFull(path.parent, shutil.disk_usage(there).free)
    return FolderUnwritable(path.parent, error.strerror or str(error))
