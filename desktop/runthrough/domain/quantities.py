"""Figures in what was said: value, unit, range, and whether it was only meant roughly.

A percentile ("p99") names a measure and is no figure; nor are ordinals, years, dates, clock times, and the digits in
names ("S3", "log4j"). "Twice" is a figure (2 x) and yet stays a word of its own among the tokens: "asked twice" is not
"asked two". Own rules for spoken English; nothing here knows a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runthrough.domain.quantity_reader import Placed, Quantity, QuantityReader
from runthrough.domain.tokens import Token, tokens

__all__ = ["Placed", "Quantity", "holds_quantity", "placed_quantities", "quantities"]

_TO = frozenset("to till until through or".split())
_SCALE_MOST = 4
"""Tokens between two figures of one change, at most: "forty milliseconds down to twelve"."""


def quantities(words: Sequence[str]) -> tuple[Quantity, ...]:
    """The figures in a sequence of words, in order."""
    return tuple(placed.quantity for placed in placed_quantities(tokens(words)))


def holds_quantity(made: Sequence[Token]) -> bool:
    """Whether a figure was said: digits, number words, or words like "half" and "doubled"."""
    return bool(placed_quantities(made))


def placed_quantities(made: Sequence[Token]) -> tuple[Placed, ...]:
    """The figures among tokens, in order, with their places there."""
    reader = QuantityReader(made)
    found: list[Placed] = []
    at = 0
    while at < len(made):
        placed = reader.read(at)
        if placed is None:
            at += 1
            continue
        if made[placed.start].corrects and found and found[-1].stop == placed.start - 1:
            found.pop()  # "seventy, no sorry, sixty eight"
        found.append(placed)
        at = placed.stop + 1
    return tuple(_ranges(made, _shared_units(made, found)))


# pairs of figures


def _shared_units(made: Sequence[Token], found: Sequence[Placed]) -> list[Placed]:
    """Gives a bare figure the unit of the one it changes to or from: "from 120 to 68 ms", "forty ms down to twelve"."""
    shared = list(found)
    for at in range(len(found) - 1):
        one, other = shared[at], shared[at + 1]
        between = [token.text for token in made[one.stop + 1 : other.start]]
        if not _is_pair(made, one, other, between):
            continue
        if not one.quantity.unit and other.quantity.unit:
            shared[at] = replace(one, quantity=replace(one.quantity, unit=other.quantity.unit, own_unit=False))
        elif one.quantity.unit and not other.quantity.unit and _ends_bare(made, other):
            shared[at + 1] = replace(other, quantity=replace(other.quantity, unit=one.quantity.unit, own_unit=False))
    return shared


def _is_pair(made: Sequence[Token], one: Placed, other: Placed, between: Sequence[str]) -> bool:
    if len(between) > _SCALE_MOST or made[one.start].number is None or made[other.start].number is None:
        return False
    if not between:
        return made[other.start].joint == "-"
    if between[0] == "and":
        return made[one.start - 1].text == "between" if one.start else False
    return bool(_TO & set(between)) and all(word in _TO | _LINKS for word in between)


_LINKS = frozenset("down up all the way from just about around under over nearly almost roughly only a an".split())
_BARE_ENDS = frozenset(
    "in on at for by after and but so because when with which while that per a an this since".split()
)


def _ends_bare(made: Sequence[Token], placed: Placed) -> bool:
    """Whether nothing countable follows a bare figure: "to twelve", but not "to twelve people"."""
    following = placed.stop + 1
    if following >= len(made) or made[placed.stop].breaks or made[placed.stop].sentence_end:
        return True
    return made[following].text in _BARE_ENDS


def _ranges(made: Sequence[Token], found: Sequence[Placed]) -> list[Placed]:
    """Joins "nine or ten days", "two to three weeks", "5-6", "between five and ten". "From 120 to 68" stays two."""
    joined: list[Placed] = []
    for placed in found:
        if joined and _is_range(made, joined[-1], placed):
            one, other = joined[-1].quantity, placed.quantity
            unit, rough = other.unit or one.unit, one.approximate or other.approximate
            whole = Quantity(one.value, other.value, unit, rough, one.first, other.last)
            joined[-1] = Placed(whole, joined[-1].start, placed.stop)
        else:
            joined.append(placed)
    return joined


def _is_range(made: Sequence[Token], one: Placed, other: Placed) -> bool:
    if one.quantity.high is not None or not one.quantity.value < other.quantity.value:
        return False
    if one.quantity.unit != other.quantity.unit:
        return False
    between = [token.text for token in made[one.stop + 1 : other.start]]
    before = made[one.start - 1].text if one.start else ""
    if between in (["to"], ["or"], ["through"]):
        return before != "from" and not (between == ["or"] and one.quantity.own_unit and one.stop > one.start)
    if between == ["and"]:
        return before == "between"
    apart = one.stop > one.start or other.quantity.value > 2 * one.quantity.value
    return not between and (made[other.start].joint == "-" or not (apart or one.quantity.unit == ""))
