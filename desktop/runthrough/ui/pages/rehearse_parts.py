"""The parts of the rehearse page: the sign, the section beside the dial, the footer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QStackedLayout, QWidget

from runthrough.domain.clock import course, format_band, format_time, late_text, plan_text
from runthrough.domain.cues import CueMode, cues
from runthrough.domain.question import Band, Question, Section
from runthrough.ui.rehearsing import Picture, Rehearsing
from runthrough.ui.widgets.flow import FlowLayout
from runthrough.ui.widgets.level_meter import LevelMeter
from runthrough.ui.widgets.pieces import (
    IconLabel,
    KeyButton,
    Segmented,
    column,
    label,
    row,
    rule,
)
from runthrough.ui.widgets.small_marks import PlanScale

TIGHT_LIST, TWO_COLUMNS = 7, 10
"""Checkpoints from which the list is set closer, and beyond which it has two columns (ui.md 4.2)."""


class RecordingSign(QFrame):
    """A dot and a word; the dot never blinks."""

    def __init__(self) -> None:
        super().__init__()
        self._dot = IconLabel("circle", "red", 12)
        self._word = label("", "strong")
        self.setLayout(row(self._dot, self._word, spacing=7))

    def say(self, word: str, *, recording: bool) -> None:
        """Say what happens."""
        if word != self._word.text():
            self._word.setText(word)
            self._dot.setVisible(recording)


class SectionSide(QWidget):
    """The section's title, prompt and cues."""

    def __init__(self, chosen: Callable[[CueMode], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self._place = label("", "quiet")
        self._name = label("", "display", wrap=True)
        self._prompt = label("", "prompt", wrap=True)
        self._rule = rule()
        self._list = QWidget()
        self._modes = Segmented(["Full", "Keywords", "Hidden"], "Cues")
        self._modes.chosen.connect(self._pressed)
        cap = label("C", "key")
        switch = row(self._modes, label("Cues", "quiet"), cap, None, spacing=10)
        self.setLayout(column(self._place, 2, self._name, 8, self._prompt, 28, self._rule, 22, self._list, 22, switch))
        self.setMaximumWidth(580)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def place(self, index: int, count: int, take: int) -> None:
        """Which section of how many, and which take from the second on."""
        text = f"Section {index + 1} of {count}" + (f"   Take {take}" if take > 1 else "")
        if text != self._place.text():
            self._place.setText(text)

    def choose(self, mode: CueMode) -> None:
        """Mark the cue mode."""
        self._modes.choose(list(CueMode).index(mode))

    def show_section(self, section: Section, mode: CueMode) -> None:
        """Show a section's words as the cue mode allows."""
        self._name.setText(section.name)
        self._prompt.setText(section.prompt)
        self._prompt.setVisible(bool(section.prompt))
        shown = mode is not CueMode.HIDDEN and bool(section.checkpoints)
        self._rule.setVisible(shown)
        old = self.layout()
        made = _chips(cues(section, mode)) if mode is CueMode.KEYWORDS else _bullets(cues(section, mode))
        old.replaceWidget(self._list, made)  # type: ignore[union-attr]
        self._list.hide()
        self._list.deleteLater()
        self._list = made
        self._list.setVisible(shown)

    def _pressed(self, index: int) -> None:
        self._chosen(list(CueMode)[index])


def _bullets(texts: list[str]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    tight = len(texts) >= TIGHT_LIST
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(8 if tight else 18)
    grid.setHorizontalSpacing(14)
    rows = (len(texts) + 1) // 2 if len(texts) > TWO_COLUMNS else max(1, len(texts))
    for index, text in enumerate(texts):
        place, pair = index % rows, index // rows
        grid.addWidget(label("•", "prompt"), place, 2 * pair, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "prompt-dark" if tight else "cue", wrap=True), place, 2 * pair + 1)
        grid.setColumnStretch(2 * pair + 1, 1)
    return made


def _chips(texts: list[str]) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, 10, 8)
    for text in texts:
        flow.addWidget(label(text, "keyword"))
    return made


class Footer(QFrame):
    """Microphone, total and plan, keys; or the question whether to finish."""

    def __init__(self, rehearsing: Rehearsing) -> None:
        super().__init__()
        self.setProperty("look", "footer")
        self.setMinimumHeight(96)
        self._rehearsing = rehearsing
        self._question: Question | None = None
        self._bands: tuple[Band, ...] = ()
        self._meter = LevelMeter()
        self._device = label("", "caption")
        self._total = label("0:00", "total")
        self._aim = label("", "caption")
        self._scale = PlanScale()
        self._plan = label("", "strong")
        self._course = label("", "caption")
        self._next = KeyButton("Space", "Next section", rehearsing.next_section)
        keys = row(
            self._next,
            KeyButton("R", "Redo", rehearsing.redo),
            KeyButton("P", "Pause", rehearsing.pause),
            KeyButton("Esc", "Finish", rehearsing.ask_to_finish),
            spacing=16,
        )
        microphone = row(IconLabel("microphone"), column(None, self._meter, self._device, None, spacing=4), spacing=12)
        total = column(None, self._total, self._aim, None)
        plan = column(None, row(self._scale, self._plan, spacing=10), 4, self._course, None)
        working = QWidget()
        working.setLayout(row(microphone, None, total, 20, plan, None, keys, margins=(48, 0, 48, 0)))
        self._asking = label("", "strong")
        asking = QWidget()
        asking.setLayout(
            row(
                self._asking,
                None,
                KeyButton("Enter", "Finish", rehearsing.finish),
                16,
                KeyButton("Esc", "Go on", rehearsing.ask_to_finish),
                margins=(48, 0, 48, 0),
            )
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(working)
        self._stack.addWidget(asking)

    def prepare(self, question: Question, sections: tuple[Section, ...]) -> None:
        """Begin anew."""
        self._question = question
        self._bands = tuple(section.band for section in sections)
        total = question.template.total
        self._aim.setText(f"of {format_band(total)}" if total else "in all")
        self._total.setText(format_time(0))
        self._device.setText("")
        self._meter.show_level(None)
        self._stack.setCurrentIndex(0)

    def last_section(self, *, last: bool) -> None:
        """After the last section Space finishes."""
        self._next.set_text("Finish" if last else "Next section")

    def draw(self, picture: Picture) -> None:
        """Draw meter, times and plan."""
        status = picture.status
        self._stack.setCurrentIndex(1 if picture.asking else 0)
        self._meter.show_level(status.level)
        if picture.asking:
            self._ask(len(self._bands) - status.section - 1)
        _set(self._device, _listening(picture))
        _set(self._total, format_time(status.done_seconds + status.seconds))
        total = self._question.template.total if self._question else None
        told, _, heading = plan_text(self._bands, status.section, status.done_seconds, status.seconds, total).partition(
            ", "
        )
        _set(self._plan, told)
        _set(self._course, heading)
        plan = sum(band.midpoint for band in self._bands)
        difference = course(self._bands, status.section, status.done_seconds, status.seconds) - plan
        self._scale.show_difference(difference)

    def _ask(self, rest: int) -> None:
        plural = "sections are" if rest != 1 else "section is"
        words = f"Finish here? {rest} {plural} not done." if rest else "Finish here? This is the last section."
        _set(self._asking, f"{words} Enter finishes, Esc goes on.")


def _listening(picture: Picture) -> str:
    """What the line below the level says: the device, but for what is odd."""
    if picture.unheard:
        return "Nothing heard yet"
    if picture.untranscribed:
        return f"{picture.untranscribed}: recorded, not transcribed yet"
    return late_text(picture.status.behind) or picture.device


def _set(shown: QLabel, text: str) -> None:
    """Set a label's text only when it changed: a new text costs a layout."""
    if shown.text() != text:
        shown.setText(text)
