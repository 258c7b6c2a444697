"""What to keep and what to fix first, chosen by rules (ui.md 4.3): at most three to keep, at most one to fix.

Keep, in this order: a checkpoint newly said after two misses in a row; a section with all its checkpoints said and its
time in the band; a checkpoint said in five or more run-throughs in a row. A section is praised once.

Fix, the first that applies: a checkpoint that asks for a number and got none (missed, or partly said in words without a
figure; words with a figure lack something else); a *must* missed twice in a row; the largest overrun; a possible
pitfall; and, so that a first run-through has its fix, too, a *must* missed once. What was said in another section, or
is not sure, was not missed. Within a rule the order of the answer decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from runthrough.domain.clock import format_time, off_band
from runthrough.domain.normalise import holds_quantity, tokens
from runthrough.domain.question import Checkpoint, Rank, Section
from runthrough.domain.verdicts import Verdict

MOST_KEEPS = 3
STREAK = 5
"""Run-throughs in a row, the present one with them, from which a streak is worth a word."""
MISSES = 2
"""Misses before, after which a checkpoint counts as newly said."""

Earlier = Sequence[Mapping[str, Verdict]]
"""The verdicts of earlier run-throughs by checkpoint id, newest first; a checkpoint not judged there is absent."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the speaker; `at` in seconds of the take, None for a text without sound."""

    at: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A possible pitfall: its name, its words, and what to do instead."""

    label: str
    quote: Quote
    suggestion: str


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One section of the run-through at hand: verdicts and quotes by checkpoint id.

    `elsewhere`: checkpoints that are missed here but were said or partly said in another section of the run-through.
    `unsure`: those of which nobody knows yet whether they are missed. `slips`: possible pitfalls that the speaker did
    not dismiss, in their order.
    """

    section: Section
    seconds: float | None
    verdicts: Mapping[str, Verdict]
    quotes: Mapping[str, Quote] = field(default_factory=dict[str, Quote])
    elsewhere: Mapping[str, Verdict] = field(default_factory=dict[str, Verdict])
    unsure: frozenset[str] = frozenset()
    slips: tuple[Slip, ...] = ()

    @property
    def full(self) -> bool:
        """Whether all checkpoints were said; a section without any cannot be full."""
        points = self.section.checkpoints
        return bool(points) and all(self.verdicts.get(point.id) is Verdict.SAID for point in points)

    @property
    def in_band(self) -> bool:
        """In or nearly in the band, as the review counts it."""
        return self.seconds is not None and off_band(self.section.band, self.seconds) == 0


@dataclass(frozen=True, slots=True)
class Keep:
    """Something that went well, with the words that show it."""

    section_id: str
    quote: Quote | None
    reason: str


class FixKind(StrEnum):
    """The rule that led to a fix."""

    NUMBER = "number"
    MUST = "must"
    OVERRUN = "overrun"
    PITFALL = "pitfall"


@dataclass(frozen=True, slots=True)
class Fix:
    """The one thing to do next. `advice` continues "Next time: ..."."""

    kind: FixKind
    section_id: str
    checkpoint_id: str | None
    quote: Quote | None
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """What came of the rules."""

    keeps: tuple[Keep, ...] = ()
    fix: Fix | None = None


def debrief(results: Sequence[SectionResult], earlier: Earlier) -> Debrief:
    """The debrief of a run-through, given its sections in order and what was judged before."""
    keeps: list[Keep] = []
    for keep in _keeps(results, earlier):
        if len(keeps) < MOST_KEEPS and all(keep.section_id != kept.section_id for kept in keeps):
            keeps.append(keep)
    return Debrief(tuple(keeps), next(_fixes(results, earlier), None))


def next_time(fix: Fix) -> str:
    """The fix as one sentence for the Questions page."""
    return fix.advice


# keep


def _keeps(results: Sequence[SectionResult], earlier: Earlier) -> Iterator[Keep]:
    for result, point in _said(results):
        misses = _misses(point, earlier)
        if misses >= MISSES:
            yield _keep(result, point, f"{result.section.name}: {point.label}, newly said after {misses} misses")
    for result in results:
        if result.full and result.in_band:
            count = len(result.section.checkpoints)
            reason = f"{result.section.name}: {count} of {count} said, in the band"
            yield Keep(result.section.id, _first_quote(result), reason)
    for result, point in _said(results):
        streak = 1 + _streak(point, earlier)
        if streak >= STREAK:
            yield _keep(result, point, f"{result.section.name}: {point.label}, said {streak} run-throughs in a row")


def _said(results: Sequence[SectionResult]) -> Iterator[tuple[SectionResult, Checkpoint]]:
    for result in results:
        for point in result.section.checkpoints:
            if result.verdicts.get(point.id) is Verdict.SAID:
                yield result, point


def _keep(result: SectionResult, point: Checkpoint, reason: str) -> Keep:
    return Keep(result.section.id, result.quotes.get(point.id), reason)


