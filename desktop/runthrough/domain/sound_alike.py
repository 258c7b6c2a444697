"""Whether two spellings may be one name to a recogniser: nearly the same letters, or the same sound in English."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

FEWEST_LETTERS = 5
"""Below that a letter more or less is another word ("Acme", "acne")."""
SAME_LETTERS = 0.88
"""Share of letters (rapidfuzz ratio) from which two spellings are one: "Goldmann" .93, but not "golden" .77."""
SAME_SOUND = 0.8
"""The same for spellings whose consonants sound the same, of which there must be FEWEST_CONSONANTS."""
FEWEST_CONSONANTS = 3

_SOUNDS = (
    (r"ough|augh", "o"),
    (r"igh", "i"),
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^x", "s"),
    (r"tch|sch|ch", "C"),
    (r"sh", "S"),
    (r"ph", "f"),
    (r"gh", "g"),
    (r"th|dt", "t"),
    (r"ck|q(?:u)?", "k"),
    (r"x", "ks"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"dg(?=[eiy])|j", "j"),
    (r"z", "s"),
    (r"v", "f"),
    (r"y", "i"),
    (r"(?<=.)h", ""),
    (r"(.)\1+", r"\1"),
    (r"(?<=...)(?:er|or|ar|re|ur)$", "a"),
    (r"(?<=..)e$", ""),
)
"""Spelling to sound, one after the other; rough on purpose, and about English as it is heard on both sides of the
Atlantic: a final "er" and a final "a" are one."""


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
    one, other = sound_of(name), sound_of(heard)
    if one == other:
        return 0.99
    consonants = _consonants(one)
    if len(consonants) >= FEWEST_CONSONANTS and consonants == _consonants(other):
        letters = max(letters, fuzz.ratio(one, other) / 100 - SAME_SOUND + SAME_LETTERS)
    return min(letters, 0.99) if letters >= SAME_LETTERS else 0.0


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """A word (lower case letters) by its sound, roughly."""
    for spelling, sound in _SOUNDS:
        word = re.sub(spelling, sound, word)
    return word


def _consonants(sound: str) -> str:
    """The sound without its vowels, but for one it begins with."""
    return sound[:1] + re.sub(r"[aeiou]", "", sound[1:])
