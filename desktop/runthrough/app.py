"""The composition root: builds every object of one data folder, joins them, and shuts them down in reverse."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from runthrough.audio.devices import InputName, input_names
from runthrough.audio.file_source import FileSource
from runthrough.audio.microphone import open_microphone
from runthrough.audio.take_file import TakeFolder
from runthrough.authoring import Authoring
from runthrough.domain.agreement import Agreement, Compared, agreement
from runthrough.domain.cue_adding import CueOffer, cue_offer
from runthrough.domain.errors import (
    DatabaseOutdated,
    TemplateInvalid,
    UnknownQuestion,
    UnknownRunThrough,
    UnknownSection,
)
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.follow_ups import FollowUp, follow_up_section
from runthrough.domain.ladder import shortened
from runthrough.domain.ledger import Contradiction, Entry, contradicted_by, ledger
from runthrough.domain.made_by import MadeBy
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.of_review import Pitfalls, pitfalls_of
from runthrough.domain.question import Question, Section, Template
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.review import Review, corrected, latest_takes
from runthrough.domain.speech import Word
from runthrough.domain.verdicts import Overrule
from runthrough.meaning.process import MeaningProcess
from runthrough.meaning.weights import find_weights
from runthrough.places import Places
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.events import Event
from runthrough.rehearsal.ports import AudioSource, Meter, Recogniser
from runthrough.rehearsal.runthrough import LiveRunThrough, RehearsalParts
from runthrough.storage.ballast import Ballast
from runthrough.storage.data_lock import DataLock
from runthrough.storage.database import bring_up_to_date
from runthrough.storage.drafts import DraftStore
from runthrough.storage.journal import SqliteJournal, open_journal
from runthrough.storage.library import Library
from runthrough.storage.questions import QuestionStore
from runthrough.storage.rebuild import Rebuilt, adopt, rebuild_library
from runthrough.storage.reviews import follow_ups_after, read_review

DEFAULT_QUESTION = "why-move-on"
LOOKED_BACK = 12
"""Earlier run-throughs whose figures a review is held against: it is read again after each take that is judged."""

READ_BEFORE = 6
"""Earlier run-throughs in which it is looked for a text that was learnt by heart."""


class SystemClock:
    """The computer's own clocks."""

    def monotonic(self) -> float:
        """Seconds since some start; stands still while the computer sleeps (Linux, macOS)."""
        return monotonic()

    def now(self) -> str:
        """Wall time in UTC."""
        return datetime.now(UTC).isoformat(timespec="seconds")


