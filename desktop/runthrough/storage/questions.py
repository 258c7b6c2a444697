"""The questions: templates as text files, those that come with the program and the speaker's own."""

from __future__ import annotations

from pathlib import Path

from runthrough.domain.errors import TemplateInvalid, UnknownQuestion
from runthrough.domain.question import Question
from runthrough.domain.template_problems import TemplateProblem
from runthrough.domain.template_text import parse

MOST_BYTES = 1_000_000
"""The largest template that is read; a long one has 10 kB, and what is larger is another kind of file."""

_BOM = b"\xef\xbb\xbf"


class QuestionStore:
    """Templates of two folders; one in `own` stands in place of a built-in one of the same name.

    The files are read at every call, so a change is seen at once; a folder that is not there holds none.
    """

    def __init__(self, built_in: Path, own: Path) -> None:
        self._built_in = built_in
        self._own = own

    def ids(self) -> tuple[str, ...]:
        """The ids of all questions, those of broken templates too, in alphabetical order."""
        return tuple(self._files())

    def get(self, question_id: str) -> Question:
        """One question. Raises UnknownQuestion, or TemplateInvalid with the file's path as its source."""
        files = self._files()
        if question_id not in files:
            raise UnknownQuestion(question_id, tuple(files))
        return _load(question_id, files[question_id])

    def all(self) -> tuple[tuple[Question, ...], tuple[TemplateInvalid, ...]]:
        """All questions that can be used, and what is wrong with the others; both in the order of their ids."""
        questions: list[Question] = []
        broken: list[TemplateInvalid] = []
        for question_id, path in self._files().items():
            try:
                questions.append(_load(question_id, path))
            except TemplateInvalid as error:
                broken.append(error)
        return tuple(questions), tuple(broken)

    def _files(self) -> dict[str, Path]:
        found = {path.stem: path for folder in (self._built_in, self._own) for path in _templates(folder)}
        return dict(sorted(found.items()))


def _templates(folder: Path) -> list[Path]:
    """The text files of a folder, without hidden ones (macOS leaves `._name.txt` on foreign disks)."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in files if path.suffix.lower() == ".txt" and not path.name.startswith(".")]


def _load(question_id: str, path: Path) -> Question:
    return Question(question_id, parse(_read(path), str(path)))


def _read(path: Path) -> str:
    """A template's text with plain line ends, so that its version is the same on every system."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1).removeprefix(_BOM)
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise _invalid(path, what, "Check that it is a text file and that you may read it.") from error
    if len(data) > MOST_BYTES:
        raise _invalid(path, "The file is larger than 1 MB.", "A template is a short text: check the file.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"The byte {data[error.start]:#04x} is not UTF-8."
        raise _invalid(path, what, "Save the file with the encoding UTF-8.", line, column) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _invalid(path: Path, what: str, fix: str, line: int = 1, column: int = 1) -> TemplateInvalid:
    return TemplateInvalid(str(path), (TemplateProblem(line, column, what, fix),))
