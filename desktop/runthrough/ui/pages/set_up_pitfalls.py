"""Which rules look for pitfalls (ui.md 4.7, Review)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout

from runthrough.domain.pitfalls.rules import RULES
from runthrough.storage.settings import Settings
from runthrough.ui.widgets.pieces import column, label

COLUMNS = 2


class PitfallsCard(QFrame):
    """`changed` gives the ids of the rules that are off, when the speaker switched one."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._unknown: tuple[str, ...] = ()
        self.boxes = {rule.id: QCheckBox(rule.title) for rule in RULES}
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for place, rule in enumerate(RULES):
            box = self.boxes[rule.id]
            where = "Looked for everywhere." if rule.everywhere else "Looked for where the question lists it."
            box.setToolTip(f"{rule.explanation} {where} Source: {rule.source}")
            box.setAccessibleDescription(box.toolTip())
            box.clicked.connect(self._tell)
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        note = label(
            "A rule finds words and knows no intent, so whatever it finds is called possible, with its quote.",
            "quiet",
            wrap=True,
        )
        self.setLayout(column(grid, 10, note, margins=(20, 14, 20, 14)))

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._unknown = tuple(each for each in settings.pitfalls_off if each not in self.boxes)
        for rule_id, box in self.boxes.items():
            box.setChecked(rule_id not in settings.pitfalls_off)

    def _tell(self) -> None:
        off = (rule_id for rule_id, box in self.boxes.items() if not box.isChecked())
        self.changed.emit((*off, *self._unknown))
