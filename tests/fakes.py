"""Small written stand-ins for what a run-through needs from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from runthrough.domain.errors import AudioUnreadable, RecognitionFailed
from runthrough.domain.speech import Word
from runthrough.rehearsal.ports import RecogniserIdentity

RATE = 16_000


def tone(seconds: float, level: int = 8000, rate: int = RATE) -> bytes:
    """A square wave, which the fake recogniser takes for a voice."""
    count = round(seconds * rate)
    return (np.where(np.arange(count) // 40 % 2, level, -level)).astype(np.int16).tobytes()


def silence(seconds: float, rate: int = RATE, level: int = 3) -> bytes:
    """A still room: not digital silence."""
    count = round(seconds * rate)
    return (np.where(np.arange(count) % 2, level, -level)).astype(np.int16).tobytes()


class FakeClock:
    """Time that only the test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> str:
        return "2026-03-01T09:30:00+00:00"


class FakeSource:
    """A microphone that hears what the test says. `hear` moves the clock by the length of the sound.

    `early` is what it hears before `start` returns, as a real stream does.
    """

    def __init__(self, clock: FakeClock, rate: int = RATE, live: bool = True, name: str = "Fake microphone") -> None:
        self.name, self.sample_rate, self.live = name, rate, live
        self.stopped = False
        self.refuse: Exception | None = None
        self.early = b""
        self._clock = clock

    def start(self, deliver: Callable[[bytes, float], None], lost: Callable[[str], None]) -> None:
        if self.refuse:
            raise self.refuse
        self._deliver, self.lose = deliver, lost
        self.hear(self.early)

    def stop(self) -> None:
        self.stopped = True

    def hear(self, samples: bytes, block: float = 0.02) -> None:
        size = max(2, round(block * self.sample_rate) * 2)
        for begin in range(0, len(samples), size):
            part = samples[begin : begin + size]
            self._clock.seconds += len(part) / 2 / self.sample_rate
            self._deliver(part, self._clock.seconds)


class MemoryTake:
    """A take file that is a bytearray; `fails_after` bytes it raises `error`."""

    def __init__(self, takes: MemoryTakes, take_id: str) -> None:
        self._takes, self._id = takes, take_id
        self.data = bytearray()

    @property
    def frames(self) -> int:
        return len(self.data) // 2

    def sync(self) -> None:
        self._takes.synced.append((self._id, self.frames))

    def write(self, block: bytes) -> None:
        if self._takes.fails_after is not None and len(self.data) + len(block) > self._takes.fails_after:
            raise self._takes.error
        self.data += block

    def close(self, take) -> None:
        self._takes.closed[take.id] = take


class MemoryReader:
    """Reads a MemoryTake as float samples; the fakes all work at 16 kHz."""

    def __init__(self, take: MemoryTake) -> None:
        self._take, self._read = take, 0

    def read(self) -> np.ndarray:
        end = min(len(self._take.data), self._read + 2 * RATE * 10) // 2 * 2
        part = np.frombuffer(bytes(self._take.data[self._read : end]), np.int16)
        self._read = end
        return part.astype(np.float32) / 32768

    def finish(self) -> np.ndarray:
        return self.read()


class MemoryTakes:
    """A take folder in memory."""

    folder = Path("memory")

    def __init__(self) -> None:
        self.files: dict[str, MemoryTake] = {}
        self.closed: dict = {}
        self.synced: list[tuple[str, int]] = []
        self.free = 10**12
        self.fails_after: int | None = None
        self.error: OSError = OSError(28, "No space left on device")
        self.create_error: OSError | None = None

    def create(self, runthrough, take) -> MemoryTake:
        if self.create_error and self.files:
            raise self.create_error
        self.files[take.id] = MemoryTake(self, take.id)
        return self.files[take.id]

    def follow(self, take) -> MemoryReader:
        if take.id not in self.files:
            raise AudioUnreadable(self.folder / take.id, "missing")
        return MemoryReader(self.files[take.id])

    def free_bytes(self) -> int:
        return self.free

    def samples(self) -> bytes:
        """All takes after one another, in the order in which they were made."""
        return b"".join(bytes(take.data) for take in self.files.values())


class FakeRecogniser:
    """Hears one word a clip, in turn from `says`; loud frames are a voice. Fails at the calls in `dies_at`."""

    def __init__(self, says: Sequence[str] = (), dies_at: Sequence[int] = ()) -> None:
        self.identity = RecogniserIdentity("Fake", "1", "measured")
        self.clips: list[np.ndarray] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.asked = threading.Event()
        self._says, self._dies_at, self._calls = list(says), set(dies_at), 0
        self._rest = np.zeros(0, np.float32)

    def begin_voice(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def voice(self, samples: np.ndarray) -> np.ndarray:
        self._rest = np.concatenate((self._rest, samples))
        whole = len(self._rest) // 512 * 512
        frames, self._rest = self._rest[:whole].reshape(-1, 512), self._rest[whole:]
        return (np.abs(frames).max(axis=1, initial=0) > 0.05).astype(np.float32)

    def recognise(self, samples: np.ndarray, language: str, terms=()) -> tuple[Word, ...]:
        self.asked.set()
        self.may_go_on.wait()
        self._calls += 1
        if self._calls in self._dies_at:
            raise RecognitionFailed("Fake", "the process died")
        self.clips.append(samples)
        self.terms = terms
        said = self._says[len(self.clips) - 1] if len(self.clips) <= len(self._says) else "word."
        step = len(samples) / RATE / max(1, len(said.split()))
        return tuple(
            Word(text, round(index * step, 3), round((index + 1) * step, 3)) for index, text in enumerate(said.split())
        )

    def close(self) -> None: ...


class MemoryJournal:
    """Remembers the calls in order."""

    def __init__(self) -> None:
        self.calls: list[tuple] = []
        self.error: Exception | None = None
        self.thread: int | None = None

    def open(self) -> MemoryJournal:
        self.thread = threading.get_ident()
        return self

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*arguments):
            if self.error and name != "close":
                raise self.error
            self.calls.append((name, *arguments))

        return call

    def named(self, name: str) -> list[tuple]:
        return [call[1:] for call in self.calls if call[0] == name]
