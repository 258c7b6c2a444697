"""The loudspeaker: raw samples out, through PortAudio."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from runthrough.audio.portaudio import close_within, refusals, sounddevice
from runthrough.domain.errors import NoMicrophone, NoSpeaker, SoundSystemMissing

CLOSE_SECONDS = 2.0
"""How long a stream may take to close; with a frozen sound server it never does, and is given up (see microphone)."""
LATENCY = 0.1
"""Seconds that the host may buffer: short, so that a click on a word is heard at once."""

Fill = Callable[[int], bytes]
"""Gives so many frames of mono int16 samples. Called on PortAudio's own thread, so it only copies."""


class Speaker:
    """The default output device, open and playing. Raises NoSpeaker or SoundSystemMissing."""

    def __init__(self, sample_rate: int, fill: Fill) -> None:
        library = _library()

        def copy(out: Any, frames: int, _times: Any, _flags: Any) -> None:
            out[:] = fill(frames)

        try:
            with refusals():
                self._stream = library.RawOutputStream(
                    samplerate=sample_rate,
                    channels=1,
                    dtype="int16",
                    latency=LATENCY,
                    callback=copy,
                    extra_settings=_converting(library),
                )
                self._stream.start()
        except NoMicrophone as error:  # what PortAudio's refusals are called where they come from
            raise NoSpeaker(error.detail) from error
        self.latency = float(self._stream.latency)

    @property
    def active(self) -> bool:
        """Whether it still plays; False when the sound system ended it."""
        with contextlib.suppress(NoMicrophone), refusals():
            return bool(self._stream.active)
        return False

    def close(self) -> None:
        """Stop at once; returns within two seconds even if the sound server hangs."""
        close_within(self._stream, CLOSE_SECONDS)


def _library() -> Any:
    try:
        return sounddevice()
    except SoundSystemMissing as error:
        raise NoSpeaker("PortAudio is not installed") from error


def _converting(library: Any) -> Any:
    """WASAPI converts no rate unless it is told to; the other host APIs do by themselves."""
    api = library.query_hostapis(library.default.hostapi)["name"]
    return library.WasapiSettings(auto_convert=True) if "WASAPI" in api else None
