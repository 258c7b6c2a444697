"""A file that only takes up room, to be given up when the disk is full."""

from __future__ import annotations

import os
from pathlib import Path

BALLAST_BYTES = 1_000_000
"""Room for what a run-through still has to commit: some hundred pages of 4096 bytes, each written twice at most."""


class Ballast:
    """The file `ballast` in the data folder. Used by the copy that holds the `DataLock`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ballast"

    def make(self) -> bool:
        """Put the file there, whole; returns whether it is. Without room there is none, which is no error."""
        try:
            if self._path.exists() and self._path.stat().st_size == BALLAST_BYTES:
                return True
            with self._path.open("wb") as file:
                file.write(os.urandom(BALLAST_BYTES))  # zeros would take no room where the disk compresses
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> bool:
        """Give the room back; returns whether there was any to give."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
