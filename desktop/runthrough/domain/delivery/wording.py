"""Words that are counted: I and we, sentences, figures, hedges, and the time spent on each checkpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from runthrough.domain import norms
from runthrough.domain.delivery.moments import FEWEST_WORDS, Moment, Spoken
from runthrough.domain.hedges import find_hedges
from runthrough.domain.normalise import is_filler
from runthrough.domain.norms import Norm
from runthrough.domain.phrases import ends_sentence, pieces
from runthrough.domain.quantities import quantities

SENTENCE_PAUSE = 0.6
"""Seconds of silence that end a sentence even without a full stop (as in `sentences.py`)."""

_I = frozenset("i i'm i've i'd i'll".split())
_WE = frozenset("we we're we've we'd we'll".split())


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words that take a claim back, each with its quote; `per_hundred` words is None if too short."""

    moments: tuple[Moment, ...]
    per_hundred: float | None
    norm: Norm = norms.HEDGES


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Each I and each we."""

    i: tuple[Moment, ...]
    we: tuple[Moment, ...]
    norm: Norm = norms.PRONOUNS

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Both, in order."""
        return tuple(sorted((*self.i, *self.we), key=lambda moment: moment.first or 0))


@dataclass(frozen=True, slots=True)
class Sentences:
    """How many sentences, the words in the median and in the longest one; None where nothing was said.

    `moments`: the longest.
    """

    count: int
    median: float | None
    longest: int | None
    moments: tuple[Moment, ...] = ()
    norm: Norm = norms.SENTENCES


@dataclass(frozen=True, slots=True)
class NumbersSaid:
    """Each figure, digits and words alike."""

    moments: tuple[Moment, ...]
    norm: Norm = norms.NUMBERS


@dataclass(frozen=True, slots=True)
class Grounds:
    """The words `first` to `last`, both included, on which a checkpoint's verdict rests."""

    checkpoint_id: str
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CheckpointTime:
    """The seconds of one checkpoint's evidence."""

    checkpoint_id: str
    label: str
    seconds: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class CheckpointTimes:
    """The time spent on each checkpoint that was heard, in the order of the checkpoints."""

    each: tuple[CheckpointTime, ...]
    norm: Norm = norms.CHECKPOINT_TIMES

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Their words."""
        return tuple(time.moment for time in self.each)


def hedges(spoken: Spoken) -> Hedges:
    """Hedges in a hundred words."""
    found = find_hedges([word.text for word in spoken.words])
    moments = tuple(spoken.moment(each.first, each.last) for each in found)
    words = spoken.counted
    return Hedges(moments, None if words < FEWEST_WORDS else len(moments) * 100 / words)


def pronouns(spoken: Spoken) -> Pronouns:
    """I against we."""
    said = pieces([word.text for word in spoken.words])

    def each(wanted: frozenset[str]) -> tuple[Moment, ...]:
        return tuple(spoken.moment(piece.index, piece.index) for piece in said if piece.text in wanted)

    return Pronouns(each(_I), each(_WE))


def sentences(spoken: Spoken) -> Sentences:
    """Sentence lengths in words, filler sounds not counted."""
    stops = spoken.stops(SENTENCE_PAUSE)
    lengths: list[tuple[int, int, int]] = []  # words, first, last
    first = 0
    for index, word in enumerate(spoken.words):
        if ends_sentence(word.text) or index in stops or index == len(spoken.words) - 1:
            count = sum(not is_filler(each.text) for each in spoken.words[first : index + 1])
            lengths += [(count, first, index)] if count else []
            first = index + 1
    if not lengths:
        return Sentences(0, None, None)
    longest, begin, end = max(lengths, key=lambda each: each[0])
    middle = float(median(count for count, _first, _last in lengths))
    return Sentences(len(lengths), middle, longest, (spoken.moment(begin, end),))


def numbers_said(spoken: Spoken) -> NumbersSaid:
    """The figures with their units; no ordinals, years, times of day, or names like p99 and S3."""
    found = quantities([word.text for word in spoken.words])
    return NumbersSaid(tuple(spoken.moment(each.first, each.last) for each in found))


def checkpoint_times(spoken: Spoken, grounds: Iterable[Grounds]) -> CheckpointTimes:
    """From the first word of the evidence to the end of its last; none for a text without sound."""
    if spoken.seconds is None:
        return CheckpointTimes(())
    return CheckpointTimes(
        tuple(
            CheckpointTime(each.checkpoint_id, each.label, _length(moment), moment)
            for each in grounds
            if each.last < len(spoken.words)
            for moment in (spoken.moment(each.first, each.last),)
        )
    )


def _length(moment: Moment) -> float:
    return round((moment.end or 0.0) - (moment.begin or 0.0), 3)
