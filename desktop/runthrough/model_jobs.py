"""The jobs around speech models: what there is, get, bring, remove and read through."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

from runthrough.app import App
from runthrough.cli.console import print_json, result_console, talk_console, telling_bytes, waiting
from runthrough.domain.errors import ModelDamaged, UnknownModel
from runthrough.domain.speech_models import SpeechModel
from runthrough.fetching.bring import bring
from runthrough.fetching.catalogue import catalogue, wanted_model
from runthrough.fetching.install import Installer
from runthrough.recognition.model_store import EngineName, RecogniserChoice


def models(app: App, *, as_json: bool) -> None:
    """List what is installed and what can be had."""
    installed = {choice.folder.name: choice for choice in _installed(app)}
    known = catalogue(app.places.shipped_models)
    if as_json:
        print_json([_as_json(model, installed.get(model.folder)) for model in known] + _others_json(installed, known))
        return
    console = result_console()
    console.print(
        f"moonshine  comes with the program, English{'' if _has_moonshine(app) else ' (not on this computer)'}"
    )
    for model in known:
        here = installed.get(model.folder)
        state = f"installed in {here.folder}" if here else f"{model.megabytes} MB to download"
        console.print(f"{model.folder}  {state}; {model.good_for}; licence {model.licence}")
    for name in installed.keys() - {model.folder for model in known}:
        console.print(f"{name}  installed in {installed[name].folder}")


def get(app: App, name: str, *, mirror: str | None, yes: bool, as_json: bool) -> None:
    """Download a model, or go on with it. Raises UnknownModel and what Installer.download raises."""
    model = wanted_model(catalogue(app.places.shipped_models), name)
    question = f"Download {model.folder}, {model.megabytes} MB, from {mirror or model.repository}?"
    if not yes and not click.confirm(question, err=True):
        return
    installer = Installer(app.places.models)
    with _until_interrupted() as stop, telling_bytes(model.folder) as tell:
        folder = installer.download(model, tell, stop, mirror)
    _tell_installed(folder, as_json)


def add(app: App, path: Path, *, name: str | None, as_json: bool) -> None:
    """Install the model in a folder or zip. Raises what `bring` raises."""
    with waiting(f"Copying and trying out {path.name}"):
        folder = bring(path, Installer(app.places.models), catalogue(app.places.shipped_models), name)
    _tell_installed(folder, as_json)


def remove(app: App, name: str, *, yes: bool, as_json: bool) -> None:
    """Delete a model from the speaker's own models folder. Raises UnknownModel."""
    own = [choice for choice in _installed(app) if choice.folder.parent == app.places.models]
    found = next((choice for choice in own if choice.is_called(name)), None)
    if found is None:
        raise UnknownModel(name, tuple(choice.folder.name for choice in own))
    if not yes and not click.confirm(f"Delete {found.folder}?", err=True):
        return
    Installer(app.places.models).remove(found.folder.name)
    if as_json:
        print_json({"removed": found.folder.name})
    else:
        result_console().print(f"{found.folder.name} is deleted. What it transcribed stays.")


def check(app: App, names: tuple[str, ...], *, as_json: bool) -> None:
    """Read models through and tell of each whether it is sound. Raises ModelDamaged for the first that is not."""
    damaged: list[ModelDamaged] = []
    results: dict[str, str] = {}
    for name in names or app.models.names():
        try:
            with waiting(f"Reading {name}"):
                app.models.verify(name)
        except ModelDamaged as error:
            damaged.append(error)
            results[name] = error.detail
        else:
            results[name] = "sound"
    if as_json:
        print_json(results)
    else:
        for name, result in results.items():
            result_console().print(f"{name}  {result}")
    if damaged:
        raise damaged[0]


def _installed(app: App) -> list[RecogniserChoice]:
    """The Whisper models, also damaged ones."""
    return [choice for choice in app.models.choices() if choice.engine is EngineName.WHISPER]


def _has_moonshine(app: App) -> bool:
    return any(choice.engine is EngineName.MOONSHINE for choice in app.models.choices())


def _as_json(model: SpeechModel, here: RecogniserChoice | None) -> dict[str, object]:
    return {
        "name": model.folder,
        "megabytes": model.megabytes,
        "licence": model.licence,
        "languages": list(model.languages),
        "good_for": model.good_for,
        "repository": model.repository,
        "installed": str(here.folder) if here else None,
    }


def _others_json(installed: dict[str, RecogniserChoice], known: tuple[SpeechModel, ...]) -> list[dict[str, object]]:
    names = {model.folder for model in known}
    return [{"name": name, "installed": str(each.folder)} for name, each in installed.items() if name not in names]


def _tell_installed(folder: Path, as_json: bool) -> None:
    if as_json:
        print_json({"name": folder.name, "installed": str(folder)})
    else:
        result_console().print(
            f"{folder.name} is installed in {folder}. It is used from now on, unless you choose another."
        )


@contextmanager
def _until_interrupted() -> Generator[threading.Event]:
    """Ctrl+C asks the download to pause, so that its last block is whole."""
    stop = threading.Event()

    def pause(_number: int, _frame: object) -> None:
        talk_console().print("Pausing …")
        stop.set()

    before = signal.signal(signal.SIGINT, pause)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
