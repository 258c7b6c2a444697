"""Listens to a microphone without keeping anything: its level now, and the last seconds in memory."""

from __future__ import annotations

from collections import deque
from threading import Lock

from runthrough.rehearsal.levels import Level, LevelMeter
from runthrough.rehearsal.ports import AudioSource


class Listening:
    """One source being listened to. Attributes may be read from any thread.

    `level` is None before the first block; `lost` tells why the source ended by itself.
    """

    def __init__(self, source: AudioSource, seconds: float = 5.0) -> None:
        self._source = source
        self._most = round(seconds * source.sample_rate) * 2
        self._meter = LevelMeter()
        self._blocks: deque[bytes] = deque()
        self._kept = 0
        self._lock = Lock()
        self.level: Level | None = None
        self.lost: str | None = None

    @property
    def name(self) -> str:
        """The device."""
        return self._source.name

    @property
    def sample_rate(self) -> int:
        """Samples a second."""
        return self._source.sample_rate

    def start(self) -> None:
        """Begin. Raises NoMicrophone or SoundSystemMissing."""
        self._source.start(self._deliver, self._lose)

    def stop(self) -> None:
        """End; returns within 2 s."""
        self._source.stop()

    @property
    def samples(self) -> bytes:
        """The last seconds, oldest first: mono int16 in native byte order."""
        with self._lock:
            return b"".join(self._blocks)[-self._most :]

    @property
    def recorded_seconds(self) -> float:
        """How much `samples` holds."""
        return min(self._kept, self._most) / 2 / self._source.sample_rate

    def _deliver(self, block: bytes, _arrived: float) -> None:
        self.level = self._meter.feed(block)
        with self._lock:
            self._blocks.append(block)
            self._kept += len(block)
            while self._kept - len(self._blocks[0]) >= self._most:
                self._kept -= len(self._blocks.popleft())

    def _lose(self, reason: str) -> None:
        self.lost = reason
