"""The speech models of one data folder: what there is, and all that can be done with it, for a terminal or a window."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from errno import EDQUOT, ENOSPC
from pathlib import Path

from runthrough.domain.errors import (
    FolderUnwritable,
    ModelDamaged,
    NoRoomForModel,
    NotAModel,
    RunthroughError,
    UnknownModel,
)
from runthrough.domain.speech_models import HubAccess, ModelRow, SpeechModel
from runthrough.domain.speed_trial import SpeedTrial
from runthrough.fetching.bring import bring
from runthrough.fetching.catalogue import catalogue, wanted_model
from runthrough.fetching.install import MARGIN, Installer, Tell
from runthrough.fetching.speed import TrialBook, this_machine, try_speed, weights_bytes
from runthrough.recognition.model_store import ModelStore, RecogniserChoice
from runthrough.recognition.process import RecogniserProcess

MOONSHINE = ModelRow(
    "moonshine",
    "moonshine",
    "Moonshine",
    "English, at once: it comes with the program",
    "MIT",
    ("en",),
    comes_along=True,
)


@dataclass(frozen=True, slots=True)
class ShelfPlaces:
    """Where a shelf's things lie."""

    models: Path
    shipped: Path
    trials: Path
    sound: Path


@dataclass(frozen=True, slots=True)
class ShelfClock:
    """Time: seconds for measuring, and the wall's (ISO 8601 in UTC)."""

    monotonic: Callable[[], float]
    now: Callable[[], str]


