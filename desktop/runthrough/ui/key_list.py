"""Ctrl+/: the keys of the page that is shown, on one sheet (ui.md 6)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from runthrough.ui.widgets.pieces import button, column, label, row

EVERYWHERE = (
    ("Ctrl+1", "Questions"),
    ("Ctrl+N", "New question"),
    ("Ctrl+,", "Set-up"),
    ("Ctrl+/", "These keys"),
    ("Alt+Left", "Back"),
)
KEYS = {
    "questions": (
        ("Up, Down", "Another question"),
        ("Enter", "Open or close a question; press a button"),
        ("Ctrl+R", "Rehearse"),
        ("F2", "Edit"),
        ("Menu", "Duplicate, export, archive, delete"),
        ("Delete", "Delete; it can be had back for ten seconds"),
        ("Ctrl+F", "Search"),
    ),
    "editor": (
        ("F8, Shift+F8", "Next, previous problem"),
        ("Alt+Enter", "Mend the problem"),
        ("Ctrl+Space", "Offer what you said before as cues"),
        ("Ctrl+S", "Save"),
        ("Ctrl+Tab", "Leave the text"),
        ("F1", "How a question is written"),
        ("Esc", "Back; what is not saved stays a draft"),
    ),
    "import": (("Esc", "Back"),),
    "history": (("Up, Down", "Another run-through"), ("Enter", "Open its review"), ("Esc", "Back")),
    "review": (
        ("Space", "Play or pause"),
        ("Left, Right", "5 seconds back or on; in the transcript another word"),
        ("Enter", "In the transcript: play from the word"),
        ("Shift+arrows", "In the transcript: select words; Menu: for which checkpoint"),
        ("Ctrl+Left, Ctrl+Right", "Another section"),
        ("A to Z", "Play the evidence of that checkpoint"),
        ("1, 2, 3", "On a checkpoint: said, partly, missed"),
        ("4", "On a checkpoint: the selected words are its evidence"),
        ("L", "Loop"),
        ("[ and ]", "Slower or faster"),
        ("Ctrl+R", "Rehearse again"),
        ("Ctrl+E", "Export"),
        ("Esc", "Back"),
    ),
    "set_up": (("Space", "Record, or play the sample"), ("Enter", "Start")),
}
"""By page. The rehearse page has its keys in its footer, and no dialogue while somebody speaks."""


class KeyList(QDialog):
    """Not modal; Esc closes it."""

    def __init__(self, page: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for line, (keys, does) in enumerate((*KEYS.get(page, ()), *EVERYWHERE)):
            grid.addWidget(label(keys, "key"), line, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(does), line, 1)
        close = button("Close", self.close, compact=True)
        self.setLayout(column(label("Keys", "heading"), 14, lines, 18, row(None, close), margins=(24, 20, 24, 20)))
