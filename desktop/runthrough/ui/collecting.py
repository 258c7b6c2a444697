"""Python's garbage, collected on the window's thread alone.

The collector runs on whichever thread happens to make an object. Cycles that hold widgets would then be taken apart on
a recording or recognition thread, and Qt's widgets may only be deleted on the window's (Qt, "QObject thread
affinity"): a crash at a moment that nobody can predict.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500


class Collecting(QObject):
    """Turns the automatic collector off, and collects from a timer by the same thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        gc.freeze()  # what the imports made stays; a full collection need not look at it
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> int:
        """Collect what is due: the generation, -1 for none."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return generation
        return -1
