"""Every run-through of one question: date, time, coverage; below, its figures. Enter opens the review of either."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from runthrough.domain.agreement import DEFINITION
from runthrough.domain.clock import format_time
from runthrough.domain.hear_again import Scope, Wanted
from runthrough.domain.ladder import TITLES
from runthrough.domain.ledger import Entry
from runthrough.domain.made_by import told, what_changed
from runthrough.domain.question import Length
from runthrough.domain.rehearsed import RunThrough
from runthrough.ui.pages.again_bar import AgainBar
from runthrough.ui.pages.recognise_dialog import RecogniseDialog
from runthrough.ui.ports import HistoryLine, QuestionOverview, RecogniserLine
from runthrough.ui.review_words import day_and_time
from runthrough.ui.widgets.explained import Explained
from runthrough.ui.widgets.numbers_table import NumbersTable
from runthrough.ui.widgets.pieces import ElidedLabel, button, column, label, row

_Index = QModelIndex | QPersistentModelIndex
_UNLIMITED = 16_777_215
"""QWIDGETSIZE_MAX, which PySide6 does not name."""
HEADS = ("Run-through", "Date", "Time", "Sections", "Coverage", "Recognised by")


class HistoryModel(QAbstractTableModel):
    """Run-throughs as rows, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[HistoryLine, ...] = ()

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def runthrough(self, number: int) -> RunThrough:
        """The run-through of a row."""
        return self._lines[number].runthrough

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Number, date, time, sections, coverage, and by what it was measured."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words."""
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == len(HEADS) - 1:
            return self._measured_by(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts(index.row())[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _texts(self, number: int) -> tuple[str, ...]:
        line = self._lines[number]
        length = line.runthrough.length
        sections = len({take.section_id for take in line.runthrough.takes})
        coverage = f"{line.said} of {line.asked}" if line.asked else "no transcript yet"
        if line.asked and not line.transcribed:
            coverage += ", not all transcribed"
        return (
            str(len(self._lines) - number),
            day_and_time(line.runthrough.started_at),
            format_time(line.seconds),
            str(sections) if length is Length.FULL else f"{sections}, in {TITLES[length]}",
            coverage,
            self._measured_by(number),
        )

    def _measured_by(self, number: int) -> str:
        """The recognisers, with a mark where figures above cannot be compared with those below."""
        made_by = self._lines[number].made_by
        older = next((line.made_by for line in self._lines[number + 1 :] if line.made_by), ())
        changed = what_changed(made_by, older)
        return f"≠ {told(made_by)}, {changed}" if changed else told(made_by)


class HistoryPage(QWidget):
    """A table of run-throughs, and one of the figures said in them while there are any."""

    back = Signal()
    review = Signal(str)
    again_wanted = Signal(object)
    """What is to be recognised again, a Wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = ElidedLabel("", "title")
        self._back = button("", self.back.emit, look="icon", icon_name="arrow-left", name="Back")
        self._model = HistoryModel()
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName("Run-throughs")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(44)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (0, 2, 3):
            self.table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.doubleClicked.connect(self._open)
        self._agreement = button("How often Runthrough agrees with you", self._explain, look="link")
        self._agreement.setToolTip(DEFINITION)
        self._agreement.hide()
        self._again = button("Recognise again …", self._ask_again, compact=True)
        self.progress = AgainBar()
        self._language = "en"
        self._recognisers: tuple[RecogniserLine, ...] = ()
        heading = row(self._back, self._title, self._agreement, self._again, spacing=10)
        heading.setStretch(1, 1)
        self._question_id = ""
        self.numbers = NumbersTable()
        self.numbers.doubleClicked.connect(self._open_figure)
        self._numbers_title = label("Numbers", "heading")
        self._numbers_told = label("", "quiet")
        self._numbers = QWidget()
        told = row(self._numbers_title, 12, self._numbers_told, None)
        self._numbers.setLayout(column(18, told, 8, self.numbers))
        self._numbers.hide()
        layout = column(heading, 16, self.progress, self.table, self._numbers, margins=(40, 32, 40, 24))
        layout.setStretch(3, 1)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def show_question(self, overview: QuestionOverview) -> None:
        """Show a question's run-throughs, the newest chosen."""
        self._title.setText(overview.question.template.title)
        if overview.question.id != self._question_id:
            self._numbers.hide()
        self._question_id = overview.question.id
        self._language = overview.question.template.language
        self._model.show_lines(overview.history)
        self._share_height()
        found = overview.agreement
        if found is not None:
            self._agreement.setText(f"Runthrough {found.words} verdicts")
        self._agreement.setVisible(found is not None)
        if overview.history:
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_fresh(self, overviews: tuple[QuestionOverview, ...]) -> None:
        """Show what has changed of the question that is shown, with the chosen run-through kept."""
        found = next((each for each in overviews if each.question.id == self._question_id), None)
        if found is not None:
            chosen = self.table.currentIndex().row()
            self._model.show_lines(found.history)
            if 0 <= chosen < len(found.history):
                self.table.selectRow(chosen)

    def show_numbers(self, question_id: str, entries: tuple[Entry, ...]) -> None:
        """Show the figures of a question, unless another one is shown by now."""
        if question_id != self._question_id:
            return
        against = sum(bool(entry.contradictions) for entry in entries)
        measures = f"{len(entries)} measure{'' if len(entries) == 1 else 's'}"
        self._numbers_told.setText(
            f"{measures}, {against or 'none'} with figures that contradict one another{' (≠)' if against else ''}"
        )
        self.numbers.show_entries(entries)
        self._numbers.setVisible(bool(entries))
        self._share_height()

    def _share_height(self) -> None:
        """Few run-throughs leave their room to the figures."""
        lines = self.table.verticalHeader().length() + self.table.horizontalHeader().sizeHint().height()
        needed = lines + 2 * self.table.frameWidth()
        self.table.setMaximumHeight(_UNLIMITED if self._numbers.isHidden() else needed)

    def set_recognisers(self, recognisers: tuple[RecogniserLine, ...]) -> None:
        """What "recognise again" offers."""
        self._recognisers = recognisers

    def _ask_again(self) -> None:
        asked = Wanted(question_id=self._question_id, scope=Scope.OLDER, by_itself=True)
        dialog = RecogniseDialog(asked, "all of this question", self._language, self._recognisers, self)
        dialog.wanted.connect(self.again_wanted)
        dialog.show()

    def _open_figure(self, index: QModelIndex) -> None:
        self.review.emit(self.numbers.figure(index.row()).runthrough_id)

    def _explain(self) -> None:
        Explained(self._agreement.text(), DEFINITION, self).show()

    def _open(self, index: QModelIndex) -> None:
        self.review.emit(self._model.runthrough(index.row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the review, Esc goes back."""
        in_numbers = self.numbers.hasFocus()
        chosen = (self.numbers if in_numbers else self.table).currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen.isValid():
            (self._open_figure if in_numbers else self._open)(chosen)
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)
