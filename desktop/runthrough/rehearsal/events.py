"""What happens in a run-through, as frozen values.

Published on the thread where it happened; a listener must not block.
"""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.errors import RunthroughError
from runthrough.domain.rehearsed import Gap, Take
from runthrough.domain.speech import Transcript, Utterance
from runthrough.domain.verdicts import CheckpointVerdict
from runthrough.rehearsal.ports import Meter


@dataclass(frozen=True, slots=True)
class TakeStarted:
    """A section's recording began; its file is on disk."""

    take: Take


@dataclass(frozen=True, slots=True)
class TakeEnded:
    """A take's file is closed and safe."""

    take: Take


@dataclass(frozen=True, slots=True)
class Paused:
    """Clock and recording stopped at `at` seconds of the take."""

    take_id: str
    at: float


@dataclass(frozen=True, slots=True)
class WentOn:
    """Recording goes on after a pause."""

    take_id: str


@dataclass(frozen=True, slots=True)
class MicrophoneSilent:
    """Nothing but silence for `seconds`: muted, or the wrong device. Recording goes on, and is at `at` seconds."""

    take_id: str
    at: float
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class MicrophoneHeard:
    """Sound again after MicrophoneSilent."""

    take_id: str


@dataclass(frozen=True, slots=True)
class SamplesLost:
    """Samples never arrived; noted in the take."""

    take_id: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """The first voice of a take."""

    take_id: str


@dataclass(frozen=True, slots=True)
class MicrophoneLost:
    """The microphone went away, or the one that was to take its place could not be opened.

    The clock stands, what was said is on disk, and the run-through waits for another microphone or its end.
    """

    take_id: str
    error: RunthroughError


@dataclass(frozen=True, slots=True)
class MicrophoneBack:
    """Recording goes on with `device`."""

    take_id: str
    device: str


@dataclass(frozen=True, slots=True)
class RecordingStopped:
    """Recording ended by itself (DiskTooFull, FolderUnwritable); everything until then is safe."""

    error: RunthroughError


@dataclass(frozen=True, slots=True)
class UtteranceHeard:
    """A clip was transcribed; it is stored already."""

    take_id: str
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class VerdictsRose:
    """Checkpoints that are covered better than before this utterance. Not shown while somebody speaks."""

    take_id: str
    verdicts: tuple[CheckpointVerdict, ...]


@dataclass(frozen=True, slots=True)
class TakeJudged:
    """A take's transcript is whole and its verdicts are final; both are stored."""

    take: Take
    transcript: Transcript
    verdicts: tuple[CheckpointVerdict, ...]
    meter: Meter


@dataclass(frozen=True, slots=True)
class TakeUnrecognised:
    """A take could not be transcribed (to its end); its recording is safe and can be recognised later."""

    take: Take
    error: RunthroughError


@dataclass(frozen=True, slots=True)
class RunThroughFinished:
    """Everything about the run-through is stored."""

    runthrough_id: str


@dataclass(frozen=True, slots=True)
class JournalFailed:
    """The library could not be written; the recordings are safe and are taken up at the next start. Nothing follows."""

    runthrough_id: str
    error: RunthroughError


Event = (
    TakeStarted
    | TakeEnded
    | Paused
    | WentOn
    | MicrophoneSilent
    | MicrophoneHeard
    | SamplesLost
    | VoiceHeard
    | MicrophoneLost
    | MicrophoneBack
    | RecordingStopped
    | UtteranceHeard
    | VerdictsRose
    | TakeJudged
    | TakeUnrecognised
    | RunThroughFinished
    | JournalFailed
)
