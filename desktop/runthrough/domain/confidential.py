"""Names of the speaker's confidentiality list, found in what was said or written.

An entry (a person, a firm, a project, a figure) is found

* whatever its case and accents, in the plural and the possessive ("Acme's"), split or joined ("Blue River",
  "blueriver", "Blue-River"), and, if it holds a number, in digits or in words ("20 million", "twenty million");
* as a recogniser may have misheard it: nearly the same letters, or the same sound ("Markus" for "Marcus", "sit a dell"
  for "Citadel"). Such a find is not `sure`, and entries of fewer than five letters have none.

What is decided on purpose: an entry with a capital that is also an ordinary word ("Mark", "Will", "IT") is found only
where it is written with its capitals, so that the verb "mark" is not flagged. At the beginning of a sentence, where
every word has a capital, and in a transcript that has no capitals at all it is flagged, because a leak costs more than
a flag too many. Whoever wants the verb found, too, writes the entry in lower case. An entry is found as a whole: first
name and surname that should be found alone are entries of their own.

The lengths and ratios are our own choice (norms.md, grade O), held by the examples of the tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.normalise import Token, tokens
from runthrough.domain.sound_alike import alike

SHORT = 6
"""Letters below which an entry in pieces needs one that is no ordinary word: "I ran" is not "Iran"."""
MORE_PIECES = 2
"""By how many words a recogniser may write one entry in more pieces than it has: "sit a dell"."""

_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]['\")\]]*$")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "'": "", "’": ""})

NAMES_THAT_ARE_WORDS = frozenset(
    """
    amber angel apple april art august autumn baker bill block bond brook brooks buck cash chance chase chip chuck
    cliff colt cook dawn dean diamond dale dean dell don drew earnest eve faith fisher forest frank gap gene glen grace
    grant gray green hank harmony harper heath heather hope hunter iris ivy jack jasmine jean jewel joy june king lance
    lily major mark market mason max may mercy mike miles mill miller mint nick olive oracle page pat pearl penny peter
    pierce piper pool port power ray rich rob robin rock rod rose ruby rusty sandy sage scout shell sky slack snap
    square star stone storm stripe sue summer sunny target taylor teddy terry tiger tony trip unity victor violet visa
    wade ward warren will wills wolf wood woods young zoom
    """.split()
)
"""First names, surnames and firms that are ordinary words of spoken answers, too; own list."""
_PLAIN_WORDS = FUNCTION_WORDS | EVERYDAY_WORDS
_ORDINARY_WORDS = _PLAIN_WORDS | NAMES_THAT_ARE_WORDS


@dataclass(frozen=True, slots=True)
class NameFound:
    """An entry in words `first` to `last`, both included, from character `begin` of the first to `end` of the last.

    `name` is the entry as it stands in the list. `sure`: it was written so, and not only sounds or looks like it.
    """

    name: str
    first: int
    last: int
    begin: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word between hyphens and the like; `key` is how it is compared."""

    written: str
    key: str
    word: int
    begin: int
    end: int
    starts_sentence: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    key: str
    pieces: int

    @property
    def forms(self) -> tuple[str, ...]:
        """It, its plural and its possessive."""
        return (self.key, f"{self.key}s", f"{self.key}es", *((f"{self.key[:-1]}ies",) if self.key[-1] == "y" else ()))


@dataclass(frozen=True, slots=True)
class _Find:
    entry: _Entry
    window: tuple[_Piece, ...]
    score: float
    """1 for what is sure, below it how near it comes."""


def find_names(words: Sequence[str], names: Sequence[str]) -> tuple[NameFound, ...]:
    """Where entries stand in words as a recogniser or an author wrote them, in order, none over another."""
    entries = _entries(names)
    if not entries:
        return ()
    pieces = list(_pieces(words))
    shows_case = any(letter.isupper() for word in words for letter in word)
    finds = [find for find in _in_letters(pieces, entries) if _meant(find, shows_case=shows_case)]
    found = [_found(find) for find in _apart(finds)]
    for figure in _figures(words, names):
        if not any(figure.first <= each.last and each.first <= figure.last for each in found):
            found.append(figure)
    return tuple(sorted(found, key=lambda each: (each.first, each.begin)))


