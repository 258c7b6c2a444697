"""Recognising what is recorded, for the first time or again: one take or many, one after the other.

Recording goes first: whoever runs this may make it wait between two clips, or stop it at any moment. Each take is
stored as it is whole, so nothing that was done is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from runthrough.domain.coverage import rules_with
from runthrough.domain.errors import ModelDamaged, NoRecogniser, RecognitionFailed, RecognitionStopped, RunthroughError
from runthrough.domain.hear_again import DEADLY, HeardAgain, HeardSoFar, NotHeard, OneTake, Scope, Wanted
from runthrough.domain.languages import is_english
from runthrough.domain.question import Template
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.template_text import parse
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again
from runthrough.rehearsal.ports import Journal, Recogniser
from runthrough.rehearsal.recognition_loop import make_meter
from runthrough.storage.library import Library

if TYPE_CHECKING:
    from runthrough.app import App

HOPELESS = 3
"""Takes in a row on which the recogniser fails before the rest is not tried any more: then it is not the takes."""

Tell = Callable[[HeardSoFar], object]
"""Is told how far it is, after each piece that was listened to. May wait, and may raise RecognitionStopped."""


class Recognising:
    """Recognises takes of one data folder with one recogniser. Belongs to one thread, as its library does."""

    def __init__(self, app: App, library: Library, recogniser: Recogniser) -> None:
        self._app, self._library, self._recogniser = app, library, recogniser

    def choose(self, wanted: Wanted) -> tuple[tuple[OneTake, ...], tuple[OneTake, ...]]:
        """The takes to hear, oldest run-through first, and those that are skipped. Raises UnknownRunThrough."""
        meters, deaths = self._library.meters(), self._library.deaths()
        chosen: list[OneTake] = []
        skipped: list[OneTake] = []
        for runthrough in self._runthroughs(wanted):
            template = _template(runthrough, wanted.language)
            now = self._meter(template) if wanted.scope is Scope.OLDER else None
            for take in self._app.standing_takes(runthrough):
                made = meters.get(take.id)
                due = made is None or wanted.scope is Scope.ALL or (now is not None and made.version != now)
                if take.id not in wanted.takes and (wanted.takes or not due):
                    continue
                deadly = deaths.get(take.id, 0) >= DEADLY and wanted.by_itself
                (skipped if deadly else chosen).append(OneTake(runthrough, take))
        return tuple(chosen), tuple(skipped)

    def hear(self, wanted: Wanted, tell: Tell) -> HeardAgain:
        """Hear what is wanted. What stops it is no error: the outcome says so.

        Raises NoRecogniser, ModelDamaged, RecognitionFailed (HOPELESS takes in a row) or UnknownRunThrough.
        """
        chosen, skipped = self.choose(wanted)
        course = _Course(chosen, tell)
        try:
            for runthrough, ones in groupby(chosen, key=lambda one: one.runthrough):
                self._hear_runthrough(runthrough, ones, wanted.language, course)
        except RecognitionStopped:
            return HeardAgain(tuple(course.heard), tuple(course.failed), skipped, stopped=True)
        return HeardAgain(tuple(course.heard), tuple(course.failed), skipped)

    def _runthroughs(self, wanted: Wanted) -> list[RunThrough]:
        if wanted.runthroughs:
            return [self._library.find(each) for each in wanted.runthroughs]
        return self._library.runthroughs(wanted.question_id)[::-1]

    def _meter(self, template: Template) -> str:
        """The meter version of what would be made now."""
        meaning = self._app.meaning if is_english(template.language) else None
        return make_meter(self._recogniser, template, rules_with(meaning)).version

    def _hear_runthrough(
        self, runthrough: RunThrough, ones: Iterable[OneTake], language: str | None, course: _Course
    ) -> None:
        template = _template(runthrough, language)
        with self._app.journal() as journal:
            for one in ones:
                try:
                    self._hear_take(one, template, journal, partial(course.tell, one))
                except (NoRecogniser, ModelDamaged, RecognitionStopped):
                    raise
                except RunthroughError as error:
                    course.has_failed(one, error)
                else:
                    course.has_heard(one)
            if runthrough.finished_at is None:
                journal.runthrough_finished(runthrough.id, self._app.clock.now())

    def _hear_take(self, one: OneTake, template: Template, journal: Journal, progress: Callable[[float], None]) -> None:
        """Hear and store one take; why that failed is noted with a take that has no whole transcript."""
        take, takes = one.take, self._app.takes
        section = next(each for each in template.sections if each.id == take.section_id)
        whole = self._library.meter(take.id) is not None
        words = None if whole else len(self._library.transcript(take.id).words)
        kept = self._library.kept_words(take.id)
        parts = HearAgainParts(template, self._recogniser, progress, self._app.meaning, kept)
        keeping = Keeping(journal, self._app.clock.now, words)
        try:
            hear_take_again(take, section, partial(takes.follow, take), parts, keeping)
        except RecognitionStopped:
            raise
        except RunthroughError as error:
            if not whole:
                journal.take_unrecognised(take.id, type(error).__name__)
            raise


class _Course:
    """What has been heard so far."""

    def __init__(self, chosen: tuple[OneTake, ...], tell: Tell) -> None:
        self._tell = tell
        self._takes, self._seconds = len(chosen), sum(one.take.seconds for one in chosen)
        self._done = 0.0
        self._failures = 0
        self.heard: list[OneTake] = []
        self.failed: list[NotHeard] = []

    def tell(self, one: OneTake, seconds: float) -> None:
        """So many seconds of this take have been heard."""
        number = len(self.heard) + len(self.failed) + 1
        self._tell(HeardSoFar(one, number, self._takes, self._done + seconds, self._seconds))

    def has_heard(self, one: OneTake) -> None:
        """This take is stored."""
        self._failures = 0
        self.heard.append(one)
        self._done += one.take.seconds

    def has_failed(self, one: OneTake, error: RunthroughError) -> None:
        """This take could not be heard. Raises the error where the recogniser fails on one take after another."""
        self._failures = self._failures + 1 if isinstance(error, RecognitionFailed) else 0
        self.failed.append(NotHeard(one, error))
        self._done += one.take.seconds
        if self._failures == HOPELESS:
            raise error


def _template(runthrough: RunThrough, language: str | None) -> Template:
    """What the run-through was spoken to, in another language where one is wanted."""
    template = parse(runthrough.template_text, f"run-through {runthrough.id}")
    return template if language is None else replace(template, language=language)
