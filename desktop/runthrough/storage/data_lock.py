"""One copy of the program writes to a data folder, and the system sees to it.

The lock lies in the system, not in the file: it goes when its process ends, however it ends, so a file left behind,
empty or not, locks nobody out.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from runthrough.domain.errors import DataInUse, FolderUnwritable

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the systems answer when another process holds the lock (Windows: EACCES, EDEADLK)."""

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The byte that is locked: far behind the text, because Windows lets nobody read a locked byte."""

    def _acquire(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _release(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class DataLock:
    """Holds `<folder>/lock` while its block runs; makes the folder. May be entered again after it was left.

    Raises DataInUse when another holder, also of this process, is at work there, and FolderUnwritable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        file = self._open()
        try:
            _acquire(file)
        except OSError as error:
            file.close()
            if error.errno in _HELD:
                raise DataInUse(self._folder) from error
            raise self._unwritable(error) from error
        self._file = file
        _note(file, f"{os.getpid()}\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            _note(self._file, "")
            _release(self._file)
            self._file.close()  # and stays where it is: removing it would race with the next holder
            self._file = None

    def _open(self) -> IO[bytes]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return (self._folder / "lock").open("ab", buffering=0)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> FolderUnwritable:
        return FolderUnwritable(self._folder, error.strerror or str(error))


def _note(file: IO[bytes], text: str) -> None:
    """Say in the file who holds it. For people alone, so a full disk is no reason to refuse."""
    with contextlib.suppress(OSError):
        file.truncate(0)
        file.write(text.encode())
