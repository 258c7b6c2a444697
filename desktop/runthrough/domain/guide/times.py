"""Timing hints: "60-90 seconds each", "about two minutes", "(1 min)", "0:30", "half a minute"; in seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_SECONDS = 7200.0
"""What is longer is no speaking time: "prepare for two weeks" names no seconds, "a three-hour exam" no answer."""

_ONES = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(value) for value, word in enumerate([*_ONES, *_TEENS])} | {
    **{word: float(10 * value) for value, word in enumerate(_TENS, 2)},
    "a": 1.0,
    "an": 1.0,
    "couple of": 2.0,
    "a couple of": 2.0,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "a quarter of a": 0.25,
    "one and a half": 1.5,
    "two and a half": 2.5,
    "three and a half": 3.5,
    "four and a half": 4.5,
}
_SPELLED = rf"(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_ONES[1:])})|" + "|".join(
    sorted(map(re.escape, _WORDS), key=len, reverse=True)
)
_LONG = r"seconds?|secs?|minutes?|mins?"
_LIMIT = r"up to|at most|(?:no|not) (?:more|longer) than|under|max\.?|maximum|less than|within"


_CLOCK = r"\d{1,2}:[0-5]\d(?!\d)"


def _amount(nth: str) -> str:
    """A number with its unit, as groups that end with `nth`.

    A spelled number stands apart from a whole unit: there is no second in "as", and none in "a second reason".
    """
    return (
        rf"(?:(?P<clock{nth}>{_CLOCK})(?:\s?(?:minutes?|mins?)(?![a-z0-9]))?"
        rf"|(?P<digits{nth}>\d{{1,4}}(?:[.,]\d+)?\s?½?|½)"
        rf"(?:[\s-]?(?P<unit{nth}>(?:{_LONG}|s|m|′|″)(?![a-z0-9])|m(?=\d{{1,2}}\s?s(?![a-z0-9])))\.?"
        rf"(?:\s?(?:and\s)?(?P<rest{nth}>\d{{1,2}})(?:\s?(?:s|secs?|seconds?)(?![a-z0-9])\.?|(?<=\s\d\d)(?=$|[,;.)])))?)?"
        rf"|(?!an?\ssecond\b)(?P<spelled{nth}>{_SPELLED})(?![a-z])"
        rf"(?:[\s-](?P<long{nth}>(?:{_LONG})(?![a-z0-9]))\.?(?P<half{nth}>\sand\sa\shalf\b)?)?)"
    )


_TIME = re.compile(
    rf"(?<![\w.,:/$€£])(?:(?P<limit>{_LIMIT})\s*)?(?:of\s)?{_amount('1')}"
    rf"(?:(?P<joint>\s?(?:-|–|—|to|or|and)\s?){_amount('2')})?",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(r"[\s,]*(?:or less|at (?:the )?most|max(?:imum)?\b|tops\b)")
_NUMBERED = re.compile(r"(\b(?:part|step|section|phase|stage|slide|question|point|chapter)\s+)(\d+)", re.IGNORECASE)
"""The 2 of "Part 2 - 5 min." is no time."""


_SPANS = (
    (re.compile(rf"(?<![\d:.])({_CLOCK})\s?(?:-|–|—|to)\s?({_CLOCK})(?![\d:])"), 1),
    (re.compile(r"\b[Mm]in(?:ute)?s?\.?\s(\d{1,2})\s?(?:-|–|—|to)\s?(\d{1,2})(?!\d|[:.,]\d|\s?s)"), 60),
    (re.compile(r"(?<![\d:.,])(\d{1,3})\s?(?:-|–|—|to)\s?(\d{1,3})\s?(?:seconds?|secs?|s)(?![a-z0-9])"), 1),
)
"""Ranges that may be a schedule, and what a number without a colon is worth in seconds."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A time that a text names. `shortest` None: only a limit was named. `first` and `end`: its place in the text."""

    shortest: float | None
    longest: float
    first: int
    end: int
    each: bool = False
    total: bool = False

    @property
    def band(self) -> tuple[float, float]:
        """The band it stands for; of a limit, two thirds are taken to be the least."""
        return (self.longest * 2 / 3 if self.shortest is None else self.shortest), self.longest


def find_times(text: str) -> list[Hint]:
    """All times that are named in a text, in order."""
    found: list[Hint] = []
    masked = _NUMBERED.sub(lambda match: match[1] + "x" * len(match[2]), text)
    for match in _TIME.finditer(masked):
        hint = _hint(match, text)
        if hint is not None:
            found.append(hint)
    return found


