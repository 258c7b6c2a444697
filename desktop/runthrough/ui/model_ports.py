"""What the window needs of the program around speech models: the port `Models`. The values are the domain's own.

Every call but `pause`, `hub` and `close` may block, so none is made on the window's thread: lane MODELS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runthrough.domain.speech_models import Fetched, HubAccess, ModelRow
    from runthrough.domain.speed_trial import SpeedTrial


class Models(Protocol):
    """The speech models of this data folder. A model is named by `ModelRow.name`.

    What was fetched, brought or removed counts from the next `Desk.warm_up` or run-through on; one that is being
    rehearsed keeps the recogniser it began with.
    """

    def rows(self) -> tuple[ModelRow, ...]:
        """What is known or installed, the recommended first. Reads some files, and a vocabulary for each model."""
        ...

    def in_use(self) -> str:
        """The name of the model that listens now, or would; "" where there is none."""
        ...

    def fetch(self, name: str, tell: Callable[[Fetched], object]) -> Path:
        """Download a model, or go on with it; returns its folder. The only call that uses the network.

        `tell` is called on the lane, some times a second. Raises DownloadPaused after `pause`, DownloadFailed,
        DownloadDamaged, NoRoomForModel, NotAModel, ModelThere, UnknownModel or FolderUnwritable.
        """
        ...

    def bring(self, path: Path, name: str | None = None) -> Path:
        """Install the model in a folder or zip; returns where it is now.

        Raises NotAModel (with what is missing or damaged), ModelThere, NoRoomForModel or FolderUnwritable.
        """
        ...

    def remove(self, name: str) -> None:
        """Delete one of the speaker's own models; ask before, and say if it is `in_use`. Raises UnknownModel."""
        ...

    def discard(self, name: str) -> None:
        """Delete what is here of a download that pauses. Raises UnknownModel or FolderUnwritable."""
        ...

    def check(self, name: str) -> None:
        """Read a model through, a second or so for each 500 MB. Raises ModelDamaged or NoRecogniser."""
        ...

    def try_speed(self, name: str) -> SpeedTrial:
        """Measure a model on ten seconds of speech, and keep that for `rows`.

        Raises RecognitionStopped after `pause`, ModelDamaged, NoRecogniser, RecognitionFailed or FolderUnwritable.
        """
        ...

    def pause(self) -> None:
        """End `fetch` or `try_speed` soon, if one runs; what is here of a download stays. Any thread."""
        ...

    @property
    def hub(self) -> HubAccess:
        """The way to models, as the settings say (`Settings.model_mirror`, `model_proxy`). Any thread."""
        ...

    def close(self) -> None:
        """End what runs, and what waits for its turn. Any thread."""
        ...
