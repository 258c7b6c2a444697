"""The program behind the window: the port `ui.ports.Desk` on an `App`. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from runthrough.again import Again
from runthrough.app import App
from runthrough.audio.devices import InputName
from runthrough.audio.waveform import waveform
from runthrough.authoring import Authoring
from runthrough.domain.agreement import Agreement
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.debrief import Debrief, Quote, SectionResult, Slip, debrief, next_time
from runthrough.domain.delivery.measures import deliveries_of
from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.errors import FileUnwritable, RunthroughError
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.handout import Material
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, Wanted
from runthrough.domain.ledger import Entry
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.of_review import Pitfalls, PossiblePitfall
from runthrough.domain.question import Length, Question, Section
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.said_names import names_said
from runthrough.domain.share_plan import Plan, Shared
from runthrough.domain.speech import TakeSpan
from runthrough.domain.template_text import parse
from runthrough.domain.trial import Hearing, try_sentence
from runthrough.domain.verdicts import Outcome, Overrule, Verdict
from runthrough.messages import describe
from runthrough.model_desk import ModelDesk
from runthrough.rehearsal.events import Event
from runthrough.rehearsal.listening import Listening
from runthrough.rehearsal.ports import AudioSource
from runthrough.rehearsal.runthrough import LiveRunThrough
from runthrough.rewording import keep_as_heard
from runthrough.storage.library import Library
from runthrough.storage.settings import Settings, read_settings, write_settings
from runthrough.ui.ports import (
    WAVE_BARS,
    HistoryLine,
    Overviews,
    QuestionOverview,
    RecogniserLine,
    ReviewSheet,
)
from runthrough.warm_recogniser import WarmRecogniser

EARLIER = 6
"""Run-throughs before the one at hand that the debrief looks at: enough for a streak of five and two misses."""


class AppDesk:
    """One data folder behind one window. What a method may be called on is told by the port."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.settings, self.settings_were_damaged = read_settings(app.places.settings)
        self._stack = ExitStack()
        self._recogniser = WarmRecogniser(app.models)
        self._again = Again(app)
        self.models = ModelDesk(app, lambda: self.settings, self._recogniser)
        self._archived = self._drafted = self._own = frozenset[str]()
        self._agreements: dict[str, Agreement] = {}

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._app.places.data

    @property
    def authoring(self) -> Authoring:
        """Writing questions."""
        return self._app.authoring

    # settings

    def hold(self, settings: Settings) -> None:
        """Let these settings hold from now on."""
        self.settings = settings

    def save_settings(self) -> None:
        """Keep the settings that hold. Raises FolderUnwritable or DiskTooFull."""
        write_settings(self._app.places.settings, self.settings)

    # the library

    def open(self) -> None:
        """Take the data folder. Raises as `App.writing`."""
        with ExitStack() as stack:
            stack.enter_context(self._app.writing())
            self._stack = stack.pop_all()

    def rebuild(self) -> None:
        """Set a damaged library aside and make it again from the recordings."""
        self._app.rebuild()

    def close(self) -> None:
        """Let go of the data folder."""
        self._stack.close()

    def overviews(self) -> Overviews:
        """All questions with what is known of them."""
        usable, broken = self._app.questions.all()
        drafts = self._app.authoring.drafts()
        known = {question.id for question in usable} | {Path(error.source).stem for error in broken}
        self._archived = self._app.authoring.archived()
        self._drafted = frozenset(draft.question_id for draft in drafts)
        self._own = frozenset(self._app.questions.own_ids())
        every = self._app.library.runthroughs()
        self._agreements = self._app.agreements(every)
        runthroughs = [each for each in every if each.finished_at is not None]
        lines = dict(zip((each.id for each in runthroughs), self._lines(runthroughs), strict=True))
        made = [
            self._overview(question, [lines[each.id] for each in runthroughs if each.question_id == question.id])
            for question in usable
        ]
        new = tuple(draft for draft in drafts if draft.question_id not in known)
        return Overviews(tuple(made), broken, tuple(self._app.library.unfinished()), new)

    def _lines(self, runthroughs: list[RunThrough]) -> list[HistoryLine]:
        meters = self._app.library.meters()
        lines: list[HistoryLine] = []
        for each, (said, asked) in zip(runthroughs, self._app.said(runthroughs), strict=True):
            takes = self._app.standing_takes(each)
            made_by = self._app.made_by(each, meters)
            judged = all(take.id in meters for take in takes)
            lines.append(HistoryLine(each, sum(take.seconds for take in takes), said, asked, judged, made_by))
        return lines

    def _overview(self, question: Question, history: list[HistoryLine]) -> QuestionOverview:
        bare = QuestionOverview(
            question,
            own=question.id in self._own,
            drafted=question.id in self._drafted,
            archived=question.id in self._archived,
            agreement=self._agreements.get(question.id),
        )
        if not history:
            return bare
        whole = [line for line in history if line.runthrough.length is Length.FULL]
        latest = (whole or history)[0]
        review = self._app.review(latest.runthrough)
        covered = {
            each.section.id: (each.said, len(each.section.checkpoints)) for each in review.sections if each.meter
        }
        alike = [line.runthrough for line in history if line.runthrough.length is latest.runthrough.length]
        found = self._debrief(review, alike[1 : EARLIER + 1], self._pitfalls(review))
        told = next_time(found.fix) if found.fix else ""
        return replace(bare, history=tuple(history), covered=covered, next_time=told)

    def _debrief(self, review: Review, earlier: list[RunThrough], pitfalls: Pitfalls) -> Debrief:
        results = [
            _result(section, pitfalls.get(section.section.id, ())) for section in review.sections if section.meter
        ]
        verdicts = [_verdicts(self._app.review(each)) for each in earlier]
        return debrief(results, verdicts)

    def numbers(self, question_id: str) -> tuple[Entry, ...]:
        """Every figure of a question by measure."""
        return self._app.numbers(question_id)

    def sheet(self, runthrough_id: str) -> ReviewSheet:
        """A run-through's review as it is stored now."""
        runthrough = self._app.find(runthrough_id)
        review = self._app.review(runthrough)
        of_question = self._app.library.runthroughs(runthrough.question_id)
        ids = [each.id for each in of_question]
        place = ids.index(runthrough.id)
        before = [each for each in of_question[place + 1 :] if each.finished_at is not None]
        earlier = [each for each in before if each.length is runthrough.length][:EARLIER]
        question, pitfalls = self._question(runthrough), self._pitfalls(review)
        found = self._debrief(review, earlier, pitfalls)
        now = self._app.template_now(runthrough)
        changed = now is not None and now.version != runthrough.template_version
        return ReviewSheet(
            runthrough,
            question,
            review,
            found,
            len(ids) - place,
            now.text if now is not None and changed else "",
            self._app.follow_ups(runthrough),
            will_ask=self.settings.ask_follow_ups and self._app.has_follow_up_section(runthrough),
            names=names_said(review, self.settings.confidential),
            confidential=self.settings.confidential,
            offers=self._app.cue_offers(runthrough, review),
            deliveries=deliveries_of(review, self.settings.aims),
            agreement=self._app.agreements(of_question).get(runthrough.question_id),
            contradictions=self._app.contradicted(review, of_question),
            pitfalls=pitfalls,
            earlier=self._earlier(review),
        )

    def _earlier(self, review: Review) -> dict[str, tuple[EarlierTranscript, ...]]:
        takes = [(each.section.id, each.take) for each in review.sections]
        found = {name: self._app.library.earlier_transcripts(take.id) for name, take in takes if take is not None}
        return {name: each for name, each in found.items() if each}

    def _pitfalls(self, review: Review) -> Pitfalls:
        return self._app.pitfalls(review, self.settings.pitfalls_off)

    def _question(self, runthrough: RunThrough) -> Question:
        """The question as it was when it was spoken to."""
        template = parse(runthrough.template_text, f"run-through {runthrough.id}")
        return Question(runthrough.question_id, template, runthrough.length)

    def share(self, runthrough_id: str, plan: Plan) -> Shared:
        """Write a run-through out, never over a recording."""
        # here: soxr comes with it, and the window shows before
        from runthrough.sharing import share  # noqa: PLC0415

        for path in (plan.page, plan.sound):
            if path is not None and self._app.takes.folder.resolve() in path.resolve().parents:
                raise FileUnwritable(path, "the recordings lie there")
        sheet = self.sheet(runthrough_id)
        material = Material(sheet.review, sheet.debrief, sheet.follow_ups, sheet.deliveries)
        return share(material, plan, self.recording)

    def overrule(self, take_id: str, checkpoint_id: str, overrule: Overrule | None) -> None:
        """The speaker's own verdict."""
        self._app.overrule(take_id, checkpoint_id, overrule)

    def dismiss(self, question_id: str, dismissal: Dismissal) -> None:
        """No pitfall, says the speaker."""
        self._app.dismiss(question_id, dismissal)

    def bring_back(self, question_id: str, dismissal: Dismissal) -> None:
        """A dismissal taken back."""
        self._app.bring_back(question_id, dismissal)

    def answer_filled_pause(self, take_id: str, pause: FilledPause) -> None:
        """The speaker's word on a filled pause."""
        self._app.answer_filled_pause(take_id, pause)

    def keep_as_heard(self, take: Take, span: TakeSpan, *, keep: bool) -> None:
        """The speaker's word on a term that was put right."""
        keep_as_heard(self._app, self._app.find(take.runthrough_id), take, span, keep=keep)

    def add_cue(self, question_id: str, offer: CueOffer) -> None:
        """Put a phrase among the cues of a question."""
        self._app.authoring.add_cue(question_id, offer)

    def discard(self, runthrough_id: str) -> None:
        """Delete a run-through with its recordings."""
        self._app.discard(self._app.find(runthrough_id))

    def accept(self, runthrough_id: str) -> None:
        """Close an unfinished run-through."""
        self._app.accept(runthrough_id)

    def waveform(self, take: Take) -> tuple[float, ...]:
        """Peaks of a take."""
        return waveform(self.recording(take), WAVE_BARS)

    def recording(self, take: Take) -> Path:
        """Where a take's sound lies."""
        return self._app.takes.path(take.id)

    # sound

    def microphones(self, *, refresh: bool) -> tuple[InputName, ...]:
        """The input devices."""
        return self._app.microphones(refresh=refresh)

    def listen(self, microphone: str | None, seconds: float = 5.0) -> Listening:
        """A microphone that is being listened to."""
        listening = Listening(self._app.microphone(microphone), seconds)
        listening.start()
        return listening

    def begin(
        self, question: Question, sections: tuple[Section, ...], publish: Callable[[Event], None]
    ) -> LiveRunThrough:
        """A run-through that has begun, paused at its first sample."""
        source = self._app.microphone(self.settings.microphone)
        recogniser = self._recogniser.present(self.settings.recogniser)
        run = self._app.runthrough(
            question, sections, source, recogniser, publish, follow_ups=self._follow_ups(question, sections)
        )
        run.pause()  # before the start, so that not a sample of the count-in is in the take
        run.start()
        self._recogniser.listens_to(run)
        self._again.lets_pass(run)
        return run

    def _follow_ups(self, question: Question, sections: tuple[Section, ...]) -> tuple[str, ...]:
        """What the follow-up section asks; on a connection of its own, because the library's is another lane's."""
        if not self.settings.ask_follow_ups:
            return ()
        with Library(self._app.places.database) as library:
            return self._app.next_follow_ups(question, sections, library)

    def replacement(self, microphone: str | None, sample_rate: int) -> AudioSource:
        """A microphone to go on with, at the rate of the take."""
        return self._app.microphone(microphone, sample_rate)

    # recognisers

    def warm_up(self) -> str:
        """Load the recogniser, and what compares meanings beside it; returns the recogniser's title."""
        if self._app.meaning is not None:
            self._app.meaning.start()
        return self._recogniser.warm_up(self.settings.recogniser)

    def try_sentence(self, words: str, sections: tuple[Section, ...]) -> tuple[Hearing, ...]:
        """Which checkpoints hear the words."""
        return try_sentence(words, sections, self._app.meaning)

    def hear(self, samples: bytes, sample_rate: int, language: str) -> str:
        """The words of a short recording."""
        # here: numpy and soxr come with it, and the window shows before them
        from runthrough.audio.sample_reader import for_recognition  # noqa: PLC0415

        recogniser = self._recogniser.present(self.settings.recogniser)
        words = recogniser.recognise(for_recognition(samples, sample_rate), language)
        return " ".join(word.text for word in words)

    def recognisers(self) -> tuple[RecogniserLine, ...]:
        """What is installed, the preferred first."""
        lines: list[RecogniserLine] = []
        for name in self._app.models.names():
            try:
                choice = self._app.models.choose(name)
                lines.append(RecogniserLine(name, choice.title, english_only=choice.english_only))
            except RunthroughError as error:
                lines.append(RecogniserLine(name, name, str(describe(error).what)))
        return tuple(lines)

    def recognise(self, wanted: Wanted, tell: Callable[[HeardSoFar], object]) -> HeardAgain:
        """Transcribe and judge takes (anew), in a process of its own. Raises as `Recognising.hear`."""
        return self._again.hear(wanted, self.settings.recogniser, tell)

    def stop_recognising(self) -> None:
        """End `recognise`."""
        self._again.stop()

    def restore_transcript(self, take_id: str, earlier_id: str) -> None:
        """Let an earlier transcript stand again."""
        with self._app.journal() as journal:
            journal.earlier_restored(take_id, earlier_id, self._app.clock.now())

    def shut_down(self) -> None:
        """End the recogniser's processes at once."""
        self.stop_recognising()
        self.models.close()
        self._recogniser.close()
        self._app.close_meaning()


