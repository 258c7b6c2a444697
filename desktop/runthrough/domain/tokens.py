"""Words as they are compared: lower case, one spelling, without fillers and restarts, numbers as numbers, stems.

A token keeps the index of the words it came from, so that a match can be shown as it was said. Case, punctuation and
whether "68ms" is written apart change no token's text: recognisers differ in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from runthrough.domain.common_words import EVERYDAY_WORDS, FUNCTION_WORDS
from runthrough.domain.numbers import Found, digits, may_be_number, may_stand_beside, number_text, numbers
from runthrough.domain.spelling import plain, stem

FILLERS = frozenset("um umm uh uhh uhm er erm ah hmm hm mm mhm eh".split())
"""Filler sounds; words used as fillers ("like", "you know") are words all the same."""

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of languages that write no spaces (Thai, Lao, Burmese, Khmer, Japanese, Chinese): each is a token, because
where a recogniser parts them says nothing."""
_PIECE = re.compile(
    rf"""(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*)(?P<ordinal>(?:st|nd|rd|th)\b)?
    |(?P<word>[a-z]+(?:'[a-z]+)*\+*|[{_ALONE}]|(?:(?![a-z{_ALONE}])[^\W\d_])+)|(?P<mark>[%$€£])""",
    re.VERBOSE,
)
_FOLD = re.compile(r"^(two|three|four|five|six|seven|eight|nine|ten|hundred)fold$")
_SENTENCE_END = re.compile(r"[.!?;:]['\")\]]*$")
_BREAK = re.compile(r"[,.!?;:]['\")\]]*$")
_SPELLED = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "µ": "u", "μ": "u", "½": "1/2"})

MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_AFTER_NUMBER = {
    **dict.fromkeys(("ms", "msec", "msecs", "millis"), "milliseconds"),
    **dict.fromkeys(("s", "sec", "secs"), "seconds"),
    **dict.fromkeys(("min", "mins"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs"), "hours"),
    **dict.fromkeys(("us", "usec"), "microseconds"),
    **dict.fromkeys(("ns", "nsec"), "nanoseconds"),
    "d": "days",
    "kb": "kilobytes",
    "mb": "megabytes",
    "gb": "gigabytes",
    "tb": "terabytes",
    "pb": "petabytes",
    "pct": "percent",
    "usd": "dollars",
    "eur": "euros",
    "gbp": "pounds",
    "bp": "bps",
    "k": "thousand",
}
"""What a unit is called after a number, however it is written there."""
_BEFORE_ONE = frozenset(
    """
    percent percentage millisecond milliseconds ms microsecond microseconds second seconds minute minutes hour hours
    day days week weeks month months quarter year years times x fold kilobyte megabyte gigabyte terabyte million
    billion thousand hundred dozen person engineer dollar euro pound request user customer server percentile half third
    """.split()
)
"""Words before which "one" is a number; elsewhere it is mostly a pronoun."""
_SLIPS = (
    ("no", "sorry"),
    ("sorry", "no"),
    ("no", "wait"),
    ("wait", "no"),
    ("wait", "sorry"),
    ("sorry", "i", "mean"),
    ("no", "i", "mean"),
    ("no", "no", "sorry"),
)
"""What people say when they take back the word before; without it, its "no" would deny what follows."""
_LONGEST_RESTART = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number to compare. `first` and `last` are the indices of the words it was made of, both included.

    `sentence_end` and `breaks` tell of punctuation after it; `number` is its value, if it is one. `measure`: it names
    a percentile ("p99") and is no figure itself. `joint`: what stands between it and the token before it in the same
    word ("-", ":", or ""); None where a word begins. `corrects`: it was said in place of the token before it.
    """

    text: str
    stem: str
    first: int
    last: int
    number: float | None = None
    sentence_end: bool = False
    breaks: bool = False
    measure: bool = False
    joint: str | None = None
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word before numbers are joined."""

    text: str
    index: int
    sentence_end: bool
    breaks: bool
    joint: str | None
    corrects: bool = False


def is_filler(word: str) -> bool:
    """Whether a transcript's word is a filler sound."""
    return re.sub(r"[^a-z]", "", word.lower()) in FILLERS


def phrase_tokens(phrase: str) -> tuple[Token, ...]:
    """The tokens of a written phrase."""
    return tokens(phrase.split())


def tokens(words: Sequence[str]) -> tuple[Token, ...]:
    """The tokens of a sequence of words, as a recogniser wrote them."""
    pieces = list(_without_restarts(list(_without_slips(_pieces(words)))))
    found = {number.start: number for number in _numbers(pieces)}
    made: list[Token] = []
    at = 0
    while at < len(pieces):
        if pieces[at].text in MONEY:
            at = _take_money(pieces, at, found, made)
            continue
        number = found.get(at)
        if number is None:
            made.append(_word_token(pieces[at], made))
            at += 1
        else:
            made.append(_number_token(number, pieces[at : number.end]))
            at = number.end
    return tuple(made)


@lru_cache(maxsize=50_000)
def _split(word: str) -> tuple[tuple[tuple[str, str | None], ...], bool, bool]:
    """A word's pieces, each with what joins it to the one before; whether a sentence ends after it, or a part of it."""
    lower = word.lower().translate(_SPELLED)
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower).replace("\u2044", "/")
        lower = "".join(letter for letter in lower if not unicodedata.combining(letter))
    pieces: list[tuple[str, str | None]] = []
    end = 0
    for match in _PIECE.finditer(lower):
        joint = lower[end : match.start()] if pieces else None
        for text in _written(match):
            if text not in FILLERS:
                pieces.append((text, joint))
            joint = ""
        end = match.end()
    return tuple(pieces), bool(_SENTENCE_END.search(lower)), bool(_BREAK.search(lower))


def _written(match: re.Match[str]) -> tuple[str, ...]:
    """One match as the pieces it stands for."""
    if match["number"] is not None:
        return (match["number"].replace(",", "") + (match["ordinal"] or ""),)
    if match["mark"] is not None:
        return ("percent" if match["mark"] == "%" else match["mark"],)
    fold = _FOLD.match(match["word"])
    return (fold[1], "fold") if fold else plain(match["word"])


def _pieces(words: Sequence[str]) -> list[_Piece]:
    made: list[_Piece] = []
    for index, word in enumerate(words):
        pieces, ends, breaks = _split(word)
        last = len(pieces) - 1
        for place, (text, joint) in enumerate(pieces):
            if text == "cent" and made and made[-1].text == "per":
                before = made.pop()
                made.append(_Piece("percent", before.index, ends, breaks, before.joint))
                continue
            made.append(_Piece(text, index, ends and place == last, breaks and place == last, joint))
    return made


def _without_slips(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Without "no, sorry" and the like; what follows corrects what stands before."""
    at, corrects = 0, False
    while at < len(pieces):
        length = next((len(slip) for slip in _SLIPS if _is_at(pieces, at, slip)), 0) if at else 0
        if length:
            at, corrects = at + length, True
            continue
        piece = pieces[at]
        if corrects:
            piece = _Piece(piece.text, piece.index, piece.sentence_end, piece.breaks, piece.joint, corrects=True)
        yield piece
        at, corrects = at + 1, False


def _is_at(pieces: Sequence[_Piece], at: int, slip: Sequence[str]) -> bool:
    return pieces[at].text == slip[0] and [piece.text for piece in pieces[at : at + len(slip)]] == list(slip)


def _without_restarts(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Without words that were begun again: "we we moved", "it was it was", "we mo we moved"."""
    texts = [piece.text for piece in pieces]
    at = 0
    while at < len(pieces):
        skip = _restart(texts, at) if texts[at] in FUNCTION_WORDS else 0
        if skip:
            at += skip
        else:
            yield pieces[at]
            at += 1


def _restart(texts: Sequence[str], at: int) -> int:
    """How many words from here on are said again right after. A repeated number is no restart, nor a content word."""
    for length in range(_LONGEST_RESTART, 0, -1):
        again = texts[at + length : at + 2 * length]
        if texts[at : at + length] == again and not any(map(may_be_number, again)):
            return length
    if texts[at] != "".join(texts[at + 2 : at + 3]) or at + 3 >= len(texts):
        return 0
    begun, whole = texts[at + 1], texts[at + 3]
    cut = whole.startswith(begun) and whole != begun and begun not in FUNCTION_WORDS | EVERYDAY_WORDS
    return 2 if cut and not may_be_number(begun) else 0


def _numbers(pieces: Sequence[_Piece]) -> Iterator[Found]:
    """All numbers, by the pieces they are made of."""
    at = 0
    while at < len(pieces):
        text = pieces[at].text
        if not may_be_number(text) and not may_stand_beside(text):
            at += 1
            continue
        end = at
        while end < len(pieces) and (may_be_number(pieces[end].text) or may_stand_beside(pieces[end].text)):
            end += 1
        run = tuple(piece.text for piece in pieces[at:end])
        if any(map(may_be_number, run)):
            before, after = (pieces[at - 1].text if at else ""), (pieces[end].text if end < len(pieces) else "")
            for found in numbers(run, before, after):
                moved = Found(found.start + at, found.end + at, found.text, found.value, found.measure)
                if _is_number(pieces, moved):
                    yield moved
        at = end


def _is_number(pieces: Sequence[_Piece], found: Found) -> bool:
    """ "One" alone is mostly a pronoun: a number only before a unit, before "or two", after "exactly" or "down to"."""
    if found.end - found.start > 1 or pieces[found.start].text != "one":
        return True
    before = [piece.text for piece in pieces[max(0, found.start - 2) : found.start]]
    if before[-1:] == ["exactly"] or before == ["down", "to"]:
        return True
    following = [piece.text for piece in pieces[found.end : found.end + 2]]
    if following and following[0] in _BEFORE_ONE:
        return True
    return len(following) == 2 and following[0] in ("or", "to") and _counts(following[1])


def _counts(piece: str) -> bool:
    return may_be_number(piece) and piece != "one" and not piece.endswith(("st", "nd", "rd", "th"))


def _number_token(found: Found, pieces: Sequence[_Piece]) -> Token:
    first, last = pieces[0], pieces[-1]
    stemmed = found.text if found.value is not None else stem(found.text)
    return Token(
        found.text,
        stemmed,
        first.index,
        last.index,
        found.value,
        last.sentence_end,
        last.breaks,
        found.measure,
        first.joint,
        first.corrects,
    )


def _take_money(pieces: Sequence[_Piece], at: int, found: dict[int, Found], made: list[Token]) -> int:
    """ "$3m" is the number and then the dollars, as it is spoken; a sign without a number is nothing."""
    number = found.get(at + 1)
    if number is None:
        return at + 1
    figure = _number_token(number, pieces[at : number.end])
    unit = MONEY[pieces[at].text]
    made.append(figure)
    made.append(Token(unit, stem(unit), figure.first, figure.last, None, figure.sentence_end, figure.breaks, joint=""))
    return number.end


def _is_figure(before: Sequence[Token]) -> bool:
    """Whether the last token may have a unit: not the 8 of "k8s", nor the 90 of "the 90s"."""
    figure = before[-1]
    if figure.number is None or figure.measure or figure.joint == "":
        return False
    return len(before) < 2 or before[-2].text != "the" or figure.number % 10 != 0


def _word_token(piece: _Piece, before: Sequence[Token]) -> Token:
    text = piece.text
    if before and _is_figure(before) and text in _AFTER_NUMBER:
        text = _AFTER_NUMBER[text]
    elif text == "ms":
        text = "milliseconds"
    value = digits(text) if text[0].isdigit() else None
    written = text if value is None else number_text(value)
    return Token(
        written,
        stem(written),
        piece.index,
        piece.index,
        value,
        piece.sentence_end,
        piece.breaks,
        joint=piece.joint,
        corrects=piece.corrects,
    )
