"""The kinds of sounds that an English word is made of, read off its letters, with the seconds each of them takes.

Kinds, not phonemes: what tells where one word ends and the next begins in a recording are hisses, bursts, hums and
vowels, and a handful of spelling rules gives those. A dictionary of pronunciations would weigh megabytes and know no
names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SILENCE = "_"
KINDS = "AEIOUNLRWSCFTDH" + SILENCE
"""Vowels by their letter; N: m, n, ng; L; R; W; S: s, z; C: sh, ch, j; F: f, v, th; T: p, t, k; D: b, d, g; H."""
HESITATIONS = "AEUN"
"""What an "ah", "er", "uh" or "um" sounds like."""
SPEECH_VOWELS = frozenset("AEIOUR")
"""Kinds that a voice may hold."""

SECONDS = {
    **dict.fromkeys("SCAO", 0.09),
    **dict.fromkeys("NFW", 0.06),
    **dict.fromkeys("LD", 0.055),
    **dict.fromkeys("RH", 0.05),
    **dict.fromkeys("IT", 0.075),
    "E": 0.07,
    "U": 0.08,
}
"""How long a sound of each kind lasts in read speech: rounded from tables of English segment durations (Klatt 1976:
vowels 70-130 ms, fricatives around 90, stops and sonorants 50-80). Only their proportions count."""
LONG_VOWEL = 1.4
"""How much longer a vowel of two letters is: long vowels and diphthongs against short ones."""
BEFORE_A_PAUSE = 1.35
"""How much longer the last two sounds before a pause are (Klatt 1976: phrase-final lengthening)."""
HESITATION = 0.3
"""Seconds of the vowel of a filler sound; an "um" lasts some 0.4 s (Clark & Fox Tree 2002: longer than words)."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FILLERS = {"um": "UN", "umm": "UN", "uh": "U", "er": "E", "erm": "EN", "ah": "A", "hmm": "N", "mm": "N", "uhm": "UN"}
_ABBREVIATIONS = {"mr": "mister", "mrs": "missis", "dr": "doctor", "ms": "miz"}
_SPELLING = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[ts]ion", "Cen"),
        (r"igh", "ii"),
        (r"(?<=[aeou])gh(?=t|$)", ""),
        (r"tch|sch|sh|ch", "C"),
        (r"th|ph", "f"),
        (r"wh", "w"),
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"qu", "kw"),
        (r"ng", "n"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[ey])(?!et)", "C"),
        (r"x", "ks"),
        (r"(?<=[aeiou])h$", ""),
        (r"(?<=[aeiouy])([^aeiouy]+)e(s?)$", r"\1\2"),  # a silent e
        (r"(?<=[aeiouy])([^aeiouytd]+)ed$", r"\1d"),
    )
)
_LETTERS = {
    **dict.fromkeys("mn", "N"),
    **dict.fromkeys("sz", "S"),
    **dict.fromkeys("Cj", "C"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("ptkcq", "T"),
    **dict.fromkeys("bdg", "D"),
    "l": "L",
    "r": "R",
    "w": "W",
    "h": "H",
}
_ONE_SOUND = {"c": "k", "q": "k"}
_VOWELS = {"a": "A", "e": "E", "i": "I", "y": "I", "o": "O", "u": "U"}
_VOWEL_PAIRS = {"ee": "I", "ea": "I", "oo": "U", "ou": "U"}


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound: its kind, and the seconds it takes in read speech."""

    kind: str
    seconds: float


def sounds_of(text: str) -> list[Sound]:
    """The sounds of one word as a recogniser writes it, punctuation attached; never empty.

    Digits are read one by one. What has no letters of the Latin alphabet counts as one short vowel.
    """
    letters = re.sub(r"[^a-z0-9]", "", text.lower())
    if letters in _FILLERS:
        vowel, *hum = _FILLERS[letters]
        sounds = [Sound(vowel, HESITATION), *(Sound(kind, 2 * SECONDS[kind]) for kind in hum)]
    else:
        parts = re.findall(r"\d|[a-z]+", _ABBREVIATIONS.get(letters, letters))
        read = (_DIGITS[int(part)] if part.isdigit() else part for part in parts)
        sounds = [sound for part in read for sound in _read(part)] or [Sound("E", SECONDS["E"])]
    if text.rstrip("\"'”’)").endswith((".", ",", "?", "!", ";", ":")):
        sounds[-2:] = [Sound(sound.kind, sound.seconds * BEFORE_A_PAUSE) for sound in sounds[-2:]]
    return sounds


def usual_seconds(text: str) -> float:
    """How long a word lasts in read speech."""
    return sum(sound.seconds for sound in sounds_of(text))


def all_vowel(text: str) -> bool:
    """Whether a word is nothing but vowels, like "a", "I", "are": drawn out it sounds like a filler."""
    return all(sound.kind in SPEECH_VOWELS for sound in sounds_of(text))


def pause_follows(text: str) -> bool:
    """Whether the punctuation of a word says that the speaker paused behind it."""
    return text.endswith((".", ",", "?", "!", ";", ":"))


def spelled(word: str) -> str:
    """A word as it sounds, a character for each sound: a kind (KINDS) for a vowel, else one of "mnlrwszCjfvptkbdgh".

    Empty for what has no letters of the Latin alphabet.
    """
    groups = _groups(re.sub(r"[^a-z]", "", word.lower()))
    return "".join(_vowel(group) if group[0] in _VOWELS else _ONE_SOUND.get(group, group) for group in groups)


def kind_of(sound: str) -> str:
    """The kind (KINDS) of a character of `spelled`."""
    return _LETTERS.get(sound, sound)


def _read(letters: str) -> list[Sound]:
    return [sound for group in _groups(letters) for sound in _sound(group)]


def _groups(letters: str) -> list[str]:
    """The vowels that stand together, and each consonant, after the rules of spelling; a doubled one is one sound."""
    for pattern, sound in _SPELLING:
        letters = pattern.sub(sound, letters)
    if letters.startswith("y"):
        letters = "i" + letters[1:]
    groups = re.findall(r"[aeiouy]+|[^aeiouy]", letters)
    return [group for at, group in enumerate(groups) if at == 0 or group != groups[at - 1]]


def _vowel(group: str) -> str:
    return _VOWEL_PAIRS.get(group, _VOWELS[group[0]])


def _sound(group: str) -> list[Sound]:
    if group[0] in _VOWELS:
        kind = _vowel(group)
        return [Sound(kind, SECONDS[kind] * (LONG_VOWEL if len(group) > 1 else 1.0))]
    kind = _LETTERS.get(group, "")
    return [Sound(kind, SECONDS[kind])] if kind else []