class ModelShelf:
    """All methods but `pause` may take long, and are used by one thread at a time."""

    def __init__(
        self,
        store: ModelStore,
        places: ShelfPlaces,
        clock: ShelfClock,
        installer: Installer | None = None,
        make: Callable[[RecogniserChoice], RecogniserProcess] = RecogniserProcess,
    ) -> None:
        self._store, self._places, self._clock, self._make = store, places, clock, make
        self._installer = installer or Installer(places.models)
        self._known = catalogue(places.shipped)
        self._book = TrialBook(places.trials)
        self._under_way = _UnderWay()

    def rows(self) -> tuple[ModelRow, ...]:
        """What is known or installed: in the order of the catalogue, then what else lies in the folders."""
        choices = self._store.choices()
        preferred = choices[0].name if choices else ""
        here = {choice.name: choice for choice in choices}
        known = [self._known_row(model, here) for model in self._known]
        rows = [MOONSHINE, *known]
        listed = {row.recogniser for row in rows}
        rows += [ModelRow(each.folder.name, each.name, each.title) for each in choices if each.name not in listed]
        return tuple(self._filled(row, here.get(row.recogniser), preferred) for row in rows)

    def get(self, name: str, tell: Tell, access: HubAccess) -> Path:
        """Download a model, or go on with it; returns its folder. Raises as Installer.download, and UnknownModel."""
        model = wanted_model(self._known, name)
        with self._under_way.stoppable() as stop, _writing(self._places.models):
            return self._installer.download(model, tell, stop, access)

    def add(self, path: Path, name: str | None = None) -> Path:
        """Install the model in a folder or zip; returns where it is now. Raises as `bring`."""
        try:
            return bring(path, self._installer, self._known, name)
        except OSError as error:
            at_fault = Path(str(error.filename)) if error.filename else self._places.models
            if self._places.models in (at_fault, *at_fault.parents):
                raise _refusal(self._places.models, error) from error
            raise NotAModel(path, f"{at_fault.name} cannot be read ({error.strerror})") from error

    def remove(self, name: str) -> None:
        """Delete a model from the speaker's own folder. Raises UnknownModel or FolderUnwritable."""
        found = self.own(name)
        with _writing(self._places.models):
            self._installer.remove(found.folder.name)

    def discard(self, name: str) -> None:
        """Delete what is here of a download that pauses. Raises UnknownModel or FolderUnwritable."""
        model = wanted_model(self._known, name)
        if self._installer.waiting(model.folder):
            with _writing(self._places.models):
                self._installer.discard(model.folder)

    def waiting(self, name: str) -> int:
        """Bytes that are here of a download that pauses; 0 for a name that nobody knows."""
        model = next((model for model in self._known if model.is_called(name)), None)
        return self._installer.waiting(model.folder) if model else 0

    def check(self, name: str) -> None:
        """Read an installed model through: a second or so for each 500 MB. Raises NoRecogniser or ModelDamaged."""
        self._store.verify(name)

    def try_speed(self, name: str) -> SpeedTrial:
        """Measure an installed model and keep what came out.

        Raises NoRecogniser, ModelDamaged, RecognitionFailed, FolderUnwritable, or RecognitionStopped after `pause`.
        """
        choice = self._store.choose(name)
        with closing(self._make(choice)) as process, self._under_way.killable(process.close):
            found = try_speed(
                process, self._places.sound, weights_bytes(choice), self._clock.monotonic, self._clock.now()
            )
        with _writing(self._places.trials.parent):
            self._book.keep(choice.name, found)
        return found

    def pause(self) -> None:
        """End `get` or `try_speed` soon, if one runs; what is here of a download stays. Any thread."""
        self._under_way.stop()

    def close(self) -> None:
        """The same for good: those that wait for their turn end at once, too. Any thread."""
        self._under_way.stop(for_good=True)

    def known(self, name: str) -> SpeechModel:
        """The model of the catalogue that is called so. Raises UnknownModel."""
        return wanted_model(self._known, name)

    def own(self, name: str) -> RecogniserChoice:
        """The model of the speaker's own folder that is called so. Raises UnknownModel."""
        own = [each for each in self._store.choices() if each.folder.parent == self._places.models]
        found = next((each for each in own if each.is_called(name)), None)
        if found is None:
            raise UnknownModel(name, tuple(each.folder.name for each in own))
        return found

    def _known_row(self, model: SpeechModel, here: dict[str, RecogniserChoice]) -> ModelRow:
        """A known model, also where its folder has another of its names."""
        installed = next((folder for folder in model.folders if f"whisper:{folder}" in here), model.folder)
        return ModelRow(
            installed,
            f"whisper:{installed}",
            f"Whisper {installed}",
            model.good_for,
            model.licence,
            model.languages,
            model.megabytes,
        )

    def _filled(self, row: ModelRow, here: RecogniserChoice | None, preferred: str) -> ModelRow:
        if here is None:
            return replace(row, waiting=self._installer.waiting(row.name))
        return replace(
            row,
            folder=here.folder,
            own=here.folder.parent == self._places.models,
            trouble=self._trouble(here),
            preferred=here.name == preferred,
            trial=self._trial(here),
        )

    def _trouble(self, here: RecogniserChoice) -> str:
        try:
            self._store.choose(here.name)
        except ModelDamaged as error:
            return error.detail
        except RunthroughError:
            return ""  # it went away just now
        return ""

    def _trial(self, here: RecogniserChoice) -> SpeedTrial | None:
        found = self._book.read().get(here.name)
        return found if found and found.holds_for(this_machine(), weights_bytes(here)) else None


class _UnderWay:
    """What can be stopped from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: list[Callable[[], object]] = []
        self._over = False

    @contextmanager
    def stoppable(self) -> Generator[threading.Event]:
        """An event that is set when it is to stop."""
        event = threading.Event()
        with self.killable(event.set):
            yield event

    @contextmanager
    def killable(self, kill: Callable[[], object]) -> Generator[None]:
        """`kill` is called when it is to stop."""
        with self._lock:
            self._stops.append(kill)
            over = self._over
        if over:
            kill()
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(kill)

    def stop(self, *, for_good: bool = False) -> None:
        """Stop what is under way; `for_good`: and whatever begins later."""
        with self._lock:
            self._over = self._over or for_good
            stops = list(self._stops)
        for stop in stops:
            stop()


@contextmanager
def _writing(folder: Path) -> Generator[None]:
    """Tell in our own words when `folder` cannot be written."""
    try:
        yield
    except OSError as error:
        raise _refusal(folder, error) from error


def _refusal(folder: Path, error: OSError) -> RunthroughError:
    if error.errno in (ENOSPC, EDQUOT):
        there = next(each for each in (folder, *folder.parents) if each.exists())
        return NoRoomForModel(folder, MARGIN, shutil.disk_usage(there).free)
    return FolderUnwritable(folder, error.strerror or str(error))
