"""Words said again: at once, as one mends a sentence, and runs of words that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain import norms
from runthrough.domain.delivery.moments import Moment, Spoken
from runthrough.domain.norms import Norm
from runthrough.domain.phrases import Piece, pieces

SHORTEST_RUN, LONGEST_RUN = 3, 8
"""Words of a run that is looked for; a longer one is found as its first eight."""
OFTEN = 3
"""Times from which a run is worth a word (norms.md)."""
LONGEST_MEND = 3
"""Words that are said again at once: "we had we had"; more is another sentence."""

_MEANT_TWICE = frozenset(
    """
    that had very really much many no yes yeah so more long far bye plus
    zero one two three four five six seven eight nine ten
    """.split()
)
"""Words that are also said twice on purpose, or stand twice in good English."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that came back: `phrase` in lower case, and each time it was said."""

    phrase: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """`mends`: words said twice at once. `runs`: three words and more that were said thrice, the most said first."""

    mends: tuple[Moment, ...]
    runs: tuple[Run, ...]
    norm: Norm = norms.REPEATS

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All of them, in the order in which they were said."""
        every = [*self.mends, *(moment for run in self.runs for moment in run.moments)]
        return tuple(sorted(every, key=lambda moment: moment.first or 0))


def repeats(spoken: Spoken) -> Repeats:
    """What was said again in a take or text; filler sounds between are no hindrance."""
    said = pieces([word.text for word in spoken.words])
    return Repeats(tuple(_mends(said, spoken)), tuple(_runs(said, spoken)))


def _mends(said: Sequence[Piece], spoken: Spoken) -> list[Moment]:
    made: list[Moment] = []
    at = 0
    while at < len(said):
        length = next((size for size in range(1, LONGEST_MEND + 1) if _again(said, at, size)), 0)
        if not length:
            at += 1
            continue
        end = at + length
        while _again(said, end - length, length):
            end += length
        made.append(spoken.moment(said[at].index, said[end - 1].index))
        at = end
    return made


def _again(said: Sequence[Piece], at: int, size: int) -> bool:
    """Whether so many words are said again at once, in the same sentence."""
    one, other = said[at : at + size], said[at + size : at + 2 * size]
    if len(other) < size or any(piece.sentence_end for piece in one):
        return False
    texts = [piece.text for piece in one]
    meant = all(text in _MEANT_TWICE or text.isdigit() for text in texts)
    return texts == [piece.text for piece in other] and not meant


def _runs(said: Sequence[Piece], spoken: Spoken) -> list[Run]:
    """Longest first, so that a part of a longer run is told only where it was said more often."""
    found: list[tuple[tuple[str, ...], list[int]]] = []
    covered: set[int] = set()  # bigrams of pieces that a longer run holds
    for size in range(LONGEST_RUN, SHORTEST_RUN - 1, -1):
        here = [
            (texts, places)
            for texts, places in _places(said, size).items()
            if len(places) >= OFTEN and not all(_inside(place, size, covered) for place in places)
        ]
        found += here
        covered |= {at for _texts, places in here for place in places for at in range(place, place + size - 1)}
    found.sort(key=lambda run: (-len(run[1]), run[1][0]))
    return [
        Run(" ".join(texts), tuple(_moment(said, place, len(texts), spoken) for place in places))
        for texts, places in found
    ]


def _places(said: Sequence[Piece], size: int) -> dict[tuple[str, ...], list[int]]:
    """Where each run of so many words begins; a run lies within one sentence, and none over another of its kind."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(said) - size + 1):
        window = said[at : at + size]
        if any(piece.sentence_end for piece in window[:-1]):
            continue
        before = places[tuple(piece.text for piece in window)]
        if not before or at >= before[-1] + size:
            before.append(at)
    return places


def _inside(place: int, size: int, covered: set[int]) -> bool:
    return all(at in covered for at in range(place, place + size - 1))


def _moment(said: Sequence[Piece], at: int, size: int, spoken: Spoken) -> Moment:
    return spoken.moment(said[at].index, said[at + size - 1].index)
