"""The one bridge from the core's threads to Qt."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from runthrough.rehearsal.events import Event


class EventBridge(QObject):
    """Takes events on any thread; `happened` gives them on the window's, in order."""

    happened = Signal(object)
    _published = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # always queued: an event published on the window's own thread must not overtake earlier ones
        self._published.connect(self.happened, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: Event) -> None:
        """Hand on an event; returns at once."""
        self._published.emit(event)
