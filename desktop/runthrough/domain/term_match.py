"""Words that a recogniser wrote in place of a term of the question: found by sound and spelling, and put right.

For recognisers that cannot be told the terms. Precision comes first: a term is put in only for words that read as it
when joined ("look ahead" for "lookahead") or that sound nearly like it ("flank" for "Flink"), each word of the term for
itself ("look ahead because" is no "lookahead bias"). Figures must be equal ("p ninety nine" is p99, never p95). Words
across a pause or the end of a sentence are no term. The shares are our own choice (norms.md, grade O), tried with
`benchmarks terms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.normalise import tokens
from runthrough.domain.ordinary_words import is_ordinary
from runthrough.domain.speech import TakeSpan, Word
from runthrough.domain.term_put import bare
from runthrough.domain.term_sounds import likeness, sound_count

MORE_WORDS = 2
"""By how many words a recogniser may write a term in more words than it has."""
FEWEST_LETTERS, FEWEST_SOUNDS = 5, 5
"""Letters and sounds of a term below which only its very letters count: too much sounds like "SLO" or "Dask"."""
ONE_WORD = 0.89
"""Likeness from which words are a term of one word: "fling" is .90 of "Flink", "throughout" .88 of "throughput"."""
SEVERAL_WORDS = 0.8
"""The same for a term of several words, which hardly sound alike by chance."""
EACH_WORD = 0.75
"""Likeness of each word of such a term: "by us" is .83 of "bias", "looking at" .71 of "lookahead"."""
FEWEST_OF_PLAIN = 9
"""Sounds of a term that everyday words alone may be, as in "look at it by us"."""
LONGEST_GAP = 0.35
"""Seconds between two words of a term at most."""
RHYMING = frozenset("bcdegptvz")
"""Letters whose names rhyme, so that "p99" is heard as "B-99"."""
VERY_LETTERS = 2.0
"""The likeness of what reads as the term: above all that only sounds so."""

_SENTENCE_END = re.compile(r"\w\w[.!?]['\")\]]*$")
_LETTER_NAMES = {"pee": "p", "pea": "p", "cue": "q", "queue": "q", "tee": "t", "bee": "b", "sea": "c", "vee": "v"}
_PLAIN = FUNCTION_WORDS | EVERYDAY_WORDS


@dataclass(frozen=True, slots=True)
class Match:
    """Words that are probably a term: their indices, both ends included, and how surely."""

    first: int
    last: int
    term: str
    likeness: float


def find_terms(words: Sequence[Word], terms: Sequence[str], kept: Sequence[TakeSpan] = ()) -> tuple[Match, ...]:
    """What is to be put right in the words of one utterance, in order; no two of them share a word.

    Of those that would, the likelier counts. `kept`: seconds of the take whose words stay as they were heard; so do
    words that were put right already.
    """
    texts = tuple(bare(word.text) for word in words)
    blocked = _right_already(texts, terms)
    found = sorted(_candidates(words, texts, terms, kept), key=lambda match: (-match.likeness, match.first))
    chosen: list[Match] = []
    for match in found:
        within = range(match.first, match.last + 1)
        if not blocked.intersection(within):
            blocked |= set(within)
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda match: match.first))


def _right_already(texts: Sequence[str], terms: Sequence[str]) -> set[int]:
    """The indices of words that are a term as they stand."""
    lower, right = [text.casefold() for text in texts], set[int]()
    for term in terms:
        wanted = term.casefold().split()
        for at in range(len(lower) - len(wanted) + 1):
            if lower[at : at + len(wanted)] == wanted:
                right |= set(range(at, at + len(wanted)))
    return right


def _candidates(
    words: Sequence[Word], texts: Sequence[str], terms: Sequence[str], kept: Sequence[TakeSpan]
) -> Iterator[Match]:
    """The likeliest term of each run of words that may be one."""
    for first, word in enumerate(words):
        if not _free(word, kept):
            continue
        for last in range(first, min(first + _most_words(tuple(terms)), len(words))):
            if last > first and not (_joined(words[last - 1], words[last]) and _free(words[last], kept)):
                break
            window = tuple(texts[first : last + 1])
            best = max(((_likeness(window, term), term) for term in terms), default=(0.0, ""), key=lambda each: each[0])
            if best[0]:
                yield Match(first, last, best[1], best[0])


@lru_cache(maxsize=64)
def _most_words(terms: tuple[str, ...]) -> int:
    return max((max(len(term.split()), sum(map(str.isdigit, term)) + 1) + MORE_WORDS for term in terms), default=0)


def _joined(word: Word, after: Word) -> bool:
    return after.start - word.end <= LONGEST_GAP and not _SENTENCE_END.search(word.text)


def _free(word: Word, kept: Sequence[TakeSpan]) -> bool:
    return word.heard is None and not any(word.start < until and word.end > since for since, until in kept)


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@lru_cache(maxsize=50_000)
def _likeness(window: tuple[str, ...], term: str) -> float:
    """VERY_LETTERS for what reads as a term, else how much it sounds like it; 0 for what is none."""
    key, heard = _key(term), _key("".join(window))
    if not key or not window[0] or not window[-1]:
        return 0.0
    if any(letter.isdigit() for letter in key):
        return VERY_LETTERS if _same_figure(_figure_key(window), key) else 0.0
    if heard == key:
        return VERY_LETTERS if _wide(key, window, term) else 0.0
    if any(letter.isdigit() for letter in heard) or len(key) < FEWEST_LETTERS or sound_count(term) < FEWEST_SOUNDS:
        return 0.0
    return _by_sound([_key(text) for text in window], term)


def _wide(key: str, window: Sequence[str], term: str) -> bool:
    """Whether equal letters are enough: short ones only in the words of the term, or letter by letter ("S L O")."""
    return len(key) >= FEWEST_LETTERS or len(window) in (1, len(key), len(term.split()))


def _figure_key(window: Sequence[str]) -> str:
    """Letters and digits, with numbers in words and the names of letters read: "pee ninety nine" is "p99".

    Who says "ninety ninth percentile" is not told to have said that.
    """
    first = _LETTER_NAMES.get(window[0].casefold(), window[0])
    if len(window) > 1 and len(first) > 1 and first.isalpha():
        return ""
    return _key("".join(token.text for token in tokens((first, *window[1:]))))


def _same_figure(heard: str, key: str) -> bool:
    """Whether figures are equal, and a single letter before them is or rhymes."""
    rhyming = heard[:1] in RHYMING and key[:1] in RHYMING and key[1:].isdigit() and len(key) > 2
    return heard == key or (rhyming and heard[1:] == key[1:])


def _by_sound(window: Sequence[str], term: str) -> float:
    wanted = [_key(word) for word in term.split()]
    if len(window) == 1 and is_ordinary(window[0]):
        return 0.0
    if sound_count(term) < FEWEST_OF_PLAIN and all(word in _PLAIN for word in window):
        return 0.0
    alike = likeness(" ".join(window), " ".join(wanted))
    if len(wanted) == 1:  # a word that shapes the sentence is no part of it: "a flow", "of link"
        return alike if alike >= ONE_WORD and not {window[0], window[-1]} & FUNCTION_WORDS else 0.0
    return alike if alike >= SEVERAL_WORDS and _each_word(window, wanted) else 0.0


def _each_word(window: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words can be shared out among those of the term so that each is heard."""
    for cuts in combinations(range(1, len(window)), len(wanted) - 1):
        pieces = [" ".join(window[begin:end]) for begin, end in pairwise((0, *cuts, len(window)))]
        if all(_heard_for(piece, word) for piece, word in zip(pieces, wanted, strict=True)):
            return True
    return False


def _heard_for(piece: str, word: str) -> bool:
    """Everyday words must not lack any sounds either: who looks at bias does not speak of lookahead bias."""
    plain = all(each in _PLAIN for each in piece.split())
    return likeness(piece, word) >= EACH_WORD and not (plain and sound_count(piece) < sound_count(word))
