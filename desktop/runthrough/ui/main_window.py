"""The window: pages in a stack, the rail, the line above the page. What happens on them is `Flow`'s."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from runthrough.ui.theme import theme
from runthrough.ui.widgets.banner import Action, Banner, Notice, Tone
from runthrough.ui.widgets.focus_ring import FocusRing
from runthrough.ui.widgets.pieces import repaint_icons, row
from runthrough.ui.widgets.rail import Rail

WITHOUT_RAIL = ("rehearse", "review", "set-up-first")
LEAST_SIZE, FIRST_SIZE = (1024, 640), (1280, 800)


class MainWindow(QMainWindow):
    """Shows one page at a time. `closing` is emitted when the speaker closes it; it hides at once and stays hidden."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Runthrough")
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        self.rail = Rail()
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._band = QWidget()
        self._band.setLayout(row(self.banner, margins=(24, 12, 24, 0)))
        self._band.hide()
        layout.addWidget(self._band)
        layout.addWidget(self._stack, 1)
        whole = QWidget()
        whole.setObjectName("page")
        outer = row(self.rail)
        outer.addWidget(content, 1)
        whole.setLayout(outer)
        self.setCentralWidget(whole)
        self._ring = FocusRing(self)
        theme().changed.connect(self._look_changed)

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page under a name."""
        self._pages[name] = page
        self._stack.addWidget(page)

    @property
    def page(self) -> str:
        """The name of the page that is shown; empty before the first."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def show_page(self, name: str, *, rail: bool = True) -> None:
        """Show a page, with the rail or over the whole window."""
        self.rail.setVisible(rail)
        self._stack.setCurrentWidget(self._pages[name])

    def tell(self, what: str, then: str = "", actions: tuple[Action, ...] = (), tone: Tone = Tone.BAD) -> None:
        """Say what went wrong above the page until it is put away."""
        self.say(Notice(what, then, tone, "alert-outline", actions))

    def say(self, told: Notice) -> None:
        """Say something above the page until it is put away."""
        away = Action("Close", self.hush)
        self.banner.show_notice(replace(told, actions=(*told.actions, away)))
        self._band.show()

    def hush(self) -> None:
        """Put the line above the page away."""
        self.banner.show_notice(None)
        self._band.hide()

    def come_forward(self) -> None:
        """Be seen: another copy was started."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide at once; what has to be ended is ended without anybody waiting for it."""
        event.ignore()
        self.hide()
        self.closing.emit()

    def _look_changed(self) -> None:
        repaint_icons(self)
