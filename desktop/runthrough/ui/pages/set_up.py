"""First start and set-up: what it is, the microphone with play-back, the recogniser, the look (ui.md 4.6)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from runthrough.audio.devices import InputName
from runthrough.domain.errors import RunthroughError
from runthrough.domain.norms import Aims
from runthrough.domain.speech_models import HubAccess
from runthrough.storage.settings import Settings, Theme
from runthrough.ui.checking import Checking
from runthrough.ui.notices import notice
from runthrough.ui.pages.models_card import ModelsCard
from runthrough.ui.pages.set_up_delivery import DeliveryAimsCard
from runthrough.ui.pages.set_up_names import NamesCard
from runthrough.ui.pages.set_up_parts import Introduction, LookCard, MicrophoneCard
from runthrough.ui.pages.set_up_pitfalls import PitfallsCard
from runthrough.ui.playing import Playing
from runthrough.ui.ports import RecogniserLine
from runthrough.ui.shelving import Doing, Shelving
from runthrough.ui.widgets.focus_ring import OWN_FOCUS
from runthrough.ui.widgets.pieces import (
    button,
    column,
    frame,
    label,
    repaint_icons,
    row,
)

PRIVACY = (
    "Recordings, transcripts and models live in one folder. Runthrough needs no network, and uses it only when you "
    "press Download."
)


class SetUpPage(QWidget):
    """Works on a copy of the settings; `settings_changed` hands over each change, `done` ends the page."""

    settings_changed = Signal(object)
    microphones_wanted = Signal(bool)
    models_wanted = Signal()
    done = Signal()

    def __init__(self, checking: Checking, playing: Playing, shelving: Shelving, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self._checking, self._playing, self._shelving = checking, playing, shelving
        self._settings = Settings()
        self._sample: Path | None = None
        self._filling = False
        self._left = Introduction(folder, PRIVACY)
        self.microphone = MicrophoneCard(self._record, self._toggle_play)
        self.models = ModelsCard(shelving)
        self._look = LookCard()
        self.delivery = DeliveryAimsCard()
        self.pitfalls = PitfallsCard()
        self.names = NamesCard()
        self._later = QWidget()
        self._start = button("Start", self._finish, look="primary")
        self._skip = button("Skip the check", self._finish, look="quiet")
        self._foot_note = label("", "quiet")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = row(label("Microphone", "heading"), None, self.microphone.verdict_icon, 6, self.microphone.verdict)
        models = row(label("Speech model", "heading"), None, label("You can change it later", "quiet"))
        aims, pitfalls, names = (label(text, "heading") for text in ("Delivery", "Pitfalls", "Follow-ups and names"))
        later = column(aims, 12, self.delivery, 28, pitfalls, 12, self.pitfalls, 28, names, 12, self.names, 28)
        self._later.setLayout(later)
        inside = QWidget()
        inside.setLayout(
            column(
                heading,
                12,
                self.microphone,
                28,
                models,
                12,
                self.models,
                28,
                self._later,
                label("Look", "heading"),
                12,
                self._look,
                None,
                margins=(40, 40, 40, 24),
            )
        )
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setWidget(inside)
        footer = frame("footer")
        footer.setLayout(row(self._foot_note, None, self._skip, 10, self._start, margins=(40, 18, 40, 18)))
        right = column(self._scroller, footer)
        right.setStretch(0, 1)
        whole = row(self._left)
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The introduction takes a third at most."""
        self._left.setFixedWidth(max(240, min(400, event.size().width() * 3 // 10)))
        super().resizeEvent(event)

    def _connect(self) -> None:
        checking, microphone = self._checking, self.microphone
        checking.level.connect(microphone.meter.show_level)
        checking.recorded.connect(microphone.show_recorded)
        checking.verdict.connect(microphone.show_verdict)
        checking.sampled.connect(self._take_sample)
        checking.failed.connect(self._tell)
        checking.listening_changed.connect(self._show_listening)
        microphone.chosen.connect(self._choose_microphone)
        microphone.look_again.connect(self._look_again)
        self.models.chosen.connect(self._choose_recogniser)
        self.models.look_again.connect(self._look_for_models)
        self.models.way.changed.connect(self._choose_way)
        self._shelving.shown.connect(self._show_download)
        self._look.changed.connect(self._choose_look)
        self.delivery.changed.connect(self._choose_aims)
        self.pitfalls.changed.connect(self._choose_pitfalls)
        self.names.changed.connect(self._choose_names)
        self._playing.moved.connect(self._move)
        self._playing.changed.connect(self._show_playing)

    # beginning and end

    def prepare(self, settings: Settings) -> None:
        """Show these settings and look for microphones and recognisers."""
        self._settings = settings
        self._look.show_settings(settings)
        self.models.way.show_way(settings.hub)
        self.delivery.show_settings(settings)
        self.pitfalls.show_settings(settings)
        self.names.show_settings(settings)
        self._later.setVisible(settings.set_up)  # at the first start nothing was measured yet
        self._skip.setVisible(not settings.set_up)
        self._start.setText("Start" if not settings.set_up else "Done")
        self._sample = None
        self.microphone.forget_sample()
        self.microphones_wanted.emit(False)
        self._look_for_models()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # so that Space records or plays, and Enter starts

    def _finish(self) -> None:
        self._tell_fields()
        self._checking.close()
        self._playing.pause()
        if not self._settings.set_up:
            self._change(replace(self._settings, set_up=True))
        self.done.emit()

    def leave(self) -> None:
        """The page is left by another way: keep what was written, and let go of the microphone."""
        self._tell_fields()
        self._checking.close()

    def _tell_fields(self) -> None:
        """What was written counts without leaving its field."""
        self.names.tell()
        self.models.way.tell()

    def _change(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)

    # the microphone

    def show_microphones(self, microphones: tuple[InputName, ...]) -> None:
        """Offer these, and listen to the chosen one."""
        self.microphone.offer(microphones, self._settings.microphone)
        if microphones:
            self._record()

    def _look_again(self) -> None:
        self._checking.end()
        self.microphones_wanted.emit(True)

    def _choose_microphone(self, name: str | None) -> None:
        self._change(replace(self._settings, microphone=name))
        self._record()

    def _record(self) -> None:
        self._playing.pause()
        self._sample = None
        self.microphone.forget_sample()
        self._checking.begin(self._settings.microphone)

    def _take_sample(self, path: Path) -> None:
        self._sample = path
        self._playing.load(path)
        self.microphone.show_sample()

    def _toggle_play(self) -> None:
        if self._sample is not None:
            self._playing.toggle()

    def _move(self, seconds: float) -> None:
        if self._sample is not None and self.isVisible():
            self.microphone.show_played(seconds)

    def _show_playing(self) -> None:
        self.microphone.show_playing(playing=self._playing.playing)

    def _show_listening(self) -> None:
        self.microphone.show_listening(listening=self._checking.listening)

    def _tell(self, error: RunthroughError) -> None:
        told = notice(error)
        self.microphone.tell(told.what, told.next)

    # recogniser and look

    def show_recognisers(self, lines: tuple[RecogniserLine, ...], ready: str, trouble: str) -> None:
        """What is installed; `ready` is the title of the one that is loaded, `trouble` what is wrong with it."""
        chosen = self._settings.recogniser or (lines[0].name if lines else "")
        self.models.show_state(chosen, ready, trouble)
        titles = {line.name: line.title for line in lines if not line.trouble}
        if not self._settings.set_up:
            title = titles.get(chosen)
            self._start.setText(f"Start with {title}" if title else "Start without a transcript")

    def _look_for_models(self) -> None:
        self._shelving.look()
        self.models_wanted.emit()

    def show_models(self) -> None:
        """Bring the speech models into sight; what brought the speaker here needs one."""
        self._scroller.ensureWidgetVisible(self.models, 0, 40)
        self.models.take_focus()

    def _show_download(self) -> None:
        work = self._shelving.work
        fetching = work is not None and work.doing is Doing.FETCH
        self._foot_note.setText("The download goes on in the background." if fetching else "")

    def _choose_recogniser(self, name: str) -> None:
        self._change(replace(self._settings, recogniser=name))

    def _choose_way(self, way: HubAccess) -> None:
        self._change(replace(self._settings, model_mirror=way.mirror, model_proxy=way.proxy))

    def _choose_look(self, theme: Theme, scale: float, reduced: bool) -> None:
        self._change(replace(self._settings, theme=theme, text_scale=scale, reduced_motion=reduced))
        repaint_icons(self)

    def _choose_aims(self, aims: Aims) -> None:
        self._change(replace(self._settings, pace_band=aims.pace_band, filler_words=aims.filler_words))

    def _choose_pitfalls(self, off: tuple[str, ...]) -> None:
        self._change(replace(self._settings, pitfalls_off=off))

    def _choose_names(self, names: tuple[str, ...], asks: bool) -> None:
        self._change(replace(self._settings, confidential=names, ask_follow_ups=asks))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space records or plays, Enter is the primary button, Esc leaves a set-up that was done before."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            if self._sample is not None:
                self._toggle_play()
            else:
                self._record()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Escape and self._settings.set_up):
            self._finish()
        else:
            super().keyPressEvent(event)
