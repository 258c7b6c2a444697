"""How surely each checkpoint was covered: three channels over all spans of an answer, weighed into one probability.

* `cue`: the best cue phrase that was heard (`cue_match`).
* `words`: word vectors of a span against those of the checkpoint's phrases.
* `topic` and `example`: sentence embeddings of a span against the checkpoint as a whole, and word by word against its
  example sentence.

In the last two channels checkpoints compete for each span (and with sentences that cover nothing): a span that is like
all of them tells of none. What the speaker denies or tells of others counts little (`stance`). Each channel keeps its
best value over all spans, so more words never lower one. The weights come of a logistic regression on labelled answers
to eight questions and, at a quarter of their weight, on the spoken samples of the built-in ones; `python -m benchmarks
coverage` prints how they do on questions that they were not fitted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from runthrough.domain.common_words import FUNCTION_WORDS
from runthrough.domain.cue_match import Cue, CueIndex, Hit, make_cue
from runthrough.domain.meaning import Aim, Likeness, Meaning
from runthrough.domain.normalise import Token, tokens
from runthrough.domain.quantities import Quantity, placed_quantities
from runthrough.domain.question import Checkpoint
from runthrough.domain.spans import Span, Spoken, clauses, spans, spoken_words, text_of
from runthrough.domain.speech import Word
from runthrough.domain.stance import Stance, stances

Row = tuple[tuple[float, ...], ...]
"""For one span: the values of words, topic and example, each by checkpoint; empty without meaning."""
CHANNELS = ("cue", "words", "topic", "example")

DENIED, OTHERS = 0.8, 0.9
"""What a span that is denied, or about others, from its first word to its last loses of a value."""
SHARPNESS, SHARE = 0.06, 0.25
"""Temperature of the competition's softmax, and the power of a checkpoint's share of a span (coverage notes, 4)."""
EXPECTED = 0.4
"""Share of an example's words in another stance than the speaker's own, from which that is what it asks for."""
FUNCTION_SHARE = 0.1
"""What a function word counts beside a word of its own when a span's stance is weighed."""

DECOYS = (
    "it was a really interesting project and i learned a lot",
    "thank you for the question let me think about it for a moment",
    "let me tell you a little about the company and what it does",
    "i am going to skip that part and i will not talk about it",
    "we did not do any of that there was nothing like that",
    "i have no experience with that i was not on that team",
    "i can't share the details because it is confidential",
    "i read a book about it and watched a talk",
    "my hobby is running and i train with a club on tuesdays",
    "the office is nice and the coffee is great",
    "i have a friend who works in that area",
    "other people in the industry talk about this all the time",
    "i believe in doing things properly and following best practices",
    "everyone was happy and it went well in the end",
    "it needs to be fast and it needs to scale",
    "i get along with everybody",
    "i used that product a lot in my last job",
)
"""Sentences that answer nothing; what is most like one of them counts less."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each channel is worth; `bias` is added."""

    cue: float
    words: float
    topic: float
    example: float
    bias: float

    def sum(self, values: Sequence[float]) -> float:
        """The weighed values of the channels, without the bias."""
        cue, words, topic, example = values
        return self.cue * cue + self.words * words + self.topic * topic + self.example * example


CUES_ALONE = Weights(cue=2.57, words=0.0, topic=0.0, example=0.0, bias=-1.42)
ALL_CHANNELS = Weights(cue=1.48, words=2.64, topic=3.29, example=4.39, bias=-3.95)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one checkpoint: its probability, its channels' best values, its cue groups' best scores.

    `spans`: spans with what speaks for the checkpoint there, the strongest first.
    """

    probability: float
    channels: tuple[float, ...]
    groups: tuple[float, ...]
    spans: tuple[tuple[float, Span], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made ready. Spans, tokens and figures point at places among its spoken words."""

    words: tuple[Spoken, ...]
    cut: tuple[Span, ...]
    spans: tuple[Span, ...]
    stances: tuple[Stance, ...]
    tokens: tuple[Token, ...]
    figures: tuple[Quantity, ...]


