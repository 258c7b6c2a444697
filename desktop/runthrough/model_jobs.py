"""The jobs around speech models: what there is, get, bring, remove, read through and try."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import click

from runthrough.app import App
from runthrough.cli.console import print_json, result_console, talk_console, telling_bytes, waiting
from runthrough.cli.speech_models import rows_as_json, show_models, show_trial, trial_as_json
from runthrough.domain.errors import DataInUse, DownloadPaused, ModelDamaged, RunthroughError
from runthrough.domain.speech_models import Fetched, HubAccess, Vouched
from runthrough.fetching.install import origin
from runthrough.fetching.shelf import ModelShelf
from runthrough.shelf_of import shelf_of
from runthrough.storage.data_lock import DataLock
from runthrough.storage.settings import read_settings

VOUCHING = {
    Vouched.MANIFEST: "Its files are the published ones, by the digests that come with the program.",
    Vouched.HUB: "Its files are those that the place it came from tells of; not all digests come with the program.",
    Vouched.NOBODY: "Nobody vouches for its content; from its first use on it is held to what it is then.",
}


def models(app: App, *, as_json: bool) -> None:
    """List what is installed and what can be had."""
    rows = shelf_of(app).rows()
    if as_json:
        print_json(rows_as_json(rows))
    else:
        show_models(rows, result_console())


def get(app: App, name: str, *, mirror: str | None, proxy: str | None, yes: bool, as_json: bool) -> None:
    """Download a model, or go on with it. Raises what ModelShelf.get raises."""
    shelf = shelf_of(app)
    model = shelf.known(name)
    chosen = read_settings(app.places.settings)[0].hub
    access = HubAccess(mirror or chosen.mirror, proxy or chosen.proxy)
    question = f"Download {model.folder}, {model.megabytes} MB, from {access.mirror or model.repository}?"
    if not yes and not click.confirm(question, err=True):
        return
    try:
        with _pausing(shelf), _telling(model.folder, as_json=as_json) as tell:
            folder = shelf.get(name, tell, access)
    except DownloadPaused:
        if as_json:
            _print_line({"paused": model.folder})
        raise
    _tell_installed(folder, as_json=as_json)


def add(app: App, path: Path, *, name: str | None, as_json: bool) -> None:
    """Install the model in a folder or zip. Raises what ModelShelf.add raises."""
    with waiting(f"Copying and trying out {path.name}"):
        folder = shelf_of(app).add(path, name)
    _tell_installed(folder, as_json=as_json)


def remove(app: App, name: str, *, yes: bool, as_json: bool) -> None:
    """Delete a model from the speaker's own models folder, or what is here of its download. Raises UnknownModel."""
    shelf = shelf_of(app)
    waiting_bytes = shelf.waiting(name)
    if waiting_bytes:
        _discard(shelf, name, waiting_bytes, yes=yes, as_json=as_json)
        return
    found = shelf.own(name)
    used = _used_by_the_window(app, found.name)
    if used:
        talk_console().print(f"Runthrough is open and listens with {found.folder.name}.")
    if not yes and not click.confirm(f"Delete {found.folder}?", err=True):
        return
    shelf.remove(name)
    if as_json:
        print_json({"removed": found.folder.name, "was_in_use": used})
        return
    result_console().print(f"{found.folder.name} is deleted. What it transcribed stays.")
    if used:
        result_console().print("The open window keeps it until it is closed.")


def _discard(shelf: ModelShelf, name: str, here: int, *, yes: bool, as_json: bool) -> None:
    folder = shelf.known(name).folder
    if not yes and not click.confirm(f"Delete the {here / 1e6:.0f} MB that are here of {folder}?", err=True):
        return
    shelf.discard(name)
    if as_json:
        print_json({"discarded": folder, "bytes": here})
    else:
        result_console().print(f"What was here of {folder} is deleted.")


def check(app: App, names: tuple[str, ...], *, as_json: bool) -> None:
    """Read models through and tell of each whether it is sound. Raises ModelDamaged for the first that is not."""
    shelf = shelf_of(app)
    damaged: list[ModelDamaged] = []
    results: dict[str, str] = {}
    for name in names or app.models.names():
        try:
            with waiting(f"Reading {name}"):
                shelf.check(name)
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


def trial(app: App, name: str, *, as_json: bool) -> None:
    """Measure a model on ten seconds of speech. Raises what ModelShelf.try_speed raises."""
    with waiting(f"{name} hears ten seconds of speech"):
        found = shelf_of(app).try_speed(name)
    if as_json:
        print_json({"name": name, **trial_as_json(found)})
    else:
        show_trial(name, found, result_console())


def _used_by_the_window(app: App, recogniser: str) -> bool:
    """Whether a window is open on this data folder that would listen with that."""
    try:
        if app.models.choose(read_settings(app.places.settings)[0].recogniser).name != recogniser:
            return False
    except RunthroughError:
        return False
    try:
        with DataLock(app.places.data):
            return False
    except DataInUse:
        return True


def _tell_installed(folder: Path, *, as_json: bool) -> None:
    vouched = Vouched(origin(folder).get("vouched", Vouched.NOBODY))
    if as_json:
        _print_line({"name": folder.name, "installed": str(folder), "vouched": vouched.value})
        return
    console = result_console()
    console.print(f"{folder.name} is installed in {folder}. It is used from now on, unless you choose another.")
    console.print(VOUCHING[vouched])
    console.print(f"`runthrough models trial {folder.name}` tells how fast it is on this computer.")


def _print_line(value: dict[str, object]) -> None:
    """One JSON document on one line, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@contextmanager
def _telling(what: str, *, as_json: bool) -> Generator[Callable[[Fetched], None]]:
    """A bar for people, or a line for each percent for programs."""
    if not as_json:
        with telling_bytes(what) as tell:
            yield tell
        return
    told: set[int] = set()

    def tell_line(fetched: Fetched) -> None:
        percent = 100 * fetched.here // fetched.bytes
        if percent not in told:
            told.add(percent)
            _print_line({"here": fetched.here, "bytes": fetched.bytes})

    yield tell_line


@contextmanager
def _pausing(shelf: ModelShelf) -> Generator[None]:
    """Ctrl+C asks the download to pause, so that its last block is whole."""

    def pause(_number: int, _frame: object) -> None:
        talk_console().print("Pausing …")
        threading.Thread(target=shelf.pause, daemon=True).start()  # a signal may come while the shelf's lock is held

    before = signal.signal(signal.SIGINT, pause)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
