"""Speech models as the speaker chooses among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from runthrough.domain.speed_trial import SpeedTrial


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


class Vouched(StrEnum):
    """Who says that a model's files are what was published."""

    MANIFEST = "manifest"
    """All of them are held to the digests that come with the program."""
    HUB = "hub"
    """At least one is held to what the place it came from tells of it."""
    NOBODY = "nobody"
    """It was brought, and is not the published one, or is not known."""


@dataclass(frozen=True, slots=True)
class HubAccess:
    """The way to models. `mirror`: a hub in place of Hugging Face; `proxy`: its address; None: the environment's."""

    mirror: str | None = None
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A speech model as it is chosen: one that is known, or that lies in a models folder.

    `name` is what the shelf is asked with ("small.en", "moonshine"), `recogniser` how it is chosen to listen
    ("whisper:small.en"), `title` how the speaker reads it. `good_for`, `licence` and `languages` are empty and
    `megabytes` is 0 where nothing is known of it. `folder`: where it is installed; None if it is not. `own`: it can be
    removed. `comes_along`: it is part of the program, and can be neither had nor removed. `trouble`: what is wrong with
    an installed one. `waiting`: bytes of a download that pauses. `preferred`: it listens where nobody chose another.
    """

    name: str
    recogniser: str
    title: str
    good_for: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()
    megabytes: int = 0
    folder: Path | None = None
    own: bool = False
    comes_along: bool = False
    trouble: str = ""
    waiting: int = 0
    preferred: bool = False
    trial: SpeedTrial | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far a download is: bytes that are here, of so many."""

    here: int
    bytes: int
