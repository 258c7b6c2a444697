"""What the speaker chose: one JSON file, read before the window shows, each value checked by itself.

A file that cannot be read is set aside and the copy before it is used. Unknown keys are kept, so that an older
program does not forget what a newer one wrote.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

from runthrough.domain.cues import CueMode
from runthrough.domain.norms import FILLER_WORDS, TARGET_PACE, Aims, usable_pace
from runthrough.domain.speech_models import HubAccess

MOST_FILLERS, LONGEST_FILLER = 100, 40
"""Phrases of the speaker's own list, and characters of one: what is longer was not meant as a filler."""
TEXT_SCALES = (1.0, 1.5)
"""The smallest and largest text, as a share of its size (ui.md 2.2)."""


class Theme(StrEnum):
    """Which colours hold; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the speaker chose.

    `microphone`: a device's full name, None for the system's default. `recogniser`: its name, None for the preferred.
    `set_up`: whether the first start was gone through. `cue_modes` by question id. `ask_follow_ups`: whether a
    follow-up section asks what was weak or missed last time. `confidential`: names that should not be said or leave in
    an export, in the speaker's order and spelling, none twice. `pace_band`: words a minute to aim at. `filler_words`:
    what is counted beside um and uh. `pitfalls_off`: ids of pitfall rules that are switched off. `model_mirror`,
    `model_proxy`: addresses for downloads of speech models, None for the environment's. `unknown`: keys of a newer
    program.
    """

    microphone: str | None = None
    recogniser: str | None = None
    theme: Theme = Theme.SYSTEM
    text_scale: float = 1.0
    reduced_motion: bool = False
    set_up: bool = False
    cue_modes: dict[str, CueMode] = field(default_factory=dict[str, CueMode])
    ask_follow_ups: bool = True
    confidential: tuple[str, ...] = ()
    pace_band: tuple[int, int] = TARGET_PACE
    filler_words: tuple[str, ...] = FILLER_WORDS
    pitfalls_off: tuple[str, ...] = ()
    model_mirror: str | None = None
    model_proxy: str | None = None
    unknown: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def hub(self) -> HubAccess:
        """The way to speech models."""
        return HubAccess(self.model_mirror, self.model_proxy)

    @property
    def aims(self) -> Aims:
        """What a delivery is measured against."""
        return Aims(self.pace_band, self.filler_words)


def read_settings(path: Path) -> tuple[Settings, bool]:
    """The settings, and whether something unusable was replaced by the copy before it or by defaults."""
    written = _read(path)
    if written is None and not path.exists():
        # a kill between the two steps of writing leaves the copy alone
        older = _read(_older(path))
        return (Settings(), False) if older is None else _settings_of(older)
    if written is not None:
        return _settings_of(written)
    with contextlib.suppress(OSError):
        path.rename(_aside(path))
    return _settings_of(_read(_older(path)) or {})[0], True


def write_settings(path: Path, settings: Settings) -> None:
    """Put the settings in place of the earlier ones in one step. Raises FolderUnwritable or DiskTooFull."""
    text = json.dumps(_written(settings), indent=2) + "\n"
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if _read(path) is not None:
            path.replace(_older(path))
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        # imported here, because the settings are read before the window shows
        from runthrough.storage.text_file import refusal  # noqa: PLC0415

        raise refusal(path, error) from error


def _aside(path: Path) -> Path:
    """A name with the present time (UTC) that is not taken."""
    dated = f"{path.stem}-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{dated}-{number}.json" if number > 1 else f"{dated}.json" for number in count(1))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _older(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def _read(path: Path) -> dict[str, Any] | None:
    """The file's keys; None where it is missing or is no JSON object."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


_KNOWN = (
    "microphone",
    "recogniser",
    "theme",
    "text_scale",
    "reduced_motion",
    "set_up",
    "cue_modes",
    "ask_follow_ups",
    "confidential",
    "pace_band",
    "filler_words",
    "pitfalls_off",
    "model_mirror",
    "model_proxy",
)


def _settings_of(written: Mapping[str, Any]) -> tuple[Settings, bool]:
    default = Settings()
    scale = written.get("text_scale", default.text_scale)
    usable_scale = isinstance(scale, int | float) and not isinstance(scale, bool) and _within(scale)
    read = Settings(
        microphone=_text(written.get("microphone")),
        recogniser=_text(written.get("recogniser")),
        theme=_member(Theme, written.get("theme"), default.theme),
        text_scale=float(scale) if usable_scale else default.text_scale,
        reduced_motion=written.get("reduced_motion") is True,
        set_up=written.get("set_up") is True,
        cue_modes=_cue_modes(written.get("cue_modes")),
        ask_follow_ups=written.get("ask_follow_ups") is not False,
        confidential=_names(written.get("confidential")),
        pace_band=_pace_band(written.get("pace_band"), default.pace_band),
        filler_words=_phrases(written.get("filler_words"), default.filler_words),
        pitfalls_off=_names(written.get("pitfalls_off")),
        model_mirror=_text(written.get("model_mirror")),
        model_proxy=_text(written.get("model_proxy")),
        unknown={key: value for key, value in written.items() if key not in _KNOWN},
    )
    again = _written(read)
    return read, any(again[key] != value for key, value in written.items())


def _within(scale: float) -> bool:
    return TEXT_SCALES[0] <= scale <= TEXT_SCALES[1]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _member(kind: type[Theme], value: object, default: Theme) -> Theme:
    return kind(value) if isinstance(value, str) and value in set(kind) else default


def _cue_modes(value: object) -> dict[str, CueMode]:
    if not isinstance(value, dict):
        return {}
    return {str(key): CueMode(mode) for key, mode in value.items() if isinstance(mode, str) and mode in set(CueMode)}


def _names(value: object) -> tuple[str, ...]:
    return usable_names(name for name in value if isinstance(name, str)) if isinstance(value, list) else ()


def usable_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Names of a list without needless blanks, in the speaker's order and spelling, none twice."""
    return tuple(dict.fromkeys(name for text in texts if (name := " ".join(text.split()))))


def _pace_band(value: object, default: tuple[int, int]) -> tuple[int, int]:
    match value:
        case [int(low), int(high)] if usable_pace(low, high):
            return low, high
        case _:
            return default


def _phrases(value: object, default: tuple[str, ...]) -> tuple[str, ...]:
    """An empty list is one, too: nothing but sounds is counted then."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return default
    return usable_phrases(value)


def usable_phrases(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of a list of fillers that can be looked for, each once, in the speaker's order and spelling."""
    tidied = (" ".join(text.split()) for text in texts)
    return tuple({text.lower(): text for text in tidied if 0 < len(text) <= LONGEST_FILLER}.values())[:MOST_FILLERS]


def _written(settings: Settings) -> dict[str, Any]:
    return {
        **settings.unknown,
        "microphone": settings.microphone,
        "recogniser": settings.recogniser,
        "theme": settings.theme.value,
        "text_scale": settings.text_scale,
        "reduced_motion": settings.reduced_motion,
        "set_up": settings.set_up,
        "cue_modes": {key: mode.value for key, mode in settings.cue_modes.items()},
        "ask_follow_ups": settings.ask_follow_ups,
        "confidential": list(settings.confidential),
        "pace_band": list(settings.pace_band),
        "filler_words": list(settings.filler_words),
        "pitfalls_off": list(settings.pitfalls_off),
        "model_mirror": settings.model_mirror,
        "model_proxy": settings.model_proxy,
    }
