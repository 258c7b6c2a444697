"""Transcripts that were replaced: a take that was recognised again keeps what was heard before."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import CheckpointVerdict


@dataclass(frozen=True, slots=True)
class EarlierTranscript:
    """A transcript of a take that does not stand any more, with the verdicts on it. `replaced_at`: ISO 8601 in UTC.

    `meter` is the meter version of the verdicts; `elsewhere` are those on checkpoints of other sections.
    """

    id: str
    replaced_at: str
    meter: str | None
    transcript: Transcript
    verdicts: tuple[CheckpointVerdict, ...] = ()
    elsewhere: tuple[CheckpointVerdict, ...] = ()

    @property
    def made_by(self) -> str:
        """The recogniser and its version: "Moonshine tiny-en 0.1.0"."""
        return "" if self.meter is None else self.meter.partition(", template")[0]
