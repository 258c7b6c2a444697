"""Filled pauses that a recogniser left out: found in the sound, and what the speaker says of them.

They are no words: no index of a transcript counts them, so verdicts and evidence stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Stretch, Word

TEXT = "(uh?)"
"""How one stands in a transcript while nobody has said what it is."""
CONFIRMED_TEXT = "(uh)"
NEAR = 0.25
"""Seconds between a filled pause and a recognised filler that may be the same: word times are that rough."""
MEANT = 1.0
"""Seconds by which the time that a speaker gives may be off."""


@dataclass(frozen=True, slots=True)
class FilledPause:
    """A stretch of voice, in seconds of the take, that no word explains. `filler`: the speaker's answer; None: none."""

    begin: float
    end: float
    filler: bool | None = None

    @property
    def seconds(self) -> float:
        """Its length."""
        return round(self.end - self.begin, 3)


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, those that overlap as one: clips that are cut without a pause share some sound."""
    joined: list[Stretch] = []
    for each in sorted(stretches, key=lambda stretch: stretch.start):
        if joined and each.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return tuple(joined)


def with_answers(
    found: Sequence[Stretch], answers: Sequence[FilledPause], words: Sequence[Word]
) -> tuple[FilledPause, ...]:
    """The filled pauses of a take with the speaker's answers, in order.

    Answers hold by seconds, so they outlive another transcript: what was confirmed stands though nothing is found there
    any more, unless a recogniser has now written a filler there, which is counted as a word.
    """
    standing = [
        FilledPause(each.start, each.end, _answer(each, answers))
        for each in found
        if not _written(each.start, each.end, words)
    ]
    lost = [
        each
        for each in answers
        if each.filler
        and not any(_overlap(each, other) for other in found)
        and not _written(each.begin, each.end, words)
    ]
    return tuple(sorted((*standing, *lost), key=lambda pause: pause.begin))


def nearest(pauses: Sequence[FilledPause], seconds: float) -> FilledPause | None:
    """The filled pause that is meant by a time of the take; None where there is none within a second."""
    best = min(pauses, key=lambda pause: _away(pause, seconds), default=None)
    return best if best is not None and _away(best, seconds) <= MEANT else None


def word_before(pause: FilledPause, words: Sequence[Word]) -> int:
    """The index of the word after which a filled pause stands; -1 before the first."""
    middle = (pause.begin + pause.end) / 2
    before = [at for at, word in enumerate(words) if (word.start + word.end) / 2 <= middle]
    return before[-1] if before else -1


def _away(pause: FilledPause, seconds: float) -> float:
    return max(pause.begin - seconds, seconds - pause.end, 0.0)


def _answer(found: Stretch, answers: Iterable[FilledPause]) -> bool | None:
    return next((answer.filler for answer in answers if _overlap(answer, found)), None)


def _overlap(answer: FilledPause, found: Stretch) -> bool:
    return answer.begin < found.end and found.start < answer.end


def _written(begin: float, end: float, words: Iterable[Word]) -> bool:
    return any(is_filler(word.text) and begin - NEAR < (word.start + word.end) / 2 < end + NEAR for word in words)
