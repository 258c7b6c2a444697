"""The rail at the left: where to go. Icon and word; the active one has ground, weight and a bar (ui.md 4.1)."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from runthrough.ui.icons import icon
from runthrough.ui.theme import theme
from runthrough.ui.widgets.app_mark import AppMark
from runthrough.ui.widgets.pieces import column

WIDTH = 88


class RailButton(QAbstractButton):
    """One place to go."""

    def __init__(self, text: str, icon_name: str, keys: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setText(text)
        self.setToolTip(f"{text}, {keys}")
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the rail allows."""
        return QSize(WIDTH - 1, theme().px(62))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon and word."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setBrush(look.colour("tint" if on else "hover"))
            painter.drawRoundedRect(QRectF(4, 2, WIDTH - 9, self.height() - 4), 10, 10)
        if on:
            painter.setBrush(look.colour("accent-g"))
            painter.drawRoundedRect(QRectF(-3, 16, 6, self.height() - 32), 3, 3)
        token = "accent-t" if on else "text2"
        icon(self._icon, token).paint(painter, QRect(33, 10, 22, 22))
        font = QFont(look.font("caption"))
        font.setWeight(QFont.Weight.DemiBold if on else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(look.colour(token))
        painter.drawText(QRectF(0, 35, WIDTH, theme().px(18)), Qt.AlignmentFlag.AlignCenter, self.text())


class Rail(QFrame):
    """The places of the window. `chosen` gives a place's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self.setFixedWidth(WIDTH)
        self._buttons = {
            "questions": RailButton("Questions", "format-list-bulleted", "Ctrl+1"),
            "set-up": RailButton("Set-up", "cog-outline", "Ctrl+,"),
        }
        for name, made in self._buttons.items():
            made.setObjectName(name)
            made.clicked.connect(self._choose)
        mark = AppMark(30)
        layout = column(20, mark, 28, self._buttons["questions"], None, self._buttons["set-up"], 14)
        layout.setAlignment(mark, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def mark(self, name: str) -> None:
        """Mark where the window is."""
        self._buttons[name].setChecked(True)
