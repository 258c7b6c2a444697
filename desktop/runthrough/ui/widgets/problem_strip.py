"""The sentence under a line with a problem: what is wrong, and the button that mends it (picture 05)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from runthrough.domain.template_problems import TemplateProblem, Weight
from runthrough.ui.theme import theme
from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, button, label, row

HEIGHT = 38
LOOKS = {
    Weight.ERROR: ("alert-circle", "red-t", "red-b", "bad"),
    Weight.WARNING: ("alert-outline", "amber-t", "amber-b", "warn"),
    Weight.GUESS: ("help-circle-outline", "amber-t", "amber-b", "warn"),
}
"""Icon, its colour, ground and look of the words, by weight; the icon's shape tells them apart in greyscale."""


class ProblemStrip(QFrame):
    """Shows one problem. `mend` is emitted when its button is pressed."""

    mend = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = "red-b"
        self._icon = IconLabel("alert-circle", "red-t", 15)
        self._line = label("", "bad")
        self._words = ElidedLabel("", "small")
        self._button = button("", self.mend.emit, compact=True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Enter does the same from the text
        self._key = label("Alt Enter", "key")
        layout = row(self._icon, self._line, self._words, self._button, self._key, spacing=8, margins=(0, 2, 14, 4))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def show_problem(self, problem: TemplateProblem) -> None:
        """Show this one."""
        icon, colour, self._ground, look = LOOKS[problem.weight]
        self._icon.show_icon(icon, colour)
        self._line.setProperty("look", look)
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)
        self._line.setText(f"Line {problem.line}")
        words = problem.what if problem.edit else f"{problem.what} {problem.fix}"
        self._words.setText(words)
        self._button.setVisible(problem.edit is not None)
        self._key.setVisible(problem.edit is not None)
        if problem.edit is not None:
            self._button.setText(problem.edit.label)
        self.setAccessibleName(f"Line {problem.line}: {problem.what} {problem.fix}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), theme().colour(self._ground))
