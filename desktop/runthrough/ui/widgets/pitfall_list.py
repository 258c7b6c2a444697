"""The possible pitfalls of a section: what, in which words, what to do instead; Dismiss (ui.md 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.ui.widgets.elided_link import ElidedLink
from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, button, clear, column, label, row

NOT_NOW, NEVER = "Not this time", "Never for this question"
ICON_SIDE = 18


@dataclass(frozen=True, slots=True)
class PitfallLine:
    """A possible pitfall as it is shown; `at` in seconds of the run-through, `explained` tells its rule and source.

    `dismissed`: "" or how, in words.
    """

    label: str
    at: float | None
    quote: str
    suggestion: str
    explained: str
    dismissed: str = ""

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        at = f" at {format_time(self.at)}" if self.at is not None else ""
        return f"Possible pitfall: {self.label}{at}"


class PitfallRow(QFrame):
    """Triangle, name, time with quote, suggestion, Dismiss."""

    played = Signal()
    dismissed = Signal(bool)
    """True: for the whole question."""

    def __init__(self, line: PitfallLine) -> None:
        super().__init__()
        self.setAccessibleName(line.spoken)
        self.setAccessibleDescription(f"{line.quote} {line.suggestion}")
        self._dismiss = button("Dismiss", self._open_menu, compact=True, name=f"Dismiss: {line.label}")
        self._menu = QMenu(self._dismiss)
        self._menu.addAction(NOT_NOW, partial(self.dismissed.emit, False))
        self._menu.addAction(NEVER, partial(self.dismissed.emit, True))
        icon = IconLabel("alert-outline", "amber-t", ICON_SIDE)
        words = column(label(line.label, "strong", wrap=True), self._quote(line), spacing=0)
        stands = row(icon, words, self._dismiss, spacing=10)
        stands.setStretch(1, 1)
        below = column(label(line.suggestion, "quiet", wrap=True), margins=(ICON_SIDE + 10, 2, 0, 0))
        self.setToolTip(line.explained)
        self.setLayout(column(stands, below, margins=(0, 3, 0, 6)))

    def _quote(self, line: PitfallLine) -> QWidget:
        made = QWidget()
        layout = row(spacing=6)
        if line.at is not None:
            time = format_time(line.at)
            layout.addWidget(button(time, self.played.emit, look="link", name=f"Play {line.label} at {time}"))
        layout.addWidget(ElidedLabel(line.quote, "caption"), 1)
        made.setLayout(layout)
        return made

    def _open_menu(self) -> None:
        self._menu.popup(self._dismiss.mapToGlobal(self._dismiss.rect().bottomLeft()))


class PitfallList(QWidget):
    """All of a section. Its signals give the place of a line in the list."""

    played = Signal(int)
    dismissed = Signal(int, bool)
    brought_back = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        heading = row(label("Pitfalls", "strong"), None, self._count, spacing=12)
        self.setLayout(column(heading, 6, self._rows))

    def show_lines(self, lines: Sequence[PitfallLine] | None) -> None:
        """Show these; None: nobody has looked yet."""
        clear(self._rows)
        possible = sum(not line.dismissed for line in lines or ())
        none = "not yet" if lines is None else "None found"
        self._count.setText(f"{possible} possible" if possible else none)
        for place, line in enumerate(lines or ()):
            self._rows.addWidget(self._gone(place, line) if line.dismissed else self._row(place, line))

    def _row(self, place: int, line: PitfallLine) -> QWidget:
        made = PitfallRow(line)
        made.played.connect(partial(self.played.emit, place))
        made.dismissed.connect(partial(self.dismissed.emit, place))
        return made

    def _gone(self, place: int, line: PitfallLine) -> QWidget:
        bring_back = partial(self.brought_back.emit, place)
        return ElidedLink(
            f"{line.label}: bring back", bring_back, "undo", f"Dismissed {line.dismissed}. “{line.quote}”"
        )
