"""One file, downloaded in as many parts as it takes, and held to its size and digest before it gets its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx2

from runthrough.domain.errors import DownloadDamaged, DownloadFailed, DownloadPaused
from runthrough.domain.speech_models import PublishedFile

PART = ".part"
"""Ends the name of a file that is not whole yet."""
BLOCK = 1 << 20
"""Bytes that are compared at a time."""
TRIES = 5
"""Failures in a row, without a byte between them, after which the download waits for another day."""
PAUSES = (1.0, 2.0, 5.0, 10.0)
"""Seconds before each try but the first."""
OK, PARTIAL, OUT_OF_RANGE, TOO_MANY, SERVER_ERROR = 200, 206, 416, 429, 500

Progress = Callable[[int], object]
"""Is told how many bytes of a file are here."""


class Stop(Protocol):
    """Somebody may want it to pause; threading.Event is one."""

    def is_set(self) -> bool:
        """Whether they do."""
        ...

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds, or until they do."""
        ...


class _Again(Exception):
    """This try brought no whole file, another may; the text says why."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """Downloads over one client; `stop` pauses them."""

    client: httpx2.Client
    stop: Stop

    def fetch(self, address: str, file: PublishedFile, target: Path, progress: Progress) -> None:
        """Download a file to `target`, going on where an earlier call stopped, also one that was killed.

        Raises DownloadPaused when asked to stop, DownloadFailed when the server or the network gives up,
        DownloadDamaged where the content is not what was published (what came of it is deleted then), and OSError.
        """
        if _is_published(target, file):
            progress(file.bytes)
            return
        part = target.with_name(target.name + PART)
        failures = 0
        while _size(part) != file.bytes:
            before = _size(part)
            try:
                self._read_on(address, file, part, progress)
            except (httpx2.TransportError, _Again) as error:
                failures = 1 if _size(part) > before else failures + 1
                if failures >= TRIES:
                    raise DownloadFailed(file.name, str(error) or type(error).__name__) from error
                self.stop.wait(PAUSES[min(failures, len(PAUSES)) - 1])
        if not _is_published(part, file):
            raise _discarded(part, file)
        part.replace(target)

    def _read_on(self, address: str, file: PublishedFile, part: Path, progress: Progress) -> None:
        """Add what is missing to the part. Raises _Again and httpx2.TransportError, and what `fetch` raises."""
        here = _size(part)
        asked = {"Accept-Encoding": "identity", **({"Range": f"bytes={here}-"} if here else {})}
        with self.client.stream("GET", address, headers=asked) as answer:
            _check_answer(answer, file, part)
            goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {here}-")
            written = here if goes_on else 0
            with part.open("ab" if goes_on else "wb") as whole:
                for block in answer.iter_raw():
                    if self.stop.is_set():
                        raise DownloadPaused(file.name)
                    whole.write(block)
                    written += len(block)
                    progress(written)
                    if written > file.bytes:
                        break
        if written > file.bytes:
            raise _discarded(part, file)
        if written < file.bytes:
            raise _Again(f"it ended after {written} of {file.bytes} bytes")


def _discarded(part: Path, file: PublishedFile) -> DownloadDamaged:
    part.unlink(missing_ok=True)
    return DownloadDamaged(file.name)


def _check_answer(answer: httpx2.Response, file: PublishedFile, part: Path) -> None:
    if answer.status_code == OUT_OF_RANGE:
        part.unlink(missing_ok=True)
        raise _Again("what was here did not fit what is published")
    if answer.status_code >= SERVER_ERROR or answer.status_code == TOO_MANY:
        raise _Again(f"the server answered {answer.status_code}")
    if answer.status_code not in (OK, PARTIAL):
        raise DownloadFailed(file.name, f"the server answered {answer.status_code}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _is_published(path: Path, file: PublishedFile) -> bool:
    """Whether the content has the size and the digest that were published."""
    if _size(path) != file.bytes:
        return False
    sha256 = hashlib.sha256()
    git = hashlib.sha1(f"blob {file.bytes}\0".encode(), usedforsecurity=False)  # as git names the content of a file
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            sha256.update(block)
            git.update(block)
    if file.sha256 is not None:
        return sha256.hexdigest() == file.sha256
    return file.git_sha1 is not None and git.hexdigest() == file.git_sha1
