"""A process that has something to do and does nothing hangs: it ends itself, long before a slow one would be given up.

A deadlock, a driver that never answers, a library that waits for a lock of a dead thread: all of these use no processor
time, while work that is only slow does, on however busy a computer. What spins without an end, or holds Python's lock,
is left to the limit of whoever asked.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

HUNG = 86
"""Exit code of a process that ended itself so."""
IDLE_SECONDS = 10.0
"""Without work, after which it hangs. Own choice: the disk of a computer that runs out of memory may take seconds."""
IDLE_SHARE = 0.01
"""Of one processor's time, below which it does nothing."""
LOOKS = 10
"""How often it is looked at in that time. Looks are counted, not seconds: where the computer was asleep, or had no turn
for this process, there were no looks either."""


def end_process() -> None:
    """End this process at once, with nothing tidied up: what hangs would hang there, too."""
    os._exit(HUNG)


class IdleWatch:
    """Looks whether the process works while it should. `working` is used by one thread at a time."""

    def __init__(
        self,
        seconds: float = IDLE_SECONDS,
        end: Callable[[], None] = end_process,
        computed: Callable[[], float] = time.process_time,
    ) -> None:
        """`end` is called after so many `seconds` without work. `computed` tells the processor time of all threads."""
        self._seconds, self._end, self._computed = seconds, end, computed
        self._lock = threading.Lock()
        self._worked: float | None = None
        """What it had computed when it was last seen at work; None while there is nothing to do."""
        self._idle = 0
        """Looks since then."""

    def start(self) -> None:
        """Look from now on, from a thread of its own that ends with the process."""
        threading.Thread(target=self._run, name="idle watch", daemon=True).start()

    @contextmanager
    def working(self) -> Generator[None]:
        """There is something to do."""
        with self._lock:
            self._worked, self._idle = self._computed(), 0
        try:
            yield
        finally:
            with self._lock:
                self._worked = None

    def look(self) -> None:
        """Notice work, or the lack of it."""
        with self._lock:
            if self._worked is None:
                return
            computed = self._computed()
            if computed - self._worked >= IDLE_SHARE * self._seconds:
                self._worked, self._idle = computed, 0
                return
            self._idle += 1
            if self._idle >= LOOKS:
                self._end()

    def _run(self) -> None:
        never = threading.Event()
        while not never.wait(self._seconds / LOOKS):
            self.look()
