"""What is wrong with a template, or may be: where it stands, what to write instead, and the change that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How much a problem matters, the gravest first."""

    ERROR = 0
    """The template cannot be used."""
    WARNING = 1
    """It can be used, and would be better otherwise."""
    GUESS = 2
    """An importer was not sure; the speaker decides."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one line that mends a problem: columns `first` to before `end`, from 0, become `text`.

    `text` None deletes the line. `label` names it on a button ("Swap them").
    """

    label: str
    line: int
    first: int = 0
    end: int = 0
    text: str | None = None

    def applied(self, text: str) -> str:
        """The template after it."""
        lines = text.split("\n")
        if self.text is None:
            del lines[self.line - 1]
        else:
            old = lines[self.line - 1]
            lines[self.line - 1] = old[: self.first] + self.text + old[self.end :]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One mistake in a template: `line` and `column` count from 1; `fix` says what to write instead.

    `length`: letters from the column that it is about, at least 1. `edit`: the change that mends it, where one can.
    """

    line: int
    column: int
    what: str
    fix: str
    length: int = 1
    weight: Weight = Weight.ERROR
    edit: Edit | None = None
