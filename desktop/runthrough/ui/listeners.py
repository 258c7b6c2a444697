"""What listens: which recognisers are there and whether the chosen one is loaded; which microphones."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from runthrough.audio.devices import InputName
from runthrough.domain.errors import RunthroughError
from runthrough.ui.background import Background, Lane
from runthrough.ui.notices import notice
from runthrough.ui.ports import Desk, RecogniserLine
from runthrough.ui.rehearsing import Rehearsing


class Recognisers(QObject):
    """`listed`: lines, ready or trouble are new. `unfit`: the chosen one cannot be loaded. `failed`: other errors."""

    listed = Signal()
    unfit = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._over = False
        self.lines: tuple[RecogniserLine, ...] = ()
        self.ready, self.trouble = "", ""

    def warm_up(self) -> None:
        """Load the chosen one before anybody speaks."""
        self.ready, self.trouble = "", ""
        self._background.run(Lane.HEARING, self._desk.warm_up, self._warm, self._cold)

    def look(self) -> None:
        """Ask which are installed, for set-up and the menus of review and history."""
        if not self._over:
            self._background.run(Lane.LIBRARY, self._desk.recognisers, self._show, self.failed.emit)

    def close(self) -> None:
        """Ask nothing more."""
        self._over = True

    def _warm(self, title: str) -> None:
        self.ready, self.trouble = title, ""
        self.look()

    def _cold(self, error: RunthroughError) -> None:
        told = notice(error)
        self.ready, self.trouble = "", f"{told.what} {told.next}"
        self.look()
        self.unfit.emit(error)

    def _show(self, lines: tuple[RecogniserLine, ...]) -> None:
        self.lines = lines
        self.listed.emit()


class MicrophoneMenu(QObject):
    """Microphones to change to, while a rehearsal goes on or waits for one. `failed`: none can be found."""

    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, rehearsing: Rehearsing) -> None:
        super().__init__(rehearsing)
        self._desk, self._background, self._rehearsing = desk, background, rehearsing

    def offer(self, beside: QWidget) -> None:
        """Open it at the upper right corner of a widget.

        Where the microphone is lost, one that was plugged in a moment ago is found, too: looking again would end a
        stream that still runs.
        """
        lost = self._rehearsing.lost
        self._background.run(
            Lane.SOUND, lambda: self._desk.microphones(refresh=lost), partial(self._open, beside), self.failed.emit
        )

    def _open(self, beside: QWidget, names: tuple[InputName, ...]) -> None:
        menu = QMenu(beside)
        menu.addAction("System default", partial(self._rehearsing.change_microphone, None))
        for each in names:
            menu.addAction(each.name, partial(self._rehearsing.change_microphone, each.full_name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(beside.mapToGlobal(beside.rect().topRight()))
