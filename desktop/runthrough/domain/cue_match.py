"""Finds cue phrases in speech: in order, nearly in place, with words that are spelled or sound nearly alike.

Channel "cue" of the coverage notes. A phrase is looked for in a window around each of its most telling words; every
word found adds what it says about a subject. A second way looks for the phrase without blanks, because recognisers
divide words otherwise ("look ahead", "par quet").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz import fuzz, process

from runthrough.domain.common_words import specificity
from runthrough.domain.normalise import Token, phrase_tokens

SLACK = 4
"""How far a word may stand from its place in the phrase, in tokens."""
FIXED_SLACK = 1
"""The same for fixed expressions: phrases of function words with at most one word of their own."""
LEAST_RATIO = 85
"""rapidfuzz ratio from which two stems of five letters or more count as one word heard differently."""
SOUNDS_ALIKE = 0.88
"""What a word of another spelling and the same sound is worth."""
LEAST_ALIKE = 50
"""Ratio that such a word must have besides: "could" and "quality" have one Metaphone code."""
FEWEST_SOUNDS = 3
"""Letters of a metaphone code below which it tells too little: "cache" and "cash" have one (coverage notes, 6)."""
LEAST_JOINED = 82
"""Ratio from which phrases without blanks count as the same; those with fewer than eight telling letters do not."""
FEWEST_JOINED_LETTERS = 8
MOST_JOINED_TOKENS = 4
JOINED_LENGTHS = 0.2
"""How much longer or shorter, as a share, a phrase without blanks may be: beyond, the ratio cannot be reached."""
NEARBY = 0.02
"""What each token of distance from its place costs a word."""
OUT_OF_ORDER = 0.25
WEAK_WORD = 0.4
FUNCTION_WEIGHT = 0.2
"""Words up to this weight shape a phrase and say nothing: hearing them alone is not hearing the phrase."""
LEAST_SCORE = 0.3
"""A phrase that was heard less than this is not worth being told."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue phrase made ready: its tokens, their weights, and the most that hearing it can prove.

    `group` counts the cue groups of the checkpoint, and `owner` the checkpoints. `telling` marks the words that say
    something about a subject: hearing the others alone is not hearing the phrase. Where none does, all count.
    """

    phrase: str
    owner: int
    group: int
    tokens: tuple[Token, ...]
    weights: tuple[float, ...]
    telling: tuple[bool, ...]
    cap: float
    slack: int

    @property
    def telling_weight(self) -> float:
        """What its telling words weigh together."""
        return sum(weight for weight, telling in zip(self.weights, self.telling, strict=True) if telling)

    @property
    def telling_letters(self) -> int:
        """Letters of its telling words."""
        return sum(len(token.text) for token, telling in zip(self.tokens, self.telling, strict=True) if telling)

    @property
    def joined(self) -> str:
        """The phrase without blanks."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a cue was heard, 0 to 1, and in which tokens, both included."""

    cue: Cue
    score: float
    first: int
    last: int


def make_cue(phrase: str, owner: int, group: int) -> Cue | None:
    """A cue ready for matching; None for a phrase of fillers and marks alone."""
    tokens = phrase_tokens(phrase)
    if not tokens:
        return None
    weights = [specificity(token.text) for token in tokens]
    telling = tuple(weight > FUNCTION_WEIGHT for weight in weights)
    fixed = sum(telling) <= 1 and len(tokens) > 1
    if fixed:
        weights = [max(weight, 0.4) for weight in weights]
    cap = min(1.0, 0.5 + 0.5 * sum(weights))
    return Cue(
        phrase,
        owner,
        group,
        tokens,
        tuple(weights),
        telling if any(telling) else (True,) * len(tokens),
        cap,
        FIXED_SLACK if fixed else SLACK,
    )


Places = dict[str, dict[int, float]]
"""For each stem of the cues: at which tokens it, or a word like it, was said, and how like it is."""


