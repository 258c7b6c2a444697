"""The measures as they are read: a title, a number, a note, the same words on the page and in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain import norms
from runthrough.domain.clock import format_time
from runthrough.domain.delivery.fillers import FillerLevel, Fillers
from runthrough.domain.delivery.measures import Delivery
from runthrough.domain.delivery.moments import Moment
from runthrough.domain.delivery.pace import Articulation, Pace
from runthrough.domain.delivery.pauses import FirstWord, PauseKind, Pauses
from runthrough.domain.delivery.repeats import Repeats
from runthrough.domain.delivery.wording import CheckpointTimes, Hedges, NumbersSaid, Pronouns, Sentences
from runthrough.domain.norms import Norm

TOO_SHORT = "too short to measure"
NOT_MEASURED = "not measured: recognise again"
NOTHING = "–"
MOST_QUOTES = 4
"""Quotes that a note shows; stepping through the moments shows them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. `value` and `unit` are the number, `note` its band or rate, `detail` what else is known, or ""."""

    key: str
    title: str
    value: str
    unit: str
    note: str
    norm: Norm
    moments: tuple[Moment, ...] = ()
    detail: str = ""

    @property
    def text(self) -> str:
        """All of it in one sentence: "Pace: 147 words/min, band 130–160"."""
        number = " ".join(part for part in (self.value, self.unit) if part and part != NOTHING)
        facts = ", ".join(part for part in (number, self.note, self.detail) if part)
        return f"{self.title}: {facts}"


def lead_lines(delivery: Delivery) -> tuple[Line, ...]:
    """What is seen first: pace, fillers, long pauses, I : we; of a text without sound what needs no time."""
    lines = (
        _pace(delivery.pace),
        _fillers(delivery.fillers, delivery),
        _pauses(delivery.pauses, delivery),
        _pronouns(delivery.pronouns, delivery),
    )
    return lines if delivery.seconds is not None else (lines[1], lines[3])


def more_lines(delivery: Delivery) -> tuple[Line, ...]:
    """The rest; nothing where there are too few words."""
    if delivery.too_short:
        return ()
    timed = (_articulation(delivery.articulation), _first_word(delivery.first_word))
    worded = (
        _hedges(delivery.hedges),
        _repeats(delivery.repeats),
        _sentences(delivery.sentences),
        _numbers(delivery.numbers),
    )
    points = (_checkpoint_times(delivery.checkpoint_times),) if delivery.checkpoint_times.each else ()
    return (*timed, *worded, *points) if delivery.seconds is not None else worded


def _pace(pace: Pace) -> Line:
    if pace.words_per_minute is None:
        return _too_short("pace", "Pace", pace.norm)
    low, high = pace.norm.band or norms.TARGET_PACE
    spans = [f"{format_time(each.begin or 0.0)}–{format_time(each.end or 0.0)}" for each in pace.moments]
    detail = f"marked: {_listed(spans)}" if spans else ""
    rate, note = f"{pace.words_per_minute:.0f}", f"band {low:.0f}–{high:.0f}"
    return Line("pace", "Pace", rate, "words/min", note, pace.norm, pace.moments, detail)


def _fillers(fillers: Fillers, delivery: Delivery) -> Line:
    if delivery.too_short:
        return _too_short("fillers", "Fillers", fillers.norm)
    sounds = _count(len(fillers.sounds), "sound", "sounds")
    detail = f"{sounds}, {_count(len(fillers.words), 'word', 'words')}"
    share = f"{(fillers.share or 0.0):.1%} of the words, quiet to {norms.FILLER_SHARE:.0%}".replace("%", " %")
    note = share if fillers.per_minute is None else f"{fillers.per_minute:.1f} a minute, {_aim(fillers)}"
    if fillers.per_minute is not None:
        detail = f"{detail}, {share}"
    if fillers.waiting:
        detail = f"{detail}, {len(fillers.waiting)} more to confirm"
    return Line("fillers", "Fillers", f"at least {fillers.count}", "", note, fillers.norm, fillers.moments, detail)


def _aim(fillers: Fillers) -> str:
    quiet, many = f"{norms.QUIET_FILLERS:.0f}", f"{norms.MANY_FILLERS:.0f}"
    if fillers.level is FillerLevel.MANY:
        return f"many from {many}"
    return f"over {quiet}" if fillers.level is FillerLevel.SOME else f"quiet to {quiet}"


def _pauses(pauses: Pauses | None, delivery: Delivery) -> Line:
    title = "Long pauses"
    if pauses is None:
        return Line("pauses", title, NOTHING, "", NOT_MEASURED, norms.PAUSES)
    if delivery.too_short:
        return _too_short("pauses", title, pauses.norm)
    if pauses.longest is None:
        return Line("pauses", title, "0", "over 1 s", "no pause heard", pauses.norm)
    note = f"longest {pauses.longest:.1f} s"
    detail = f"median {pauses.median:.1f} s of {len(pauses.each)}"
    dead = pauses.count(PauseKind.DEAD_AIR)
    detail += f", {dead} over 2 s (dead air)" if dead else ""
    return Line("pauses", title, str(len(pauses.long)), "over 1 s", note, pauses.norm, pauses.moments, detail)


def _pronouns(pronouns: Pronouns, delivery: Delivery) -> Line:
    title = "I : we"
    if delivery.too_short:
        return _too_short("pronouns", title, pronouns.norm)
    value = f"{len(pronouns.i)} : {len(pronouns.we)}"
    return Line("pronouns", title, value, "", "words counted, this section", pronouns.norm, pronouns.moments)


def _articulation(articulation: Articulation) -> Line:
    title = "Articulation"
    if articulation.words_per_minute is None:
        return Line("articulation", title, NOTHING, "", NOT_MEASURED, articulation.norm)
    spoken = f"in {articulation.spoken_seconds:.0f} s of speaking"
    return Line("articulation", title, f"{articulation.words_per_minute:.0f}", "words/min", spoken, articulation.norm)


def _first_word(first: FirstWord) -> Line:
    value = NOTHING if first.seconds is None else f"{first.seconds:.1f}"
    note = "no word heard" if first.seconds is None else "to the first word"
    unit = "" if first.seconds is None else "s"
    return Line("first_word", "First word", value, unit, note, first.norm, first.moments)


def _hedges(hedges: Hedges) -> Line:
    note = f"{hedges.per_hundred or 0.0:.1f} in 100 words"
    return Line(
        "hedges", "Hedges", str(len(hedges.moments)), "", note, hedges.norm, hedges.moments, _quotes(hedges.moments)
    )


def _repeats(repeats: Repeats) -> Line:
    runs = [f"“{run.phrase}” {len(run.moments)} times" for run in repeats.runs]
    mends = "twice at once" if repeats.mends else "none at once"
    value = str(len(repeats.mends))
    return Line("repeats", "Repeats", value, "", mends, repeats.norm, repeats.moments, _listed(runs))


def _sentences(sentences: Sentences) -> Line:
    if sentences.median is None:
        return Line("sentences", "Sentence length", NOTHING, "", "no sentence", sentences.norm)
    value, note = f"{sentences.median:g}", f"median of {sentences.count}, longest {sentences.longest}"
    return Line("sentences", "Sentence length", value, "words", note, sentences.norm, sentences.moments)


def _numbers(numbers: NumbersSaid) -> Line:
    moments = numbers.moments
    note = _quotes(moments) if moments else "no figure said"
    return Line("numbers", "Numbers said", str(len(moments)), "", note, numbers.norm, moments)


def _checkpoint_times(times: CheckpointTimes) -> Line:
    total = sum(time.seconds for time in times.each)
    each = "; ".join(f"{time.label} {time.seconds:.0f} s" for time in times.each)
    return Line(
        "checkpoint_times",
        "Time on checkpoints",
        format_time(total),
        "",
        "by their evidence",
        times.norm,
        times.moments,
        each,
    )


def _too_short(key: str, title: str, norm: Norm) -> Line:
    return Line(key, title, NOTHING, "", TOO_SHORT, norm)


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _quotes(moments: Sequence[Moment]) -> str:
    return _listed([f"“{moment.text.rstrip('.,;:!?')}”" for moment in moments])


def _listed(texts: Sequence[str]) -> str:
    more = len(texts) - MOST_QUOTES
    shown = ", ".join(texts[:MOST_QUOTES])
    return f"{shown} and {more} more" if more > 0 else shown
