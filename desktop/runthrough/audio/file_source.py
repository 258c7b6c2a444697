"""A sound file in place of the microphone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from runthrough.audio.sound_file import SoundFile, open_sound_file
from runthrough.domain.errors import RunthroughError
from runthrough.rehearsal.ports import Deliver

FAST_RATE = 200
"""How many times faster than it was spoken a file is at most read with `fast`: what waits in memory stays small."""


class FileSource:
    """Plays a file into a run-through (port AudioSource), in its own time or as fast as it can be taken."""

    live = False

    def __init__(self, path: Path, *, fast: bool) -> None:
        self._sound: SoundFile = open_sound_file(path)
        self._speed = FAST_RATE if fast else 1
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.name = path.name
        self.sample_rate = self._sound.sample_rate

    def start(self, deliver: Deliver, lost: Callable[[str], None]) -> None:
        """Begin; `lost("")` is called at the end of the file, or with what is wrong with it."""
        self._thread = threading.Thread(target=self._play, args=(deliver, lost), name="sound file", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; may be called twice, and by the thread that is told of the end."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2)

    def _play(self, deliver: Deliver, lost: Callable[[str], None]) -> None:
        begin = time.monotonic()
        played = 0
        try:
            for block in self._sound.blocks():
                played += len(block)
                due = begin + played / self.sample_rate / self._speed
                if self._stop.wait(max(0.0, due - time.monotonic())):
                    return
                deliver(block.tobytes(), time.monotonic())
        except RunthroughError:
            lost("the file is damaged")
            return
        if not self._stop.is_set():
            lost("")
