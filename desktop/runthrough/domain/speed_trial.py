"""How fast a speech model is on one computer, measured on ten seconds of speech."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.hardware import Hardware

LIVE_SHARE = 0.5
"""Share of real time up to which a model keeps up with somebody who speaks. Half, because clips that are cut at pauses
are shorter than the trial's, and each costs Whisper a whole window of 30 s (docs/performance.md, `cost`: live shares
are 1.4 to 1.9 times those of a file)."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer as far as speed goes: its processor's name, and cores without hyper-threads."""

    processor: str
    cores: int


@dataclass(frozen=True, slots=True)
class SpeedTrial:
    """What came out.

    `load_seconds`: until the model was ready, its process included. `share`: of real time, 0.1 for ten seconds that are
    heard in one. `memory`: the most bytes its process took; None where the system does not tell. `weights`: bytes of
    the model's weights, by which another model of the same name is told apart. `tried_at`: ISO 8601 in UTC.
    """

    load_seconds: float
    share: float
    memory: int | None
    hardware: Hardware
    machine: Machine
    weights: int
    tried_at: str

    @property
    def keeps_up(self) -> bool:
        """Whether it can be expected to transcribe while somebody speaks, without falling behind."""
        return self.share <= LIVE_SHARE

    def holds_for(self, machine: Machine, weights: int) -> bool:
        """Whether it was of this computer and these weights."""
        return (self.machine, self.weights) == (machine, weights)
