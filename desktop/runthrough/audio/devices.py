"""The input devices of this computer."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from runthrough.audio.microphone import open_microphone
from runthrough.audio.portaudio import default_input, full_name, inputs, look_again, refusals, sounddevice
from runthrough.rehearsal.levels import Level, LevelMeter

MME_NAME = 31
"""Characters of a name that Windows' oldest host API, PortAudio's default there, gives (MAXPNAMELEN of mmsystem.h)."""


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


@dataclass(frozen=True, slots=True)
class InputName:
    """An input device to choose from. `open_microphone` takes the full name; `name` is for the eye."""

    full_name: str
    name: str
    is_default: bool


def input_names(*, refresh: bool = False) -> tuple[InputName, ...]:
    """The input devices in PortAudio's order, those of other host APIs only where the default one lacks the device.

    None is no error. `refresh` as in `microphones`. Raises SoundSystemMissing or NoMicrophone.
    """
    if refresh:
        look_again()
    library = sounddevice()
    with refusals():
        default = default_input(library)
        own_api = str(library.query_hostapis(library.default.hostapi)["name"])
        found = inputs(library)
    own = {device.name[:MME_NAME] for device in found if device.host_api == own_api}
    return tuple(
        InputName(device.full_name, device.name, device.index == default)
        for device in found
        if device.index == default or device.host_api == own_api or device.name[:MME_NAME] not in own
    )


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
