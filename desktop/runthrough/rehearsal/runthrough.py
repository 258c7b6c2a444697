"""One run-through from its start to its stored verdicts: what the window and the terminal hold in their hands."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Question, Section
from runthrough.domain.rehearsed import RunThrough
from runthrough.rehearsal.capture_loop import CaptureLoop, CaptureParts
from runthrough.rehearsal.capture_queue import Command, GoOnWith
from runthrough.rehearsal.events import Event
from runthrough.rehearsal.ports import AudioSource, Clock, Journal, Recogniser, TakeStore
from runthrough.rehearsal.recognition_loop import RecognitionLoop, RecognitionParts
from runthrough.rehearsal.status import Status


@dataclass(frozen=True, slots=True)
class RehearsalParts:
    """Everything a run-through needs from outside.

    `open_journal` is called on the recognition thread; `publish` on the capture and recognition threads.
    """

    source: AudioSource
    takes: TakeStore
    recogniser: Recogniser
    open_journal: Callable[[], Journal]
    clock: Clock
    publish: Callable[[Event], None]
    meaning: Meaning | None = None


class LiveRunThrough:
    """A run-through that is under way. Commands return at once; what comes of them is told by events."""

    def __init__(
        self,
        question: Question,
        sections: tuple[Section, ...],
        parts: RehearsalParts,
        follow_ups: tuple[str, ...] = (),
    ) -> None:
        template = question.template
        started_at = parts.clock.now()
        self.runthrough = RunThrough(
            id=new_runthrough_id(started_at),
            question_id=question.id,
            template_version=template.version,
            template_text=template.text,
            started_at=started_at,
            length=question.length,
            follow_ups=follow_ups,
        )
        self._recognition = RecognitionLoop(
            RecognitionParts(
                parts.recogniser, parts.takes, parts.open_journal, parts.clock, parts.publish, parts.meaning
            ),
            self.runthrough,
            template,
        )
        self._capture = CaptureLoop(
            CaptureParts(parts.source, parts.takes, self._recognition, parts.clock, parts.publish),
            self.runthrough,
            sections,
        )

    @property
    def status(self) -> Status:
        """Where the clock stands; overwritten with every block of samples."""
        status = self._capture.status
        return replace(status, behind=self._recognition.behind(status.seconds))

    def start(self) -> None:
        """Begin with the first section. Raises NoMicrophone, SoundSystemMissing, DiskTooFull, FolderUnwritable."""
        self._capture.start()
        self._recognition.start()

    def next_section(self) -> None:
        """Go on to the next section at the next sample; after the last one, finish. Does nothing while paused."""
        self._capture.put(Command.NEXT_SECTION)

    def redo(self) -> None:
        """Begin the section again; the take so far is kept as an extra one. Does nothing while paused."""
        self._capture.put(Command.REDO)

    def pause(self) -> None:
        """Stop clock and recording, or go on.

        Asked before `start`, it stands before the first sample: a stream delivers while the take's file is being made.
        """
        self._capture.put(Command.PAUSE)

    def finish(self) -> None:
        """End the recording; the rest of the transcript follows."""
        self._capture.put(Command.FINISH)

    def go_on_with(self, source: AudioSource) -> None:
        """Record from another source, which must have the rate of the present one; also after MicrophoneLost.

        `source` is not started yet. MicrophoneBack follows, or MicrophoneLost when it cannot be opened.
        """
        self._capture.put(GoOnWith(source))

    def leave(self) -> None:
        """End the recording as `finish` does, but leave the run-through open: it is offered at the next start."""
        self._recognition.leave_open()
        self.finish()

    def join(self, seconds: float | None = None) -> bool:
        """Wait until recording has ended and everything is stored, or for so many seconds; whether it is."""
        end = None if seconds is None else monotonic() + seconds
        for part in (self._capture, self._recognition):
            part.join(None if end is None else max(0.0, end - monotonic()))
        return not (self._capture.alive or self._recognition.alive)


def new_runthrough_id(started_at: str) -> str:
    """An id that sorts by time and can be typed: date, time and four random hex digits."""
    digits = "".join(character for character in started_at[:19] if character.isdigit())
    return f"{digits[:8]}-{digits[8:]}-{secrets.token_hex(2)}"
