"""Small pieces that pages are built of: labels by look, buttons, lines, boxes, a segmented control, key caps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from runthrough.ui.icons import icon
from runthrough.ui.theme import theme

ICON, LARGE_ICON = 18, 26


def label(text: str = "", look: str = "body", *, wrap: bool = False) -> QLabel:
    """A label in one of the looks of the style sheet. Text is shown as it is, never as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    if look == "key":
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    elif wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def relook(widget: QWidget, look: str) -> None:
    """Give a widget another look of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that is cut with an ellipsis where it does not fit; the tooltip has it whole, or `hint` where set."""

    def __init__(self, text: str = "", look: str = "body") -> None:
        super().__init__(text)
        self.hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setMinimumWidth(20)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.hint or (self.text() if text != self.text() else ""))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)


class Button(QPushButton):
    """A push button that Enter presses, too, and not only Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    look: str = "secondary",
    icon_name: str = "",
    compact: bool = False,
    name: str = "",
) -> QPushButton:
    """A button; `name` is its accessible name where that is not its text. Without text it gets it as its tooltip."""
    made = Button(text)
    made.setProperty("look", look)
    made.setProperty("compact", compact)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        set_icon(made, icon_name)
    if name:
        made.setAccessibleName(name)
    if name and not text:
        made.setToolTip(name)
    if pressed is not None:
        made.clicked.connect(_without_argument(pressed))
    return made


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    """Qt hands `clicked` a bool that nobody here wants."""

    def called(_checked: bool = False) -> None:
        call()

    return called


def set_icon(made: QAbstractButton, icon_name: str) -> None:
    """Give a button an icon in the colour of its look; it follows the theme."""
    tokens = {"primary": "on-accent", "round": "bg", "icon": "text1"}

    def paint() -> None:
        made.setIcon(icon(icon_name, tokens.get(str(made.property("look")), "text2")))

    side = LARGE_ICON if made.property("look") == "round" else ICON
    made.setIconSize(QSize(side, side))
    made.setProperty("icon_name", icon_name)
    paint()


def repaint_icons(root: QWidget) -> None:
    """Colour the icons of all buttons and labels below anew, after the theme changed."""
    for made in root.findChildren(QAbstractButton):
        name = made.property("icon_name")
        if name:
            set_icon(made, str(name))
    for shown in root.findChildren(IconLabel):
        shown.paint_icon()
    root.update()


class IconLabel(QLabel):
    """An icon that is not a button; the words beside it say the same."""

    def __init__(self, icon_name: str, token: str = "text2", side: int = 20) -> None:
        super().__init__()
        self._icon, self._token, self._side = icon_name, token, side
        self.setFixedSize(side, side)
        self.paint_icon()

    def show_icon(self, icon_name: str, token: str) -> None:
        """Show another one."""
        if (icon_name, token) != (self._icon, self._token):
            self._icon, self._token = icon_name, token
            self.paint_icon()

    def paint_icon(self) -> None:
        """Paint it in the present theme."""
        self.setPixmap(icon(self._icon, self._token).pixmap(self._side, self._side))


def frame(look: str) -> QFrame:
    """A frame in one of the looks of the style sheet."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def rule() -> QFrame:
    """A hairline."""
    return frame("line")


def column(
    *items: QWidget | QLayout | int | None, spacing: int = 0, margins: tuple[int, ...] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Items below one another; an int is a space, None a stretch."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def row(
    *items: QWidget | QLayout | int | None, spacing: int = 0, margins: tuple[int, ...] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Items beside one another; an int is a space, None a stretch."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def _fill(
    made: QBoxLayout, items: Sequence[QWidget | QLayout | int | None], spacing: int, margins: tuple[int, ...]
) -> None:
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, QWidget):
            made.addWidget(item)
        elif isinstance(item, QLayout):
            made.addLayout(item)
        elif item is None:
            made.addStretch(1)
        else:
            made.addSpacing(item)


def clear(layout: QBoxLayout) -> None:
    """Remove and delete all items of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout()
        widget: QWidget | None = item.widget()
        if widget:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)
            inner.deleteLater()


class Choice(QComboBox):
    """A combo box with a chevron in the theme's colour; a style sheet alone leaves none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("text3"), 1.5))
        at = QPointF(self.width() - 16.0, self.height() / 2)
        painter.drawPolyline(QPolygonF([at + QPointF(-4, -2), at + QPointF(0, 2), at + QPointF(4, -2)]))


class KeyButton(QAbstractButton):
    """A key cap with what the key does; pressing it does the same (ui.md 4.2)."""

    CAP_HEIGHT = 22

    def __init__(self, key: str, text: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._key = key
        self.setText(text)
        self.setAccessibleName(f"{text}, {key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(_without_argument(pressed))

    def set_text(self, text: str) -> None:
        """Change what the key does now."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"{text}, {self._key}")
            self.updateGeometry()

    def _cap(self) -> float:
        return max(24.0, QFontMetricsF(self._cap_font()).horizontalAdvance(self._key) + 14)

    def _cap_font(self) -> QFont:
        font = QFont(theme().font("caption"))
        font.setWeight(QFont.Weight.Medium)
        return font

    def sizeHint(self) -> QSize:
        """Cap and words."""
        words = QFontMetricsF(theme().font("small")).horizontalAdvance(self.text())
        return QSize(round(self._cap() + 8 + words + 4), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint cap and words."""
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = QRectF(0.75, (self.height() - self.CAP_HEIGHT) / 2, self._cap(), self.CAP_HEIGHT)
        painter.setPen(QPen(look.colour("line2"), 1))
        painter.setBrush(look.colour("line" if self.isDown() else "surface"))
        painter.drawRoundedRect(cap, 5, 5)
        painter.drawLine(cap.bottomLeft() + QPointF(4, -1), cap.bottomRight() + QPointF(-4, -1))
        painter.setFont(self._cap_font())
        painter.setPen(look.colour("text2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(look.font("small"))
        words = QRectF(cap.right() + 8, 0, self.width() - cap.right() - 8, self.height())
        painter.setPen(look.colour("text1" if self.underMouse() else "text2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class Segmented(QFrame):
    """A few choices of which one holds. `chosen` gives its index when the speaker changes it."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], title: str) -> None:
        super().__init__()
        self.setProperty("look", "segmented")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        for index, name in enumerate(names):
            made = button(name, look="segment")
            made.setCheckable(True)
            made.setAccessibleName(f"{title}: {name}")
            self._group.addButton(made, index)
            layout.addWidget(made)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, index: int) -> None:
        """Mark a choice, without a signal."""
        self._group.button(index).setChecked(True)
