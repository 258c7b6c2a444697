"""The number ledger: every figure of a question over its run-throughs, and which of them contradict one another.

Two figures contradict when they are of the same measure and neither is the other in other words, rounded, or within
its range. Precision comes first: figures whose measures may differ are never held against one another. Own rules,
tested on labelled pairs of sentences (tests/domain/ledger_pairs).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from runthrough.domain.figures import Measure, MeasuredFigure, Role, measured_figures
from runthrough.domain.quantities import Quantity
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.units import in_base

LEAST_SHARED = 1.0
"""What two measures share at least: one rare word, or two everyday ones (`specificity`)."""
LEAST_SHARED_APART = 2.0
"""The same for figures of different sections."""
LEAST_SHARE = 0.6
"""The share of the smaller measure that the other must have, too."""
ROUND_SHARE = 0.05
"""How far a round number ("eighty") may be from another one without "about", as a share of it."""
ROUGH_SHARE = 0.1
"""The same with "about", at least."""
TITLE_WORDS = 5
NEAR_WORDS = 4
"""Words before a figure that its shortest quote has; half as many after."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was said: where, when and in which words.

    `at`: seconds of the take; None for a text without sound. `said`: its own words; `quote`: those and some around;
    `near`: the same in a few words.
    `checkpoint`: the one whose evidence holds it, by id and label. `asked`: that one asks for a number.
    """

    runthrough_id: str
    started_at: str
    section_id: str
    section_name: str
    at: float | None
    said: str
    quote: str
    near: str
    measured: MeasuredFigure
    checkpoint_id: str = ""
    checkpoint: str = ""
    asked: bool = False

    @property
    def value(self) -> str:
        """Value and unit in digits: "about 70 ms", "2–3 weeks"."""
        return value_words(self.measured.quantity, self.measured.bound)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures of one measure that cannot both hold; `later` was said last."""

    earlier: Figure
    later: Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure with all its figures, newest first; `contradictions` are those between them, newest first."""

    title: str
    figures: tuple[Figure, ...]
    contradictions: tuple[Contradiction, ...] = ()


def ledger(reviews: Iterable[Review]) -> tuple[Entry, ...]:
    """The measures of all figures in these reviews of one question: contradicted ones first, then by the last said."""
    figures = [figure for review in _by_time(reviews) for figure in figures_of(review)]
    groups = _groups(figures)
    entries = [_entry(group) for group in groups]
    return tuple(sorted(entries, key=lambda entry: (not entry.contradictions, -figures.index(entry.figures[0]))))


def contradicted_by(review: Review, earlier: Iterable[Review]) -> tuple[Contradiction, ...]:
    """The figures of a review that contradict the last one of the same measure before, at most one for each measure."""
    entries = ledger([*earlier, review])
    found: list[Contradiction] = []
    for entry in entries:
        others = [figure for figure in entry.figures if figure.runthrough_id != review.runthrough_id]
        last = others[0].runthrough_id if others else ""
        pairs = (
            each
            for each in entry.contradictions
            if each.later.runthrough_id == review.runthrough_id and each.earlier.runthrough_id == last
        )
        found += list(pairs)[:1]
    return tuple(found)


def figures_of(review: Review) -> tuple[Figure, ...]:
    """All figures of a run-through's standing takes, in the order they were said."""
    return tuple(figure for section in review.sections for figure in _of_section(review, section))


def value_words(quantity: Quantity, bound: int = 0) -> str:
    """A quantity in digits with its unit."""
    value = f"{quantity.value:,.10g}"
    if quantity.high is not None:
        value += f"–{quantity.high:,.10g}"
    base, slash, rate = quantity.unit.partition("/")
    unit = f" {_WRITTEN.get(base, base)}" if base else ""
    over = f" per {_PER.get(rate, rate)}" if slash else ""
    rough = {1: "more than ", -1: "less than "}.get(bound, "about " if quantity.approximate else "")
    return f"{rough}{value}{unit}{over}"


