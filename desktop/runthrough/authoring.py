"""Writing questions: open, draft, save, compare, duplicate, put away, delete, bring in and hand on. Knows no window."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from runthrough.domain.cue_adding import CueOffer, with_cue
from runthrough.domain.cue_offers import cue_offers
from runthrough.domain.errors import GuideUnreadable, TemplateInvalid, UnknownQuestion
from runthrough.domain.question import Question
from runthrough.domain.template_json import JsonInvalid, template_text
from runthrough.domain.template_lines import Line, Mark, read_lines, write_lines
from runthrough.domain.template_problems import TemplateProblem
from runthrough.domain.template_text import parse, read
from runthrough.storage.drafts import Draft, DraftStore
from runthrough.storage.journal import SqliteJournal
from runthrough.storage.library import Library, TemplateVersion
from runthrough.storage.pack import PackEntry, Refused, read_pack, write_pack
from runthrough.storage.questions import QuestionStore, read_template
from runthrough.storage.text_file import write_text

NEW = "new"
"""Beginning of the ids of questions that were never saved."""
FIRST_TEXT = """# New question
total: 1:30-2:00
tags: behavioural

## Answer [1:30-2:00]
> What is asked?
- [ ] The point you must make (must) | how you would say it, another way to say it, a third way
~ A sentence in which you say it, as you would speak.
"""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A template in the editor. `saved` is what is in use, None for a new question; `text` is the draft, else that."""

    question_id: str
    text: str
    saved: str | None
    built_in: bool = False
    own: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether there is something that was not saved."""
        return self.text != self.saved


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave: drafts to look at (id and text), questions of a pack, and what was refused of it."""

    drafts: tuple[Draft, ...] = ()
    questions: tuple[Draft, ...] = ()
    refused: tuple[Refused, ...] = ()


