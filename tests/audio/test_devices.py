"""Which microphone is meant, and what becomes of a stream that PortAudio refuses. PortAudio is a fake."""

from __future__ import annotations

import sys
import threading
from types import ModuleType

import pytest

from runthrough.audio.devices import microphones
from runthrough.audio.microphone import open_microphone
from runthrough.audio.speaker import Speaker
from runthrough.domain.errors import NoMicrophone, NoSpeaker

APIS = ("MME", "Windows WASAPI")
DEVICES = [  # as Windows lists them: each device once for every host API
    ("Headset (USB Audio)", 0, 1, 44_100.0),
    ("Speakers", 0, 0, 44_100.0),
    ("Array", 0, 2, 44_100.0),
    ("Headset (USB Audio)", 1, 1, 48_000.0),
    ("Array", 1, 2, 48_000.0),
    ("Headset (Bluetooth)", 1, 1, 16_000.0),
]


class PortAudioError(Exception):
    pass


class Stream:
    """One stream; `refuses` names the calls that PortAudio refuses."""

    def __init__(self, refuses: set[str], asked: dict) -> None:
        self.refuses, self.asked, self.calls = refuses, asked, []
        self.latency, self.active = 0.1, True

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.refuses:
            raise PortAudioError(f"Error in {name} [PaErrorCode -9988]", -9988)

    def start(self) -> None:
        self._call("start")

    def abort(self) -> None:
        self._call("abort")

    def close(self) -> None:
        self._call("close")


class Defaults:
    device = (3, 1)
    hostapi = 1


class PortAudio(ModuleType):
    """As much of sounddevice as is used."""

    PortAudioError = PortAudioError
    default = Defaults()

    def __init__(self) -> None:
        super().__init__("sounddevice")
        self.refuses: set[str] = set()
        self.streams: list[Stream] = []
        self.restarts = 0

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None: ...

    def WasapiSettings(self, **settings):  # noqa: N802
        return settings

    def RawOutputStream(self, **asked) -> Stream:  # noqa: N802
        return self.RawInputStream(**asked)

    def query_hostapis(self, index: int | None = None):
        apis = tuple({"name": name} for name in APIS)
        return apis if index is None else apis[index]

    def query_devices(self, kind: str | None = None):
        keys = ("name", "hostapi", "max_input_channels", "default_samplerate", "index")
        found = [dict(zip(keys, (*device, index), strict=True)) for index, device in enumerate(DEVICES)]
        return found[self.default.device[0]] if kind else found

    def RawInputStream(self, **asked) -> Stream:  # noqa: N802  its name in sounddevice
        self.streams.append(Stream(self.refuses, asked))
        return self.streams[-1]


@pytest.fixture
def portaudio(monkeypatch):
    library = PortAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    return library


def nothing(*_: object) -> None:
    pass


def test_only_what_can_record_is_listed_with_the_default_and_its_own_rate(portaudio):
    found = microphones()
    assert [device.name for device in found if device.is_default] == ["Headset (USB Audio)"]
    assert "Speakers" not in {device.name for device in found}
    assert {(device.host_api, device.sample_rate) for device in found if device.name == "Array"} == {
        ("MME", 44_100),
        ("Windows WASAPI", 48_000),
    }


def test_every_listed_microphone_is_opened_by_its_full_name(portaudio):
    for device in microphones():
        source = open_microphone(device.full_name)
        source.start(nothing, nothing)
        source.stop()
        opened = DEVICES[portaudio.streams[-1].asked["device"]]
        assert (opened[0], APIS[opened[1]]) == (device.name, device.host_api)
        assert portaudio.streams[-1].asked["samplerate"] == device.sample_rate


@pytest.mark.parametrize("name", ["Array", "array", "arr"])
def test_a_name_that_two_host_apis_have_means_the_default_ones(portaudio, name):
    assert open_microphone(name).sample_rate == 48_000


def test_a_device_that_the_default_host_api_lacks_is_found_all_the_same(portaudio, monkeypatch):
    monkeypatch.setattr(portaudio.default, "hostapi", 0)
    assert open_microphone("Bluetooth").sample_rate == 16_000


