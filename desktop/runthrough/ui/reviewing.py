"""What happens on the review page: a sheet is read, kept fresh while transcripts arrive, overruled, made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from runthrough.domain.corrections import Correction
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, Wanted
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.rehearsed import Take
from runthrough.domain.share_plan import Plan
from runthrough.domain.verdicts import Overrule
from runthrough.rehearsal import events
from runthrough.ui.background import Background, Lane
from runthrough.ui.hearing_again import HearingAgain
from runthrough.ui.ports import Desk, ReviewSheet


class Reviewing(QObject):
    """One review at a time. All methods are called on the window's thread and return at once."""

    shown = Signal(object)
    """A ReviewSheet, also when the one that is shown has changed."""
    waved = Signal(str, object)
    """A take's id and its waveform."""
    progressed = Signal(float)
    """Share of the work that is transcribed, 0 to 1; told on and on while it is."""
    recognising_changed = Signal()
    shared = Signal(object)
    """What was written out for others, a `Shared`."""
    failed = Signal(object)
    """A RunthroughError that belongs above the page."""

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._id = ""
        self._live = ""
        self.again = HearingAgain(desk, background, self)
        self.again.changed.connect(self._tell_change)
        self.again.progressed.connect(self._tell_progress)
        self.again.ended.connect(self._tell_failures)
        self.again.failed.connect(self.failed)

    @property
    def runthrough_id(self) -> str:
        """What is reviewed; empty for nothing."""
        return self._id

    @property
    def live(self) -> bool:
        """Whether the recognition of what was just spoken is still under way."""
        return bool(self._id) and self._live == self._id

    def open(self, runthrough_id: str, *, live: bool = False) -> None:
        """Show a run-through; `live`: it was just spoken, and its transcript is still arriving."""
        self._id = runthrough_id
        if live:
            self._live = runthrough_id
        self.refresh()

    def refresh(self) -> None:
        """Read what is stored now."""
        wanted = self._id
        if wanted:
            self._background.run(Lane.LIBRARY, lambda: self._desk.sheet(wanted), self._read, self.failed.emit)

    def _read(self, sheet: ReviewSheet) -> None:
        if sheet.runthrough.id == self._id:
            self.shown.emit(sheet)

    def recording(self, take: Take) -> Path:
        """Where a take's sound lies."""
        return self._desk.recording(take)

    def draw_wave(self, take: Take) -> None:
        """Read a take's waveform; `waved` follows."""
        done = partial(self.waved.emit, take.id)
        self._background.run(Lane.LIBRARY, lambda: self._desk.waveform(take), done, self.failed.emit)

    @Slot(object)
    def take_in(self, event: events.Event) -> None:
        """Follow a run-through whose recording has ended or not yet."""
        match event:
            case events.TakeJudged() | events.TakeUnrecognised():
                self.refresh()
            case events.RunThroughFinished() | events.JournalFailed():
                self._live = ""
                self.refresh()
                self.recognising_changed.emit()
            case _:
                pass

    def overrule(self, take_id: str, checkpoint_id: str, overrule: Overrule | None) -> None:
        """Keep the speaker's own verdict."""
        self._change(lambda: self._desk.overrule(take_id, checkpoint_id, overrule))

    def dismiss(self, question_id: str, dismissal: Dismissal) -> None:
        """Keep that something is no pitfall."""
        self._change(lambda: self._desk.dismiss(question_id, dismissal))

    def bring_back(self, question_id: str, dismissal: Dismissal) -> None:
        """Take a dismissal back."""
        self._change(lambda: self._desk.bring_back(question_id, dismissal))

    def answer_filled_pause(self, take_id: str, pause: FilledPause) -> None:
        """Keep whether a filled pause is a filler."""
        self._change(lambda: self._desk.answer_filled_pause(take_id, pause))

    def keep_as_heard(self, take: Take, correction: Correction) -> None:
        """Keep what the recogniser wrote in place of a term, or, if that is kept already, the term."""
        self._change(lambda: self._desk.keep_as_heard(take, correction.span, keep=not correction.kept))

    def add_cue(self, question_id: str, offer: CueOffer) -> None:
        """Put a phrase of the speaker's among the cues of the question."""
        self._change(lambda: self._desk.add_cue(question_id, offer))

    def share(self, plan: Plan) -> None:
        """Write the run-through out; `shared` follows."""
        wanted = self._id
        self._background.run(Lane.LIBRARY, lambda: self._desk.share(wanted, plan), self.shared.emit, self.failed.emit)

    def _change(self, change: Callable[[], object]) -> None:
        self._background.run(Lane.LIBRARY, change, lambda _nothing: self.refresh(), self.failed.emit)

    @property
    def recognising(self) -> frozenset[str]:
        """The takes that are being transcribed anew."""
        return self.again.takes

    def recognise(
        self, takes: tuple[Take, ...], recogniser: str | None, language: str | None = None, *, by_itself: bool = False
    ) -> None:
        """Transcribe takes of this run-through (anew), in the background; `by_itself`: nobody asked for these."""
        ids = tuple(take.id for take in takes)
        if ids:
            asked = Wanted((self._id,), takes=ids, recogniser=recogniser, language=language, by_itself=by_itself)
            self.again.begin(asked)

    def stop(self) -> None:
        """End the transcription; what is done is kept."""
        self.again.stop()

    def restore(self, take_id: str, earlier_id: str) -> None:
        """Let an earlier transcript stand again."""
        self._change(lambda: self._desk.restore_transcript(take_id, earlier_id))

    def _tell_change(self) -> None:
        self.recognising_changed.emit()
        self.refresh()

    def _tell_failures(self, outcome: HeardAgain) -> None:
        if outcome.failed:
            self.failed.emit(outcome.failed[-1].error)

    def _tell_progress(self, so_far: HeardSoFar) -> None:
        self.progressed.emit(so_far.share)
