"""A link of one line that is cut in the middle where it does not fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from runthrough.ui.widgets.pieces import ICON, Button, set_icon

_BESIDE = ICON + 10
"""Pixels of a link that its icon and the space around the words take."""


class ElidedLink(Button):
    """Takes the width it is given. Its accessible name is the whole text, its tooltip that and what it `means`."""

    def __init__(self, text: str, pressed: Callable[[], object], icon_name: str, means: str = "") -> None:
        super().__init__(text)
        self._whole = text
        self.setProperty("look", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_BESIDE)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}\n{means}" if means else text)
        set_icon(self, icon_name)
        self._pressed = pressed
        self.clicked.connect(self._press)

    def _press(self) -> None:
        self._pressed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        room = self.width() - _BESIDE
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, room))
