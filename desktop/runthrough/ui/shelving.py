"""What happens to speech models in the window: one thing at a time, on a lane of its own, while the pages go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from runthrough.domain.errors import DownloadPaused, RecognitionStopped, RunthroughError
from runthrough.ui.background import Background, Lane
from runthrough.ui.notices import notice

if TYPE_CHECKING:
    from runthrough.domain.speech_models import Fetched, ModelRow
    from runthrough.ui.model_ports import Models

STEADY_SECONDS = 1.0
"""Seconds of a download before its end is guessed."""

_Value = TypeVar("_Value")


class Doing(Enum):
    """What is done to a model; its value as the row says it."""

    FETCH = "Downloading"
    BRING = "Copying and trying it out"
    TRY = "Hearing ten seconds of speech"
    CHECK = "Reading its files"
    REMOVE = "Deleting"


@dataclass(frozen=True, slots=True)
class Work:
    """What is under way. `here` and `whole` in bytes, 0 while unknown; `left` in seconds, None while unknown."""

    name: str
    doing: Doing
    here: int = 0
    whole: int = 0
    left: float | None = None
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: a sentence, and whether it is trouble."""

    words: str
    bad: bool = False


class Shelving(QObject):
    """Belongs to the window's thread. `shown`: rows, work or what is told changed; `changed`: models came or went."""

    shown = Signal()
    changed = Signal()
    _fetched = Signal(object)

    def __init__(self, models: Models, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._models, self._background = models, background
        self.rows: tuple[ModelRow, ...] = ()
        self.work: Work | None = None
        self.told: dict[str, Told] = {}
        self._began: tuple[float, int] | None = None
        self._discards = False
        self._fetched.connect(self._show_fetched)

    def look(self) -> None:
        """Ask anew what is there; it is shown once what is under way has ended."""
        self._background.run(Lane.MODELS, self._models.rows, self._show_rows, lambda _error: None)

    def fetch(self, name: str, *, anew: bool = False) -> None:
        """Download a model, or go on with it; `anew`: delete a damaged one first."""

        def work() -> object:
            if anew:
                self._models.remove(name)
            return self._models.fetch(name, self._fetched.emit)

        self._begin(name, Doing.FETCH, work, lambda _folder: "Installed. It listens from now on if it is chosen.")

    def bring(self, path: Path) -> None:
        """Install the model in a folder or zip."""
        self._begin("", Doing.BRING, lambda: self._models.bring(path), lambda folder: f"{folder.name} is installed.")

    def try_speed(self, name: str) -> None:
        """Measure a model."""
        self._begin(name, Doing.TRY, lambda: self._models.try_speed(name), lambda _trial: "")

    def check(self, name: str) -> None:
        """Read a model through."""
        self._begin(name, Doing.CHECK, lambda: self._models.check(name), lambda _nothing: "All files are sound.")

    def remove(self, name: str) -> None:
        """Delete a model; the page has asked."""
        self._begin(name, Doing.REMOVE, lambda: self._models.remove(name), lambda _nothing: "")

    def discard(self, name: str) -> None:
        """Delete what is here of a download."""
        self._begin(name, Doing.REMOVE, lambda: self._models.discard(name), lambda _nothing: "")

    def pause(self, *, discard: bool = False) -> None:
        """End what is under way soon; `discard`: and delete what is here of it."""
        if self.work is not None:
            self._discards = discard
            self.work = replace(self.work, ending=True)
            self._models.pause()
            self.shown.emit()

    def _begin(self, name: str, doing: Doing, call: Callable[[], _Value], done: Callable[[_Value], str]) -> None:
        if self.work is not None:
            return
        self.work, self._began, self._discards = Work(name, doing), None, False
        self.told.pop(name, None)
        self.shown.emit()
        self._background.run(Lane.MODELS, call, lambda result: self._done(doing, done(result)), self._failed)

    def _show_fetched(self, fetched: Fetched) -> None:
        if self.work is None or self.work.doing is not Doing.FETCH or self.work.ending:
            return
        now = monotonic()
        if self._began is None:
            self._began = now, fetched.here
        self.work = replace(
            self.work, here=fetched.here, whole=fetched.bytes, left=seconds_left(self._began, now, fetched)
        )
        self.shown.emit()

    def _done(self, doing: Doing, words: str) -> None:
        name = self.work.name if self.work else ""
        self.work = None
        if words:
            self.told[name] = Told(words)
        self.look()
        if doing in (Doing.FETCH, Doing.BRING, Doing.REMOVE):
            self.changed.emit()
        self.shown.emit()

    def _failed(self, error: RunthroughError) -> None:
        work, self.work = self.work, None
        name = work.name if work else ""
        if not isinstance(error, DownloadPaused | RecognitionStopped):
            told = notice(error)
            self.told[name] = Told(f"{told.what} {told.next}".strip(), bad=True)
        if self._discards and isinstance(error, DownloadPaused):
            self.discard(name)
        self.look()
        self.shown.emit()

    def _show_rows(self, rows: tuple[ModelRow, ...]) -> None:
        self.rows = rows
        self.shown.emit()


def seconds_left(began: tuple[float, int], now: float, fetched: Fetched) -> float | None:
    """How long a download will take yet, at the mean speed since `began` (seconds, bytes that were here then)."""
    passed, came = now - began[0], fetched.here - began[1]
    return (fetched.bytes - fetched.here) * passed / came if passed >= STEADY_SECONDS and came > 0 else None
