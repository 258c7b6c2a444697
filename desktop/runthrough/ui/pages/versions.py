"""Versions of a question's template: when each was in use, what is different now, and the way back to it."""

from __future__ import annotations

import difflib

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QListWidget, QPlainTextEdit, QWidget

from runthrough.storage.library import TemplateVersion
from runthrough.ui.review_words import day_and_time
from runthrough.ui.theme import theme
from runthrough.ui.widgets.pieces import button, column, label, row


class DifferenceView(QPlainTextEdit):
    """What went and what came between two texts; - and + say it, the ground only repeats it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("What is different in the text now")
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def show_difference(self, older: str, newer: str) -> None:
        """Show what changed from the one to the other."""
        lines = difference(older, newer)
        self.setPlainText("\n".join(lines) or "The same as the text in use.")
        grounds = {"-": "red-b", "+": "green-b"}
        cursor = QTextCursor(self.document())
        for line in lines:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            if line[:1] in grounds:
                look = QTextCharFormat()
                look.setBackground(theme().colour(grounds[line[0]]))
                cursor.mergeCharFormat(look)
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)


class Changes(QDialog):
    """What changed in a question since a run-through; not modal, Esc closes it."""

    def __init__(self, older: str, newer: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What changed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        view = DifferenceView()
        view.show_difference(older, newer)
        head = label("The question since this run-through: - went, + came.", "small")
        layout = column(head, 10, view, 14, row(None, button("Close", self.close)), margins=(20, 18, 20, 18))
        layout.setStretch(2, 1)
        self.setLayout(layout)


class Versions(QDialog):
    """Not modal. `restored` carries the text that the editor should hold; saving it is the speaker's step."""

    restored = Signal(str)

    def __init__(self, versions: tuple[TemplateVersion, ...], now: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Versions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(920, 520)
        self._versions, self._now = versions, now
        self.list = QListWidget()
        self.list.setAccessibleName("Versions, the latest first")
        self.list.addItems([_told(version, now) for version in versions])
        self.list.setFixedWidth(270)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.difference = DifferenceView()
        self._restore = button("Put it into the editor", self._put_back, look="primary")
        self._restore.setEnabled(False)
        head = label("A run-through keeps the version it was measured with.", "small")
        middle = row(self.list, self.difference, spacing=14)
        middle.setStretch(1, 1)
        feet = row(None, self._restore, button("Close", self.close), spacing=8)
        layout = column(head, 10, middle, 14, feet, margins=(20, 18, 20, 18))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.list.currentRowChanged.connect(self._show)
        if versions:
            self.list.setCurrentRow(0)
        else:
            self.difference.setPlainText("Never saved and never spoken to: there is only what is in use.")

    def _show(self, number: int) -> None:
        version = self._versions[number]
        self._restore.setEnabled(version.text != self._now)
        self.difference.show_difference(version.text, self._now)

    def _put_back(self) -> None:
        self.restored.emit(self._versions[self.list.currentRow()].text)
        self.close()


def difference(older: str, newer: str) -> list[str]:
    """The changed lines with two around them: "-" went, "+" came; empty when nothing changed."""
    found = difflib.unified_diff(older.splitlines(), newer.splitlines(), lineterm="", n=2)
    return [line for line in found if not line.startswith(("---", "+++"))]


def _told(version: TemplateVersion, now: str) -> str:
    count = version.runthroughs
    spoken = f"{count} run-through{'' if count == 1 else 's'}" if count else "not rehearsed"
    present = ", the text here" if version.text == now else ""
    return f"{day_and_time(version.used_at)}, {spoken}{present}"
