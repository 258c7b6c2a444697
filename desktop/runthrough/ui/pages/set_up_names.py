"""What should not be said or not leave, and whether the follow-up section asks what was weak (ui.md 4.7, Review)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit

from runthrough.storage.settings import Settings, usable_names
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.pieces import column, frame, label, row

LINES = 4
"""Names that are seen without scrolling."""


class NamesField(QPlainTextEdit):
    """A name a line. `left`: the speaker is done with it for now."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(OWN_FOCUS, True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName("Names that should not be said, one a line")
        self.setPlaceholderText("A person, a firm, a project, a figure: one a line")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What stands in it holds when it is left."""
        super().focusOutEvent(event)
        self.left.emit()


class NamesCard(QFrame):
    """`changed` gives the names and whether follow-ups are asked, when one of them is another."""

    changed = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._settings = Settings()
        self.follow_ups = QCheckBox("A follow-up section asks what was weak or missed the last time")
        self.names = NamesField()
        self.names.setFixedHeight(self.names.fontMetrics().lineSpacing() * LINES + 20)
        self.names.left.connect(self.tell)
        self.follow_ups.clicked.connect(self.tell)
        field = frame("field")
        field.setLayout(row(self.names, margins=(6, 4, 6, 4)))
        note = label(
            "The review tells where one of them was said, also when it only sounds like it. An export masks them in "
            "its page and covers them in its sound. A name with a capital that is also a word, like Mark, is found "
            "where it has its capital.",
            "quiet",
            wrap=True,
        )
        heading = label("Names that should not be said or should not leave", "small")
        self.setLayout(column(self.follow_ups, 14, heading, 6, field, 8, note, margins=(20, 14, 20, 14)))
        self.show_settings(self._settings)

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._settings = settings
        self.follow_ups.setChecked(settings.ask_follow_ups)
        self.names.setPlainText("\n".join(settings.confidential))

    def tell(self) -> None:
        """Hand over what stands here, if it is something else than before."""
        names, asks = usable_names(self.names.toPlainText().splitlines()), self.follow_ups.isChecked()
        if (names, asks) != (self._settings.confidential, self._settings.ask_follow_ups):
            self._settings = replace(self._settings, confidential=names, ask_follow_ups=asks)
            self.changed.emit(names, asks)
