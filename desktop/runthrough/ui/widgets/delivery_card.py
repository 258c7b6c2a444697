"""How a section was said: four measures, and more of them behind a quiet button (picture 03)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from runthrough.domain.clock import TimeState
from runthrough.domain.delivery.fillers import FillerLevel
from runthrough.domain.delivery.lines import Line, lead_lines, more_lines
from runthrough.domain.delivery.measures import Delivery
from runthrough.domain.norms import TARGET_PACE
from runthrough.ui.widgets.band_scale import FILLER_SCALE, PACE_SCALE, BandScale
from runthrough.ui.widgets.measure import Measure
from runthrough.ui.widgets.pieces import ElidedLabel, button, column, label, row, set_icon

_LEVELS = {FillerLevel.SOME: TimeState.WRAP, FillerLevel.MANY: TimeState.OVER}
"""The shapes of a warning: triangle and diamond; the words beside them say the same."""
WIDE = "checkpoint_times"
"""The measure that names every checkpoint, and so needs both columns."""


class DeliveryCard(QWidget):
    """Shows one `Delivery`. `moment_wanted` gives the moment that the speaker steps to."""

    moment_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.delivery: Delivery | None = None
        self._built = ElidedLabel("", "axis")
        self._built.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._lead, self._rest = QWidget(), QWidget()
        self._waiting = label("", "quiet")
        self._more = button("More", self._toggle, look="measure-title", icon_name="chevron-down")
        self._more.setAccessibleName("More about the delivery")
        self._open = False
        heading = row(label("Delivery", "strong"), 12, self._built)
        heading.setStretch(2, 1)
        more = row(self._more, None)
        self.setLayout(column(heading, 6, self._waiting, self._lead, 2, more, self._rest))
        self._rest.hide()

    def show_nothing(self, why: str) -> None:
        """There is nothing to measure, or not yet."""
        self._waiting.setText(why)
        self._show(None, 0.0)

    def show_delivery(self, delivery: Delivery, meter: str, built: str, offset: float) -> None:
        """Show these measures.

        `meter` is the whole meter version and `built` its recogniser; `offset` is where the take begins in the
        run-through, in seconds.
        """
        self._built.setText(f"Built on {built}" if built else "")
        self._built.hint = f"{meter}, {delivery.rules}" if meter else delivery.rules
        self._built.setAccessibleDescription(self._built.hint)
        self._show(delivery, offset)

    def _show(self, delivery: Delivery | None, offset: float) -> None:
        self.delivery = delivery
        self._built.setVisible(delivery is not None)
        self._waiting.setVisible(delivery is None)
        lead, more = (lead_lines(delivery), more_lines(delivery)) if delivery else ((), ())
        self._lead = self._replace(self._lead, lead, offset)
        self._rest = self._replace(self._rest, more, offset)
        self._more.setVisible(bool(more))
        self._rest.setVisible(self._open and bool(more))

    def _replace(self, old: QWidget, lines: Sequence[Line], offset: float) -> QWidget:
        """Another set of measures in place of the one before."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(lines):
            cell = Measure(line, offset, self._scale(line))
            cell.stepped.connect(self.moment_wanted)
            across = 2 if line.key == WIDE else 1
            begin = (place + 1) // 2 * 2 if across == 2 else place
            grid.addWidget(cell, begin // 2, begin % 2, 1, across)
        self.layout().replaceWidget(old, made)  # type: ignore[union-attr]
        old.hide()
        old.deleteLater()
        made.setVisible(bool(lines))
        return made

    def _scale(self, line: Line) -> BandScale | None:
        """Pace and fillers stand on a scale where they were measured."""
        delivery = self.delivery
        if delivery is None:
            return None
        if line.key == "pace" and delivery.pace.words_per_minute is not None:
            made = BandScale(PACE_SCALE)
            made.show_value(delivery.pace.words_per_minute, delivery.pace.norm.band or TARGET_PACE)
            return made
        if line.key == "fillers" and delivery.fillers.per_minute is not None:
            made = BandScale(FILLER_SCALE)
            level = delivery.fillers.level
            state = _LEVELS.get(level) if level else None
            made.show_value(delivery.fillers.per_minute, delivery.fillers.norm.band or FILLER_SCALE, state)
            return made
        return None

    def _toggle(self) -> None:
        self._open = not self._open
        self._rest.setVisible(self._open)
        self._more.setText("Less" if self._open else "More")
        set_icon(self._more, "chevron-up" if self._open else "chevron-down")
        self._more.setAccessibleName("Less about the delivery" if self._open else "More about the delivery")
