"""The window's recogniser, loaded before anybody speaks."""

from __future__ import annotations

import threading

from runthrough.domain.errors import RunthroughError
from runthrough.recognition.model_store import ModelStore, RecogniserChoice
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.absent_recogniser import AbsentRecogniser
from runthrough.rehearsal.runthrough import LiveRunThrough


class WarmRecogniser:
    """The recogniser that listens while somebody speaks: loaded ahead, exchanged between run-throughs."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models
        self._lock = threading.Lock()
        self._present: RecogniserProcess | AbsentRecogniser | None = None
        self._title = ""
        self._choice: RecogniserChoice | None = None
        self._wanted: str | None = None
        self._heard: LiveRunThrough | None = None

    def present(self, wanted: str | None) -> RecogniserProcess | AbsentRecogniser:
        """The recogniser called `wanted`, at least on its way; one that refuses everything where it cannot be had."""
        with self._lock:
            if self._present is not None and self._wanted != wanted:
                self._retire(self._present)
                self._present = None
            if self._present is None:
                self._wanted = wanted
                self._present = self._make(wanted)
            return self._present

    def warm_up(self, wanted: str | None) -> str:
        """Wait until it is loaded; returns its title. Raises NoRecogniser, ModelDamaged or RecognitionFailed."""
        with self._lock:
            if isinstance(self._present, AbsentRecogniser):
                self._present = None  # it may have been installed since
        present = self.present(wanted)
        _ = present.identity
        return self._title

    def models_changed(self) -> None:
        """Models came or went: let go of what is loaded if another one is to listen now.

        What is being rehearsed keeps its recogniser; the new one is loaded by the next `present` or `warm_up`.
        """
        with self._lock:
            if self._present is not None and self._choice != self._chosen(self._wanted):
                self._retire(self._present)
                self._present = None

    def listens_to(self, run: LiveRunThrough) -> None:
        """Remember who is heard, so that it is not taken away in the middle."""
        self._heard = run

    def close(self) -> None:
        """End its process."""
        with self._lock:
            present, self._present = self._present, None
        if present is not None:
            present.close()

    def _make(self, wanted: str | None) -> RecogniserProcess | AbsentRecogniser:
        self._choice = None
        try:
            choice = self._models.choose(wanted)
        except RunthroughError as error:
            return AbsentRecogniser(error)
        self._title, self._choice = choice.title, choice
        process = RecogniserProcess(choice)
        process.start()
        return process

    def _chosen(self, wanted: str | None) -> RecogniserChoice | None:
        try:
            return self._models.choose(wanted)
        except RunthroughError:
            return None

    def _retire(self, old: RecogniserProcess | AbsentRecogniser) -> None:
        """End it once the run-through that it hears is all stored."""
        heard = self._heard

        def end() -> None:
            if heard is not None:
                heard.join()
            old.close()

        threading.Thread(target=end, name="retired recogniser", daemon=True).start()
