"""The parts of the editor: the bar under the text, the time budget, the sentence that is tried, the format's help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLineEdit, QWidget

from runthrough.domain.clock import format_band
from runthrough.domain.ladder import TITLES, at_length, lengths
from runthrough.domain.question import Band
from runthrough.domain.template_problems import TemplateProblem, Weight
from runthrough.domain.template_text import Reading
from runthrough.domain.trial import Hearing
from runthrough.domain.verdicts import Verdict
from runthrough.ui.widgets.glyphs import CoverageGlyph
from runthrough.ui.widgets.pieces import (
    IconLabel,
    KeyButton,
    button,
    clear,
    column,
    label,
    relook,
    row,
    rule,
    set_icon,
)
from runthrough.ui.widgets.problem_strip import LOOKS
from runthrough.ui.widgets.section_card import BudgetBars, lengths_of

COUNTS = {Weight.ERROR: "problem", Weight.WARNING: "hint", Weight.GUESS: "guess"}
PLURALS = {Weight.ERROR: "problems", Weight.WARNING: "hints", Weight.GUESS: "guesses"}
MOST_HEARINGS = 4


class StatusBar(QWidget):
    """Under the text: how many problems, where the cursor is, and two keys."""

    next_problem = Signal()
    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("check-circle-outline", "green", 15)
        self._count = label("", "good")
        self._place = label("", "quiet")
        next_problem = KeyButton("F8", "Next problem", self.next_problem.emit)
        help_wanted = KeyButton("F1", "Format help", self.help_wanted.emit)
        parts = (self._icon, 2, self._count, 14, self._place, None, next_problem, 14, help_wanted)
        self.setLayout(column(rule(), row(*parts, margins=(16, 2, 16, 2))))

    def show_problems(self, problems: tuple[TemplateProblem, ...]) -> None:
        """How many of each kind."""
        counts = {weight: sum(problem.weight is weight for problem in problems) for weight in Weight}
        told = [
            f"{count} {COUNTS[weight] if count == 1 else PLURALS[weight]}" for weight, count in counts.items() if count
        ]
        gravest = min((problem.weight for problem in problems), default=None)
        icon, colour, look = ("check-circle-outline", "green-t", "good")
        if gravest is not None:
            icon, colour, _, look = LOOKS[gravest]
        self._icon.show_icon(icon, colour)
        relook(self._count, look)
        self._count.setText(", ".join(told) or "No problems")

    def show_place(self, line: int, column_number: int) -> None:
        """Where the cursor is."""
        self._place.setText(f"line {line}, column {column_number}")


class BudgetCard(QFrame):
    """What the sections take together, against the target; and what shorter answers keep."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._sum = label("0:00", "total")
        self._target = label("", "small")
        self._bars = BudgetBars()
        self._icon = IconLabel("alert-circle", "red-t", 15)
        self._trouble = label("", "small", wrap=True)
        self._ladder = label("", "quiet", wrap=True)
        trouble = row(self._icon, self._trouble, spacing=8)
        trouble.setStretch(1, 1)
        self._troubled = QWidget()
        self._troubled.setLayout(trouble)
        line = row(self._sum, None, self._target)
        parts = (label("Time budget", "small"), 2, line, 8, self._bars, 8, self._troubled, self._ladder)
        self.setLayout(column(*parts, margins=(16, 12, 16, 12)))

    def show_reading(self, reading: Reading) -> None:
        """Show what a text says."""
        shortest, longest = lengths_of(reading.sections)
        self._sum.setText(format_band(Band(shortest, longest)) if longest else "0:00")
        self._target.setText(f"target {format_band(reading.total)}" if reading.total else "no total given")
        self._bars.show_sections(reading.sections)
        trouble = _trouble(reading)
        self._trouble.setText(trouble)
        self._troubled.setVisible(bool(trouble))
        self._ladder.setText(_ladder(reading))
        self._ladder.setVisible(bool(self._ladder.text()))


def _trouble(reading: Reading) -> str:
    left_out = [each for each in reading.sections if not each.counts]
    if left_out:
        names = ", ".join(each.section.name or f"line {each.line}" for each in left_out[:3])
        lines = ", ".join(str(each.line) for each in left_out[:3])
        verb = "is" if len(left_out) == 1 else "are"
        right = f"line {lines} is right" if len(left_out) == 1 else f"lines {lines} are right"
        return f"{names} {verb} left out until {right}."
    missed = next((problem for problem in reading.problems if "misses the total" in problem.what), None)
    return missed.what if missed else ""


