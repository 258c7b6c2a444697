"""Pauses in the speech, from voice activity on the recording (norms.md), and how long it took to the first word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from runthrough.domain import norms
from runthrough.domain.delivery.moments import Moment, Pause, Spoken
from runthrough.domain.normalise import is_filler
from runthrough.domain.norms import BRIEF_PAUSE, DEAD_AIR, LONG_PAUSE, Norm


class PauseKind(StrEnum):
    """How long a pause is (norms.md)."""

    BRIEF = "brief"
    MEDIUM = "medium"
    LONG = "long"
    DEAD_AIR = "dead air"


def kind_of(pause: Pause) -> PauseKind:
    """Brief below 0.2 s, medium up to 1.0 s, long over it, dead air over 2.0 s."""
    if pause.seconds > DEAD_AIR:
        return PauseKind.DEAD_AIR
    if pause.seconds > LONG_PAUSE:
        return PauseKind.LONG
    return PauseKind.BRIEF if pause.seconds < BRIEF_PAUSE else PauseKind.MEDIUM


@dataclass(frozen=True, slots=True)
class Pauses:
    """All pauses in order. `moments` are those over 1.0 s, dead air with them."""

    each: tuple[Pause, ...]
    moments: tuple[Moment, ...]
    norm: Norm = norms.PAUSES

    def count(self, kind: PauseKind) -> int:
        """How many of this kind; dead air is not counted as long."""
        return sum(kind_of(pause) is kind for pause in self.each)

    @property
    def long(self) -> tuple[Pause, ...]:
        """Those over 1.0 s, dead air with them."""
        return tuple(pause for pause in self.each if pause.seconds > LONG_PAUSE)

    @property
    def median(self) -> float | None:
        """Seconds; None where there is no pause."""
        return round(median(pause.seconds for pause in self.each), 3) if self.each else None

    @property
    def longest(self) -> float | None:
        """Seconds; None where there is no pause."""
        return max((pause.seconds for pause in self.each), default=None)


@dataclass(frozen=True, slots=True)
class FirstWord:
    """Seconds until the first word that is no filler sound; None where there is none, or no sound."""

    seconds: float | None
    moments: tuple[Moment, ...] = ()
    norm: Norm = norms.FIRST_WORD


def pauses(spoken: Spoken) -> Pauses | None:
    """The pauses of a take; None where nobody listened for a voice."""
    if spoken.voice is None:
        return None
    found = spoken.pauses()
    return Pauses(found, tuple(_moment(pause) for pause in found if pause.seconds > LONG_PAUSE))


def _moment(pause: Pause) -> Moment:
    kind = kind_of(pause)
    named = f", {kind}" if kind is PauseKind.DEAD_AIR else ""
    return Moment(f"{pause.seconds:.1f} s{named}", pause.begin, pause.end)


def first_word(spoken: Spoken) -> FirstWord:
    """When the speaking begins: where the voice sets in around the first word, else the recogniser's time of it."""
    index = next((at for at, word in enumerate(spoken.words) if not is_filler(word.text)), None)
    if index is None or spoken.seconds is None:
        return FirstWord(None)
    word = spoken.words[index]
    begin = word.start
    if index == 0:  # behind an "um" the voice set in before the word
        middle = (word.start + word.end) / 2
        begin = next((each.start for each in spoken.voice or () if each.start <= middle <= each.end), begin)
    return FirstWord(begin, (spoken.moment(index, index),))
