"""PortAudio through python-sounddevice, with its refusals as our errors. The only module that imports it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from types import ModuleType

from runthrough.domain.errors import NoMicrophone, SoundSystemMissing


def sounddevice() -> ModuleType:
    """The library, imported at first use: it lists the devices then. Raises SoundSystemMissing without PortAudio."""
    try:
        import sounddevice as module  # noqa: PLC0415
    except OSError as error:  # the Linux wheels bring no PortAudio of their own
        raise SoundSystemMissing(str(error)) from error
    return module


@contextmanager
def refusals() -> Generator[None]:
    """Raise what PortAudio refuses as NoMicrophone, with its own words."""
    try:
        yield
    except sounddevice().PortAudioError as error:
        raise NoMicrophone(" ".join(str(part) for part in error.args[:1])) from error
    except ValueError as error:  # sounddevice's own word for a device name that fits none, or several
        raise NoMicrophone(str(error)) from error
