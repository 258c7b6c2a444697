"""Whether words that were heard for a checkpoint say something of substance, or only touch on it.

A logistic regression over what a span holds, fitted on labelled answers to eight questions in which a person had told
*said* from *partly*: words beyond function words, rare words, a figure, words that stay vague ("it was a lot better").
On questions it was not fitted on it raises the macro F1 of the three verdicts from .59 (a least number of words alone)
to .62. A figure that is asked for must be there, whatever else is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.common_words import specificity
from runthrough.domain.question import Checkpoint
from runthrough.domain.scoring import Answer, Standing, Weights
from runthrough.domain.spans import Span

ENOUGH = 0.9
"""What a span must come to; chosen on the same answers."""
CONTENT_WORDS = 5
"""Words beyond function words that say something where cue phrases alone decide (coverage notes, 4)."""
CONTENT_REACH = 6
"""Words before and after a span in which they may stand: about the rest of its sentence."""
FEWEST_WORDS = 10
"""Words of a span below which it is judged with what stands around it."""
NUMBER_REACH = 6
"""Words before and after a span in which its figure may stand."""
GROUP_HEARD = 0.35
"""Score from which a further group of cue phrases counts as represented (coverage notes, 4)."""

VAGUE_WORDS = frozenset(
    """
    thing things stuff something somehow kind sort lot lots bit really very quite everything everybody everyone nice
    good great better well etc whatever some various many several probably maybe guess basically generally usually
    always
    """.split()
)
_MOST_CONTENT, _MOST_RARE = 12, 8


@dataclass(frozen=True, slots=True)
class Substance:
    """What the words of a span hold."""

    content: int
    rare: int
    vague: int
    figures: int
    figures_nearby: int


class SubstanceRule:
    """Tells *said* from *partly* in one answer."""

    def __init__(self, answer: Answer, weights: Weights) -> None:
        self._answer = answer
        self._weights = weights
        words = [specificity(token.text) for token in answer.tokens]
        at = [token.first for token in answer.tokens]
        length = len(answer.words)
        self._content = _counts(length, [place for place, weight in zip(at, words, strict=True) if weight > 0.2])
        self._rare = _counts(length, [place for place, weight in zip(at, words, strict=True) if weight >= 1])
        self._vague = _counts(length, [place for place, word in enumerate(answer.words) if word.head in VAGUE_WORDS])
        self._figures = _counts(length, [quantity.first for quantity in answer.figures])

    def of(self, span: Span) -> Substance:
        """What a span holds."""
        near = self._around(span, NUMBER_REACH)
        return Substance(
            _within(self._content, span),
            _within(self._rare, span),
            _within(self._vague, span),
            _within(self._figures, span),
            _within(self._figures, near),
        )

    def lacks(self, point: Checkpoint, standing: Standing, span: Span) -> str:
        """What keeps a span in which a checkpoint was heard from having said it; "" when nothing does."""
        held = self.of(span)
        if point.needs_number and not held.figures_nearby:
            return "heard, but no number"
        unheard = _unheard(point, standing)
        if self._weights.topic == 0:
            return self._lacks_by_cues(span, unheard)
        value = (
            0.27
            + 0.17 * self._weights.sum(standing.channels)
            + 0.17 * self._weights.bias
            + 0.76 * min(held.content, _MOST_CONTENT) / 10
            + 1.01 * min(held.rare, _MOST_RARE) / 8
            + 0.70 * (held.figures > 0 and not point.needs_number)
            - 3.93 * held.vague / 5
            - 1.09 * unheard
        )
        if value >= ENOUGH:
            return ""
        if unheard > 1 - GROUP_HEARD:
            return "heard, but only a part of it"
        return "heard, but in general words" if held.vague else "heard, but only in passing"

    def _lacks_by_cues(self, span: Span, unheard: float) -> str:
        """Without the other channels every group must be heard, among words that say something (notes, 4)."""
        if unheard > 1 - GROUP_HEARD:
            return "heard, but only a part of it"
        content = _within(self._content, self._around(span, CONTENT_REACH))
        return "" if content >= CONTENT_WORDS else "heard, but only in passing"

    def _around(self, span: Span, reach: int) -> Span:
        return Span(max(0, span.first - reach), min(len(self._answer.words) - 1, span.last + reach))


def _unheard(point: Checkpoint, standing: Standing) -> float:
    """How far the group of cue phrases that was heard least is from being heard; 0 where there is one group."""
    return 1 - min(standing.groups) if len(point.cue_groups) > 1 else 0.0


def _counts(length: int, places: Sequence[int]) -> list[int]:
    """How many of the places lie before each word."""
    marks = [0] * (length + 1)
    for place in places:
        marks[place + 1] += 1
    for at in range(length):
        marks[at + 1] += marks[at]
    return marks


def _within(counts: Sequence[int], span: Span) -> int:
    return counts[span.last + 1] - counts[span.first]
