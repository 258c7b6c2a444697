"""The speech models that can be had, from the manifest that comes with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from runthrough.domain.errors import UnknownModel
from runthrough.domain.speech_models import PublishedFile, SpeechModel

MANIFEST = "manifest.toml"


def catalogue(shipped_models: Path) -> tuple[SpeechModel, ...]:
    """All Whisper models of the manifest, the recommended first; those that come with the program are none of them."""
    entries: list[dict[str, Any]] = tomllib.loads((shipped_models / MANIFEST).read_text(encoding="utf-8"))["models"]
    return tuple(_model(entry) for entry in entries if entry.get("repository"))


def wanted_model(models: tuple[SpeechModel, ...], wanted: str) -> SpeechModel:
    """The one that is called so. Raises UnknownModel."""
    for model in models:
        if model.is_called(wanted):
            return model
    raise UnknownModel(wanted, tuple(model.folder for model in models))


def _model(entry: dict[str, Any]) -> SpeechModel:
    return SpeechModel(
        name=entry["name"],
        folders=tuple(entry["folders"]),
        licence=entry["licence"],
        languages=tuple(entry["languages"]),
        megabytes=entry["megabytes"],
        good_for=entry["good_for"],
        repository=entry["repository"],
        revision=entry["revision"],
        wanted=tuple(file["name"] for file in entry["files"]),
        pinned=tuple(PublishedFile(**file) for file in entry["files"] if "sha256" in file),
    )
