"""How a section was said, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from runthrough.domain.clock import format_time
from runthrough.domain.delivery.fillers import Fillers
from runthrough.domain.delivery.lines import NOTHING, TOO_SHORT, Line, lead_lines, more_lines
from runthrough.domain.delivery.measures import Delivery
from runthrough.domain.delivery.moments import Moment
from runthrough.domain.delivery.pauses import PauseKind, Pauses, kind_of
from runthrough.domain.norms import Norm

Json = dict[str, object]

MOST_TIMES = 6
"""Moments whose times are printed after a measure; JSON has them all."""


def show_delivery(delivery: Delivery, meter: str | None, console: Console) -> None:
    """Print a block of measures, each with the times of its moments."""
    built = ", ".join(part for part in (meter, delivery.rules) if part)
    short = f"  {TOO_SHORT}, " if delivery.too_short else "  "
    console.print(Text("  Delivery"), Text(f"{short}{built}", style="dim"), sep="")
    for line in () if delivery.too_short else (*lead_lines(delivery), *more_lines(delivery)):
        console.print(Text(f"    {line.title:<20}{_facts(line)}"), Text(_times(line), style="dim"), sep="")


def _facts(line: Line) -> str:
    number = " ".join(part for part in (line.value, line.unit) if part and part != NOTHING)
    return ", ".join(part for part in (number, line.note, line.detail) if part)


def _times(line: Line) -> str:
    """ "  at 0:12, 0:40"."""
    times = [format_time(moment.begin) for moment in line.moments if moment.begin is not None]
    if not times:
        return ""
    more = f" and {len(times) - MOST_TIMES} more" if len(times) > MOST_TIMES else ""
    return f"  at {', '.join(times[:MOST_TIMES])}{more}"


def delivery_json(delivery: Delivery) -> Json:
    """All measures with their figures, bands, sources and moments; times in seconds of the take, nothing rounded."""
    return {
        "rules": delivery.rules,
        "words": delivery.words,
        "too_short": delivery.too_short,
        **_in_time(delivery),
        **_in_words(delivery),
    }


def _in_time(delivery: Delivery) -> Json:
    pace, first, times = delivery.pace, delivery.first_word, delivery.checkpoint_times
    speaking = delivery.articulation
    curve = [{"at": at.at, "words_per_minute": at.words_per_minute, "outside": at.outside} for at in pace.curve]
    seconds = {time.checkpoint_id: time.seconds for time in times.each}
    return {
        "pace": _measure(pace.norm, pace.moments, words_per_minute=pace.words_per_minute, windows=curve),
        "articulation": _measure(
            speaking.norm, (), words_per_minute=speaking.words_per_minute, spoken_seconds=speaking.spoken_seconds
        ),
        "pauses": None if delivery.pauses is None else _pauses(delivery.pauses),
        "first_word": _measure(first.norm, first.moments, seconds=first.seconds),
        "checkpoint_times": _measure(times.norm, times.moments, seconds=seconds),
    }


def _pauses(pauses: Pauses) -> Json:
    return _measure(
        pauses.norm,
        pauses.moments,
        count={kind.value.replace(" ", "_"): pauses.count(kind) for kind in PauseKind},
        median=pauses.median,
        longest=pauses.longest,
        each=[
            {"begin": pause.begin, "end": pause.end, "kind": kind_of(pause), "after_word": pause.after}
            for pause in pauses.each
        ],
    )


def _in_words(delivery: Delivery) -> Json:
    hedges, pronouns, sentences = delivery.hedges, delivery.pronouns, delivery.sentences
    numbers, repeats = delivery.numbers, delivery.repeats
    runs = [{"phrase": run.phrase, "moments": _moments(run.moments)} for run in repeats.runs]
    lengths = {"count": sentences.count, "median": sentences.median, "longest": sentences.longest}
    return {
        "fillers": _fillers(delivery.fillers),
        "hedges": _measure(hedges.norm, hedges.moments, per_hundred=hedges.per_hundred),
        "repeats": _measure(repeats.norm, repeats.moments, mends=_moments(repeats.mends), runs=runs),
        "pronouns": _measure(pronouns.norm, pronouns.moments, i=len(pronouns.i), we=len(pronouns.we)),
        "sentences": _measure(sentences.norm, sentences.moments, **lengths),
        "numbers": _measure(numbers.norm, numbers.moments, count=len(numbers.moments)),
    }


def _fillers(fillers: Fillers) -> Json:
    return _measure(
        fillers.norm,
        fillers.moments,
        at_least=fillers.count,
        sounds=_moments(fillers.sounds),
        words=_moments(fillers.words),
        to_confirm=_moments(fillers.waiting),
        per_minute=fillers.per_minute,
        share_of_words=fillers.share,
        level=fillers.level,
    )


def _measure(norm: Norm, moments: Sequence[Moment], **figures: object) -> Json:
    return {
        **figures,
        "band": None if norm.band is None else list(norm.band),
        "counts": norm.counts,
        "source": norm.source,
        "grade": norm.grade,
        "moments": _moments(moments),
    }


def _moments(moments: Sequence[Moment]) -> list[Json]:
    return [
        {
            "text": moment.text,
            "begin": moment.begin,
            "end": moment.end,
            "first_word": moment.first,
            "last_word": moment.last,
        }
        for moment in moments
    ]
