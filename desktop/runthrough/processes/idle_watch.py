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
"""Of one processor's time, below which it does nothing; looking costs a hundredth of this."""


def end_process() -> None:
    """End this process at once, with nothing tidied up: what hangs would hang there, too."""
    os._exit(HUNG)


class IdleWatch:
    """Looks whether the process works while it should. `working` is used by one thread at a time."""

    def __init__(
        self,
        seconds: float = IDLE_SECONDS,
        end: Callable[[], None] = end_process,
        clock: Callable[[], float] = time.monotonic,
        computed: Callable[[], float] = time.process_time,
    ) -> None:
        """`end` is called after so many `seconds` without work. `computed` tells the processor time of all threads."""
        self._seconds, self._end, self._clock, self._computed = seconds, end, clock, computed
        self._lock = threading.Lock()
        self._worked: tuple[float, float] | None = None
        """When it was last seen at work, and what it had computed by then; None while there is nothing to do."""

    def start(self) -> None:
        """Look from now on, from a thread of its own that ends with the process."""
        threading.Thread(target=self._run, name="idle watch", daemon=True).start()

    @contextmanager
    def working(self) -> Generator[None]:
        """There is something to do."""
        with self._lock:
            self._worked = self._clock(), self._computed()
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
            now, computed = self._clock(), self._computed()
            since, before = self._worked
            if computed - before >= IDLE_SHARE * self._seconds:
                self._worked = now, computed
            elif now - since >= self._seconds:
                self._end()

    def _run(self) -> None:
        never = threading.Event()
        while not never.wait(self._seconds / 10):
            self.look()
