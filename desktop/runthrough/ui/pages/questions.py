"""The home page: every question with what is known of it; one row is open at a time (ui.md 4.1)."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from runthrough.ui.pages.questions_bar import Filters, QuestionsBar
from runthrough.ui.widgets.banner import Action, Banner, Notice, Tone
from runthrough.ui.widgets.pieces import IconLabel, button, column, label, row

if TYPE_CHECKING:
    from runthrough.domain.question import Length
    from runthrough.ui.pages.question_row import QuestionRow
    from runthrough.ui.ports import Overviews, QuestionOverview

FIRST_ROWS, MORE_ROWS = 24, 24
BUILD_SECONDS = 0.006
"""How long rows are built before the event loop turns again: the window never waits for 16 ms."""
NEAR_END = 600
"""Pixels from the end of the list at which more rows are built."""


class QuestionsPage(QWidget):
    """Shows `Overviews`. All its signals carry ids, but for `imported` (a path) and `menu_wanted` (a place, too)."""

    rehearse = Signal(str)
    review = Signal(str)
    history = Signal(str)
    edit = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    imported = Signal(object)
    menu_wanted = Signal(str, object)
    remove = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.bar = QuestionsBar()
        self.filters = Filters()
        self._rows: dict[str, QuestionRow] = {}
        self._overviews: dict[str, QuestionOverview] = {}
        self._shown: list[str] = []
        self._wanted = FIRST_ROWS
        self._lengths: dict[str, Length] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._empty = self._make_empty()
        self._opened: str | None = None
        self._focus_wanted = False
        inside = QWidget()
        inside.setLayout(column(self._list, self._empty, None))
        self._scroller = self._make_scroller(inside)
        self._heads = row()
        layout = column(self.bar, 14, self.banner, 14, self._heads, 6, self._scroller, margins=(40, 32, 40, 8))
        layout.setStretch(6, 1)
        self.setLayout(layout)
        self._builder = QTimer(self)
        self._builder.timeout.connect(self._build)
        self.bar.searched.connect(self._refilter)
        self.bar.left.connect(self.take_focus)
        self.bar.new_wanted.connect(self.new_wanted)
        self.bar.import_wanted.connect(self.import_wanted)
        self.filters.changed.connect(self._refilter)

    def _make_scroller(self, inside: QWidget) -> QScrollArea:
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        scroller.verticalScrollBar().valueChanged.connect(self._scrolled)
        scroller.verticalScrollBar().rangeChanged.connect(self._scrolled)
        return scroller

    def _make_empty(self) -> QWidget:
        made = QWidget()
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = column(60)
        self._empty_words = label("No questions yet", "strong")
        self._empty_clear = button("Clear", self._clear_search, compact=True)
        for item in (IconLabel("format-list-bulleted", "text3", 28), self._empty_words, self._empty_clear):
            layout.addWidget(item, 0, middle)
            layout.addSpacing(6)
        made.setLayout(layout)
        made.hide()
        return made

    @property
    def ready(self) -> bool:
        """Whether the questions were read."""
        return bool(self._overviews)

    @property
    def rows(self) -> list[QuestionRow]:
        """The rows that are built, in their order."""
        return [self._rows[question_id] for question_id in self._shown if question_id in self._rows]

    def length_of(self, question_id: str) -> Length | None:
        """The length that was chosen for a question; None where none was."""
        return self._lengths.get(question_id)

    # what is shown

    def show_overviews(self, overviews: Overviews) -> None:
        """Show these; the row that was open stays open, else the first one opens."""
        self._focus_wanted = self._focus_wanted or (self.isVisible() and self._focused_id() is not None)
        self._overviews = {each.question.id: each for each in overviews.questions}
        self.filters.offer(overviews.questions)
        if overviews.broken:
            self._tell_broken(overviews)
        elif overviews.drafts and self.banner.shown is None:
            self._tell_drafts(overviews)
        self._refilter()

    def _refilter(self) -> None:
        """Show what the search and the filters leave, in their order."""
        self._shown = [each.question.id for each in self.filters.choose(self._overviews.values(), self.bar.text)]
        self._wanted = FIRST_ROWS
        self._tell_count()
        if self._opened not in self._shown:
            self._opened = next(iter(self._shown), None)
        self._build()

    def _tell_count(self) -> None:
        from runthrough.ui.pages.question_row import make_heads  # noqa: PLC0415  the window shows before any rows

        self.filters.tell_count(len(self._shown))
        if self._overviews and not self._heads.count():
            self._heads.addWidget(make_heads(self.filters))
        self._empty.setVisible(not self._shown)
        text = self.bar.text
        none = "No questions here" if self._overviews else "No questions yet"
        self._empty_words.setText(f"No question matches “{text}”" if text else none)
        self._empty_clear.setVisible(bool(text))

    def _build(self) -> None:
        """Bring rows and list together, some rows a turn; rows of questions that did not change are kept."""
        end = perf_counter() + BUILD_SECONDS
        for at, question_id in enumerate(self._shown[: self._wanted]):
            if perf_counter() > end:
                self._builder.start(0)
                return
            self._place(at, question_id)
        self._builder.stop()
        while self._list.count() > min(len(self._shown), self._wanted):
            self._drop(self._list.count() - 1)
        self._after_building()

    def _place(self, at: int, question_id: str) -> None:
        """Have the row of a question at a place of the list."""
        made = self._rows.get(question_id)
        if made is not None and made.overview != self._overviews[question_id]:
            self._drop(self._list.indexOf(made))
            made = None
        if made is None:
            made = self._make_row(question_id)
        elif self._list.indexOf(made) == at:
            made.set_open(opened=question_id == self._opened)
            return
        self._list.removeWidget(made)
        self._list.insertWidget(at, made)
        made.set_open(opened=question_id == self._opened)
        made.show()

    def _make_row(self, question_id: str) -> QuestionRow:
        from runthrough.domain.question import Length  # noqa: PLC0415
        from runthrough.ui.pages.question_row import QuestionRow  # noqa: PLC0415

        made = QuestionRow(self._overviews[question_id], self._lengths.get(question_id, Length.FULL))
        made.rehearse.connect(self.rehearse)
        made.review.connect(self.review)
        made.history.connect(self.history)
        made.menu_wanted.connect(self.menu_wanted)
        made.length_chosen.connect(self.keep_length)
        made.toggled.connect(self._toggle)
        made.stepped.connect(self._step)
        self._rows[question_id] = made
        return made

    def _drop(self, at: int) -> None:
        """Take a row out of the list; a question that is only filtered away gets a new one later."""
        widget = self._list.takeAt(at).widget()
        for question_id, each in list(self._rows.items()):
            if each is widget:
                del self._rows[question_id]
                each.hide()
                each.deleteLater()

    def _after_building(self) -> None:
        wanted, self._focus_wanted = self._focus_wanted, False
        # a page that is read anew behind another one takes no focus, and nobody who searches is disturbed
        if wanted and self.isVisible() and not self.bar.field.hasFocus():
            self.take_focus()

    def _scrolled(self) -> None:
        bar = self._scroller.verticalScrollBar()
        if self._wanted < len(self._shown) and bar.maximum() - bar.value() < NEAR_END and not self._builder.isActive():
            self._wanted += MORE_ROWS
            self._builder.start(0)

    def keep_length(self, question_id: str, length: Length) -> None:
        """Let a question be rehearsed at this length from now on."""
        self._lengths[question_id] = length

    def _tell_broken(self, overviews: Overviews) -> None:
        """A template with mistakes is named with its first line; the others are usable all the same."""
        error = overviews.broken[0]
        problem = error.problems[0]
        more = f" ({len(overviews.broken) - 1} more files)" if len(overviews.broken) > 1 else ""
        path = Path(error.source)
        heading = f"{path.name}, line {problem.line}: {problem.what}"
        mend = Action("Mend it", lambda: self.edit.emit(path.stem), primary=True)
        line = f"{problem.fix} The file is left as it is.{more}"
        if self.banner.shown is None:
            self.banner.show_notice(Notice(heading, line, Tone.WARN, "alert-outline", (mend,)))

    def _tell_drafts(self, overviews: Overviews) -> None:
        """A new question that was never saved."""
        draft = overviews.drafts[0]
        title = next((line[1:].strip() for line in draft.text.splitlines() if line.startswith("#")), "") or "No title"
        actions = (
            Action("Go on", lambda: self.edit.emit(draft.question_id), primary=True),
            Action("Discard", lambda: self.remove.emit(draft.question_id)),
        )
        line = "It is kept as a draft until you save or discard it."
        self.banner.show_notice(Notice(f"“{title}” was not saved", line, icon="pencil-outline", actions=actions))

    def _clear_search(self) -> None:
        self.bar.clear()

    # opening rows

    def _toggle(self, question_id: str) -> None:
        self._open(None if self._opened == question_id else question_id)

    def _open(self, question_id: str | None) -> None:
        self._opened = question_id
        for each_id, each in self._rows.items():
            each.set_open(opened=each_id == question_id)

    # files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.imported.emit(Path(url.toLocalFile()))
        event.acceptProposedAction()

    # keyboard

    def _focused_id(self) -> str | None:
        """The row that has the focus, itself or one of its buttons."""
        focused: QWidget | None = self.focusWidget()
        rows = (key for key, each in self._rows.items() if focused and (each is focused or each.isAncestorOf(focused)))
        return next(rows, None)

    def take_focus(self) -> None:
        """The open row's next step, so that Enter or Space begins."""
        if self._opened in self._rows:
            self._rows[self._opened].take_focus()
        else:
            self._focus_wanted = True

    def _step(self, step: int) -> None:
        ids = [question_id for question_id in self._shown if question_id in self._rows]
        focused = self._focused_id()
        at = max(0, min((ids.index(focused) if focused in ids else -1) + step, len(ids) - 1))
        if ids:
            made = self._rows[ids[at]]
            made.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroller.ensureWidgetVisible(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+R rehearses the row with the focus, else the open one; F2 edits it, Delete deletes it."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = self._focused_id() or self._opened
        if control and event.key() == Qt.Key.Key_R and wanted:
            self.rehearse.emit(wanted)
        elif event.key() == Qt.Key.Key_F2 and wanted:
            self.edit.emit(wanted)
        elif event.key() == Qt.Key.Key_Delete and self._focused_id():
            self.remove.emit(self._focused_id())
        elif event.key() == Qt.Key.Key_Menu and wanted in self._rows:
            made = self._rows[wanted]
            made.ask_menu_at(made.mapToGlobal(QPoint(made.width() - 20, 40)))
        elif control and event.key() == Qt.Key.Key_F:
            self.bar.take_focus()
        else:
            super().keyPressEvent(event)
