"""The recognition thread: follows the takes as they are written, and keeps the journal.

It reads the takes from disk, so a slow recogniser delays only the transcript, memory stays flat, and one that died
catches up when it has been started again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue

from runthrough.domain.errors import RecognitionStopped, RunthroughError
from runthrough.domain.languages import is_english
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Template
from runthrough.domain.question_terms import rules_with_terms
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.rehearsal.events import Event, JournalFailed, RunThroughFinished, TakeJudged, TakeUnrecognised
from runthrough.rehearsal.ports import Clock, Journal, Meter, Recogniser, TakeStore
from runthrough.rehearsal.take_hearing import KEEPS_UP, HearingParts, TakeHearing


@dataclass(frozen=True, slots=True)
class RecognitionParts:
    """What the recognition thread works with. `open_journal` is called on that thread."""

    recogniser: Recogniser
    takes: TakeStore
    open_journal: Callable[[], Journal]
    clock: Clock
    publish: Callable[[Event], None]
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    take: Take


@dataclass(frozen=True, slots=True)
class _Closed:
    take: Take


_Message = _Opened | _Closed | None


class RecognitionLoop:
    """A TakeFollower; its methods are called by the capture thread and never block."""

    def __init__(self, parts: RecognitionParts, runthrough: RunThrough, template: Template) -> None:
        self._parts = parts
        self._runthrough = runthrough
        self._template = template
        self._queue: SimpleQueue[_Message] = SimpleQueue()
        self._written = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recognition")
        self._hearing: TakeHearing | RunthroughError | None = None
        self._left_open = False
        self._closed_seconds = self._heard_seconds = 0.0
        self._take_is_open = False

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the thread is at work."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait until all is stored, or for so many seconds."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def take_opened(self, take: Take) -> None:
        """A new take is being written."""
        self._take_is_open = True
        self._queue.put(_Opened(take))
        self._written.set()

    def more_written(self) -> None:
        """The open take has grown; many such calls cost one wake-up."""
        self._written.set()

    def take_closed(self, take: Take) -> None:
        """The open take is whole."""
        self._closed_seconds, self._take_is_open = self._closed_seconds + take.seconds, False
        self._queue.put(_Closed(take))
        self._written.set()

    def no_more_takes(self) -> None:
        """The run-through has ended; the thread ends when all is judged and stored."""
        self._queue.put(None)
        self._written.set()

    def behind(self, seconds: float) -> float:
        """How many recorded seconds were not listened to yet, when the open take has so many; read from any thread."""
        hearing = self._hearing
        if isinstance(hearing, RunthroughError):
            return 0.0  # this take is not listened to any more
        heard = self._heard_seconds + (hearing.heard_seconds if hearing else 0.0)
        return max(0.0, self._closed_seconds + (seconds if self._take_is_open else 0.0) - heard)

    def leave_open(self) -> None:
        """Keep what is heard, but do not close the run-through."""
        self._left_open = True

    def _run(self) -> None:
        try:
            self._keep_journal()
        except RunthroughError as error:
            self._parts.publish(JournalFailed(self._runthrough.id, error))

    def _keep_journal(self) -> None:
        journal = self._parts.open_journal()
        try:
            journal.runthrough_started(self._runthrough)
            self._follow(journal)
            if not self._left_open:
                journal.runthrough_finished(self._runthrough.id, self._parts.clock.now())
        finally:
            journal.close()
        self._parts.publish(RunThroughFinished(self._runthrough.id))

    def _follow(self, journal: Journal) -> None:
        while True:
            self._written.wait()
            self._written.clear()
            while not self._queue.empty():
                message = self._queue.get()
                if message is None:
                    return
                self._handle(message, journal)
            self._attempt(self._advance)

    def _advance(self, hearing: TakeHearing) -> None:
        """Hear some of what is there; a portion is limited, so there may be more than that."""
        before = hearing.heard_seconds
        hearing.advance()
        if hearing.heard_seconds - before > KEEPS_UP:
            self._written.set()

    def _handle(self, message: _Opened | _Closed, journal: Journal) -> None:
        match message:
            case _Opened(take=take):
                journal.take_started(take)
                self._begin(take, journal)
            case _Closed(take=take):
                journal.take_ended(take)
                self._attempt(lambda hearing: hearing.finish())
                self._conclude(take, journal)

    def _begin(self, take: Take, journal: Journal) -> None:
        parts = HearingParts(
            self._parts.recogniser,
            journal,
            self._parts.publish,
            self._template,
            self._parts.meaning,
            partial(journal.recogniser_died, take.id),
        )
        section = next(section for section in self._template.sections if section.id == take.section_id)
        try:
            self._hearing = TakeHearing(parts, take, section, partial(self._parts.takes.follow, take))
        except RunthroughError as error:
            self._hearing = error

    def _attempt(self, step: Callable[[TakeHearing], object]) -> None:
        """Do one step of hearing; an expected failure takes the hearing's place, and ends that of this take alone."""
        if isinstance(self._hearing, TakeHearing):
            try:
                step(self._hearing)
            except RunthroughError as error:
                self._hearing = error

    def _conclude(self, take: Take, journal: Journal) -> None:
        hearing, self._hearing = self._hearing, None
        self._heard_seconds += take.seconds
        if isinstance(hearing, TakeHearing):
            judged = hearing.judged()
            meter = make_meter(self._parts.recogniser, self._template, judged.rules)
            journal.voice_heard(take.id, hearing.voice)
            journal.filled_pauses_found(take.id, hearing.filled_pauses)
            journal.take_judged(take.id, meter, judged.verdicts, judged.elsewhere)
            self._parts.publish(TakeJudged(take, hearing.transcript, judged.verdicts, meter))
        elif hearing is not None:
            if not isinstance(hearing, RecognitionStopped):  # nothing failed: it goes on when it is wanted again
                journal.take_unrecognised(take.id, type(hearing).__name__)
            self._parts.publish(TakeUnrecognised(take, hearing))


def make_meter(recogniser: Recogniser, template: Template, rules: str) -> Meter:
    """The meter version of numbers made now, by these rules.

    The language that was listened for is part of it, but for English: a model of many languages is another one in each.
    """
    identity, language = recogniser.identity, template.language
    version = identity.version if is_english(language) else f"{identity.version} {language}"
    return Meter(identity.name, version, template.version, rules_with_terms(rules, template))
