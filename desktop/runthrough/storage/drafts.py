"""Drafts: what the editor holds and nobody has saved yet, kept so that nothing is lost when the program ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from runthrough.storage.text_file import refusal, write_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was not saved. `question_id`: the question that it would change, or be."""

    question_id: str
    text: str


class DraftStore:
    """One file a question in a folder of their own. Raises FolderUnwritable or DiskTooFull where it writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, question_id: str, text: str) -> None:
        """Keep a draft in place of an earlier one."""
        write_text(self._path(question_id), text)

    def read(self, question_id: str) -> str | None:
        """The draft for a question; None where there is none that can be read."""
        try:
            return self._path(question_id).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def drop(self, question_id: str) -> None:
        """Forget a draft: it was saved, or is not wanted."""
        path = self._path(question_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise refusal(path, error) from error

    def all(self) -> tuple[Draft, ...]:
        """All drafts, in the order of their ids."""
        try:
            ids = sorted(path.stem for path in self._folder.glob("*.txt") if not path.name.startswith("."))
        except OSError:
            return ()
        read = ((question_id, self.read(question_id)) for question_id in ids)
        return tuple(Draft(question_id, text) for question_id, text in read if text is not None)

    def _path(self, question_id: str) -> Path:
        return self._folder / f"{question_id}.txt"
