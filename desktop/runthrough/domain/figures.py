"""What a figure measures, read from the words around it: its subject, what it counts, before or after.

A figure is compared with others of the same measure alone, so what cannot be told from its own sentence stays open.
Own rules for spoken English; nothing here knows a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from runthrough.domain.common_words import FUNCTION_WORDS, specificity
from runthrough.domain.quantities import Placed, Quantity, placed_quantities
from runthrough.domain.spelling import stem
from runthrough.domain.tokens import Token, tokens
from runthrough.domain.units import RATES, UNITS

QUOTE_BEFORE, QUOTE_AFTER = 12, 8
"""Words of its sentence that are quoted around a figure, at most."""


class Role(StrEnum):
    """When a figure holds, or that it is a change or only a wish. What is not told is open."""

    BEFORE = "before"
    NOW = "now"
    PAST = "past"
    OPEN = "open"
    CHANGE = "change"
    WISHED = "wished"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures. All words are stems.

    `subject`: words about it in its clause with how much each proves (`specificity`); `counted`: what directly follows
    the figure or its "percent of"; `names`: percentiles and words like "median"; `times`: years, months, ordinals;
    `qualified`: for a word of the subject, those that stand directly before it or after its "of". `title`: in words.
    """

    subject: dict[str, float] = field(hash=False)
    counted: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    qualified: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]], hash=False)
    title: str = ""


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """A figure in a transcript's words with its measure; `bound` is 1 for "more than", -1 for "less than", else 0.

    `quote` gives its words and some around, as indices into the words, both included.
    """

    quantity: Quantity
    role: Role
    measure: Measure
    bound: int
    quote: tuple[int, int]


_LIGHT = frozenset(
    stem(word)
    for word in """
    take took taken go went gone going get got bring brought come came make made drop dropped fall fell fallen rise
    rose risen grow grew grown increase decrease reduce cut improve end ended sit sat reach see saw seen be been being
    keep kept turn turned move moved start started use used now today currently back ago before earlier previously
    originally initially early late later finally afterwards final day week month year time percent share number
    figure value about around roughly nearly almost only just exactly lower higher faster slower better worse more less
    fewer cheaper bigger smaller total old new
    """.split()
)
"""Words that tell a figure's change, time or size, and not what it measures."""
_NAMES = frozenset("median average mean peak maximum minimum max min worst best".split())
_TIMES = frozenset(
    """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday first second third fourth fifth yesterday tomorrow
    """.split()
)
_PARTING = frozenset("and but while whereas which so because where although then".split())
_CHANGING = frozenset(
    stem(word)
    for word in """
    go went gone going get got bring brought come came drop dropped fall fell fallen rise rose risen grow grew grown
    increase decrease reduce cut improve down up double halve shrink shrank jump climb push pushed lower raise
    """.split()
)
_WISHES = frozenset(
    """
    goal target aim aimed wanted want hoped hope should would could if planned plan expected expect estimate estimated
    promised supposed imagine budgeted
    """.split()
)
_BEFORE = frozenset("before earlier previously originally initially formerly old".split())
_NOW = frozenset("now today currently nowadays finally afterwards after".split())
_PRESENT = frozenset("is are am has have do does".split())
_PAST = frozenset(
    """
    was were had did took ran went got came fell rose grew brought made built led held gave saw kept spent cut lost won
    taught sent paid met wrote sold bought did spoke
    """.split()
)
_PRONOUNS = frozenset("i we you they it he she".split())
_MORE = frozenset("over above".split())
_LESS = frozenset("under below within".split())
_PAIRS = {
    ("more", "than"): 1,
    ("greater", "than"): 1,
    ("at", "least"): 1,
    ("less", "than"): -1,
    ("fewer", "than"): -1,
    ("at", "most"): -1,
    ("up", "to"): -1,
}
_HEDGES = frozenset("about around roughly approximately nearly almost just only a an the some under over below".split())
_DENIALS = frozenset("not never no without nor".split())


@lru_cache(maxsize=4000)
def measured_figures(words: tuple[str, ...]) -> tuple[MeasuredFigure, ...]:
    """The figures in a transcript's words, in order; those that are denied are left out."""
    made = tokens(words)
    placed = placed_quantities(made)
    found: list[MeasuredFigure] = []
    for at, each in enumerate(placed):
        reading = _Reading(made, placed, at)
        if not reading.denied:
            found.append(
                MeasuredFigure(each.quantity, reading.role(), reading.measure(), reading.bound(), reading.quote())
            )
    return tuple(found)


