"""What the window needs of the program: the port `Desk`, and the values that cross it.

Every call may block, so none is made on the window's thread: the docstring names the lane (`background.Lane`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from runthrough.audio.devices import InputName
    from runthrough.authoring import Authoring
    from runthrough.domain.agreement import Agreement
    from runthrough.domain.cue_adding import CueOffer
    from runthrough.domain.debrief import Debrief
    from runthrough.domain.delivery.measures import Delivery
    from runthrough.domain.earlier import EarlierTranscript
    from runthrough.domain.errors import TemplateInvalid
    from runthrough.domain.filled_pauses import FilledPause
    from runthrough.domain.follow_ups import FollowUp
    from runthrough.domain.hear_again import HeardAgain, HeardSoFar, Wanted
    from runthrough.domain.ledger import Contradiction, Entry
    from runthrough.domain.made_by import MadeBy
    from runthrough.domain.pitfalls.dismissal import Dismissal
    from runthrough.domain.pitfalls.of_review import Pitfalls, PossiblePitfall
    from runthrough.domain.question import Question, Section
    from runthrough.domain.rehearsed import RunThrough, Take
    from runthrough.domain.review import Review
    from runthrough.domain.said_names import SaidName
    from runthrough.domain.share_plan import Plan, Shared
    from runthrough.domain.speech import TakeSpan
    from runthrough.domain.trial import Hearing
    from runthrough.domain.verdicts import Overrule
    from runthrough.rehearsal.events import Event
    from runthrough.rehearsal.listening import Listening
    from runthrough.rehearsal.ports import AudioSource
    from runthrough.rehearsal.runthrough import LiveRunThrough
    from runthrough.storage.drafts import Draft
    from runthrough.storage.settings import Settings
    from runthrough.ui.model_ports import Models

WAVE_BARS = 236
"""Bars of a take's waveform: one every 4 pixels of the widest lane."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One run-through in a list: checkpoints said and asked; `transcribed` is False while a take has no verdicts.

    `made_by`: which recognisers and rules made the verdicts, one after another, in the order of the sections.
    """

    runthrough: RunThrough
    seconds: float
    said: int
    asked: int
    transcribed: bool
    made_by: tuple[MadeBy, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionOverview:
    """A question with what is known of it. `history` is newest first.

    `covered`: checkpoints said and asked by section id, of the last run-through. `next_time`: one sentence; "" if none.
    `own`: the speaker's own template; `drafted`: it has a draft that was not saved; `archived`: it was put away.
    `agreement`: of the machine's verdicts with the speaker's; None before their first own one.
    """

    question: Question
    history: tuple[HistoryLine, ...] = ()
    covered: dict[str, tuple[int, int]] | None = None
    next_time: str = ""
    own: bool = False
    drafted: bool = False
    archived: bool = False
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Overviews:
    """All questions, and the templates that cannot be used; `unfinished` was cut off and not dealt with yet.

    `drafts`: new questions that were never saved.
    """

    questions: tuple[QuestionOverview, ...]
    broken: tuple[TemplateInvalid, ...] = ()
    unfinished: tuple[RunThrough, ...] = ()
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A run-through's review with what the page shows around it. `number` counts the question's run-throughs from 1.

    `newer`: the text of the question's template where it was changed since; "" where it was not, or is gone.
    `follow_ups`: what is to be asked next time, none for an older run-through; `will_ask`: whether it will be, because
    the question has a follow-up section and the speaker wants it. `names`: those of the confidentiality list that were
    said; `confidential`: all of the list, which an export masks.
    `offers`: the speaker's words as cues of the question, by checkpoint id. `agreement`: over the whole question.
    `deliveries`: how each section was said, by its id; none of one without a transcript. `contradictions`: its figures
    that contradict earlier run-throughs.
    `deliveries`: how each section was said, by its id; none of one without a transcript. `pitfalls`: likewise, those
    that the speaker dismissed among them. `earlier`: likewise, the transcripts that another recognition replaced, the
    latest first.
    """

    runthrough: RunThrough
    question: Question
    review: Review
    debrief: Debrief
    number: int
    newer: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    will_ask: bool = False
    names: tuple[SaidName, ...] = ()
    confidential: tuple[str, ...] = ()
    offers: Mapping[str, CueOffer] = field(default_factory=dict[str, "CueOffer"])
    agreement: Agreement | None = None
    deliveries: Mapping[str, Delivery] = field(default_factory=dict[str, "Delivery"])
    contradictions: tuple[Contradiction, ...] = ()
    pitfalls: Pitfalls = field(default_factory=dict[str, "tuple[PossiblePitfall, ...]"])
    earlier: Mapping[str, tuple[EarlierTranscript, ...]] = field(
        default_factory=dict[str, "tuple[EarlierTranscript, ...]"]
    )


@dataclass(frozen=True, slots=True)
class RecogniserLine:
    """A recogniser that is installed: its `name` for the program, its `title` for the speaker; `trouble` if damaged.

    `english_only`: it understands no other language.
    """

    name: str
    title: str
    trouble: str = ""
    english_only: bool = False


