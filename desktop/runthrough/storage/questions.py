"""The questions: templates as text files, those that come with the program and the speaker's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from runthrough.domain.errors import TemplateInvalid, UnknownQuestion
from runthrough.domain.question import Question, Template
from runthrough.domain.template_problems import TemplateProblem
from runthrough.domain.template_text import file_slug, parse
from runthrough.storage.text_file import refusal, write_text

MOST_BYTES = 1_000_000
"""The largest template that is read; a long one has 10 kB, and what is larger is another kind of file."""

_BOM = b"\xef\xbb\xbf"
_LONGEST_ID = 60
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
"""Names that Windows keeps for devices, whatever their ending."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    stamp: tuple[int, int] | None
    template: Template


class QuestionStore:
    """Templates of two folders; one in `own` stands in place of a built-in one of the same name.

    The folders are read at every call, so a change is seen at once; one that is not there holds none. Only a file that
    changed is parsed again. Belongs to one thread.
    """

    def __init__(self, built_in: Path, own: Path) -> None:
        self._built_in = built_in
        self._own = own
        self._parsed: dict[Path, _Parsed] = {}

    def ids(self) -> tuple[str, ...]:
        """The ids of all questions, those of broken templates too, in alphabetical order."""
        return tuple(self._files())

    def get(self, question_id: str) -> Question:
        """One question. Raises UnknownQuestion, or TemplateInvalid with the file's path as its source."""
        files = self._files()
        if question_id not in files:
            raise UnknownQuestion(question_id, tuple(files))
        return self._load(question_id, files[question_id])

    def text(self, question_id: str) -> str:
        """A template as it is written, with its mistakes. Raises UnknownQuestion, TemplateInvalid if unreadable."""
        files = self._files()
        if question_id not in files:
            raise UnknownQuestion(question_id, tuple(files))
        return read_template(files[question_id])

    def built_in(self, question_id: str) -> bool:
        """Whether a question of this id comes with the program."""
        return question_id in {path.stem for path in _templates(self._built_in)}

    def own_ids(self) -> tuple[str, ...]:
        """The ids of the questions that the speaker's folder holds."""
        return tuple(path.stem for path in _templates(self._own))

    def own(self, question_id: str) -> bool:
        """Whether the speaker's folder holds it."""
        return question_id in self.own_ids()

    def free_id(self, title: str) -> str:
        """An id for a new question with this title, that no other has."""
        wanted = file_slug(title)[:_LONGEST_ID].strip("-") or "question"
        taken = {each.lower() for each in self._files()}
        if wanted in _RESERVED:
            wanted = f"{wanted}-question"
        return next(each for each in _numbered(wanted) if each not in taken)

    def save(self, question_id: str, text: str) -> None:
        """Write a template into the speaker's folder. Raises FolderUnwritable or DiskTooFull."""
        path = next((path for path in _templates(self._own) if path.stem == question_id), None)
        write_text(path or self._own / f"{question_id}.txt", text)

    def remove(self, question_id: str) -> None:
        """Take the speaker's own template away; a built-in one of the same id stands in its place again.

        The file is moved into `deleted` beside the others, so even this can be undone by hand.
        Raises UnknownQuestion, FolderUnwritable or DiskTooFull.
        """
        path = next((path for path in _templates(self._own) if path.stem == question_id), None)
        if path is None:
            raise UnknownQuestion(question_id, tuple(self._files()))
        aside = self._own / "deleted"
        try:
            aside.mkdir(exist_ok=True)
            path.replace(next(aside / f"{each}.txt" for each in _numbered(question_id) if _free(aside, each)))
        except OSError as error:
            raise refusal(path, error) from error

    def all(self) -> tuple[tuple[Question, ...], tuple[TemplateInvalid, ...]]:
        """All questions that can be used, and what is wrong with the others; both in the order of their ids."""
        questions: list[Question] = []
        broken: list[TemplateInvalid] = []
        for question_id, path in self._files().items():
            try:
                questions.append(self._load(question_id, path))
            except TemplateInvalid as error:
                broken.append(error)
        return tuple(questions), tuple(broken)

    def _load(self, question_id: str, path: Path) -> Question:
        stamp = _stamp(path)
        known = self._parsed.get(path)
        if known is None or stamp is None or known.stamp != stamp:
            known = _Parsed(stamp, parse(read_template(path), str(path)))
            self._parsed[path] = known
        return Question(question_id, known.template)

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


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _numbered(name: str) -> Iterator[str]:
    """The name, then name-2, name-3 and so on."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _free(folder: Path, name: str) -> bool:
    return not (folder / f"{name}.txt").exists()


def read_template(path: Path) -> str:
    """A template's text with plain line ends, so that its version is the same on every system.

    Raises TemplateInvalid for a file that is no text, too large or cannot be read.
    """
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
