"""The take that is being written, and what it means when the disk refuses it."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from runthrough.domain.errors import DiskTooFull, FolderUnwritable, RunthroughError
from runthrough.domain.rehearsed import Take
from runthrough.rehearsal.ports import TakeStore, TakeWriter


@dataclass(slots=True)
class OpenTake:
    """The take that is being written; owned by the capture thread."""

    take: Take
    writer: TakeWriter
    told_frames: int = 0

    @property
    def seconds(self) -> float:
        """How long it is by now."""
        return self.writer.frames / self.take.sample_rate


def disk_error(error: OSError, takes: TakeStore, at: float | None, section: str) -> RunthroughError:
    """What an error of the disk means: full, or not writable. `at` and `section` as in DiskTooFull."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskTooFull(takes.folder, takes.free_bytes(), at, section)
    return FolderUnwritable(takes.folder, error.strerror or str(error))