@pytest.mark.parametrize(("name", "told"), [("Kazoo", "“Kazoo”"), ("Headset", "Headset (Bluetooth), Headset (USB")])
def test_a_name_that_fits_none_or_two_different_microphones_is_refused_by_name(portaudio, name, told):
    with pytest.raises(NoMicrophone) as refused:
        open_microphone(name)
    assert told in refused.value.detail


def test_the_default_microphone_is_left_to_the_sound_system(portaudio):
    source = open_microphone()
    source.start(nothing, nothing)
    source.stop()
    assert source.name == "Headset (USB Audio)"
    assert portaudio.streams[0].asked["device"] is None


def test_a_microphone_that_refuses_to_start_is_closed_again(portaudio):
    portaudio.refuses = {"start"}
    with pytest.raises(NoMicrophone, match="Error in start"):
        open_microphone().start(nothing, nothing)
    assert portaudio.streams[0].calls == ["start", "abort", "close"]


def test_a_dead_stream_is_closed_without_a_word_though_portaudio_refuses(portaudio, monkeypatch):
    portaudio.refuses = {"abort", "close"}
    uncaught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", uncaught.append)
    source = open_microphone()
    source.start(nothing, nothing)
    source.stop()
    assert portaudio.streams[0].calls == ["start", "abort", "close"]
    assert uncaught == []


def test_a_microphone_that_is_started_again_can_be_lost_again_and_its_old_stream_says_nothing(portaudio):
    source, lost = open_microphone(), []
    source.start(nothing, lost.append)
    source.stop()
    source.start(nothing, lost.append)
    portaudio.streams[0].asked["finished_callback"]()
    assert lost == []
    portaudio.streams[1].asked["finished_callback"]()
    source.stop()
    assert len(lost) == 1


def test_a_take_that_goes_on_with_another_microphone_keeps_its_rate(portaudio):
    source = open_microphone("Bluetooth", 48_000)
    source.start(nothing, nothing)
    source.stop()
    asked = portaudio.streams[0].asked
    assert (source.sample_rate, asked["samplerate"]) == (48_000, 48_000)
    assert asked["extra_settings"] == {"auto_convert": True}, "of all host APIs this one must be told to convert"


def test_a_microphone_at_its_own_rate_is_not_converted(portaudio):
    source = open_microphone("Bluetooth")
    source.start(nothing, nothing)
    source.stop()
    assert portaudio.streams[0].asked["extra_settings"] is None


def test_devices_are_looked_for_again_only_when_asked(portaudio):
    microphones()
    assert portaudio.restarts == 0
    microphones(refresh=True)
    assert portaudio.restarts == 1


def test_devices_are_not_looked_for_again_while_a_frozen_sound_system_still_holds_the_last_microphone(
    portaudio, monkeypatch
):
    answers = threading.Event()
    monkeypatch.setattr(Stream, "abort", lambda _stream: answers.wait())
    monkeypatch.setattr("runthrough.audio.microphone.STOP_SECONDS", 0)
    source = open_microphone()
    source.start(nothing, nothing)
    source.stop()
    with pytest.raises(NoMicrophone, match="does not answer"):
        microphones(refresh=True)
    assert portaudio.restarts == 0
    answers.set()
    for thread in threading.enumerate():
        if thread.name == "close stream":
            thread.join()
    microphones(refresh=True)
    assert portaudio.restarts == 1


def test_without_a_default_device_the_others_can_still_be_chosen(portaudio, monkeypatch):
    def refuse(kind=None):
        raise PortAudioError("Error querying device -1")

    found = portaudio.query_devices
    monkeypatch.setattr(portaudio, "query_devices", lambda kind=None: refuse() if kind else found())
    assert len(microphones()) == 5
    assert not any(device.is_default for device in microphones())


def test_the_loudspeaker_is_opened_at_the_rate_of_the_take_and_closed(portaudio):
    speaker = Speaker(44_100, lambda frames: bytes(2 * frames))
    assert portaudio.streams[0].asked["samplerate"] == 44_100
    out = bytearray(8)
    portaudio.streams[0].asked["callback"](out, 4, None, None)
    speaker.close()
    assert portaudio.streams[0].calls == ["start", "abort", "close"]


def test_no_loudspeaker_is_an_error_of_its_own(portaudio):
    portaudio.refuses = {"start"}
    with pytest.raises(NoSpeaker, match="Error in start"):
        Speaker(44_100, lambda frames: bytes(2 * frames))
