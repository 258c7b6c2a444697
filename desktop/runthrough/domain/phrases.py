"""Finds phrases of plain words in what was said, with the indices of the words they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from runthrough.domain.normalise import FILLERS

_PIECE = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]['\")\]”’]*$")
_BREAK = re.compile(r"[,.!?;:–—]['\")\]”’]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as it is compared: lower case, without punctuation. `index` is that of the word it came from.

    `sentence_end` and `breaks`: punctuation follows it. Two pieces of a hyphenated word share an index.
    """

    text: str
    index: int
    sentence_end: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class PhraseFound:
    """A phrase on the words `first` to `last`, both included. `begin` and `end` are its pieces, `end` not included."""

    phrase: str
    first: int
    last: int
    begin: int
    end: int


def pieces(words: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of words as a recogniser wrote them, without filler sounds: "I, um, think" reads as "i think"."""
    made: list[Piece] = []
    for index, word in enumerate(words):
        lower = word.lower().replace("’", "'")
        found = [piece for piece in _PIECE.findall(lower) if piece not in FILLERS]
        ends, breaks = ends_sentence(word), bool(_BREAK.search(lower))
        for place, text in enumerate(found):
            last = place == len(found) - 1
            made.append(Piece(text, index, ends and last, breaks and last))
    return tuple(made)


def ends_sentence(word: str) -> bool:
    """Whether a word, as a recogniser wrote it, is the last one of a sentence."""
    return bool(_SENTENCE_END.search(word))


class PhraseBook:
    """A list of phrases to look for. Where two begin at one piece, the longer one is found."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in phrases:
            texts = tuple(piece.text for piece in pieces(phrase.split()))
            if texts:
                self._by_first.setdefault(texts[0], []).append((texts, phrase))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, said: Sequence[Piece]) -> Iterator[PhraseFound]:
        """The phrases in order, none inside another; a phrase never reaches over the end of a sentence."""
        at = 0
        while at < len(said):
            found = self._at(said, at)
            if found is not None:
                yield found
            at = at + 1 if found is None else found.end

    def _at(self, said: Sequence[Piece], at: int) -> PhraseFound | None:
        for texts, phrase in self._by_first.get(said[at].text, ()):
            window = said[at : at + len(texts)]
            alike = tuple(piece.text for piece in window) == texts
            if alike and not any(piece.sentence_end for piece in window[:-1]):
                return PhraseFound(phrase, window[0].index, window[-1].index, at, at + len(texts))
        return None


def beside(said: Sequence[Piece], at: int) -> str:
    """The text of the piece at this place; "" before the first and after the last."""
    return said[at].text if 0 <= at < len(said) else ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words beside a phrase with which it means something else; `before` ends with the sentence before."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    def hold(self, said: Sequence[Piece], found: PhraseFound) -> bool:
        """Whether the phrase stands beside one of these words, in one sentence."""
        starts = found.begin == 0 or said[found.begin - 1].sentence_end
        ends = said[found.end - 1].breaks
        before = "" if starts else beside(said, found.begin - 1)
        after = "" if ends else beside(said, found.end)
        return before in self.before or after in self.after


def surroundings(table: Mapping[str, tuple[str, str]]) -> dict[str, Surroundings]:
    """Surroundings by phrase, from words before and words after, each list written as one text."""
    return {
        phrase: Surroundings(frozenset(before.split()), frozenset(after.split()))
        for phrase, (before, after) in table.items()
    }
