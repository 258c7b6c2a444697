"""What a crash left: a run-through without an end is offered until it is reviewed or discarded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from runthrough.domain.clock import format_time
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.template_text import parse
from runthrough.ui.background import Background, Lane
from runthrough.ui.ports import Desk
from runthrough.ui.review_words import day_and_time
from runthrough.ui.widgets.banner import Action, Banner, Notice

UNDO_MS = 10_000
"""Milliseconds within which a discarded run-through can be had back (ui.md 5)."""


class Recovery(QObject):
    """Offers one run-through at a time in a banner. `taken_up` carries it; `changed`: the library has changed."""

    taken_up = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, banner: Banner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._banner = desk, background, banner
        self._hidden: dict[str, QTimer] = {}
        self._offered: Notice | None = None

    def offer(self, unfinished: tuple[RunThrough, ...], reviewed_id: str | None) -> None:
        """Offer the newest of these; not what is being discarded, or being reviewed."""
        waiting = [each for each in unfinished if each.takes and each.id not in self._hidden and each.id != reviewed_id]
        if not waiting:
            if not self._hidden and self._banner.shown is self._offered:
                self._banner.show_notice(None)
            return
        cut = waiting[0]
        actions = (
            Action("Review", partial(self._take_up, cut), primary=True),
            Action("Discard", partial(self._discard, cut)),
        )
        heading = f"A take from {day_and_time(cut.started_at).rpartition(' ')[2]} was recovered"
        self._offered = Notice(heading, _cut_off(cut), icon="backup-restore", actions=actions)
        self._banner.show_notice(self._offered)

    def _take_up(self, cut: RunThrough) -> None:
        """It counts as dealt with."""
        self._banner.show_notice(None)
        self._background.run(Lane.LIBRARY, partial(self._desk.accept, cut.id), None, self.failed.emit)
        self.taken_up.emit(cut)

    def _discard(self, cut: RunThrough) -> None:
        """Hide it now, delete it when nobody wants it back."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(partial(self.delete, cut.id))
        timer.start(UNDO_MS)
        self._hidden[cut.id] = timer
        undo = Action("Undo", partial(self._undo, cut.id))
        self._banner.show_notice(Notice("Take discarded", "It is deleted in 10 seconds.", actions=(undo,)))
        self.changed.emit()

    def _undo(self, runthrough_id: str) -> None:
        self._hidden.pop(runthrough_id).stop()
        self.changed.emit()

    def delete(self, runthrough_id: str) -> None:
        """Delete a run-through with its recordings."""
        if self._hidden.pop(runthrough_id, None) is not None:
            self._banner.show_notice(None)
        discard = partial(self._desk.discard, runthrough_id)
        self._background.run(Lane.LIBRARY, discard, self._deleted, self.failed.emit)

    def _deleted(self, _nothing: object) -> None:
        self.changed.emit()

    def close(self) -> None:
        """Delete what nobody wanted back."""
        for runthrough_id in list(self._hidden):
            self.delete(runthrough_id)


def _cut_off(cut: RunThrough) -> str:
    """Which section, how long, and how it came to be."""
    last = next((take for take in reversed(cut.takes) if take.frames), cut.takes[-1])
    names = {section.id: section.name for section in parse(cut.template_text, cut.id).sections}
    return f"{names.get(last.section_id, last.section_id)}, {format_time(last.seconds)}, cut off when the app closed."