def key_of(text: str) -> str:
    """A text as entries are compared: letters and digits alone, in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalnum())


def _entries(names: Sequence[str]) -> tuple[_Entry, ...]:
    made = (_Entry(name, key_of(name), len(_PIECE.findall(name))) for name in dict.fromkeys(names))
    return tuple(entry for entry in made if entry.key)


def _pieces(words: Sequence[str]) -> Iterator[_Piece]:
    starts = True
    for index, word in enumerate(words):
        for match in _PIECE.finditer(word):
            key = key_of(match.group())
            if key:
                yield _Piece(match.group(), key, index, match.start(), match.end(), starts)
                starts = False
        starts = bool(_SENTENCE_END.search(word)) or starts


# letters and sounds


def _in_letters(pieces: Sequence[_Piece], entries: Sequence[_Entry]) -> Iterator[_Find]:
    forms: dict[str, _Entry] = {}
    for entry in entries:
        for form in entry.forms:
            forms.setdefault(form, entry)
    most = max(entry.pieces for entry in entries) + MORE_PIECES
    for window in _windows(pieces, most, max(map(len, forms)) + 3):
        key = "".join(piece.key for piece in window)
        if key in forms:
            yield _Find(forms[key], window, 1.0)
        elif not all(_ordinary(piece.key) for piece in window):
            yield from _near(key, window, entries)


def _windows(pieces: Sequence[_Piece], most: int, longest: int) -> Iterator[tuple[_Piece, ...]]:
    """Every run of at most `most` pieces with at most `longest` letters."""
    for begin in range(len(pieces)):
        letters = 0
        for end in range(begin, min(begin + most, len(pieces))):
            letters += len(pieces[end].key)
            if letters > longest:
                break
            yield tuple(pieces[begin : end + 1])


def _near(key: str, window: tuple[_Piece, ...], entries: Sequence[_Entry]) -> Iterator[_Find]:
    for entry in entries:
        if len(window) <= entry.pieces + MORE_PIECES:
            score = alike(entry.key, key)
            if score:
                yield _Find(entry, window, score)


def _meant(find: _Find, *, shows_case: bool) -> bool:
    """Whether the words mean the entry, and not the ordinary words that they could be."""
    entry, window = find.entry, find.window
    if find.score < 1:
        return True
    if len(window) > entry.pieces:
        enough = FUNCTION_WORDS if len(entry.key) >= SHORT else _PLAIN_WORDS
        return any(not _within(piece.key, enough) for piece in window)
    if entry.pieces > 1 or not _ordinary(entry.key) or entry.name.islower() or not shows_case:
        return True
    written = window[0].written
    if entry.name.isupper() and len(entry.name) > 1:
        return written[: len(entry.key)].isupper()
    return written[0].isupper()


def _ordinary(key: str) -> bool:
    """Whether a word is one that any answer may hold, in one of its everyday forms."""
    return _within(key, _ORDINARY_WORDS)


@lru_cache(maxsize=50_000)
def _within(key: str, words: frozenset[str]) -> bool:
    forms = (key, key.removesuffix("s"), key.removesuffix("ed"), key.removesuffix("d"), key.removesuffix("ing"))
    return any(form in words for form in forms)


def _apart(finds: Sequence[_Find]) -> list[_Find]:
    """The best finds, none over another: sure ones first, then the nearest, then the longest."""
    kept: list[_Find] = []
    taken: set[tuple[int, int]] = set()
    for find in sorted(finds, key=lambda each: (-each.score, -len(each.entry.key), len(each.window))):
        places = {(piece.word, piece.begin) for piece in find.window}
        if not places & taken:
            taken |= places
            kept.append(find)
    return kept


def _found(find: _Find) -> NameFound:
    first, last = find.window[0], find.window[-1]
    return NameFound(find.entry.name, first.word, last.word, first.begin, last.end, sure=find.score >= 1)


# figures


def _figures(words: Sequence[str], names: Sequence[str]) -> Iterator[NameFound]:
    """Entries with a number, wherever the same number stands with the same words around it."""
    wanted = {name: figure for name in names if (figure := _figure(name))}
    made = _compared(tokens(words)) if wanted else []
    for name, figure in wanted.items():
        for begin in range(len(made) - len(figure) + 1):
            part = made[begin : begin + len(figure)]
            if tuple(text for text, _, _ in part) == figure:
                first, last = part[0][1], part[-1][2]
                yield NameFound(name, first, last, _inner(words[first])[0], _inner(words[last])[1])


@lru_cache(maxsize=1000)
def _figure(name: str) -> tuple[str, ...]:
    """How an entry with a number is compared; empty for one without."""
    made = tokens(name.split())
    return tuple(text for text, _, _ in _compared(made)) if any(token.number is not None for token in made) else ()


def _compared(made: Sequence[Token]) -> list[tuple[str, int, int]]:
    """Numbers by their value, other words by their stems, each with its first and last word; "20 million" is one."""
    found: list[tuple[str, int, int]] = []
    before: float | None = None
    for token in made:
        value = token.number
        if before is not None and value is not None and value in _MULTIPLIERS:
            before *= value
            found[-1] = (f"{before:g}", found[-1][1], token.last)
        else:
            before = value
            found.append((token.stem if value is None else f"{value:g}", token.first, token.last))
    return found


_MULTIPLIERS = frozenset({1e3, 1e6, 1e9, 1e12})


def _inner(word: str) -> tuple[int, int]:
    """Where a word begins and ends without the punctuation around it."""
    found = list(_PIECE.finditer(word))
    return (found[0].start(), found[-1].end()) if found else (0, len(word))


def counted(found: Sequence[NameFound]) -> Mapping[str, int]:
    """How often each entry was found, in the order of the first finds."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.name] = counts.get(each.name, 0) + 1
    return counts
