"""What the recogniser process needs from an engine, and how an engine refuses. Light: imports no engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.hardware import Hardware
from runthrough.domain.speech import Word
from runthrough.rehearsal.ports import RecogniserIdentity, Samples


class Engine(Protocol):
    """A loaded speech-to-text engine. Used by one thread."""

    @property
    def identity(self) -> RecogniserIdentity:
        """What it is."""
        ...

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip, times from its first sample; empty when nothing was said. Raises EngineGaveUp."""
        ...


class VoiceActivity(Protocol):
    """Tells, frame by frame, how likely a stream of samples holds a voice."""

    def begin(self) -> None:
        """Forget what was heard: another stream begins."""
        ...

    def feed(self, samples: Samples) -> NDArray[np.float32]:
        """A probability for each 512 samples that are complete now; the rest waits for more."""
        ...


@dataclass(frozen=True, slots=True)
class LoadedRecogniser:
    """All that the recogniser process works with."""

    engine: Engine
    voice: VoiceActivity
    hardware: Hardware = field(default_factory=Hardware)


class EngineMissing(Exception):
    """The engine is not installed, or cannot run on this machine."""


class ModelUnusable(Exception):
    """The engine's model was refused; the text says why, in the words of the engine."""


class EngineGaveUp(Exception):
    """The engine could not work on a clip; it may on the next."""