def make_answer(words: Sequence[Spoken]) -> Answer:
    """Cut, told and normalised."""
    cut = clauses(words)
    made = tokens([word.text for word in words])
    figures = tuple(placed.quantity for placed in placed_quantities(made))
    return Answer(tuple(words), cut, spans(cut), stances(words, cut), made, figures)


class Scorer:
    """Some checkpoints made ready. Remembers its comparisons, so that a longer answer costs its new spans."""

    def __init__(
        self, points: Sequence[Checkpoint], meaning: Meaning | None = None, weights: Weights | None = None
    ) -> None:
        self._points = tuple(points)
        cues = _cues(self._points)
        self._index = CueIndex(cues)
        self._meaning = meaning
        self.weights = weights or (CUES_ALONE if meaning is None else ALL_CHANNELS)
        self._aims = tuple(_aim(point) for point in points)
        self._expected = tuple(_expected_stances(point.examples) for point in points)
        self._cue_stances = {cue: _stances_of_cue(cue) for cue in cues}
        self._known: dict[str, Row] = {}

    def compare(self, answer: Answer) -> None:
        """Look up the spans that were not seen before. Raises MeaningLost."""
        if self._meaning is None or not self._points:
            return
        texts = dict.fromkeys(text_of(answer.words, span) for span in answer.spans)
        new = [text for text in texts if text not in self._known]
        if new:
            likeness = self._meaning.compare(new, self._aims, DECOYS)
            self._known.update(zip(new, _contests(likeness), strict=True))

    def standings(self, answer: Answer) -> tuple[Standing, ...]:
        """Where each checkpoint stands after an answer. Raises MeaningLost."""
        self.compare(answer)
        table = _Table(answer)
        hits = self._index.find(answer.tokens)
        rows: list[Row] = [self._known.get(text_of(answer.words, span), ()) for span in answer.spans]
        return tuple(
            self._standing(table, owner, [hit for hit in hits if hit.cue.owner == owner], rows)
            for owner in range(len(self._points))
        )

    def _standing(self, table: _Table, owner: int, hits: Sequence[Hit], rows: Sequence[Row]) -> Standing:
        point, expected = self._points[owner], self._expected[owner]
        groups, begins = self._cues_heard(table, point, expected, hits)
        best = [max(groups, default=0.0), 0.0, 0.0, 0.0]
        strengths: list[tuple[float, Span]] = []
        for span, row, worth in zip(table.answer.spans, rows, table.worths(point, expected), strict=True):
            cue = max(begins[span.first : span.last + 1])
            if not row and not cue:
                continue  # nothing speaks for it here
            values = [channel[owner] * worth if channel else 0.0 for channel in row] or [0.0, 0.0, 0.0]
            best[1:] = map(max, best[1:], values)
            strengths.append((self.weights.sum((cue, *values)), span))
        strengths.sort(key=lambda each: -each[0])
        probability = 1 / (1 + exp(-self.weights.sum(best) - self.weights.bias))
        return Standing(probability, tuple(best), tuple(groups), tuple(strengths))

    def _cues_heard(
        self, table: _Table, point: Checkpoint, expected: frozenset[Stance], hits: Sequence[Hit]
    ) -> tuple[list[float], list[float]]:
        """The best score of each cue group, and the best of the cues that begin at each word."""
        groups, begins = [0.0] * len(point.cue_groups), [0.0] * len(table.answer.words)
        for hit in hits:
            place = table.place_of(hit)
            score = hit.score * table.worth(place, point, expected | self._cue_stances[hit.cue])
            groups[hit.cue.group] = max(groups[hit.cue.group], score)
            begins[place.first] = max(begins[place.first], score)
        return groups, begins


