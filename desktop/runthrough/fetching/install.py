"""How a model gets into the models folder: whole and tried out beside it, then moved there in one step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import httpx2

from runthrough.domain.errors import ModelDamaged, ModelThere, NoRoomForModel, NotAModel, RecognitionFailed
from runthrough.domain.speech_models import Fetched, HubAccess, PublishedModel, SpeechModel, Vouched
from runthrough.fetching.download import PART, Downloads, Stop
from runthrough.fetching.hub import TIMEOUT, Hub, new_client
from runthrough.recognition.model_store import ORIGIN, EngineName, RecogniserChoice
from runthrough.recognition.process import RecogniserProcess
from runthrough.recognition.whisper_files import problem_with

INCOMING = ".incoming"
"""Folder beside the models for what is not whole yet; its name keeps it from being taken for a model."""
MARGIN = 200_000_000
"""Bytes that stay free beside a model: an hour of takes and room for the system."""

TryOut = Callable[[Path], None]
"""Loads the model in a folder and lets it hear something. Raises ModelDamaged or RecognitionFailed."""


Tell = Callable[[Fetched], object]

DIRECT = HubAccess()
"""As the environment says."""


def origin_of(model: SpeechModel | PublishedModel, vouched: Vouched) -> dict[str, str]:
    """What is kept beside a model that is what was published."""
    return {"repository": model.repository, "revision": model.revision, "vouched": vouched.value}


def try_out(folder: Path) -> None:
    """A TryOut with the real recogniser, in a process of its own."""
    with closing(RecogniserProcess(RecogniserChoice(EngineName.WHISPER, folder, folder.parent))) as process:
        _ = process.identity


def origin(folder: Path) -> dict[str, str]:
    """What was kept beside an installed model; empty where it was put there by hand."""
    try:
        kept: object = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, str]", kept) if isinstance(kept, dict) else {}


class Installer:
    """Puts models into one models folder. `check` tries out what is about to be installed."""

    def __init__(self, models: Path, check: TryOut = try_out, timeout: httpx2.Timeout = TIMEOUT) -> None:
        self._models, self._check, self._timeout = models, check, timeout

    def incoming(self, name: str) -> Path:
        """Where the parts of a model wait that is not whole yet."""
        return self._models / INCOMING / name

    def download(self, model: SpeechModel, tell: Tell, stop: Stop, access: HubAccess = DIRECT) -> Path:
        """Download a model, or go on with it, and install it; returns its folder.

        Asks the endpoint alone, and it for nothing but the model. Raises ModelThere, DownloadFailed, DownloadPaused,
        DownloadDamaged, NoRoomForModel, NotAModel and OSError; what is here stays for the next time.
        """
        self._refuse_present(model.folder)
        folder = self.incoming(model.folder)
        folder.mkdir(parents=True, exist_ok=True)
        with new_client(self._timeout, access.proxy) as client:
            hub = Hub(client, access.mirror)
            published = _published(hub, model)
            self._refuse_full(published.bytes - _bytes_in(folder))
            downloads, here = Downloads(client, stop), 0
            for file in published.files:
                tell_file = _adding(tell, here, published.bytes)
                downloads.fetch(hub.address(published, file), file, folder / file.name, tell_file)
                here += file.bytes
        vouched = Vouched.MANIFEST if published.files == model.pinned else Vouched.HUB
        return self.install(folder, model.folder, origin_of(published, vouched))

    def install(self, folder: Path, name: str, origin: dict[str, str]) -> Path:
        """Try out a whole model beside the others and move it to its place. Raises NotAModel, ModelThere or OSError."""
        problem = problem_with(folder) or self._tried(folder)
        if problem is not None:
            raise NotAModel(folder, problem)
        (folder / ORIGIN).write_text(json.dumps(origin, indent=2) + "\n", encoding="utf-8")
        self._refuse_present(name)
        target = self._models / name
        folder.replace(target)
        return target

    def waiting(self, name: str) -> int:
        """Bytes that are here of a model whose download pauses."""
        folder = self.incoming(name)
        return _bytes_in(folder) if folder.is_dir() else 0

    def discard(self, name: str) -> None:
        """Delete what is here of a download that pauses. Raises OSError."""
        shutil.rmtree(self.incoming(name))

    def remove(self, name: str) -> None:
        """Delete a model of this folder; half of one is never taken for a model. Raises OSError."""
        gone = self.incoming(f"{name}.removed")
        gone.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(gone, ignore_errors=True)
        (self._models / name).replace(gone)
        shutil.rmtree(gone)

    def refuse(self, name: str, needed: int) -> None:
        """Raises ModelThere where the name is taken, NoRoomForModel where so many bytes more would fill the disk."""
        self._refuse_present(name)
        self._refuse_full(needed)

    def _tried(self, folder: Path) -> str | None:
        try:
            self._check(folder)
        except (ModelDamaged, RecognitionFailed) as error:
            return error.detail
        return None

    def _refuse_present(self, name: str) -> None:
        if (self._models / name).exists():
            raise ModelThere(name, self._models / name)

    def _refuse_full(self, needed: int) -> None:
        self._models.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self._models).free
        if needed + MARGIN > free:
            raise NoRoomForModel(self._models, needed + MARGIN, free)


def _published(hub: Hub, model: SpeechModel) -> PublishedModel:
    """The files as the manifest vouches for them, and as the hub does where it does not."""
    pinned = {file.name: file for file in model.pinned}
    if set(model.wanted) <= set(pinned):
        return PublishedModel(model.repository, model.revision, model.pinned)
    told = hub.published(model.repository, model.wanted, model.revision)
    return replace(told, files=tuple(pinned.get(file.name, file) for file in told.files))


def _adding(tell: Tell, before: int, whole: int) -> Callable[[int], object]:
    return lambda here: tell(Fetched(before + here, whole))


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.suffix in {PART, ".bin", ".json", ".txt"})
