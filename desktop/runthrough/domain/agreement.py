"""How often the machine's verdicts agree with the speaker's: what a figure of trust in them is counted from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runthrough.domain.verdicts import CheckpointVerdict, Verdict

DEFINITION = (
    "Counted over the run-throughs of this question in which you set at least one verdict of your own: all verdicts of "
    "the takes that stand. What you set to something else is a disagreement; what you confirmed or left as it was "
    "agrees. “Not sure” counts once you answered it: “No” agrees with the machine, “Yes, said” does not."
)
"""The rule of the functions below, for whoever reads the figure."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A verdict of the machine beside the speaker's own; None where they set none."""

    machine: CheckpointVerdict
    own: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many of the `judged` verdicts machine and speaker `agreed`."""

    agreed: int
    judged: int

    @property
    def words(self) -> str:
        """ "agrees with you on 46 of 50"."""
        return f"agrees with you on {self.agreed} of {self.judged}"


def agreement(runthroughs: Iterable[Sequence[Compared]]) -> Agreement | None:
    """The agreement over run-throughs, each with all verdicts of its standing takes; None if no own one is among them.

    A run-through without a verdict of the speaker's own tells nothing: they may not have read it. A *not sure* without
    one is a question that nobody answered.
    """
    counted = [
        each
        for compared in runthroughs
        if any(each.own is not None for each in compared)
        for each in compared
        if each.own is not None or not each.machine.unsure
    ]
    if not counted:
        return None
    return Agreement(sum(each.own in (None, each.machine.verdict) for each in counted), len(counted))
