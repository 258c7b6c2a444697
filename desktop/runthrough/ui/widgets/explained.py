"""A figure's definition, one click away from it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from runthrough.ui.widgets.pieces import button, column, label, row


class Explained(QDialog):
    """A title and how it is counted; not modal, Esc closes it."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = label(text, "body", wrap=True)
        words.setMinimumWidth(420)
        close = row(None, button("Close", self.close, compact=True))
        self.setLayout(column(label(title, "heading"), 10, words, 16, close, margins=(24, 20, 24, 20)))
