"""One quiet line: a figure of this run-through contradicts an earlier one, with both quotes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from runthrough.domain.ledger import Contradiction, Figure
from runthrough.ui.review_words import day_and_time
from runthrough.ui.widgets.pieces import ElidedLabel, button, clear, row


class ContradictionLine(QWidget):
    """Shows one contradiction, the open section's before another's; pressing it plays the figure as it was said now."""

    def __init__(self, play: Callable[[str, float], object]) -> None:
        super().__init__()
        self._play = play
        self._row = row(spacing=10, margins=(0, 0, 0, 6))
        self._shown: tuple[tuple[Contradiction, ...], str] = ((), "")
        self.link: QPushButton | None = None
        self.setLayout(self._row)
        self.hide()

    def show_of(self, found: tuple[Contradiction, ...], section_id: str) -> None:
        """Show the first of these for a section; nothing where there are none."""
        if (found, section_id) == self._shown:
            return
        self._shown = (found, section_id)
        clear(self._row)
        self.link = None
        self.setVisible(bool(found))
        if found:
            self._fill(min(found, key=lambda each: each.later.section_id != section_id), len(found) - 1)

    def _fill(self, pair: Contradiction, others: int) -> None:
        earlier, later = pair.earlier, pair.later
        text = f"{later.value} contradicts {earlier.value}" + (f" (and {others} more)" if others else "")
        play = partial(self._play, later.section_id, later.at or 0.0)
        self.link = button(text, play, look="link", icon_name="not-equal-variant")
        self.link.setToolTip("Hear it. All figures of a question are below its history.")
        self._row.addWidget(self.link)
        self._row.addWidget(_quote("now", later), 1)
        self._row.addWidget(_quote(day_and_time(earlier.started_at), earlier), 1)


def _quote(when: str, figure: Figure) -> ElidedLabel:
    made = ElidedLabel(f"{when} “{figure.near}”", "quiet")
    made.hint = f"{figure.section_name}: “{figure.quote}”"
    return made
