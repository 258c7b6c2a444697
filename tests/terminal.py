"""A real terminal for a program under test: a pseudo-terminal whose screen can be read as a person reads it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

COLUMNS, LINES = 120, 40


def why_no_terminal() -> list[str]:
    """What is missing for a pseudo-terminal; a bare root without /dev/pts mounted has none."""
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
    except OSError as error:
        return [f"a pseudo-terminal ({error})"]
    return []


class Terminal:
    """Runs a program; `until` reads what it writes until the screen shows something, `press` types."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._master = master
        self._screen = pyte.HistoryScreen(COLUMNS, LINES, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self.program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**environment, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)},
        )
        os.close(slave)

    @property
    def text(self) -> str:
        """What the screen shows, above it what has scrolled away."""
        above = ["".join(line[column].data for column in range(COLUMNS)) for line in self._screen.history.top]
        return "\n".join(line.rstrip() for line in [*above, *self._screen.display])

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def until(self, wanted: str | Callable[[str], bool], seconds: float = 60.0) -> str:
        """Read on until the screen shows `wanted`; fails with the screen when it does not."""
        seen = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + seconds
        while not seen(self.text):
            alive = self._read(max(0.0, min(1.0, end - time.monotonic())))
            if not seen(self.text) and (not alive or time.monotonic() > end):
                raise AssertionError(f"never saw {wanted!r}; the screen was:\n{self.text}")
        return self.text

    def wait(self, seconds: float = 60.0) -> int:
        """Read to the end; the program's exit code."""
        end = time.monotonic() + seconds
        while self._read(0.2):
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end; the screen was:\n{self.text}")
        return self.program.wait(10)

    def close(self) -> None:
        """End the program, if need be, and the terminal."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        """Take in what was written; False when nothing can follow."""
        if not select.select([self._master], [], [], seconds)[0]:
            return self.program.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux: the other side is closed
            return False
        self.written += data
        self._stream.feed(data)
        return bool(data)
