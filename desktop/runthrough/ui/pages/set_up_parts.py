"""The parts of the set-up page: introduction, microphone, recognisers, look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from runthrough.audio.devices import InputName
from runthrough.domain.clock import format_time
from runthrough.rehearsal.sound_check import SoundVerdict
from runthrough.storage.settings import Settings, Theme
from runthrough.ui.checking import SAMPLE_SECONDS
from runthrough.ui.widgets.app_mark import AppMark
from runthrough.ui.widgets.banner import Action, Banner, Notice, Tone
from runthrough.ui.widgets.level_meter import LevelMeter
from runthrough.ui.widgets.pieces import (
    Choice,
    IconLabel,
    button,
    column,
    frame,
    label,
    relook,
    row,
    rule,
    set_icon,
)

VERDICTS = {
    SoundVerdict.GOOD: ("good", "Sounds good"),
    SoundVerdict.QUIET: ("warn", "Too quiet, move closer"),
    SoundVerdict.LOUD: ("warn", "Too loud, move back"),
    SoundVerdict.NOTHING: ("bad", "Nothing heard, is it muted?"),
}
SCALES = (1.0, 1.15, 1.3, 1.5)


class Introduction(QFrame):
    """What it is, and that nothing leaves this computer."""

    def __init__(self, folder: Path, privacy: str) -> None:
        super().__init__()
        self.setProperty("look", "left")
        place = frame("field")
        shown = label(_short(folder), "small", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setLayout(row(IconLabel("folder-open-outline", "text2", 18), shown, spacing=10, margins=(12, 8, 12, 8)))
        place.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.setLayout(
            column(
                row(AppMark(32), label("Runthrough", "heading"), None, spacing=10),
                None,
                label("Say it out loud before it counts.", "hero", wrap=True),
                14,
                label(
                    "Rehearse section by section against the clock, then see which points you made.",
                    "prompt",
                    wrap=True,
                ),
                None,
                row(
                    IconLabel("lock-outline", "text1"),
                    label("Nothing leaves this computer", "strong"),
                    None,
                    spacing=10,
                ),
                6,
                label(privacy, "small", wrap=True),
                14,
                place,
                margins=(36, 48, 32, 48),
            )
        )


def _short(folder: Path) -> str:
    """A folder as people write it, with ~ for their own."""
    try:
        return f"~/{folder.relative_to(Path.home())}"
    except ValueError:
        return str(folder)


class MicrophoneCard(QFrame):
    """InputName, level, sample with play-back."""

    chosen = Signal(object)
    look_again = Signal()

    def __init__(self, record: Callable[[], object], play: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._names: list[str | None] = []
        self.verdict = label("", "good")
        self.verdict_icon = IconLabel("check-circle-outline", "green", 17)
        self.verdict_icon.hide()
        self.device = Choice()
        self.device.setAccessibleName("Microphone")
        self.device.setMinimumWidth(210)
        self.device.activated.connect(self._pick)
        self.meter = LevelMeter(26, 5.0, 3.2, 16)
        self._again = button("Look again", self.look_again.emit, look="link", name="Look for microphones again")
        self.banner = Banner()
        self._play = button("", play, look="round", icon_name="play", name="Play the sample")
        self._time = label(f"0:00 / {format_time(SAMPLE_SECONDS)}", "small")
        self._hint = label("Speak as you would in the room. Keep the level inside the bracket.", "quiet", wrap=True)
        self._record = button("Record again", record, icon_name="record-circle-outline", compact=True)
        top = row(self.device, 16, self.meter, None, self._again)
        bottom = row(self._play, 14, column(self._time, 2, self._hint), None, 14, self._record)
        bottom.setStretch(2, 1)
        self.setLayout(column(top, 14, self.banner, rule(), 14, bottom, margins=(20, 18, 20, 18)))

    def offer(self, microphones: tuple[InputName, ...], chosen: str | None) -> None:
        """The devices, "System default" first."""
        self._names = [None, *(each.full_name for each in microphones)]
        default = next((each.name for each in microphones if each.is_default), "")
        self.device.clear()
        self.device.addItem(f"System default: {default}" if default else "System default")
        self.device.addItems([each.name for each in microphones])
        if chosen in self._names:
            self.device.setCurrentIndex(self._names.index(chosen))
        self.device.setEnabled(bool(microphones))
        if microphones:
            self.banner.show_notice(None)
        else:
            self.tell("No microphone found", "Plug one in, or allow access in the system settings.")

    def tell(self, what: str, then: str) -> None:
        """What is wrong with the microphone, and what to do."""
        look = Action("Look again", self.look_again.emit)
        self.banner.show_notice(Notice(what, then, Tone.BAD, "microphone-off", (look,)))
        self.meter.show_level(None)

    def _pick(self, index: int) -> None:
        self.chosen.emit(self._names[index] if index < len(self._names) else None)

    def forget_sample(self) -> None:
        """Nothing recorded yet."""
        self._play.setEnabled(False)
        self._record.setEnabled(False)
        self.verdict.setText("")
        self.verdict_icon.hide()
        self.show_recorded(0.0)

    def show_listening(self, *, listening: bool) -> None:
        """While it listens it records."""
        self._record.setEnabled(not listening)
        if listening:
            self.banner.show_notice(None)
            self._hint.setText("Speak as you would in the room. Keep the level inside the bracket.")
        else:
            self.meter.show_level(None)

    def show_recorded(self, seconds: float) -> None:
        """How much of the sample there is."""
        self._time.setText(f"{format_time(seconds)} / {format_time(SAMPLE_SECONDS)}")

    def show_sample(self) -> None:
        """The sample can be heard."""
        self._play.setEnabled(True)
        self._record.setEnabled(True)
        self._hint.setText("Five seconds of you. Listen for a clear voice and a quiet room.")

    def show_played(self, seconds: float) -> None:
        """Where the play-back is."""
        self.show_recorded(seconds)

    def show_playing(self, *, playing: bool) -> None:
        """Play or pause."""
        wanted = ("pause", "Pause the sample") if playing else ("play", "Play the sample")
        if self._play.accessibleName() != wanted[1]:
            set_icon(self._play, wanted[0])
            self._play.setAccessibleName(wanted[1])

    def show_verdict(self, verdict: SoundVerdict) -> None:
        """The verdict in words, with a mark."""
        look, words = VERDICTS[verdict]
        relook(self.verdict, look)
        self.verdict.setText(words)
        icons = {
            "good": ("check-circle-outline", "green"),
            "warn": ("alert-outline", "amber"),
            "bad": ("alert-octagon", "red"),
        }
        self.verdict_icon.show_icon(*icons[look])
        self.verdict_icon.show()


class LookCard(QFrame):
    """Theme, text size, motion."""

    changed = Signal(object, float, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._theme, self._scale = Choice(), Choice()
        self._theme.setAccessibleName("Theme")
        self._theme.addItems(["System", "Light", "Dark"])
        self._scale.setAccessibleName("Text size")
        self._scale.addItems([f"{scale:.0%}" for scale in SCALES])
        self._reduced = QCheckBox("Reduce motion")
        self._theme.activated.connect(self._tell)
        self._scale.activated.connect(self._tell)
        self._reduced.clicked.connect(self._tell)
        names = (label("Theme", "small"), label("Text size", "small"))
        layout = row(names[0], self._theme, 16, names[1], self._scale, 16, self._reduced, None, spacing=10)
        layout.setContentsMargins(20, 14, 20, 14)
        self.setLayout(layout)

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._theme.setCurrentIndex(list(Theme).index(settings.theme))
        nearest = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - settings.text_scale))
        self._scale.setCurrentIndex(nearest)
        self._reduced.setChecked(settings.reduced_motion)

    def _tell(self, _value: object = None) -> None:
        theme = list(Theme)[self._theme.currentIndex()]
        self.changed.emit(theme, SCALES[self._scale.currentIndex()], self._reduced.isChecked())
