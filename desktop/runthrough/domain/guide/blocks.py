"""A guide's lines as blocks: headings with their level, points with their depth, paragraphs, rows of tables.

Guides come as Markdown and as prose pasted from pages and documents, where headings are plain lines. A Markdown parser
would make paragraphs of those, so the rules here look at each line and its neighbours. Linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from runthrough.domain.guide.times import find_times, without_times

MOST_HEADING_LETTERS, MOST_HEADING_WORDS = 90, 11
LONGEST_BLOCK = 2000
"""Letters up to which a wrapped point or paragraph goes on."""
WRAPPED = 50
"""Letters from which a line may have been wrapped by an editor."""
LONGEST_BARE_NAME = 5
"""Words of a line between two lists that heads the second one; a longer one goes on with the point above it."""
QUESTION = "Q"
"""The number of a heading that is a question to the guide ("Q: Do I need slides?")."""
LABEL_LEVEL = 8
"""The level of a line such as "Framework (choose 2-3):": it names what follows, under any heading."""
PLAIN_LEVEL = 5
BOLD_LEVEL = 4
PART_LEVEL = 3
CAPITALS_LEVEL = 2

_ATX = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)(\s*[:.]?\s*)$")
_BOLD_LEAD = re.compile(r"(?:\*\*|__)(.{1,60}?)(?:\*\*|__)\s*(.*)$")
_POINT = re.compile(r"(?:[-*+!?•‣▪◦●○·–—✗✘✓✔❌✅]|\[[ xX]?\])\s+(?:\[[ xX]?\]\s*)?(.*)$")
_NUMBERED = re.compile(r"\(?(\d{1,2}|[a-zA-Z]|[ivxIVX]{2,4})[.)]\s+(.*)$")
_PART = re.compile(
    r"(?:part|step|section|phase|stage|block)\s+(?:\d{1,2}|[a-z]|one|two|three|four|five|six)\b", re.IGNORECASE
)
_ASKED = re.compile(r"Q(?:uestion)?\s*\d*[:.]\s+(.{3,80}\?)$")
_ANSWERED = re.compile(r"A(?:nswer)?\s*\d*:\s+")
_UNDERLINE = re.compile(r"(=+|-{3,})\s*$")
_TABLE = re.compile(r"\|.*\|\s*$")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_END = re.compile(r"[.!?;,]['\"”’)]*$")


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    POINT = "point"
    TEXT = "text"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a guide. `line` counts from 1. `level`: of a heading 1 to LABEL_LEVEL, of a point its depth from 0.

    `number`: what a numbered point or heading begins with ("2", "b"), else "". `cells`: of a row. `end`: 0, or the
    last of the lines over which it was wrapped.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    number: str = ""
    cells: tuple[str, ...] = ()
    end: int = 0

    @property
    def last_line(self) -> int:
        """The line of its last words: `end` where it was wrapped."""
        return self.end or self.line


def plain(text: str) -> str:
    """Without Markdown's marks and doubled blanks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`|~~)", "", text)
    text = re.sub(r"(?<!\w)[*_](\S(?:[^*_]*\S)?)[*_](?!\w)", r"\1", text)
    return " ".join(text.replace("\u00a0", " ").split())