def _first_quote(result: SectionResult) -> Quote | None:
    """The first words there are: a checkpoint that is said by the speaker's own verdict may have none."""
    quotes = (result.quotes.get(point.id) for point in result.section.checkpoints)
    return next((quote for quote in quotes if quote is not None), None)


def _misses(point: Checkpoint, earlier: Earlier) -> int:
    """How often it was missed in a row before."""
    return _run(point, earlier, Verdict.MISSED)


def _streak(point: Checkpoint, earlier: Earlier) -> int:
    return _run(point, earlier, Verdict.SAID)


def _run(point: Checkpoint, earlier: Earlier, verdict: Verdict) -> int:
    count = 0
    for verdicts in earlier:
        if point.id in verdicts:
            if verdicts[point.id] is not verdict:
                break
            count += 1
    return count


# fix


def _fixes(results: Sequence[SectionResult], earlier: Earlier) -> Iterator[Fix]:
    yield from _numbers(results, earlier)
    yield from _musts(results, earlier, MISSES)
    yield from _overruns(results)
    yield from _slips(results)
    yield from _musts(results, earlier, 1)


def _numbers(results: Sequence[SectionResult], earlier: Earlier) -> Iterator[Fix]:
    for result in results:
        for point in result.section.checkpoints:
            if _lacks_number(result, point):
                name, where = result.section.name, _in_time(result)
                text = f"{name} has no figure for “{point.label}”{where}. Say the number."
                advice = f"say the number of “{point.label}” in {name}.{_known(point, earlier)}"
                yield Fix(FixKind.NUMBER, result.section.id, point.id, _partly_quote(result, point), text, advice)


def _lacks_number(result: SectionResult, point: Checkpoint) -> bool:
    verdict = result.verdicts.get(point.id)
    if not point.needs_number or verdict is None or point.id in result.unsure:
        return False
    if Verdict.SAID in (verdict, result.elsewhere.get(point.id)):
        return False
    quote = _partly_quote(result, point)
    return quote is None or not holds_quantity(tokens(quote.text.split()))


def _partly_quote(result: SectionResult, point: Checkpoint) -> Quote | None:
    """The words of a *partly*. Those of a *missed* are what the speaker's own verdict turned down."""
    return result.quotes.get(point.id) if result.verdicts.get(point.id) is Verdict.PARTLY else None


def _musts(results: Sequence[SectionResult], earlier: Earlier, least: int) -> Iterator[Fix]:
    for result in results:
        for point in result.section.checkpoints:
            missed = _missed(result, point)
            times = 1 + _misses(point, earlier)
            if point.rank is Rank.MUST and missed and times >= least:
                row = f" {times} times in a row" if times > 1 else ""
                text = f"“{point.label}” was missed{row}. It is a must of {result.section.name}."
                advice = f"say “{point.label}” in {result.section.name}.{_known(point, earlier)}"
                yield Fix(FixKind.MUST, result.section.id, point.id, None, text, advice)


def _missed(result: SectionResult, point: Checkpoint) -> bool:
    """Whether nobody can say that it was covered."""
    covered = point.id in result.elsewhere or point.id in result.unsure
    return result.verdicts.get(point.id) is Verdict.MISSED and not covered


def _overruns(results: Sequence[SectionResult]) -> Iterator[Fix]:
    over = [(off_band(each.section.band, each.seconds), each) for each in results if each.seconds is not None]
    worst = max(over, key=lambda pair: pair[0], default=None)
    if worst is not None and worst[0] > 0:
        beyond, result = worst
        name = result.section.name
        text = f"{name} ran over by {format_time(beyond)}. Leave something out, or end it earlier."
        advice = f"end {name} {format_time(beyond)} earlier."
        yield Fix(FixKind.OVERRUN, result.section.id, None, None, text, advice)


def _slips(results: Sequence[SectionResult]) -> Iterator[Fix]:
    for result in results:
        for slip in result.slips:
            name = result.section.name
            text = f"Possibly in {name}: {slip.label}. {slip.suggestion}"
            advice = f"in {name}, {slip.suggestion[0].lower()}{slip.suggestion[1:]}"
            yield Fix(FixKind.PITFALL, result.section.id, None, slip.quote, text, advice)


def _in_time(result: SectionResult) -> str:
    return "" if result.seconds is None else f" in {format_time(result.seconds)}"


def _known(point: Checkpoint, earlier: Earlier) -> str:
    """What earlier run-throughs say of it: "Said once in the last 5 run-throughs."."""
    judged = [verdicts[point.id] for verdicts in earlier if point.id in verdicts]
    if not judged:
        return ""
    said = sum(verdict is Verdict.SAID for verdict in judged)
    times = {0: "Not said", 1: "Said once"}.get(said, f"Said {said} times")
    return f" {times} in the last {len(judged) + 1} run-throughs."
