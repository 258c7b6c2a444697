"""A screen without a monitor, with real keys and clicks, and with the view that a screen reader has of it.

An own X server (Xvfb), an own message bus and an own accessibility registry; nothing of the computer's session is
touched. No window manager: windows lie where they ask to lie, and when a dialog closes, nobody has the keyboard until
`window` gives it to one again.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from accessible_tree import SYSTEM_PYTHON

PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "dbus-daemon": "dbus-daemon"}
LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
READER = Path(__file__).with_name("accessible_tree.py")
START_SECONDS = 30.0
END_SECONDS = 5.0
LOOK_AGAIN = 0.1
"""Seconds between two looks at what has not come yet."""

QUIET = {
    # whatever the computer's own session or a test run without a screen has set must not reach the program
    "QT_QPA_PLATFORM": "xcb",
    "QT_QPA_PLATFORMTHEME": "",
    "XDG_CURRENT_DESKTOP": "",
    "GSETTINGS_BACKEND": "memory",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "QT_ACCESSIBILITY": "1",
    "NO_AT_BRIDGE": "0",
}
LONGEST_SOCKET = 107
"""Bytes in the path of a Unix socket (man 7 unix)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that a screen reader can name. Places are pixels of the screen; `depth` counts from the window."""

    role: str
    name: str
    description: str
    text: str
    value: float | None
    states: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    depth: int

    @property
    def click_point(self) -> tuple[int, int]:
        """Its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def showing(self) -> bool:
        """Whether it is on the screen."""
        return "showing" in self.states


