"""The lines of a template: what each one's mark says it is, and lines written back as text.

Reading loses nothing but blanks around words, so lines that are written and read again are the same lines, comments
and order included. Whether they make a question is told by `template_text`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a line begins with; the value is the mark as it is written."""

    SECTION = "##"
    TITLE = "#"
    PROMPT = ">"
    CHECKPOINT = "- [ ]"
    PITFALL = "- [!]"
    EXAMPLE = "~"
    FOLLOW_UP = "?"
    GUESS = "//?"
    COMMENT = "//"
    TOTAL = "total:"
    LANGUAGE = "language:"
    TAGS = "tags:"
    TERMS = "terms:"
    NONE = ""
    """No mark: a blank line, or one that no mark fits."""


_MARKS = tuple(mark for mark in Mark if mark)
"""Longer marks stand before those they begin with."""

KNOWN_MARKS = "#, ##, >, - [ ], - [!], ~, ?, //, total:, language:, tags:, terms:"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `rest` is what follows the mark, without blanks around it; `column` counts from 0 where it begins."""

    mark: Mark
    rest: str
    column: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.mark and not self.rest

    @property
    def written(self) -> str:
        """The line as text."""
        return f"{self.mark} {self.rest}" if self.mark and self.rest else f"{self.mark}{self.rest}"


def read_line(written: str) -> Line:
    """One line, without its end."""
    stripped = written.strip()
    indent = len(written) - len(written.lstrip()) if stripped else 0
    for mark in _MARKS:
        if stripped.startswith(mark):
            after = stripped[len(mark) :]
            rest = after.strip()
            return Line(mark, rest, indent + len(mark) + len(after) - len(after.lstrip()))
    return Line(Mark.NONE, stripped, indent)


def split_lines(text: str) -> list[str]:
    """The lines, whatever their ends, without a byte order mark. Other separators of Unicode do not end a line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a template."""
    return tuple(read_line(line) for line in split_lines(text))


def write_lines(lines: Iterable[Line]) -> str:
    """The text of lines; each without blanks around it, one blank after its mark."""
    return "\n".join(line.written for line in lines)
