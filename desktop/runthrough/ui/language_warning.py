"""A word before the first recording: the recogniser that is chosen does not understand the language of the question."""

from __future__ import annotations

from collections.abc import Callable

from runthrough.domain.languages import is_english, language_name
from runthrough.domain.question import Question
from runthrough.storage.settings import Settings
from runthrough.ui.main_window import MainWindow
from runthrough.ui.ports import RecogniserLine
from runthrough.ui.widgets.banner import Action, Tone


class LanguageWarning:
    """Warns once of each question: what is recorded can be transcribed later."""

    def __init__(self, window: MainWindow, choose_model: Callable[[], object]) -> None:
        self._window, self._choose_model = window, choose_model
        self._warned: set[str] = set()

    def warns(
        self,
        question: Question,
        settings: Settings,
        recognisers: tuple[RecogniserLine, ...],
        go_on: Callable[[], object],
    ) -> bool:
        """Whether it is told now, above the page; `go_on` rehearses all the same."""
        language = question.template.language
        chosen = next((each for each in recognisers if settings.recogniser in (None, each.name)), None)
        if is_english(language) or chosen is None or not chosen.english_only or question.id in self._warned:
            return False
        self._warned.add(question.id)
        self._window.tell(
            f"{chosen.title} understands English alone, and this question is in {language_name(language)}.",
            "It can be rehearsed and is recorded, but not transcribed until there is a multilingual Whisper model.",
            (Action("Rehearse all the same", go_on, primary=True), Action("Set-up", self._choose_model)),
            Tone.WARN,
        )
        return True