class _Reading:
    """Reads around one figure."""

    def __init__(self, made: Sequence[Token], placed: Sequence[Placed], at: int) -> None:
        self._made, self._placed, self._at = made, placed, at
        self._figure = placed[at]
        self._held = {place: index for index, each in enumerate(placed) for place in range(each.start, each.stop + 1)}
        self._sentence = self._sentence_of(self._figure.start)
        self._clause = self._clause_of()

    def _text(self, at: int) -> str:
        return self._made[at].text if self._sentence.start <= at < self._sentence.stop else ""

    def _sentence_of(self, at: int) -> range:
        first, last = at, self._figure.stop
        while first > 0 and not self._made[first - 1].sentence_end:
            first -= 1
        while last < len(self._made) - 1 and not self._made[last].sentence_end:
            last += 1
        return range(first, last + 1)

    def _clause_of(self) -> range:
        """The part of the sentence that belongs to this figure: up to parts that hold figures of their own."""
        parts = self._parts()
        own = next(index for index, part in enumerate(parts) if self._figure.start in part)
        first, last = own, own
        while first > 0 and not self._has_figure(parts[first - 1]):
            first -= 1
        while last < len(parts) - 1 and not self._has_figure(parts[last + 1]):
            last += 1
        clause = range(parts[first].start, parts[last].stop)
        if first and not any(self._tells(place) for place in clause):
            return range(parts[first - 1].start, clause.stop)  # "it was at 120, and now it is at 68"
        return clause

    def _parts(self) -> list[range]:
        parts: list[range] = []
        start = self._sentence.start
        for place in self._sentence:
            if place == self._sentence.stop - 1 or self._parts_after(place):
                parts.append(range(start, place + 1))
                start = place + 1
        return parts

    def _parts_after(self, place: int) -> bool:
        if self._held.get(place) is not None and self._held.get(place) == self._held.get(place + 1):
            return False
        between = self._text(place + 1) == "and" and self._text(place - 1) == "between"
        return self._made[place].breaks or (self._text(place + 1) in _PARTING and not between)

    def _has_figure(self, part: range) -> bool:
        return any(place in self._held for place in part)

    # measure

    def measure(self) -> Measure:
        """What it measures."""
        counted = self._counted()
        places = [place for place in self._clause if self._tells(place)]
        if not places and not counted and self._sentence.start > 0:
            before = self._sentence_of_last(self._sentence.start - 1)
            places = [place for place in before if self._tells(place)]
        counts = [place for place in counted if place not in places]
        places = sorted([*places, *counts])
        subject = {self._made[place].stem: specificity(self._made[place].text) for place in places}
        return Measure(
            subject,
            frozenset(self._made[place].stem for place in counted),
            frozenset(self._made[place].text for place in self._around(places) if self._names(place)),
            frozenset(self._made[place].text for place in self._clause if self._is_time(place)),
            {self._made[place].stem: self._qualifiers(place) for place in places},
            self._title(places),
        )

    def _title(self, places: Sequence[int]) -> str:
        """Its words, each where it stands last: "cut the latency, and the p99 latency" is of the p99 latency."""
        shown = [self._made[place].text for place in self._around(places) if self._shown(place)]
        return " ".join(reversed(dict.fromkeys(reversed(shown))))

    def _around(self, places: Sequence[int]) -> list[int]:
        return sorted({*self._clause, *places})

    def _shown(self, place: int) -> bool:
        return self._names(place) or self._tells(place) or place in self._counted()

    def _sentence_of_last(self, last: int) -> range:
        first = last
        while first > 0 and not self._made[first - 1].sentence_end:
            first -= 1
        return range(first, last + 1)

    def _tells(self, place: int) -> bool:
        """Whether a token says something about what is measured, and not about another figure."""
        token = self._made[place]
        if token.number is not None or self._held.get(place, self._at) != self._at or self._names(place):
            return False
        unit = place in self._held and (token.text in UNITS or token.text in RATES)
        if token.text == "time":  # "build time" is a measure, "in time" is not
            return place > 0 and self._made[place - 1].text != "time" and self._tells(place - 1)
        if unit or token.text in FUNCTION_WORDS or token.stem in _LIGHT or token.text in _WISHES | _TIMES:
            return False
        return token.text.isalpha() and place not in self._counted_by_others()

    def _names(self, place: int) -> bool:
        return self._made[place].measure or self._made[place].text in _NAMES

    def _is_time(self, place: int) -> bool:
        token = self._made[place]
        year = token.number is not None and 1900 <= token.number <= 2100 and place not in self._held
        return year or token.text in _TIMES

    def _counted(self, at: int | None = None) -> list[int]:
        """The places of what a figure counts: "six engineers", "four thousand messages a second"."""
        figure = self._figure if at is None else self._placed[at]
        within = range(figure.start, figure.stop + 1)
        inside = [place for place in within if self._countable(place)]
        if inside:
            return inside
        unit = figure.quantity.unit
        place = figure.stop + 1
        if unit == "percent" and self._text(place) == "of":
            place += 1
            while self._text(place) in ("all", "the", "our", "my", "its", "their"):
                place += 1
        elif unit and not unit.startswith("/"):
            return []
        found: list[int] = []
        while len(found) < 2 and self._countable(place) and not (found and self._made[place - 1].breaks):
            found.append(place)
            place += 1
        return [] if self._made[figure.stop].breaks else found

    def _countable(self, place: int) -> bool:
        text = self._text(place)
        if not text.isalpha() or self._made[place].number is not None or text in UNITS or text in RATES:
            return False
        return text not in FUNCTION_WORDS and self._made[place].stem not in _LIGHT

    def _counted_by_others(self) -> frozenset[int]:
        others = (index for index in range(len(self._placed)) if index != self._at)
        near = (index for index in others if self._placed[index].start in self._sentence)
        return frozenset(place for index in near for place in self._counted(index)[:1])

    def _qualifiers(self, place: int) -> frozenset[str]:
        """What narrows a word: "payment latency", "latency of the payment service"."""
        found: set[str] = set()
        if place > 0 and self._tells(place - 1) and not self._made[place - 1].breaks:
            found.add(self._made[place - 1].stem)
        after = place + 1
        if self._text(after) in ("of", "for", "in", "on"):
            after += 1
            while self._text(after) in ("the", "our", "a", "an", "my", "that", "this", "its", "their"):
                after += 1
            if self._text(after) and self._tells(after):
                found.add(self._made[after].stem)
        return frozenset(found)

    # role

    def role(self) -> Role:
        """When it holds."""
        clause = [self._text(place) for place in self._clause]
        before = self._before()
        if any(word in _WISHES for word in clause):
            return Role.WISHED
        if self._is_change(before):
            return Role.CHANGE
        after = (self._text(self._figure.stop + 1), self._text(self._figure.stop + 2))
        if before == "from" or after in (("down", "to"), ("up", "to")):
            return Role.BEFORE
        if before == "to" and self._changes:
            return Role.NOW
        return self._told_time(clause) or self._tense(clause)

    def _before(self) -> str:
        """The word before the figure, past "about" and the like."""
        place = self._figure.start - 1
        while self._text(place) in _HEDGES:
            place -= 1
        return self._text(place)

    @property
    def _changes(self) -> bool:
        return any(self._made[place].stem in _CHANGING for place in self._sentence if place < self._figure.start)

    def _is_change(self, before: str) -> bool:
        unit, after = self._figure.quantity.unit, self._text(self._figure.stop + 1)
        if unit == "x" or before == "by":
            return True
        if unit not in ("percent", "points"):
            return False
        compared = after in ("more", "less", "fewer") or (after.endswith("er") and after not in ("over", "after"))
        return compared or (self._changes and before not in ("to", "from", "at", "of", "is", "was"))

    def _told_time(self, clause: Sequence[str]) -> Role | None:
        if any(word in _BEFORE for word in clause) or "used to" in " ".join(clause) or clause[:1] == ["first"]:
            return Role.BEFORE
        at_first = any(pair in (("at", "first"), ("first", "version")) for pair in pairwise(clause))
        if at_first:
            return Role.BEFORE
        ended = any(pair in (("ended", "up"), ("end", "up")) for pair in pairwise(clause))
        return Role.NOW if ended or any(word in _NOW for word in clause) else None

    def _tense(self, clause: Sequence[str]) -> Role:
        if any(word in _PRESENT for word in clause):
            return Role.NOW
        if any(word in _PAST or (word.endswith("ed") and len(word) > 4) for word in clause):
            return Role.PAST
        follows = (word for subject, word in pairwise(clause) if subject in _PRONOUNS)
        return Role.NOW if any(word.isalpha() for word in follows) else Role.OPEN

    # the figure itself

    @property
    def denied(self) -> bool:
        """Whether it was said that it is not this."""
        before = [self._text(place) for place in range(self._figure.start - 3, self._figure.start)]
        return any(word in _DENIALS for word in before)

    def bound(self) -> int:
        """Whether it was meant as a bound. "Brought it up to sixty" is none."""
        one, two = self._text(self._figure.start - 1), self._text(self._figure.start - 2)
        if (two, one) == ("up", "to") and self._changes:
            return 0
        pair = _PAIRS.get((two, one), 0)
        return pair or (one in _MORE) - (one in _LESS)

    def quote(self) -> tuple[int, int]:
        """The words to quote."""
        quantity, sentence = self._figure.quantity, self._sentence
        first = max(self._made[sentence.start].first, quantity.first - QUOTE_BEFORE)
        last = min(self._made[sentence.stop - 1].last, quantity.last + QUOTE_AFTER)
        return first, max(last, quantity.last)
