"""The number ledger as a table: each figure with what it measures, when it was said and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from runthrough.domain.clock import format_time
from runthrough.domain.ledger import Entry, Figure
from runthrough.ui.review_words import day_and_time
from runthrough.ui.theme import theme

_Index = QModelIndex | QPersistentModelIndex
HEADS = ("Measure", "Figure", "Said", "In these words")
_SHARES = {0: 24, 2: 28}
"""Percent of the width that a column takes; a figure is never cut, and its words get the rest."""


@dataclass(frozen=True, slots=True)
class _Line:
    figure: Figure
    title: str
    first: bool
    against: bool
    contradicted: bool


class NumbersModel(QAbstractTableModel):
    """Figures as rows, those of one measure together."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = [line for entry in entries for line in _lines(entry)]
        self.endResetModel()

    def figure(self, number: int) -> Figure:
        """The figure of a row."""
        return self._lines[number].figure

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many figures there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Measure, figure, when, quote."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words; a contradiction is told by its sign, the colour only repeats it."""
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _texts(line)[column]
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return _spelled_out(line)[column]
            case Qt.ItemDataRole.ForegroundRole if line.against and column < 2:
                return theme().colour("amber-t")
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _lines(entry: Entry) -> list[_Line]:
    against = [figure for pair in entry.contradictions for figure in (pair.earlier, pair.later)]
    return [
        _Line(figure, entry.title, at == 0, figure in against, bool(against)) for at, figure in enumerate(entry.figures)
    ]


def _texts(line: _Line) -> tuple[str, ...]:
    figure = line.figure
    at = "" if figure.at is None else f"at {format_time(figure.at)} "
    return (
        (f"≠ {line.title}" if line.contradicted else line.title) if line.first else "",
        f"≠ {figure.value}" if line.against else figure.value,
        f"{day_and_time(figure.started_at)}, {at}in {figure.section_name}",
        f"“{figure.near}”",
    )


def _spelled_out(line: _Line) -> tuple[str, ...]:
    """The same for who hears one cell, or points at it: the measure in every row, and what the sign means."""
    told, against = (", contradicted" if line.contradicted else ""), (", contradicts" if line.against else "")
    return f"{line.title}{told}", f"{line.figure.value}{against}", _texts(line)[2], f"“{line.figure.quote}”"


class NumbersTable(QTableView):
    """The table; its `doubleClicked` and Enter on its page open a review."""

    def __init__(self) -> None:
        super().__init__()
        self._model = NumbersModel()
        self.setModel(self._model)
        self.setAccessibleName("Numbers")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these, the first figure chosen."""
        self._model.show_entries(entries)
        if entries:
            self.selectRow(0)

    def figure(self, number: int) -> Figure:
        """The figure of a row."""
        return self._model.figure(number)

    def resizeEvent(self, event: Any) -> None:
        """The quote gets what the others leave."""
        super().resizeEvent(event)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, self.viewport().width() * share // 100)
