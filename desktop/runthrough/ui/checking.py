"""The microphone check of the set-up page: listen, judge, play back. Widgets are not known here."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from runthrough.domain.errors import MicrophoneGone, RunthroughError
from runthrough.rehearsal.levels import Level
from runthrough.rehearsal.listening import Listening
from runthrough.rehearsal.sound_check import SoundVerdict, sound_check
from runthrough.ui.background import Background, Lane
from runthrough.ui.ports import Desk

LEVEL_MS = 50
SAMPLE_SECONDS = 5.0
"""Seconds that are recorded for the play-back (picture 06)."""
JUDGED_FROM = 2.0
"""Seconds of sound after which there is a verdict (ui.md 4.6)."""


class Checking(QObject):
    """Listens to one microphone at a time. All methods are called on the window's thread and return at once."""

    level = Signal(object)
    verdict = Signal(object)
    """A SoundVerdict while it listens."""
    recorded = Signal(float)
    """Seconds of the sample so far."""
    sampled = Signal(object)
    """The sample is whole: the path of its sound file."""
    failed = Signal(object)
    listening_changed = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._listening: Listening | None = None
        self._wanted = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LEVEL_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def listening(self) -> bool:
        """Whether a microphone is open."""
        return self._listening is not None

    def begin(self, microphone: str | None) -> None:
        """Listen to a microphone, and record a sample of five seconds."""
        self.end()
        self._wanted = True
        self._background.run(Lane.SOUND, lambda: self._desk.listen(microphone), self._begun, self._not_begun)

    def end(self) -> None:
        """Let go of the microphone."""
        self._wanted = False
        self._timer.stop()
        listening, self._listening = self._listening, None
        if listening is not None:
            self._background.run(Lane.SOUND, listening.stop)
            self.listening_changed.emit()

    def close(self) -> None:
        """Let go of the microphone and forget the sample."""
        self.end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _begun(self, listening: Listening) -> None:
        if not self._wanted:
            self._background.run(Lane.SOUND, listening.stop)
            return
        self._listening = listening
        self._timer.start()
        self.listening_changed.emit()

    def _not_begun(self, error: RunthroughError) -> None:
        self._wanted = False
        self.failed.emit(error)

    def _tick(self) -> None:
        listening = self._listening
        if listening is None:
            return
        if listening.lost is not None:
            self.end()
            self.failed.emit(MicrophoneGone(listening.name, "the microphone check", 0.0, listening.lost))
            return
        level: Level | None = listening.level
        seconds = listening.recorded_seconds
        self.level.emit(level)
        self.recorded.emit(min(seconds, SAMPLE_SECONDS))
        if seconds >= SAMPLE_SECONDS:
            self._keep(listening)

    def _keep(self, listening: Listening) -> None:
        """The sample is whole: judge it and keep it where the player can read it."""
        samples, rate = listening.samples, listening.sample_rate
        self.end()
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="runthrough-check-")
        path = Path(self._folder.name) / "sample.wav"
        self._background.run(Lane.SOUND, lambda: _judge(samples, rate, path), self._judged, self.failed.emit)

    def _judged(self, judged: tuple[SoundVerdict, Path]) -> None:
        found, path = judged
        self.verdict.emit(found)
        self.sampled.emit(path)


def _judge(samples: bytes, rate: int, path: Path) -> tuple[SoundVerdict, Path]:
    from runthrough.audio.take_file import wav_header  # noqa: PLC0415  numpy comes with it

    path.write_bytes(wav_header(rate, len(samples) // 2) + samples)
    return sound_check(samples), path
