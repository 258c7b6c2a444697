"""What the window recognises behind its pages: in a process of its own, behind a rehearsal, and stopped at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from runthrough.app import App
from runthrough.domain.errors import RecognitionStopped
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, Wanted
from runthrough.recognising import Recognising
from runthrough.rehearsal.ports import Recogniser
from runthrough.rehearsal.runthrough import LiveRunThrough
from runthrough.storage.library import Library

LOOK_SECONDS = 0.2
"""How often it is looked whether a rehearsal is over, or whether nobody wants to wait any more."""


class Again:
    """Recognises one `Wanted` at a time. `hear` belongs to one thread; all else may be called from any."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._process: Recogniser | None = None
        self._stop = threading.Event()
        self._rehearsed: LiveRunThrough | None = None

    def hear(self, wanted: Wanted, chosen: str | None, tell: Callable[[HeardSoFar], object]) -> HeardAgain:
        """Recognise what is wanted, with the recogniser that is `chosen` unless it names one.

        Returns early, and says so, where it is stopped. Raises as `Recognising.hear`.
        """
        wanted = replace(wanted, recogniser=wanted.recogniser or chosen)
        try:
            self._heed()
            with Library(self._app.places.database) as library, self._app.recogniser(wanted.recogniser) as process:
                with self._lock:
                    self._process = process
                self._heed()

                def told(so_far: HeardSoFar) -> None:
                    tell(so_far)
                    self._heed()

                return Recognising(self._app, library, process).hear(wanted, told)
        except RecognitionStopped:  # before the first take, or while the recogniser was loading
            return HeardAgain(stopped=True)
        finally:
            with self._lock:
                self._process = None
            self._stop.clear()

    def stop(self) -> None:
        """End `hear`, also one that has not begun yet: its process is killed, whatever it does."""
        self._stop.set()
        with self._lock:
            process = self._process
        if process is not None:
            process.close()

    def lets_pass(self, run: LiveRunThrough) -> None:
        """Wait between two clips until this rehearsal is recorded and transcribed."""
        self._rehearsed = run

    def _heed(self) -> None:
        run = self._rehearsed
        while run is not None and not self._stop.is_set() and not run.join(LOOK_SECONDS):
            pass
        if self._stop.is_set():
            raise RecognitionStopped
