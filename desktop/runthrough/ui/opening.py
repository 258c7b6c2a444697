"""The library is opened while the window stands already; a damaged one is made again from the takes' files."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from runthrough.domain.errors import DatabaseDamaged, RunthroughError
from runthrough.ui.background import Background, Lane
from runthrough.ui.main_window import MainWindow
from runthrough.ui.notices import notice
from runthrough.ui.ports import Desk
from runthrough.ui.widgets.banner import Action


class Opening(QObject):
    """`opened`: it can be read. `done` tells whether it ever was, `shut` whether the window says that it cannot be."""

    opened = Signal()

    def __init__(self, desk: Desk, background: Background, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._background, self._window = desk, background, window
        self.done = False
        self.shut = False

    def begin(self) -> None:
        """Open it; tried again where the speaker asks for that."""
        self._background.run(Lane.LIBRARY, self._desk.open, self._open, self._tell_shut)

    def _open(self, _nothing: object) -> None:
        if self.shut:
            self.shut = False
            self._window.hush()
        self.done = True
        self.opened.emit()

    def _tell_shut(self, error: RunthroughError) -> None:
        self.shut = True
        told = notice(error)
        actions = [Action("Try again", self.begin, primary=True)]
        if isinstance(error, DatabaseDamaged):
            actions.append(Action("Make it again", self._rebuild))
        self._window.tell(told.what, told.next, tuple(actions))

    def _rebuild(self) -> None:
        self._background.run(Lane.LIBRARY, self._desk.rebuild, lambda _: self.begin(), self._tell_shut)
