"""Takes on disk: a WAV file that is whole after a kill at any moment, and a sidecar that tells what it is.

The header is made true and the file synced each second, so a player can open it even while it is recorded. Measured on
kill -9: the bytes of the last write are there, only the header lags; `mend` makes it agree with them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import struct
import sys
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from pathlib import Path

from runthrough.audio.sample_reader import TakeReader
from runthrough.audio.sidecar import fresh_sidecar, read_sidecar, sync_folder, write_sidecar
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import Ending, RunThrough, Take

SYNC_SECONDS = 1.0
"""How often header and samples are put safely on disk; at most this much can be lost (0.3 ms each time, measured)."""
HEADER_BYTES = 44
BYTES_A_SAMPLE = 2
MOST_DATA_BYTES = 2**32 - HEADER_BYTES
"""The largest size a WAV header can tell; a longer take (12 hours at 48 kHz) is whole on disk all the same."""


@dataclass(frozen=True, slots=True)
class Sidecars:
    """What lies in the folder of takes. `broken`: sidecars that cannot be used, and recordings without one."""

    whole: tuple[tuple[RunThrough, Take], ...]
    broken: tuple[Path, ...]


class TakeFolder:
    """The folder of takes (port TakeStore): `<take id>.wav` with `<take id>.json` beside it, never renamed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._folder

    def create(self, runthrough: RunThrough, take: Take) -> TakeFile:
        """Open a new take file, sidecar first. Raises OSError, and then leaves nothing behind.

        A take that is there already is never touched: FileExistsError.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._wav(take.id).exists() or self._sidecar(take.id).exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self._wav(take.id)))
        try:
            write_sidecar(self._sidecar(take.id), runthrough, take)
            return TakeFile(self._wav(take.id), self._sidecar(take.id), runthrough, take)
        except OSError:
            with contextlib.suppress(OSError):
                self.discard(take.id)
            raise

    def follow(self, take: Take) -> TakeReader:
        """A reader of the take's samples. Raises AudioUnreadable when there is no such file."""
        path = self._wav(take.id)
        if not path.exists():
            raise AudioUnreadable(path, "missing")
        return TakeReader(path, take.sample_rate, HEADER_BYTES)

    def free_bytes(self) -> int:
        """Room left on the disk that holds the takes."""
        folder = next(folder for folder in (self._folder, *self._folder.parents) if folder.exists())
        return shutil.disk_usage(folder).free

    def sidecars(self, known: Container[str] = ()) -> Sidecars:
        """All takes of the folder, in the order of their ids; one that cannot be read does not stop the others.

        Sidecars of takes whose ids are `known` already are not opened.
        """
        whole: list[tuple[RunThrough, Take]] = []
        broken: list[Path] = []
        paths = sorted(self._folder.glob("*.json"))
        for path in (path for path in paths if path.stem not in known):
            try:
                whole.append(read_sidecar(path))
            except (OSError, ValueError, KeyError, TypeError):
                broken.append(path)
        described = {path.stem for path in paths}
        broken += [path for path in sorted(self._folder.glob("*.wav")) if path.stem not in described]
        return Sidecars(tuple(whole), tuple(broken))

    def mend(self, runthrough: RunThrough, take: Take) -> Take:
        """Make a take that was cut off whole: its header true, its sidecar saying RECOVERED.

        A recording that is missing or none of ours is left as it is; the take has no frames then. One that cannot be
        opened (on Windows: while another program plays it) is mended at a later start; until then it has no ending.
        """
        try:
            frames = mend_wav(self._wav(take.id)) if self._wav(take.id).exists() else 0
        except OSError:
            return take
        mended = replace(take, frames=frames, ending=Ending.RECOVERED)
        with contextlib.suppress(OSError):  # a full disk: it is mended again at the next start
            write_sidecar(self._sidecar(take.id), runthrough, mended)
        return mended

    def discard(self, take_id: str) -> None:
        """Delete a take's files; what is gone already is gone. Raises OSError."""
        self._wav(take_id).unlink(missing_ok=True)
        self._sidecar(take_id).unlink(missing_ok=True)
        fresh_sidecar(self._sidecar(take_id)).unlink(missing_ok=True)

    def path(self, take_id: str) -> Path:
        """Where a take's samples lie, whether there are any or not."""
        return self._wav(take_id)

    def _wav(self, take_id: str) -> Path:
        return self._folder / f"{take_id}.wav"

    def _sidecar(self, take_id: str) -> Path:
        return self._folder / f"{take_id}.json"