class Desk(Protocol):
    """The program behind the window."""

    @property
    def folder(self) -> Path:
        """The data folder. Any thread."""
        ...

    @property
    def settings(self) -> Settings:
        """As they were read at start or last saved. Any thread."""
        ...

    def hold(self, settings: Settings) -> None:
        """Let these settings hold from now on. Any thread."""
        ...

    def save_settings(self) -> None:
        """Keep the settings that hold. Lane LIBRARY. Raises FolderUnwritable or DiskTooFull."""
        ...

    @property
    def authoring(self) -> Authoring:
        """Writing questions. Its calls on lane LIBRARY."""
        ...

    def open(self) -> None:
        """Take the data folder, bring it up to date and take up what a crash left. Lane LIBRARY.

        Raises DataInUse, FolderUnwritable, DatabaseDamaged, DatabaseTooNew, DiskTooFull; may be tried again.
        """
        ...

    def rebuild(self) -> None:
        """Set a damaged library aside and make it again from the recordings. Lane LIBRARY."""
        ...

    def close(self) -> None:
        """Let go of the data folder. Lane LIBRARY."""
        ...

    def overviews(self) -> Overviews:
        """All questions. Lane LIBRARY."""
        ...

    def numbers(self, question_id: str) -> tuple[Entry, ...]:
        """Every figure of a question's finished run-throughs by measure, contradicted ones first. Lane LIBRARY."""
        ...

    def sheet(self, runthrough_id: str) -> ReviewSheet:
        """A run-through's review as it is stored now. Lane LIBRARY. Raises UnknownRunThrough."""
        ...

    def share(self, runthrough_id: str, plan: Plan) -> Shared:
        """Write a run-through out for others. Lane LIBRARY. Raises FileUnwritable, AudioUnreadable or SoundUnheard."""
        ...

    def overrule(self, take_id: str, checkpoint_id: str, overrule: Overrule | None) -> None:
        """The speaker's own verdict in place of the machine's; None takes it back. Lane LIBRARY."""
        ...

    def dismiss(self, question_id: str, dismissal: Dismissal) -> None:
        """Keep that something is no pitfall. Lane LIBRARY."""
        ...

    def bring_back(self, question_id: str, dismissal: Dismissal) -> None:
        """Take a dismissal back. Lane LIBRARY."""
        ...

    def answer_filled_pause(self, take_id: str, pause: FilledPause) -> None:
        """Keep whether a filled pause is a filler; `filler` None takes the answer back. Lane LIBRARY."""
        ...

    def keep_as_heard(self, take: Take, span: TakeSpan, *, keep: bool) -> None:
        """Let the recogniser's own words stand at these seconds, or the question's term again; judge the section anew.

        Lane LIBRARY. Takes as long as judging does: a second or two for a long take.
        """
        ...

    def add_cue(self, question_id: str, offer: CueOffer) -> None:
        """Put a phrase among the cues of a question, as a new version of it; nothing if it cannot be put there.

        Lane LIBRARY. Raises as `Authoring.add_cue`.
        """
        ...

    def discard(self, runthrough_id: str) -> None:
        """Delete a run-through with its recordings. Lane LIBRARY."""
        ...

    def accept(self, runthrough_id: str) -> None:
        """Close an unfinished run-through: it has been dealt with. Lane LIBRARY."""
        ...

    def waveform(self, take: Take) -> tuple[float, ...]:
        """WAVE_BARS peaks, 0 to 1. Lane LIBRARY. Raises AudioUnreadable."""
        ...

    def recording(self, take: Take) -> Path:
        """Where a take's sound lies. Any thread."""
        ...

    def microphones(self, *, refresh: bool) -> tuple[InputName, ...]:
        """The input devices; `refresh` looks again, and needs every stream closed. Lane SOUND."""
        ...

    def listen(self, microphone: str | None, seconds: float = 5.0) -> Listening:
        """A microphone that is being listened to; it keeps the last `seconds`. Stop it on the same lane. Lane SOUND.

        Raises NoMicrophone.
        """
        ...

    def hear(self, samples: bytes, sample_rate: int, language: str) -> str:
        """The words of a short recording (mono int16, at most 30 s) that is kept nowhere. Lane HEARING.

        Raises as the recogniser does.
        """
        ...

    def begin(
        self, question: Question, sections: tuple[Section, ...], publish: Callable[[Event], None]
    ) -> LiveRunThrough:
        """A run-through that has begun, paused at its first sample for the count-in. Lane SOUND.

        Raises NoMicrophone, SoundSystemMissing, DiskTooFull or FolderUnwritable.
        """
        ...

    def replacement(self, microphone: str | None, sample_rate: int) -> AudioSource:
        """A microphone to go on with, at the rate of the take. Lane SOUND."""
        ...

    def try_sentence(self, words: str, sections: tuple[Section, ...]) -> tuple[Hearing, ...]:
        """Which checkpoints of the sections hear the words. Lane LIBRARY."""
        ...

    def warm_up(self) -> str:
        """Load the recogniser; returns its title. Lane HEARING.

        Raises NoRecogniser, ModelDamaged or RecognitionFailed.
        """
        ...

    def recognisers(self) -> tuple[RecogniserLine, ...]:
        """What is installed, the preferred first. Lane HEARING."""
        ...

    def recognise(self, wanted: Wanted, tell: Callable[[HeardSoFar], object]) -> HeardAgain:
        """Transcribe and judge takes (anew), each kept as it is done; it waits while a rehearsal runs. Lane AGAIN.

        Raises NoRecogniser, ModelDamaged, or RecognitionFailed where the recogniser fails on one take after another.
        """
        ...

    def stop_recognising(self) -> None:
        """End `recognise`, or the next one where none runs: it returns at once and says so. Any thread."""
        ...

    def restore_transcript(self, take_id: str, earlier_id: str) -> None:
        """Let an earlier transcript of a take stand again; that which stood is kept. Lane LIBRARY."""
        ...

    @property
    def models(self) -> Models:
        """Speech models. Its calls on lane MODELS."""
        ...

    def shut_down(self) -> None:
        """End the recogniser's processes at once. Any thread."""
        ...
