"""The checkpoints of a section, below one another, with how many of them were said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runthrough.domain.verdicts import Outcome
from runthrough.ui.widgets.checkpoint_row import CheckpointLine, CheckpointRow
from runthrough.ui.widgets.pieces import ElidedLabel, clear, column, label, row

COUNTED = {Outcome.PARTLY: "partly", Outcome.UNSURE: "not sure", Outcome.ELSEWHERE: "elsewhere"}


class CheckpointList(QWidget):
    """All checkpoints of a section. Its signals are those of `CheckpointRow`."""

    overruled = Signal(str, object)
    played = Signal(str)
    words_used = Signal(str)
    cue_added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("Checkpoints", "strong")
        self._count = ElidedLabel("", "small")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._shown: list[CheckpointRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        heading = row(self._title, self._count, spacing=12)
        heading.setStretch(1, 1)
        self.setLayout(column(heading, 8, self._rows))

    def show_lines(self, lines: list[CheckpointLine], *, selected: bool = False) -> None:
        """Show these; the row that had the focus gets it again. `selected`: words are, in the transcript."""
        focused = self.focusWidget()
        kept = ""
        while focused is not None and focused is not self:
            if isinstance(focused, CheckpointRow):
                kept = focused.line.checkpoint_id
            focused = focused.parentWidget()
        clear(self._rows)
        self._shown = [self._make_row(line) for line in lines]
        self.offer_words(selected=selected)
        for made in self._shown:
            if made.line.checkpoint_id == kept:
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count.setText(_count(lines))

    def offer_words(self, *, selected: bool) -> None:
        """Whether words are selected that could be evidence."""
        for made in self._shown:
            made.offer_words(selected=selected)

    def _make_row(self, line: CheckpointLine) -> CheckpointRow:
        made = CheckpointRow(line)
        made.overruled.connect(self.overruled)
        made.played.connect(self.played)
        made.words_used.connect(self.words_used)
        made.cue_added.connect(self.cue_added)
        self._rows.addWidget(made)
        return made


def _count(lines: list[CheckpointLine]) -> str:
    if not lines:
        return "none asked"
    if all(line.outcome is None for line in lines):
        return "not yet"
    found = [line.outcome for line in lines]
    parts = [f"{found.count(Outcome.SAID)} said"]
    parts += [f"{found.count(outcome)} {word}" for outcome, word in COUNTED.items() if outcome in found]
    return ", ".join(parts)
