"""How alike two pieces of English sound, told by their letters: for words that a recogniser misheard.

What recognisers confuse costs little: voiced and voiceless consonants ("back", "pack"), consonants of one kind, vowels,
an r that only colours a vowel. The costs are our own choice (norms.md, grade O), tried with `benchmarks terms`.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from runthrough.domain.sounds import kind_of, spelled

VOICING = frozenset(map(frozenset, ("pb", "td", "kg", "sz", "fv", "Cj")))
SAME_PLACE = frozenset(map(frozenset, ("mb", "mp", "nd", "nt", "wv", "wf")))
ONE_VOICED, ONE_PLACE, ONE_KIND, TWO_VOWELS = 0.2, 0.6, 0.5, 0.3
"""Cost of one sound in place of another: the same but for the voice, said at the same place, of one kind, vowels."""
EXTRA = {"vowel": 0.5, "h": 0.5, "r": 0.3, "n": 0.7, "m": 0.7}
"""Cost of a sound that is there in only one of them; 1 for all others."""
WEAK, WEAK_ENDING = 0.5, ("nk", "ng", "nt", "nd", "mp", "mb")
"""The same for a stop behind a hum at the end ("Flink", "fling"), which is hardly heard."""
FAR = 55.0
"""Likeness of the bare letters (rapidfuzz `ratio`) below which nothing is counted out."""
_VOWELS = frozenset("AEIOU")


def sound_count(text: str) -> int:
    """How many sounds there are in words that are written together or apart."""
    return len(_sounds(text))


@lru_cache(maxsize=50_000)
def likeness(heard: str, wanted: str) -> float:
    """1 for what sounds the same, down to 0; how much of `wanted` is heard. Words may be written together or apart."""
    mine, theirs = _sounds(heard), _sounds(wanted)
    if not mine or not theirs or fuzz.ratio(mine, theirs) < FAR:
        return 0.0
    return max(0.0, 1.0 - _distance(mine, theirs) / len(theirs))


@lru_cache(maxsize=50_000)
def _sounds(text: str) -> str:
    return "".join(map(spelled, text.split()))


def _distance(mine: str, theirs: str) -> float:
    """The cheapest way from one to the other, sound by sound (Wagner & Fischer 1974)."""
    lost, row = _extras(theirs), [0.0]
    for cost in lost:
        row.append(row[-1] + cost)
    for own, added in zip(mine, _extras(mine), strict=True):
        before, row = row, [row[0] + added]
        for at, sound in enumerate(theirs):
            row.append(min(before[at] + _instead(own, sound), before[at + 1] + added, row[at] + lost[at]))
    return row[-1]


@lru_cache(maxsize=2_000)
def _instead(one: str, other: str) -> float:
    pair = frozenset((one, other))
    if one == other:
        return 0.0
    if pair <= _VOWELS:
        return TWO_VOWELS
    if pair in VOICING:
        return ONE_VOICED
    if kind_of(one) == kind_of(other):
        return ONE_KIND
    return ONE_PLACE if pair in SAME_PLACE else 1.0


def _extras(sounds: str) -> list[float]:
    """What each of the sounds costs where the other has none for it."""
    costs = [EXTRA["vowel"] if sound in _VOWELS else EXTRA.get(sound, 1.0) for sound in sounds]
    if sounds.endswith(WEAK_ENDING):
        costs[-1] = WEAK
    return costs
