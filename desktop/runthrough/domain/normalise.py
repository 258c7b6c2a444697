"""Words as they are compared: lower case, without fillers, numbers as numbers, stems.

A token keeps the index of the words it came from, so that a match can be shown as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from text_to_num import find_numbers

FILLERS = frozenset("um umm uh uhh uhm er erm ah hmm hm mm mhm eh".split())
"""Filler sounds; words used as fillers ("like", "you know") are words all the same."""

_PIECE = re.compile(r"[a-z]+(?:'[a-z]+)*\+*|\d+(?:[.,]\d+)*|%")
_CONTRACTION = re.compile(r"(?:n't|'s|'re|'ve|'ll|'d|'m)$")
_SENTENCE_END = re.compile(r"[.!?;:]['\")\]]*$")
_BREAK = re.compile(r"[,.!?;:]['\")\]]*$")

_FRACTIONS = frozenset(
    """
    half halved doubled double twice tripled triple third quarter tenth hundredth zero dozen dozens percent percentage
    """.split()
)
_UNITS = frozenset(
    """
    percent percentage millisecond milliseconds ms microsecond microseconds second seconds minute minutes hour
    hours day days week weeks month months quarter quarters year years times x fold point points kilobytes
    megabytes gigabytes terabytes million billion thousand hundred people engineers dollars euros pounds
    requests users customers servers
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number to compare. `first` and `last` are the indices of the words it was made of, both included.

    `sentence_end` and `breaks` tell of punctuation after it; `number` is its value, if it is one.
    """

    text: str
    stem: str
    first: int
    last: int
    number: float | None = None
    sentence_end: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word before numbers are joined; what text2num asks of its tokens."""

    written: str
    index: int
    sentence_end: bool
    breaks: bool
    after_break: bool

    def text(self) -> str:
        return self.written

    def nt_separated(self, _previous: object) -> bool:
        return self.after_break

    def not_a_number_part(self) -> bool:
        return False


def is_filler(word: str) -> bool:
    """Whether a transcript's word is a filler sound."""
    return re.sub(r"[^a-z]", "", word.lower()) in FILLERS


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word's stem (Snowball, English)."""
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.EnglishStemmer()


def phrase_tokens(phrase: str) -> tuple[Token, ...]:
    """The tokens of a written phrase."""
    return tokens(phrase.split())


def tokens(words: Sequence[str]) -> tuple[Token, ...]:
    """The tokens of a sequence of words, as a recogniser wrote them."""
    pieces = _pieces(words)
    numbers = {found.start: found for found in find_numbers(pieces, "en", 0.0) if not found.is_ordinal}
    made: list[Token] = []
    position = 0
    while position < len(pieces):
        found = numbers.get(position)
        if found is not None and _is_number(pieces, position, found.end):
            made.append(_number_token(pieces[position : found.end], float(found.value)))
            position = found.end
        else:
            made.append(_word_token(pieces[position]))
            position += 1
    return tuple(made)


def _pieces(words: Sequence[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    after_break = False
    for index, word in enumerate(words):
        lower = word.lower().replace("’", "'")
        ends, breaks = bool(_SENTENCE_END.search(lower)), bool(_BREAK.search(lower))
        found = [piece for piece in _PIECE.findall(lower) if piece not in FILLERS]
        for place, piece in enumerate(found):
            last = place == len(found) - 1
            pieces.append(_Piece(piece, index, ends and last, breaks and last, after_break))
            after_break = False
        after_break = after_break or breaks
    return pieces


def _is_number(pieces: Sequence[_Piece], start: int, end: int) -> bool:
    """ "One" alone is mostly a pronoun: a number only before a unit."""
    if end - start > 1 or pieces[start].written != "one":
        return True
    return end < len(pieces) and pieces[end].written in _UNITS


def _number_token(pieces: Sequence[_Piece], value: float) -> Token:
    text = f"{value:g}"
    last = pieces[-1]
    return Token(text, text, pieces[0].index, last.index, value, last.sentence_end, last.breaks)


def _word_token(piece: _Piece) -> Token:
    text = "percent" if piece.written == "%" else _CONTRACTION.sub("", piece.written) or piece.written
    value = _digits(text)
    return Token(text, stem(text), piece.index, piece.index, value, piece.sentence_end, piece.breaks)


def _digits(text: str) -> float | None:
    try:
        return float(text.replace(",", "")) if text[0].isdigit() else None
    except ValueError:
        return None


def holds_quantity(made: Sequence[Token]) -> bool:
    """Whether a figure was said: digits, number words, or words like "half" and "doubled"."""
    return any(token.number is not None or token.text in _FRACTIONS for token in made)
