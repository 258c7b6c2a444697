"""The question editor: the text on the left, what it says on the right (ui.md 4.5)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QScrollArea, QVBoxLayout, QWidget

from runthrough.authoring import Manuscript
from runthrough.domain.question import Question
from runthrough.domain.template_lines import Mark, read_line
from runthrough.domain.template_problems import Weight
from runthrough.domain.template_text import Reading, ReadSection
from runthrough.storage.library import TemplateVersion
from runthrough.ui.editing import Checked, Editing
from runthrough.ui.pages.editor_parts import BudgetCard, FormatHelp, StatusBar, TrialCard
from runthrough.ui.pages.versions import Versions
from runthrough.ui.widgets.pieces import ElidedLabel, button, column, frame, label, row
from runthrough.ui.widgets.section_card import SectionCard
from runthrough.ui.widgets.template_edit import TemplateEdit

RIGHT = 460
"""Width of the preview in pixels (picture 05)."""


class EditorPage(QWidget):
    """Shows what `Editing` has open. `back`: the speaker leaves; what is not saved stays a draft."""

    back = Signal()
    share = Signal(str, object)
    """A question's id and the path of the file it should be written to."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.setObjectName("page")
        self._editing = editing
        self._title = ElidedLabel("", "heading")
        self._state = label("", "small")
        self.edit = TemplateEdit()
        self.status = StatusBar()
        self.budget = BudgetCard()
        self.trial = TrialCard()
        self._counts = label("", "quiet")
        self._cards: list[SectionCard] = []
        self._card_column = QVBoxLayout()
        self._card_column.setSpacing(10)
        self._versions: Versions | None = None
        left = frame("card")
        left.setLayout(column(self.edit, self.status, margins=(1, 1, 1, 1)))
        left.layout().setStretch(0, 1)  # type: ignore[union-attr]
        body = row(left, self._make_right(), spacing=24)
        body.setStretch(0, 1)
        layout = column(self._make_head(), 12, body, margins=(24, 12, 24, 24))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._connect()

    def _make_head(self) -> QWidget:
        self._undo = button("Undo", self.edit.undo, look="quiet", icon_name="undo-variant")
        self._past = button("Versions", self._editing.find_versions, look="quiet", icon_name="history")
        self._share = button("Share as file", self._choose_file, icon_name="export-variant")
        self._save = button("Save", self._editing.save, look="primary")
        away = button("", self.back.emit, look="icon", icon_name="arrow-left", name="Back")
        head = row(
            away, 10, column(self._title, self._state), 12, self._past, self._undo, self._share, self._save, spacing=6
        )
        head.setStretch(2, 1)
        made = QWidget()
        made.setLayout(head)
        return made

    def _make_right(self) -> QWidget:
        inside = QWidget()
        heading = row(label("Preview", "strong"), None, self._counts)
        inside.setLayout(
            column(self.budget, 14, self.trial, 14, heading, 8, self._card_column, None, margins=(0, 0, 10, 0))
        )
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        scroller.setFixedWidth(RIGHT)
        self._scroller = scroller
        return scroller

    def _connect(self) -> None:
        editing = self._editing
        editing.opened.connect(self._open)
        editing.checked.connect(self._show_checked)
        editing.saved.connect(self._show_saved)
        editing.tried.connect(self.trial.show_hearings)
        editing.said.connect(self.trial.show_words)
        editing.listening_changed.connect(self._show_listening)
        editing.offered.connect(self._offer)
        editing.versions_found.connect(self._show_versions)
        self.edit.textChanged.connect(self._typed)
        self.edit.cursorPositionChanged.connect(self._moved)
        self.edit.completion_wanted.connect(self._complete)
        self.edit.left.connect(self._leave_text)
        self.edit.undoAvailable.connect(self._undo.setEnabled)
        self.status.next_problem.connect(self._next_problem)
        self.status.help_wanted.connect(self._help)
        self.trial.tried.connect(editing.try_words)
        self.trial.listen.connect(self._listen)
        keys = {
            "Ctrl+S": self._save.click,
            "F8": self._next_problem,
            "Shift+F8": self._previous_problem,
            "F1": self._help,
            "Esc": self.back.emit,
        }
        for key, call in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    # what is shown

    def _open(self, manuscript: Manuscript) -> None:
        self.edit.show_text(manuscript.text)
        self._undo.setEnabled(False)
        self.trial.field.clear()
        self.trial.show_hearings(None)
        self._show_state()
        self.edit.setFocus()

    def _typed(self) -> None:
        self._editing.write(self.edit.toPlainText())
        self._show_state()

    def _moved(self) -> None:
        self.status.show_place(self.edit.line, self.edit.column)
        reading = self._editing.reading
        if reading is not None:
            self._mark_present(reading)

    def _show_checked(self, checked: Checked) -> None:
        reading = checked.reading
        self.edit.show_problems(reading.problems)
        self.status.show_problems(reading.problems)
        self.status.show_place(self.edit.line, self.edit.column)
        self.budget.show_reading(reading)
        self._show_cards(reading)
        self._show_state()

    def _show_cards(self, reading: Reading) -> None:
        sections = reading.sections
        points = sum(len(each.section.checkpoints) for each in sections)
        pitfalls = sum(len(each.section.pitfalls) for each in sections)
        counts = ((len(sections), "section"), (points, "checkpoint"), (pitfalls, "pitfall"))
        self._counts.setText(", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts))
        while len(self._cards) > len(sections):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < min(len(sections), MOST_CARDS):
            card = SectionCard()
            card.chosen.connect(self._go_to)
            self._cards.append(card)
            self._card_column.addWidget(card)
        self._mark_present(reading)

    def _present(self, reading: Reading) -> ReadSection | None:
        """The section with the cursor."""
        before = [each for each in reading.sections if each.line <= self.edit.line]
        return before[-1] if before else None

    def _mark_present(self, reading: Reading) -> None:
        present = self._present(reading)
        for card, section in zip(self._cards, reading.sections, strict=False):
            card.show_section(section, present=section is present)
            if section is present and self.edit.hasFocus():
                self._scroller.ensureWidgetVisible(card, 0, 12)

    def _show_state(self) -> None:
        manuscript, reading = self._editing.manuscript, self._editing.reading
        if manuscript is None:
            return
        title = reading.title if reading is not None and reading.title else "Question without a title"
        self._title.setText(title)
        unsaved = self._editing.unsaved
        self._state.setText(_state(manuscript, unsaved=unsaved))
        self._save.setEnabled(unsaved and reading is not None and reading.template is not None)
        self._share.setEnabled(manuscript.saved is not None)
        self._past.setEnabled(manuscript.saved is not None)

    def _show_saved(self, question: Question) -> None:
        self._show_state()
        told = QAccessibleAnnouncementEvent(self, f"Saved. {question.template.title}")
        QAccessible.updateAccessibility(told)

    # what the speaker does

    def _go_to(self, line: int) -> None:
        self.edit.go_to(line)
        self.edit.setFocus()

    def _next_problem(self) -> None:
        self.edit.step_problem(1)
        self._announce_problem()

    def _previous_problem(self) -> None:
        self.edit.step_problem(-1)
        self._announce_problem()

    def _announce_problem(self) -> None:
        problem = self.edit.present
        if problem is not None:
            self.edit.setFocus()
            kind = {Weight.ERROR: "Problem", Weight.WARNING: "Hint", Weight.GUESS: "Guess"}[problem.weight]
            words = f"{kind} in line {problem.line}: {problem.what} {problem.fix}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, words))

    def _leave_text(self) -> None:
        self.trial.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _help(self) -> None:
        FormatHelp(self).show()

    def _listen(self) -> None:
        if self._editing.listening:
            self._editing.stop_listening()
        else:
            self._editing.listen()

    def _show_listening(self, listening: bool) -> None:
        self.trial.show_listening(listening)
        if not listening:
            self.trial.tell_transcribing()

    def _choose_file(self) -> None:
        manuscript = self._editing.manuscript
        if manuscript is None:
            return
        dialog = QFileDialog(self, "Share as file", f"{manuscript.question_id}.txt", "Text (*.txt);;Pack (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._share_to)
        dialog.open()

    def _share_to(self, path: str) -> None:
        manuscript = self._editing.manuscript
        if manuscript is not None:
            self.share.emit(manuscript.question_id, Path(path))

    # completion

    def _complete(self) -> None:
        """In a checkpoint: what was said for it before, as cues; else the marks that a line may begin with."""
        written = self.edit.textCursor().block().text()
        line = read_line(written)
        point = self._point()
        if line.mark is Mark.CHECKPOINT and point is not None:
            self._editing.offer_wording(*point)
        elif line.mark is Mark.NONE:
            self._menu([(f"{mark} ", f"{mark}  {means}") for mark, means in BEGINNINGS])

    def _point(self) -> tuple[str, tuple[str, ...]] | None:
        """The checkpoint in the cursor's line, with its cues."""
        reading = self._editing.reading
        for each in reading.sections if reading else ():
            for line, point in zip(each.points, each.section.checkpoints, strict=True):
                if line == self.edit.line:
                    return point.id, tuple(cue for group in point.cue_groups for cue in group)
        return None

    def _offer(self, phrases: tuple[str, ...]) -> None:
        if phrases:
            self._menu([(self._as_cue(phrase), phrase) for phrase in phrases])
        else:
            self._menu([])

    def _as_cue(self, phrase: str) -> str:
        """The phrase with the comma or bar that it needs where the cursor is."""
        cursor = self.edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()].rstrip()
        if "|" not in before:
            return f" | {phrase}"
        return f" {phrase}" if before[-1] in "|,&" else f", {phrase}"

    def _menu(self, choices: list[tuple[str, str]]) -> None:
        menu = QMenu(self)
        for inserted, shown in choices:
            menu.addAction(shown).setData(inserted)
        if not choices:
            menu.addAction("Nothing was said for it yet").setEnabled(False)
        menu.triggered.connect(self._insert)
        menu.aboutToHide.connect(menu.deleteLater)
        if choices:
            menu.setActiveAction(menu.actions()[0])
        menu.popup(self.edit.caret_place())

    def _insert(self, action: object) -> None:
        text = action.data()  # type: ignore[attr-defined]
        if isinstance(text, str):
            self.edit.insertPlainText(text)
            self.edit.setFocus()

    # versions

    def _show_versions(self, versions: tuple[TemplateVersion, ...]) -> None:
        if self._versions is not None:
            self._versions.close()
        self._versions = Versions(versions, self.edit.toPlainText(), self)
        self._versions.restored.connect(self.edit.put_text)
        self._versions.destroyed.connect(self._versions_gone)
        self._versions.show()

    def _versions_gone(self) -> None:
        self._versions = None

    def showEvent(self, event: QShowEvent) -> None:
        """The text has the keyboard."""
        super().showEvent(event)
        self.edit.setFocus()


MOST_CARDS = 60
"""Sections that are previewed; nobody speaks more."""
BEGINNINGS = (
    ("##", "section [1:00-1:30]"),
    (">", "what is asked"),
    ("- [ ]", "checkpoint | cue, cue"),
    ("~", "example sentence"),
    ("- [!]", "pitfall | phrase"),
    ("?", "follow-up"),
    ("//", "comment"),
)


def _state(manuscript: Manuscript, *, unsaved: bool) -> str:
    if manuscript.saved is None:
        return "New, not saved. Kept as a draft."
    if unsaved:
        return "Edited, not saved. The last good version stays in use."
    if manuscript.built_in and not manuscript.own:
        return "Comes with Runthrough. Saving a change makes it yours."
    return "Saved. In use."
