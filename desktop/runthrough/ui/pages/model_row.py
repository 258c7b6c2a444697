"""One speech model as a row: whether it listens, what it is good for, how fast it is here, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QMenu, QProgressBar, QPushButton, QRadioButton, QWidget

from runthrough.ui.shelving import Doing, Told, Work
from runthrough.ui.widgets.pieces import button, column, label, relook, row

if TYPE_CHECKING:
    from runthrough.domain.speech_models import ModelRow
    from runthrough.domain.speed_trial import SpeedTrial


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row shows beside its model. `ready`: its recogniser is loaded; `waits`: something else is under way."""

    chosen: bool = False
    ready: str = ""
    work: Work | None = None
    waits: bool = False
    told: Told | None = None


class ModelRowView(QWidget):
    """Kept while its model is listed, so that what changes does not take the focus away."""

    asked = Signal(str)
    """fetch, again, pause, cancel, discard, try, check or remove."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.radio = QRadioButton()
        self._size = label("", "quiet")
        self._about, self._told = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._far = label("", "quiet")
        self._progress = QWidget()
        self._progress.setLayout(row(self._bar, self._far, None, spacing=12))
        self._state = label("", "quiet")
        self._buttons = {key: self._button(key, text, look) for key, text, look in BUTTONS}
        self._more = button("More", self._open_menu, look="quiet", compact=True)
        words = column(
            row(self.radio, self._size, None, spacing=8),
            row(30, column(self._about, self._progress, self._told, spacing=2)),
            spacing=1,
        )
        layout = row(words, 12, self._state, *self._buttons.values(), self._more, spacing=6, margins=(0, 10, 0, 10))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._row: ModelRow | None = None

    def _button(self, key: str, text: str, look: str) -> QPushButton:
        icon = "download" if key in ("fetch", "again") else ""
        return button(text, partial(self.asked.emit, key), look=look, icon_name=icon, compact=True)

    def show_row(self, shown: ModelRow, state: RowState) -> None:
        """Show this."""
        focused = self._focus_inside() is not None
        self._row = shown
        self.radio.setText(shown.title)
        self.radio.setEnabled(shown.folder is not None and not shown.trouble)
        self.radio.setChecked(state.chosen)
        self._size.setText("" if shown.comes_along or not shown.megabytes else f"{shown.megabytes} MB")
        self._about.setText(about(shown))
        self.radio.setAccessibleDescription(f"{self._size.text()} {self._about.text()}".strip())
        look, word = state_word(shown, state)
        relook(self._state, look)
        self._state.setText(word)
        self._state.setVisible(bool(word))
        self._show_work(state.work)
        self._show_told(state.told)
        self._show_buttons(shown, state)
        if focused:
            self._keep_focus()

    def _focus_inside(self) -> QWidget | None:
        has = cast("QWidget | None", self.window().focusWidget())
        return has if has is not None and self.isAncestorOf(has) else None

    def _keep_focus(self) -> None:
        """A button that went away hands it to what stands there now, not to the next card."""
        has = self._focus_inside()
        if has is not None and has.isVisibleTo(self) and has.isEnabled():
            return
        able = [made for made in (*self._buttons.values(), self._more, self.radio) if made.isVisibleTo(self)]
        next((made for made in able if made.isEnabled()), self).setFocus()

    def _show_work(self, work: Work | None) -> None:
        self._progress.setVisible(work is not None)
        if work is not None:
            self._bar.setRange(0, 1000 if work.whole else 0)
            self._bar.setValue(round(1000 * work.here / work.whole) if work.whole else 0)
            self._far.setText(progress_words(work))
            self._bar.setAccessibleName(f"{self.radio.text()}, {self._far.text()}")

    def _show_told(self, told: Told | None) -> None:
        self._told.setVisible(told is not None)
        if told is not None and told.words != self._told.text():
            relook(self._told, "bad" if told.bad else "quiet")
            self._told.setText(told.words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self.radio.text()}: {told.words}"))
        if told is None:
            self._told.setText("")

    def _show_buttons(self, shown: ModelRow, state: RowState) -> None:
        offered = offers(shown, state.work)
        self._buttons["fetch"].setText("Go on" if shown.waiting else "Download")
        for key, made in self._buttons.items():
            made.setVisible(key in offered)
            made.setEnabled(not state.waits and not (state.work and state.work.ending))
            made.setAccessibleName(f"{made.text()}: {shown.title}")
            made.setToolTip("One model after the other" if state.waits else "")
        self._more.setVisible(bool(menu_offers(shown)) and state.work is None)
        self._more.setEnabled(not state.waits)
        self._more.setAccessibleName(f"More: {shown.title}")

    def _open_menu(self) -> None:
        if self._row is None:
            return
        menu = QMenu(self)
        for key in menu_offers(self._row):
            action = QAction(MENU[key], menu)
            action.triggered.connect(_emitting(self.asked.emit, key))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


BUTTONS = (
    ("fetch", "Download", "secondary"),
    ("again", "Download again", "secondary"),
    ("discard", "Discard", "quiet"),
    ("pause", "Pause", "secondary"),
    ("cancel", "Cancel", "quiet"),
)
MENU = {"try": "Measure its speed here", "check": "Check its files", "remove": "Delete …"}


def offers(shown: ModelRow, work: Work | None) -> tuple[str, ...]:
    """The buttons of a row."""
    if work is not None:
        return {Doing.FETCH: ("pause", "cancel"), Doing.TRY: ("cancel",)}.get(work.doing, ())
    if shown.trouble and shown.own and shown.megabytes:
        return ("again",)
    if shown.folder is not None or shown.comes_along:
        return ()
    return ("fetch", "discard") if shown.waiting else ("fetch",)


def menu_offers(shown: ModelRow) -> tuple[str, ...]:
    """What else can be done with an installed model."""
    if shown.folder is None:
        return ()
    usable = () if shown.trouble else ("try", "check")
    return (*usable, "remove") if shown.own else usable


def about(shown: ModelRow) -> str:
    """What it is good for, under which licence, and how fast it is here."""
    if shown.trouble:
        return f"{shown.trouble}."
    if shown.comes_along and shown.folder is None:
        return "Not included in this copy."
    line = ". ".join(part for part in (shown.good_for, f"Licence {shown.licence}" if shown.licence else "") if part)
    if shown.waiting:
        line = f"{megabytes(shown.waiting)} of {shown.megabytes} MB are here. {line}"
    speed = speed_words(shown.trial) if shown.folder is not None else ""
    return "\n".join(part for part in (line, speed) if part)


def speed_words(trial: SpeedTrial | None) -> str:
    """What was measured on this computer."""
    if trial is None:
        return "Speed on this computer: not measured yet"
    seconds = f"{10 * trial.share:.1f} s for ten seconds of speech"
    memory = "" if trial.memory is None else f", {megabytes(trial.memory)} MB of memory"
    keeps = "keeps up with you" if trial.keeps_up else "falls behind you; good for recognising again"
    fell = f"; the graphics card is not used: {trial.hardware.fell_back}" if trial.hardware.fell_back else ""
    return f"On this computer: {seconds}{memory}, {trial.hardware}; {keeps}{fell}"


def state_word(shown: ModelRow, state: RowState) -> tuple[str, str]:
    """Look and word at the right end of a row."""
    if state.work is not None:
        return "quiet", ""
    if shown.trouble:
        return "bad", "Damaged"
    if shown.folder is None:
        return "quiet", "Not included" if shown.comes_along else ""
    if state.chosen and state.ready:
        return ("good", "✓ Ready") if state.ready == "ready" else ("quiet", state.ready)
    return "quiet", "Installed"


def progress_words(work: Work) -> str:
    """How far it is, in words."""
    if work.ending:
        return "Ending"
    if work.doing is not Doing.FETCH or not work.whole:
        return work.doing.value
    if work.here >= work.whole:
        return "All is here; trying it out"
    far = f"{megabytes(work.here)} of {megabytes(work.whole)} MB"
    return far if work.left is None else f"{far}, {duration(work.left)} left"


def duration(seconds: float) -> str:
    """As people say it: "20 s", "3 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"


def megabytes(size: int) -> int:
    """Bytes as millions."""
    return round(size / 1e6)


def _emitting(emit: Callable[[str], object], key: str) -> Callable[[bool], None]:
    """Qt hands `triggered` a bool that nobody here wants."""

    def called(_checked: bool = False) -> None:
        emit(key)

    return called
