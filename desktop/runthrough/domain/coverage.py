"""Which checkpoints were covered, with the words that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from runthrough.domain.question import Checkpoint
from runthrough.domain.speech import Transcript, Utterance

RULES = "cue-1"
"""Version of the rules below; part of the meter version."""


class Verdict(StrEnum):
    """Whether a checkpoint was covered."""

    SAID = "said"
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words `first` to `last`, both included, as indices into `Transcript.words`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CheckpointVerdict:
    """One checkpoint's verdict. `score` is 0 to 1; `channels` tells what each channel gave ("cue": 0.8).

    `why` says in words what a *partly* lacks ("no number"); empty otherwise. `evidence` is None only for *missed*.
    """

    checkpoint_id: str
    verdict: Verdict
    score: float
    evidence: Evidence | None = None
    channels: dict[str, float] = field(default_factory=dict[str, float])
    why: str = ""


class Coverage:
    """What has been covered so far, fed utterance by utterance as they are heard."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self._checkpoints = tuple(checkpoints)

    def hear(self, utterance: Utterance) -> tuple[CheckpointVerdict, ...]:
        """Take one more utterance; returns the verdicts that rose."""
        raise NotImplementedError

    def verdicts(self) -> tuple[CheckpointVerdict, ...]:
        """The verdicts so far, in the order of the checkpoints."""
        raise NotImplementedError


def judge(transcript: Transcript, checkpoints: Sequence[Checkpoint]) -> tuple[CheckpointVerdict, ...]:
    """The final verdicts on a whole transcript."""
    raise NotImplementedError
