"""Numbers in runs of words: what text2num reads rightly is its own, the rest is read here.

text2num 3.1 reads cardinals and decimals in words. It leaves apart what people say together ("one twenty", "three oh
two", "nineteen ninety nine"), knows no halves, and reads no digits beside words ("68 million"); coverage notes,
section 6, and tried again here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from text_to_num import find_numbers

SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINALS = frozenset([*_SMALL, *_TENS])
_SMALL_ORDINALS = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth
""".split()
_TEN_ORDINALS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
_ORDINALS = frozenset([*_SMALL_ORDINALS, *_TEN_ORDINALS, "hundredth", "thousandth"])
_ORDINAL_NAMES = {
    **dict(enumerate(_SMALL_ORDINALS)),
    **{10 * (2 + at): name for at, name in enumerate(_TEN_ORDINALS)},
    100: "hundredth",
    1000: "thousandth",
}
_CORE = _CARDINALS | _ORDINALS | {"hundred", "thousand", "million", "billion", "trillion", "dozen"}
_BESIDE = frozenset("and a an half quarter quarters point oh o k m bn p pee percentile".split())
_OH = frozenset({"oh", "o", "zero"})
_PARTS = {"and a half": 0.5, "and a quarter": 0.25, "and three quarters": 0.75}
_POINTING = frozenset("this that the which no each every another other last any some only first next".split())
"""Words after which "one" is a pronoun and no digit: "this one twenty percent faster"."""
_BEFORE_POINT = frozenset("by of to from about at under over is was around roughly nearly only than plus".split())
"""Words after which "point five" is 0.5, and not "at this point five people"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number in pieces `start` to `end` (not included). `text` is how it is compared.

    `value` is None for an ordinal; `measure` marks a percentile, which names a measure and gives no figure.
    """

    start: int
    end: int
    text: str
    value: float | None
    measure: bool = False


def may_be_number(piece: str) -> bool:
    """Whether a piece is a digit or a number word of its own."""
    return piece in _CORE or piece[0].isdigit()


def may_stand_beside(piece: str) -> bool:
    """Whether a piece may be a part of a number beside number words."""
    return piece in _BESIDE


