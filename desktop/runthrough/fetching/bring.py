"""Models from a folder or a zip, for computers without a network."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from runthrough.domain.errors import NotAModel
from runthrough.domain.speech_models import SpeechModel, Vouched
from runthrough.fetching.install import Installer, origin_of
from runthrough.recognition.fingerprints import sha256
from runthrough.recognition.whisper_files import CONFIG, TOKENIZER, VOCABULARIES, WEIGHTS, problem_with

FEATURES = "preprocessor_config.json"
"""Needed by the models of the large-v3 family alone."""
PARTS = (WEIGHTS, CONFIG, TOKENIZER, *VOCABULARIES, FEATURES)
STEP = 1 << 20
"""Bytes that are unpacked at a time."""
ENCRYPTED = 0x1
"""Flag of a file in a zip (PKWARE, APPNOTE 4.4.4)."""
SNAPSHOTS = "snapshots"
"""In the cache of a hub: models--OWNER--NAME/snapshots/COMMIT."""


def bring(path: Path, installer: Installer, known: tuple[SpeechModel, ...], name: str | None = None) -> Path:
    """Install the model in a folder or a zip; returns where it is now. The original stays as it is.

    It gets the name `name`, else that of the model it is known as, else that of its folder or zip. Raises NotAModel,
    ModelThere, NoRoomForModel or OSError.
    """
    source = _source(path)
    called = name or _name_of(source.name, known)
    folder = _prepared(installer, called, source.bytes)
    try:
        source.write(folder)
        return installer.install(folder, called, {"brought": path.name, **_origin(folder, called, known)})
    except (NotAModel, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise (NotAModel(path, error.detail) if isinstance(error, NotAModel) else error) from error


def _origin(folder: Path, name: str, known: tuple[SpeechModel, ...]) -> dict[str, str]:
    """What is known of where it comes from: only the very files that were published are taken for them."""
    model = next((model for model in known if model.is_called(name)), None)
    if model is None or not {file.name for file in model.pinned} >= set(model.wanted):
        return {"vouched": Vouched.NOBODY.value}
    for file in model.pinned:
        part = folder / file.name
        if not part.is_file() or part.stat().st_size != file.bytes or sha256(part) != file.sha256:
            return {"vouched": Vouched.NOBODY.value}
    return origin_of(model, Vouched.MANIFEST)


@dataclass(frozen=True, slots=True)
class _Source:
    """A model that is to be copied: the name it goes by, how large it is, and how its files get into a folder."""

    name: str
    bytes: int
    write: Callable[[Path], None]


def _source(path: Path) -> _Source:
    if path.is_dir():
        folder = _model_folder(path)
        return _Source(_given_name(folder), sum(part.stat().st_size for part in _parts(folder)), partial(_copy, folder))
    if not zipfile.is_zipfile(path):
        raise NotAModel(path, "it is neither a folder nor a zip file" if path.exists() else "it does not exist")
    with zipfile.ZipFile(path) as archive:
        members = _members(archive, path)
    size = sum(member.file_size for member in members.values())
    return _Source(_zipped_name(members[WEIGHTS], path), size, partial(_unpack, path, members))


def _prepared(installer: Installer, name: str, needed: int) -> Path:
    """A new, empty folder beside the models."""
    if Path(name).name != name or name.startswith("."):
        raise NotAModel(Path(name), "a model's name is that of a folder")
    installer.refuse(name, needed)
    folder = installer.incoming(name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _parts(folder: Path) -> list[Path]:
    return [folder / name for name in PARTS if (folder / name).is_file()]


def _model_folder(path: Path) -> Path:
    """The one folder in there that holds weights; `path` itself where there is none, for that names what is missing."""
    found = [path] if (path / WEIGHTS).is_file() else [each.parent for each in sorted(path.glob(f"**/{WEIGHTS}"))]
    if len(found) > 1:
        raise NotAModel(path, f"there are {len(found)} models in it; give the folder of one")
    folder = found[0] if found else path
    problem = problem_with(folder)
    if problem is not None:
        raise NotAModel(folder, problem)
    return folder


def _copy(source: Path, target: Path) -> None:
    for part in _parts(source):
        shutil.copyfile(part, target / part.name)  # follows links, as a hub's cache has them


def _given_name(folder: Path) -> str:
    if folder.parent.name == SNAPSHOTS:
        return folder.parent.parent.name.split("--")[-1]
    return folder.resolve().name


def _name_of(given: str, known: tuple[SpeechModel, ...]) -> str:
    return next((model.folder for model in known if model.is_called(given)), given.lstrip(".") or "model")


def _zipped_name(weights: zipfile.ZipInfo, path: Path) -> str:
    return PurePosixPath(weights.filename).parent.name or path.stem


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The parts of the one model in a zip, by their names; nothing else of it is ever unpacked."""
    files = [each for each in archive.infolist() if not each.is_dir()]
    weights = [each for each in files if PurePosixPath(each.filename).name == WEIGHTS]
    if len(weights) != 1:
        raise NotAModel(path, f"{WEIGHTS} is missing" if not weights else f"there are {len(weights)} models in it")
    beside = PurePosixPath(weights[0].filename).parent
    found = {PurePosixPath(each.filename).name: each for each in files if PurePosixPath(each.filename).parent == beside}
    return {name: found[name] for name in PARTS if name in found}


def _unpack(path: Path, members: dict[str, zipfile.ZipInfo], target: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name, member in members.items():
            if member.flag_bits & ENCRYPTED:
                raise NotAModel(path, "it is locked with a password; unpack it and give the folder")
            try:
                with archive.open(member) as packed, (target / name).open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, STEP)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise NotAModel(path, f"{name} cannot be unpacked ({error})") from error
