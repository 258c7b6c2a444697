"""Filled pauses that were found in the sound: played, confirmed as fillers, or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.ui.widgets.elided_link import ElidedLink
from runthrough.ui.widgets.pieces import button, clear, column, label, row

EXPLAINED = (
    "A voice held steady here and no word was recognised for it: perhaps an um. It counts once you confirm it. "
    "Not all are found, so the number of fillers is always “at least”."
)


@dataclass(frozen=True, slots=True)
class FilledPauseLine:
    """One as it is shown: `at` in seconds of the run-through, its length, and the speaker's answer (None: none)."""

    at: float
    seconds: float
    filler: bool | None

    @property
    def time(self) -> str:
        """ "1:02"."""
        return format_time(self.at)


class FilledPauseList(QWidget):
    """All of a section; nothing is seen where there are none. Its signals give the place of a line in the list."""

    played = Signal(int)
    answered = Signal(int, object)
    """True: a filler; False: none; None: the answer is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._answering: int | None = None
        heading = row(label("Fillers in the sound", "strong"), None, self._count, spacing=12)
        self.setToolTip(EXPLAINED)
        self.setAccessibleName("Fillers in the sound")
        self.setAccessibleDescription(EXPLAINED)
        self.setLayout(column(heading, 4, self._rows, margins=(0, 12, 0, 12)))
        self.hide()

    def show_lines(self, lines: Sequence[FilledPauseLine]) -> None:
        """Show these."""
        clear(self._rows)
        waiting = sum(line.filler is None for line in lines)
        self._count.setText(f"{waiting} to confirm" if waiting else "all answered")
        for place, line in enumerate(lines):
            self._rows.addWidget(self._waiting(place, line) if line.filler is None else self._answered(place, line))
        self.setVisible(bool(lines))
        if self._answering is not None and self._answering < len(lines):
            self._focus(self._answering)  # the button that was pressed is gone
        self._answering = None

    def _focus(self, place: int) -> None:
        made = self._rows.itemAt(place).widget()
        pressed = made if isinstance(made, QAbstractButton) else made.findChild(QAbstractButton)
        if pressed is not None:
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, place: int, filler: bool | None) -> None:
        self._answering = place
        self.answered.emit(place, filler)

    def _waiting(self, place: int, line: FilledPauseLine) -> QWidget:
        made = QWidget()
        play = button(line.time, partial(self.played.emit, place), look="link", name=f"Play (uh?) at {line.time}")
        yes = button(
            "Filler",
            partial(self._answer, place, True),
            icon_name="check",
            compact=True,
            name=f"A filler at {line.time}",
        )
        no = button("No filler", partial(self._answer, place, False), compact=True, name=f"No filler at {line.time}")
        told = label(f"(uh?)  {line.seconds:.1f} s", "small")
        made.setLayout(row(play, told, None, yes, no, spacing=8))
        return made

    def _answered(self, place: int, line: FilledPauseLine) -> QWidget:
        told = "a filler" if line.filler else "no filler"
        undo = partial(self._answer, place, None)
        return ElidedLink(f"{line.time} {told}: take it back", undo, "undo", f"You said: {told}.")
