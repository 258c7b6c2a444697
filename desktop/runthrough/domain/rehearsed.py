"""What happened: run-throughs and takes, as they are stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from runthrough.domain.question import Length


class Ending(StrEnum):
    """Why a take ended. A stored take without an ending was cut off by a crash."""

    NEXT_SECTION = "next section"
    REDONE = "redone"
    FINISHED = "finished"
    DISK_FULL = "disk full"
    MICROPHONE_LOST = "microphone lost"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Gap:
    """Samples that never arrived: at which second of the take, and how many seconds are missing."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Take:
    """One recorded try at one section.

    `started_at`: ISO 8601 in UTC. `frames` are samples on disk at `sample_rate`. `pauses`: seconds of the take at which
    the speaker paused. `clipped`: runs of 3 or more samples at full scale (norms.md). `number` counts from 1 within
    the section. `ending` is None while recording, and for ever if the program was killed.
    """

    id: str
    runthrough_id: str
    section_id: str
    number: int
    started_at: str
    sample_rate: int
    device: str
    frames: int = 0
    gaps: tuple[Gap, ...] = ()
    pauses: tuple[float, ...] = ()
    clipped: int = 0
    ending: Ending | None = None

    @property
    def seconds(self) -> float:
        """Frames recorded divided by the sample rate: the section clock."""
        return self.frames / self.sample_rate

    @property
    def counts(self) -> bool:
        """Whether the take stands for its section: a redone one is kept but does not."""
        return self.ending is not Ending.REDONE


@dataclass(frozen=True, slots=True)
class RunThrough:
    """One rehearsal of a question. `finished_at` is None while it runs, and after a crash until it is dealt with.

    `length`: how long the answer was wanted; the template is the one for it. `follow_ups`: the questions that its
    follow-up section asks in place of the template's prompt.
    """

    id: str
    question_id: str
    template_version: str
    template_text: str
    started_at: str
    finished_at: str | None = None
    takes: tuple[Take, ...] = field(default=())
    length: Length = Length.FULL
    follow_ups: tuple[str, ...] = ()
