"""One banner for every state that needs a word: icon, heading, one line, buttons (ui.md 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, button, clear, column, label, relook, row


class Tone(Enum):
    """How grave it is. Icon and words say it; the ground only adds weight."""

    NEUTRAL = ("banner", "text2")
    WARN = ("banner-warn", "amber-t")
    BAD = ("banner-bad", "red-t")


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a banner."""

    text: str
    call: Callable[[], object]
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says. `share` (0 to 1) draws a progress line."""

    heading: str
    line: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = "information-outline"
    actions: tuple[Action, ...] = ()
    share: float | None = None


class Banner(QFrame):
    """Shows a `Notice`, or nothing. `compact` is the strip above the footer while rehearsing."""

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self._compact = compact  # shown while somebody speaks: what a reader says then would be recorded
        self._icon = IconLabel("information-outline")
        self._heading = label("", "strong")
        self._line = label("", "small", wrap=True) if not compact else ElidedLabel("", "small")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress")
        self._buttons = row(spacing=8)
        words = column(self._heading, self._line, 2, self._progress, spacing=1)
        margins = (18, 8, 14, 8) if compact else (18, 16, 14, 16)
        self.setLayout(row(self._icon, words, self._buttons, spacing=14, margins=margins))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.setMinimumHeight(56 if compact else 76)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._shown: Notice | None = None
        self.hide()

    @property
    def shown(self) -> Notice | None:
        """What it says now."""
        return self._shown

    def show_notice(self, notice: Notice | None) -> None:
        """Say this; None says nothing. Focus is never taken; words that change keep the buttons that are there."""
        before, self._shown = self._shown, notice
        if notice is None:
            self.hide()
            return
        look, token = notice.tone.value
        relook(self, look)
        self._icon.show_icon(notice.icon, token)
        self._heading.setText(notice.heading)
        self._line.setText(notice.line)
        self._line.setVisible(bool(notice.line))
        self._progress.setVisible(notice.share is not None)
        self._progress.setRange(0, 1000)
        self._progress.setValue(round((notice.share or 0.0) * 1000))
        if before is None or [each.text for each in before.actions] != [each.text for each in notice.actions]:
            self._set_buttons(notice.actions)
        self.setAccessibleName(f"{notice.heading}. {notice.line}")
        self.show()
        if not self._compact and (before is None or before.heading != notice.heading):
            told = QAccessibleAnnouncementEvent(self, self.accessibleName())
            QAccessible.updateAccessibility(told)

    def _set_buttons(self, actions: tuple[Action, ...]) -> None:
        clear(self._buttons)
        for action in actions:
            look = "primary" if action.primary else "secondary"
            self._buttons.addWidget(button(action.text, action.call, look=look, compact=True))
