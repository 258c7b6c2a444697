"""What happens on the rehearse page: keys in, pictures out, from the count-in until the recording has ended.

Widgets are not known here: the page draws `Picture`s and shows `Strip`s.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from runthrough.domain.clock import format_time
from runthrough.domain.errors import NoRecogniser, RunthroughError
from runthrough.domain.follow_ups import asking
from runthrough.domain.question import Question, Section
from runthrough.rehearsal import events
from runthrough.rehearsal.runthrough import LiveRunThrough
from runthrough.rehearsal.status import Status
from runthrough.ui.background import Background, Lane
from runthrough.ui.event_bridge import EventBridge
from runthrough.ui.ports import Desk

PICTURE_MS = 50
"""Milliseconds between two looks at the status: 20 Hz for the meter; ring and digits repaint only when they change."""
COUNT_IN = 3
"""Seconds of the count-in: 3, 2, 1 (ui.md 4.2)."""
UNHEARD = 8.0
"""Seconds of a section without a voice after which the page says so (ui.md 5)."""
NEARLY_FULL, AMPLE = 600.0, 1.5
"""Seconds of recording left on the disk under which it is told; before the first word already when there is less than
so many times the longest answer (ui.md 5)."""


class Trouble(Enum):
    """What needs a banner, the gravest first."""

    LOST = auto()
    DISK = auto()
    PAUSED = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Strip:
    """A banner's content: `seconds` is the silence so far, the clock at a pause, or the room left on the disk."""

    trouble: Trouble
    seconds: float = 0.0
    error: RunthroughError | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the page shows at one moment."""

    status: Status
    count_in: int | None = None
    asking: bool = False
    unheard: bool = False
    strip: Strip | None = None
    device: str = ""
    untranscribed: str = ""
    """The section that was recorded last without a transcript, by its name; "" if all went well."""


class Rehearsing(QObject):
    """One rehearsal at a time. All methods are called on the window's thread and return at once."""

    pictured = Signal(object)
    began = Signal()
    """From here on `sections` say what the follow-up section asks."""
    refused = Signal(object)
    """The rehearsal could not begin: a RunthroughError."""
    ended = Signal(str, object)
    """Recording has ended: the run-through's id, and the RunthroughError that ended it early, or None."""
    nothing_spoken = Signal(str)
    """Recording has ended before its first sample: there is nothing to review."""
    happened = Signal(object)
    """Every event of the run-through, also after the recording has ended."""

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._timer = QTimer(self)
        self._timer.setInterval(PICTURE_MS)
        self._timer.timeout.connect(self._tick)
        self._end_timer = QTimer(self)
        self._end_timer.setSingleShot(True)
        self._end_timer.timeout.connect(self._tell_end)
        self._run: LiveRunThrough | None = None
        self._ended: LiveRunThrough | None = None
        self._last: LiveRunThrough | None = None
        self._question: Question | None = None
        self._sections: tuple[Section, ...] = ()
        self._forget()

    def _forget(self) -> None:
        self._count_until: float | None = None
        self._counting_paused = False
        self._asking = False
        self._heard_take = ""
        self._take_id = ""
        self._silent_since: float | None = None
        self._lost: RunthroughError | None = None
        self._error: RunthroughError | None = None
        self._device = ""
        self._stored = False
        self._untranscribed = ""

    # what the page asks for

    @property
    def running(self) -> bool:
        """Whether a recording is under way."""
        return self._run is not None

    @property
    def stored(self) -> bool:
        """Whether the last run-through has all its transcripts and verdicts."""
        return self._stored

    @property
    def question(self) -> Question | None:
        """What is rehearsed, or was last."""
        return self._question

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that are rehearsed."""
        return self._sections

    def begin(self, question: Question, sections: tuple[Section, ...]) -> None:
        """Open the microphone and count in; `began` or `refused` follows."""
        self._forget()
        self._question, self._sections = question, sections
        bridge = EventBridge(self)
        bridge.happened.connect(self._take_in)
        self._background.run(
            Lane.SOUND, lambda: self._desk.begin(question, sections, bridge.publish), self._begun, self.refused.emit
        )

    def next_section(self) -> None:
        """Space: begin at once while counting in, confirm while asked, else go on to the next section."""
        if self._asking:
            self.finish()
        elif self._count_until is not None:
            self._end_count_in()
        elif self._run is not None and not self._run.status.paused:
            self._run.next_section()

    def redo(self) -> None:
        """Begin the section again after a count-in."""
        run = self._run
        if run is None or self._count_until is not None or run.status.paused or self.lost:
            return
        run.redo()
        run.pause()
        self._count_in()

    def pause(self) -> None:
        """Stop clock and recording, or go on."""
        if self._run is not None and self._count_until is None and not self.lost:
            self._run.pause()

    def ask_to_finish(self) -> None:
        """Esc: ask in the footer; recording goes on meanwhile. Esc again goes on."""
        self._asking = not self._asking

    def finish(self) -> None:
        """End the recording."""
        if self._run is not None:
            self._asking = False
            self._run.finish()

    def leave(self) -> None:
        """End the recording because the window closes; the run-through stays open and is offered at the next start."""
        if self._run is not None:
            self._run.leave()

    def wait_for_end(self, seconds: float) -> None:
        """Wait until the take is closed and heard, or for so many seconds; only for a window that is hidden already."""
        if self._last is not None:
            self._last.join(seconds)

    def change_microphone(self, name: str | None) -> None:
        """Go on with another microphone, also in mid-take."""
        run = self._run
        if run is None:
            return
        rate = run.status.sample_rate
        self._background.run(Lane.SOUND, lambda: self._desk.replacement(name, rate), run.go_on_with, self._not_replaced)

    @property
    def lost(self) -> bool:
        """Whether the clock stands because there is no microphone."""
        return self._lost is not None

    # from the core

    def _begun(self, run: LiveRunThrough) -> None:
        self._run = self._last = run
        if self._question is not None:
            self._sections = asking(self._question.template, self._sections, run.runthrough.follow_ups)
        self._count_in()
        self._timer.start()
        self.began.emit()

    def _not_replaced(self, error: RunthroughError) -> None:
        self._lost = error

    @Slot(object)
    def _take_in(self, event: events.Event) -> None:
        self._take_in_sound(event)
        match event:
            case events.TakeStarted(take=take):
                self._take_id, self._heard_take, self._device = take.id, "", take.device
            case events.TakeUnrecognised(take=take, error=error) if not isinstance(error, NoRecogniser):
                named = (each.name for each in self._sections if each.id == take.section_id)
                self._untranscribed = next(named, "A section")
            case events.TakeJudged():
                self._untranscribed = ""
            case events.RecordingStopped(error=error):
                self._error = error
            case events.JournalFailed(error=error):
                self._error, self._stored = error, True
            case events.RunThroughFinished():
                self._stored = True
            case _:
                pass
        self.happened.emit(event)

    def _take_in_sound(self, event: events.Event) -> None:
        """What the microphone does."""
        match event:
            case events.VoiceHeard(take_id=take_id):
                self._heard_take = take_id
            case events.MicrophoneSilent(seconds=seconds):
                self._silent_since = monotonic() - seconds
            case events.MicrophoneHeard():
                self._silent_since = None
            case events.MicrophoneLost(error=error):
                self._lost, self._silent_since = error, None
            case events.MicrophoneBack(device=device):
                self._lost, self._device, self._silent_since = None, device, None
            case _:
                pass

    # the clock

    def _count_in(self) -> None:
        self._count_until = monotonic() + COUNT_IN

    def _end_count_in(self) -> None:
        self._count_until = None
        if self._run is not None:
            self._run.pause()

    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        if self._count_until is not None and monotonic() >= self._count_until:
            self._end_count_in()
        status = run.status
        if status.ended:
            self._timer.stop()
            self._run, self._ended = None, run
            self._end_timer.start()  # behind the events that were published before the end
            return
        self.pictured.emit(self._picture(status))

    def _tell_end(self) -> None:
        run, self._ended = self._ended, None
        if run is None:
            return
        if run.status.seconds + run.status.done_seconds == 0:
            self.nothing_spoken.emit(run.runthrough.id)
        else:
            self.ended.emit(run.runthrough.id, self._error)

    def _picture(self, status: Status) -> Picture:
        left = None if self._count_until is None else max(1, round(self._count_until - monotonic() + 0.5))
        unheard = status.seconds >= UNHEARD and self._heard_take != self._take_id and not status.paused
        return Picture(status, left, self._asking, unheard, self._strip(status), self._device, self._untranscribed)

    @property
    def _enough(self) -> float:
        """Seconds of recording that the disk should still take."""
        if self._count_until is None:
            return NEARLY_FULL
        return AMPLE * sum(section.band.longest for section in self._sections)

    def _strip(self, status: Status) -> Strip | None:
        if self._lost is not None:
            return Strip(Trouble.LOST, status.seconds, self._lost)
        if status.free_seconds is not None and status.free_seconds < self._enough:
            return Strip(Trouble.DISK, status.free_seconds)
        if status.paused and self._count_until is None:
            return Strip(Trouble.PAUSED, status.seconds)
        if self._silent_since is not None and not status.paused:
            return Strip(Trouble.SILENT, monotonic() - self._silent_since)
        return None


def describe_strip(strip: Strip) -> tuple[str, str]:
    """A banner's heading and line (ui.md 5)."""
    match strip.trouble:
        case Trouble.LOST:
            safe = f"{format_time(strip.seconds)} is safe."
            return "The microphone is gone", f"{safe} The clock and the recording are stopped."
        case Trouble.DISK:
            minutes = max(1, round(strip.seconds / 60))
            heading = f"Disk full in about {minutes} minute{'s' if minutes > 1 else ''}"
            return heading, "Recording will stop in time and keep what you said."
        case Trouble.PAUSED:
            return f"Paused at {format_time(strip.seconds)}", "The clock and the recording are both stopped."
        case Trouble.SILENT:
            seconds = int(strip.seconds)
            return f"No sound for {seconds} seconds", "Still recording. Is the microphone muted?"
