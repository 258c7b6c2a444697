"""Below the transcript while words are selected: for which checkpoint they are the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu

from runthrough.ui.widgets.pieces import ElidedLabel, button, label, row


class EvidenceBar(QFrame):
    """The selected words and a menu of checkpoints. `assigned` gives the id of the one that was chosen."""

    assigned = Signal(str)
    dropped = Signal()
    """The speaker selects nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._words = ElidedLabel("", "small")
        self._button = button("Evidence for", self._open_below, icon_name="chevron-down", compact=True)
        close = button("", self.dropped.emit, look="icon", icon_name="close", name="Select nothing", compact=True)
        self.menu = QMenu(self._button)
        layout = row(label("Selected:", "quiet"), self._words, self._button, close, spacing=8, margins=(12, 6, 8, 6))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def show_checkpoints(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Offer these: id, letter and label of each."""
        self.menu.clear()
        for checkpoint_id, letter, text in lines:
            # an ampersand in a menu would make a key of the letter behind it
            self.menu.addAction(f"{letter}   {text}".replace("&", "&&"), partial(self.assigned.emit, checkpoint_id))

    def show_words(self, text: str) -> None:
        """Show what is selected; nothing hides the bar."""
        self._words.setText(f"“{text}”" if text else "")
        self._button.setAccessibleName(f"Evidence for: {text}")
        self.setVisible(bool(text) and not self.menu.isEmpty())

    def open_menu(self, at: QPoint) -> None:
        """Open the menu at a point of the screen."""
        if not self.menu.isEmpty():
            self.menu.popup(at)

    def _open_below(self) -> None:
        self.open_menu(self._button.mapToGlobal(self._button.rect().bottomLeft()))
