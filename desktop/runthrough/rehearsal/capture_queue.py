"""What reaches the capture thread, in one queue: samples, what the speaker asks for, what becomes of the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from runthrough.rehearsal.ports import AudioSource


class Command(Enum):
    """What the speaker asks for."""

    NEXT_SECTION = auto()
    REDO = auto()
    PAUSE = auto()
    FINISH = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """Samples as they came, with the monotonic time at which they came and the source that they are from."""

    samples: bytes
    arrived: float
    source: AudioSource


@dataclass(frozen=True, slots=True)
class SourceLost:
    """The source ended by itself; `reason` is empty when a file is at its end. `source` is which one it was."""

    reason: str
    source: AudioSource


@dataclass(frozen=True, slots=True)
class GoOnWith:
    """Another source is to take the present one's place."""

    source: AudioSource


Item = Block | Command | SourceLost | GoOnWith
