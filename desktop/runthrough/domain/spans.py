"""Cuts a stream of spoken words into clauses, and clauses into overlapping spans, by the words alone.

Recognisers put full stops where a clip ends and leave them out elsewhere, and some write none at all, so punctuation
and case decide nothing here: the same words give the same spans, however they were written and cut into utterances.
A cut depends on nothing that is said after it, so what is cut while somebody speaks stays cut. Measured on labelled
answers, such spans are as good as sentences by punctuation (average precision .637 to .636).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Word

SHORTEST, LONGEST = 4, 10
"""Words of a clause: none begins before so many, and one ends after so many wherever it is."""
MOST_CLAUSES, MOST_WORDS = 3, 24
"""Of a span."""
PAUSE = 0.6
"""Seconds of silence between two words that end a clause."""

_STARTERS = frozenset(
    """
    so and but because then when while if although though which who where instead however anyway also since after
    before until i we he she they it my our there this that what how one
    """.split()
)
"""Words that begin clauses; a short function word before them says that the clause has begun already."""
_SUBJECTS = frozenset("i we he she they".split())
"""Starters that mostly are the subject of a new clause, so that it may follow a short one."""
_HOLDERS = frozenset("the a to of in on at for with".split()) | _STARTERS
_CONTRACTED = {
    word.replace("'", ""): word
    for word in """
    don't doesn't didn't won't wouldn't can't couldn't isn't aren't wasn't weren't haven't hasn't hadn't shouldn't i'm
    i've we've they've you've you're they're that's there's what's let's
    """.split()
}
_EDGE = re.compile(r"^(?:(?![^\W_])[^%$€£+])+|(?:(?![^\W_])[^%+])+$")
_INSIDE = re.compile(r"(?:(?![^\W_])[^'.,%$€£+/ ])+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word as it is compared; `index` is its place in the transcript, `pause` the silence before it in seconds."""

    text: str
    index: int
    pause: float

    @property
    def head(self) -> str:
        """Without what was contracted: "we" of "we've"."""
        return self.text.partition("'")[0]


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last`, both included, of a sequence of `Spoken`."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many words."""
        return self.last - self.first + 1

    def meets(self, other: Span) -> bool:
        """Whether they share a word."""
        return self.first <= other.last and other.first <= self.last


def plain(word: str) -> str:
    """A word in lower case without the marks around it; "" for marks alone. A lost apostrophe is put back."""
    lower = word.lower().replace("’", "'")
    bare = _EDGE.sub("", _INSIDE.sub(" ", lower)).strip()
    return _CONTRACTED.get(bare, bare)


def spoken_words(words: Sequence[Word], first: int = 0) -> tuple[Spoken, ...]:
    """The words that say something; fillers and lone marks are left out. `first` is the index of the first word."""
    made: list[Spoken] = []
    ended = words[0].start if words else 0.0
    for index, word in enumerate(words, first):
        text = plain(word.text)
        if text and not is_filler(text):
            made.append(Spoken(text, index, max(0.0, word.start - ended)))
            ended = word.end
    return tuple(made)


def clauses(words: Sequence[Spoken]) -> tuple[Span, ...]:
    """The clauses, one after another without a gap."""
    made: list[Span] = []
    first = 0
    for position in range(1, len(words)):
        if _begins(words, position, position - first):
            made.append(Span(first, position - 1))
            first = position
    return (*made, Span(first, len(words) - 1)) if words else ()


def _begins(words: Sequence[Spoken], position: int, length: int) -> bool:
    """Whether a clause begins at a word, `length` words after the one before began."""
    word, before = words[position], words[position - 1]
    if length >= LONGEST or word.pause >= PAUSE:
        return True
    least = SHORTEST - 1 if word.head in _SUBJECTS else SHORTEST
    return length >= least and word.head in _STARTERS and before.head not in _HOLDERS


def spans(cut: Sequence[Span]) -> tuple[Span, ...]:
    """Every run of one to three clauses, in the order of their last clause; several have at most `MOST_WORDS`."""
    made: list[Span] = []
    for end, last in enumerate(cut):
        for begin in range(end, max(-1, end - MOST_CLAUSES), -1):
            span = Span(cut[begin].first, last.last)
            if begin == end or span.length <= MOST_WORDS:
                made.append(span)
    return tuple(made)


def text_of(words: Sequence[Spoken], span: Span) -> str:
    """The words of a span, joined by blanks."""
    return " ".join(word.text for word in words[span.first : span.last + 1])
