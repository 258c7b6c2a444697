"""One process with the connection to it: asked one thing at a time, killed when it hangs."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from runthrough.processes.idle_watch import HUNG

BURIAL = 5.0
"""Seconds the system gets for ending a process that was killed."""


class Died(Exception):
    """The process died, or was killed because it hung; the text says which."""


class Child:
    """A running process. `run` is called in it with the other end of the connection and `arguments`.

    `run` is a function of a module and everything in `arguments` pickles, because both are sent there.
    """

    def __init__(self, name: str, run: Callable[..., object], *arguments: Any) -> None:
        # spawn everywhere: a forked copy of a program with threads and a sound system is not safe to live in
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=run, args=(theirs, *arguments), name=name, daemon=True)
        self._process.start()
        theirs.close()  # so that this end learns when the process is gone
        self._hung = False

    def exchange(self, request: object | None, seconds: float) -> object:
        """Send a request, if there is one, and wait for what the process says. Raises Died."""
        with self._within(seconds):
            if request is not None:
                self._connection.send(request)
            return self._connection.recv()

    def kill(self) -> None:
        """End it at once; may be called from any thread, and twice."""
        self._process.kill()

    def end(self) -> None:
        """Kill it and let go of all it held."""
        self._process.kill()
        self._process.join(BURIAL)
        self._connection.close()

    @contextmanager
    def _within(self, seconds: float) -> Generator[None]:
        """Kill the process when it takes longer. Sending needs this too: it blocks when nobody reads."""
        watch = threading.Timer(seconds, self._kill_hung)
        watch.daemon = True
        watch.start()
        try:
            yield
        except (EOFError, OSError) as error:
            raise Died(self._why(seconds)) from error
        finally:
            watch.cancel()
            watch.join()

    def _why(self, seconds: float) -> str:
        self._process.join(BURIAL)
        if self._process.exitcode == HUNG:
            return "it hung and did nothing"
        return f"it gave no answer in {seconds:g} s" if self._hung else f"its process ended ({self._process.exitcode})"

    def _kill_hung(self) -> None:
        self._hung = True
        self._process.kill()
