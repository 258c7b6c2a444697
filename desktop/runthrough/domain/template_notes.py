"""Where the readers of a template put what is wrong: they know the line at hand, and count columns from 0."""

from __future__ import annotations

from runthrough.domain.template_problems import Edit, TemplateProblem, Weight


class Notes:
    """Problems in the order in which they are found; `line` is the number of the line at hand, from 1."""

    def __init__(self) -> None:
        self.line = 0
        self._found: list[TemplateProblem] = []

    def error(self, column: int, what: str, fix: str, *, length: int = 1, edit: Edit | None = None) -> None:
        """The template cannot be used as it is."""
        self._found.append(TemplateProblem(self.line, column + 1, what, fix, max(1, length), Weight.ERROR, edit))

    def error_at(self, line: int, what: str, fix: str) -> None:
        """The same for the beginning of another line."""
        self._found.append(TemplateProblem(line, 1, what, fix))

    def warning(self, column: int, what: str, fix: str, *, length: int = 1) -> None:
        """It would be better otherwise."""
        self._found.append(TemplateProblem(self.line, column + 1, what, fix, max(1, length), Weight.WARNING))

    def warning_at(self, line: int, what: str, fix: str) -> None:
        """The same for the beginning of another line."""
        self._found.append(TemplateProblem(line, 1, what, fix, 1, Weight.WARNING))

    def guess(self, column: int, what: str, length: int) -> None:
        """An importer was not sure of the next line."""
        fix = "Look at the next line, then delete this mark."
        edit = Edit("It is right", self.line)
        self._found.append(TemplateProblem(self.line, column + 1, what, fix, max(1, length), Weight.GUESS, edit))

    @property
    def problems(self) -> tuple[TemplateProblem, ...]:
        """All of them, in the order of the lines."""
        return tuple(sorted(self._found, key=lambda each: (each.line, each.column, each.weight)))

    @property
    def errors(self) -> tuple[TemplateProblem, ...]:
        """What keeps the template from being used."""
        return tuple(problem for problem in self.problems if problem.weight is Weight.ERROR)
