"""The last net: what nobody expected is logged, and told once in a dialog that says where the recording is."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

LOG_BYTES, LOG_FILES = 1_000_000, 3

_log = logging.getLogger("runthrough")


class CrashNet(QObject):
    """Catches what reaches the top of any thread. Made on the window's thread; it lives as long as the program."""

    _caught = Signal(str)

    def __init__(self, log: Path, takes: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log, self._takes = log, takes
        self._box: QMessageBox | None = None
        self._faults: IO[str] | None = None
        self._handler: logging.Handler | None = None
        self._caught.connect(self._tell)

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self._caught_here
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_log_qt)

    def open_log(self) -> None:
        """Begin to write down. A folder that cannot be written is no reason not to start."""
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415  10 ms that no window waits for

        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(self._log, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
            _log.addHandler(handler)
            self._handler = handler
            self._faults = self._log.with_suffix(".faults").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        except OSError:
            _log.addHandler(logging.StreamHandler(sys.stderr))

    def uninstall(self) -> None:
        """Catch no more, and let go of the log."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        qInstallMessageHandler(None)
        faulthandler.disable()
        if self._handler is not None:
            _log.removeHandler(self._handler)
            self._handler.close()
        if self._faults is not None:
            self._faults.close()

    def _caught_here(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error(text)
        sys.stderr.write(text)
        self._caught.emit(traceback.format_exception_only(kind, error)[-1].strip())

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught_here(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _tell(self, what: str) -> None:
        """Once: a second mistake is mostly the first one's echo. Not modal: a recording may be under way."""
        if self._box is not None:
            return
        box = self._box = QMessageBox(QApplication.activeWindow())
        box.setWindowTitle("Runthrough")
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText("Something went wrong in Runthrough. We are sorry. Your take is safe.")
        box.setInformativeText(
            f"Recordings lie in {self._takes}. You can go on; if something looks odd, start Runthrough again.\n\n"
            f"What happened: {what}\nThe whole report is in {self._log}. Nothing was sent."
        )
        box.setModal(False)
        box.show()


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    levels = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
    _log.log(levels.get(kind, logging.INFO), "Qt: %s", message)
