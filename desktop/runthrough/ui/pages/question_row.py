"""One question in the list: a line of figures, and when open its strip, its next step and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QWidget

from runthrough.domain.clock import format_band
from runthrough.domain.ladder import TITLES, lengths
from runthrough.domain.made_by import what_changed
from runthrough.domain.question import Length
from runthrough.ui.ports import HistoryLine, QuestionOverview
from runthrough.ui.theme import theme
from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, Segmented, button, column, label, relook, row
from runthrough.ui.widgets.section_strip import CoverageStrip, Covered
from runthrough.ui.widgets.small_marks import CoverageBar, Sparkline

COLUMNS = (120, 112, 136, 112)
"""Widths of time, run-throughs, last coverage and trend in pixels at text of its own size (picture 01)."""
REHEARSE = 90
"""Width of the quiet button at the end of a line."""


def make_heads(count: QWidget) -> QWidget:
    """The line above the rows; `count` says how many there are."""
    made = QWidget()
    heads = [label(text, "quiet") for text in ("Time", "Run-throughs", "Last coverage", "Trend")]
    layout = row(count, None, margins=(21, 0, 21, 0))
    for head, width in zip(heads, COLUMNS, strict=True):
        head.setFixedWidth(theme().px(width))
        layout.addWidget(head)
    layout.addSpacing(theme().px(REHEARSE))
    made.setLayout(layout)
    return made


class QuestionRow(QFrame):
    """Enter or a click opens and closes it; its buttons do the rest."""

    rehearse = Signal(str)
    review = Signal(str)
    history = Signal(str)
    menu_wanted = Signal(str, object)
    """The question's id and the place on the screen where its menu should open."""
    length_chosen = Signal(str, object)
    toggled = Signal(str)
    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed; the scroll area would keep those keys for itself."""

    def __init__(self, overview: QuestionOverview, length: Length = Length.FULL) -> None:
        super().__init__()
        self.overview, self._length = overview, length
        self.setProperty("look", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(spoken(overview))
        self._quiet = button("Rehearse", self._rehearse, look="quiet", compact=True, name=f"Rehearse {self._title}")
        self._more = button("", self._ask_menu, look="icon", icon_name="dots-horizontal", name=f"More, {self._title}")
        self._end = _held(row(None, self._quiet, self._more))
        self._end.setFixedWidth(theme().px(REHEARSE))
        self._primary = button("Rehearse", self._rehearse, look="primary", icon_name="microphone")
        self._details = self._make_details()
        self.setLayout(column(self._make_line(), self._details, margins=(20, 0, 20, 0)))
        self._opened = False
        self._details.hide()
        self._more.hide()

    @property
    def _title(self) -> str:
        return self.overview.question.template.title

    def _make_line(self) -> QWidget:
        template, history = self.overview.question.template, self.overview.history
        count = len(template.sections)
        points = sum(len(section.checkpoints) for section in template.sections)
        sub = f"{count} section{'' if count == 1 else 's'}, {points} checkpoints{_notes(self.overview)}"
        names = column(None, ElidedLabel(self._title, "strong"), label(sub, "quiet"), None, spacing=1)
        made = QWidget()
        made.setFixedHeight(theme().px(60))
        layout = row(names, 12)
        layout.setStretch(0, 1)
        cells = (
            label(format_band(template.time), "small"),
            label(str(len(history)) if history else "—", "small"),
            self._coverage(),
            Sparkline(shares(self.overview), told(self.overview)),
        )
        for cell, width in zip(cells, COLUMNS, strict=True):
            holder = QWidget()
            holder.setFixedWidth(theme().px(width))
            holder.setLayout(row(cell, None))
            layout.addWidget(holder)
        layout.addWidget(self._end)
        made.setLayout(layout)
        return made

    def _coverage(self) -> QWidget:
        history = self.overview.history
        if not history:
            return label("—", "small")
        last = history[0]
        figures = QLabel(f"<b>{last.said}</b> of {last.asked}") if last.asked else label("not transcribed", "quiet")
        figures.setProperty("look", "small")
        return _held(column(None, figures, CoverageBar(last.said, last.asked), None, spacing=4))

    def _make_details(self) -> QWidget:
        overview = self.overview
        strip = CoverageStrip()
        covered = overview.covered or {}
        strip.show_sections(
            [Covered(section, *covered.get(section.id, (0, 0))) for section in overview.question.template.sections]
        )
        foot = row(IconLabel("bullseye-arrow", "text2", 18), spacing=10)
        foot.addWidget(label(self._next_time(), "body", wrap=True), 1)
        offered = lengths(overview.question.template)
        if len(offered) > 1:
            ladder = Segmented([TITLES[each] for each in offered], "Length")
            ladder.choose(offered.index(self._length) if self._length in offered else 0)
            ladder.chosen.connect(self._choose_length)
            foot.addWidget(ladder)
        if overview.history:
            foot.addWidget(button("History", self._history, look="quiet", name=f"History of {self._title}"))
            foot.addWidget(button("Last review", self._review))
        foot.addWidget(self._primary)
        made = QWidget()
        made.setLayout(column(4, strip, 18, foot, margins=(0, 0, 0, 18)))
        return made

    def _next_time(self) -> str:
        if not self.overview.history:
            return "Not rehearsed yet. The first run-through shows where you stand."
        if not self.overview.next_time:
            return "Next time: nothing stands out. Rehearse it once more to keep it."
        return f"Next time: {self.overview.next_time}"

    def set_open(self, *, opened: bool) -> None:
        """Open or close it."""
        self._opened = opened
        relook(self, "row-open" if opened else "row")
        self._details.setVisible(opened)
        self._quiet.setVisible(not opened)
        self._more.setVisible(opened)
        self.setAccessibleDescription("open" if opened else "closed")

    def take_focus(self) -> None:
        """The primary button."""
        self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_length(self, index: int) -> None:
        self.length_chosen.emit(self.overview.question.id, lengths(self.overview.question.template)[index])

    def _ask_menu(self) -> None:
        self.ask_menu_at(self._more.mapToGlobal(self._more.rect().bottomRight()))

    def ask_menu_at(self, place: QPoint) -> None:
        """Have the menu opened at a place of the screen."""
        self.menu_wanted.emit(self.overview.question.id, place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key and the right button open the menu, too."""
        self.ask_menu_at(event.globalPos())

    def _rehearse(self) -> None:
        self.rehearse.emit(self.overview.question.id)

    def _review(self) -> None:
        self.review.emit(self.overview.history[0].runthrough.id)

    def _history(self) -> None:
        self.history.emit(self.overview.question.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens and closes, arrows go to another row."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggled.emit(self.overview.question.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens and closes."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggled.emit(self.overview.question.id)


def _held(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _notes(overview: QuestionOverview) -> str:
    told = (", not saved" if overview.drafted else "") + (", archived" if overview.archived else "")
    tags = overview.question.template.tags
    return f"{told}   {' · '.join(tags[:3])}" if tags else told


def shares(overview: QuestionOverview) -> list[float]:
    """The coverage of each run-through of the latest one's length, oldest first; without those not judged."""
    return [line.said / line.asked for line in reversed(alike(overview)) if line.asked]


def alike(overview: QuestionOverview) -> list[HistoryLine]:
    """The run-throughs that can be compared with the latest that was judged, newest first.

    Those of its length, as others are measured against other checkpoints, and of its recogniser and rules.
    """
    of_length = [line for line in overview.history if line.runthrough.length is overview.history[0].runthrough.length]
    meter = next((line.made_by for line in of_length if line.made_by), ())
    return [line for line in of_length if not what_changed(line.made_by, meter)]


def told(overview: QuestionOverview) -> str:
    """The trend in words: "8 run-throughs, first 10 of 30, last 25 of 30"."""
    judged = [line for line in reversed(alike(overview)) if line.asked]
    if not judged:
        return ""
    count = f"{len(judged)} run-through{'' if len(judged) == 1 else 's'}"
    first, last = judged[0], judged[-1]
    others = sum(bool(line.asked) for line in overview.history) - len(judged)
    apart = f"; {others} more are of another length or recogniser" if others else ""
    return f"{count}, first {first.said} of {first.asked}, last {last.said} of {last.asked}{apart}"


def spoken(overview: QuestionOverview) -> str:
    """The whole row for a screen reader."""
    template, history = overview.question.template, overview.history
    parts = [template.title, format_band(template.time)]
    if not history:
        return ", ".join([*parts, "not rehearsed yet"])
    parts.append(f"{len(history)} run-through{'' if len(history) == 1 else 's'}")
    if history[0].asked:
        parts.append(f"last coverage {history[0].said} of {history[0].asked}")
    return ", ".join(parts)
