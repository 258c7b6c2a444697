"""Recognising again: which takes, by which recogniser, in which language."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from runthrough.domain.hear_again import Scope, Wanted
from runthrough.domain.languages import LANGUAGES, is_english, language_name, primary
from runthrough.ui.ports import RecogniserLine
from runthrough.ui.widgets.pieces import Choice, button, column, label, row

SCOPES = (
    (Scope.PENDING, "What has no transcript yet"),
    (Scope.OLDER, "Also what another recogniser, or another version, has made"),
    (Scope.ALL, "Everything"),
)


class RecogniseDialog(QDialog):
    """Not modal; Esc closes it. `wanted` carries what is to be recognised."""

    wanted = Signal(object)

    def __init__(
        self, asked: Wanted, of: str, language: str, recognisers: tuple[RecogniserLine, ...], parent: QWidget
    ) -> None:
        """`asked`: of what; `of`: how that is called; `language`: what its answers are in."""
        super().__init__(parent)
        self.setWindowTitle("Recognise again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._asked, self._usable = asked, [each for each in recognisers if not each.trouble]
        self._codes = sorted(LANGUAGES, key=language_name)
        self._codes.insert(0, primary(language))
        self.scopes = QButtonGroup(self)
        choices = column(spacing=6)
        for number, (scope, told) in enumerate(SCOPES):
            choice = QRadioButton(told)
            choice.setChecked(scope is asked.scope)
            self.scopes.addButton(choice, number)
            choices.addWidget(choice)
        self.recogniser = Choice()
        self.recogniser.setAccessibleName("Recogniser")
        self.recogniser.addItems([each.title for each in self._usable])
        self.language = Choice()
        self.language.setAccessibleName("Language")
        self.language.addItems(
            [f"{language_name(language)}, as the question says", *map(language_name, self._codes[1:])]
        )
        self._note = label("", "quiet", wrap=True)
        self._note.setMinimumWidth(440)
        self._start = button("Recognise", self._begin, look="primary")
        feet = row(None, button("Cancel", self.close), self._start, spacing=8)
        self.setLayout(
            column(
                label(f"Recognise {of} again", "heading", wrap=True), 12, choices, 16,
                label("Recogniser", "strong"), 4, self.recogniser, 12,
                label("Language", "strong"), 4, self.language, 12, self._note, 18, feet,
                margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        self.recogniser.currentIndexChanged.connect(self._show_note)
        self.language.currentIndexChanged.connect(self._show_note)
        self._show_note()
        self._start.setFocus()

    def _show_note(self) -> None:
        """What is to be known of this choice; it cannot be begun without a recogniser that knows the language."""
        code = self._codes[self.language.currentIndex()]
        chosen = self._chosen
        refused = chosen is not None and chosen.english_only and not is_english(code)
        if chosen is None:
            told = "No speech recogniser is installed."
        elif refused:
            told = (
                f"{chosen.title} understands English alone. {language_name(code)} needs a multilingual Whisper model."
            )
        else:
            told = "It runs behind what you do, and waits while you rehearse. Transcripts that are replaced are kept."
        self._note.setText(told)
        self._start.setEnabled(chosen is not None and not refused)

    @property
    def _chosen(self) -> RecogniserLine | None:
        index = self.recogniser.currentIndex()
        return self._usable[index] if index >= 0 else None

    def _begin(self) -> None:
        chosen, number = self._chosen, self.language.currentIndex()
        scope = SCOPES[self.scopes.checkedId()][0]
        language = self._codes[number] if number else None
        self.wanted.emit(
            replace(self._asked, scope=scope, recogniser=chosen.name if chosen else None, language=language)
        )
        self.close()
