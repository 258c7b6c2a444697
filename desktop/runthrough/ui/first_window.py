"""One window a data folder: a second copy raises the first and ends."""

from __future__ import annotations

import zlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 500
"""Milliseconds that the first copy has to take the call. One that hangs is not waited for."""


def socket_name(folder: Path) -> str:
    """The same for the same folder; short, because some systems allow a hundred characters with the path."""
    # a check sum is enough to tell a person's few folders apart, and hashlib alone takes longer than the question
    return f"runthrough-{zlib.crc32(str(folder.resolve()).encode()):08x}"


def raise_first(folder: Path) -> bool:
    """Ask the copy that has this folder's window to show it; whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(ANSWER_MS)
    socket.disconnectFromServer()
    return True


class FirstWindow(QObject):
    """Listens for later copies. `called`: one was started."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = socket_name(folder)
        if not self._server.listen(name):
            # what a killed copy left behind: nobody answered, or `raise_first` would have been heard
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()
