"""Timing hints: "60-90 seconds each", "about two minutes", "(1 min)", "0:30", "half a minute"; in seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

LONGEST_SECONDS = 7200.0
"""What is longer is no speaking time: "prepare for two weeks" names no seconds, "a three-hour exam" no answer."""

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_WORDS = {word: float(value) for value, word in enumerate(_ONES)} | {
    "a": 1.0,
    "an": 1.0,
    "couple of": 2.0,
    "a couple of": 2.0,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "a quarter of a": 0.25,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "forty-five": 45.0,
    "forty five": 45.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy-five": 75.0,
    "seventy five": 75.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "one and a half": 1.5,
    "two and a half": 2.5,
    "three and a half": 3.5,
}
_WRITTEN = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,2}}:[0-5]\d(?!\d)|\d{{1,4}}(?:[.,]\d+)?\s?½?|½|(?:{_WRITTEN})(?![a-z]))"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|s|m|min|′|″)(?![a-z0-9])"
_TIME = re.compile(
    rf"(?<![\w.,:/$€£])(?P<limit>up to|at most|no more than|under|max\.?|maximum|less than|within)?\s*"
    rf"(?:of\s)?(?P<first>{_NUMBER})(?:[\s-]?(?P<unit1>{_UNIT}))?\.?"
    rf"(?:\s?(?:-|–|—|to|or|and)\s?(?P<second>{_NUMBER})(?:[\s-]?(?P<unit2>{_UNIT}))?\.?)?",
    re.IGNORECASE,
)


_NUMBERED = re.compile(r"(\b(?:part|step|section|phase|stage|slide|question|point|chapter)\s+)(\d+)", re.IGNORECASE)
"""The 2 of "Part 2 - 5 min." is no time."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A time that a text names. `shortest` None: only a limit was named. `first` and `end`: its place in the text."""

    shortest: float | None
    longest: float
    first: int
    end: int
    each: bool = False
    total: bool = False
    running: bool = False
    """From one reading of a clock to another ("0:30-1:30"), which may be when and not how long."""

    @property
    def band(self) -> tuple[float, float]:
        """The band it stands for; of a limit, two thirds are taken to be the least."""
        return (self.longest * 2 / 3 if self.shortest is None else self.shortest), self.longest


def find_times(text: str) -> list[Hint]:
    """All times that are named in a text, in order."""
    found: list[Hint] = []
    # "1 min. 30" is a minute and a half; the text keeps its length
    text = re.sub(
        r"(\d)\s?min\.?\s([0-5]\d)(?=$|[\s,;.)])", lambda found: f"{found[1]}:{found[2]}".ljust(len(found[0])), text
    )
    masked = _NUMBERED.sub(lambda match: match[1] + "x" * len(match[2]), text)
    for match in _TIME.finditer(masked):
        hint = _hint(match, text)
        if hint is not None:
            found.append(hint)
    return found


def _hint(match: re.Match[str], text: str) -> Hint | None:
    unit2 = match["unit2"]
    unit1 = match["unit1"] or (unit2 if match["second"] else None)
    clock1, clock2 = ":" in match["first"], bool(match["second"]) and ":" in (match["second"] or "")
    if not (unit1 or clock1):
        return None
    if match["second"] and not (unit2 or clock2 or match["unit1"]):
        return None
    first = _seconds(match["first"], unit1)
    # "90 seconds or 3 examples": the second number has no unit, so it is none of ours
    lonely = match["second"] and not (unit2 or clock2)
    second = None if lonely or not match["second"] else _seconds(match["second"], unit2)
    end = match.start("second") - 1 if lonely else match.end()
    longest = first if second is None else second
    running = clock1 and clock2 and second is not None
    if not (0 < first <= LONGEST_SECONDS or (running and first == 0)) or not 0 < longest <= LONGEST_SECONDS:
        return None
    shortest: float | None = min(first, longest)
    longest = max(first, longest)
    after = text[end : end + 24].lower()
    if match["limit"] and second is None:
        shortest = None
    before = text[: match.start()].lower()[-24:]
    return Hint(
        shortest,
        longest,
        match.start(),
        end,
        bool(re.match(r"[\s,]*(?:(?:on|for|in|to|per)\s)?(?:each|apiece|every)\b", after)),
        bool(_TOTAL_AFTER.match(after) or _TOTAL_BEFORE.search(before)),
        running,
    )


_TOTAL_AFTER = re.compile(r"[\s,]*(?:in )?(?:total|altogether|in all|overall)")
_TOTAL_BEFORE = re.compile(r"total\W*(?:time|length)?\W*(?:of|is|:)?\W*$")


def durations(hints: Sequence[Hint | None]) -> list[Hint | None]:
    """Times of a timetable ("0:00-0:30", "0:30-1:30") as how long each takes; others as they are."""
    running = [hint for hint in hints if hint is not None and hint.running]
    chained = all(one.longest == other.shortest for one, other in pairwise(running))
    if len(running) < 2 or not chained:
        return list(hints)
    return [
        replace(hint, shortest=hint.longest - (hint.shortest or 0), longest=hint.longest - (hint.shortest or 0))
        if hint is not None and hint.running
        else hint
        for hint in hints
    ]


def _seconds(number: str, unit: str | None) -> float:
    written = number.strip().lower()
    if ":" in written:
        minutes, _, seconds = written.partition(":")
        return float(int(minutes) * 60 + int(seconds))
    value = _value(written)
    return value if unit and unit.lower().startswith(("s", "″")) else value * 60


def _value(written: str) -> float:
    if written in _WORDS:
        return _WORDS[written]
    half = written.endswith("½")
    bare = written.removesuffix("½").strip().replace(",", ".")
    return (float(bare) if bare else 0.0) + (0.5 if half else 0.0)


def without_times(text: str) -> str:
    """A heading without the times in it and the brackets and dashes around them."""
    for hint in reversed(find_times(text)):
        text = text[: hint.first] + "\0" + text[hint.end :]
    text = re.sub(r"[(\[][^()\[\]]*\0[^()\[\]]*[)\]]", " ", text)
    text = re.sub(
        r"\s*[-–—:,|]?\s*(?:about|around|approx\.?|approximately|ca\.?|roughly|~|≈)?\s*\0(?:\s*(?:each|total))?",
        " ",
        text,
    )
    return " ".join(text.split()).strip(" -–—:,|")
