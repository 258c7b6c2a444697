"""Bands as they are written in a template: [1:00-1:30], or [1:00] for a length that stands for a band around it."""

from __future__ import annotations

import re

from runthrough.domain.clock import format_time
from runthrough.domain.question import Band
from runthrough.domain.template_notes import Notes
from runthrough.domain.template_problems import Edit

FIXED_TOLERANCE_SECONDS = 5.0
FIXED_TOLERANCE_SHARE = 0.1
"""A fixed length [1:00] becomes a band of plus and minus the smaller of 5 s and 10 % (ui.md 3.1)."""

_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_LOOSE_TIME = re.compile(r"(\d{1,4})\s*(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)?\.?", re.IGNORECASE)
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600}


def read_band(written: str, column: int, notes: Notes) -> Band | None:
    """The band that is written from `column` on; None with a problem noted."""
    first, dash, second = written.replace("–", "-").replace("—", "-").partition("-")
    times = [_time(first, column, notes)]
    if dash:
        times.append(_time(second, column + len(first) + 1, notes))
    shortest, longest = times[0], times[-1]
    if shortest is None or longest is None:
        return None
    if not dash:
        return _fixed(shortest, column, len(written), notes)
    if shortest >= longest:
        _tell_backwards(written, column, (first.strip(), second.strip()), notes)
        return None
    return Band(shortest, longest)


def _tell_backwards(written: str, column: int, times: tuple[str, str], notes: Notes) -> None:
    one, other = times
    if one == other:
        edit = Edit(f"Write {one}", notes.line, column, column + len(written), one)
        what, fix = f"The band from {one} to {other} has no length.", f"Write {one} alone, or a longer band."
    else:
        edit = Edit("Swap them", notes.line, column, column + len(written), f"{other}-{one}")
        what = f"The band runs backwards: {one} comes after {other}."
        fix = f"Swap them: [{other}-{one}]"
    notes.error(column, what, fix, length=len(written), edit=edit)


def _fixed(seconds: float, column: int, length: int, notes: Notes) -> Band | None:
    if seconds == 0:
        notes.error(column, "The length is 0:00.", "Write a longer one.", length=length)
        return None
    return fixed_band(seconds)


def fixed_band(seconds: float) -> Band:
    """What a fixed length stands for."""
    tolerance = min(FIXED_TOLERANCE_SECONDS, FIXED_TOLERANCE_SHARE * seconds)
    return Band(seconds - tolerance, seconds + tolerance)


def _time(written: str, column: int, notes: Notes) -> float | None:
    bare = written.strip()
    found = _TIME.fullmatch(bare)
    if found is None:
        place = column + len(written) - len(written.lstrip())
        meant = _meant(bare)
        edit = Edit(f"Write {meant}", notes.line, place, place + len(bare), meant) if meant else None
        fix = f"Write {meant}." if meant else "Write minutes and seconds, for example 1:30."
        notes.error(place, f"“{bare}” is no time.", fix, length=len(bare), edit=edit)
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _meant(bare: str) -> str:
    """What somebody who wrote "90", "90 s" or "2 min" meant; "" where it cannot be told."""
    found = _LOOSE_TIME.fullmatch(bare)
    if found is None or int(found[1]) == 0:
        return ""
    return format_time(int(found[1]) * _UNIT_SECONDS[(found[2] or "s")[0].lower()])


def write_band(band: Band) -> str:
    """The band without brackets, in whole seconds: "1:00-1:30", or "1:00" where that is what the band stands for."""
    if fixed_band(band.midpoint) == band and band.midpoint == int(band.midpoint):
        return format_time(band.midpoint)
    shortest = int(band.shortest + 0.5)
    longest = max(int(band.longest + 0.5), shortest + 1)
    return f"{format_time(shortest)}-{format_time(longest)}"
