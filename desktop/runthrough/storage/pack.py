"""Packs: several questions in one zip file, to hand on; and what somebody else's zip file may hold.

A pack from elsewhere is not trusted: nothing of it is written under the name it asks for, and nothing is unpacked that
says it is larger than a template can be. Python's `zipfile` does not guard against either (its documentation, "zip
bombs", "absolute paths").
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from runthrough.domain.errors import PackUnreadable
from runthrough.domain.template_text import file_slug
from runthrough.storage.questions import MOST_BYTES
from runthrough.storage.text_file import write_bytes

MOST_FILES = 2000
MOST_TOTAL_BYTES = 50_000_000
"""Unpacked. A thousand long templates have 10 MB."""
_OLD = (1980, 1, 1, 0, 0, 0)
"""The moment in every entry, so that equal questions make an equal pack."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A template in a pack: the id it would have by its name, and its text."""

    question_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of a pack that is not taken, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds."""

    entries: tuple[PackEntry, ...]
    refused: tuple[Refused, ...]


def write_pack(path: Path, entries: Sequence[PackEntry]) -> None:
    """Write a pack in place of what is there. Raises FolderUnwritable or DiskTooFull."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for entry in entries:
            pack.writestr(zipfile.ZipInfo(f"{entry.question_id}.txt", _OLD), entry.text, zipfile.ZIP_DEFLATED)
    write_bytes(path, buffer.getvalue())


def read_pack(path: Path) -> Pack:
    """What can be used of a zip file, and what is refused. Raises PackUnreadable for what is no zip file at all."""
    try:
        with zipfile.ZipFile(path) as pack:
            return _read(pack)
    except OSError as error:
        raise PackUnreadable(path, error.strerror or str(error)) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise PackUnreadable(path, str(error)) from error


def _read(pack: zipfile.ZipFile) -> Pack:
    entries: list[PackEntry] = []
    refused: list[Refused] = []
    names: set[str] = set()
    total = 0
    for number, info in enumerate(info for info in pack.infolist() if not info.is_dir()):
        question_id = file_slug(PurePosixPath(info.filename).stem)
        reason = _reason(info, question_id, names)
        if not reason and number >= MOST_FILES:
            reason = f"a pack has at most {MOST_FILES} files"
        if not reason and total + info.file_size > MOST_TOTAL_BYTES:
            reason = "the pack is larger than 50 MB when unpacked"
        text, reason = ("", reason) if reason else _text(pack, info)
        if reason:
            refused.append(Refused(info.filename, reason))
            continue
        total += info.file_size
        names.add(question_id)
        entries.append(PackEntry(question_id, text))
    return Pack(tuple(entries), tuple(refused))


def _reason(info: zipfile.ZipInfo, question_id: str, names: set[str]) -> str:
    """Why a file is refused without looking into it; "" if it is not."""
    posix, windows = PurePosixPath(info.filename), PureWindowsPath(info.filename)
    if posix.is_absolute() or windows.drive or windows.root or ".." in (*posix.parts, *windows.parts):
        return "its path leads out of the pack"
    if posix.suffix.lower() != ".txt" or posix.name.startswith("."):
        return "it is no text file"
    if info.flag_bits & 0x1:
        return "it is encrypted"
    if info.file_size > MOST_BYTES:
        return "it is larger than 1 MB"
    if not question_id:
        return "its name has no letter or digit"
    return "there are two files of this name" if question_id in names else ""


def _text(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[str, str]:
    """The text, or why there is none. Never reads more than a template may have, whatever the entry says."""
    try:
        with pack.open(info) as file:
            data = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return "", "it is damaged"
    if len(data) > MOST_BYTES:
        return "", "it is larger than 1 MB"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", "it is not UTF-8"
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""
