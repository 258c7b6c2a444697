"""Single keys from the terminal, without Enter and without echo, on POSIX systems and Windows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Container, Generator
from contextlib import contextmanager
from typing import Protocol

ESCAPE = "\x1b"


class Keys(Protocol):
    """A keyboard."""

    def read(self, seconds: float) -> str:
        """The next key, lower case ("" when none came within `seconds`); ESCAPE for Esc, "" for arrows and the like."""
        ...


class NoKeys:
    """Where there is no terminal: no key ever comes."""

    def read(self, seconds: float) -> str:
        """Wait, and give nothing."""
        time.sleep(seconds)
        return ""


@contextmanager
def open_keys() -> Generator[Keys]:
    """The keyboard of this terminal; the terminal is as before when the block is left, however it is left."""
    if not sys.stdin.isatty():
        yield NoKeys()
    elif sys.platform == "win32":
        yield _WindowsKeys()
    else:
        with _posix_keys() as keys:
            yield keys


def wait_for_key(wanted: Container[str]) -> str:
    """The first of these keys that is pressed; "" when the terminal is closed."""
    with open_keys() as keys:
        while True:
            try:
                key = keys.read(1.0)
            except EOFError:
                return ""
            if key and key in wanted:
                return key


if sys.platform == "win32":
    import msvcrt

    class _WindowsKeys:
        """Asks the console every 10 ms: Windows cannot wait for a key and a time limit at once."""

        def read(self, seconds: float) -> str:
            end = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= end:
                    return ""
                time.sleep(0.01)
            key = msvcrt.getwch()
            if key in ("\x00", "\xe0"):  # a function key: its code follows
                msvcrt.getwch()
                return ""
            return key.lower()

else:
    import select
    import termios
    import tty

    @contextmanager
    def _posix_keys() -> Generator[Keys]:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal, termios.TCSADRAIN)  # the default would throw away what was typed already
        try:
            yield _PosixKeys(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    class _PosixKeys:
        def __init__(self, terminal: int) -> None:
            self._terminal = terminal

        def read(self, seconds: float) -> str:
            if not self._ready(seconds):
                return ""
            key = os.read(self._terminal, 1)
            if not key:  # the terminal was closed
                raise EOFError
            if key == b"\x1b" and self._ready(0.05):
                os.read(self._terminal, 16)  # an arrow or function key sends more bytes at once, Esc alone does not
                return ""
            return key.decode("utf-8", "ignore").lower()

        def _ready(self, seconds: float) -> bool:
            return bool(select.select([self._terminal], [], [], seconds)[0])
