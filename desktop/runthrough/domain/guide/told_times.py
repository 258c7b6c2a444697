"""Times that an introduction gives: "The first two take a minute each", "The tour takes ninety seconds"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from runthrough.domain.guide.times import Hint, find_times
from runthrough.domain.guide.wording import content_stems

_NAMES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_PLACE = re.compile(
    rf"\bthe (?P<places>(?:{'|'.join(_NAMES)}|last)(?:(?:,| and|, and)(?: the)? (?:{'|'.join(_NAMES)}|last))*)\b"
    rf"(?: (?P<count>{'|'.join(_COUNTS)})\b(?!\s?(?:min|sec)))?",
    re.IGNORECASE,
)
MOST_NAMES = 40
"""Names, and clauses, that are looked at; keeps the work linear."""
_CLAUSE = re.compile(r"[.;]\s+|,\s+(?:and\s+)?(?=the\s)")


def times_by_place(text: str, count: int) -> dict[int, Hint]:
    """For each of `count` parts that a text names by its place, from 0, its time; empty unless it names two."""
    found: dict[int, Hint] = {}
    for clause in _CLAUSE.split(text):
        times = [time for time in find_times(clause) if not time.total]
        place = _PLACE.search(clause)
        # "the first thirty seconds" is a time and no part
        if not times or place is None or 0 <= times[0].first - place.end() <= 1:
            continue
        for at in _places(place, count):
            found.setdefault(at, times[0])
    return found if len(found) >= 2 else {}


def times_by_name(text: str, names: Sequence[str]) -> dict[int, Hint]:
    """For each of the named parts that a clause of a text calls by its name, its time; empty unless it names two."""
    found: dict[int, Hint] = {}
    wanted = [content_stems(name) for name in names[:MOST_NAMES]]
    for clause in _CLAUSE.split(text)[:MOST_NAMES]:
        times = [time for time in find_times(clause) if not time.total]
        words = content_stems(clause) if times else frozenset[str]()
        called = [at for at, name in enumerate(wanted) if name and name <= words]
        if len(called) == 1:
            found.setdefault(called[0], times[0])
    return found if len(found) >= 2 else {}


def _places(match: re.Match[str], count: int) -> list[int]:
    many = _COUNTS.get((match["count"] or "").lower(), 1)
    places: list[int] = []
    for word in re.findall(r"[a-z]+", match["places"].lower()):
        if word == "last":
            places += range(count - many, count)
        elif word in _NAMES:
            places += range(_NAMES.index(word), _NAMES.index(word) + many)
    return [at for at in places if 0 <= at < count]