class TakeFile:
    """One take that is being written (port TakeWriter); used by one thread."""

    def __init__(self, path: Path, sidecar: Path, runthrough: RunThrough, take: Take) -> None:
        self._sidecar = sidecar
        self._runthrough = runthrough
        self._rate = take.sample_rate
        self._bytes = 0
        self._synced = 0
        self._file = path.open("xb", buffering=0)
        try:
            self._write_all(wav_header(self._rate, 0))
            sync_folder(path.parent)
        except OSError:
            self._file.close()
            raise

    @property
    def frames(self) -> int:
        """Samples written so far."""
        return self._bytes // BYTES_A_SAMPLE

    def write(self, block: bytes) -> None:
        """Append samples. Raises OSError; then as much of the block as was written counts."""
        self._write_all(block, count=True)
        if self._bytes - self._synced >= SYNC_SECONDS * self._rate * BYTES_A_SAMPLE:
            self.sync()

    def sync(self) -> None:
        """Make the header true and put everything safely on disk."""
        self._file.seek(0)
        self._write_all(wav_header(self._rate, self.frames))
        self._file.seek(HEADER_BYTES + self._bytes)
        os.fsync(self._file.fileno())
        self._synced = self._bytes

    def close(self, take: Take) -> None:
        """Sync, close, and note in the sidecar how the take ended.

        Does not raise: where the disk refuses even this, the take is found unfinished at the next start and mended.
        """
        steps: tuple[Callable[[], object], ...] = (
            lambda: self._file.truncate(HEADER_BYTES + self.frames * BYTES_A_SAMPLE),
            self.sync,
            lambda: _full_sync(self._file.fileno()),
            self._file.close,
            lambda: write_sidecar(self._sidecar, self._runthrough, take),
        )
        for step in steps:
            with contextlib.suppress(OSError):
                step()

    def _write_all(self, data: bytes, *, count: bool = False) -> None:
        rest = memoryview(data)
        while rest:
            written = self._file.write(rest)
            if count:
                self._bytes += written
            rest = rest[written:]


def _full_sync(descriptor: int) -> None:
    """On macOS fsync leaves the data in the drive's cache; this does not."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)


def wav_header(rate: int, frames: int) -> bytes:
    """The 44 bytes before mono 16-bit samples."""
    data = min(frames * BYTES_A_SAMPLE, MOST_DATA_BYTES)
    form = struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * BYTES_A_SAMPLE, BYTES_A_SAMPLE, 8 * BYTES_A_SAMPLE)
    return b"RIFF" + struct.pack("<I", HEADER_BYTES - 8 + data) + b"WAVEfmt " + form + b"data" + struct.pack("<I", data)


def mend_wav(path: Path) -> int:
    """Make the header agree with the samples that are there; returns how many. 0, and no change, for another file.

    Raises OSError when it cannot be opened or written.
    """
    with path.open("r+b") as file:
        header = file.read(HEADER_BYTES)
        rate = int.from_bytes(header[24:28], "little")
        if not _is_ours(header, rate):
            return 0
        frames = (path.stat().st_size - HEADER_BYTES) // BYTES_A_SAMPLE
        file.seek(0)
        file.write(wav_header(rate, frames))
        file.truncate(HEADER_BYTES + frames * BYTES_A_SAMPLE)
        file.flush()
        os.fsync(file.fileno())
    return frames


def _is_ours(header: bytes, rate: int) -> bool:
    """Whether a header is one of ours but for its two sizes: mono, 16 bits, nothing between form and samples."""
    if len(header) < HEADER_BYTES or rate * BYTES_A_SAMPLE >= 2**32:
        return False
    ours = wav_header(rate, 0)
    return (header[:4], header[8:40]) == (ours[:4], ours[8:40])