def number_text(value: float) -> str:
    """A number as it is compared: 120, 3.8."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def digits(piece: str) -> float | None:
    """The value of digits; None for what is none, and for what has two points (1.2.3)."""
    plain = piece.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() and plain.isascii() else None


@lru_cache(maxsize=20_000)
def numbers(run: tuple[str, ...], before: str, after: str) -> tuple[Found, ...]:
    """The numbers in a run of pieces that are or may be parts of numbers; `before` and `after` stand around it."""
    reader = _Reader(run, before, after)
    found: list[Found] = []
    at = 0
    while at < len(run):
        number = reader.read(at)
        if number is None:
            at += 1
        else:
            found.append(number)
            at = number.end
    return tuple(found)


class _Piece:
    """What text2num asks of its tokens. Punctuation is not told: it must change nothing."""

    def __init__(self, written: str, separated: bool) -> None:
        self._written, self._separated = written, separated

    def text(self) -> str:
        return self._written

    def nt_separated(self, _previous: object) -> bool:
        return self._separated

    def not_a_number_part(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Item:
    """A number as it is written, before it is joined with what follows; `spoken` in words, `scale` of its last word."""

    end: int
    value: float
    spoken: bool = True
    ordinal: bool = False
    scale: float = 1.0


class _Reader:
    """Reads the numbers of one run."""

    def __init__(self, run: tuple[str, ...], before: str, after: str) -> None:
        self._run, self._before, self._after = run, before, after
        self._items = _items(run)

    def read(self, at: int) -> Found | None:
        """The number that begins at a piece."""
        if self._piece(at) in ("p", "pee"):
            named = self._amount(at + 1)
            return None if named is None or named.ordinal else _percentile(at, named)
        item = self._amount(at)
        if item is None:
            return None
        if self._piece(item.end) == "percentile":
            return _percentile(at, replace(item, end=item.end + 1))
        if item.ordinal:
            text = _ORDINAL_NAMES.get(int(item.value)) or _ordinal_digits(int(item.value))
            return Found(at, item.end, text, None)
        return Found(at, item.end, number_text(item.value), item.value)

    def _piece(self, at: int) -> str:
        return self._run[at] if at < len(self._run) else ""

    def _amount(self, at: int) -> _Item | None:
        """A number with all that is joined to it."""
        item = self._begun(at)
        if item is None or item.ordinal:
            return item
        item = self._hundreds(at, item) or self._with_digits_after_point(item) or item
        return self._with_part(self._scaled(item))

    def _begun(self, at: int) -> _Item | None:
        """A number up to where text2num or the digits end."""
        known = self._items.get(at)
        if known is not None:
            return known
        piece, following = self._piece(at), self._piece(at + 1)
        if piece in ("a", "an") and (following in SCALES or following == "dozen") and len(following) > 2:
            return self._items.get(at + 1) or _Item(at + 1, 1.0)
        if piece == "half" and following in ("a", "an") and (self._piece(at + 2) in ("million", "billion", "dozen")):
            return _Item(at + 2, 0.5)
        if piece == "half" and following in ("million", "billion"):
            return _Item(at + 1, 0.5)
        return self._after_point(at) if piece == "point" else None

    def _after_point(self, at: int) -> _Item | None:
        """ "Point five", said without its zero."""
        before = self._run[at - 1] if at else self._before
        digit = self._items.get(at + 1)
        if digit is None or digit.ordinal or before not in _BEFORE_POINT | {"oh", "o"}:
            return None
        return replace(digit, value=float(f"0.{number_text(digit.value)}"))

    def _hundreds(self, at: int, first: _Item) -> _Item | None:
        """ "One twenty", "three oh two", "nineteen ninety nine"."""
        if not first.spoken or first.end != at + 1 or first.value != int(first.value) or not 0 < first.value <= 20:
            return None
        if self._piece(first.end) in _OH:
            last = self._items.get(first.end + 1)
            joined = last is not None and last.spoken and 0 < last.value < 10 and not last.ordinal
            return replace(last, value=first.value * 100 + last.value) if last is not None and joined else None
        second = self._items.get(first.end)
        if second is None or second.ordinal or not second.spoken or not 10 <= second.value < 100:
            return None
        if self._stands_together(at, first.value, second):
            return replace(second, value=first.value * 100 + second.value)
        return None

    def _stands_together(self, at: int, first: float, second: _Item) -> bool:
        if second.value != int(second.value):
            return False
        if first < 10:
            before = self._run[at - 1] if at else self._before
            return not (first == 1 and before in _POINTING)
        if first == 20 and second.value % 10 == 0 and second.value != 20 and self._piece(second.end) == "":
            return self._after not in _COUNTED_BY_TENS  # "twenty thirty people" is a guess at a number
        return first >= 17 and second.value != first + 1

    def _with_digits_after_point(self, item: _Item) -> _Item | None:
        """ "3 point 8": text2num reads it in words alone."""
        following = self._items.get(item.end + 1)
        if self._piece(item.end) != "point" or following is None or following.ordinal:
            return None
        if item.value != int(item.value) or following.value != int(following.value):
            return None
        return replace(following, value=float(f"{int(item.value)}.{int(following.value)}"))

    def _scaled(self, item: _Item) -> _Item:
        while (scale := SCALES.get(self._piece(item.end))) is not None:
            item = replace(item, end=item.end + 1, value=round(item.value * scale, 6), scale=scale)
        if self._piece(item.end) == "dozen":
            item = replace(item, end=item.end + 1, value=item.value * 12)
        return item

    def _with_part(self, item: _Item) -> _Item:
        part = _PARTS.get(" ".join(self._run[item.end : item.end + 3]))
        if part is None:
            return item
        return replace(item, end=item.end + 3, value=item.value + part * item.scale)


_COUNTED_BY_TENS = frozenset(
    """
    people engineers users customers percent milliseconds seconds minutes hours days weeks months years times x
    developers clients requests tickets servers dollars euros pounds
    """.split()
)


def _ordinal_digits(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _percentile(start: int, item: _Item) -> Found:
    return Found(start, item.end, f"p{number_text(item.value)}", item.value, measure=True)


def _items(run: Sequence[str]) -> Mapping[int, _Item]:
    """The numbers that text2num finds, by where they begin, and digits, which it leaves alone."""
    found: dict[int, _Item] = {}
    # "between twenty and five hundred": an "and" joins only after a hundred or more
    pieces = [_Piece(piece, piece == "and" and run[at - 1] not in SCALES) for at, piece in enumerate(run)]
    for each in find_numbers(pieces, "en", 0.0):
        words = run[each.start : each.end]
        if not any(word in _CORE for word in words) or (words[-1].endswith("s") and each.is_ordinal):
            continue
        scale = max((SCALES[word] for word in words[-1:] if word in SCALES), default=1.0)
        found[each.start] = _Item(each.end, float(each.value), ordinal=each.is_ordinal, scale=scale)
    for at, piece in enumerate(run):
        if piece[0].isdigit():
            ordinal = piece.endswith(("st", "nd", "rd", "th"))
            value = digits(piece[:-2] if ordinal else piece)
            if value is not None:
                found[at] = _Item(at + 1, value, spoken=False, ordinal=ordinal)
    return found