class _Table:
    """What spans of an answer are worth, by their words' stances."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        shares = [FUNCTION_SHARE if word.head in FUNCTION_WORDS else 1.0 for word in answer.words]
        self._all = _sums(shares)
        self._denied = _sums(
            [share * (stance is Stance.DENIED) for share, stance in zip(shares, answer.stances, strict=True)]
        )
        self._others = _sums(
            [share * (stance is Stance.OTHERS) for share, stance in zip(shares, answer.stances, strict=True)]
        )
        figures = {figure.first for figure in answer.figures}
        self._figures = _sums([float(place in figures) for place in range(len(answer.words))])
        self._worths: dict[tuple[bool, frozenset[Stance]], list[float]] = {}

    def place_of(self, hit: Hit) -> Span:
        """Where a cue was heard, in spoken words."""
        made = self.answer.tokens
        return Span(made[hit.first].first, made[hit.last].last)

    def worth(self, span: Span, point: Checkpoint, expected: frozenset[Stance]) -> float:
        """1 for the speaker's own words, less for what is denied or about others, unless that is `expected`.

        A figure in a denial is exempt where figures are asked for: "we have not lost a tick in 90 days" is a result.
        """
        exempt = Stance.DENIED in expected or (point.needs_number and _between(self._figures, span) > 0)
        whole = _between(self._all, span)
        denied = 0.0 if exempt else DENIED * _between(self._denied, span) / whole
        others = 0.0 if Stance.OTHERS in expected else OTHERS * _between(self._others, span) / whole
        return (1 - denied) * (1 - others)

    def worths(self, point: Checkpoint, expected: frozenset[Stance]) -> list[float]:
        """The same for all spans of the answer; alike for many checkpoints, so kept."""
        key = (point.needs_number, expected)
        if key not in self._worths:
            self._worths[key] = [self.worth(span, point, expected) for span in self.answer.spans]
        return self._worths[key]


def _expected_stances(phrases: Sequence[str]) -> frozenset[Stance]:
    """The stances in which a checkpoint itself speaks: "nobody had measured it", "in your advert I read"."""
    found: set[Stance] = set()
    for phrase in phrases:
        words = spoken_words([Word(word, 0.0, 0.0) for word in phrase.split()])
        told = stances(words, clauses(words))
        found.update(stance for stance in Stance if told.count(stance) >= EXPECTED * len(told))
    return frozenset(found - {Stance.OWN})


def _stances_of_cue(cue: Cue) -> frozenset[Stance]:
    """The same for a cue phrase, in which a bare "not" is enough: "had not expected"."""
    denies = bool(_NEGATIONS.intersection(token.text for token in cue.tokens))
    return _expected_stances((cue.phrase,)) | (frozenset({Stance.DENIED}) if denies else frozenset())


_NEGATIONS = frozenset("not no never nobody nothing without none".split())


def _sums(values: Sequence[float]) -> list[float]:
    made = [0.0]
    for value in values:
        made.append(made[-1] + value)
    return made


def _between(sums: Sequence[float], span: Span) -> float:
    return sums[span.last + 1] - sums[span.first]


def _cues(points: Sequence[Checkpoint]) -> list[Cue]:
    made = [
        make_cue(phrase, owner, group)
        for owner, point in enumerate(points)
        for group, phrases in enumerate(point.cue_groups)
        for phrase in phrases
    ]
    return [cue for cue in made if cue is not None]


def _aim(point: Checkpoint) -> Aim:
    """A checkpoint without an example is compared with its name."""
    cues = tuple(phrase.lower() for group in point.cue_groups for phrase in group)
    name = point.label.lower()
    examples = tuple(example.lower() for example in point.examples)
    return Aim((name, *examples, *cues), examples or (name,))


def _contests(likeness: Likeness) -> list[Row]:
    """For each span: the values of words, topic and example of each checkpoint after their competition."""
    rows = zip(likeness.words, likeness.topic, likeness.example, likeness.decoys, strict=True)
    return [(_compete(words), _compete(topic, decoys), _compete(example)) for words, topic, example, decoys in rows]


def _compete(values: Sequence[float], decoys: Sequence[float] = ()) -> tuple[float, ...]:
    """Each value times its share of the span, flattened."""
    top = max((*values, *decoys), default=0.0)
    powers = [exp((value - top) / SHARPNESS) for value in values]
    whole = sum(powers) + sum([exp((value - top) / SHARPNESS) for value in decoys])
    return tuple([value * (power / whole) ** SHARE for value, power in zip(values, powers, strict=True)])
