"""What the program and the recogniser process say to one another: one request, one reply. Light; all of it pickles."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.hardware import Hardware
from runthrough.domain.speech import Word
from runthrough.rehearsal.ports import RecogniserIdentity, Samples


@dataclass(frozen=True, slots=True)
class HearVoice:
    """Asks for VoiceHeard. `afresh`: another stream begins with these samples."""

    samples: Samples
    afresh: bool


@dataclass(frozen=True, slots=True)
class RecogniseClip:
    """Asks for ClipRecognised or GaveUp."""

    samples: Samples
    language: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """A probability for each frame that was complete."""

    probabilities: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ClipRecognised:
    """The words of a clip."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The engine failed on a clip and lives on."""

    detail: str


@dataclass(frozen=True, slots=True)
class TellMemory:
    """Asks for MemoryUsed."""


@dataclass(frozen=True, slots=True)
class MemoryUsed:
    """The most bytes that the process held at once; None where the system does not tell."""

    peak: int | None


@dataclass(frozen=True, slots=True)
class TryingGpu:
    """Said before Ready, unasked: a graphics card is tried, and may take the process with it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Said once, unasked: the recogniser is loaded, and computes on that."""

    identity: RecogniserIdentity
    hardware: Hardware = field(default_factory=Hardware)


class Refusal(StrEnum):
    """Why a recogniser could not be loaded."""

    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """Said once, unasked, in place of Ready; the process then ends."""

    refusal: Refusal
    detail: str
