"""Terms in place of what a recogniser wrote, and what it wrote in place of them again: their times stay together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from runthrough.domain.speech import Word

_OUTSIDE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def bare(text: str) -> str:
    """A word without the marks around it."""
    found = _OUTSIDE.match(text)
    return found.group(2) if found else text


def put(window: Sequence[Word], term: str) -> tuple[Word, ...]:
    """The term in place of these words, with the marks that stood before and behind them.

    What was heard is kept in `Word.heard` of the first word; a term lasts from the start to the end of these words.
    """
    before = _OUTSIDE.sub(r"\1", window[0].text)
    behind = _OUTSIDE.sub(r"\3", window[-1].text)
    parts = term.split()
    parts[0], parts[-1] = before + parts[0], parts[-1] + behind
    known = [word.probability for word in window if word.probability is not None]
    heard = " ".join(word.text for word in window)
    made = _shared(parts, window[0], window[-1], min(known, default=None))
    return tuple(replace(word, heard="" if at else heard) for at, word in enumerate(made))


def as_heard(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words as the recogniser wrote them; where they were put right, their times are shared out by their length."""
    made: list[Word] = []
    for group in groups(words):
        first, last = words[group[0]], words[group[-1]]
        made += [first] if first.heard is None else _shared(first.heard.split(), first, last, first.probability)
    return tuple(made)


def groups(words: Sequence[Word]) -> list[range]:
    """The indices of words that were put right together, or of one word as it was recognised."""
    starts = [at for at, word in enumerate(words) if at == 0 or word.heard != ""]
    return [range(begin, end) for begin, end in pairwise((*starts, len(words)))]


def _shared(texts: Sequence[str], first: Word, last: Word, probability: float | None) -> list[Word]:
    """These texts from the start of a word to the end of another, each as long as its share of the letters."""
    letters = sum(len(text) for text in texts)
    made: list[Word] = []
    done, begin = 0, first.start
    for text in texts:
        done += len(text)
        end = last.end if done == letters else round(first.start + (last.end - first.start) * done / letters, 3)
        made.append(Word(text, begin, end, probability))
        begin = end
    return made
