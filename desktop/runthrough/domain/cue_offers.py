"""Cue phrases cut out of sentences: what somebody really said, in pieces short enough to be heard again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from runthrough.domain.common_words import specificity
from runthrough.domain.normalise import is_filler

FEWEST_WORDS, MOST_WORDS = 2, 4
"""Windows of up to four tokens are what cue phrases are looked for in (coverage notes, channel "cue")."""
MOST_OFFERS = 12
_FUNCTION = 0.2
_TELLING = 0.5


def cue_offers(sentences: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Phrases of the sentences that would make good cues, the best first: those said most often, then most telling.

    `known` cues are not offered again.
    """
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(set(_phrases(plain_words(sentence))))
    for cue in known:
        counts.pop(cue.lower(), None)
    best = sorted(counts, key=lambda phrase: (-counts[phrase], -_worth(phrase), phrase))
    return tuple(_distinct(best))[:MOST_OFFERS]


def plain_words(sentence: str) -> list[str]:
    """The words in lower case, without punctuation around them and without fillers."""
    plain = (word.strip(".,;:!?\"'()“”‘’").lower().replace("’", "'") for word in sentence.split())
    return [word for word in plain if word and not is_filler(word)]


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """Every stretch of two to four words that begins and ends with a word of substance and holds a telling one."""
    for first in range(len(words)):
        for length in range(FEWEST_WORDS, MOST_WORDS + 1):
            part = words[first : first + length]
            if len(part) == length and _usable(part):
                yield " ".join(part)


def _usable(part: Sequence[str]) -> bool:
    if any(letter in word for word in part for letter in ",&|"):
        return False
    told = [specificity(word) for word in part]
    return told[0] > _FUNCTION < told[-1] and max(told) > _TELLING


def _worth(phrase: str) -> float:
    """How much it tells, a word; a phrase of two telling words beats one with a stop word between them."""
    words = phrase.split()
    return sum(map(specificity, words)) / len(words) + 0.01 * len(words)


def _distinct(phrases: Iterable[str]) -> Iterator[str]:
    """Without those that are a part of one before, or hold it."""
    taken: list[str] = []
    for phrase in phrases:
        padded = f" {phrase} "
        if not any(f" {each} " in padded or padded in f" {each} " for each in taken):
            taken.append(phrase)
            yield phrase
