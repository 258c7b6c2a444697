"""The input devices of this computer."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runthrough.audio.microphone import open_microphone
from runthrough.audio.portaudio import refusals, sounddevice
from runthrough.rehearsal.levels import Level, LevelMeter


@dataclass(frozen=True, slots=True)
class Device:
    """An input device. Known by host API and name: its index shifts when others come and go (sounddevice 427)."""

    name: str
    host_api: str
    sample_rate: int
    is_default: bool


def microphones() -> tuple[Device, ...]:
    """The devices that PortAudio found when it started. Raises SoundSystemMissing or NoMicrophone."""
    library = sounddevice()
    with refusals():
        apis = [str(api["name"]) for api in library.query_hostapis()]
        default = library.default.device[0]
        return tuple(
            _device(entry, apis, default) for entry in library.query_devices() if entry["max_input_channels"] > 0
        )


def _device(entry: Mapping[str, Any], apis: list[str], default: int) -> Device:
    return Device(
        str(entry["name"]),
        apis[entry["hostapi"]],
        round(entry["default_samplerate"]),
        entry["index"] == default,
    )


def measure_level(name: str | None, seconds: float) -> Level:
    """The loudest block and the mean of so many seconds of a device; waits at most three times as long.

    Raises SoundSystemMissing or NoMicrophone.
    """
    source = open_microphone(name)
    heard: list[bytes] = []
    wanted = round(seconds * source.sample_rate) * 2
    enough = threading.Event()

    def deliver(samples: bytes, _arrived: float) -> None:
        heard.append(samples)
        if sum(len(block) for block in heard) >= wanted:
            enough.set()

    source.start(deliver, lambda _reason: enough.set())
    try:
        enough.wait(3 * seconds + 1)
    finally:
        source.stop()
    return LevelMeter().feed(b"".join(heard))
