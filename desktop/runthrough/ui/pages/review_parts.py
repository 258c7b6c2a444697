"""The parts of the review page: heading, keep and fix, transcript with its legend, checkpoints and delivery."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from runthrough.domain.clock import format_time
from runthrough.domain.debrief import Debrief, Fix, Keep
from runthrough.domain.review import Review, SectionReview, remarks
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.review_words import day_and_time, offsets, spoken_total
from runthrough.ui.theme import theme
from runthrough.ui.widgets.banner import Action
from runthrough.ui.widgets.checkpoint_list import CheckpointList
from runthrough.ui.widgets.correction_list import CorrectionList
from runthrough.ui.widgets.delivery_card import DeliveryCard
from runthrough.ui.widgets.evidence_bar import EvidenceBar
from runthrough.ui.widgets.filled_pause_list import FilledPauseList
from runthrough.ui.widgets.glyphs import TimeMark
from runthrough.ui.widgets.legend import Kind, Legend
from runthrough.ui.widgets.pieces import ElidedLabel, IconLabel, button, clear, column, frame, label, row, rule
from runthrough.ui.widgets.pitfall_list import PitfallList
from runthrough.ui.widgets.run_notes import NamesSaid, Questions
from runthrough.ui.widgets.small_marks import review_state
from runthrough.ui.widgets.speech_marks import SpeechMarks
from runthrough.ui.widgets.transcript_text import Mark
from runthrough.ui.widgets.transcript_view import TranscriptView

SIDE_WIDTH = 368
"""Pixels of the right column (picture 03)."""


class Heading(QWidget):
    """Back, title, when and how long, what can be done next."""

    def __init__(self, back: Callable[[], object], again: Callable[[], object], export: Callable[[], object]) -> None:
        super().__init__()
        self._back = button("", back, look="icon", icon_name="arrow-left", name="Back", compact=True)
        self._title = ElidedLabel("", "number")
        self._facts = row(spacing=6)
        self._again = button("Rehearse again", again, look="primary", icon_name="microphone", compact=True)
        export_button = button("Export", export, icon_name="export-variant", compact=True)
        self._more = button("", look="icon", icon_name="dots-horizontal", name="More", compact=True)
        self._menu = QMenu(self._more)
        self._more.clicked.connect(self._open_menu)
        words = column(self._title, self._facts, spacing=1)
        layout = row(self._back, words, self._more, export_button, self._again, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Title and facts of a run-through."""
        template = sheet.question.template
        self._title.setText(sheet.review.title)
        clear(self._facts)
        when = f"Run-through {sheet.number}, {day_and_time(sheet.runthrough.started_at)}"
        self._facts.addWidget(label(f"{when}   ·", "small"))
        if template.total and len(sheet.review.sections) == len(template.sections):
            self._facts.addWidget(TimeMark(review_state(template.total, sheet.review.seconds)))
        judged = any(section.meter for section in sheet.review.sections)
        said = f"   ·   {sheet.review.said} of {sheet.review.asked} said" if judged else ""
        self._facts.addWidget(label(f"{spoken_total(sheet, template)}{said}", "small"))
        self._facts.addStretch(1)

    def show_again_menu(self, actions: list[Action]) -> None:
        """What the menu offers for the section that is open."""
        self._menu.clear()
        for action in actions:
            self._menu.addAction(action.text, action.call)
        self._more.setVisible(bool(actions))

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class DebriefCards(QWidget):
    """What to keep (at most three) and what to fix first."""

    def __init__(self, play: Callable[[str, float], object], redo: Callable[[str], object]) -> None:
        super().__init__()
        self._play, self._redo = play, redo
        self._keeps, self._fix = QVBoxLayout(), QVBoxLayout()
        self._keep_card, self._fix_card = frame("card"), _EdgeCard()
        heading = row(IconLabel("check", "text1", 18), 6, label("Keep", "strong"))
        keep = row(column(heading, None), 24, self._keeps, margins=(16, 12, 16, 12))
        keep.setStretch(2, 1)
        self._keep_card.setLayout(keep)
        fix_heading = row(IconLabel("flag-variant-outline", "text1", 18), 6, label("Fix first", "strong"), None)
        self._fix_card.setLayout(column(fix_heading, 4, self._fix, margins=(18, 12, 16, 12)))
        self._fix_card.setFixedWidth(276)
        layout = row(self._keep_card, self._fix_card, spacing=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_debrief(self, debrief: Debrief, review: Review) -> None:
        """Show these; nothing at all before the first verdicts."""
        begins = dict(zip((each.section.id for each in review.sections), offsets(review), strict=True))
        judged = any(section.meter for section in review.sections)
        self.setVisible(judged)
        clear(self._keeps)
        clear(self._fix)
        for keep in debrief.keeps:
            self._keeps.addWidget(self._keep(keep, begins))
        if not debrief.keeps:
            self._keeps.addWidget(label("Nothing yet that was new, full or a streak.", "quiet", wrap=True))
        self._keeps.addStretch(1)
        if debrief.fix is None:
            self._fix.addWidget(label("Nothing stands out.", "small"))
        else:
            self._show_fix(debrief.fix, begins, review)
        self._fix.addStretch(1)

    def _keep(self, keep: Keep, begins: dict[str, float]) -> QWidget:
        made = QWidget()
        words = column(spacing=0)
        if keep.quote is not None:
            words.addWidget(ElidedLabel(f"“{keep.quote.text}”", "body"))
        words.addWidget(ElidedLabel(keep.reason, "quiet"))
        layout = row(self._time(keep.section_id, keep.quote and keep.quote.at, begins), words, spacing=8)
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made

    def _show_fix(self, fix: Fix, begins: dict[str, float], review: Review) -> None:
        if fix.quote is not None:
            line = QWidget()
            layout = row(
                self._time(fix.section_id, fix.quote.at, begins),
                ElidedLabel(f"“{fix.quote.text}”", "strong"),
                spacing=4,
            )
            layout.setStretch(1, 1)
            line.setLayout(layout)
            self._fix.addWidget(line)
        self._fix.addWidget(label(fix.text, "small", wrap=True))
        names = {each.section.id: each.section.name for each in review.sections}
        redo = button(
            f"Redo {names.get(fix.section_id, '')}",
            partial(self._redo, fix.section_id),
            icon_name="replay",
            compact=True,
        )
        self._fix.addSpacing(6)
        self._fix.addLayout(row(redo, None))

    def _time(self, section_id: str, at: float | None, begins: dict[str, float]) -> QWidget:
        if at is None:
            return label("")
        text = format_time(begins.get(section_id, 0.0) + at)
        return button(text, partial(self._play, section_id, at), look="link", icon_name="play", name=f"Play {text}")


class _EdgeCard(QFrame):
    """A card with an edge in the accent colour, which a style sheet paints badly on round corners."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, then edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent-g"))
        painter.setClipRect(QRectF(0, 0, 3, self.height()))
        painter.drawRoundedRect(QRectF(0, 0, 24, self.height()), 12, 12)


class TranscriptPane(QWidget):
    """The section's title with a legend, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.view = TranscriptView()
        self._name, self._span = label("", "heading"), label("", "quiet")
        self.legend = Legend()
        self._follow = button("Follow", self._follow_again, compact=True)
        self._follow.hide()
        self.evidence = EvidenceBar()
        self._empty = label("", "quiet", wrap=True)
        heading = row(self._name, 10, self._span, None, self.legend, 8, self._follow)
        layout = column(heading, 8, self._empty, self.view, self.evidence)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.view.follows.connect(self._follows)
        self.view.menu_wanted.connect(self.evidence.open_menu)
        self.evidence.dropped.connect(self.view.clear_selection)

    def show_section(self, section: SectionReview, marks: list[Mark], offset: float, speech: SpeechMarks) -> None:
        """Show a section's words; none while there are none."""
        end = offset + (section.seconds or 0.0)
        self._name.setText(section.section.name)
        self._span.setText(f"{format_time(offset)}–{format_time(end)}")
        unsure = [mark for mark in marks if mark.unsure]
        sure = [mark for mark in marks if not mark.unsure]
        there = (
            (Kind.EVIDENCE, sure),
            (Kind.UNSURE, unsure),
            (Kind.FILLER, speech.fillers),
            (Kind.FILLED, speech.filled),
            (Kind.TERM, speech.put_right),
            (Kind.PAUSE, speech.pauses),
            (Kind.PITFALL, speech.pitfalls),
        )
        self.legend.show_kinds([kind for kind, found in there if found])
        self._empty.setText("  ".join(remarks(section)))
        self._empty.setVisible(bool(self._empty.text()))
        transcript = section.transcript
        self.view.setVisible(transcript is not None and bool(transcript.words))
        if transcript is not None:
            self.view.show_transcript(transcript, marks, offset, speech)

    def _follows(self, following: bool) -> None:
        self._follow.setVisible(not following)

    def _follow_again(self) -> None:
        self.view.set_following(True)


class SideColumn(QFrame):
    """The card on the right: checkpoints, pitfalls, names that were said, delivery, questions."""

    def __init__(self, delivery: DeliveryCard) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(theme().px(SIDE_WIDTH))
        self.checkpoints = CheckpointList()
        self.pitfalls = PitfallList()
        self.fillers, self.corrections = FilledPauseList(), CorrectionList()
        self.names, self.questions = NamesSaid(), Questions()
        inside = QWidget()
        above = column(self.checkpoints, 12, rule(), 12, self.pitfalls, 6, self.names)
        inside.setLayout(
            column(
                above,
                rule(),
                12,
                delivery,
                self.fillers,
                self.corrections,
                self.questions,
                None,
                margins=(18, 16, 18, 16),
            )
        )
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        self.setLayout(column(scroller))

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Show what belongs to the whole run-through."""
        self.names.show_sheet(sheet)
        self.questions.show_sheet(sheet)
