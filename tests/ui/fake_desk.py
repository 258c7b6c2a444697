"""A desk that answers from memory, with a question, takes and transcripts as the window shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fakes import FakeClock, FakeRecogniser, FakeSource, MemoryJournal, MemoryTakes
from runthrough.audio.devices import InputName
from runthrough.authoring import Authoring
from runthrough.domain.coverage import judge
from runthrough.domain.debrief import Debrief, Fix, FixKind, Keep, Quote
from runthrough.domain.delivery.measures import deliveries_of
from runthrough.domain.errors import UnknownRunThrough
from runthrough.domain.hear_again import HeardAgain, HeardSoFar, OneTake, Wanted
from runthrough.domain.pitfalls.of_review import pitfalls_of
from runthrough.domain.question import Question
from runthrough.domain.rehearsed import Ending, RunThrough, Take
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.share_plan import Plan, Shared
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.trial import try_sentence
from runthrough.rehearsal.listening import Listening
from runthrough.rehearsal.runthrough import LiveRunThrough, RehearsalParts
from runthrough.storage.drafts import DraftStore
from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from runthrough.storage.questions import QuestionStore
from runthrough.storage.settings import Settings
from runthrough.ui.ports import HistoryLine, Overviews, QuestionOverview, RecogniserLine, ReviewSheet
from ui.fake_models import FakeModels

TEMPLATE = """# Three things
total: 0:30-1:00
## One [0:10-0:20]
> Why are you leaving?
- [ ] Growth (must) | looking for growth, ready for more
- [ ] Timing | project is finished
- [!] Complaint about people | badly run
## Two [0:10-0:20]
- [ ] A figure (number) | cut the latency
## Three [0:10-0:20]
- [ ] Hindsight | do differently
"""
ONE = "I am looking for growth in a larger team with harder problems. My last project is finished, tested, handed over."
TWO = "We cut the latency of the pricing service by sixty percent over two years."
METER = "Moonshine tiny-en 0.1.0, template 0123456789ab, rules cue-1"
RATE = 16_000


def question(text: str = TEMPLATE, question_id: str = "three") -> Question:
    return Question(question_id, parse(text, "test"))


def transcript(text: str, pace: float = 0.4) -> Transcript:
    """A text as one utterance, a word every `pace` seconds."""
    words = tuple(Word(word, round(at * pace, 3), round((at + 0.9) * pace, 3)) for at, word in enumerate(text.split()))
    return Transcript((Utterance("u-001", words, "Fake"),)) if words else Transcript()


def take(section_id: str, seconds: float, runthrough_id: str = "run-1", **facts) -> Take:
    made = Take(f"{runthrough_id}-{section_id}", runthrough_id, section_id, 1, "2026-03-01T09:30:00+00:00", RATE, "USB")
    return replace(made, frames=int(seconds * RATE), ending=Ending.FINISHED, **facts)


def section_review(asked: Question, index: int, text: str | None, seconds: float = 15.0, **facts) -> SectionReview:
    """One section as it was spoken; None has not been transcribed."""
    section = asked.template.sections[index]
    made = SectionReview(section, seconds, take(section.id, seconds))
    if text is not None:
        heard = transcript(text)
        made = replace(made, transcript=heard, verdicts=judge(heard, section.checkpoints), meter=METER)
    return replace(made, **facts)


def sheet(*sections: SectionReview, runthrough_id: str = "run-1", debrief: Debrief | None = None) -> ReviewSheet:
    asked = question()
    whole = sections or (section_review(asked, 0, ONE), section_review(asked, 1, TWO))
    takes = tuple(each.take for each in whole if each.take)
    template = asked.template
    run = RunThrough(
        runthrough_id, asked.id, template.version, template.text, "2026-03-01T09:30:00+00:00", "later", takes
    )
    review = Review(asked.id, template.title, whole, run.id, run.started_at)
    return ReviewSheet(
        run, asked, review, debrief or Debrief(), 1, deliveries=deliveries_of(review), pitfalls=pitfalls_of(review, {})
    )


def a_debrief() -> Debrief:
    quote = Quote(1.2, "I am looking for growth")
    keep = Keep("one", quote, "One: 2 of 2 said, in the band")
    fix = Fix(FixKind.NUMBER, "two", "two/a-figure", quote, "Two has no figure.", "say the number in Two.")
    return Debrief((keep,), fix)


class FakeDesk:
    """The port Desk. `calls` remembers what was asked of it, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(set_up=True)
        self.calls: list[tuple] = []
        self.errors: dict[str, Exception] = {}
        self.sheets: dict[str, ReviewSheet] = {"run-1": sheet()}
        self.unfinished: tuple[RunThrough, ...] = ()
        self.broken: tuple = ()
        self.drafts: tuple = ()
        self.ledger: tuple = ()
        self.questions: tuple[QuestionOverview, ...] = (QuestionOverview(question()),)
        self.devices: tuple[InputName, ...] = (InputName("USB, ALSA", "USB", True),)
        self.clock, self.takes, self.journal = FakeClock(), MemoryTakes(), MemoryJournal()
        self.recogniser = FakeRecogniser()
        self.source = FakeSource(self.clock)
        self.runs: list[LiveRunThrough] = []
        self.heard = "I am looking for growth"
        self.follow_ups: tuple[str, ...] = ()
        self.models = FakeModels()
        library = folder / "library.db"
        self.store = QuestionStore(folder / "built-in", folder / "questions")
        self.authoring = Authoring(
            self.store, DraftStore(folder / "drafts"), Library(library), lambda: open_journal(library), self.clock.now
        )

    def _asked(self, name: str, *arguments) -> None:
        self.calls.append((name, *arguments))
        if name in self.errors:
            raise self.errors[name]

    def named(self, name: str) -> list[tuple]:
        return [call[1:] for call in self.calls if call[0] == name]

    def hold(self, settings: Settings) -> None:
        self.settings = settings

    def save_settings(self) -> None:
        self._asked("save_settings", self.settings)

    def open(self) -> None:
        self._asked("open")

    def rebuild(self) -> None:
        self._asked("rebuild")

    def close(self) -> None:
        self._asked("close")

    def overviews(self) -> Overviews:
        self._asked("overviews")
        return Overviews(self.questions, self.broken, self.unfinished, self.drafts)

    def numbers(self, question_id: str):
        self._asked("numbers", question_id)
        return self.ledger

    def sheet(self, runthrough_id: str) -> ReviewSheet:
        self._asked("sheet", runthrough_id)
        if runthrough_id not in self.sheets:
            raise UnknownRunThrough(runthrough_id)
        return self.sheets[runthrough_id]

    def share(self, runthrough_id: str, plan: Plan) -> Shared:
        self._asked("share", runthrough_id, plan)
        return Shared(plan, 2, 1 if plan.sound else 0)

    def overrule(self, *arguments) -> None:
        self._asked("overrule", *arguments)

    def dismiss(self, *arguments) -> None:
        self._asked("dismiss", *arguments)

    def bring_back(self, *arguments) -> None:
        self._asked("bring_back", *arguments)

    def answer_filled_pause(self, *arguments) -> None:
        self._asked("answer_filled_pause", *arguments)

    def keep_as_heard(self, take: Take, span, *, keep: bool) -> None:
        self._asked("keep_as_heard", take.id, span, keep)

    def add_cue(self, *arguments) -> None:
        self._asked("add_cue", *arguments)

    def discard(self, runthrough_id: str) -> None:
        self._asked("discard", runthrough_id)

    def accept(self, runthrough_id: str) -> None:
        self._asked("accept", runthrough_id)

    def waveform(self, take: Take) -> tuple[float, ...]:
        self._asked("waveform", take.id)
        return (0.0, 0.5, 1.0)

    def recording(self, take: Take) -> Path:
        return self.folder / f"{take.id}.wav"

    def microphones(self, *, refresh: bool) -> tuple[InputName, ...]:
        self._asked("microphones", refresh)
        return self.devices

    def hear(self, samples: bytes, sample_rate: int, language: str) -> str:
        self._asked("hear", len(samples), sample_rate, language)
        return self.heard

    def listen(self, microphone: str | None, seconds: float = 5.0) -> Listening:
        self._asked("listen", microphone)
        listening = Listening(self.source, seconds)
        listening.start()
        return listening

    def begin(self, asked: Question, sections, publish) -> LiveRunThrough:
        self._asked("begin", asked.id, tuple(section.id for section in sections))
        parts = RehearsalParts(self.source, self.takes, self.recogniser, self.journal.open, self.clock, publish)
        run = LiveRunThrough(asked, sections, parts, self.follow_ups)
        run.pause()
        run.start()
        self.runs.append(run)
        return run

    def replacement(self, microphone: str | None, sample_rate: int):
        self._asked("replacement", microphone, sample_rate)
        return FakeSource(self.clock, name=microphone or "Default")

    def try_sentence(self, words, sections):
        return try_sentence(words, sections)

    def warm_up(self) -> str:
        self._asked("warm_up")
        return "Moonshine"

    def recognisers(self) -> tuple[RecogniserLine, ...]:
        self._asked("recognisers")
        return (RecogniserLine("moonshine", "Moonshine"), RecogniserLine("whisper:bad", "bad", "It is damaged."))

    def recognise(self, wanted: Wanted, tell) -> HeardAgain:
        self._asked("recognise", wanted)
        run = self.sheets["run-1"].runthrough
        takes = [OneTake(run, take) for take in run.takes if take.id in wanted.takes or not wanted.takes]
        for number, one in enumerate(takes, 1):
            tell(HeardSoFar(one, number, len(takes), number * 5.0, len(takes) * 15.0))
        return HeardAgain(tuple(takes))

    def restore_transcript(self, *arguments) -> None:
        self._asked("restore_transcript", *arguments)

    def stop_recognising(self) -> None:
        self._asked("stop_recognising")

    def shut_down(self) -> None:
        self._asked("shut_down")


def line(asked: Question, number: int, said: int, of: int) -> HistoryLine:
    run = RunThrough(f"run-{number}", asked.id, "v", asked.template.text, f"2026-03-0{number}T09:30:00+00:00", "later")
    return HistoryLine(run, 42.0, said, of, transcribed=True)
