"""One template being written: checked while it is typed, kept as a draft, saved. Widgets are not known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from runthrough.authoring import Authoring, Manuscript
from runthrough.domain.errors import MicrophoneGone, RunthroughError
from runthrough.domain.question import Question
from runthrough.domain.template_text import Reading, read
from runthrough.domain.trial import Hearing
from runthrough.rehearsal.listening import Listening
from runthrough.storage.library import TemplateVersion
from runthrough.ui.background import Background, Lane
from runthrough.ui.ports import Desk

CHECK_MS = 250
"""Milliseconds after typing (ui.md 4.5)."""
DRAFT_MS = 1000
"""A second of typing is what a crash may cost, as with a take."""
LONGEST_TRIAL_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with what it says."""

    text: str
    reading: Reading


class Editing(QObject):
    """Opens one manuscript at a time. All methods are called on the window's thread and return at once."""

    opened = Signal(object)
    """A Manuscript is there to be shown."""
    checked = Signal(object)
    saved = Signal(object)
    """The Question that is in use now."""
    tried = Signal(object)
    """What the tried sentence was heard as: a tuple of Hearing."""
    said = Signal(str)
    """The words of a sentence that was spoken for trial."""
    listening_changed = Signal(bool)
    offered = Signal(object)
    versions_found = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._manuscript: Manuscript | None = None
        self._text = ""
        self._kept = ""
        self._reading: Reading | None = None
        self._listening: Listening | None = None
        self._check, self._draft, self._enough = self._timer(CHECK_MS), self._timer(DRAFT_MS), self._timer(0)
        self._check.timeout.connect(self._check_now)
        self._draft.timeout.connect(self.keep)
        self._enough.setInterval(round(LONGEST_TRIAL_SECONDS * 1000))
        self._enough.timeout.connect(self.stop_listening)

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        return made

    @property
    def _authoring(self) -> Authoring:
        return self._desk.authoring

    @property
    def manuscript(self) -> Manuscript | None:
        """What is open."""
        return self._manuscript

    @property
    def reading(self) -> Reading | None:
        """What the text said when it was last checked."""
        return self._reading

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._text

    @property
    def unsaved(self) -> bool:
        """Whether the text differs from what is in use."""
        return self._manuscript is not None and self._text != self._manuscript.saved

    # opening

    def open(self, question_id: str) -> None:
        """Open a question, with its draft if there is one."""
        self._run(lambda: self._authoring.open(question_id), self._opened)

    def begin(self, text: str | None = None) -> None:
        """Begin a new question, empty or with a draft that was imported."""
        self._run(self._authoring.begin if text is None else partial(self._authoring.begin, text), self._opened)

    def _opened(self, manuscript: Manuscript) -> None:
        self.keep()
        self._manuscript = manuscript
        self._text = self._kept = manuscript.text
        self._reading = None
        self.opened.emit(manuscript)
        self._check_now()

    def close(self) -> None:
        """Keep what is not saved, and let go."""
        self.keep()
        self.stop_listening(heard=False)
        self._check.stop()
        self._manuscript = None

    # writing

    def write(self, text: str) -> None:
        """The text has changed."""
        if self._manuscript is not None and text != self._text:
            self._text = text
            self._check.start()
            if not self._draft.isActive():
                self._draft.start()

    def _check_now(self) -> None:
        text = self._text
        self._run(lambda: Checked(text, read(text)), self._checked)

    def _checked(self, checked: Checked) -> None:
        if checked.text == self._text and self._manuscript is not None:
            self._reading = checked.reading
            self.checked.emit(checked)

    def keep(self) -> None:
        """Keep the draft now."""
        self._draft.stop()
        manuscript = self._manuscript
        if manuscript is not None and self._text != self._kept:
            self._kept = self._text
            self._run(partial(self._authoring.keep_draft, manuscript.question_id, self._text))

    def save(self) -> None:
        """Put the text into use."""
        manuscript, text = self._manuscript, self._text
        if manuscript is not None:
            self._draft.stop()
            self._run(partial(self._authoring.save, manuscript.question_id, text), partial(self._saved, text))

    def _saved(self, text: str, question: Question) -> None:
        before = self._manuscript
        built_in = before is not None and before.built_in
        self._manuscript = Manuscript(question.id, text, text, built_in, own=True)
        self._kept = text
        self.saved.emit(question)
        if self._text != text:  # somebody went on writing meanwhile
            self._draft.start()

    def discard(self) -> None:
        """Forget the draft."""
        manuscript, self._manuscript = self._manuscript, None
        self._draft.stop()
        if manuscript is not None:
            self._run(partial(self._authoring.drop_draft, manuscript.question_id))

    # help

    def offer_wording(self, checkpoint_id: str, known: tuple[str, ...]) -> None:
        """Ask for cue phrases out of what was said for a checkpoint."""
        manuscript = self._manuscript
        if manuscript is not None:
            found = partial(self._authoring.past_wording, manuscript.question_id, checkpoint_id, known)
            self._run(found, self.offered.emit)

    def find_versions(self) -> None:
        """Ask for the versions of the question."""
        manuscript = self._manuscript
        if manuscript is not None:
            self._run(partial(self._authoring.versions, manuscript.question_id), self._versions)

    def _versions(self, versions: list[TemplateVersion]) -> None:
        self.versions_found.emit(tuple(versions))

    # trying a sentence

    def try_words(self, words: str) -> None:
        """See which checkpoints hear the words."""
        sections = tuple(each.section for each in self._reading.sections) if self._reading else ()
        self._run(partial(self._desk.try_sentence, words, sections), self._tried)

    def _tried(self, hearings: tuple[Hearing, ...]) -> None:
        self.tried.emit(hearings)

    @property
    def listening(self) -> bool:
        """Whether a sentence is being listened to."""
        return self._listening is not None

    def listen(self) -> None:
        """Listen to one sentence, until `stop_listening` or for fifteen seconds."""
        microphone = self._desk.settings.microphone
        work = partial(self._desk.listen, microphone, LONGEST_TRIAL_SECONDS)
        self._background.run(Lane.SOUND, work, self._listens, self.failed.emit)

    def _listens(self, listening: Listening) -> None:
        if self._manuscript is None or self._listening is not None:
            self._background.run(Lane.SOUND, listening.stop)
            return
        self._listening = listening
        self._enough.start()
        self.listening_changed.emit(True)

    def stop_listening(self, *, heard: bool = True) -> None:
        """Stop, and (`heard`) have the sentence transcribed on this computer and tried."""
        listening, self._listening = self._listening, None
        self._enough.stop()
        if listening is None:
            return
        self.listening_changed.emit(False)
        self._background.run(Lane.SOUND, partial(_stop, listening), partial(self._hear, heard), self.failed.emit)

    def _hear(self, heard: bool, listening: Listening) -> None:
        if listening.lost is not None:
            self.failed.emit(MicrophoneGone(listening.name, "the trial sentence", 0.0, listening.lost))
        elif heard and self._manuscript is not None:
            language = self._reading.template.language if self._reading and self._reading.template else "en"
            work = partial(self._desk.hear, listening.samples, listening.sample_rate, language)
            self._background.run(Lane.HEARING, work, self.said.emit, self.failed.emit)

    def _run(self, work, done=None) -> None:  # type: ignore[no-untyped-def]
        self._background.run(Lane.LIBRARY, work, done, self._failed)

    def _failed(self, error: RunthroughError) -> None:
        self.failed.emit(error)


def _stop(listening: Listening) -> Listening:
    listening.stop()
    return listening
