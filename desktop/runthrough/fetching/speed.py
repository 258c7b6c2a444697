"""The ten-second trial: how long a model takes to load and to hear ten seconds, and what memory, on this computer."""

from __future__ import annotations

import json
import os
import wave
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any, Protocol, cast

import numpy as np

from runthrough.domain.hardware import Hardware
from runthrough.domain.speed_trial import Machine, SpeedTrial
from runthrough.processes.machine import physical_cores, processor_name
from runthrough.recognition.model_store import EngineName, RecogniserChoice
from runthrough.recognition.whisper_files import WEIGHTS
from runthrough.rehearsal.ports import RECOGNITION_RATE, RecogniserIdentity, Samples

PASSES = 3
"""How often a model hears the sound; the middle one counts."""
PATIENCE = 10.0
"""Seconds after which a pass is the last: a model that is slower than speech needs no second opinion."""


class Tried(Protocol):
    """A recogniser that can be measured."""

    @property
    def identity(self) -> RecogniserIdentity:
        """Waits until it is loaded. Raises ModelDamaged, NoRecogniser or RecognitionFailed."""
        ...

    @property
    def hardware(self) -> Hardware:
        """What it computes on."""
        ...

    def recognise(self, samples: Samples, language: str) -> object:
        """Hear a clip. Raises RecognitionFailed or RecognitionStopped."""
        ...

    def peak_memory(self) -> int | None:
        """The most bytes that its process held at once."""
        ...


def this_machine() -> Machine:
    """The computer that this runs on."""
    return Machine(processor_name(), physical_cores())


def weights_bytes(choice: RecogniserChoice) -> int:
    """The size by which two models of one name are told apart; 0 where it cannot be read."""
    names = (WEIGHTS,) if choice.engine is EngineName.WHISPER else tuple(path.name for path in choice.folder.glob("*"))
    with suppress(OSError):
        return sum((choice.folder / name).stat().st_size for name in names)
    return 0


def try_speed(recogniser: Tried, sound: Path, weights: int, clock: Callable[[], float], now: str) -> SpeedTrial:
    """Load a recogniser that was not started yet, and let it hear `sound` (16 kHz, mono, 16 bits).

    `clock` gives seconds, `now` is the wall time. Raises what the recogniser raises.
    """
    began = clock()
    _ = recogniser.identity
    loaded = clock() - began
    samples = _samples(sound)
    seconds = len(samples) / RECOGNITION_RATE
    passes: list[float] = []
    while len(passes) < PASSES and (not passes or passes[-1] < PATIENCE):
        began = clock()
        recogniser.recognise(samples, "en")
        passes.append(clock() - began)
    share = median(passes) / seconds
    return SpeedTrial(loaded, share, recogniser.peak_memory(), recogniser.hardware, this_machine(), weights, now)


def _samples(sound: Path) -> Samples:
    with wave.open(str(sound), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / np.float32(1 << 15)


class TrialBook:
    """Keeps the trials of a data folder, the last of each recogniser. What cannot be read counts as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, SpeedTrial]:
        """By the recogniser's name."""
        return {name: trial for name, kept in self._kept().items() if (trial := _trial(kept)) is not None}

    def keep(self, name: str, trial: SpeedTrial) -> None:
        """Put it in place of an earlier one of this recogniser, in one step. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        fresh.write_text(json.dumps(self._kept() | {name: asdict(trial)}, indent=2) + "\n", encoding="utf-8")
        fresh.replace(self._path)

    def _kept(self) -> dict[str, Any]:
        try:
            kept: object = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}


def _trial(kept: Any) -> SpeedTrial | None:
    try:
        parts: dict[str, Any] = {"hardware": Hardware(**kept["hardware"]), "machine": Machine(**kept["machine"])}
        return SpeedTrial(**{**kept, **parts})
    except (TypeError, KeyError):
        return None
