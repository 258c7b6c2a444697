"""The microphone: raw samples at the device's own rate, through PortAudio."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from typing import Any

from runthrough.audio.portaudio import close_within, find_input, refusals, sounddevice
from runthrough.rehearsal.ports import Deliver

STOP_SECONDS = 2.0
"""How long a stream may take to close. With a frozen sound server it never does (measured), and is given up."""
LATENCY = 0.2
"""Seconds that the host buffers at least: a busy computer calls back up to 0.06 s late (measured under load)."""


def open_microphone(name: str | None = None, sample_rate: int | None = None) -> Microphone:
    """The default input device, or the one of this full name, name, or part of a name. Opens nothing yet.

    At its own rate, or at `sample_rate`: then the sound system converts, if it can. Raises SoundSystemMissing or
    NoMicrophone.
    """
    device = find_input(sounddevice(), name)
    return Microphone(device.name, device.full_name if name else None, sample_rate or device.sample_rate)


class Microphone:
    """One input device (port AudioSource). Samples come on PortAudio's own thread, which only copies them."""

    live = True

    def __init__(self, name: str, selector: str | None, sample_rate: int) -> None:
        self.name = name
        self.sample_rate = sample_rate
        self._selector = selector
        self._stream: Any = None
        self._stopping = threading.Event()

    def start(self, deliver: Deliver, lost: Callable[[str], None]) -> None:
        """Begin. Raises NoMicrophone or SoundSystemMissing, and then leaves nothing open."""
        monotonic = time.monotonic
        stopping = self._stopping = threading.Event()  # of this stream alone: an abandoned one may end much later

        def copy(samples: Any, _frames: int, _times: Any, _flags: Any) -> None:
            deliver(bytes(samples), monotonic())

        def finished() -> None:
            if not stopping.is_set():
                lost("the sound system ended the recording")

        library = sounddevice()
        found = find_input(library, self._selector)
        device = None if self._selector is None else found.index
        converting = self.sample_rate != found.sample_rate and "WASAPI" in found.host_api
        with refusals():
            self._stream = library.RawInputStream(
                samplerate=self.sample_rate,
                device=device,
                channels=1,
                dtype="int16",
                blocksize=0,
                latency=LATENCY,
                # of all host APIs this one alone does not convert unless it is told to (sounddevice pull request 492)
                extra_settings=library.WasapiSettings(auto_convert=True) if converting else None,
                callback=copy,
                finished_callback=finished,
            )
            try:
                self._stream.start()
            except library.PortAudioError:
                self.stop()
                raise

    def stop(self) -> None:
        """End; returns within two seconds even if the sound server hangs, and then leaves the stream to itself."""
        stream, self._stream = self._stream, None
        self._stopping.set()
        if stream is None:
            return
        if not close_within(stream, STOP_SECONDS):
            _leave_portaudio_running()


def _leave_portaudio_running() -> None:
    """Keep sounddevice from closing PortAudio when the program ends: that would hang as the stream does."""
    atexit.unregister(getattr(sounddevice(), "_exit_handler", _leave_portaudio_running))
