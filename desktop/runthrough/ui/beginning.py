"""What leads into a rehearsal: which question at which length, on which sections, and what stood in its way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from runthrough.domain.cues import CueMode
from runthrough.domain.errors import RunthroughError
from runthrough.domain.ladder import shortened
from runthrough.domain.question import Length, Question, Section
from runthrough.ui.background import Background, Lane
from runthrough.ui.language_warning import LanguageWarning
from runthrough.ui.listeners import MicrophoneMenu, Recognisers
from runthrough.ui.main_window import MainWindow
from runthrough.ui.notices import notice
from runthrough.ui.pages.questions import QuestionsPage
from runthrough.ui.pages.rehearse import RehearsePage
from runthrough.ui.ports import Desk, QuestionOverview
from runthrough.ui.rehearsing import Rehearsing
from runthrough.ui.widgets.banner import Action


class Beginning(QObject):
    """Opens the page of a rehearsal and begins it.

    `leaving`: the page that is shown makes room. `home`, `set_up_wanted` and `models_wanted` lead to other pages.
    `cues_kept` carries the settings with the cues that were chosen.
    """

    leaving = Signal()
    home = Signal()
    set_up_wanted = Signal()
    models_wanted = Signal()
    cues_kept = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        background: Background,
        window: MainWindow,
        *,
        questions: QuestionsPage,
        page: RehearsePage,
        rehearsing: Rehearsing,
        recognisers: Recognisers,
    ) -> None:
        super().__init__(window)
        self._desk, self._background, self._window = desk, background, window
        self._questions, self._page = questions, page
        self._rehearsing, self._recognisers = rehearsing, recognisers
        self._overviews: dict[str, QuestionOverview] = {}
        self._languages = LanguageWarning(window, self.models_wanted.emit)
        self._microphones = MicrophoneMenu(desk, background, rehearsing)
        page.cues_chosen.connect(self._keep_cues)
        page.microphone_wanted.connect(lambda: self._microphones.offer(page.banner))
        self._microphones.failed.connect(self.failed)
        rehearsing.refused.connect(self._not_begun)

    def take_in(self, overviews: tuple[QuestionOverview, ...]) -> None:
        """The questions that there are."""
        self._overviews = {each.question.id: each for each in overviews}

    def begin(self, question_id: str, section_id: str = "") -> None:
        """Rehearse a question, or one section of it alone, at the length that was chosen for it."""
        found = self._overviews.get(question_id)
        if found is None or self._rehearsing.running:
            return
        question = shortened(found.question, self._questions.length_of(question_id) or Length.FULL)
        sections = tuple(each for each in question.template.sections if section_id in ("", each.id))
        self._begin(question, sections or question.template.sections)

    def _begin(self, question: Question, sections: tuple[Section, ...]) -> None:
        if self._languages.warns(
            question, self._desk.settings, self._recognisers.lines, partial(self._begin, question, sections)
        ):
            return
        self.leaving.emit()
        self._window.hush()
        mode = self._desk.settings.cue_modes.get(question.id, CueMode.FULL)
        self._rehearsing.begin(question, sections)
        self._page.prepare(question, sections, mode)
        self._window.show_page("rehearse", rail=False)
        self._page.dial.setFocus()

    def _not_begun(self, error: RunthroughError) -> None:
        told = notice(error)
        self.home.emit()
        question, sections = self._rehearsing.question, self._rehearsing.sections
        actions = [Action("Set-up", self.set_up_wanted.emit)]
        if question is not None:
            again = partial(self._try_again, question, sections)
            actions.insert(0, Action("Look again", again, primary=True))
        self._window.tell(told.what, told.next, tuple(actions))

    def _try_again(self, question: Question, sections: tuple[Section, ...]) -> None:
        """Look for devices first: one that was plugged in since the start is not known yet."""

        def begin(_found: object) -> None:
            self._begin(question, sections)

        self._background.run(Lane.SOUND, lambda: self._desk.microphones(refresh=True), begin, self.failed.emit)

    def _keep_cues(self, question_id: str, mode: CueMode) -> None:
        settings = self._desk.settings
        self.cues_kept.emit(replace(settings, cue_modes={**settings.cue_modes, question_id: mode}))
