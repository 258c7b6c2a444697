"""What a delivery is measured against: the speaker's pace band and their list of fillers (ui.md 4.7, Review)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox

from runthrough.domain import norms
from runthrough.domain.norms import FILLER_WORDS, PACE_LIMITS, TARGET_PACE, Aims
from runthrough.storage.settings import Settings, usable_phrases
from runthrough.ui.widgets.field_frame import FieldFrame
from runthrough.ui.widgets.pieces import button, column, label, row

NARROWEST = 5
"""Words a minute between the two ends of a band."""


class DeliveryAimsCard(FieldFrame):
    """`changed` gives other `Aims` when the speaker has left a field or pressed Enter in it."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._aims = Aims()
        least, most = PACE_LIMITS
        self.low, self.high = _pace_field("Pace from"), _pace_field("Pace to")
        self.low.setRange(least, most - NARROWEST)
        self.high.setRange(least + NARROWEST, most)
        self.fillers = QLineEdit()
        self.fillers.setAccessibleName("Filler words, separated by commas")
        self.fillers.setToolTip(norms.FILLERS.line)
        self.fillers.setPlaceholderText("only um, uh and er are counted")
        self._usual = button("Use the usual ones", self._take_usual, look="link", name="Use the usual pace and fillers")
        for field in (self.low, self.high, self.fillers):
            field.editingFinished.connect(self._tell)
        pace = row(
            label("Pace", "small"), self.low, label("to", "small"), self.high, label("words a minute", "small"), None,
            self._usual, spacing=10,
        )  # fmt: skip
        fillers = row(label("Fillers", "small"), self.fillers, spacing=10)
        fillers.setStretch(1, 1)
        note = label(
            "Nothing is said of a pace a little outside. Words like “so” and “like” count only where they carry "
            "nothing, your own wherever you say them. Um, uh and er are always counted.",
            "quiet",
            wrap=True,
        )
        self.setLayout(column(pace, 12, fillers, 8, note, margins=(20, 14, 20, 14)))

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._show(settings.aims)

    def _show(self, aims: Aims) -> None:
        self._aims = aims
        low, high = aims.pace_band
        self.low.setValue(low)
        self.high.setValue(high)
        self.fillers.setText(", ".join(aims.filler_words))
        self._usual.setEnabled(aims != Aims())

    def _tell(self) -> None:
        aims = Aims(self._band(), usable_phrases(self.fillers.text().split(",")))
        changed = aims != self._aims
        self._show(aims)
        if changed:
            self.changed.emit(aims)

    def _band(self) -> tuple[int, int]:
        """The two ends; the one that was changed pushes the other one along."""
        low, high = self.low.value(), self.high.value()
        if low > high - NARROWEST:
            return (low, low + NARROWEST) if low != self._aims.pace_band[0] else (high - NARROWEST, high)
        return low, high

    def _take_usual(self) -> None:
        self._show(Aims(TARGET_PACE, FILLER_WORDS))
        self.changed.emit(self._aims)


def _pace_field(name: str) -> QSpinBox:
    made = QSpinBox()
    made.setAccessibleName(f"{name}, words a minute")
    made.setToolTip(norms.PACE.line)
    made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    made.setSingleStep(5)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedWidth(64)
    return made
