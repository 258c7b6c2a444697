"""What the review says above a section: being transcribed, not transcribed, failed, silent, older (ui.md 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from runthrough.domain.clock import format_time
from runthrough.domain.languages import language_name
from runthrough.domain.review import SectionReview
from runthrough.ui.ports import RecogniserLine, ReviewSheet
from runthrough.ui.review_words import Standing, standing
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.banner import Action, Notice, Tone

_REASONS = {
    "ModelDamaged": "The speech model is damaged.",
    "RecognitionFailed": "The recogniser failed three times.",
    "AudioUnreadable": "The sound file cannot be read.",
}


@dataclass(frozen=True, slots=True)
class Offers:
    """What the speaker can do about a state."""

    transcribe: Callable[[str | None], object]
    transcribe_all: Callable[[], object]
    choose_model: Callable[[], object]
    listen: Callable[[], object]
    show_changes: Callable[[], object]
    recognise_all: Callable[[], object]


class ReviewStates:
    """Makes the notice for a section. `changed` is called when one was put away."""

    def __init__(self, reviewing: Reviewing, offers: Offers, changed: Callable[[], object]) -> None:
        self._reviewing, self._offers, self._changed = reviewing, offers, changed
        self._known_as_older = ""
        self.recognisers: tuple[RecogniserLine, ...] = ()

    def notice(self, section: SectionReview, sheet: ReviewSheet | None, share: float) -> Notice | None:
        """What is to be said; None where everything is as it should be. `share`: of a transcription, 0 to 1."""
        take = section.take
        if take is not None and take.id in self._reviewing.recognising:
            stop = Action("Stop", self._reviewing.stop)
            line = "You can listen already. The words follow when they are whole."
            return Notice(f"Transcribing {section.section.name}", line, actions=(stop,), share=share)
        if sheet is None or take is None:
            return None
        makers = {
            Standing.PENDING: partial(self._pending, sheet),
            Standing.NO_RECOGNISER: self._no_recogniser,
            Standing.FAILED: partial(self._failed, section, sheet),
            Standing.SILENT: partial(self._silent, section),
        }
        return makers.get(standing(section), partial(self._older, sheet))()

    def choices(self, section: SectionReview) -> list[Action]:
        """Try again and "recognise with ..." for a section."""
        if section.take is None or section.take.id in self._reviewing.recognising or self._reviewing.live:
            return []
        here = [Action(f"Recognise with {each.title}", self._with(each)) for each in self._usable()]
        return [*here, Action("Recognise the whole run-through …", self._offers.recognise_all)]

    def _pending(self, sheet: ReviewSheet) -> Notice:
        if not self._reviewing.live:
            again = Action("Transcribe", self._offers.transcribe_all, primary=True)
            return Notice("Not transcribed yet", "The recording is whole and safe.", actions=(again,))
        sections = sheet.review.sections
        done = sum(standing(each) is not Standing.PENDING for each in sections)
        heading = f"Transcribing, section {min(done + 1, len(sections))} of {len(sections)}"
        line = "You can listen already. Sections open as they are done."
        return Notice(heading, line, share=done / max(1, len(sections)))

    def _no_recogniser(self) -> Notice:
        heading, line = "No transcript yet: there is no speech model", "Time and sound are ready, coverage is not."
        if self._usable():
            actions = (Action("Transcribe", self._offers.transcribe_all, primary=True),)
        else:
            actions = (Action("Choose a model", self._offers.choose_model, primary=True),)
        return Notice(heading, line, actions=actions)

    def _failed(self, section: SectionReview, sheet: ReviewSheet) -> Notice:
        if section.unrecognised == "LanguageNotUnderstood":
            return self._not_understood(section, sheet.question.template.language)
        line = f"Recording safe. {_REASONS.get(section.unrecognised or '', '')}".strip()
        if section.transcript is not None and section.transcript.words:
            line = f"{line} What it heard before is shown."
        actions = [Action("Try again", partial(self._offers.transcribe, None), primary=True)]
        actions += [Action(f"Use {each.title}", self._with(each)) for each in self._usable()[:2]]
        heading = f"{section.section.name} could not be transcribed"
        return Notice(heading, line, Tone.WARN, "alert-outline", tuple(actions))

    def _not_understood(self, section: SectionReview, language: str) -> Notice:
        """Recorded in a language that the recogniser does not know; others may."""
        able = [each for each in self._usable() if not each.english_only]
        actions = [Action(f"Use {each.title}", self._with(each), primary=each is able[0]) for each in able[:2]]
        heading = f"{section.section.name} is not transcribed yet: it is in {language_name(language)}"
        line = (
            "Recording safe. Moonshine and models for English alone do not understand it; a multilingual Whisper does."
        )
        choose = Action("Choose a model", self._offers.choose_model, primary=not able)
        return Notice(heading, line, Tone.WARN, "alert-outline", (*actions, choose))

    def _silent(self, section: SectionReview) -> Notice:
        line = f"{format_time(section.seconds or 0.0)} of sound without a voice in it."
        listen = Action("Listen", self._offers.listen)
        return Notice("No speech in this take", line, icon="volume-high", actions=(listen,))

    def _older(self, sheet: ReviewSheet) -> Notice | None:
        """The question was changed since (ui.md 5, "newer template")."""
        if not sheet.newer or self._known_as_older == sheet.runthrough.id:
            return None
        close = partial(self._forget_older, sheet.runthrough.id)
        actions = (Action("Show what changed", self._offers.show_changes), Action("Close", close))
        line = "It is measured by the version that you spoke to."
        return Notice("This run used an older version of the question", line, icon="history", actions=actions)

    def _forget_older(self, runthrough_id: str) -> None:
        self._known_as_older = runthrough_id
        self._changed()

    def _usable(self) -> list[RecogniserLine]:
        return [each for each in self.recognisers if not each.trouble]

    def _with(self, recogniser: RecogniserLine) -> Callable[[], object]:
        return partial(self._offers.transcribe, recogniser.name)
