"""The input devices of this computer."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from runthrough.audio.microphone import open_microphone
from runthrough.audio.portaudio import default_input, full_name, inputs, look_again, refusals, sounddevice
from runthrough.rehearsal.levels import Level, LevelMeter


@dataclass(frozen=True, slots=True)
class Device:
    """An input device. Known by host API and name: its index shifts when others come and go (sounddevice 427).

    `sample_rate` is the rate it is opened at, `channels` how many it has (only the first is recorded, or their mix).
    """

    name: str
    host_api: str
    sample_rate: int
    is_default: bool
    channels: int

    @property
    def full_name(self) -> str:
        """What `open_microphone` knows it by for certain: on Windows several host APIs have a device of one name."""
        return full_name(self.name, self.host_api)


def microphones(*, refresh: bool = False) -> tuple[Device, ...]:
    """The devices that PortAudio found when it started; `refresh` lets it look again, which ends every open stream.

    None is no error. Raises SoundSystemMissing or NoMicrophone.
    """
    if refresh:
        look_again()
    library = sounddevice()
    with refusals():
        default = default_input(library)
        return tuple(
            Device(found.name, found.host_api, found.sample_rate, found.index == default, found.channels)
            for found in inputs(library)
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
