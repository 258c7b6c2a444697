"""Opens the window on one data folder, and ends when it is closed."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from runthrough.crash import CrashNet
from runthrough.places import Places
from runthrough.storage.settings import read_settings
from runthrough.ui.first_window import FirstWindow, raise_first
from runthrough.ui.main_window import MainWindow
from runthrough.ui.theme import Theme, install

if TYPE_CHECKING:
    from runthrough.ui.flow import Flow

SIGNALS_MS = 250
"""Milliseconds after which a signal of the system is seen."""


def open_window(places: Places, wanted_recogniser: str | None = None) -> int:
    """Show the window until it is closed; returns the exit code. A second copy raises the first one's and returns."""
    QGuiApplication.setDesktopFileName("runthrough")
    application = QApplication(["runthrough"])
    application.setApplicationName("Runthrough")
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    if raise_first(places.data):
        return 0
    net = CrashNet(places.log, places.takes, application)
    net.install()
    install(Theme(application, read_settings(places.settings)[0]))
    from runthrough.app import App  # noqa: PLC0415  the imports that cost most come when Qt stands
    from runthrough.desk import AppDesk  # noqa: PLC0415
    from runthrough.ui.flow import Flow  # noqa: PLC0415

    window = MainWindow()
    flow = Flow(AppDesk(App(places, wanted_recogniser)), window)
    first = FirstWindow(places.data, application)
    first.called.connect(window.come_forward)
    flow.finished.connect(application.quit)
    application.commitDataRequest.connect(flow.close)
    window.show()
    begin_work(flow)
    _let_signals_in(window)
    code = application.exec()
    sys.stdout.flush()
    sys.stderr.flush()
    # a sound system that hangs keeps its threads alive; all that had to be written is on disk
    os._exit(code)


def begin_work(flow: Flow) -> None:
    """Let the slow part of the start begin once the window has been painted."""
    QTimer.singleShot(0, flow.start)


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
