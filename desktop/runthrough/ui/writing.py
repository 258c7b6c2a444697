"""What leads between the questions, the editor and the import page, and the menu of a question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from runthrough.authoring import Imported
from runthrough.domain.errors import RunthroughError
from runthrough.domain.question import Question
from runthrough.ui.background import Background, Lane
from runthrough.ui.editing import Editing
from runthrough.ui.main_window import MainWindow
from runthrough.ui.notices import notice
from runthrough.ui.pages.editor import EditorPage
from runthrough.ui.pages.import_guide import ImportPage
from runthrough.ui.pages.questions import QuestionsPage
from runthrough.ui.ports import Desk, QuestionOverview
from runthrough.ui.widgets.banner import Action, Notice

UNDO_MS = 10_000
"""Milliseconds within which a deleted question can be had back (ui.md 5)."""


class Writing(QObject):
    """Owns the editor and the import page. `home`: the speaker goes back; `stored`: the questions have changed."""

    home = Signal()
    stored = Signal()

    def __init__(self, desk: Desk, background: Background, window: MainWindow, questions: QuestionsPage) -> None:
        super().__init__(window)
        self._desk, self._background, self._window, self._questions = desk, background, window, questions
        self.editing = Editing(desk, background, self)
        self.editor = EditorPage(self.editing)
        self.import_page = ImportPage()
        self._overviews: dict[str, QuestionOverview] = {}
        self._deleting: dict[str, QTimer] = {}
        window.add_page("editor", self.editor)
        window.add_page("import", self.import_page)
        self._connect()

    def _connect(self) -> None:
        self._questions.edit.connect(self.edit)
        self._questions.new_wanted.connect(self.begin)
        self._questions.import_wanted.connect(self.show_import)
        self._questions.imported.connect(self.import_file)
        self._questions.menu_wanted.connect(self._show_menu)
        self._questions.remove.connect(self.remove)
        self.import_page.back.connect(self.home)
        self.import_page.pasted.connect(self._import_text)
        self.import_page.chosen.connect(self.import_file)
        self.editor.back.connect(self.leave)
        self.editor.share.connect(self._share)
        self.editing.failed.connect(self._tell)
        self.editing.opened.connect(self._show_editor)

    def take_in(self, overviews: tuple[QuestionOverview, ...]) -> tuple[QuestionOverview, ...]:
        """Remember what there is; those that are being deleted are left out."""
        self._overviews = {each.question.id: each for each in overviews}
        return tuple(each for each in overviews if each.question.id not in self._deleting)

    # the editor

    def edit(self, question_id: str) -> None:
        """Open a question in the editor."""
        self.editing.open(question_id)

    def begin(self) -> None:
        """A new question."""
        self.editing.begin()

    def _show_editor(self, _manuscript: object) -> None:
        self._window.hush()
        self._questions.banner.show_notice(None)
        self._window.show_page("editor", rail=False)

    def leave(self) -> None:
        """Back to the questions; what is not saved stays a draft. A new question that says nothing is forgotten."""
        manuscript = self.editing.manuscript
        if manuscript is not None and manuscript.saved is None and not self.editing.text.strip():
            self.editing.discard()
        self.editing.close()
        self.home.emit()

    def close(self) -> None:
        """Keep drafts, and do what was not undone."""
        self.editing.close()
        for question_id in list(self._deleting):
            self._delete(question_id)

    # import

    def show_import(self) -> None:
        """The page for guides."""
        self.import_page.clear()
        self._window.show_page("import", rail=False)

    def _import_text(self, text: str) -> None:
        self._run(partial(self._desk.authoring.import_text, text, "The text"), self.editing.begin, self._tell_import)

    def import_file(self, path: Path) -> None:
        """Import a guide, a question or a pack."""
        self._run(partial(self._desk.authoring.import_file, path), partial(self._imported, path), self._tell_import)

    def _imported(self, path: Path, imported: Imported) -> None:
        """Questions of a pack are kept at once; a draft opens in the editor."""
        if path.suffix.lower() == ".zip":
            added = partial(self._desk.authoring.add, imported.questions)
            self._run(added, partial(self._added, path, imported), self._tell_import)
        else:
            self.editing.begin(imported.drafts[0].text)

    def _added(self, path: Path, imported: Imported, added: list[Question]) -> None:
        self.home.emit()
        left_out = [f"{each.name}: {each.reason}" for each in imported.refused]
        left_out += [f"{each.question_id}.txt: it has mistakes" for each in imported.drafts]
        count = f"{len(added)} question{'' if len(added) == 1 else 's'} added from {path.name}"
        line = f"Left out: {'; '.join(left_out[:3])}{' and more' if len(left_out) > 3 else ''}." if left_out else ""
        close = Action("Close", partial(self._questions.banner.show_notice, None))
        self._questions.banner.show_notice(Notice(count, line, icon="folder-zip-outline", actions=(close,)))
        self.stored.emit()

    def _tell_import(self, error: RunthroughError) -> None:
        if self._window.page == "import":
            told = notice(error)
            self.import_page.tell(told.what, told.next)
        else:
            self._tell(error)

    # the menu of a question

    def _show_menu(self, question_id: str, place: QPoint) -> None:
        overview = self._overviews.get(question_id)
        if overview is None:
            return
        menu = QMenu(self._questions)
        menu.addAction("Edit\tF2", partial(self.edit, question_id))
        menu.addAction("Duplicate", partial(self._duplicate, question_id))
        menu.addAction("Export as file", partial(self._export, question_id))
        menu.addAction("Export all as a pack", partial(self._export, ""))
        menu.addSeparator()
        words = "Bring back" if overview.archived else "Archive"
        menu.addAction(words, partial(self._archive, question_id, away=not overview.archived))
        if overview.own:
            menu.addAction("Delete\tDel", partial(self.remove, question_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _duplicate(self, question_id: str) -> None:
        self._run(partial(self._desk.authoring.duplicate, question_id), self._duplicated)

    def _duplicated(self, question: Question) -> None:
        self.stored.emit()
        self.edit(question.id)

    def _archive(self, question_id: str, *, away: bool) -> None:
        work = partial(self._desk.authoring.archive, question_id, away=away)
        self._run(work, partial(self._archived, question_id, away))

    def _archived(self, question_id: str, away: bool, _nothing: object) -> None:
        self.stored.emit()
        title = self._title(question_id)
        heading = f"“{title}” is archived" if away else f"“{title}” is back"
        undo = Action("Undo", partial(self._undo_archive, question_id, away))
        self._say(Notice(heading, "Its run-throughs are kept." if away else "", actions=(undo,)))

    def _undo_archive(self, question_id: str, away: bool) -> None:
        self._questions.banner.show_notice(None)
        self._run(partial(self._desk.authoring.archive, question_id, away=not away), self._changed)

    def _changed(self, _nothing: object) -> None:
        self.stored.emit()

    def _title(self, question_id: str) -> str:
        found = self._overviews.get(question_id)
        return found.question.template.title if found else question_id

    def _say(self, told: Notice) -> None:
        """Something that can be undone for ten seconds."""
        self._questions.banner.show_notice(told)
        QTimer.singleShot(UNDO_MS, self, partial(self._hush, told))

    def _hush(self, told: Notice) -> None:
        if self._questions.banner.shown is told:
            self._questions.banner.show_notice(None)

    # deleting

    def remove(self, question_id: str) -> None:
        """Delete a question of the speaker's own, or a draft; it can be had back for ten seconds."""
        overview = self._overviews.get(question_id)
        if overview is None:
            self._hide(question_id, "The draft")
        elif not overview.own:
            self._archive(question_id, away=True)
        elif overview.history:
            self._ask(overview)
        else:
            self._hide(question_id, f"“{overview.question.template.title}”")

    def _ask(self, overview: QuestionOverview) -> None:
        """A question that was rehearsed: the run-throughs stay, and that is said before."""
        count = len(overview.history)
        box = QMessageBox(self._window)
        box.setWindowTitle("Delete the question")
        box.setText(f"Delete “{overview.question.template.title}”?")
        spoken = f"{count} run-through{'' if count == 1 else 's'}"
        box.setInformativeText(f"Its {spoken} and recordings are kept, and seen again with a question of this name.")
        delete = box.addButton("Delete the question", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole)
        title = f"“{overview.question.template.title}”"
        delete.clicked.connect(lambda: self._hide(overview.question.id, title))
        box.finished.connect(box.deleteLater)
        box.open()

    def _hide(self, question_id: str, what: str) -> None:
        """Hide it now, delete it when nobody wants it back."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(partial(self._delete, question_id))
        timer.start(UNDO_MS)
        self._deleting[question_id] = timer
        undo = Action("Undo", partial(self._undo_delete, question_id))
        self._questions.banner.show_notice(Notice(f"{what} is deleted", "It can be had back now.", actions=(undo,)))
        self.stored.emit()

    def _undo_delete(self, question_id: str) -> None:
        self._deleting.pop(question_id).stop()
        self._questions.banner.show_notice(None)
        self.stored.emit()

    def _delete(self, question_id: str) -> None:
        timer = self._deleting.get(question_id)
        if timer is not None:
            timer.stop()
            self._questions.banner.show_notice(None)
            authoring = self._desk.authoring
            known = question_id in self._overviews
            work = partial(authoring.remove if known else authoring.drop_draft, question_id)
            self._run(work, partial(self._deleted, question_id), partial(self._not_deleted, question_id))

    def _deleted(self, question_id: str, _nothing: object) -> None:
        self._deleting.pop(question_id, None)
        self.stored.emit()

    def _not_deleted(self, question_id: str, error: RunthroughError) -> None:
        self._deleted(question_id, None)
        self._tell(error)

    # files

    def _export(self, question_id: str) -> None:
        """Write one question, or (without an id) all of them."""
        name = f"{question_id}.txt" if question_id else "questions.zip"
        kinds = "Text (*.txt);;Pack (*.zip)" if question_id else "Pack (*.zip)"
        dialog = QFileDialog(self._window, "Export", name, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.fileSelected.connect(partial(self._export_to, question_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export_to(self, question_id: str, path: str) -> None:
        ids = [question_id] if question_id else [key for key, each in self._overviews.items() if not each.archived]
        self._share_many(ids, Path(path))

    def _share(self, question_id: str, path: Path) -> None:
        self._share_many([question_id], path)

    def _share_many(self, ids: list[str], path: Path) -> None:
        self._run(partial(self._desk.authoring.export, ids, path), partial(self._shared, path))

    def _shared(self, path: Path, _nothing: object) -> None:
        told = Notice(f"Written: {path.name}", f"It is in {path.parent}.", icon="check-circle-outline")
        self._window.say(told)

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[..., object] | None = None,
        failed: Callable[[RunthroughError], object] | None = None,
    ) -> None:
        self._background.run(Lane.LIBRARY, work, done, failed or self._tell)

    def _tell(self, error: RunthroughError) -> None:
        told = notice(error)
        self._window.tell(told.what, told.next)
