"""What the program needs from this computer, and what it found: facts in groups, and what is wrong."""

from __future__ import annotations

import platform
import shutil
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version

from runthrough import __version__
from runthrough.app import App
from runthrough.audio.devices import measure_level, microphones
from runthrough.domain.errors import NoMicrophone, RunthroughError
from runthrough.messages import describe
from runthrough.recognition.model_store import RecogniserChoice
from runthrough.recognition.process import RecogniserProcess

Facts = dict[str, dict[str, object]]

LISTEN_SECONDS = 0.5
"""How long each microphone is listened to."""

LIBRARIES = (
    "faster-whisper",
    "ctranslate2",
    "onnxruntime",
    "moonshine-voice",
    "sounddevice",
    "sqlite-utils",
    "rapidfuzz",
)


def examine(app: App) -> tuple[Facts, list[RunthroughError]]:
    """All facts, and the problems among them, the gravest first. Takes about a second for each microphone."""
    problems: list[RunthroughError] = []
    facts: Facts = {
        "Microphones": _microphones(problems),
        "Recognisers": _recognisers(app, problems),
        "Library": _library(app, problems),
        "Disk": _disk(app),
        "Versions": _versions(),
    }
    return facts, problems


def _microphones(problems: list[RunthroughError]) -> dict[str, object]:
    try:
        devices = microphones()
        if not devices:
            raise NoMicrophone
    except RunthroughError as error:
        problems.append(error)
        return {"none": describe(error).what}
    found: dict[str, object] = {}
    for device in devices:
        mark = " (default)" if device.is_default else ""
        found[f"{device.full_name}{mark}"] = f"{device.sample_rate} Hz, {_heard(device.full_name)}"
    return found


def _heard(name: str) -> str:
    try:
        level = measure_level(name, LISTEN_SECONDS)
    except RunthroughError as error:
        return describe(error).what
    if level.all_zero:
        return "silent: muted, or nothing plugged in"
    return f"peak {level.peak_dbfs:.0f} dBFS, mean {level.rms_dbfs:.0f} dBFS"


def _recognisers(app: App, problems: list[RunthroughError]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in app.models.names():
        try:
            app.models.verify(name)
        except RunthroughError as error:
            problems.append(error)
            found[name] = describe(error).what
        else:
            found[name] = "ready"
    try:
        choice = app.models.choose(app.wanted_recogniser)
        found["in use"] = choice.name
        found["computes on"] = _computes_on(choice)
    except RunthroughError as error:
        problems.append(error)
    meaning = app.meaning
    missing = "not installed: checkpoints are judged by cue phrases alone"
    found["meaning"] = missing if meaning is None else meaning.identity
    found["models folder"] = str(app.places.models)
    return found


def _computes_on(choice: RecogniserChoice) -> str:
    """Loads it, as nothing less tells. Raises what RecogniserProcess.identity raises."""
    with closing(RecogniserProcess(choice)) as process:
        hardware = process.hardware
    told = str(hardware)
    return f"{told} (the graphics card is not used: {hardware.fell_back})" if hardware.fell_back else told


def _library(app: App, problems: list[RunthroughError]) -> dict[str, object]:
    try:
        with app.reading():
            counts = app.library.counts()
    except RunthroughError as error:
        problems.insert(0, error)
        return {"folder": str(app.places.data), "refused": describe(error).what}
    return {
        "folder": str(app.places.data),
        "run-throughs": counts.runthroughs,
        "takes": counts.takes,
        "recordings that tell nothing": ", ".join(path.name for path in app.takes.sidecars().broken) or "none",
        "size": f"{counts.size / 1e6:.1f} MB",
        "schema": counts.schema or "none yet",
    }


def _disk(app: App) -> dict[str, object]:
    folder = next(parent for parent in (app.places.data, *app.places.data.parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    minutes = free / 5.8e6  # 48 kHz mono, 16 bits (ui.md, states)
    return {"free": f"{free / 1e9:.1f} GB, {minutes / 60:.0f} hours of recording"}


def _versions() -> dict[str, object]:
    versions: dict[str, object] = {"runthrough": __version__, "python": platform.python_version()}
    versions["system"] = platform.platform()
    for library in LIBRARIES:
        versions[library] = _version(library)
    return versions


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