class App:
    """One data folder with everything that works on it. Making one creates and opens nothing."""

    def __init__(self, places: Places, wanted_recogniser: str | None = None) -> None:
        self.places = places
        self.clock = SystemClock()
        self.takes = TakeFolder(places.takes)
        self.questions = QuestionStore(places.built_in_questions, places.questions)
        self.models = ModelStore((places.models, places.shipped_models))
        self.library = Library(places.database)
        self.authoring = Authoring(
            self.questions, DraftStore(places.drafts), self.library, self._open_journal, self.clock.now
        )
        self.wanted_recogniser = wanted_recogniser
        self._ballast = Ballast(places.data)
        self._meaning: MeaningProcess | None = None

    # questions

    def sections(self, question: Question, section_id: str | None) -> tuple[Section, ...]:
        """The sections to rehearse: all, or the one named. Raises UnknownSection."""
        sections = question.template.sections
        if section_id is None:
            return sections
        chosen = tuple(section for section in sections if section.id == section_id)
        if not chosen:
            raise UnknownSection(section_id, tuple(section.id for section in sections))
        return chosen

    def known_question(self, question_id: str) -> None:
        """Raises UnknownQuestion unless there is such a question, or a run-through of one."""
        if not self.library.runthroughs(question_id):
            self.questions.get(question_id)

    # what is shut down again

    @contextmanager
    def reading(self) -> Generator[None]:
        """Read the library; brings one from an older version up to date first. Raises as the library does."""
        try:
            self.library.counts()
        except DatabaseOutdated:
            with DataLock(self.places.data):
                bring_up_to_date(self.places.database)
        try:
            yield
        finally:
            self.library.close()

    @contextmanager
    def writing(self) -> Generator[None]:
        """Be the one copy that writes, and take up what a crash left behind.

        Raises DataInUse, FolderUnwritable, DatabaseDamaged, DatabaseTooNew.
        """
        with DataLock(self.places.data):
            bring_up_to_date(self.places.database)
            try:
                # at every start, so it must not read what the library knows already
                adopt(self.places.database, self._mended_sidecars(self.library.ended_takes()))
                self._ballast.make()
                self._forget_empty()
                yield
            finally:
                self.library.close()

    @contextmanager
    def recogniser(self, wanted: str | None = None) -> Generator[Recogniser]:
        """The recogniser called `wanted`, else the one chosen for this app, in its own process, still loading.

        Raises NoRecogniser or ModelDamaged.
        """
        process = RecogniserProcess(self.models.choose(wanted or self.wanted_recogniser))
        with closing(process):
            process.start()
            yield process

    @property
    def meaning(self) -> MeaningProcess | None:
        """What compares meanings, in its own process, at the latest started when it is asked; None without weights."""
        if self._meaning is None:
            weights = find_weights((self.places.models, self.places.shipped_models))
            self._meaning = None if weights is None else MeaningProcess(weights)
        return self._meaning

    def close_meaning(self) -> None:
        """End its process; it is made anew when it is wanted again."""
        meaning, self._meaning = self._meaning, None
        if meaning is not None:
            meaning.close()

    @contextmanager
    def journal(self) -> Generator[SqliteJournal]:
        """Write the library. Needs `writing`."""
        with closing(self._open_journal()) as journal:
            yield journal

    def _open_journal(self) -> SqliteJournal:
        return open_journal(self.places.database, self._ballast)

    def microphone(self, name: str | None, sample_rate: int | None = None) -> AudioSource:
        """The default input device, or the one of this name; at its own rate, or at this one.

        Raises NoMicrophone or SoundSystemMissing.
        """
        return open_microphone(name, sample_rate)

    def microphones(self, *, refresh: bool) -> tuple[InputName, ...]:
        """The input devices; `refresh` looks for new ones, while none is open. Raises SoundSystemMissing."""
        return input_names(refresh=refresh)

    def file_source(self, path: Path, *, fast: bool) -> AudioSource:
        """A sound file in place of the microphone. Raises AudioUnreadable."""
        return FileSource(path, fast=fast)

    def runthrough(
        self,
        question: Question,
        sections: tuple[Section, ...],
        source: AudioSource,
        recogniser: Recogniser,
        publish: Callable[[Event], None],
        *,
        follow_ups: tuple[str, ...] = (),
    ) -> LiveRunThrough:
        """A run-through that is ready to start; `follow_ups` are what its follow-up section asks. Needs `writing`."""
        parts = RehearsalParts(source, self.takes, recogniser, self._open_journal, self.clock, publish, self.meaning)
        return LiveRunThrough(question, sections, parts, follow_ups)

    def template_now(self, runthrough: RunThrough) -> Template | None:
        """Its question's template as it is now, at its length; None where it is gone or cannot be used."""
        try:
            return shortened(self.questions.get(runthrough.question_id), runthrough.length).template
        except (UnknownQuestion, TemplateInvalid):
            return None

    def has_follow_up_section(self, runthrough: RunThrough) -> bool:
        """Whether the next run-through of its question has a section that asks follow-ups."""
        now = self.template_now(runthrough)
        return now is not None and follow_up_section(now.sections) is not None

    def follow_ups(self, runthrough: RunThrough) -> tuple[FollowUp, ...]:
        """What the next run-through of its question will ask; nothing, if there is a newer one already."""
        of_question = self.library.runthroughs(runthrough.question_id)
        newest = bool(of_question) and of_question[0].id == runthrough.id
        return follow_ups_after(self.library, of_question) if newest else ()

    def next_follow_ups(
        self, question: Question, sections: tuple[Section, ...], library: Library | None = None
    ) -> tuple[str, ...]:
        """What the follow-up section should ask now; nothing, where it is not among the sections to rehearse.

        `library`: one of the calling thread, where that is another one.
        """
        asking = follow_up_section(question.template.sections)
        if asking is None or all(section.id != asking.id for section in sections):
            return ()
        library = library or self.library
        finished = [each for each in library.runthroughs(question.id) if each.finished_at is not None]
        return tuple(each.text for each in follow_ups_after(library, finished))

    # what is stored

    def find(self, runthrough_id: str) -> RunThrough:
        """A run-through by the beginning of its id; "last" is the newest. Raises UnknownRunThrough."""
        if runthrough_id != "last":
            return self.library.find(runthrough_id)
        newest = self.library.runthroughs()[:1]
        if not newest:
            raise UnknownRunThrough(runthrough_id)
        return newest[0]

    def review(self, runthrough: RunThrough) -> Review:
        """Everything stored about a run-through, measured against the template it was spoken to."""
        return read_review(self.library, runthrough)

    def said(self, runthroughs: Sequence[RunThrough]) -> list[tuple[int, int]]:
        """For each run-through: checkpoints said, and checkpoints judged, in the takes that stand."""
        by_take = self.library.said()
        counts: list[tuple[int, int]] = []
        for runthrough in runthroughs:
            judged = [by_take.get(take.id, (0, 0)) for take in self.standing_takes(runthrough)]
            counts.append((sum(said for said, _ in judged), sum(asked for _, asked in judged)))
        return counts

    def standing_takes(self, runthrough: RunThrough) -> tuple[Take, ...]:
        """The takes that stand for their sections and hold any sound."""
        return tuple(take for take, _ in latest_takes(runthrough.takes).values() if take.frames)

    def made_by(self, runthrough: RunThrough, meters: Mapping[str, Meter]) -> tuple[MadeBy, ...]:
        """What made the verdicts of its standing takes, each once; `meters` are those of the library, by take id."""
        used = (meters[take.id] for take in self.standing_takes(runthrough) if take.id in meters)
        return tuple(dict.fromkeys(MadeBy(each.recogniser, each.recogniser_version, each.rules) for each in used))

    def accept(self, runthrough_id: str) -> None:
        """Close a run-through that was cut off. Needs `writing`."""
        with self.journal() as journal:
            journal.runthrough_finished(runthrough_id, self.clock.now())

    def overrule(self, take_id: str, checkpoint_id: str, overrule: Overrule | None) -> None:
        """The speaker's own verdict in place of the machine's; None takes it back. Needs `writing`."""
        with self.journal() as journal:
            journal.overruled(take_id, checkpoint_id, overrule, self.clock.now())

    def agreements(self, runthroughs: Sequence[RunThrough]) -> dict[str, Agreement]:
        """How often machine and speaker agree in these, by question id; one without a verdict of their own has none."""
        compared = self.library.compared()
        by_question: dict[str, list[list[Compared]]] = {}
        for runthrough in runthroughs if compared else ():
            standing = [each for take in self.standing_takes(runthrough) for each in compared.get(take.id, ())]
            by_question.setdefault(runthrough.question_id, []).append(standing)
        found = {question_id: agreement(runs) for question_id, runs in by_question.items()}
        return {question_id: each for question_id, each in found.items() if each is not None}

    def numbers(self, question_id: str) -> tuple[Entry, ...]:
        """Every figure of a question over its finished run-throughs, by measure, contradicted ones first."""
        finished = [each for each in self.library.runthroughs(question_id) if each.finished_at is not None]
        return ledger(self.review(each) for each in finished)

    def contradicted(self, review: Review, of_question: Sequence[RunThrough]) -> tuple[Contradiction, ...]:
        """Its figures that contradict one of the LOOKED_BACK finished run-throughs before it.

        `of_question`: all of the question, newest first.
        """
        place = next(at for at, each in enumerate(of_question) if each.id == review.runthrough_id)
        before = [each for each in of_question[place + 1 :] if each.finished_at is not None]
        return contradicted_by(review, [self.review(each) for each in before[:LOOKED_BACK]])

    def pitfalls(self, review: Review, off: Collection[str]) -> Pitfalls:
        """The possible pitfalls of a run-through, or of an analysed file; none of the rules that are `off`."""
        dismissals = self.library.dismissals(review.question_id) if self.places.database.exists() else ()
        return pitfalls_of(review, self._earlier_words(review), dismissals, off)

    def _earlier_words(self, review: Review) -> dict[str, list[tuple[Word, ...]]]:
        """By section id, what was said in the takes of some run-throughs before."""
        started = review.started_at
        if review.runthrough_id is None or started is None:
            return {}
        before = [each for each in self.library.runthroughs(review.question_id) if each.started_at < started]
        found: dict[str, list[tuple[Word, ...]]] = {}
        for take in (take for runthrough in before[:READ_BEFORE] for take in self.standing_takes(runthrough)):
            found.setdefault(take.section_id, []).append(self.library.transcript(take.id).words)
        return found

    def dismiss(self, question_id: str, dismissal: Dismissal) -> None:
        """Something is no pitfall, says the speaker. Needs `writing`."""
        with self.journal() as journal:
            journal.pitfall_dismissed(question_id, dismissal, self.clock.now())

    def answer_filled_pause(self, take_id: str, pause: FilledPause) -> None:
        """Keep whether a filled pause is a filler, says the speaker. Needs `writing`."""
        with self.journal() as journal:
            journal.filled_pause_answered(take_id, pause, self.clock.now())

    def bring_back(self, question_id: str, dismissal: Dismissal) -> None:
        """Take a dismissal back. Needs `writing`."""
        with self.journal() as journal:
            journal.pitfall_brought_back(question_id, dismissal)

    def cue_offers(self, runthrough: RunThrough, review: Review) -> dict[str, CueOffer]:
        """What the speaker's own words could add to the question as it is now, by checkpoint id of the run-through.

        For checkpoints that they set to said or partly, on words of theirs, where the machine had found something else.
        """
        try:
            template = self.questions.get(runthrough.question_id).template
        except (UnknownQuestion, TemplateInvalid):
            return {}
        offers = ((found, cue_offer(template, found.point, found.quote)) for found in corrected(review))
        return {found.point.id: offer for found, offer in offers if offer is not None}

    def discard(self, runthrough: RunThrough) -> None:
        """Delete a run-through with its recordings. Needs `writing`."""
        for take in runthrough.takes:
            self.takes.discard(take.id)
        with self.journal() as journal:
            journal.discard(runthrough.id)

    def rebuild(self) -> Rebuilt:
        """Make the library again from the recordings, if it is damaged; else give it what it lacks."""
        with DataLock(self.places.data):
            return rebuild_library(self.places.database, self._mended_sidecars())

    def _forget_empty(self) -> None:
        """A run-through that was cut off before its first sample is nothing to offer."""
        for runthrough in self.library.unfinished():
            if not any(take.frames for take in runthrough.takes):
                self.discard(runthrough)

    def _mended_sidecars(self, known: Container[str] = ()) -> list[tuple[RunThrough, Take]]:
        """What lies beside the recordings, but for `known` takes; those that a crash cut off are mended."""
        mended: list[tuple[RunThrough, Take]] = []
        for runthrough, take in self.takes.sidecars(known).whole:
            mended.append((runthrough, take if take.ending else self.takes.mend(runthrough, take)))
        return mended
