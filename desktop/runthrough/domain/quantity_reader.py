"""Reads single figures among tokens: a number or a word like "half", its unit, and whether it was meant roughly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.common_words import FUNCTION_WORDS
from runthrough.domain.tokens import Token
from runthrough.domain.units import LONG_UNITS, RATES, UNITS

_ROUGH = frozenset(
    """
    about around roughly approximately approx nearly almost circa some say maybe perhaps probably under over below
    above within ish
    """.split()
)
"""Words up to two places before a figure after which it is meant roughly, or as a bound."""
_ROUGH_PAIRS = frozenset(
    [
        *(("less", "than"), ("more", "than"), ("fewer", "than"), ("greater", "than"), ("lower", "than")),
        *(("at", "least"), ("at", "most"), ("up", "to"), ("close", "to"), ("just", "shy"), ("or", "so")),
        *(("kind", "of"), ("sort", "of"), ("something", "like"), ("order", "of"), ("on", "average")),
    ]
)
_ROUGH_AFTER = frozenset("ish plus odd".split())
_CHANGES = {
    "doubled": 2.0,
    "twice": 2.0,
    "tripled": 3.0,
    "trebled": 3.0,
    "thrice": 3.0,
    "quadrupled": 4.0,
    "halved": 0.5,
    "halving": 0.5,
    "doubling": 2.0,
    "tripling": 3.0,
}
_CHANGES_AS_VERBS = {"double": 2.0, "triple": 3.0, "quadruple": 4.0, "halve": 0.5}
_VERB_BEFORE = frozenset("to would will could can almost nearly about roughly than".split())
_VERB_AFTER = frozenset("the our what that its their in from as".split())
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "tenths": 10,
    "hundredth": 100,
    "hundredths": 100,
}
_PART_BEFORE = frozenset("by to than about around roughly nearly almost only over under another further".split())
_PART_AFTER = frozenset("of less fewer more faster slower lower higher cheaper smaller shorter bigger as".split())
_NO_HALF_AFTER = frozenset("first second other better my your past last".split())
_HALF_NAMES = frozenset("way baked past hearted time page term".split())
_MONTHS = frozenset(
    """
    january february march april june july august september october november december jan feb apr jun jul aug sep sept
    oct nov dec
    """.split()
)
_YEAR_BEFORE = frozenset("in since of from until till by during early late mid before after year summer winter".split())
_YEAR_AFTER = frozenset("we i it they when and the was".split())
_CLOCK_AFTER = frozenset("am pm o oclock o'clock clock".split())
_NUMBERED = frozenset(
    """
    number version chapter section step stage phase question figure option rule page slide room sprint python http ipv
    iso gpt windows postgres series season
    """.split()
)
_NUMBERED_IN = frozenset("day week month year quarter".split())
_IN = frozenset("in by of on until after from since to".split())
"""Names that a bare number follows and belongs to: "version 3", "step two"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: `value` in `unit` ("ms", "percent", "x", "usd/month", "" for a bare count); `high` ends a range.

    `approximate`: said as a bound or roughly. `first` and `last` are the indices of its words with its unit, both
    included. `own_unit` is False where the unit was said beside another figure ("from 120 to 68 ms").
    """

    value: float
    high: float | None
    unit: str
    approximate: bool
    first: int
    last: int
    own_unit: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A quantity, and the tokens it was made of, both included."""

    quantity: Quantity
    start: int
    stop: int


