"""Where things lie: what comes with the program, and what the program keeps for the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent


def _shipped(name: str) -> Path:
    """A folder of the checkout, or its copy inside an installed wheel."""
    beside = CHECKOUT / name
    return beside if beside.is_dir() and (CHECKOUT / "pyproject.toml").is_file() else PACKAGE / f"_{name}"


@dataclass(frozen=True, slots=True)
class Places:
    """All folders and files of one data folder. Nothing is created by asking."""

    data: Path

    @property
    def database(self) -> Path:
        """The library."""
        return self.data / "library.db"

    @property
    def takes(self) -> Path:
        """Recordings with their sidecars."""
        return self.data / "takes"

    @property
    def questions(self) -> Path:
        """The speaker's own templates."""
        return self.data / "questions"

    @property
    def drafts(self) -> Path:
        """Templates that are being written and were not saved yet."""
        return self.data / "drafts"

    @property
    def models(self) -> Path:
        """Where Whisper models are put."""
        return self.data / "models"

    @property
    def speed_trials(self) -> Path:
        """How fast models were on this computer."""
        return self.data / "speed-trials.json"

    @property
    def lock(self) -> Path:
        """Held by the one copy that writes."""
        return self.data / "lock"

    @property
    def settings(self) -> Path:
        """What the speaker chose."""
        return self.data / "settings.json"

    @property
    def log(self) -> Path:
        """What went wrong; no transcript is ever written there."""
        return self.data / "runthrough.log"

    @property
    def built_in_questions(self) -> Path:
        """Templates that come with the program."""
        return _shipped("assets") / "questions"

    @property
    def shipped_models(self) -> Path:
        """The manifest of known models; in a checkout models may be put here, too."""
        return _shipped("models")


def trial_sound() -> Path:
    """Ten seconds of synthetic speech, on which models are tried."""
    return _shipped("assets") / "ten_seconds.wav"


def style_file() -> Path:
    """The style sheet of the window."""
    return _shipped("assets") / "style.qss"


def default_places() -> Places:
    """The data folder of this user on this system."""
    import platformdirs  # noqa: PLC0415  the window is shown as soon as its place is known

    return Places(Path(platformdirs.user_data_dir("Runthrough", appauthor=False)))
