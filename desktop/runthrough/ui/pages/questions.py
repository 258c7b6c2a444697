"""The home page: every question with what is known of it; one row is open at a time (ui.md 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from runthrough.ui.widgets.banner import Banner, Notice, Tone
from runthrough.ui.widgets.pieces import IconLabel, clear, column, label, row

if TYPE_CHECKING:
    from runthrough.ui.pages.question_row import QuestionRow
    from runthrough.ui.ports import Overviews, QuestionOverview


class QuestionsPage(QWidget):
    """Shows `Overviews`. All its signals carry ids."""

    rehearse = Signal(str)
    review = Signal(str)
    history = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.banner = Banner()
        self._count = label("", "quiet")
        self._rows: list[QuestionRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._empty = self._make_empty()
        self._opened: str | None = None
        inside = QWidget()
        inside.setLayout(column(self._list, self._empty, None))
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        self._scroller = scroller
        self._heads = row()
        layout = column(
            label("Questions", "title"), 14, self.banner, 14, self._heads, 6, scroller, margins=(40, 32, 40, 8)
        )
        layout.setStretch(6, 1)
        self.setLayout(layout)

    def _make_empty(self) -> QWidget:
        made = QWidget()
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = column(60)
        texts = (
            IconLabel("format-list-bulleted", "text3", 28),
            label("No questions yet", "strong"),
            label("Put a template (a text file) into the questions folder of your data folder.", "small"),
        )
        for item in texts:
            layout.addWidget(item, 0, middle)
            layout.addSpacing(6)
        made.setLayout(layout)
        made.hide()
        return made

    @property
    def ready(self) -> bool:
        """Whether the questions were read."""
        return bool(self._rows)

    def show_overviews(self, overviews: Overviews) -> None:
        """Show these; the row that was open stays open, else the first one opens."""
        # imported here: the window shows before there are any rows
        from runthrough.ui.pages.question_row import QuestionRow, make_heads  # noqa: PLC0415

        focused = self._focused_id()
        clear(self._list)
        self._rows = []
        for overview in sort(overviews.questions):
            made = QuestionRow(overview)
            made.rehearse.connect(self.rehearse)
            made.review.connect(self.review)
            made.history.connect(self.history)
            made.toggled.connect(self._toggle)
            made.stepped.connect(self._step)
            self._rows.append(made)
            self._list.addWidget(made)
        count = len(self._rows)
        self._count.setText(f"{count} question{'' if count == 1 else 's'}")
        self._count.setVisible(count > 0)
        if count and not self._heads.count():
            self._heads.addWidget(make_heads(self._count))
        self._empty.setVisible(count == 0)
        if overviews.broken:
            self._tell_broken(overviews)
        self._open(self._opened if self._opened in self._ids() else next(iter(self._ids()), None))
        if self.isVisible():  # a page that is read anew behind another one must not take the keyboard from it
            self._focus(focused)

    def _tell_broken(self, overviews: Overviews) -> None:
        """A template with mistakes is named with its first line; the others are usable all the same."""
        error = overviews.broken[0]
        problem = error.problems[0]
        more = f" ({len(overviews.broken) - 1} more files)" if len(overviews.broken) > 1 else ""
        heading = f"{error.source.rpartition('/')[2]}, line {problem.line}: {problem.what}"
        notice = Notice(heading, f"{problem.fix} The file is left as it is.{more}", Tone.WARN, "alert-outline")
        if self.banner.shown is None:
            self.banner.show_notice(notice)

    def _ids(self) -> list[str]:
        return [each.overview.question.id for each in self._rows]

    def _toggle(self, question_id: str) -> None:
        self._open(None if self._opened == question_id else question_id)

    def _open(self, question_id: str | None) -> None:
        self._opened = question_id
        for each in self._rows:
            each.set_open(opened=each.overview.question.id == question_id)

    # keyboard

    def _focused_id(self) -> str | None:
        """The row that has the focus, itself or one of its buttons."""
        focused: QWidget | None = self.focusWidget()
        rows = (each for each in self._rows if focused and (each is focused or each.isAncestorOf(focused)))
        return next((each.overview.question.id for each in rows), None)

    def _focus(self, question_id: str | None) -> None:
        for each in self._rows:
            if each.overview.question.id == question_id:
                each.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The open row's next step, so that Enter or Space begins."""
        for each in self._rows:
            if each.overview.question.id == self._opened:
                each.take_focus()
                return

    def _step(self, step: int) -> None:
        ids, focused = self._ids(), self._focused_id()
        at = max(0, min((ids.index(focused) if focused in ids else -1) + step, len(ids) - 1))
        self._rows[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroller.ensureWidgetVisible(self._rows[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+R rehearses the row with the focus, else the open one."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        wanted = self._focused_id() or self._opened
        if control and event.key() == Qt.Key.Key_R and wanted:
            self.rehearse.emit(wanted)
        else:
            super().keyPressEvent(event)


def sort(overviews: tuple[QuestionOverview, ...]) -> list[QuestionOverview]:
    """By the coverage of the last run-through, the least first, then those never rehearsed; by title where equal."""

    def key(overview: QuestionOverview) -> tuple[bool, float, str]:
        last = overview.history[0] if overview.history else None
        share = last.said / last.asked if last and last.asked else 0.0
        return last is None, share, overview.question.template.title

    return sorted(overviews, key=key)
