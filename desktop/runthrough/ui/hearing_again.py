"""What is recognised behind the pages: takes of one run-through, or many; one such work after another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from runthrough.domain.clock import format_time
from runthrough.domain.errors import RunthroughError
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, Wanted
from runthrough.ui.background import Background, Lane
from runthrough.ui.ports import Desk


class HearingAgain(QObject):
    """All methods are called on the window's thread and return at once."""

    changed = Signal()
    """It began, it goes on with another take, or it ended."""
    progressed = Signal(object)
    """How far it is, a HeardSoFar."""
    ended = Signal(object)
    """What came of it, a HeardAgain."""
    failed = Signal(object)
    """A RunthroughError, for which nothing more is tried."""
    _told = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._wanted: Wanted | None = None
        self._waiting: list[Wanted] = []
        self._so_far: HeardSoFar | None = None
        self._told.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether something is recognised now, or about to be."""
        return self._wanted is not None

    @property
    def so_far(self) -> HeardSoFar | None:
        """How far it is; None before the first take and when nothing is recognised."""
        return self._so_far

    @property
    def takes(self) -> frozenset[str]:
        """The takes that were asked for by name, also those that wait for their turn, and the one that is heard now."""
        named = {take for wanted in (self._wanted, *self._waiting) if wanted is not None for take in wanted.takes}
        return frozenset(named | (set() if self._so_far is None else {self._so_far.at.take.id}))

    def begin(self, wanted: Wanted) -> None:
        """Recognise, after what is recognised now; `ended` or `failed` follows."""
        if self.busy:
            self._waiting.append(wanted)
            self.changed.emit()
            return
        self._wanted = wanted
        self.changed.emit()
        work = self._background.run
        work(Lane.AGAIN, lambda: self._desk.recognise(wanted, self._told.emit), self._ended, self._failed)

    def stop(self) -> None:
        """End it, and what waits for its turn; what is done is kept."""
        self._waiting.clear()
        if self.busy:
            self._desk.stop_recognising()

    def _follow(self, so_far: HeardSoFar) -> None:
        if not self.busy:
            return
        before, self._so_far = self._so_far, so_far
        if before is None or before.number != so_far.number:
            self.changed.emit()
        self.progressed.emit(so_far)

    def _ended(self, outcome: HeardAgain) -> None:
        self._rest()
        self.ended.emit(outcome)

    def _failed(self, error: RunthroughError) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self._wanted = self._so_far = None
        self.changed.emit()
        if self._waiting:
            self.begin(self._waiting.pop(0))


def progress_words(so_far: HeardSoFar | None) -> str:
    """How far it is: "Take 2 of 12, 1:10 of 14:02"."""
    if so_far is None:
        return "Getting the recogniser ready"
    return f"Take {so_far.number} of {so_far.takes}, {format_time(so_far.heard)} of {format_time(so_far.seconds)}"


def outcome_words(outcome: HeardAgain) -> tuple[str, str]:
    """What came of it, as a heading and a line."""
    count = len(outcome.heard)
    done = f"{count or 'No'} take{'' if count == 1 else 's'} recognised"
    heading = f"Stopped: {done[0].lower()}{done[1:]}" if outcome.stopped else done
    lines: list[str] = []
    if count:
        lines.append("The transcripts of before are kept with each take.")
    elif not outcome.failed and not outcome.skipped and not outcome.stopped:
        lines.append("There was nothing to do: everything has its transcript already.")
    if outcome.failed:
        lines.append(f"{len(outcome.failed)} could not be transcribed; the recordings are safe.")
    if outcome.skipped:
        lines.append(
            f"{len(outcome.skipped)} skipped, because hearing them ended the recogniser more than once: "
            "their review can try again, also with another one."
        )
    return heading, " ".join(lines)