class QuantityReader:
    """Reads single figures."""

    def __init__(self, made: Sequence[Token]) -> None:
        self._made = made
        self._texts = [token.text for token in made]

    def read(self, at: int) -> Placed | None:
        """The figure that begins at a token."""
        token = self._made[at]
        if token.measure:
            return None
        if token.number is not None:
            return self._part(at) or self._number(at, token.number)
        return self._worded(at)

    def _text(self, at: int) -> str:
        return self._texts[at] if 0 <= at < len(self._texts) else ""

    def _make(self, value: float, unit: str, start: int, stop: int, rough: bool = False) -> Placed:
        made, stop_word = self._made, self._made[stop].last
        approximate = rough or self._rough(start, stop)
        if self._text(stop + 1) in _ROUGH_AFTER:
            stop_word, stop = made[stop + 1].last, stop + 1
        return Placed(Quantity(value, None, unit, approximate, made[start].first, stop_word), start, stop)

    def _rough(self, start: int, stop: int) -> bool:
        near = [self._text(start - 1), self._text(start - 2)]
        if near[0] in _ROUGH or (near[0] in ("a", "the", "just") and near[1] in _ROUGH):
            return True
        if (near[1], near[0]) in _ROUGH_PAIRS or self._text(stop + 1) in _ROUGH_AFTER:
            return True
        return (self._text(stop + 1), self._text(stop + 2)) == ("or", "so")

    # numbers

    def _number(self, at: int, value: float) -> Placed | None:
        if self._is_name(at):
            return None
        unit, stop = self._unit(at + 1)
        if not unit:
            unit, stop = self._rate(at + 1) or ("", at)
        if not unit and self._is_date(at, value):
            return None
        half = self._texts[stop + 1 : stop + 4] if stop > at else []
        if half[:3] == ["and", "a", "half"]:
            value, stop = value + 0.5, stop + 3
        if self._text(at - 1) in ("minus", "negative"):
            value = -value
        return self._make(value, unit, at, stop)

    def _unit(self, at: int) -> tuple[str, int]:
        """The unit at a token and where it ends; "" and a place before it when there is none."""
        for size in (2, 3):
            long = LONG_UNITS.get(" ".join(self._texts[at : at + size]))
            if long is not None:
                return long, at + size - 1
        if self._text(at) == "times":
            return self._times(at), at
        unit = UNITS.get(self._text(at))
        if unit is None:
            return "", at - 1
        over = self._over(at + 1)
        return (unit + over[0], over[1]) if over else (unit, at)

    def _times(self, at: int) -> str:
        """ "Three times faster" is a factor, "three times a week" a count."""
        over = self._over(at + 1)
        if over:
            return f"times{over[0]}"
        after = self._text(at + 1)
        return "x" if after in _PART_AFTER or after in ("the", "what", "that") or after.endswith("er") else "times"

    def _over(self, at: int) -> tuple[str, int] | None:
        """ "Per second", "a month", "every day"."""
        if self._text(at) in ("per", "a", "an", "each", "every") and self._text(at + 1) in RATES:
            if self._text(at) in ("a", "an") and self._text(at + 2) in ("and", "ago", "later", "earlier", "time"):
                return None
            return RATES[self._text(at + 1)], at + 1
        return None

    def _rate(self, at: int) -> tuple[str, int] | None:
        """A rate with its things named between: "forty writes a second", "five hundred new links per month"."""
        for place in range(at, min(at + 3, len(self._texts))):
            over = self._over(place)
            if over is not None:
                return over
            token = self._made[place]
            if token.number is not None or token.text in ("to", "or", "and", "in", "of") or token.breaks:
                return None
        return None

    def _is_name(self, at: int) -> bool:
        """Whether a number is part of a name, a time of day, or a ratio: S3, 10:30, 24/7, "version 3"."""
        token, before = self._made[at], self._text(at - 1)
        following = self._made[at + 1] if at + 1 < len(self._made) else None
        if token.joint == "" and at and self._made[at - 1].number is None:
            return True
        if any(joint and joint.strip() in (":", "/") for joint in (token.joint, following and following.joint)):
            return True
        if len(before) == 1 and before not in "aix" and self._text(at + 1) not in UNITS:
            return True
        numbered = before in _NUMBERED or (before in _NUMBERED_IN and self._text(at - 2) in _IN)
        return numbered and self._text(at + 1) not in UNITS

    def _is_date(self, at: int, value: float) -> bool:
        """Whether a number without a unit is a year, a day of a month, or a time of day."""
        before, after = self._text(at - 1), self._text(at + 1)
        if before in _MONTHS or after in _MONTHS or after in _CLOCK_AFTER:
            return True
        if value == int(value) and 1900 <= value <= 2100:
            spoken = self._made[at].last > self._made[at].first
            if value == 2000 and spoken and before not in _YEAR_BEFORE and self._text(at + 1).isalpha():
                return after in FUNCTION_WORDS  # "two thousand users"
            return spoken or before in _YEAR_BEFORE or self._text(at + 1) in ("", *_YEAR_AFTER)
        hour = int(value) // 100 if value >= 100 else int(value)
        minutes = int(value) % 100 if value >= 100 else 0
        return before == "at" and after in ("in", "every", "") and value >= 100 and hour <= 24 and minutes < 60

    # words

    def _part(self, at: int) -> Placed | None:
        """ "Two thirds", "three quarters of": shares, as percent."""
        count, part = self._made[at].number, _PARTS.get(self._text(at + 1))
        if part is None or count is None or not 0 < count < part:
            return None
        if self._text(at + 2) == "of" and self._text(at + 3) in ("a", "an", "one") and self._unit(at + 4)[0]:
            unit, stop = self._unit(at + 4)
            return self._make(round(count / part, 6), unit, at, stop)
        if part == 4 and self._text(at + 2) not in _PART_AFTER and self._text(at - 1) not in _PART_BEFORE:
            return None  # three quarters of a year long
        return self._make(round(100 * count / part, 2), "percent", at, at + 1)

    def _worded(self, at: int) -> Placed | None:
        text = self._texts[at]
        if text in _CHANGES or text in _CHANGES_AS_VERBS:
            return self._change(at)
        if text in ("third", "quarter", "fifth", "tenth", "hundredth") and self._text(at - 1) in ("a", "one"):
            return self._one_part(at)
        readers = {"half": self._half, "couple": self._couple, "a": self._article, "an": self._article}
        return readers[text](at) if text in readers else None

    def _change(self, at: int) -> Placed | None:
        """ "Doubled", "to double the", "twice a week"."""
        text = self._texts[at]
        if text in _CHANGES_AS_VERBS:
            is_verb = self._text(at - 1) in _VERB_BEFORE or self._text(at + 1) in _VERB_AFTER
            return self._make(_CHANGES_AS_VERBS[text], "x", at, at) if is_verb else None
        over = self._over(at + 1) if text in ("twice", "thrice") else None
        return self._make(_CHANGES[text], f"times{over[0]}" if over else "x", at, over[1] if over else at)

    def _half(self, at: int) -> Placed | None:
        before, after = self._text(at - 1), self._text(at + 1)
        skip = 2 if after in ("a", "an") else 1
        unit, stop = self._unit(at + skip)
        if unit and (skip == 2 or unit in ("s", "hours", "days", "years")):
            return self._make(0.5, unit, at, stop)
        if before in _NO_HALF_AFTER or after in _HALF_NAMES:
            return None
        return self._make(50.0, "percent", at, at)

    def _one_part(self, at: int) -> Placed | None:
        before, after = self._text(at - 2), self._text(at + 1)
        if after == "of" and self._text(at + 2) in ("a", "an", "one") and self._unit(at + 3)[0]:
            unit, stop = self._unit(at + 3)
            return self._make(round(1 / _PARTS[self._texts[at]], 6), unit, at - 1, stop)
        ends = at + 1 == len(self._made) or self._made[at].breaks
        if after not in _PART_AFTER and not (ends and before in _PART_BEFORE):
            return None
        return self._make(round(100 / _PARTS[self._texts[at]], 2), "percent", at - 1, at)

    def _couple(self, at: int) -> Placed | None:
        """ "A couple of weeks": two, roughly."""
        of = at + 1 if self._text(at + 1) == "of" else at
        if self._text(at - 1) != "a" and of == at:
            return None
        unit, stop = self._unit(of + 1)
        return self._make(2.0, unit, at, max(stop, at) if unit else at, rough=True)

    def _article(self, at: int) -> Placed | None:
        """ "An hour and a half", "under a second": elsewhere "a day" is no figure."""
        unit, stop = self._unit(at + 1)
        if not unit:
            return None
        if self._texts[stop + 1 : stop + 4] == ["and", "a", "half"]:
            return self._make(1.5, unit, at, stop + 3)
        bound = (self._text(at - 2), self._text(at - 1)) in _ROUGH_PAIRS
        if bound or self._text(at - 1) in ("under", "below", "within"):
            return self._make(1.0, unit, at, stop, rough=True)
        return None
