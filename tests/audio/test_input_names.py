"""The microphones that are offered to the speaker. PortAudio is a fake."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from runthrough.audio.devices import InputName, input_names

APIS = ("MME", "Windows WASAPI", "Windows WDM-KS")
LONG = "Microphone Array (Intel Smart Sound Technology)"
DEVICES = [  # as Windows lists them; its oldest host API cuts names off
    ("Headset (USB Audio)", 0, 1),
    ("Speakers", 0, 0),
    (LONG[:31], 0, 2),
    ("Headset (USB Audio)", 1, 1),
    (LONG, 1, 2),
    ("Studio interface", 1, 1),
]


class PortAudio(ModuleType):
    """As much of sounddevice as lists devices."""

    PortAudioError = RuntimeError
    default = SimpleNamespace(hostapi=0)

    def __init__(self) -> None:
        super().__init__("sounddevice")
        self.devices = list(DEVICES)
        self.plugged_in: list[tuple[str, int, int]] = []

    def _terminate(self) -> None: ...

    def _initialize(self) -> None:
        self.devices += self.plugged_in

    def query_hostapis(self, index: int | None = None):
        apis = tuple({"name": name} for name in APIS)
        return apis if index is None else apis[index]

    def query_devices(self, kind: str | None = None):
        keys = ("name", "hostapi", "max_input_channels", "default_samplerate", "index")
        found = [dict(zip(keys, (*device, 48_000.0, index), strict=True)) for index, device in enumerate(self.devices)]
        if kind and not found:
            raise RuntimeError("Error querying device -1")
        return found[0] if kind else found


@pytest.fixture
def portaudio(monkeypatch):
    library = PortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    return library


def test_the_speaker_is_offered_each_microphone_once_and_told_the_default(portaudio):
    assert input_names() == (
        InputName("Headset (USB Audio), MME", "Headset (USB Audio)", is_default=True),
        InputName(f"{LONG[:31]}, MME", LONG[:31], is_default=False),
        InputName("Studio interface, Windows WASAPI", "Studio interface", is_default=False),
    )


def test_a_microphone_plugged_in_later_is_offered_after_another_look(portaudio):
    portaudio.plugged_in = [("Lapel", 0, 1)]
    assert "Lapel" not in {each.name for each in input_names()}
    assert "Lapel" in {each.name for each in input_names(refresh=True)}


def test_a_computer_without_a_microphone_offers_none(portaudio):
    portaudio.devices = []
    assert input_names() == ()
