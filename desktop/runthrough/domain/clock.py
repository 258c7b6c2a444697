"""What the clock says: time states of a section, and plan against course of a whole run-through."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from runthrough.domain.question import Band

MINUS = "\u2212"
ON_PLAN = 5.0
"""Seconds of difference that still count as "on plan" (ui.md 3.2)."""
LATE = 10.0
"""Seconds up to which a transcript that is behind is nothing to tell: a clip takes as long as that. Own choice."""
MILD_SECONDS = 5.0
MILD_SHARE = 0.1
"""A review counts a section as off only beyond the smaller of 5 s and 10 % of its maximum (ui.md 3.1)."""


class TimeState(StrEnum):
    """Where a section stands, live and strict (ui.md 3.1; the lights of Toastmasters, norms.md)."""

    BEFORE = "before"
    IN = "in"
    WRAP = "wrap"
    OVER = "over"


def time_state(band: Band, seconds: float) -> TimeState:
    """before: under the minimum; in: from the minimum; wrap: from the midpoint; over: from the maximum."""
    if seconds < band.shortest:
        return TimeState.BEFORE
    if seconds < band.midpoint:
        return TimeState.IN
    return TimeState.WRAP if seconds < band.longest else TimeState.OVER


def state_text(band: Band, seconds: float) -> str:
    """The time state in words."""
    match time_state(band, seconds):
        case TimeState.BEFORE:
            return f"{format_time(_left(band.shortest, seconds))} to the band"
        case TimeState.IN:
            return "In the band"
        case TimeState.WRAP:
            return "Wrap up"
        case TimeState.OVER:
            return f"Over by {format_time(int(seconds) - band.longest)}"


def remaining_text(band: Band, seconds: float) -> str:
    """The line under the state: what is left of the maximum, and from there on the band itself."""
    if seconds >= band.longest:
        return f"Band {format_band(band)}"
    return f"{format_time(_left(band.longest, seconds))} left of {format_time(band.longest)}"


def _left(end: float, seconds: float) -> float:
    """Whole seconds until `end`, so that the elapsed and the remaining time shown always add up."""
    return end - int(seconds)


def off_band(band: Band, seconds: float) -> float:
    """Seconds beyond the band in a review: positive too long, negative too short, 0 in or nearly in the band."""
    mild = min(MILD_SECONDS, MILD_SHARE * band.longest)
    if seconds > band.longest + mild:
        return seconds - band.longest
    return seconds - band.shortest if seconds < band.shortest - mild else 0.0


def course(bands: Sequence[Band], current: int, done: float, seconds: float) -> float:
    """The length a run-through is heading for, in seconds; it never jumps while somebody speaks (ui.md 3.2).

    `done` is the time used in the sections before `current`, `seconds` the time used in `current`.
    """
    rest = sum(band.midpoint for band in bands[current + 1 :])
    return done + max(seconds, bands[current].midpoint) + rest


def plan_text(bands: Sequence[Band], current: int, done: float, seconds: float, total: Band | None) -> str:
    """Course against plan, the sum of the midpoints: "0:09 behind, on course for 9:09"."""
    heading_for = course(bands, current, done, seconds)
    difference = heading_for - sum(band.midpoint for band in bands)
    if abs(difference) <= ON_PLAN:
        text = "on plan"
    else:
        text = f"{format_time(abs(difference))} {'behind' if difference > 0 else 'ahead'}"
    return f"{text}, on course for {format_time(heading_for)}{_out_of(total, heading_for)}"


def _out_of(total: Band | None, seconds: float) -> str:
    if total is None or total.shortest <= seconds <= total.longest:
        return ""
    over = seconds > total.longest
    return f", {'over' if over else 'under'} {format_time(total.longest if over else total.shortest)}"


def late_text(behind: float) -> str:
    """Says that the transcript is behind, "Transcript 12 s behind"; nothing up to LATE seconds."""
    return f"Transcript {behind:.0f} s behind" if behind > LATE else ""


def format_time(seconds: float) -> str:
    """m:ss, from an hour on h:mm:ss; parts of a second are cut off, as on any running clock."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def format_difference(seconds: float) -> str:
    """A difference with its sign: +0:12, or with a true minus sign."""
    return f"{'+' if seconds >= 0 else MINUS}{format_time(abs(seconds))}"


def format_band(band: Band) -> str:
    """1:00–1:30, with an en dash."""
    return f"{format_time(band.shortest)}–{format_time(band.longest)}"
