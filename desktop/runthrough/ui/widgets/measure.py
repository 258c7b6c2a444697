"""One measure of a delivery: its number, which steps through its moments, and its source one press away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.delivery.lines import Line
from runthrough.domain.delivery.moments import Moment
from runthrough.ui.theme import theme
from runthrough.ui.widgets.band_scale import BandScale
from runthrough.ui.widgets.pieces import ElidedLabel, button, column, label, row

SOURCE_WIDTH = 320
SMALL_ICON = 14
NUMBER_HEIGHT = 28
"""As high as a number that can be pressed, so that two beside one another stand on one line."""


class Measure(QFrame):
    """Shows a `Line`. `stepped` gives the moment that the speaker wants to hear or see next."""

    stepped = Signal(object)

    def __init__(self, line: Line, offset: float, scale: BandScale | None = None) -> None:
        super().__init__()
        self.line = line
        self._offset = offset
        self._at = -1
        self._title = button(
            line.title,
            self._show_source,
            look="measure-title",
            icon_name="information-outline",
            name=f"{line.title}: source",
        )
        self._title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark behind the word
        self._title.setIconSize(QSize(SMALL_ICON, SMALL_ICON))
        self._title.setToolTip(line.norm.line)
        self._title.setAccessibleDescription(line.norm.line)
        self._place = ElidedLabel("", "axis")
        self._place.hide()
        inside = column(row(self._title, None), self._number(), spacing=0)
        if scale is not None:
            inside.addWidget(scale)
        for text in (line.note, line.detail):
            if text:
                inside.addWidget(label(text, "axis", wrap=True))
        inside.addWidget(self._place)
        inside.addStretch(1)
        self.setLayout(inside)
        self.setAccessibleName(line.text)

    def _number(self) -> QWidget:
        made = QWidget()
        unit = label(self.line.unit, "quiet")
        unit.setVisible(bool(self.line.unit))
        if self.line.moments:
            self.value = button(self.line.value, self._step, look="measure", icon_name="play")
            self.value.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the number
            self.value.setIconSize(QSize(SMALL_ICON, SMALL_ICON))
            self.value.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            count = len(self.line.moments)
            self.value.setAccessibleName(f"{self.line.text}. Show {'it' if count == 1 else f'the {count} moments'}")
            self.value.setToolTip(f"{self.line.norm.line}\n\nPress to go through its moments; Shift goes back.")
            made.setLayout(row(self.value, unit, None, spacing=5))
        else:
            shown = label(self.line.value, "number")
            shown.setMinimumHeight(NUMBER_HEIGHT)
            shown.setToolTip(self.line.norm.line)
            shown.setAccessibleName(self.line.text)
            made.setLayout(row(shown, unit, None, spacing=5))
        return made

    # moments

    def _step(self) -> None:
        back = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._at = (self._at + (-1 if back else 1)) % len(self.line.moments)
        moment = self.line.moments[self._at]
        told = f"{self._at + 1} of {len(self.line.moments)}: {self._told(moment)}"
        self._place.setText(told)
        self._place.show()
        self.value.setAccessibleDescription(told)
        self.stepped.emit(moment)

    def _told(self, moment: Moment) -> str:
        words = moment.text if moment.first is None else f"“{moment.text}”"
        return words if moment.begin is None else f"{format_time(self._offset + moment.begin)} {words}"

    # source

    def _show_source(self) -> None:
        Source(self.line, self).open_below(self._title)


class Source(QFrame):
    """What is counted and where the aim comes from; any click beside it, Esc or Enter closes it."""

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self.setAccessibleName(line.title)
        self.setAccessibleDescription(line.norm.line)
        grade = f"Grade {line.norm.grade.value}: {line.norm.grade.words}"
        close = button("Close", self.close, compact=True)
        close.setAccessibleDescription(line.norm.line)
        self.setLayout(
            column(
                label(line.title, "strong"),
                4,
                label(line.norm.counts, "small", wrap=True),
                6,
                label(f"Source: {line.norm.source}", "small", wrap=True),
                6,
                label(grade, "quiet"),
                8,
                row(None, close),
                margins=(14, 12, 14, 12),
            )
        )
        self._close = close

    def open_below(self, anchor: QWidget) -> None:
        """Show it below a widget, within its screen."""
        width = theme().px(SOURCE_WIDTH)
        self.setFixedWidth(width)
        self.setFixedHeight(self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height())
        at, room = anchor.mapToGlobal(QPoint(0, anchor.height())), anchor.screen().availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - width))
        top = at.y() if at.y() + self.height() <= room.bottom() else at.y() - anchor.height() - self.height()
        self.move(left, max(room.top(), top))
        self.show()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)
