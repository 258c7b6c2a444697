"""Finds cue phrases in a sentence: every word of the phrase in order, near its place, by stem or nearly so.

The design and its numbers were measured on labelled answers (coverage notes, section 4, channel "cue"): windows of four
tokens around the rarest word of the phrase, words weighted by how rare they are, a second path for words that a
recogniser wrote apart or together ("par quet", "look ahead").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from runthrough.domain.common_words import specificity
from runthrough.domain.normalise import Token, phrase_tokens

SLACK = 4
"""Tokens by which a word of the phrase may stand off its place."""
FIXED_SLACK = 1
"""The same for an expression of common words alone ("our users were"), which means something only as it stands."""
LEAST_RATIO = 85
"""Likeness (rapidfuzz ratio, 0 to 100) from which two words of five letters or more count as the same."""
LEAST_JOINED = 84
"""The same for phrases written without blanks."""
FEWEST_JOINED_LETTERS = 8
MOST_JOINED_TOKENS = 6
NEARBY = 0.02
"""What each token of distance from its place costs a word."""
OUT_OF_ORDER = 0.25
WEAK_WORD = 0.4
FUNCTION_WEIGHT = 0.2
"""Words up to this weight shape a phrase and say nothing: hearing them alone is not hearing the phrase."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue phrase made ready: its tokens, their weights, and the most that hearing it can prove.

    `group` counts the cue groups of the checkpoint, and `owner` the checkpoints. `telling` marks the words that say
    something about a subject: hearing the others alone is not hearing the phrase. Where none does, all count.
    """

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
    def joined(self) -> str:
        """The phrase without blanks."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a cue was heard, 0 to 1, and in which tokens of the sentence, both included."""

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
        owner,
        group,
        tokens,
        tuple(weights),
        telling if any(telling) else (True,) * len(tokens),
        cap,
        FIXED_SLACK if fixed else SLACK,
    )


class CueIndex:
    """All cues of some checkpoints, ready to be looked for in sentences. Remembers how alike words are."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        self._stems = sorted({token.stem for cue in cues for token in cue.tokens})
        self._known = set(self._stems)
        self._long_stems = [stem for stem in self._stems if len(stem) >= 5 and stem.isalpha()]
        self._alike: dict[str, dict[str, float]] = {}
        self._joined = [(cue, cue.joined) for cue in cues if len(cue.joined) >= FEWEST_JOINED_LETTERS]

    def find(self, sentence: Sequence[Token]) -> dict[Cue, Hit]:
        """The cues that are heard in a sentence at all, with their best hits."""
        places = self._places(sentence)
        hits: dict[Cue, Hit] = {}
        for cue in self._cues:
            hit = _best_window(cue, places)
            if hit is not None:
                hits[cue] = hit
        self._find_joined(sentence, hits)
        return hits

    def _places(self, sentence: Sequence[Token]) -> dict[str, list[tuple[int, float]]]:
        """For each stem of the cues: where it, or a word like it, stands in the sentence, and how like it is."""
        places: dict[str, list[tuple[int, float]]] = {}
        for position, token in enumerate(sentence):
            for stem, likeness in self._like(token.stem).items():
                places.setdefault(stem, []).append((position, likeness))
        return places

    def _like(self, heard: str) -> dict[str, float]:
        if heard not in self._alike:
            like = {heard: 1.0} if heard in self._known else {}
            if len(heard) >= 5 and heard.isalpha():
                for stem, ratio, _ in process.extract(
                    heard, self._long_stems, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=None
                ):
                    like.setdefault(stem, ratio / 100)
            self._alike[heard] = like
        return self._alike[heard]

    def _find_joined(self, sentence: Sequence[Token], hits: dict[Cue, Hit]) -> None:
        windows = _joined_windows(sentence)
        texts = [text for text, _, _ in windows]
        for cue, joined in self._joined:
            known = hits.get(cue)
            if known is not None and known.score >= 0.75:
                continue
            found = process.extractOne(joined, texts, scorer=fuzz.ratio, score_cutoff=LEAST_JOINED)
            if found is None:
                continue
            _, ratio, index = found
            score = min(0.72 + (ratio / 100 - 0.82) * 1.5, cue.cap)
            if known is None or score > known.score:
                hits[cue] = Hit(score, windows[index][1], windows[index][2])


def _best_window(cue: Cue, places: dict[str, list[tuple[int, float]]]) -> Hit | None:
    """The best window around any of the cue's telling words."""
    occurrences = [places.get(token.stem, []) for token in cue.tokens]
    least = 0.6 * max(cue.weights)
    best: Hit | None = None
    for index, found in enumerate(occurrences):
        if cue.weights[index] < least:
            continue
        for anchor, _ in found:
            hit = _window(cue, occurrences, index, anchor)
            if hit is not None and (best is None or hit.score > best.score):
                best = hit
    return best


def _window(cue: Cue, occurrences: Sequence[list[tuple[int, float]]], index: int, anchor: int) -> Hit | None:
    """The cue's words around its word `index`, which stands at `anchor`."""
    got, told, taken = 0.0, 0.0, list[int]()
    for other, found in enumerate(occurrences):
        expected = anchor + other - index
        candidates = [
            (likeness - NEARBY * abs(place - expected) - (OUT_OF_ORDER if taken and place <= taken[-1] else 0.0), place)
            for place, likeness in found
            if abs(place - expected) <= cue.slack and place not in taken and (other != index or place == anchor)
        ]
        if not candidates:
            continue
        value, place = max(candidates)
        if value > WEAK_WORD:
            got += cue.weights[other] * value
            told += cue.weights[other] * value if cue.telling[other] else 0.0
            taken.append(place)
    if not taken:
        return None
    return Hit(min(got / sum(cue.weights), told / cue.telling_weight, cue.cap), min(taken), max(taken))


def _joined_windows(sentence: Sequence[Token]) -> list[tuple[str, int, int]]:
    """All stretches of up to six tokens without blanks, with their first and last token."""
    return [
        ("".join(token.text for token in sentence[first : last + 1]), first, last)
        for first in range(len(sentence))
        for last in range(first, min(first + MOST_JOINED_TOKENS, len(sentence)))
    ]


_DENIALS = frozenset(
    "won't didn't haven't hasn't don't doesn't never skip skipping ignore ignored nothing without".split()
)
_DENIED_VERBS = frozenset({"did", "do", "have", "has", "will", "does"})
_TURNS = frozenset({"but", "so", "instead", "rather", "because", "until"})
DENIAL_REACH = 12
"""Words before a cue within which a denial holds it, about the 70 letters that were measured."""


def denied(words: Sequence[str], first: int) -> bool:
    """Whether what begins at word `first` of a sentence is denied before: "we never ...", "I will skip ..."."""
    held = [word.lower().strip(",.;:!?'\"").replace("’", "'") for word in words[max(0, first - DENIAL_REACH) : first]]
    denials = [place for place, word in enumerate(held) if word in _DENIALS]
    denials += [place + 1 for place, (one, two) in enumerate(pairwise(held)) if two == "not" and one in _DENIED_VERBS]
    return bool(denials) and not any(word in _TURNS for word in held[max(denials) :])