def _hint(match: re.Match[str], text: str) -> Hint | None:
    unit2 = match["unit2"] or match["long2"] or ""
    first = _seconds(match, "1", unit2)
    # "90 seconds or 3 examples": the second number has no unit, so it is none of ours
    second = _seconds(match, "2", "") if match["joint"] else None
    end = match.start("joint") if match["joint"] and second is None else match.end()
    if first is None or not all(0 < each <= LONGEST_SECONDS for each in (first, second or first)):
        return None
    limited = match["limit"] or _LIMIT_AFTER.match(text[end : end + 24].lower())
    low, high = sorted((first, first if second is None else second))
    each, total = _scope(text, match.start(), end)
    return Hint(None if limited and second is None else low, high, match.start(), end, each, total)


def _scope(text: str, first: int, end: int) -> tuple[bool, bool]:
    """Whether a time is for each of several, and whether it is the total."""
    after, before = text[end : end + 24].lower(), text[max(0, first - 24) : first].lower()
    return (
        bool(re.match(r"[\s,]*(?:(?:on|for|in|to|per)\s)?(?:each|apiece|every)\b", after)),
        bool(
            re.match(r"[\s,]*(?:in )?(?:total|altogether|in all|overall)", after)
            or re.search(r"total\W*(?:time|length)?\W*(?:of|is|:)?\W*(?:about|around|roughly)?\W*$", before)
        ),
    )


def _seconds(match: re.Match[str], nth: str, other_unit: str) -> float | None:
    """An amount in seconds; None where it has no unit of its own nor one after the other amount of its range."""
    if match[f"clock{nth}"]:
        minutes, _, seconds = match[f"clock{nth}"].partition(":")
        return float(int(minutes) * 60 + int(seconds))
    unit = match[f"unit{nth}"] or match[f"long{nth}"] or other_unit
    if not unit:
        return None
    value = _value((match[f"digits{nth}"] or match[f"spelled{nth}"]).strip().lower())
    if unit.lower().startswith(("s", "″")):
        return value
    return value * 60 + float(match[f"rest{nth}"] or 0) + (30.0 if match[f"half{nth}"] else 0.0)


def _value(written: str) -> float:
    if written in _WORDS:
        return _WORDS[written]
    if written[0].isalpha():
        return sum(_WORDS[word] for word in re.split(r"[\s-]", written))
    bare = written.removesuffix("½").strip().replace(",", ".")
    return (float(bare) if bare else 0.0) + (0.5 if written.endswith("½") else 0.0)


def spans_as_lengths(text: str) -> str:
    """A guide with its schedule ("0:00-0:30 ..., 0:30-1:15 ...") told as lengths (0:30, 0:45), line by line.

    Only where all its clock ranges follow one another from 0:00; otherwise they are bands, and the text stays.
    """
    for pattern, unit in _SPANS:
        spans = [(_at(match[1], unit), _at(match[2], unit)) for match in pattern.finditer(text)]
        if len(spans) >= 2 and spans[0][0] == 0 and all(_follows(spans, at) for at in range(1, len(spans))):
            text = pattern.sub(lambda match, unit=unit: _length(_at(match[2], unit) - _at(match[1], unit)), text)
    return text


def _at(written: str, unit: int) -> int:
    """Seconds from the beginning."""
    minutes, _, seconds = written.partition(":")
    return int(minutes) * 60 + int(seconds) if seconds else int(minutes) * unit


def _follows(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a span begins where the one before ends, or the schedule is told once more."""
    first, end = spans[at]
    return first < end and first in (spans[at - 1][1], 0)


def _length(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def without_times(text: str) -> str:
    """A heading without the times in it and the brackets and dashes around them."""
    for hint in reversed(find_times(text)):
        text = text[: hint.first] + "\0" + text[hint.end :]
    text = re.sub(r"[(\[][^()\[\]]*\0[^()\[\]]*[)\]]", " ", text)
    text = re.sub(
        r"\s*[-–—:,|]?\s*(?:about|around|approx\.?|approximately|ca\.?|roughly|~|≈)?\s*\0"
        r"(?:\s*(?:each|total|in total|max(?:imum)?\b\.?|or less|at most))?",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    return " ".join(text.split()).strip(" -–—:,|")
