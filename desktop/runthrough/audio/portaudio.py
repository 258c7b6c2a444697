"""PortAudio through python-sounddevice, with its refusals as our errors. The only module that imports it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from runthrough.domain.errors import NoMicrophone, SoundSystemMissing

_closing: list[threading.Thread] = []
"""Those that close a stream, or tried to: with a frozen sound server they never end."""


def sounddevice() -> ModuleType:
    """The library, imported at first use: it lists the devices then. Raises SoundSystemMissing without PortAudio."""
    try:
        import sounddevice as module  # noqa: PLC0415
    except OSError as error:  # the Linux wheels bring no PortAudio of their own
        raise SoundSystemMissing(str(error)) from error
    return module


def look_again() -> None:
    """List the devices anew: PortAudio knows those that were there when it started (sounddevice 125).

    Ends every open stream, so only while there is none. Raises SoundSystemMissing or NoMicrophone; the latter also
    while a stream is still being closed, because PortAudio would wait for it for ever.
    """
    library = sounddevice()
    _closing[:] = [each for each in _closing if each.is_alive()]
    if _closing:
        raise NoMicrophone("the sound system does not answer")
    with refusals():
        library._terminate()
        library._initialize()


def default_input(library: ModuleType) -> int | None:
    """The number of the default input device; None where there is none."""
    try:
        return int(library.query_devices(kind="input")["index"])
    except (library.PortAudioError, ValueError):
        return None


def close_within(stream: Any, seconds: float) -> bool:
    """End a stream, which may be dead already; whether it ended in time. With a frozen sound server it never does."""

    def close() -> None:
        for step in (stream.abort, stream.close):
            with suppress(NoMicrophone), refusals():
                step()

    closing = threading.Thread(target=close, name="close stream", daemon=True)
    _closing.append(closing)
    closing.start()
    closing.join(seconds)
    return not closing.is_alive()


@contextmanager
def refusals() -> Generator[None]:
    """Raise what PortAudio refuses as NoMicrophone, with its own words."""
    try:
        yield
    except sounddevice().PortAudioError as error:
        raise NoMicrophone(" ".join(str(part) for part in error.args[:1])) from error
    except ValueError as error:  # sounddevice's own word for a device name that fits none, or several
        raise NoMicrophone(str(error)) from error


@dataclass(frozen=True, slots=True)
class Input:
    """An input device as PortAudio numbers it now; `sample_rate` is its own."""

    index: int
    name: str
    host_api: str
    sample_rate: int
    channels: int

    @property
    def full_name(self) -> str:
        """The name with the host API's, as sounddevice writes it."""
        return full_name(self.name, self.host_api)


def full_name(name: str, host_api: str) -> str:
    """What a device is known by when another host API has one of the same name."""
    return f"{name}, {host_api}"


def inputs(library: ModuleType) -> list[Input]:
    """All input devices. Needs `refusals` around it."""
    apis = [str(api["name"]) for api in library.query_hostapis()]
    return [
        Input(
            entry["index"],
            str(entry["name"]),
            apis[entry["hostapi"]],
            round(entry["default_samplerate"]),
            entry["max_input_channels"],
        )
        for entry in library.query_devices()
        if entry["max_input_channels"] > 0
    ]


def find_input(library: ModuleType, name: str | None) -> Input:
    """The default input device for None; else the one of this full name, this name, or with this in its name.

    Of several equally good ones, the default host API's. Raises NoMicrophone when none fits, or names that differ do.
    """
    with refusals():
        found = inputs(library)
        if name is None:
            index = library.query_devices(kind="input")["index"]
            return next(device for device in found if device.index == index)
        default_api = str(library.query_hostapis(library.default.hostapi)["name"])
    fitting = _fitting(found, name.casefold())
    if not fitting:
        raise NoMicrophone(f"no input device is called “{name}”")
    names = {device.name for device in fitting}
    if len(names) > 1:
        raise NoMicrophone(f"“{name}” may be {', '.join(sorted(names))}")
    return next((device for device in fitting if device.host_api == default_api), fitting[0])


def _fitting(found: list[Input], wanted: str) -> list[Input]:
    """Those called exactly so; if there are none, those with this in their full name."""
    same = [device for device in found if wanted in (device.full_name.casefold(), device.name.casefold())]
    return same or [device for device in found if wanted in device.full_name.casefold()]
