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

ALL_ONE_PHRASE, LONG_PHRASE = 3, 8
"""How often a phrase is said in a text that has no other; twice where it has so many words. Own choice."""

SYLLABLES_OVER_AND_OVER = re.compile(r"((?=.*[^\W\d_]).{2,8}?)\1{3,}", re.IGNORECASE)
"""A word that is a loop in itself ("akakakakaka"): two letters or more four times in a row. Not figures."""
FIGURES_OVER_AND_OVER = re.compile(r"(?=[\d-]{20})(\d[\d-]{0,3}?)\1{4,}")
"""One of figures ("24-44-444-444-444-444-444"): no number that is said has twenty of them."""

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
    real = [word for word in words if not _is_loop(word.text)]
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


def is_one_phrase(words: Sequence[Word]) -> bool:
    """Whether a text is nothing but one phrase, three times or oftener; a long one twice. Its end may be cut off."""
    compared = [spoken_text(word.text) for word in words]
    return any(_is_made_of(compared, length) for length in range(1, len(compared) // 2 + 2))


def _is_made_of(compared: Sequence[str], length: int) -> bool:
    """Whether each word is that of so many words before; the last one may be cut off."""
    times = 2 if length >= LONG_PHRASE else ALL_ONE_PHRASE
    if len(compared) < length * times - (length > 1):  # a word may be missing at the end
        return False
    *repeated, last = compared[length:]
    *phrases, as_begun = compared[:-length]
    return repeated == phrases and as_begun.startswith(last)


def spoken_text(text: str) -> str:
    """A word as it is compared; empty for punctuation and notes of music."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_loop(text: str) -> bool:
    return any(pattern.search(text) for pattern in (SYLLABLES_OVER_AND_OVER, FIGURES_OVER_AND_OVER))


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
