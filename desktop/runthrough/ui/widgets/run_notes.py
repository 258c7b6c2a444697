"""What a review tells of the whole run-through: names of the list that were said, questions asked and to come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.follow_ups import asked_in
from runthrough.domain.said_names import SaidName
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.review_words import offsets
from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, button, clear, column, label, row, rule


class NamesSaid(QWidget):
    """`wanted` gives the section's id and the second of its take at which the speaker wants to hear a name."""

    wanted = Signal(str, float)

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "quiet")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        heading = row(IconLabel("eye-off-outline", "amber-t", 18), 6, label("Names of your list", "strong"), None)
        heading.addWidget(self._count)
        self.setLayout(column(rule(), 12, heading, 6, self._lines, 12))
        self.hide()

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """All of the run-through; nothing where none was said."""
        clear(self._lines)
        self._count.setText(f"{len(sheet.names)} said")
        sections = sheet.review.sections
        begins = dict(zip((each.section.id for each in sections), offsets(sheet.review), strict=True))
        for said in sheet.names:
            self._lines.addWidget(self._line(said, begins[said.section_id] + said.at))
        self.setVisible(bool(sheet.names))

    def _line(self, said: SaidName, at: float) -> QWidget:
        made, text = QWidget(), format_time(at)
        play = button(
            text, partial(self.wanted.emit, said.section_id, said.at), look="link", icon_name="play",
            name=f"Play {text}, {said.found.name}",
        )  # fmt: skip
        told = said.found.name if said.found.sure else f"{said.found.name}, or what sounds like it"
        layout = row(play, ElidedLabel(told, "small"), spacing=8)
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made


class Questions(QWidget):
    """What the follow-up section asked, and what comes next."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self.setLayout(column(12, rule(), 12, self._lines))
        self.hide()

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Nothing where nothing was asked and nothing is to be asked."""
        clear(self._lines)
        asked, coming = asked_in(sheet.review), tuple(each.text for each in sheet.follow_ups)
        self._add("Asked this time", asked)
        if asked and coming:
            self._lines.addSpacing(10)
        self._add("Asked next time" if sheet.will_ask else "A listener might ask", coming)
        self.setVisible(bool(asked or coming))

    def _add(self, heading: str, questions: Sequence[str]) -> None:
        if questions:
            self._lines.addWidget(label(heading, "strong"))
        for question in questions:
            self._lines.addSpacing(4)
            self._lines.addWidget(label(question, "small", wrap=True))
