"""The files of a Whisper model folder in CTranslate2 format, checked before an engine gets to see them.

The engines' own words for what is wrong are hard to read ("json.exception.type_error.305"), come late, or, where
tokenizer.json is missing, after half a minute of asking the network for it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

WEIGHTS = "model.bin"
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")

KIND = b"WhisperSpec"
"""Stands at the beginning of the weights of a Whisper model, after CTranslate2's version number."""
HEAD = 64
"""Bytes at the beginning of the weights in which it is sought."""


def looks_like_a_model(folder: Path) -> bool:
    """Whether somebody meant this folder to be a model, whole or not."""
    return not folder.name.startswith(".") and any((folder / name).is_file() for name in (WEIGHTS, CONFIG, TOKENIZER))


def model_files(folder: Path) -> tuple[Path, ...]:
    """The files that make the model, as far as they are there."""
    return tuple(path for name in (WEIGHTS, CONFIG, TOKENIZER, *VOCABULARIES) if (path := folder / name).is_file())


MULTILINGUAL = 51_865
"""Words of the vocabulary from which a model knows more than English (CTranslate2, src/models/whisper.cc)."""


def english_only(folder: Path) -> bool:
    """Whether a model understands English alone, as far as its vocabulary tells."""
    try:
        text = next(path for name in VOCABULARIES if (path := folder / name).is_file()).read_text(encoding="utf-8")
        words = json.loads(text) if text.lstrip().startswith("[") else text.rstrip("\n").split("\n")
    except (OSError, ValueError, StopIteration):
        return folder.name.endswith(".en")
    return len(words) < MULTILINGUAL


def problem_with(folder: Path) -> str | None:
    """What keeps this folder from being a model, naming the file; None if nothing can be seen without loading it."""
    try:
        return _missing(folder) or _weights_problem(folder) or _settings_problem(folder)
    except OSError as error:
        return f"{Path(error.filename or folder).name} cannot be read ({error.strerror})"


def _missing(folder: Path) -> str | None:
    for name in (WEIGHTS, CONFIG, TOKENIZER):
        if not (folder / name).is_file():
            return f"{name} is missing"
    if not any((folder / name).is_file() for name in VOCABULARIES):
        return f"{VOCABULARIES[0]} is missing"
    return next((f"{path.name} is empty" for path in model_files(folder) if not path.stat().st_size), None)


STAND_INS = (
    (b"version https://git-lfs", "a pointer of Git LFS"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)
"""What often lies in place of weights: how it begins, in small letters, and what it is."""


def _weights_problem(folder: Path) -> str | None:
    with (folder / WEIGHTS).open("rb") as weights:
        head = weights.read(HEAD)
    if KIND in head:
        return None
    begins = head.lstrip().lower()
    found = next((what for beginning, what in STAND_INS if begins.startswith(beginning)), None)
    if found:
        return f"{WEIGHTS} is {found} in place of the file; download the file itself"
    return f"{WEIGHTS} is not a Whisper model in CTranslate2 format"


def _settings_problem(folder: Path) -> str | None:
    for name, needed in ((CONFIG, "alignment_heads"), (TOKENIZER, "model"), (VOCABULARIES[0], None)):
        path = folder / name
        if not path.is_file():
            continue
        try:
            settings: object = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            return f"{name} is not readable JSON ({error})"
        if needed and not (isinstance(settings, dict) and needed in cast("dict[str, object]", settings)):
            return f"{name} lacks “{needed}”"
    return None