def _result(section: SectionReview, pitfalls: Sequence[PossiblePitfall]) -> SectionResult:
    """A section for the debrief."""
    verdicts = {each.verdict.checkpoint_id: each.verdict.verdict for each in section.standing}
    quotes: dict[str, Quote] = {}
    words = section.transcript.words if section.transcript else ()
    for each in section.standing:
        evidence = each.verdict.evidence
        if evidence is not None:
            spoken = " ".join(word.text for word in words[evidence.first : evidence.last + 1])
            quotes[each.verdict.checkpoint_id] = Quote(words[evidence.first].start, spoken)
    found = ((each.verdict.checkpoint_id, section.said_elsewhere(each)) for each in section.standing)
    elsewhere = {checkpoint_id: place.verdict for checkpoint_id, place in found if place is not None}
    unsure = frozenset(each.verdict.checkpoint_id for each in section.standing if each.unsure)
    slips = tuple(
        Slip(each.finding.label, Quote(each.at, each.quote), each.finding.suggestion)
        for each in pitfalls
        if each.dismissed is None
    )
    return SectionResult(section.section, section.seconds, verdicts, quotes, elsewhere, unsure, slips)


def _verdicts(review: Review) -> dict[str, Verdict]:
    """What was judged in a run-through, by checkpoint.

    What was said in another section, or is not sure, counts as *partly*: it neither makes a row of misses nor one of
    successes.
    """
    between = (Outcome.ELSEWHERE, Outcome.UNSURE)
    return {
        each.verdict.checkpoint_id: Verdict.PARTLY if section.outcome(each) in between else each.verdict.verdict
        for section in review.sections
        for each in section.standing
    }
