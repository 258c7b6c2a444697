"""The rehearse page: a clock and a quiet list (ui.md 4.2). It draws what `Rehearsing` says and hands it the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from runthrough.domain.cues import CueMode
from runthrough.domain.ladder import titled
from runthrough.domain.question import Question, Section
from runthrough.ui.pages.rehearse_parts import Footer, RecordingSign, SectionSide
from runthrough.ui.rehearsing import Picture, Rehearsing, Strip, Trouble, describe_strip
from runthrough.ui.theme import theme
from runthrough.ui.widgets.banner import Action, Banner, Notice, Tone
from runthrough.ui.widgets.pieces import (
    ElidedLabel,
    column,
    row,
)
from runthrough.ui.widgets.ring_dial import SIDE, SMALL_SIDE, Dial, RingDial
from runthrough.ui.widgets.section_strip import SectionStrip, StripState

SMALLEST = (900, 560)
"""Width and height that the page gets by with; set, because its own layout knows nothing of a dial that shrinks."""
NARROW, LOW, TALL = 1100, 720, 860
"""Width and height of the window below which the dial shrinks, and height from which a narrow one has room for the cues
under the dial (ui.md 7, which would put them there also where they do not fit)."""


class RehearsePage(QWidget):
    """Focus mode. `cues_chosen` tells the cue mode for a question when the speaker changes it."""

    cues_chosen = Signal(str, object)
    microphone_wanted = Signal()
    left = Signal()

    def __init__(self, rehearsing: Rehearsing) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setMinimumSize(*SMALLEST)
        self._rehearsing = rehearsing
        self._section: Section | None = None
        self._sections: tuple[Section, ...] = ()
        self._mode = CueMode.FULL
        self._title = ElidedLabel("", "small")
        self._recording = RecordingSign()
        self._strip = SectionStrip()
        self.dial = RingDial()
        self._side = SectionSide(self._choose_cues)
        self.banner = Banner(compact=True)
        self._footer = Footer(rehearsing)
        self._body = QGridLayout()
        self._lay_out()
        rehearsing.pictured.connect(self._draw)
        rehearsing.began.connect(self._take_up_questions)

    def _lay_out(self) -> None:
        top = row(self._title, self._recording, spacing=16)
        top.setStretch(0, 1)
        self._body.setContentsMargins(28, 0, 24, 0)
        self._body.setHorizontalSpacing(48)
        inner = column(top, 14, self._strip, spacing=0, margins=(48, 24, 48, 0))
        inner.addLayout(self._body, 1)
        inner.addWidget(self.banner)
        inner.addSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inner, 1)
        whole.addWidget(self._footer)
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small windows: the dial shrinks; the cues go under it where that leaves room for both."""
        narrow, height = event.size().width() < NARROW, event.size().height()
        self.dial.set_side(SMALL_SIDE if narrow or height < LOW else SIDE)
        self._place(narrow=narrow and height >= TALL)
        super().resizeEvent(event)

    def _place(self, *, narrow: bool) -> None:
        middle = Qt.AlignmentFlag.AlignCenter
        self._body.removeWidget(self.dial)
        self._body.removeWidget(self._side)
        self._body.addWidget(self.dial, 0, 0, middle)
        place = (1, 0) if narrow else (0, 1)
        self._body.addWidget(self._side, *place, Qt.AlignmentFlag.AlignVCenter)
        self._body.setColumnStretch(1, 0 if narrow else 1)

    # beginning

    def prepare(self, question: Question, sections: tuple[Section, ...], mode: CueMode) -> None:
        """Show the first section, before the microphone is open."""
        self._section, self._sections, self._mode = None, sections, mode
        self._title.setText(titled(question))
        self._strip.set_sections(sections)
        self.banner.show_notice(None)
        self._footer.prepare(question, sections)
        self._side.choose(mode)
        self._show_section(0, 1)
        self._recording.say("Opening the microphone", recording=False)
        self.dial.show_dial(Dial(sections[0].band, hushed=True, word="Get ready"))
        self.dial.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up_questions(self) -> None:
        """The library has told meanwhile what the follow-up section asks; nothing has been spoken yet."""
        self._sections, self._section = self._rehearsing.sections, None
        self._show_section(0, 1)

    # drawing

    def _draw(self, picture: Picture) -> None:
        status = picture.status
        section = self._sections[status.section]
        self._show_section(status.section, status.take_number)
        stands = status.paused or status.lost
        word = "Get ready" if picture.count_in is not None else "Paused" if stands else ""
        seconds = float(int(status.seconds)) if theme().reduced_motion else status.seconds
        self.dial.show_dial(Dial(section.band, seconds, hushed=stands, word=word, count_in=picture.count_in))
        self._strip.show_state(StripState(status.section, status.seconds / section.band.longest))
        if picture.count_in is not None:
            self._recording.say("Get ready", recording=False)
        else:
            self._recording.say("Paused" if stands else "Recording", recording=not stands)
        self._footer.draw(picture)
        self._show_strip(picture.strip)

    def _show_section(self, index: int, take: int) -> None:
        sections = self._sections
        section = sections[index]
        self._side.place(index, len(sections), take)
        if section is not self._section:
            self._section = section
            self._side.show_section(section, self._mode)
            self._footer.last_section(last=index + 1 == len(sections))

    def _show_strip(self, strip: Strip | None) -> None:
        shown = self.banner.shown
        if strip is None:
            if shown is not None:
                self.banner.show_notice(None)
            return
        heading, line = describe_strip(strip)
        if shown is None or (shown.heading, shown.line) != (heading, line):
            self.banner.show_notice(self._notice(strip, heading, line))

    def _notice(self, strip: Strip, heading: str, line: str) -> Notice:
        change = Action("Change microphone", self.microphone_wanted.emit)
        finish = Action("Finish", self._rehearsing.finish)
        match strip.trouble:
            case Trouble.LOST:
                go_on = Action("Go on with another", self.microphone_wanted.emit, primary=True)
                return Notice(heading, line, Tone.BAD, "microphone-off", (go_on, finish))
            case Trouble.DISK:
                return Notice(heading, line, Tone.BAD, "harddisk", (finish,))
            case Trouble.PAUSED:
                go_on = Action("Go on, P", self._rehearsing.pause, primary=True)
                return Notice(heading, line, Tone.NEUTRAL, "pause", (go_on, finish))
            case Trouble.SILENT:
                return Notice(heading, line, Tone.WARN, "microphone-off", (change,))

    def _choose_cues(self, mode: CueMode) -> None:
        self._mode = mode
        if self._section is not None:
            self._side.show_section(self._section, mode)
        question = self._rehearsing.question
        if question is not None:
            self.cues_chosen.emit(question.id, mode)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter next section, R redo, P pause, C cues, Esc finish."""
        if event.isAutoRepeat():
            return
        keys = {
            Qt.Key.Key_Space: self._rehearsing.next_section,
            Qt.Key.Key_Return: self._rehearsing.next_section,
            Qt.Key.Key_Enter: self._rehearsing.next_section,
            Qt.Key.Key_R: self._rehearsing.redo,
            Qt.Key.Key_P: self._rehearsing.pause,
            Qt.Key.Key_C: self._next_cues,
            Qt.Key.Key_Escape: self._escape,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        action()

    def _next_cues(self) -> None:
        mode = self._mode.next()
        self._side.choose(mode)
        self._choose_cues(mode)

    def _escape(self) -> None:
        """Back to the dial first, then the question in the footer (ui.md 4.2)."""
        if not self.dial.hasFocus():
            self.dial.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._rehearsing.running:
            self._rehearsing.ask_to_finish()
        else:
            self.left.emit()
