"""Loops: what an engine writes over and over because it lost the thread, against what a speaker repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from runthrough.domain.speech import Word

LONGEST_LOOP = 12
"""Words of the longest phrase that is sought as a loop."""
LOOP_OF_ONE_WORD = 6
LOOP_OF_A_PHRASE = 4
"""How often in a row the same is said before it counts as the engine's loop, not the speaker's stutter: speakers do say
"very, very, very" and "I want to, I want to", and their transcript is meant to show it."""
LOOP_CUT_OFF, LEAST_PHRASE = 3, 3
"""The same where the text breaks off within the phrase, as it does when an engine runs out of room, and the words of
the phrase at least. Own choice."""

SYLLABLES_OVER_AND_OVER = re.compile(r"((?=.*[^\W\d_]).{2,8}?)\1{3,}", re.IGNORECASE)
"""A word that is a loop in itself ("akakakakaka"): two letters or more four times in a row. Not figures."""

UNCERTAIN = 0.2
"""Probability, at most, of the words of a loop that are kept. Own choice."""


@dataclass(frozen=True, slots=True)
class _Loop:
    """Words of the phrase, and of all its repetitions."""

    phrase: int
    whole: int


def without_loops(words: Sequence[Word]) -> list[Word]:
    """The words with each phrase that an engine repeated over and over kept once, marked as uncertain.

    faster-whisper 40, 424, 465. Words that are loops in themselves are dropped.
    """
    real = [word for word in words if not SYLLABLES_OVER_AND_OVER.search(word.text)]
    compared = [spoken_text(word.text) for word in real]
    kept: list[Word] = []
    index = 0
    while index < len(real):
        loop = _loop_at(compared, index)
        if loop is None:
            kept.append(real[index])
            index += 1
        else:
            kept += [_uncertain(word) for word in real[index : index + loop.phrase]]
            index += loop.whole
    return kept


def looped(words: Sequence[Word]) -> bool:
    """Whether there is a loop in a text."""
    return len(without_loops(words)) < len(words)


def spoken_text(text: str) -> str:
    """A word as it is compared; empty for punctuation and notes of music."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _uncertain(word: Word) -> Word:
    return replace(word, probability=UNCERTAIN if word.probability is None else min(word.probability, UNCERTAIN))


def _loop_at(compared: Sequence[str], index: int) -> _Loop | None:
    """The loop that begins here, with what was begun of one more repetition at the end of the text."""
    for length in range(1, LONGEST_LOOP + 1):
        phrase = compared[index : index + length]
        times = _repetitions(compared, index, length)
        rest = compared[index + times * length :]
        breaks_off = 0 < len(rest) < length and list(rest) == list(phrase[: len(rest)])
        if times >= _enough(length, breaks_off=breaks_off):
            return _Loop(length, times * length + (len(rest) if breaks_off else 0))
    return None


def _enough(length: int, *, breaks_off: bool) -> int:
    """How often a phrase of so many words is a loop."""
    if length == 1:
        return LOOP_OF_ONE_WORD
    return LOOP_CUT_OFF if breaks_off and length >= LEAST_PHRASE else LOOP_OF_A_PHRASE


def _repetitions(compared: Sequence[str], index: int, length: int) -> int:
    phrase = compared[index : index + length]
    times = 1
    while compared[index + times * length : index + (times + 1) * length] == phrase:
        times += 1
    return times