def read_blocks(text: str) -> list[Block]:
    """All blocks, in order."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    return _Reader(lines).read()


class _Reader:
    """Goes through the lines once; an indent stack tells how deep a point is."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []
        self._indents: list[int] = []
        self._fence = False
        self._styles: list[list[str]] = []

    def read(self) -> list[Block]:
        for at, line in enumerate(self._lines):
            self._take(at, line)
        return self._blocks

    def _take(self, at: int, line: str) -> None:
        stripped = line.strip()
        if stripped.startswith("```"):
            self._fence = not self._fence
        elif not stripped or self._fence or _TABLE_RULE.fullmatch(stripped) or set(stripped) <= set("=-*_ "):
            return
        elif _TABLE.match(stripped) and "|" in stripped[1:-1]:
            if not _TABLE_RULE.fullmatch(self._line(at + 1)):  # that is the table's head
                self._add_row(at, stripped)
        elif self._take_heading(at, stripped):
            self._begin_list()
        elif not self._take_point(at, line, stripped):
            self._take_text(at, line, stripped)

    def _add_row(self, at: int, stripped: str) -> None:
        cells = tuple(plain(cell) for cell in stripped.strip("|").split("|"))
        self._blocks.append(Block(Kind.ROW, " ".join(cells), at + 1, cells=cells))

    # headings

    def _take_heading(self, at: int, stripped: str) -> bool:
        level, text = self._heading(at, stripped)
        if not level:
            return False
        number = QUESTION if _ASKED.match(stripped) else ""
        found = _NUMBERED.match(text)
        if found and len(found[1]) <= 2:
            number, text = found[1], found[2]
        self._blocks.append(Block(Kind.HEADING, plain(text).rstrip(":").strip(), at + 1, level, number))
        return True

    def _heading(self, at: int, stripped: str) -> tuple[int, str]:
        """Level and text, or level 0."""
        atx = _ATX.match(stripped)
        if atx:
            return len(atx[1]), atx[2]
        under = _UNDERLINE.match(self._line(at + 1))
        if under and not _POINT.match(stripped) and len(stripped) <= MOST_HEADING_LETTERS:
            return (1 if under[1][0] == "=" else 2), stripped
        bold = _BOLD.match(stripped)
        if bold and "**" not in bold[1] and len(stripped) <= MOST_HEADING_LETTERS:
            return BOLD_LEVEL, bold[1] + bold[2].strip()
        lead = _BOLD_LEAD.match(stripped)
        if lead and find_times(plain(lead[2])) and not re.search(r"\w", without_times(plain(lead[2]))):
            return BOLD_LEVEL, f"{lead[1].rstrip(' :.')} {plain(lead[2])}"
        if len(stripped) > MOST_HEADING_LETTERS or _POINT.match(stripped):
            return 0, ""
        return self._plain_heading(at, plain(stripped))

    def _plain_heading(self, at: int, text: str) -> tuple[int, str]:
        """A line that is a heading by its looks and its neighbours."""
        words = text.split()
        asked = _ASKED.match(text)
        if _PART.match(text) and (not _END.search(text) or len(without_times(text).split()) <= 6):
            return PART_LEVEL, text
        if _capitals(text) and len(words) <= MOST_HEADING_WORDS:
            return CAPITALS_LEVEL, text
        if asked or len(words) > MOST_HEADING_WORDS or not any(letter.isalpha() for letter in text):
            return (PLAIN_LEVEL, asked[1]) if asked else (0, "")
        level = self._level_of_name(at, text) if text.endswith(":") else self._level_of_line(at, text)
        return level, text if level else ""

    def _level_of_name(self, at: int, text: str) -> int:
        """Of a line that ends with a colon: it heads a part, or names the list below it."""
        if re.search(r"[.!?]\s", text):
            return 0
        before, after = self._line(at - 1), self._line(at + 1)
        alone = not before and (not after or _looks_like_title(text))
        return PLAIN_LEVEL if alone else LABEL_LEVEL

    def _level_of_line(self, at: int, text: str) -> int:
        """Of a short line without any mark."""
        if _NUMBERED.match(text):
            return PLAIN_LEVEL if self._heads_prose(at, text) or self._heads_list(at, text) else 0
        if not text[0].isupper() or _END.search(text):
            return 0
        if self._heads_bullets(at, text):
            return PLAIN_LEVEL
        lonely = not self._line(at - 1)
        return PLAIN_LEVEL if lonely and self._something_follows(at) else 0

    def _heads_prose(self, at: int, text: str) -> bool:
        """Whether a short numbered line has a blank one before it and prose after it."""
        after = self._line(at + 1) or self._line(at + 2)
        lists = _POINT.match(after) or _NUMBERED.match(after)
        return len(text.split()) <= 7 and not _END.search(text) and not self._line(at - 1) and bool(after) and not lists

    def _heads_bullets(self, at: int, text: str) -> bool:
        """Whether a short line stands right above a list, without blank lines: with a time, or after a list."""
        name = without_times(text)
        follows = _POINT.match(self._line(at + 1)) or _NUMBERED.match(self._line(at + 1))
        after_list = _POINT.match(self._line(at - 1)) is not None and len(name.split()) <= LONGEST_BARE_NAME
        return bool(follows) and len(name.split()) <= 8 and (name != text or after_list)

    def _heads_list(self, at: int, text: str) -> bool:
        """Whether a short numbered line names a time and what follows is not the next number of a list."""
        name = without_times(text)
        after = self._line(at + 1) or self._line(at + 2)
        found = _NUMBERED.match(after)
        sibling = found is not None and _style(found[1]) == _style(_number_of(text))
        return name != text and len(name.split()) <= 8 and bool(after) and not sibling

    def _line(self, at: int) -> str:
        return self._lines[at].strip() if 0 <= at < len(self._lines) else ""

    def _something_follows(self, at: int) -> bool:
        """Whether more text comes within two lines: a last line alone heads nothing."""
        return bool(self._line(at + 1) or self._line(at + 2))

    # points and text

    def _begin_list(self) -> None:
        self._indents, self._styles = [], []

    def _take_point(self, at: int, line: str, stripped: str) -> bool:
        bullet, numbered = _POINT.match(stripped), _NUMBERED.match(stripped)
        if not bullet and not numbered:
            return False
        indent = len(line) - len(line.lstrip())
        text = plain(bullet[1] if bullet else numbered[2] if numbered else "")
        number = numbered[1] if numbered and not bullet else ""
        if not text:
            return True
        depth = self._depth(indent, _style(number), goes_on=number not in ("", "1", "a", "A", "i", "I"))
        self._blocks.append(Block(Kind.POINT, text, at + 1, depth, number))
        return True

    def _depth(self, indent: int, style: str, *, goes_on: bool) -> int:
        """How deep a point is: by its indent, and there by its style: a bullet, or a), after 1) lies below it.

        `goes_on`: its number is not the first, so it continues a list that something else came between.
        """
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
            self._styles.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
            self._styles.append([])
        styles = self._styles[-1]
        if goes_on and style not in styles and styles == ["bullet"]:
            styles[:] = [style]
        elif style in styles:
            del styles[styles.index(style) + 1 :]
        else:
            styles.append(style)
        return sum(len(each) for each in self._styles[:-1]) + len(styles) - 1

    def _take_text(self, at: int, line: str, stripped: str) -> None:
        """A line of a paragraph; an indented one after a point belongs to the point."""
        lead = _BOLD_LEAD.match(stripped)
        if lead and lead[2]:
            stripped = f"{lead[1].rstrip(' .:')}: {lead[2]}"
        text = _ANSWERED.sub("", plain(stripped.removeprefix(">")), count=1)
        if not text:
            return
        last = self._blocks[-1] if self._blocks else None
        indented = line[:1] == " " and last is not None and last.kind is Kind.POINT
        if last is not None and self._goes_on(last, at, text, indented=indented):
            self._blocks[-1] = replace(last, text=f"{last.text} {text}", end=at + 1)
            return
        self._blocks.append(Block(Kind.TEXT, text, at + 1))
        if not indented:
            self._begin_list()

    def _goes_on(self, last: Block, at: int, text: str, *, indented: bool) -> bool:
        """Whether a line is the rest of the block in the line above: wrapped by an editor or a mail program."""
        if last.last_line != at or len(last.text) >= LONGEST_BLOCK or last.kind not in (Kind.POINT, Kind.TEXT):
            return False
        open_quote = last.text.count("“") > last.text.count("”") or last.text.count('"') % 2 == 1
        # short lines below one another are a list without marks
        wrapped = len(self._line(at - 1)) >= WRAPPED and not _END.search(last.text) and last.text[-1] != ":"
        return indented or open_quote or (text[0].islower() and wrapped)


def _number_of(text: str) -> str:
    found = _NUMBERED.match(text)
    return found[1] if found else ""


def _style(number: str) -> str:
    """The style of a point's mark: bullets, digits or letters."""
    if not number:
        return "bullet"
    return "digit" if number.isdigit() else "letter"


def _capitals(text: str) -> bool:
    """Whether a line is written in capitals, times and what stands in brackets aside."""
    bare = without_times(re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text))
    letters = [letter for letter in bare if letter.isalpha()]
    enough = 4 if bare == text else 2  # "ASK [45 s]" is a heading, "OK" is none
    return len(letters) >= enough and all(letter.isupper() for letter in letters)


def _looks_like_title(text: str) -> bool:
    """Most words of substance begin with a capital."""
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) > 3]
    return len(words) >= 1 and all(word[0].isupper() for word in words)
