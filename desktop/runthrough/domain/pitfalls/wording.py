"""How an answer is worded as a whole: I against we, hedging, and a text said by heart."""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.domain.hedges import find_hedges
from runthrough.domain.pitfalls.match import Words, own_phrases
from runthrough.domain.pitfalls.values import Heard, Match
from runthrough.domain.question import Pitfall

PRONOUNS, BALANCE = 8, 4
"""So many of the one, and so many times the other, are out of balance (our own line; the words are always counted)."""
MANY_I = 15
"""So many I without any we, where others are spoken of more than once (our own line)."""
FEWEST_WORDS = 40
"""Words of an answer below which its wording is not judged (norms.md judges no rate under 20)."""
HEDGES_PER_HUNDRED, FEWEST_HEDGES = 3.0, 4
"""Shown above three in a hundred words (coverage notes, delivery table); below four they may be chance."""
RUN = 8
"""Words in a row that also stand so in an earlier take (our own line: by chance hardly anybody repeats eight)."""
BY_HEART = 0.5
"""Share of an answer's words in such runs from which it sounds like a text read out (our own line)."""

_I = frozenset("i i'm i've i'd i'll".split())
_WE = frozenset("we we're we've we'd we'll".split())
_OTHERS = frozenset("team colleague colleagues together teammate teammates".split())


def find_imbalance(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Mostly *we* where the speaker's own part is asked for, or only *I* where others took part."""
    words = Words(heard.answer)
    i = [at for at, text in enumerate(words.texts) if text in _I]
    we = [at for at, text in enumerate(words.texts) if text in _WE]
    if len(we) >= PRONOUNS and len(we) >= BALANCE * len(i):
        yield _densest(we, 3)
    elif len(i) >= MANY_I and not we and sum(text in _OTHERS for text in words.texts) > 1:
        yield _densest(i, 3)
    yield from own_phrases(heard, pitfall)


def find_hedging(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Many phrases that take back what is said."""
    del pitfall
    texts = [word.text for word in heard.answer.words]
    found = [(each.first, each.last) for each in find_hedges(texts)]
    many = len(found) >= FEWEST_HEDGES and len(found) * 100 > HEDGES_PER_HUNDRED * len(texts)
    if len(texts) >= FEWEST_WORDS and many:
        best = min(range(len(found) - 1), key=lambda place: found[place + 1][1] - found[place][0])
        yield Match(found[best][0], found[best + 1][1])


def find_recital(heard: Heard, pitfall: Pitfall | None) -> Iterator[Match]:
    """Long runs of words that stood word by word in an earlier take: read out, or learnt by heart."""
    del pitfall
    texts = tuple(word.text for word in heard.answer.words)
    if len(texts) < FEWEST_WORDS:
        return
    for earlier in heard.earlier:
        runs = _common_runs(texts, earlier)
        if sum(run.last - run.first + 1 for run in runs) >= BY_HEART * len(texts):
            yield max(runs, key=lambda run: run.last - run.first)
            return


def _common_runs(texts: tuple[str, ...], earlier: tuple[str, ...]) -> list[Match]:
    """Maximal stretches covered by runs of so many words that stand in an earlier take, too."""
    known = {earlier[at : at + RUN] for at in range(len(earlier) - RUN + 1)}
    runs: list[Match] = []
    for at in range(len(texts) - RUN + 1):
        if texts[at : at + RUN] in known:
            joined = runs and at <= runs[-1].last + 1
            first = runs.pop().first if joined else at
            runs.append(Match(first, at + RUN - 1))
    return runs


def _densest(places: list[int], count: int) -> Match:
    """The shortest stretch that holds so many of the places."""
    begins = range(len(places) - count + 1)
    best = min(begins, key=lambda begin: places[begin + count - 1] - places[begin])
    return Match(places[best], places[best + count - 1])
