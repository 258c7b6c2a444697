"""Which recognisers can be used, which one is, and whether its files are sound. Light: loads no engine."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from runthrough.domain.errors import ModelDamaged, NoRecogniser
from runthrough.recognition.fingerprints import RECORD, first_use, sha256
from runthrough.recognition.whisper_files import english_only, looks_like_a_model, problem_with

MANIFEST = "manifest.toml"
ORIGIN = "complete.json"
"""In a model's folder, where this program put it there: where it came from."""


class EngineName(StrEnum):
    """The engines; an engine's name is how its recognisers' names begin."""

    WHISPER = "whisper"
    MOONSHINE = "moonshine"


@dataclass(frozen=True, slots=True)
class RecogniserChoice:
    """A recogniser with its weights. `models_folder` is where the speaker's models lie, and what is noted on them.

    `avoid_gpu`: why a graphics card is not to be used; "" where one may be.
    """

    engine: EngineName
    folder: Path
    models_folder: Path
    avoid_gpu: str = ""

    @property
    def name(self) -> str:
        """By which it is chosen: "moonshine", "whisper:base.en"."""
        return self.engine.value if self.engine is EngineName.MOONSHINE else f"{self.engine.value}:{self.folder.name}"

    @property
    def title(self) -> str:
        """How the speaker reads it: "Moonshine", "Whisper base.en"."""
        return "Moonshine" if self.engine is EngineName.MOONSHINE else f"Whisper {self.folder.name}"

    @property
    def english_only(self) -> bool:
        """Whether it understands no other language."""
        return self.engine is EngineName.MOONSHINE or english_only(self.folder)

    def is_called(self, wanted: str) -> bool:
        """Whether this is meant; of a Whisper model the folder's name suffices. Capitals do not count."""
        names = {self.name, self.folder.name} if self.engine is EngineName.WHISPER else {self.name}
        return wanted.casefold() in {name.casefold() for name in names}


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of a known model; None where the manifest does not vouch for its content."""

    name: str
    bytes: int | None
    sha256: str | None

    def problem_in(self, folder: Path) -> str | None:
        """What is wrong with it there, as far as can be seen without reading it; None if nothing."""
        path = folder / self.name
        if not path.is_file():
            return f"{self.name} is missing"
        size = path.stat().st_size
        return None if self.bytes in (None, size) else f"{self.name} has {size} bytes, not {self.bytes}"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model of the manifest. `folders` are the folder names, in lower case, by which it is known."""

    name: str
    folders: tuple[str, ...]
    files: tuple[KnownFile, ...]
    revision: str | None = None

    def describes(self, choice: RecogniserChoice) -> bool:
        """Whether this is about that recogniser."""
        if choice.engine is EngineName.MOONSHINE:
            return self.name == choice.name
        return choice.folder.name.lower() in self.folders


def moonshine_folder() -> Path | None:
    """The weights inside the wheel; None if it is not installed, or is one of the later ones that carry none."""
    found = find_spec("moonshine_voice")
    for location in (found.submodule_search_locations or ()) if found else ():
        folder = Path(location) / "assets" / "tiny-en"
        if folder.is_dir():
            return folder
    return None


