"""Slow work off the window's thread: a thread for each kind of work, and the results back on the window's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from runthrough.domain.errors import RunthroughError

_Value = TypeVar("_Value")


class Lane(Enum):
    """A thread of its own, so that a sound server that hangs does not keep anybody from reading the library."""

    LIBRARY = "library"
    SOUND = "sound"
    HEARING = "hearing"
    AGAIN = "again"
    MODELS = "models"


@dataclass(frozen=True, slots=True)
class _Work:
    call: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[RunthroughError], object] | None


@dataclass(frozen=True, slots=True)
class _Outcome:
    work: _Work
    result: object = None
    error: BaseException | None = None


class _Thread:
    """Does one work after the other. A daemon: one that hangs in a sound system must not keep the program alive."""

    def __init__(self, lane: Lane, ended: Callable[[_Outcome], None]) -> None:
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._ended = ended
        self._thread = threading.Thread(target=self._run, name=lane.value, daemon=True)
        self._thread.start()

    def put(self, work: _Work) -> None:
        self._queue.put(work)

    def close(self) -> None:
        self._queue.put(None)

    def join(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                outcome = _Outcome(work, work.call())
            except BaseException as error:
                outcome = _Outcome(work, error=error)
            self._ended(outcome)


class Background(QObject):
    """Runs work on lanes. Belongs to the window's thread."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = {lane: _Thread(lane, self._ended.emit) for lane in Lane}

    def run(
        self,
        lane: Lane,
        work: Callable[[], _Value],
        done: Callable[[_Value], object] | None = None,
        failed: Callable[[RunthroughError], object] | None = None,
    ) -> None:
        """Do `work` on a lane, after what was given to it before; then call `done` or `failed` on the window's thread.

        An unexpected error is raised there, too, and so reaches the last net; so is an expected one without `failed`.
        """
        self._threads[lane].put(_Work(work, done, failed))

    def close(self, seconds: float) -> bool:
        """Let all lanes end what they were given, within `seconds` altogether; returns whether they did."""
        for thread in self._threads.values():
            thread.close()
        end = monotonic() + seconds
        return all(thread.join(max(0.0, end - monotonic())) for thread in self._threads.values())

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        work, error = outcome.work, outcome.error
        if error is None:
            if work.done is not None:
                work.done(outcome.result)
        elif isinstance(error, RunthroughError) and work.failed is not None:
            work.failed(error)
        else:
            raise error
