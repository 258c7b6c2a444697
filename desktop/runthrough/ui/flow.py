"""What leads from page to page: which page follows what, and which slow work a page needs.

Owns the pages and the objects behind them; the window only shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from runthrough.domain.errors import RunthroughError
from runthrough.domain.hear_again import HeardAgain
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.share_plan import Shared
from runthrough.storage.settings import Settings
from runthrough.ui.background import Background, Lane
from runthrough.ui.beginning import Beginning
from runthrough.ui.checking import Checking
from runthrough.ui.hearing_again import outcome_words
from runthrough.ui.icons import load_icons
from runthrough.ui.key_list import KeyList
from runthrough.ui.listeners import Recognisers
from runthrough.ui.main_window import MainWindow
from runthrough.ui.notices import notice
from runthrough.ui.opening import Opening
from runthrough.ui.pages.history import HistoryPage
from runthrough.ui.pages.questions import QuestionsPage
from runthrough.ui.pages.rehearse import RehearsePage
from runthrough.ui.pages.review import ReviewPage
from runthrough.ui.pages.set_up import SetUpPage
from runthrough.ui.playing import Playing
from runthrough.ui.ports import Desk, Overviews
from runthrough.ui.recovery import Recovery
from runthrough.ui.rehearsing import Rehearsing
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.shelving import Shelving
from runthrough.ui.theme import theme
from runthrough.ui.widgets.banner import Action, Notice, Tone
from runthrough.ui.widgets.pieces import repaint_icons
from runthrough.ui.writing import Writing

LEAVE_SECONDS = 5.0
"""Seconds that closing the window gives to what is under way; the recording is safe before them."""


class Flow(QObject):
    """One window's life. `finished`: everything has ended and the program may."""

    finished = Signal()

    def __init__(self, desk: Desk, window: MainWindow, questions: QuestionsPage) -> None:
        super().__init__(window)
        self._desk, self.window, self.questions = desk, window, questions
        self.background = Background(self)
        self._overviews = Overviews(())
        self._closing = False
        self.opening = Opening(desk, self.background, window)
        self.recognisers = Recognisers(desk, self.background, self)
        self._back_to = "questions"
        self.playing = Playing(self)
        self.rehearsing = Rehearsing(desk, self.background, self)
        self.reviewing = Reviewing(desk, self.background, self)
        self.checking = Checking(desk, self.background, self)
        self.shelving = Shelving(desk.models, self.background, self)
        self.recovery = Recovery(desk, self.background, questions.banner, self)

    def build(self) -> Iterator[object]:
        """Build the pages, one a step, so that the event loop turns in between; then the window is whole."""
        load_icons()
        repaint_icons(self.window)
        yield self
        self.set_up = SetUpPage(self.checking, self.playing, self.shelving, self._desk.folder)
        yield self
        self.rehearse = RehearsePage(self.rehearsing)
        self.beginning = Beginning(
            self._desk,
            self.background,
            self.window,
            questions=self.questions,
            page=self.rehearse,
            rehearsing=self.rehearsing,
            recognisers=self.recognisers,
        )
        yield self
        self.review = ReviewPage(self.reviewing, self.playing)
        yield self
        self.history = HistoryPage()
        self.history.progress.follow(self.reviewing.again)
        yield self
        self.writing = Writing(self._desk, self.background, self.window, self.questions)
        for name in ("set_up", "rehearse", "review", "history"):
            self.window.add_page(name, getattr(self, name))
        self._connect()
        self._bind_keys()
        self._show_first_page()

    def _connect(self) -> None:
        self.window.closing.connect(self.close)
        self.window.rail.chosen.connect(self._go)
        self.questions.rehearse.connect(self.beginning.begin)
        self.questions.review.connect(self._review_from_questions)
        self.questions.history.connect(self._show_history)
        self.history.back.connect(self.go_home)
        self.history.review.connect(self._review_from_history)
        self.opening.opened.connect(self.refresh)
        self.beginning.leaving.connect(self._leave_page)
        self.beginning.home.connect(self.go_home)
        self.beginning.set_up_wanted.connect(self._go_to_set_up)
        self.beginning.models_wanted.connect(self.go_to_models)
        self.beginning.cues_kept.connect(self._keep_settings)
        self.beginning.failed.connect(self._tell)
        self.rehearse.left.connect(self.go_home)
        self.rehearsing.ended.connect(self._recorded)
        self.rehearsing.nothing_spoken.connect(self._not_rehearsed)
        self.rehearsing.happened.connect(self.reviewing.take_in)
        self.reviewing.failed.connect(self._tell)
        self.reviewing.again.ended.connect(self._tell_recognised)
        self.history.again_wanted.connect(self.reviewing.again.begin)
        self.reviewing.shared.connect(self._tell_shared)
        self.recovery.taken_up.connect(self._review_recovered)
        self.recovery.changed.connect(self.refresh)
        self.recovery.failed.connect(self._tell)
        self.review.back.connect(self._leave_review)
        self.review.rehearse.connect(self._rehearse_again)
        self.review.models_wanted.connect(self.go_to_models)
        self.shelving.changed.connect(self._models_changed)
        self.set_up.settings_changed.connect(self._keep_settings)
        self.set_up.microphones_wanted.connect(self._look_for_microphones)
        self.set_up.models_wanted.connect(self.recognisers.look)
        self.recognisers.listed.connect(self._show_recognisers)
        self.recognisers.unfit.connect(self._unfit)
        self.recognisers.failed.connect(self._tell)
        self.set_up.done.connect(self.go_home)
        self.writing.home.connect(self.go_home)
        self.writing.stored.connect(self.refresh)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+1": self.go_home,
            "Ctrl+,": self._go_to_set_up,
            "Ctrl+/": self.show_keys,
            "Ctrl+N": self._new_question,
            "Ctrl+F": self._search,
            "Alt+Left": self._key_back,
        }
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self.window).activated.connect(call)

    # start

    def _show_first_page(self) -> None:
        if not self._desk.settings.set_up:
            self._show_set_up()

    def start(self) -> None:
        """Begin the slow part of starting; the window stands already."""
        self.opening.begin()
        self.recognisers.warm_up()
        if not self._desk.settings.set_up:
            self.set_up.prepare(self._desk.settings)

    def _unfit(self, error: RunthroughError) -> None:
        told = notice(error)
        if self._desk.settings.set_up:
            self.window.tell(told.what, told.next, (Action("Choose a model", self.go_to_models),), Tone.WARN)

    def _models_changed(self) -> None:
        """Load what is to listen now; during a rehearsal the next one does."""
        if self.rehearsing.running or self._closing:
            self.recognisers.look()
        else:
            self.recognisers.warm_up()

    def _show_recognisers(self) -> None:
        known = self.recognisers
        self.set_up.show_recognisers(known.lines, known.ready, known.trouble)
        self.review.set_recognisers(known.lines)
        self.history.set_recognisers(known.lines)

    def refresh(self) -> None:
        """Read the questions anew."""
        if self.opening.done and not self._closing:
            self.background.run(Lane.LIBRARY, self._desk.overviews, self._show_overviews, self._tell)

    def _show_overviews(self, overviews: Overviews) -> None:
        overviews = replace(overviews, questions=self.writing.take_in(overviews.questions))
        self._overviews = overviews
        self.beginning.take_in(overviews.questions)
        self.recovery.offer(overviews.unfinished, self.reviewing.runthrough_id)
        first = not self.questions.ready
        self.questions.show_overviews(overviews)
        self.history.keep_fresh(overviews.questions)
        if self.window.page == "questions" and first:
            self.questions.take_focus()

    # pages

    def _go(self, name: str) -> None:
        if name == "questions":
            self.go_home()
        else:
            self._go_to_set_up()

    def go_home(self) -> None:
        """The questions."""
        if self.rehearsing.running:
            return
        self._leave_page()
        self.window.rail.mark("questions")
        self.window.show_page("questions")
        self.questions.take_focus()
        self.refresh()

    def _new_question(self) -> None:
        if not self.rehearsing.running and self.opening.done and self._desk.settings.set_up:
            self._leave_page()
            self.writing.begin()

    def _search(self) -> None:
        if self.window.page == "questions":
            self.questions.bar.take_focus()

    def show_keys(self) -> None:
        """The keys of this page; no dialogue while somebody speaks."""
        if not self.rehearsing.running:
            KeyList(self.window.page, self.window).show()

    def _go_to_set_up(self) -> None:
        if not self.rehearsing.running:
            self._leave_page()
            self._show_set_up()
            self.set_up.prepare(self._desk.settings)

    def go_to_models(self) -> None:
        """Set-up, where the speech models are."""
        self._go_to_set_up()
        if self.window.page == "set_up":
            self.set_up.show_models()

    def _show_set_up(self) -> None:
        first = not self._desk.settings.set_up
        self.window.show_page("set_up", rail=not first)
        self.window.rail.mark("set-up")

    def _leave_page(self) -> None:
        """What was said above the last page goes with it, but for a library that is still shut."""
        if not self.opening.shut:
            self.window.hush()
        self.playing.pause()
        if self.window.page == "set_up":
            self.set_up.leave()
        if self.window.page == "editor":
            self.writing.editing.close()

    def _key_back(self) -> None:
        if self.window.page == "review":
            self._leave_review()
        elif self.window.page == "editor":
            self.writing.leave()
        elif self.window.page == "import" or (self.window.page in ("history", "set_up") and self._desk.settings.set_up):
            self.go_home()

    def _show_history(self, question_id: str) -> None:
        found = next((each for each in self._overviews.questions if each.question.id == question_id), None)
        if found is not None:
            self.window.show_page("history")
            self.history.show_question(found)
            self.background.run(
                Lane.LIBRARY,
                lambda: self._desk.numbers(question_id),
                partial(self.history.show_numbers, question_id),
                self._tell,
            )

    # rehearsing

    def _rehearse_again(self, question_id: str, section_id: str) -> None:
        """At the length of the run-through that was reviewed."""
        sheet = self.review.sheet
        if sheet is not None and sheet.question.id == question_id:
            self.questions.keep_length(question_id, sheet.question.length)
        self.beginning.begin(question_id, section_id)

    def _recorded(self, runthrough_id: str, error: RunthroughError | None) -> None:
        """Recording has ended: the review opens by itself, and fills while the last words are transcribed."""
        if self._closing:
            return
        self._open_review(runthrough_id, back="questions", live=not self.rehearsing.stored)
        if error is not None:
            self._tell(error)

    def _not_rehearsed(self, runthrough_id: str) -> None:
        """Ended in the count-in: nothing is kept, and the questions are where they were."""
        self.go_home()
        self.recovery.delete(runthrough_id)

    # reviewing

    def _review_from_questions(self, runthrough_id: str) -> None:
        self._open_review(runthrough_id, back="questions")

    def _review_recovered(self, cut: RunThrough) -> None:
        """What a crash left: what has no transcript yet gets one."""
        self._open_review(cut.id, back="questions")
        self.reviewing.recognise(tuple(take for take in cut.takes if take.frames), None, by_itself=True)

    def _review_from_history(self, runthrough_id: str) -> None:
        self._open_review(runthrough_id, back="history")

    def _open_review(self, runthrough_id: str, *, back: str, live: bool = False) -> None:
        self._back_to = back
        self._leave_page()
        self.window.show_page("review", rail=False)
        self.reviewing.open(runthrough_id, live=live)

    def _leave_review(self) -> None:
        self.playing.pause()
        if self._back_to == "history":
            self.window.show_page("history")
            self.history.table.setFocus()
            self.refresh()
        else:
            self.go_home()

    def _tell_shared(self, shared: Shared) -> None:
        paths = [path for path in (shared.plan.page, shared.plan.sound) if path is not None]
        line = f"{shared.told}. It is in {paths[0].parent}."
        written = f"Written: {' and '.join(path.name for path in paths)}"
        self.window.say(Notice(written, line, icon="check-circle-outline"))

    def _tell_recognised(self, outcome: HeardAgain) -> None:
        """Many takes were recognised, or some were skipped; what is done, the pages show by themselves."""
        self.refresh()
        if not self.rehearsing.running and not self._closing and (outcome.skipped or len(outcome.heard) != 1):
            self.window.say(Notice(*outcome_words(outcome), icon="check-circle-outline"))

    # settings and microphones

    def _keep_settings(self, settings: Settings) -> None:
        recogniser_changed = settings.recogniser != self._desk.settings.recogniser
        self._desk.hold(settings)
        self.background.run(Lane.LIBRARY, self._desk.save_settings, None, self._tell)
        theme().choose(settings)
        if recogniser_changed:
            self.recognisers.warm_up()

    def _look_for_microphones(self, refresh: bool) -> None:
        self.background.run(
            Lane.SOUND,
            lambda: self._desk.microphones(refresh=refresh),
            self.set_up.show_microphones,
            self.checking.failed.emit,
        )

    # errors and the end

    def _tell(self, error: RunthroughError) -> None:
        told = notice(error)
        self.window.tell(told.what, told.next)

    def close(self) -> None:
        """End everything; a recording is closed first. `finished` follows within seconds."""
        if self._closing:
            return
        self._closing = True
        self.rehearsing.leave()
        if self.window.page == "set_up":
            self.set_up.leave()
        self.recognisers.close()
        self.checking.close()
        self.playing.close()
        self.writing.close()
        self.recovery.close()
        self._desk.stop_recognising()
        self._desk.models.close()
        self.background.run(Lane.LIBRARY, self._desk.close, self._closed, self._closed)

    def _closed(self, _outcome: object) -> None:
        self.rehearsing.wait_for_end(LEAVE_SECONDS)
        self._desk.shut_down()
        self.background.close(LEAVE_SECONDS)
        self.finished.emit()