def _ladder(reading: Reading) -> str:
    """What the shorter lengths keep of it."""
    template = reading.template
    if template is None:
        return ""
    count = len(template.checkpoints)
    told = [
        f"In {TITLES[length]}: {len(at_length(template, length).checkpoints)} of {count} checkpoints"
        for length in lengths(template)[1:]
    ]
    return ". ".join(told)


class TrialCard(QFrame):
    """Type or say a sentence; see which checkpoints hear it and why."""

    tried = Signal(str)
    listen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Try a sentence, as you would say it")
        self.field.setAccessibleName("Try a sentence")
        self.field.returnPressed.connect(self._try)
        self._say = button("Say it", self.listen.emit, icon_name="microphone", compact=True)
        self._found = column(spacing=6)
        top = row(self.field, self._say, spacing=8)
        top.setStretch(0, 1)
        self.setLayout(column(top, self._found, margins=(12, 12, 12, 12), spacing=8))

    def _try(self) -> None:
        if self.field.text().strip():
            self.tried.emit(self.field.text())
        else:
            self.show_hearings(None)

    def show_listening(self, listening: bool) -> None:
        """Whether it listens now."""
        self._say.setText("Stop" if listening else "Say it")
        set_icon(self._say, "stop" if listening else "microphone")
        if listening:
            self._tell("Listening. Say the sentence, then press Stop.")

    def show_words(self, words: str) -> None:
        """What was heard, tried at once."""
        self.field.setText(words)
        if words:
            self.tried.emit(words)
        else:
            self._tell("No words were heard.")

    def tell_transcribing(self) -> None:
        """Between Stop and the words."""
        self._tell("Transcribing on this computer.")

    def _tell(self, words: str) -> None:
        clear(self._found)
        self._found.addWidget(label(words, "quiet", wrap=True))

    def show_hearings(self, hearings: tuple[Hearing, ...] | None) -> None:
        """Which checkpoints heard it; None clears."""
        clear(self._found)
        if hearings is None:
            return
        if not hearings:
            self._tell("No checkpoint hears it. Give one a cue phrase out of it.")
        for hearing in hearings[:MOST_HEARINGS]:
            self._found.addWidget(_heard(hearing))


def _heard(hearing: Hearing) -> QWidget:
    word = {Verdict.SAID: "Said", Verdict.PARTLY: "Partly", Verdict.MISSED: "Not enough"}[hearing.verdict]
    glyph = CoverageGlyph(hearing.verdict, 15)
    first = row(
        glyph,
        label(word, "strong"),
        label(f"{hearing.section}: {hearing.checkpoint.label}", "small", wrap=True),
        spacing=6,
    )
    first.setStretch(2, 1)
    why = f", {hearing.why}" if hearing.why else ""
    made = QWidget()
    by = f"by “{hearing.cue}”" if hearing.cue else "by its meaning"
    made.setLayout(column(first, label(f"{by}{why}", "caption", wrap=True), spacing=1))
    made.setAccessibleName(f"{word}, {hearing.section}: {hearing.checkpoint.label}, {by}{why}")
    return made


FORMAT = (
    ("# title", "The question's title; once, in the first line"),
    ("total: 8:00-10:00", "How long the whole answer should take"),
    ("tags: a, b", "To find it by"),
    ("terms: Kafka, p99", "Names and words of your field that the recogniser should know"),
    ("## name [1:00-1:30]", "A section with its shortest and longest good length"),
    ("> text", "What is asked in it"),
    ("- [ ] point (must) | cue, cue", "A checkpoint with the phrases by which it is heard; must, should or could"),
    ("- [ ] point (number) | cue", "Only a sentence with a figure counts"),
    ("| we chose & because, so that", "Groups joined by & must all be heard"),
    ("~ sentence", "An example of how you would say it; it helps more than anything else"),
    ("- [!] pitfall | phrase", "Something to avoid"),
    ("? question", "A follow-up that the checkpoint above invites"),
    ("// text", "A comment; //? marks a guess of the importer"),
)
KEYS = (
    ("F8, Shift+F8", "Next, previous problem"),
    ("Alt+Enter", "Mend it"),
    ("Ctrl+Space", "Offer what you said before as cues"),
    ("Ctrl+S", "Save"),
    ("Ctrl+Tab", "Leave the text"),
)


class FormatHelp(QDialog):
    """The marks of the format and the keys of the editor; not modal, Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Format")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        for number, (mark, means) in enumerate((*FORMAT, *KEYS)):
            grid.addWidget(label(mark, "key"), number, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(means), number, 1)
        close = button("Close", self.close, compact=True)
        heading = label("How a question is written", "heading")
        self.setLayout(column(heading, 14, lines, 18, row(None, close), margins=(24, 20, 24, 20)))
