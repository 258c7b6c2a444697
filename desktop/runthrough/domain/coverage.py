"""Which checkpoints were covered, with the words that prove it.

`scoring` says how surely a checkpoint was heard, `substance` whether what was heard says anything. From there:

* *said*: heard, and one of the spans that speak for it has substance;
* *partly*: heard without; the verdict tells what was lacking;
* *missed*, but with words to decide by (`CheckpointVerdict.unsure`): perhaps heard, a question to the speaker;
* *missed*: not heard.

The verdicts of an answer depend on its words and pauses alone, not on how they were cut into utterances, on case or on
punctuation. While somebody speaks only what is nearly certain is told, and it is never taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.meaning import Meaning, MeaningLost
from runthrough.domain.question import Checkpoint
from runthrough.domain.scoring import ALL_CHANNELS, CHANNELS, CUES_ALONE, Answer, Scorer, Standing, Weights, make_answer
from runthrough.domain.spans import Span, clauses, spoken_words
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.substance import FEWEST_WORDS, SubstanceRule
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict

RULES = "coverage-2"
"""Version of the rules; part of the meter version, with the weights that took part."""


EDGE = 3
"""Words by which evidence grows or shrinks to the edge of a sentence, to read as a quote; no verdict depends on it."""
TAIL = 8
"""Clauses before an utterance that are looked at again while somebody speaks."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Probabilities from which a checkpoint was perhaps heard, was heard, and is certain enough to be told at once.

    `strong`: the weighed values (without bias) from which a span may carry a *said*.
    """

    perhaps: float
    heard: float
    certain: float
    strong: float


CUE_BANDS = Bands(perhaps=0.45, heard=0.58, certain=0.72, strong=1.745)
ALL_BANDS = Bands(perhaps=0.25, heard=0.42, certain=0.75, strong=2.6)
"""Chosen on the labelled answers on which the weights were fitted, for the best F1 of "mentioned" and "said"."""


class Coverage:
    """What has been covered so far, fed utterance by utterance as they are heard."""

    def __init__(self, points: Sequence[Checkpoint], meaning: Meaning | None = None) -> None:
        self._points = tuple(points)
        self._words: list[Word] = []
        self._judge = _Judge(self._points, meaning)
        self._told = [Verdict.MISSED] * len(self._points)
        self._tail = 0

    @property
    def rules(self) -> str:
        """The rules and the weights that decided; part of the meter version."""
        return self._judge.rules

    def hear(self, utterance: Utterance) -> tuple[CheckpointVerdict, ...]:
        """Take one more utterance; returns the verdicts that rose and are nearly certain.

        Looks at the last clauses alone, so an utterance late in a take costs what an early one does.
        """
        self._words += utterance.words
        risen: list[CheckpointVerdict] = []
        for index, verdict in enumerate(self._judge.verdicts(self._words, self._tail)):
            if verdict.score >= self._judge.bands.certain and verdict.verdict.height > self._told[index].height:
                self._told[index] = verdict.verdict
                risen.append(verdict)
        self._move_tail()
        return tuple(risen)

    def _move_tail(self) -> None:
        """Let the tail begin at a later clause, so that its clauses stay those of the whole answer."""
        spoken = spoken_words(self._words[self._tail :], self._tail)
        cut = clauses(spoken)
        if len(cut) > TAIL:
            self._tail = spoken[cut[-TAIL].first].index

    def is_certain(self, verdict: CheckpointVerdict) -> bool:
        """Whether a checkpoint was said, nearly certainly."""
        return verdict.verdict is Verdict.SAID and verdict.score >= self._judge.bands.certain

    def verdicts(self) -> tuple[CheckpointVerdict, ...]:
        """The verdicts so far, in the order of the checkpoints; at the end those of the whole transcript."""
        return self._judge.verdicts(self._words)


def judge(
    transcript: Transcript, points: Sequence[Checkpoint], meaning: Meaning | None = None
) -> tuple[CheckpointVerdict, ...]:
    """The verdicts on a whole transcript."""
    return _Judge(tuple(points), meaning).verdicts(transcript.words)


def rules_with(meaning: Meaning | None) -> str:
    """The rules of verdicts made with these weights, or without any."""
    return RULES if meaning is None else f"{RULES} with {meaning.identity}"


class _Judge:
    """Gives the verdicts; goes on with cue phrases alone when meaning is lost."""

    def __init__(self, points: tuple[Checkpoint, ...], meaning: Meaning | None) -> None:
        self._points = points
        self._use(meaning)

    def _use(self, meaning: Meaning | None) -> None:
        self.weights: Weights = CUES_ALONE if meaning is None else ALL_CHANNELS
        self.bands = CUE_BANDS if meaning is None else ALL_BANDS
        self.rules = rules_with(meaning)
        self._scorer = Scorer(self._points, meaning, self.weights)

    def verdicts(self, words: Sequence[Word], since: int = 0) -> tuple[CheckpointVerdict, ...]:
        """The verdicts on the words from an index on."""
        answer = make_answer(spoken_words(words[since:], since))
        try:
            standings = self._scorer.standings(answer)
        except MeaningLost:
            self._use(None)
            standings = self._scorer.standings(answer)
        rule = SubstanceRule(answer, self.weights)
        return tuple(
            self._verdict(words, answer, rule, point, standing)
            for point, standing in zip(self._points, standings, strict=True)
        )

    def _verdict(
        self, words: Sequence[Word], answer: Answer, rule: SubstanceRule, point: Checkpoint, standing: Standing
    ) -> CheckpointVerdict:
        score = round(standing.probability, 4)
        names = CHANNELS if self.weights.topic else CHANNELS[:1]
        channels = {name: round(value, 4) for name, value in zip(names, standing.channels, strict=False)}
        if standing.probability < self.bands.perhaps or not standing.spans:
            return CheckpointVerdict(point.id, Verdict.MISSED, score, None, channels)
        best = standing.spans[0][1]
        if standing.probability < self.bands.heard:
            return CheckpointVerdict(point.id, Verdict.MISSED, score, _evidence(words, answer, best), channels)
        said = self._substantial(answer, rule, point, standing)
        if said is None:
            why = rule.lacks(point, standing, best) or "heard, but only here and there"
            return CheckpointVerdict(point.id, Verdict.PARTLY, score, _evidence(words, answer, best), channels, why)
        shown = said if point.needs_number else best
        return CheckpointVerdict(point.id, Verdict.SAID, score, _evidence(words, answer, shown), channels)

    def _substantial(self, answer: Answer, rule: SubstanceRule, point: Checkpoint, standing: Standing) -> Span | None:
        """The strongest span that has substance. Any will do, so that further words never take a *said* away."""
        for strength, span in standing.spans:
            if strength < self.bands.strong:
                return None
            long_enough = span.length >= FEWEST_WORDS or len(answer.words) < FEWEST_WORDS
            if long_enough and not rule.lacks(point, standing, span):
                return span
        return None


def _evidence(words: Sequence[Word], answer: Answer, span: Span) -> Evidence:
    """The words of a span, up to three more or fewer where a sentence that was written down begins or ends there."""
    first, last = answer.words[span.first].index, answer.words[span.last].index
    nearby = sorted(range(-EDGE, EDGE + 1), key=lambda step: (abs(step), step > 0))
    begins = (at for step in nearby if 0 <= (at := first + step) < last and _begins(words, at))
    ends = (at for step in nearby if first < (at := last - step) < len(words) and _ends(words[at]))
    begin, end = next(begins, first), next(ends, last)
    return Evidence(begin, end) if begin < end else Evidence(first, last)


def _begins(words: Sequence[Word], at: int) -> bool:
    return at == 0 or _ends(words[at - 1])


def _ends(word: Word) -> bool:
    return word.text.rstrip("'\")]”’").endswith((".", "!", "?"))
