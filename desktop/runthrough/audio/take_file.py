"""Takes on disk: a WAV file that is whole after a kill at any moment, and a sidecar that tells what it is.

The header is made true and the file synced each second, so a player can open it even while it is recorded. Measured on
kill -9: the bytes of the last write are there, only the header lags; `mend` makes it agree with them.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import struct
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from runthrough.audio.sample_reader import TakeReader
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take

SYNC_SECONDS = 1.0
"""How often header and samples are put safely on disk; at most this much can be lost (0.3 ms each time, measured)."""
HEADER_BYTES = 44
BYTES_A_SAMPLE = 2
SIDECAR_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Sidecars:
    """What lies in the folder of takes. `broken` names sidecars that cannot be read, and recordings without one."""

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
        """Open a new take file, sidecar first. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_sidecar(self._sidecar(take.id), runthrough, take)
        return TakeFile(self._wav(take.id), self._sidecar(take.id), runthrough, take)

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

    def sidecars(self) -> Sidecars:
        """All takes of the folder, in the order of their ids; one that cannot be read does not stop the others."""
        whole: list[tuple[RunThrough, Take]] = []
        broken: list[Path] = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                whole.append(read_sidecar(path))
            except (OSError, ValueError, KeyError, TypeError):
                broken.append(path)
        known = {path.stem for path in self._folder.glob("*.json")}
        broken += [path for path in sorted(self._folder.glob("*.wav")) if path.stem not in known]
        return Sidecars(tuple(whole), tuple(broken))

    def mend(self, runthrough: RunThrough, take: Take) -> Take:
        """Make a take that was cut off whole: its header true, its sidecar saying RECOVERED.

        A recording that is missing or none of ours is left as it is; the take has no frames then.
        """
        frames = mend_wav(self._wav(take.id)) if self._wav(take.id).exists() else 0
        mended = replace(take, frames=frames, ending=Ending.RECOVERED)
        with contextlib.suppress(OSError):  # a full disk: it is mended again at the next start
            write_sidecar(self._sidecar(take.id), runthrough, mended)
        return mended

    def discard(self, take_id: str) -> None:
        """Delete a take's files; what is gone already is gone. Raises OSError."""
        self._wav(take_id).unlink(missing_ok=True)
        self._sidecar(take_id).unlink(missing_ok=True)

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
        self._write_all(wav_header(self._rate, 0))

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
        with contextlib.suppress(OSError):
            self._file.truncate(HEADER_BYTES + self.frames * BYTES_A_SAMPLE)
            self.sync()
            _full_sync(self._file.fileno())
        self._file.close()
        with contextlib.suppress(OSError):
            write_sidecar(self._sidecar, self._runthrough, take)

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
    data = frames * BYTES_A_SAMPLE
    form = struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * BYTES_A_SAMPLE, BYTES_A_SAMPLE, 8 * BYTES_A_SAMPLE)
    return b"RIFF" + struct.pack("<I", HEADER_BYTES - 8 + data) + b"WAVEfmt " + form + b"data" + struct.pack("<I", data)


def mend_wav(path: Path) -> int:
    """Make the header agree with the samples that are there; returns how many. 0, and no change, for another file."""
    with path.open("r+b") as file:
        header = file.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES or header[:4] != b"RIFF" or header[8:16] != b"WAVEfmt ":
            return 0
        rate = int.from_bytes(header[24:28], "little")
        frames = (path.stat().st_size - HEADER_BYTES) // BYTES_A_SAMPLE
        file.seek(0)
        file.write(wav_header(rate, frames))
        file.truncate(HEADER_BYTES + frames * BYTES_A_SAMPLE)
        file.flush()
        os.fsync(file.fileno())
    return frames


def write_sidecar(path: Path, runthrough: RunThrough, take: Take) -> None:
    """Write a sidecar so that it is always either the old one or the new one, whole. Raises OSError."""
    run = {key: value for key, value in asdict(runthrough).items() if key != "takes"}
    text = json.dumps({"format": SIDECAR_FORMAT, "runthrough": run, "take": asdict(take)}, ensure_ascii=False, indent=1)
    fresh = path.with_suffix(".json.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_sidecar(path: Path) -> tuple[RunThrough, Take]:
    """A run-through (without takes) and one take. Raises OSError, or ValueError, KeyError, TypeError when broken."""
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if read["format"] != SIDECAR_FORMAT:
        raise ValueError(read["format"])
    take = dict(read["take"])
    take["gaps"] = tuple(Gap(**gap) for gap in take["gaps"])
    take["pauses"] = tuple(take["pauses"])
    take["ending"] = None if take["ending"] is None else Ending(take["ending"])
    return RunThrough(**read["runthrough"]), Take(**take)