class CueIndex:
    """All cues of some checkpoints, ready to be looked for. Remembers how alike words are."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        self._anchors = [(cue, _anchors(cue)) for cue in cues]
        self._stems = {token.stem for cue in cues for token in cue.tokens}
        self._long_stems = sorted(stem for stem in self._stems if len(stem) >= 5 and stem.isalpha())
        self._by_sound: dict[str, list[Token]] = {}
        for token in {token.stem: token for cue in cues for token in cue.tokens}.values():
            if (code := _sound(token.text)) is not None:
                self._by_sound.setdefault(code, []).append(token)
        self._alike: dict[str, dict[str, float]] = {}
        self._joined = [(cue, cue.joined) for cue in cues if cue.telling_letters >= FEWEST_JOINED_LETTERS]

    def find(self, said: Sequence[Token]) -> list[Hit]:
        """Every place where a cue is heard at all."""
        places = self._places(said)
        hits = [hit for cue, anchors in self._anchors for hit in _hits(cue, anchors, places)]
        well = {(hit.cue, at) for hit in hits if hit.score >= 0.75 for at in range(hit.first, hit.last + 1)}
        hits += (hit for hit in self._find_joined(said) if (hit.cue, hit.first) not in well)
        return hits

    def _places(self, said: Sequence[Token]) -> Places:
        places: Places = {}
        for position, token in enumerate(said):
            for stem, likeness in self._like(token).items():
                places.setdefault(stem, {})[position] = likeness
        return places

    def _like(self, heard: Token) -> dict[str, float]:
        known = self._alike.get(heard.text)
        if known is None:
            known = self._alike[heard.text] = self._new_like(heard)
        return known

    def _new_like(self, heard: Token) -> dict[str, float]:
        stem = heard.stem
        like = {stem: 1.0} if stem in self._stems else {}
        if len(stem) >= 5 and stem.isalpha():
            close = process.extract(stem, self._long_stems, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=None)
            for other, ratio, _ in close:
                like.setdefault(other, ratio / 100)
        code = _sound(heard.text)
        for other in self._by_sound.get(code, ()) if code is not None else ():
            if fuzz.ratio(heard.text, other.text) >= LEAST_ALIKE:
                like.setdefault(other.stem, SOUNDS_ALIKE)
        return like

    def _find_joined(self, said: Sequence[Token]) -> Iterator[Hit]:
        by_length = _joined_windows(said)
        for cue, joined in self._joined:
            reach = int(len(joined) * JOINED_LENGTHS)
            for length in range(len(joined) - reach, len(joined) + reach + 1):
                texts = by_length.get(length)
                if not texts:
                    continue
                close = process.extract(joined, texts.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_JOINED, limit=None)
                for text, ratio, _ in close:
                    score = min(0.72 + (ratio / 100 - 0.82) * 1.5, cue.cap)
                    yield from (Hit(cue, score, first, last) for first, last in texts[text])


@lru_cache(50_000)
def _sound(word: str) -> str | None:
    """How a word sounds (Metaphone, Philips 1990); None where that tells too little."""
    if len(word) <= FEWEST_SOUNDS or not word.isalpha() or not word.isascii():
        return None
    code = metaphone(word)
    return code if len(code) >= FEWEST_SOUNDS else None


def _anchors(cue: Cue) -> tuple[int, ...]:
    """The cue's most telling words, around which it is looked for."""
    least = 0.6 * max(cue.weights)
    return tuple(index for index, weight in enumerate(cue.weights) if weight >= least)


def _hits(cue: Cue, anchors: Sequence[int], places: Places) -> Iterator[Hit]:
    """The best hit around each place where one of its most telling words was said."""
    occurrences = [places.get(token.stem, {}) for token in cue.tokens]
    best: dict[tuple[int, int], Hit] = {}
    for index in anchors:
        for anchor in occurrences[index]:
            hit = _window(cue, occurrences, index, anchor)
            if hit is not None and hit.score >= LEAST_SCORE:
                best.setdefault((hit.first, hit.last), hit)
    yield from best.values()


def _window(cue: Cue, occurrences: Sequence[dict[int, float]], index: int, anchor: int) -> Hit | None:
    """The cue's words around its word `index`, which stands at `anchor`."""
    got, told, taken = 0.0, 0.0, list[int]()
    for other, found in enumerate(occurrences):
        reach = 0 if other == index else cue.slack
        value, place = _nearest(found, anchor + other - index, reach, taken)
        if value > WEAK_WORD:
            got += cue.weights[other] * value
            told += cue.weights[other] * value if cue.telling[other] else 0.0
            taken.append(place)
    if not taken:
        return None
    score = min(got / sum(cue.weights), told / cue.telling_weight, cue.cap)
    return Hit(cue, score, min(taken), max(taken))


def _nearest(found: dict[int, float], expected: int, reach: int, taken: Sequence[int]) -> tuple[float, int]:
    """The best occurrence of a word around where it is expected: what it is worth there, and where it stands."""
    best = (0.0, expected)
    if not found:
        return best
    for place in range(expected - reach, expected + reach + 1):
        likeness = found.get(place)
        if likeness is None or place in taken:
            continue
        late = OUT_OF_ORDER if taken and place <= taken[-1] else 0.0
        best = max(best, (likeness - NEARBY * abs(place - expected) - late, place))
    return best


def _joined_windows(said: Sequence[Token]) -> dict[int, dict[str, list[tuple[int, int]]]]:
    """All stretches of up to four tokens without blanks, by their length: where each begins and ends."""
    windows: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for first in range(len(said)):
        text = ""
        for last in range(first, min(first + MOST_JOINED_TOKENS, len(said))):
            text += said[last].text
            windows.setdefault(len(text), {}).setdefault(text, []).append((first, last))
    return windows
