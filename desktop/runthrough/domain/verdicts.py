"""Verdicts on checkpoints, as values. How they come about is told in `coverage`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Whether a checkpoint was covered."""

    SAID = "said"
    PARTLY = "partly"
    MISSED = "missed"

    @property
    def height(self) -> int:
        """0, 1, 2: verdicts only rise while somebody speaks."""
        return (Verdict.MISSED, Verdict.PARTLY, Verdict.SAID).index(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words `first` to `last`, both included, as indices into `Transcript.words`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CheckpointVerdict:
    """One checkpoint's verdict. `score` is 0 to 1; `channels` tells what each channel gave ("cue": 0.8).

    `why` says in words what a *partly* lacks ("no number"); empty otherwise. `evidence` is None only for *missed*; a
    *missed* with evidence is a question to the speaker (`unsure`).
    """

    checkpoint_id: str
    verdict: Verdict
    score: float
    evidence: Evidence | None = None
    channels: dict[str, float] = field(default_factory=dict[str, float])
    why: str = ""

    @property
    def unsure(self) -> bool:
        """Whether it was perhaps heard: between "not heard" and "said", with the words to decide by."""
        return self.verdict is Verdict.MISSED and self.evidence is not None


@dataclass(frozen=True, slots=True)
class Overrule:
    """The speaker's own verdict, and the seconds of the take (begin, end) of the words they rest it on.

    `span` None: they named no words; the machine's evidence stands, if there is any. Seconds and not words, so that it
    outlives another transcript.
    """

    verdict: Verdict
    span: tuple[float, float] | None = None


class Outcome(StrEnum):
    """What is told of a checkpoint: a verdict that is sure, a question, or that it was covered in another section."""

    SAID = "said"
    PARTLY = "partly"
    UNSURE = "not sure"
    ELSEWHERE = "elsewhere"
    MISSED = "missed"
