"""Whether two spellings may be one name to a recogniser: nearly the same letters, or the same sound in English.

The sound is the Metaphone code (Philips 1990, by jellyfish). It knows no non-rhotic ending, so a final "er" and a
final "a" are made one before: to half of the English speakers they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz import fuzz

FEWEST_LETTERS = 5
"""Below that a letter more or less is another word ("Acme", "acne")."""
SAME_LETTERS = 0.88
"""Share of letters (rapidfuzz ratio) from which two spellings are one: "Goldmann" .93, but not "golden" .77."""
LEAST_LETTERS = 0.6
"""The same for spellings with one Metaphone code: "Kathryn" is .62 of "Catherine". Needed because the code drops
vowels: "Siemens" and "summons" (.57) have one."""
FEWEST_SOUNDS = 3
"""Letters of a code below which it tells too little: "Kayla" and "koala" are both "KL"."""

_FINAL_R = re.compile(r"(?<=...)(?:er|or|ar|re|ur)$")


def alike(name: str, heard: str) -> float:
    """How nearly `heard` is `name`, 0 to under 1; 0 where it is too far. Both as `confidential.key_of` makes them.

    Figures are never nearly the same, so what holds a digit is 0.
    """
    shorter, longer = sorted((len(name), len(heard)))
    if shorter < FEWEST_LETTERS - 1 or len(name) < FEWEST_LETTERS or longer > shorter + max(2, shorter // 3):
        return 0.0
    return _alike(name, heard)


@lru_cache(maxsize=50_000)
def _alike(name: str, heard: str) -> float:
    if any(letter.isdigit() for letter in name + heard):
        return 0.0
    letters = fuzz.ratio(name, heard) / 100
    code = _code(name)
    if code and code == _code(heard):
        return 0.99 if letters >= LEAST_LETTERS else 0.0
    return min(letters, 0.99) if letters >= SAME_LETTERS else 0.0


@lru_cache(maxsize=50_000)
def _code(word: str) -> str:
    """How a word sounds; empty where that tells too little, and for letters that are not English."""
    code = metaphone(_FINAL_R.sub("a", word)) if word.isascii() else ""
    return code if len(code) >= FEWEST_SOUNDS else ""
