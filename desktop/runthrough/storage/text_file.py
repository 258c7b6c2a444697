"""Small text files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Generator
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO

from runthrough.domain.errors import DiskTooFull, FileUnwritable, FolderUnwritable, RunthroughError


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


@contextlib.contextmanager
def replacing(path: Path) -> Generator[BinaryIO]:
    """A new file that takes the place of `path` when the block is done; after an error nothing of it is left.

    For files that the speaker asks for, so no folder is made. Raises FileUnwritable, also for what the block meets
    while it writes; what was there is untouched then.
    """
    if path.is_dir() or not path.name:
        raise FileUnwritable(path, "it is a folder")
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise FileUnwritable(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def refusal(path: Path, error: OSError) -> RunthroughError:
    """Why a file cannot be written, as a fact."""
    if error.errno in (ENOSPC, EDQUOT):
        there = next(folder for folder in path.absolute().parents if folder.exists())
        return DiskTooFull(path.parent, shutil.disk_usage(there).free)
    return FolderUnwritable(path.parent, error.strerror or str(error))
