"""A frame around fields to write in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame


class FieldFrame(QFrame):
    """Keeps the keys that end the writing from the page, where they would do something else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field ends the writing there and not the page; Space is a space."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            event.accept()
        else:
            super().keyPressEvent(event)