class ModelStore:
    """The recognisers of this computer.

    Whisper models are folders inside the models folders; the first of these is the speaker's own, the last holds the
    manifest. Of two models of one name, that in the earlier folder counts. Nothing is cached.
    """

    def __init__(self, folders: Sequence[Path], find_moonshine: Callable[[], Path | None] = moonshine_folder) -> None:
        self._folders = tuple(folders)
        self._find_moonshine = find_moonshine

    def names(self) -> tuple[str, ...]:
        """All recognisers, also damaged ones, the preferred first."""
        return tuple(choice.name for choice in self._choices())

    def choices(self) -> tuple[RecogniserChoice, ...]:
        """The same with their folders."""
        return tuple(self._choices())

    def choose(self, wanted: str | None = None) -> RecogniserChoice:
        """The recogniser called `wanted`; if None, the preferred one. Its files are looked at, but not read through.

        Preferred is Whisper, in the order of the manifest and then of the alphabet; Moonshine, where no Whisper model
        is installed. A damaged model is never passed over in silence. Raises NoRecogniser or ModelDamaged.
        """
        choice = self._find(wanted)
        self._check(choice)
        return choice

    def verify(self, name: str) -> None:
        """Read a recogniser's files through and compare them with the manifest, or with what they were when first used.

        Takes a second or so for each 500 MB. Raises NoRecogniser or ModelDamaged.
        """
        choice = self._find(name)
        self._check(choice)
        known = next((model for model in self._known() if model.describes(choice)), None)
        vouched = {file.name: file.sha256 for file in known.files if file.sha256} if known else {}
        if choice.engine is EngineName.WHISPER and not _came_from(choice.folder, known):
            vouched = {}  # there are many conversions of each model
        self._compare(choice, vouched, "is not the published file")
        noted = first_use(choice.models_folder, choice.folder)
        changed = f"has changed since it was first used (if you meant to change it, delete {RECORD})"
        self._compare(choice, noted, changed)

    def _find(self, wanted: str | None) -> RecogniserChoice:
        for choice in self._choices():
            if wanted is None or choice.is_called(wanted):
                return choice
        raise NoRecogniser(wanted, self._folders[0])

    def _choices(self) -> list[RecogniserChoice]:
        own = self._folders[0]
        whispers = [RecogniserChoice(EngineName.WHISPER, folder, own) for folder in self._whisper_folders()]
        moonshine = self._find_moonshine()
        embedded = [RecogniserChoice(EngineName.MOONSHINE, moonshine, own)] if moonshine else []
        return sorted(whispers, key=self._preference()) + embedded

    def _whisper_folders(self) -> Iterable[Path]:
        found: dict[str, Path] = {}
        for models in self._folders:
            for folder in models.iterdir() if models.is_dir() else ():
                if looks_like_a_model(folder):
                    found.setdefault(folder.name, folder)
        return found.values()

    def _preference(self) -> Callable[[RecogniserChoice], tuple[int, str]]:
        known = self._known()

        def rank(choice: RecogniserChoice) -> tuple[int, str]:
            ranks = (rank for rank, model in enumerate(known) if model.describes(choice))
            return next(ranks, len(known)), choice.name

        return rank

    def _check(self, choice: RecogniserChoice) -> None:
        if choice.engine is EngineName.WHISPER:
            self._refuse(choice, problem_with(choice.folder))
            return
        for model in self._known():
            if model.describes(choice):
                problems = (file.problem_in(choice.folder) for file in model.files)
                self._refuse(choice, next(filter(None, problems), None))

    def _compare(self, choice: RecogniserChoice, digests: dict[str, str], otherwise: str) -> None:
        for name, digest in digests.items():
            try:
                same = sha256(choice.folder / name) == digest
            except OSError as error:
                self._refuse(choice, f"{name} cannot be read ({error.strerror})")
            else:
                self._refuse(choice, None if same else f"{name} {otherwise}")

    def _refuse(self, choice: RecogniserChoice, problem: str | None) -> None:
        if problem is not None:
            raise ModelDamaged(choice.title, choice.folder, problem)

    def _known(self) -> tuple[KnownModel, ...]:
        """The models of the manifest, in its order; none where there is no manifest."""
        path = self._folders[-1] / MANIFEST
        if not path.is_file():
            return ()
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["models"]
        return tuple(
            KnownModel(
                entry["name"],
                tuple(folder.lower() for folder in entry.get("folders", ())),
                tuple(KnownFile(file["name"], file.get("bytes"), file.get("sha256")) for file in entry["files"]),
                entry.get("revision"),
            )
            for entry in entries
        )


def _came_from(folder: Path, known: KnownModel | None) -> bool:
    """Whether a model was downloaded in the very revision that the manifest is of."""
    try:
        origin: dict[str, str] = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return known is not None and known.revision is not None and origin.get("revision") == known.revision
