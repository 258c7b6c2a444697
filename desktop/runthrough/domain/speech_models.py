"""Speech models as the speaker chooses among them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as it is published: its size in bytes and what its content is held to.

    `sha256` is that of the content; `git_sha1` that of a git blob, by which small files are known.
    """

    name: str
    bytes: int
    sha256: str | None = None
    git_sha1: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A model in one revision (a commit) of the repository it is published in."""

    repository: str
    revision: str
    files: tuple[PublishedFile, ...]

    @property
    def bytes(self) -> int:
        """All of it."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A model that can be had. `languages` is ("*",) for many; `megabytes` the size of a download.

    `repository` and `revision` (a commit) tell where it is published; `wanted` are the names of its files, and `pinned`
    those of which size and digest are known beforehand.
    """

    name: str
    folders: tuple[str, ...]
    licence: str
    languages: tuple[str, ...]
    megabytes: int
    good_for: str
    repository: str
    revision: str
    wanted: tuple[str, ...]
    pinned: tuple[PublishedFile, ...] = ()

    @property
    def folder(self) -> str:
        """The name of the folder it is installed in."""
        return self.folders[0]

    def is_called(self, wanted: str) -> bool:
        """Whether somebody means this one: `small.en`, `whisper:small.en`, `faster-whisper-small.en`."""
        return wanted.casefold() in {self.name.casefold(), *(folder.casefold() for folder in self.folders)}


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far a download is: bytes that are here, of so many."""

    here: int
    bytes: int
