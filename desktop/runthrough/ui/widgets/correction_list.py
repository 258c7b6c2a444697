"""Terms of the question that were misheard: played, and changed back to what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.corrections import Correction
from runthrough.ui.widgets.pieces import ElidedLabel, button, clear, column, label, row

EXPLAINED = (
    "This recogniser cannot be told the question's terms, so they are looked for in what it wrote, by sound and "
    "spelling. If you did say what was heard, let that stand: the section is judged anew. In the transcript, Delete "
    "does the same."
)


def heard_text(correction: Correction) -> str:
    """What is told of one, also by a screen reader."""
    if correction.kept:
        return f"kept as heard, in place of “{correction.term}”"
    return f"heard as “{correction.heard}”"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One as it is shown; `at` in seconds of the run-through."""

    at: float
    correction: Correction

    @property
    def time(self) -> str:
        """ "1:02"."""
        return format_time(self.at)

    @property
    def stands(self) -> str:
        """The words that stand in the transcript."""
        return self.correction.heard if self.correction.kept else self.correction.term


class CorrectionList(QWidget):
    """All of a section; nothing is seen where there are none. Its signals give the place of a line in the list."""

    played = Signal(int)
    changed = Signal(int)
    """What was heard is to stand in place of the term, or the other way round."""

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._changing: int | None = None
        heading = row(label("Terms put right", "strong"), None, self._count, spacing=12)
        self.setToolTip(EXPLAINED)
        self.setAccessibleName("Terms put right")
        self.setAccessibleDescription(EXPLAINED)
        self.setLayout(column(heading, 4, self._rows, margins=(0, 12, 0, 12)))
        self.hide()

    def show_lines(self, lines: Sequence[CorrectionLine]) -> None:
        """Show these."""
        clear(self._rows)
        kept = sum(line.correction.kept for line in lines)
        self._count.setText(f"{kept} kept as heard" if kept else "")
        for place, line in enumerate(lines):
            self._rows.addWidget(self._line(place, line))
        self.setVisible(bool(lines))
        if self._changing is not None and self._changing < len(lines):
            self._focus(self._changing)  # the button that was pressed is gone
        self._changing = None

    def _focus(self, place: int) -> None:
        change = self._rows.itemAt(place).widget().findChildren(QAbstractButton)[-1]
        change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, place: int, line: CorrectionLine) -> QWidget:
        made = QWidget()
        told = heard_text(line.correction)
        play = button(
            line.time, partial(self.played.emit, place), look="link", name=f"Play “{line.stands}” at {line.time}"
        )
        words = column(ElidedLabel(line.stands, "body"), label(told, "small", wrap=True), spacing=0)
        text = "Put term back" if line.correction.kept else "Keep as heard"
        name = f"{text}: “{line.stands}” at {line.time}, {told}"
        layout = row(play, words, button(text, partial(self._change, place), compact=True, name=name), spacing=8)
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made

    def _change(self, place: int) -> None:
        self._changing = place
        self.changed.emit(place)
