"""Opens the window on one data folder, and ends when it is closed.

The window stands before anything heavy is imported: what measures, records and stores is imported on a thread while the
window is painted, and then the pages are built one at a time between two turns of the event loop.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from runthrough.crash import CrashNet
from runthrough.places import Places
from runthrough.storage.settings import Settings, read_settings
from runthrough.ui.collecting import Collecting
from runthrough.ui.first_window import FirstWindow, raise_first
from runthrough.ui.main_window import MainWindow
from runthrough.ui.pages.questions import QuestionsPage
from runthrough.ui.theme import Theme, install

if TYPE_CHECKING:
    from runthrough.ui.flow import Flow

HEAVY = ("numpy", "runthrough.app", "runthrough.desk")
"""What is imported on a thread. Nothing that knows Qt: its types are made where its event loop runs."""
LOOK_MS, MOST_LOOKS = 1, 1000
"""Milliseconds between two looks whether the window is there, and after how many of them it is not waited for."""
SIGNALS_MS = 250
"""Milliseconds after which a signal of the system is seen."""


def open_window(places: Places, wanted_recogniser: str | None = None) -> int:
    """Show the window until it is closed; returns the exit code. A second copy raises the first one's and returns."""
    QGuiApplication.setDesktopFileName("runthrough")
    application = QApplication(["runthrough"])
    application.setApplicationName("Runthrough")
    if application.style().objectName().lower() != "fusion":
        application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    if raise_first(places.data):
        return 0
    net = CrashNet(places.log, places.takes, application)
    net.install()
    settings = read_settings(places.settings)[0]
    install(Theme(application, settings))
    window, start = _first_look(places, wanted_recogniser, settings)
    first = FirstWindow(places.data, application)
    first.called.connect(window.come_forward)
    _let_signals_in(window)
    start.wait_for_window()
    QTimer.singleShot(0, net.open_log)
    code = application.exec()
    sys.stdout.flush()
    sys.stderr.flush()
    # a sound system that hangs keeps its threads alive; all that had to be written is on disk
    os._exit(code)


def _first_look(places: Places, wanted_recogniser: str | None, settings: Settings) -> tuple[MainWindow, Start]:
    """The window with its first page, as far as that needs nothing heavy."""
    window = MainWindow()
    questions = QuestionsPage()
    window.add_page("questions", questions)
    window.show_page("questions", rail=settings.set_up)
    window.rail.mark("questions")
    start = Start(places, wanted_recogniser, window, questions)
    window.show()
    return window, start


class Start(QObject):
    """The rest of the start, in small steps. `flow` is there once it is over."""

    _loaded = Signal()

    def __init__(
        self, places: Places, wanted_recogniser: str | None, window: MainWindow, questions: QuestionsPage
    ) -> None:
        super().__init__(window)
        self._places, self._wanted = places, wanted_recogniser
        self._window, self._questions = window, questions
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._looks = 0
        self._loaded.connect(self._build, Qt.ConnectionType.QueuedConnection)
        self._window.closing.connect(self._closed_early)
        self.flow: Flow | None = None

    def wait_for_window(self) -> None:
        """Begin when the window has been painted: imports before that would only delay it."""
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _look(self) -> None:
        handle = self._window.windowHandle()
        self._looks += 1
        if handle.isExposed() or self._looks >= MOST_LOOKS:
            self._timer.stop()
            self._timer.timeout.disconnect(self._look)
            self._timer.timeout.connect(self._step)
            QTimer.singleShot(0, self.begin)

    def begin(self) -> None:
        """Import what is heavy, on a thread; the window is alive meanwhile."""
        threading.Thread(target=self._load, name="imports", daemon=True).start()

    def _load(self) -> None:
        for module in HEAVY:
            import_module(module)
        self._loaded.emit()

    @Slot()
    def _build(self) -> None:
        from runthrough.app import App  # noqa: PLC0415
        from runthrough.desk import AppDesk  # noqa: PLC0415
        from runthrough.ui.flow import Flow  # noqa: PLC0415

        flow = Flow(AppDesk(App(self._places, self._wanted)), self._window, self._questions)
        self.flow = flow
        self._steps = flow.build()
        self._timer.start(0)

    def _step(self) -> None:
        """One page a turn of the event loop."""
        if next(self._steps, self) is not self:
            return
        self._timer.stop()
        application, flow = QApplication.instance(), self.flow
        if application is None or flow is None:
            return
        self._window.closing.disconnect(self._closed_early)
        flow.finished.connect(application.quit)
        self._collecting = Collecting(self)
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(flow.close)
        begin_work(flow)

    def _closed_early(self) -> None:
        """Closed before anything was begun: there is nothing to end."""
        QApplication.quit()


def begin_work(flow: Flow) -> None:
    """Let the slow part of the start begin."""
    flow.start()


def _let_signals_in(window: MainWindow) -> None:
    """Ctrl-C and a shutdown close the window as its own button does."""

    def close(_number: int, _frame: FrameType | None) -> None:
        window.close()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), close)
    ticker = QTimer(window)  # Python sees a signal only while it runs, and Qt's loop may wait for minutes
    ticker.timeout.connect(_nothing)
    ticker.start(SIGNALS_MS)


def _nothing() -> None:
    """Let Python run."""