class DesktopSession:
    """Screen, bus and reader; ends everything it started."""

    def __init__(self, folder: Path, size: tuple[int, int] = (1280, 800)) -> None:
        self._folder = folder
        self._size = size
        self._started: list[subprocess.Popen[bytes]] = []
        self._programs: list[subprocess.Popen[bytes]] = []
        self.environment: dict[str, str] = {}

    @staticmethod
    def missing() -> list[str]:
        """Debian packages without which there is no such session."""
        packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
        if not any(launcher.exists() for launcher in LAUNCHERS):
            packages.append("at-spi2-core")
        if not Path(SYSTEM_PYTHON).exists():
            return [*packages, "python3"]
        asked = subprocess.run([SYSTEM_PYTHON, str(READER), "check"], capture_output=True, check=False)
        return packages if asked.returncode == 0 else [*packages, "python3-gi", "gir1.2-atspi-2.0"]

    def __enter__(self) -> DesktopSession:
        runtime = self._folder / "runtime"
        if len(os.fsencode(runtime / "at-spi" / "bus_999")) > LONGEST_SOCKET:
            raise RuntimeError(f"too long a path for a socket: {runtime}")
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.environment = {**QUIET, "XDG_RUNTIME_DIR": str(runtime)}
        try:
            self._start_screen()
            self._start_bus()
            self._reader = self._spawn([SYSTEM_PYTHON, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # each leads a group of its own, so whatever it started goes with it
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()
        self._started, self._programs = [], []

    def start(
        self, command: list[str], environment: dict[str, str] | None = None, **popen: Any
    ) -> subprocess.Popen[bytes]:
        """Start a program on this screen; it and what it starts end with the session."""
        program = self._spawn(command, environment, **popen)
        self._programs.append(program)
        return program

    # keys, clicks, windows

    def window(self, title: str, seconds: float = START_SECONDS) -> str:
        """Wait for a visible window with this in its title, give it the keyboard, and return its id.

        A window with exactly this title comes first. AssertionError if none comes, or if every program has ended.
        """
        try:
            found = self._until(lambda: self._find(title), seconds)
            # without a window manager the keyboard follows nobody
            self._until(lambda: self._has_focus(found), seconds)
        except TimeoutError:
            raise AssertionError(f"no window “{title}” took the keyboard in {seconds:g} s") from None
        return found

    def _find(self, title: str) -> str | None:
        pattern = re.sub(r"[][\\.^$*+?(){}|]", r"\\\g<0>", title)
        found = self._xdotool("search", "--onlyvisible", "--name", pattern).split()
        exact = (each for each in found if self._xdotool("getwindowname", each).rstrip("\n") == title)
        return next(exact, found[0]) if found else None

    def _has_focus(self, window: str) -> bool:
        self._xdotool("windowfocus", window)
        return self._xdotool("getwindowfocus").strip() == window

    def key(self, *keys: str) -> None:
        """Press keys one after the other, as `xdotool` names them ("space", "Escape", "ctrl+r")."""
        self._xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Write a text with the keyboard, new lines with Enter."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key("Return")
            if line:
                self._xdotool("type", "--delay", "12", "--", line)

    def point(self, x: int, y: int) -> None:
        """Move the pointer."""
        self._xdotool("mousemove", str(x), str(y))

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    # the reader

    def tree(self) -> list[Node]:
        """All that a screen reader finds in the windows of this screen, from the top."""
        nodes: list[dict[str, Any]] = self._ask("tree")
        return [Node(**dict(node, states=tuple(node["states"]))) for node in nodes]

    def words(self, name: str, words: str) -> tuple[int, int]:
        """The middle of the first such words in the text of that name, in pixels of the screen."""
        x, y, width, height = self._ask([name, words])
        return x + width // 2, y + height // 2

    def _ask(self, question: object) -> Any:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps(question).encode() + b"\n")
        self._reader.stdin.flush()
        ready, _, _ = select.select([self._reader.stdout], [], [], START_SECONDS)
        answer = self._reader.stdout.readline() if ready else b""
        if not answer:
            raise RuntimeError("the reader of the accessibility tree has ended or hangs")
        return json.loads(answer)

    def wait_for(self, look: Callable[[list[Node]], T | None], seconds: float = 30.0) -> T:
        """Read the tree until `look` finds something in it; AssertionError with the tree in words when it does not."""
        seen: list[Node] = []

        def try_once() -> T | None:
            seen[:] = self.tree()
            return look(seen)

        try:
            return self._until(try_once, seconds)
        except TimeoutError:
            raise AssertionError(f"not found in {seconds:g} s:\n{told(seen)}") from None

    def named(self, name: str, role: str | None = None, seconds: float = 30.0) -> Node:
        """Wait for the first visible thing whose name begins so."""

        def look(nodes: list[Node]) -> Node | None:
            fitting = (node for node in nodes if node.showing and node.name.startswith(name))
            return next((node for node in fitting if role in (None, node.role)), None)

        return self.wait_for(look, seconds)

    def screenshot(self, path: Path) -> None:
        """The whole screen as a .png file, from the file in which Xvfb keeps it; needs no further program."""
        from PySide6.QtGui import QImage  # noqa: PLC0415  whoever takes no picture needs no Qt here

        content = (self._folder / "Xvfb_screen0").read_bytes()
        # the header of an X window dump (XWDFile.h): 25 numbers of 32 bits, then the colour map, then the pixels
        header: tuple[int, ...] = struct.unpack(">25I", content[:100])
        size, width, height, line, colours = (header[place] for place in (0, 4, 5, 12, 19))
        pixels = content[size + 12 * colours :]
        image = QImage(pixels, width, height, line, QImage.Format.Format_RGB32)
        if not image.save(str(path)):
            raise OSError(f"could not write {path}")

    # beginnings

    def _start_screen(self) -> None:
        read, write = os.pipe()
        width, height = self._size
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        # without -noreset it begins anew when its only client leaves, and refuses who connects in that moment
        self._spawn([*command, "-noreset", "-fbdir", str(self._folder)], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.environment["DISPLAY"] = f":{number}"

    def _start_bus(self) -> None:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        bus = self._spawn(command, stdout=subprocess.PIPE)
        assert bus.stdout is not None
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        launcher = next(each for each in LAUNCHERS if each.exists())
        self._spawn([str(launcher), "--launch-immediately"])

    def _spawn(
        self, command: list[str], environment: dict[str, str] | None = None, **popen: Any
    ) -> subprocess.Popen[bytes]:
        whole = {**os.environ, **self.environment, **(environment or {})}
        usual: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
        process = subprocess.Popen[bytes](command, env=whole, **(usual | popen))
        self._started.append(process)
        return process

    def _until(self, look: Callable[[], T | None], seconds: float = START_SECONDS) -> T:
        """Ask until there is an answer. TimeoutError after so many seconds, AssertionError if none can come."""
        end = time.monotonic() + seconds
        while not (found := look()):
            self._check_alive()
            if time.monotonic() > end:
                raise TimeoutError
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._started[0].wait(LOOK_AGAIN)
        return found

    def _check_alive(self) -> None:
        """Waiting on for what nobody can show any more only hides the reason."""
        if self._started[0].poll() is not None:
            raise AssertionError("the screen (Xvfb) has ended")
        endings = [program.poll() for program in self._programs]
        if endings and None not in endings:
            raise AssertionError(f"the program has ended with {endings[-1]}")


def told(nodes: list[Node]) -> str:
    """A tree in words, what is on the screen alone."""
    return "\n".join(
        f"{'  ' * node.depth}{node.role} “{node.name}” {node.description} {node.text[:80]!r}".rstrip()
        for node in nodes
        if node.showing
    )