class Authoring:
    """The questions of one data folder, for whoever writes them.

    What writes needs the data folder to be held, and raises FolderUnwritable or DiskTooFull.
    """

    def __init__(
        self,
        questions: QuestionStore,
        drafts: DraftStore,
        library: Library,
        open_journal: Callable[[], SqliteJournal],
        now: Callable[[], str],
    ) -> None:
        self._questions = questions
        self._drafts = drafts
        self._library = library
        self._open_journal = open_journal
        self._now = now

    # one question

    def open(self, question_id: str) -> Manuscript:
        """A question as it was left. Raises UnknownQuestion."""
        draft = self._drafts.read(question_id)
        if question_id not in self._questions.ids():
            if draft is None:
                raise UnknownQuestion(question_id, self._questions.ids())
            return Manuscript(question_id, draft, None)
        saved = self._questions.text(question_id)
        return Manuscript(
            question_id,
            saved if draft is None else draft,
            saved,
            self._questions.built_in(question_id),
            self._questions.own(question_id),
        )

    def begin(self, text: str = FIRST_TEXT) -> Manuscript:
        """A new question."""
        taken = {draft.question_id for draft in self._drafts.all()} | set(self._questions.ids())
        number = next(n for n in range(1, len(taken) + 2) if _new_id(n) not in taken)
        self._drafts.keep(_new_id(number), text)
        return Manuscript(_new_id(number), text, None)

    def keep_draft(self, question_id: str, text: str) -> None:
        """Keep what the editor holds; a draft that equals what is saved is none."""
        if question_id in self._questions.ids() and text == self._questions.text(question_id):
            self._drafts.drop(question_id)
        else:
            self._drafts.keep(question_id, text)

    def drop_draft(self, question_id: str) -> None:
        """Forget it."""
        self._drafts.drop(question_id)

    def drafts(self) -> tuple[Draft, ...]:
        """All texts that were not saved."""
        return self._drafts.all()

    def save(self, question_id: str, text: str) -> Question:
        """Put a text into use, as a new version; what was in use stays among the versions.

        A new question gets its id from its title. Raises TemplateInvalid, and nothing has changed then.
        """
        question = self._put_into_use(question_id, text)
        self._drafts.drop(question_id)
        return question

    def add_cue(self, question_id: str, offer: CueOffer) -> bool:
        """Put a phrase among the cues of a checkpoint: a new version. A draft gets it, too, and stays a draft.

        Returns False where the template in use has no such checkpoint any more, or the cue already.
        Raises UnknownQuestion or TemplateInvalid.
        """
        text = with_cue(self._questions.text(question_id), offer)
        if text is None:
            return False
        draft = self._drafts.read(question_id)
        if draft is not None:
            self._drafts.keep(question_id, with_cue(draft, offer) or draft)
        self._put_into_use(question_id, text)
        return True

    def _put_into_use(self, question_id: str, text: str) -> Question:
        template = parse(text, question_id)
        known = question_id in self._questions.ids()
        saved_as = question_id if known else self._questions.free_id(template.title)
        with closing(self._open_journal()) as journal:
            # a text that cannot be used is no version to come back to
            with contextlib.suppress(TemplateInvalid, UnknownQuestion):
                journal.template_saved(question_id, self._questions.get(question_id).template, self._now())
            self._questions.save(saved_as, text)
            journal.template_saved(saved_as, template, self._now())
        return Question(saved_as, template)

    def versions(self, question_id: str) -> list[TemplateVersion]:
        """Every version that was saved or spoken to, the latest use first."""
        return self._library.template_versions(question_id)

    def duplicate(self, question_id: str) -> Question:
        """A copy under a title of its own."""
        lines = list(read_lines(self._questions.text(question_id)))
        at = next((place for place, line in enumerate(lines) if line.mark is Mark.TITLE), None)
        if at is not None:
            lines[at] = Line(Mark.TITLE, f"{lines[at].rest} (copy)")
        text = write_lines(lines)
        copy = self._questions.free_id(lines[at].rest if at is not None else question_id)
        template = parse(text, copy)
        self._questions.save(copy, text)
        return Question(copy, template)

    def archive(self, question_id: str, *, away: bool = True) -> None:
        """Put a question away with all its run-throughs, or (not `away`) back."""
        with closing(self._open_journal()) as journal:
            journal.question_archived(question_id, self._now() if away else None)

    def archived(self) -> frozenset[str]:
        """Questions that were put away."""
        return self._library.archived()

    def remove(self, question_id: str) -> None:
        """Delete a question of the speaker's own; a built-in one is only put away. Run-throughs stay.

        What was changed in a built-in one is taken back instead.
        """
        if self._questions.own(question_id):
            self._questions.remove(question_id)
        else:
            self.archive(question_id)
        self._drafts.drop(question_id)

    def past_wording(self, question_id: str, checkpoint_id: str, known: Sequence[str] = ()) -> tuple[str, ...]:
        """Cue phrases out of what was said for a checkpoint in earlier run-throughs."""
        return cue_offers(self._library.evidence(question_id, checkpoint_id), known)

    # files

    def import_text(self, text: str, source: str) -> str:
        """The template that a text is or describes: one in our format stays as it is, JSON is rewritten, a guide read.

        Raises GuideUnreadable or TemplateInvalid.
        """
        if not text.strip():
            raise GuideUnreadable(source, "empty")
        if text.lstrip().startswith("{"):
            return _from_json(text, source)
        if is_template(text):
            return text
        # here: much code that only an import needs
        from runthrough.domain.guide.draft import draft_from_guide  # noqa: PLC0415

        return draft_from_guide(text, source).text

    def import_file(self, path: Path) -> Imported:
        """What a file holds: a guide, a template, its JSON form, or a pack of several. Stores nothing.

        Raises GuideUnreadable, TemplateInvalid or PackUnreadable.
        """
        if path.suffix.lower() == ".zip":
            return self._import_pack(path)
        if not path.is_file():
            raise GuideUnreadable(str(path), "missing")
        text = self.import_text(read_template(path), str(path))
        return Imported(drafts=(Draft(path.stem, text),))

    def _import_pack(self, path: Path) -> Imported:
        pack = read_pack(path)
        known = {question_id: self._questions.text(question_id) for question_id in self._questions.ids()}
        usable, broken, refused = list[Draft](), list[Draft](), list(pack.refused)
        for entry in pack.entries:
            if known.get(entry.question_id) == entry.text:
                refused.append(Refused(f"{entry.question_id}.txt", "it is here already"))
            elif read(entry.text).template is None:
                broken.append(Draft(entry.question_id, entry.text))
            else:
                usable.append(Draft(entry.question_id, entry.text))
        return Imported(tuple(broken), tuple(usable), tuple(refused))

    def add(self, drafts: Sequence[Draft]) -> list[Question]:
        """Save questions that came in a file, each under an id that no other has. Raises TemplateInvalid."""
        added: list[Question] = []
        for draft in drafts:
            template = parse(draft.text, draft.question_id)
            taken = draft.question_id in self._questions.ids()
            saved_as = self._questions.free_id(template.title if taken else draft.question_id)
            self._questions.save(saved_as, draft.text)
            added.append(Question(saved_as, template))
        return added

    def export(self, question_ids: Sequence[str], path: Path) -> None:
        """Write templates into a file: a pack if it ends in .zip, else the one template as text.

        Raises UnknownQuestion.
        """
        texts = [PackEntry(question_id, self._questions.text(question_id)) for question_id in question_ids]
        if path.suffix.lower() == ".zip":
            write_pack(path, texts)
        else:
            write_text(path, texts[0].text)


def _new_id(number: int) -> str:
    return NEW if number == 1 else f"{NEW}-{number}"


def is_template(text: str) -> bool:
    """Whether a text is meant as a template, with mistakes or not; a guide in Markdown has headings and lists, too."""
    reading = read(text)
    if reading.template is not None:
        return True
    lines = read_lines(text)
    cues = any(line.mark is Mark.CHECKPOINT and "|" in line.rest for line in lines)
    return cues and any(each.counts for each in reading.sections)


def _from_json(text: str, source: str) -> str:
    try:
        return template_text(json.loads(text))
    except json.JSONDecodeError as error:
        problem = TemplateProblem(error.lineno, error.colno, f"This is not JSON ({error.msg}).", "Mend it there.")
        raise TemplateInvalid(source, (problem,)) from error
    except RecursionError as error:
        problem = TemplateProblem(1, 1, "The JSON is nested too deep.", "Write it as the format says.")
        raise TemplateInvalid(source, (problem,)) from error
    except JsonInvalid as error:
        problem = TemplateProblem(1, 1, f"{error.where} {error.what}.", "Write it as docs/template-format.md says.")
        raise TemplateInvalid(source, (problem,)) from error
