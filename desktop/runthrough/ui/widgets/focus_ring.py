"""The focus ring: 2 px in the accent colour, 2 px outside whatever has the focus (ui.md 2.3).

Not a QFocusFrame: without help from the style it lies inside the widget's parent, which cuts it off at the edges.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from runthrough.ui.theme import theme

OUTSIDE = 4
"""Pixels from the widget's edge to the ring's outer edge."""
OWN_FOCUS = "own_focus"
"""Property of widgets that show their focus themselves."""

_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class FocusRing(QWidget):
    """Follows the focus of its window; lies above all and takes no clicks."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QObject | None, now: QObject | None) -> None:
        for each in self._followed:
            if isValid(each):  # a row that was taken out of a list goes before the focus does
                each.removeEventFilter(self)
        self._followed = []
        if isinstance(now, QWidget) and now.window() is self._window and not now.property(OWN_FOCUS):
            each: QWidget | None = now
            while each is not None and each is not self._window:
                self._followed.append(each)
                each.installEventFilter(self)
                each = each.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever moves the widget moves the ring."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        focused = self._followed[0] if self._followed else None
        if focused is None or not isValid(focused) or not focused.isVisible():
            self.hide()
            return
        corner = focused.mapTo(self._window, focused.rect().topLeft())
        seen = QRect(corner, focused.size()).adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)
        self.setGeometry(seen)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("accent-g"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