_WRITTEN = {"percent": "%", "us": "µs", "kb": "kB", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz"} | {
    unit: unit.upper() for unit in ("usd", "eur", "gbp", "mb", "gb", "tb", "pb")
}
"""Units that the SI and ISO 4217 write otherwise than they are stored."""
_PER = {"s": "second", "min": "minute"}


def _by_time(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda review: review.started_at or "")


def _of_section(review: Review, section: SectionReview) -> list[Figure]:
    words = section.transcript.words if section.transcript else ()
    made: list[Figure] = []
    for each in measured_figures(tuple(word.text for word in words)):
        first, last = each.quantity.first, each.quantity.last
        texts = [word.text for word in words]
        checkpoint_id, label, asked = _checkpoint_of(section, first, last)
        made.append(
            Figure(
                review.runthrough_id or "",
                review.started_at or "",
                section.section.id,
                section.section.name,
                None if section.seconds is None else words[first].start,
                " ".join(texts[first : last + 1]).strip(".,;:!?"),
                " ".join(texts[each.quote[0] : each.quote[1] + 1]),
                _near(texts, each),
                each,
                checkpoint_id,
                label,
                asked,
            )
        )
    return made


def _near(texts: Sequence[str], figure: MeasuredFigure) -> str:
    first, last = figure.quantity.first, figure.quantity.last
    begin, end = max(figure.quote[0], first - NEAR_WORDS), min(figure.quote[1], last + NEAR_WORDS // 2)
    before, after = "… " if begin > figure.quote[0] else "", " …" if end < figure.quote[1] else ""
    return f"{before}{' '.join(texts[begin : end + 1])}{after}"


def _checkpoint_of(section: SectionReview, first: int, last: int) -> tuple[str, str, bool]:
    points = {point.id: point for point in section.section.checkpoints}
    for standing in section.standing:
        evidence = standing.verdict.evidence
        if evidence is not None and evidence.first <= first and last <= evidence.last and not standing.unsure:
            point = points[standing.verdict.checkpoint_id]
            return point.id, point.label, point.needs_number
    return "", "", False


# groups


def _groups(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures of the same measure, each group in the order they were said."""
    place = list(range(len(figures)))

    def root(at: int) -> int:
        while place[at] != at:
            at = place[at]
        return at

    by_class: dict[str, list[int]] = {}
    for at, figure in enumerate(figures):
        by_class.setdefault(_unit_class(figure), []).append(at)
    for alike in by_class.values():
        for one, other in combinations(alike, 2):
            if _may_group(figures[one], figures[other]):
                place[max(root(one), root(other))] = min(root(one), root(other))
    groups: dict[int, list[Figure]] = {}
    for at, figure in enumerate(figures):
        groups.setdefault(root(at), []).append(figure)
    return list(groups.values())


def _may_group(one: Figure, other: Figure) -> bool:
    """Two values in one take are of two measures, whatever their words."""
    alike = roles_agree(one, other) and same_measure(one, other)
    return alike and (not _same_take(one, other) or agree(one, other))


def _entry(group: list[Figure]) -> Entry:
    pairs = [
        Contradiction(one, other)
        for one, other in combinations(group, 2)
        if not _same_take(one, other) and _may_group(one, other) and not agree(one, other)
    ]
    found = [pair for pair in pairs if not _excused(pair, group)]
    found.sort(key=lambda pair: (group.index(pair.later), group.index(pair.earlier)), reverse=True)
    return Entry(_title(group), tuple(reversed(group)), tuple(found))


def _same_take(one: Figure, other: Figure) -> bool:
    return (one.runthrough_id, one.section_id) == (other.runthrough_id, other.section_id)


def _excused(pair: Contradiction, group: Sequence[Figure]) -> bool:
    """Whether the other take has this value, too, or one take has several: then the words do not tell the measure."""
    for one, other in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
        beside = [figure for figure in group if _same_take(figure, other) and same_measure(figure, other)]
        if any(agree(one, figure) for figure in beside) or any(not agree(other, figure) for figure in beside):
            return True
    return False


def _title(group: Sequence[Figure]) -> str:
    newest = group[-1]
    shared = set(newest.measured.measure.title.split())
    for figure in group[:-1]:
        common = shared & set(figure.measured.measure.title.split())
        shared = common or shared
    words = [word for word in newest.measured.measure.title.split() if word in shared][-TITLE_WORDS:]
    title = " ".join(words) or newest.checkpoint or newest.section_name
    told = {Role.BEFORE: ", before", Role.CHANGE: ", change", Role.WISHED: ", aimed at"}
    return f"{title}{told.get(newest.measured.role, '')}"


# the same measure


def roles_agree(one: Figure, other: Figure) -> bool:
    """Whether both hold at the same time: an open one is taken as of now, or, for a plain count, as of then."""
    roles = {one.measured.role, other.measured.role}
    if len(roles) == 1 or roles == {Role.OPEN, Role.NOW}:
        return True
    return roles == {Role.OPEN, Role.PAST} and not one.measured.quantity.unit


def same_measure(one: Figure, other: Figure) -> bool:
    """Whether two figures of one unit class are of the same measure, as far as their words tell."""
    first, second = one.measured.measure, other.measured.measure
    if _differ(first, second):
        return False
    shared = sum(min(first.subject[word], second.subject[word]) for word in first.subject.keys() & second.subject)
    shared += 2.0 * len(first.names & second.names)
    least = min(_weight(first), _weight(second))
    if one.section_id != other.section_id:
        return shared >= LEAST_SHARED_APART and shared >= LEAST_SHARE * least
    if (
        one.checkpoint_id
        and one.checkpoint_id == other.checkpoint_id
        and one.asked
        and not (first.counted or second.counted)
    ):
        return shared >= LEAST_SHARED / 2
    return shared >= LEAST_SHARED and shared >= LEAST_SHARE * least


def _weight(measure: Measure) -> float:
    return sum(measure.subject.values()) + 2.0 * len(measure.names)


def _differ(one: Measure, other: Measure) -> bool:
    """Whether words tell that the measures are two: other names, times, things counted, or narrowed otherwise."""
    if one.names != other.names or (one.times and other.times and not one.times & other.times):
        return True
    if one.counted and other.counted and not one.counted & other.counted:
        return True
    return any(
        _narrowed_otherwise(one.qualified[word], other.qualified[word], one, other)
        for word in one.qualified.keys() & other.qualified
    )


def _narrowed_otherwise(first: frozenset[str], second: frozenset[str], one: Measure, other: Measure) -> bool:
    if not first or not second or first & second:
        return False
    return not (first & other.subject.keys()) and not (second & one.subject.keys())


# the same value


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of one unit class may both hold: equal, rounded, within a range or a bound."""
    low, high = _span(one.measured)
    other_low, other_high = _span(other.measured)
    slack = max(_tolerance(one.measured.quantity), _tolerance(other.measured.quantity)) * (1 + 1e-9)
    return low <= other_high + slack and other_low <= high + slack


def _unit_class(figure: Figure) -> str:
    return in_base(figure.measured.quantity.unit)[0]


def _span(figure: MeasuredFigure) -> tuple[float, float]:
    quantity = figure.quantity
    factor = in_base(quantity.unit)[1]
    low, high = quantity.value * factor, (quantity.high or quantity.value) * factor
    return (-math.inf if figure.bound < 0 else low), (math.inf if figure.bound > 0 else high)


def _tolerance(quantity: Quantity) -> float:
    """Half of the last place that was said, in the base unit; round numbers mean less without "about"."""
    value, factor = abs(quantity.value), in_base(quantity.unit)[1]
    if not value:
        return 0.0
    place = _last_place(value)
    if quantity.approximate:
        return max(place / 2, ROUGH_SHARE * value) * factor
    return (min(place / 2, ROUND_SHARE * value) if place > 1 else place / 2) * factor


def _last_place(value: float) -> float:
    """The worth of the last digit that is not 0: 10 of 120, 1 of 68, 0.1 of 3.8."""
    digits = f"{value:.6f}".rstrip("0")
    whole, _, decimals = digits.partition(".")
    if decimals:
        return 10.0 ** -len(decimals)
    return 10.0 ** (len(whole) - len(whole.rstrip("0")))
