"""The speech models behind the window: the port `ui.model_ports.Models`. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from runthrough.app import App
from runthrough.domain.errors import RunthroughError
from runthrough.domain.speech_models import Fetched, HubAccess, ModelRow
from runthrough.domain.speed_trial import SpeedTrial
from runthrough.storage.settings import Settings
from runthrough.warm_recogniser import WarmRecogniser

if TYPE_CHECKING:
    from runthrough.fetching.shelf import ModelShelf


class ModelDesk:
    """A shelf, the speaker's settings, and the recogniser that has to know when models come and go."""

    def __init__(self, app: App, settings: Callable[[], Settings], listening: WarmRecogniser) -> None:
        self._app, self._settings, self._listening = app, settings, listening
        self._made: ModelShelf | None = None
        self._over = False

    @property
    def hub(self) -> HubAccess:
        """The way to models."""
        return self._settings().hub

    def rows(self) -> tuple[ModelRow, ...]:
        """What is known or installed."""
        return self._shelf.rows()

    def in_use(self) -> str:
        """The name of the model that listens, or would."""
        try:
            choice = self._app.models.choose(self._settings().recogniser)
        except RunthroughError:
            return ""
        return next((row.name for row in self._shelf.rows() if row.recogniser == choice.name), "")

    def fetch(self, name: str, tell: Callable[[Fetched], object]) -> Path:
        """Download a model, or go on with it."""
        folder = self._shelf.get(name, tell, self.hub)
        self._changed()
        return folder

    def bring(self, path: Path, name: str | None = None) -> Path:
        """Install the model in a folder or zip."""
        folder = self._shelf.add(path, name)
        self._changed()
        return folder

    def remove(self, name: str) -> None:
        """Delete one of the speaker's own models."""
        self._shelf.remove(name)
        self._changed()

    def discard(self, name: str) -> None:
        """Delete what is here of a download that pauses."""
        self._shelf.discard(name)

    def check(self, name: str) -> None:
        """Read a model through."""
        self._shelf.check(name)

    def try_speed(self, name: str) -> SpeedTrial:
        """Measure a model on ten seconds of speech."""
        return self._shelf.try_speed(name)

    def pause(self) -> None:
        """End `fetch` or `try_speed` soon."""
        if self._made is not None:
            self._made.pause()

    def close(self) -> None:
        """End what runs, and what waits for its turn."""
        self._over = True
        if self._made is not None:
            self._made.close()

    @property
    def _shelf(self) -> ModelShelf:
        if self._made is None:
            # here: what downloads takes a tenth of a second to import, and few starts of the window need it
            from runthrough.shelf_of import shelf_of  # noqa: PLC0415

            self._made = shelf_of(self._app)
            if self._over:
                self._made.close()
        return self._made

    def _changed(self) -> None:
        self._listening.models_changed()
