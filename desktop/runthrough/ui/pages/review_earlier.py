"""Transcripts that another recognition replaced: side by side with the one that stands, and the way back to one."""

from __future__ import annotations

import difflib
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTextEdit, QWidget

from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.review import SectionReview
from runthrough.domain.speech import Transcript
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.review_words import day_and_time, meter_words
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.banner import Action
from runthrough.ui.widgets.pieces import Choice, button, column, label, row


class EarlierDialog(QDialog):
    """Not modal; Esc closes it. `chosen` carries the id of the transcript that should stand again."""

    chosen = Signal(str)

    def __init__(self, section: SectionReview, earlier: tuple[EarlierTranscript, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Transcripts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 520)
        self._earlier, self._standing = earlier, section.transcript or Transcript()
        self.which = Choice()
        self.which.setAccessibleName("Earlier transcripts, the latest first")
        self.which.addItems([title_of(each) for each in earlier])
        self.before, self.now = _sheet("Earlier transcript"), _sheet("Transcript that stands")
        left = column(self.which, 8, self.before)
        standing = label(f"Stands now: {meter_words(section.meter) or 'not whole'}", "strong")
        right = column(standing, 8, self.now)
        for side in (left, right):
            side.setStretch(2, 1)
        middle = row(left, right, spacing=16)
        middle.setStretch(0, 1)
        middle.setStretch(1, 1)
        head = label(f"{section.section.name}. Words that differ are underlined.", "small")
        use = button("Use this one", self._use, look="primary", name="Let the earlier transcript stand again")
        note = label("The other one is kept; your own verdicts stay.", "quiet")
        layout = column(head, 12, middle, 14, row(note, None, use, button("Close", self.close), spacing=8),
                        margins=(24, 20, 24, 20))  # fmt: skip
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.which.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        before, now = marked(self._earlier[self.which.currentIndex()].transcript, self._standing)
        self.before.setHtml(before)
        self.now.setHtml(now)

    def _use(self) -> None:
        self.chosen.emit(self._earlier[self.which.currentIndex()].id)
        self.close()


class Earlier:
    """What the review's menu offers of them."""

    def __init__(self, reviewing: Reviewing, parent: QWidget) -> None:
        self._reviewing, self._parent = reviewing, parent

    def choices(self, sheet: ReviewSheet | None, section: SectionReview) -> list[Action]:
        """One entry, where the section was recognised again."""
        earlier = sheet.earlier.get(section.section.id, ()) if sheet else ()
        if not earlier:
            return []
        words = "An earlier transcript" if len(earlier) == 1 else f"{len(earlier)} earlier transcripts"
        return [Action(f"{words} …", partial(self.open, section, earlier))]

    def open(self, section: SectionReview, earlier: tuple[EarlierTranscript, ...]) -> None:
        """Show them beside the one that stands."""
        take = section.take
        dialog = EarlierDialog(section, earlier, self._parent)
        if take is not None:
            dialog.chosen.connect(partial(self._reviewing.restore, take.id))
        dialog.show()


def title_of(earlier: EarlierTranscript) -> str:
    """ "Transcript of Moonshine tiny-en 0.1.0, until 24 Nov 18:42"."""
    return f"Transcript of {earlier.made_by}, until {day_and_time(earlier.replaced_at)}"


def marked(before: Transcript, now: Transcript) -> tuple[str, str]:
    """Both as HTML, with the words underlined that the other one has not."""
    ours, theirs = ([word.text for word in each.words] for each in (before, now))
    found = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    left = [_run(ours[first:last], same=kind == "equal") for kind, first, last, _, _ in found]
    right = [_run(theirs[first:last], same=kind == "equal") for kind, _, _, first, last in found]
    empty = "<i>No words.</i>"
    return " ".join(filter(None, left)) or empty, " ".join(filter(None, right)) or empty


def _run(words: list[str], *, same: bool) -> str:
    text = escape(" ".join(words))
    return text if same or not text else f"<u><b>{text}</b></u>"


def _sheet(name: str) -> QTextEdit:
    made = QTextEdit()
    made.setReadOnly(True)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made
