"""The review page: what was said, section by section, with evidence, sound and a way to say no (ui.md 4.3)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from runthrough.domain.delivery.moments import Moment, Pause
from runthrough.domain.hear_again import Scope, Wanted
from runthrough.domain.norms import TARGET_PACE
from runthrough.domain.review import SectionReview
from runthrough.ui.pages.recognise_dialog import RecogniseDialog
from runthrough.ui.pages.review_earlier import Earlier
from runthrough.ui.pages.review_fillers import FilledPauses
from runthrough.ui.pages.review_parts import DebriefCards, Heading, SideColumn, TranscriptPane
from runthrough.ui.pages.review_pitfalls import Pitfalls
from runthrough.ui.pages.review_share import ShareDialog
from runthrough.ui.pages.review_states import Offers, ReviewStates
from runthrough.ui.pages.review_tabs import SectionTabs
from runthrough.ui.pages.review_terms import Terms
from runthrough.ui.pages.review_verdicts import Verdicts
from runthrough.ui.pages.versions import Changes
from runthrough.ui.playing import STEP, Playing
from runthrough.ui.ports import RecogniserLine, ReviewSheet
from runthrough.ui.review_words import Standing, checkpoint_lines, marks, meter_words, offsets, standing
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.banner import Banner
from runthrough.ui.widgets.contradiction_line import ContradictionLine
from runthrough.ui.widgets.delivery_card import DeliveryCard
from runthrough.ui.widgets.pieces import column, rule
from runthrough.ui.widgets.player_bar import PlayerBar
from runthrough.ui.widgets.speech_marks import speech_marks
from runthrough.ui.widgets.wave_lane import Flag

LEAD_IN = 1.5
"""Seconds of sound before a pause, so that one hears what it interrupts."""


class ReviewPage(QWidget):
    """Shows one `ReviewSheet` at a time and keeps the section that is open when it is read anew."""

    back = Signal()
    rehearse = Signal(str, str)
    """The question's id, and the section's id to redo alone, or "" for all."""
    models_wanted = Signal()
    discarded = Signal(str)

    def __init__(self, reviewing: Reviewing, playing: Playing) -> None:
        super().__init__()
        self.setObjectName("page")
        self._reviewing, self._playing = reviewing, playing
        self._sheet: ReviewSheet | None = None
        self._index = 0
        self._share = 0.0
        self._span: tuple[float, float] | None = None
        self._wave_of = ""
        self.heading = Heading(self._go_back, self._again, self.export)
        self.tabs = SectionTabs(self._open_tab, self._play_section)
        self.cards = DebriefCards(self._play_quote, self._redo)
        self.banner = Banner()
        self.contradiction = ContradictionLine(self._play_quote)
        offers = Offers(
            self._transcribe,
            self._transcribe_all,
            self.models_wanted.emit,
            playing.toggle,
            self._show_changes,
            self._ask_again,
        )
        self._states = ReviewStates(reviewing, offers, self._show_state)
        self.transcript = TranscriptPane()
        self.delivery = DeliveryCard()
        self.side = SideColumn(self.delivery)
        self.verdicts = Verdicts(reviewing, self.side.checkpoints, self.transcript)
        self.pitfalls = Pitfalls(reviewing, self.side.pitfalls, self._play_moment)
        self.fillers = FilledPauses(reviewing, self.side.fillers, self._play_moment)
        self.terms = Terms(reviewing, self.side.corrections, self.transcript.view, self._play_moment)
        self.earlier = Earlier(reviewing, self)
        self.player = PlayerBar(playing)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = column(self.cards, 14, self.banner, self.contradiction, self.transcript, spacing=4)
        left.setStretch(4, 1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 1)
        body.addWidget(self.side)
        top = column(self.heading, 12, self.tabs, rule(), 14, body, margins=(24, 14, 24, 12))
        top.setStretch(5, 1)
        whole = column(top, self.player)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        reviewing, playing = self._reviewing, self._playing
        reviewing.shown.connect(self._read)
        reviewing.waved.connect(self._show_wave)
        reviewing.progressed.connect(self._show_progress)
        reviewing.recognising_changed.connect(self._show_state)
        self.side.checkpoints.played.connect(self.play_checkpoint)
        self.transcript.view.play_from.connect(self._play_word)
        self.transcript.view.pause_pressed.connect(self._play_pause)
        self.transcript.view.filled_pressed.connect(self.fillers.play)
        self.delivery.moment_wanted.connect(self._play_moment)
        self.side.names.wanted.connect(self._play_quote)
        self.player.loop_wanted.connect(self._toggle_loop)
        playing.moved.connect(self._move)
        playing.failed.connect(reviewing.failed)

    # the sheet

    @property
    def sheet(self) -> ReviewSheet | None:
        """What is shown."""
        return self._sheet

    @property
    def section(self) -> SectionReview | None:
        """The section that is open."""
        sections = self._sheet.review.sections if self._sheet else ()
        return sections[self._index] if self._index < len(sections) else None

    def set_recognisers(self, recognisers: tuple[RecogniserLine, ...]) -> None:
        """What "recognise with" offers."""
        self._states.recognisers = recognisers
        self._show_state()

    def _read(self, sheet: ReviewSheet) -> None:
        before, self._sheet = self._sheet, sheet
        another = before is None or before.runthrough.id != sheet.runthrough.id
        if another:
            self._index = self._first_index(sheet)
        self.verdicts.read(sheet)
        self.side.show_sheet(sheet)
        self.heading.show_sheet(sheet)
        self.cards.show_debrief(sheet.debrief, sheet.review)
        self.tabs.show_sections(sheet.review.sections, self._index)
        if another or self._changed(before, sheet):
            self._show_section(reload=another or self._wave_of != self._take_id())
        self._show_state()
        if another:
            self.transcript.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, before: ReviewSheet | None, sheet: ReviewSheet) -> bool:
        return (
            before is None
            or before.deliveries != sheet.deliveries
            or before.pitfalls != sheet.pitfalls
            or before.review.sections[self._index : self._index + 1]
            != sheet.review.sections[self._index : self._index + 1]
            or before.offers != sheet.offers
        )

    def _first_index(self, sheet: ReviewSheet) -> int:
        """The tab to open first is the one with the fix."""
        fix = sheet.debrief.fix
        ids = [section.section.id for section in sheet.review.sections]
        return ids.index(fix.section_id) if fix is not None and fix.section_id in ids else 0

    def _take_id(self) -> str:
        section = self.section
        return section.take.id if section and section.take else ""

    # a section

    def _open_tab(self, index: int) -> None:
        if self._sheet is None or not 0 <= index < len(self._sheet.review.sections):
            return
        self._index = index
        self.tabs.choose(index)
        self._show_section(reload=True)
        self._show_state()

    def _show_section(self, *, reload: bool) -> None:
        section = self.section
        if section is None or self._sheet is None:
            return
        offset = offsets(self._sheet.review)[self._index]
        ready = standing(section) is Standing.READY
        self.verdicts.show_section(self._sheet, section)
        pitfalls = self.pitfalls.show_section(self._sheet, section, offset)
        self.fillers.show_section(section, offset)
        delivery = self._sheet.deliveries.get(section.section.id) if ready else None
        self.transcript.show_section(
            section, marks(section) if ready else [], offset, speech_marks(delivery, pitfalls, section)
        )
        self.terms.show_section(section, offset)
        if delivery is not None:
            self.delivery.show_delivery(delivery, section.meter or "", meter_words(section.meter), offset)
        else:
            self.delivery.show_nothing("no speech" if standing(section) is Standing.SILENT else "not yet")
        if reload:
            self._load_sound(section, offset)
        self._show_flags(section)

    def _load_sound(self, section: SectionReview, offset: float) -> None:
        take = section.take
        self._span = None
        if take is None:
            return
        self._wave_of = take.id
        self._playing.load(self._reviewing.recording(take))
        self.player.show_take(offset, take.seconds)
        self.player.wave.show_take(take.seconds)
        self._reviewing.draw_wave(take)

    def _show_flags(self, section: SectionReview) -> None:
        if section.take is None or section.transcript is None:
            return
        words = section.transcript.words
        flags = [Flag(mark, words[mark.first].start) for mark in marks(section)]
        delivery = self.delivery.delivery
        pace = delivery.pace.curve if delivery else ()
        band = delivery.pace.norm.band if delivery and delivery.pace.norm.band else TARGET_PACE
        long = delivery.pauses.long if delivery and delivery.pauses else ()
        self.player.show_pace_axis(band, shown=bool(pace))
        self.player.wave.show_marks(flags, pace)
        self.player.wave.show_delivery([(pause.begin, pause.end) for pause in long], band)

    def _show_wave(self, take_id: str, bars: object) -> None:
        if take_id == self._take_id() and isinstance(bars, tuple):
            self.player.wave.show_wave(bars)

    # states without a transcript

    def _show_state(self) -> None:
        section = self.section
        if section is None:
            return
        self.contradiction.show_of(self._sheet.contradictions if self._sheet else (), section.section.id)
        self.banner.show_notice(self._states.notice(section, self._sheet, self._share))
        offers = self._states.choices(section) + self.earlier.choices(self._sheet, section)
        self.heading.show_again_menu(offers + self.verdicts.agreement(self.verdicts.explain))

    def _show_progress(self, share: float) -> None:
        self._share = share
        self._show_state()

    def _show_changes(self) -> None:
        if self._sheet is not None:
            Changes(self._sheet.runthrough.template_text, self._sheet.newer, self).show()

    def _ask_again(self) -> None:
        """Ask how the whole run-through is to be recognised again."""
        sheet = self._sheet
        if sheet is not None:
            asked = Wanted((sheet.runthrough.id,), scope=Scope.ALL)
            language, recognisers = sheet.question.template.language, self._states.recognisers
            dialog = RecogniseDialog(asked, "this run-through", language, recognisers, self)
            dialog.wanted.connect(self._reviewing.again.begin)
            dialog.show()

    def _transcribe(self, recogniser: str | None = None) -> None:
        section = self.section
        if section is not None and section.take is not None:
            self._share = 0.0
            self._reviewing.recognise((section.take,), recogniser)

    def _transcribe_all(self) -> None:
        """Every section that has no transcript yet, this one first."""
        sections = self._sheet.review.sections if self._sheet else ()
        waiting = [each for each in sections if standing(each) in (Standing.PENDING, Standing.NO_RECOGNISER)]
        waiting.sort(key=lambda each: each is not self.section)
        self._share = 0.0
        self._reviewing.recognise(tuple(each.take for each in waiting if each.take is not None), None)

    # sound

    def _move(self, seconds: float) -> None:
        self.transcript.view.show_position(seconds if self._playing.playing or seconds > 0 else None)

    def _play_word(self, index: int) -> None:
        word = self.transcript.view.words[index]
        self._playing.play(word.start)

    def _play_pause(self, pause: Pause) -> None:
        """A pause is heard with the words around it."""
        self._playing.play(max(0.0, pause.begin - LEAD_IN))

    def _play_moment(self, moment: Moment) -> None:
        """A moment of the delivery: mark it in the words and in the sound, and play it; the loop covers it then."""
        self.transcript.view.show_moment(moment)
        if moment.begin is None or moment.end is None:
            return
        self._span = (
            (moment.begin, moment.end)
            if moment.first is not None
            else (max(0.0, moment.begin - LEAD_IN), moment.end + LEAD_IN)
        )
        self.player.wave.show_moment((moment.begin, moment.end))
        if self._playing.loop is not None:
            self._playing.set_loop(self._span)
        self.transcript.view.set_following(True)
        self._playing.play(self._span[0])

    def _play_section(self) -> None:
        self._playing.play(0.0)

    def _play_quote(self, section_id: str, seconds: float) -> None:
        """Play a quote of the debrief: open its section first."""
        if self._sheet is None:
            return
        ids = [section.section.id for section in self._sheet.review.sections]
        if section_id in ids:
            index = ids.index(section_id)
            if index != self._index:
                self._open_tab(index)
            self._playing.play(seconds)

    def play_checkpoint(self, checkpoint_id: str) -> None:
        """Play the evidence of a checkpoint; the loop covers it then."""
        section = self.section
        if section is None or section.transcript is None:
            return
        for each in section.standing:
            evidence, place = each.verdict.evidence, section.said_elsewhere(each)
            if each.verdict.checkpoint_id != checkpoint_id:
                continue
            if place is not None:
                self._play_quote(place.section_id, place.at or 0.0)
            elif evidence is not None:
                words = section.transcript.words
                self._span = (words[evidence.first].start, words[evidence.last].end)
                if self._playing.loop is not None:
                    self._playing.set_loop(self._span)
                self.transcript.view.set_following(True)
                self._playing.play(self._span[0])

    def _toggle_loop(self) -> None:
        section = self.section
        whole = (0.0, section.seconds or 0.0) if section else None
        self._playing.set_loop(None if self._playing.loop is not None else self._span or whole)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, arrows, L, [ and ], letters, Esc (ui.md 6)."""
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = {
            Qt.Key.Key_Space: self._playing.toggle,
            Qt.Key.Key_Left: lambda: self._playing.step(-STEP),
            Qt.Key.Key_Right: lambda: self._playing.step(STEP),
            Qt.Key.Key_L: self._toggle_loop,
            Qt.Key.Key_BracketLeft: lambda: self._playing.faster(-1),
            Qt.Key.Key_BracketRight: lambda: self._playing.faster(1),
            Qt.Key.Key_Escape: self._go_back,
        }
        with_control = {
            Qt.Key.Key_Left: lambda: self._open_tab(self._index - 1),
            Qt.Key.Key_Right: lambda: self._open_tab(self._index + 1),
            Qt.Key.Key_R: self._again,
            Qt.Key.Key_E: self.export,
        }
        action = (with_control if control else plain).get(key)
        if action is not None:
            action()
        elif control or not self._letter(event.text()):
            super().keyPressEvent(event)

    def _letter(self, text: str) -> bool:
        """A to Z play that checkpoint."""
        section = self.section
        if section is None or len(text) != 1:
            return False
        for line in checkpoint_lines(section, {}):
            if line.letter == text.upper():
                self.play_checkpoint(line.checkpoint_id)
                return True
        return False

    def _go_back(self) -> None:
        self._playing.pause()
        self.back.emit()

    def _again(self) -> None:
        if self._sheet is not None:
            self._playing.pause()
            self.rehearse.emit(self._sheet.question.id, "")

    def export(self) -> None:
        """Ask what is written out for others, and where."""
        if self._sheet is not None:
            dialog = ShareDialog(self._sheet, self)
            dialog.wanted.connect(self._reviewing.share)
            dialog.show()

    def _redo(self, section_id: str) -> None:
        if self._sheet is not None:
            self._playing.pause()
            self.rehearse.emit(self._sheet.question.id, section_id)
