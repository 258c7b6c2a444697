"""What a run-through needs from outside: sound in, take files, speech to text, a journal, a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.speech import Stretch, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict

Samples = NDArray[np.float32]
"""Mono samples at 16 kHz, -1 to 1."""

RECOGNITION_RATE = 16_000
"""Samples a second that every recogniser and the voice activity detector take."""

Deliver = Callable[[bytes, float], None]
"""Takes one block of mono int16 samples (native byte order) and the monotonic time at which it arrived."""


class AudioSource(Protocol):
    """A stream of mono int16 samples at the device's own rate."""

    @property
    def name(self) -> str:
        """The device or file, as the speaker knows it."""
        ...

    @property
    def sample_rate(self) -> int:
        """Samples a second."""
        ...

    @property
    def live(self) -> bool:
        """Whether samples come in real time, so that their number can be held against the clock."""
        ...

    def start(self, deliver: Deliver, lost: Callable[[str], None]) -> None:
        """Begin. `deliver` is called on the source's own thread and must not block.

        `lost` is called once, on any thread, when the stream ends without `stop`: with "" when a file is at its end,
        else with the reason. Raises NoMicrophone or SoundSystemMissing.
        """
        ...

    def stop(self) -> None:
        """End; returns within 2 s even if the sound server hangs. May be called twice."""
        ...


class SampleReader(Protocol):
    """Follows one take file, also while it grows, and gives it at 16 kHz."""

    def read(self) -> Samples:
        """What is new since the last call; may be empty."""
        ...

    def finish(self) -> Samples:
        """What remains once the take is closed, with the resampler's tail."""
        ...


class TakeWriter(Protocol):
    """Writes one take to disk; used by one thread. A file cut off at any moment is mended at the next start."""

    @property
    def frames(self) -> int:
        """Samples written so far."""
        ...

    def write(self, block: bytes) -> None:
        """Append samples; header and data are synced each second. Raises OSError as it is."""
        ...

    def sync(self) -> None:
        """Put everything written so far safely on disk. Raises OSError as it is."""
        ...

    def close(self, take: Take) -> None:
        """Sync, close, and record in the sidecar how the take ended."""
        ...


class TakeStore(Protocol):
    """The folder of takes."""

    @property
    def folder(self) -> Path:
        """Where it is."""
        ...

    def create(self, runthrough: RunThrough, take: Take) -> TakeWriter:
        """Open a new take file with its sidecar. Raises OSError."""
        ...

    def follow(self, take: Take) -> SampleReader:
        """A reader of the take's samples, from its first. Raises AudioUnreadable."""
        ...

    def free_bytes(self) -> int:
        """Room left on the disk that holds the takes."""
        ...


class TakeFollower(Protocol):
    """Learns of takes as they are written: the recognition loop."""

    def take_opened(self, take: Take) -> None:
        """A take's file exists."""
        ...

    def more_written(self) -> None:
        """There are new samples in the open take."""
        ...

    def take_closed(self, take: Take) -> None:
        """The take is whole."""
        ...

    def no_more_takes(self) -> None:
        """The run-through has ended."""
        ...


@dataclass(frozen=True, slots=True)
class RecogniserIdentity:
    """What made a transcript; part of the meter version.

    `word_times` is "measured" (Whisper's attention) or "estimated" (the sounds of a text laid over its recording).
    `english_only`: it understands no other language. `takes_terms`: it uses the terms that `recognise` is given; else
    they are looked for in its words.
    """

    name: str
    version: str
    word_times: str
    english_only: bool = False
    takes_terms: bool = False


class Recogniser(Protocol):
    """Speech to text and voice activity. Used by one thread; may block for seconds."""

    @property
    def identity(self) -> RecogniserIdentity:
        """Waits until the recogniser is loaded. Raises ModelDamaged, NoRecogniser or RecognitionFailed."""
        ...

    def begin_voice(self) -> None:
        """Forget the voice activity of earlier samples: a new take begins."""
        ...

    def voice(self, samples: Samples) -> NDArray[np.float32]:
        """Probability of a voice for each 32 ms (512 samples) of the stream; what does not fill one waits for more."""
        ...

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip of at most 30 s, times from the clip's first sample; empty when nothing was said.

        `terms`: names and jargon that may be in it. Raises RecognitionFailed when the process died, hung or gave up;
        the next call starts a new one if it is needed. Raises RecognitionStopped once it was closed.
        """
        ...

    def close(self) -> None:
        """End the process; never waits long."""
        ...


class Journal(Protocol):
    """Keeps what happened; each call is committed when it returns. Used by one thread."""

    def runthrough_started(self, runthrough: RunThrough) -> None:
        """Store a new run-through."""
        ...

    def take_started(self, take: Take) -> None:
        """Store a new take."""
        ...

    def utterance_heard(self, take_id: str, utterance: Utterance) -> None:
        """Append an utterance to a take's transcript."""
        ...

    def utterances_replaced(self, take_id: str, utterances: Sequence[Utterance], replaced_at: str) -> None:
        """Put a new transcript in place of a take's earlier one, which is kept beside it if it was whole.

        `replaced_at`: ISO 8601 in UTC.
        """
        ...

    def recogniser_died(self, take_id: str) -> None:
        """Note that the recogniser's process ended, or hung, while it heard this take."""
        ...

    def voice_heard(self, take_id: str, stretches: Sequence[Stretch]) -> None:
        """Store where a voice is heard in a take, in place of what was known of it."""
        ...

    def filled_pauses_found(self, take_id: str, stretches: Sequence[Stretch] | None) -> None:
        """Store where fillers seem to be that are not among a take's words, in place of what was known of it.

        None: they were not sought.
        """
        ...

    def take_ended(self, take: Take) -> None:
        """Store how a take ended: frames, gaps, ending."""
        ...

    def take_judged(
        self,
        take_id: str,
        meter: Meter,
        verdicts: Sequence[CheckpointVerdict],
        elsewhere: Sequence[CheckpointVerdict] = (),
    ) -> None:
        """Store a take's final verdicts, in place of earlier ones of the same take.

        `elsewhere`: verdicts (said or partly, with evidence) on checkpoints of other sections that this take covered.
        """
        ...

    def take_unrecognised(self, take_id: str, reason: str) -> None:
        """Note that a take has no (whole) transcript, and why."""
        ...

    def runthrough_finished(self, runthrough_id: str, finished_at: str) -> None:
        """Close a run-through."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


@dataclass(frozen=True, slots=True)
class Meter:
    """Which recogniser, template version and rules made a number."""

    recogniser: str
    recogniser_version: str
    template_version: str
    rules: str

    @property
    def version(self) -> str:
        """One readable line, stored with every verdict."""
        return f"{self.recogniser} {self.recogniser_version}, template {self.template_version}, rules {self.rules}"


class Clock(Protocol):
    """Time, injected so that tests own it."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never backwards."""
        ...

    def now(self) -> str:
        """Wall time, ISO 8601 in UTC; used for `started_at` and `finished_at` alone."""
        ...
