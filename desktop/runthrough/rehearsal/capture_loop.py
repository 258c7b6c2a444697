"""The capture thread: samples -> take file, level, watches.

Commands travel in the same queue as the samples, so that a section changes at an exact sample and nothing is lost
between two takes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from runthrough.domain.errors import DiskTooFull, MicrophoneGone, RunthroughError
from runthrough.domain.question import Section
from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take
from runthrough.rehearsal import events
from runthrough.rehearsal.capture_queue import Block, Command, GoOnWith, Item, SourceLost
from runthrough.rehearsal.levels import Level, LevelMeter
from runthrough.rehearsal.open_take import OpenTake, disk_error
from runthrough.rehearsal.ports import AudioSource, Clock, TakeFollower, TakeStore
from runthrough.rehearsal.source_watch import NO_BLOCK, LossWatch, SilenceWatch
from runthrough.rehearsal.status import Status

LEAST_FREE = 20_000_000
"""Bytes of disk at which recording stops by itself and keeps what was said (ui.md, states)."""
FREE_EVERY = 5.0
"""Seconds between two looks at the free disk."""
FIRST_BLOCK = 5.0
"""Seconds within which a microphone that was opened must deliver its first block."""
TELL_EVERY = 0.25
"""Seconds of new samples after which the follower is told: a pause is no shorter, and each telling costs a wake-up."""
WAKE = 0.25
"""Seconds after which an empty queue is looked at for a source that fell silent."""


@dataclass(frozen=True, slots=True)
class CaptureParts:
    """What the capture thread works with."""

    source: AudioSource
    takes: TakeStore
    follower: TakeFollower
    clock: Clock
    publish: Callable[[events.Event], None]


class CaptureLoop:
    """Owns the open take. `put` is safe from any thread; everything else happens on the capture thread."""

    def __init__(self, parts: CaptureParts, runthrough: RunThrough, sections: tuple[Section, ...]) -> None:
        self._parts = parts
        self._runthrough = runthrough
        self._sections = sections
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="capture")
        self._source = parts.source
        self._rate = parts.source.sample_rate
        self._meter = LevelMeter()
        self._silence = SilenceWatch(self._rate)
        self._loss = LossWatch(self._rate)
        self._section = 0
        self._numbers = [0] * len(sections)
        self._done_seconds = [0.0] * len(sections)
        self._paused = False
        self._lost = False
        self._given_up = False
        self._free: int | None = None
        self._open: OpenTake | None = None
        self._next_look_at_disk = 0.0
        self.status = Status()

    def start(self) -> None:
        """Open the source, create the first take, begin.

        Raises NoMicrophone, SoundSystemMissing, DiskTooFull or FolderUnwritable, and then leaves nothing behind.
        """
        self._free = self._parts.takes.free_bytes()
        if self._free < LEAST_FREE:
            raise DiskTooFull(self._parts.takes.folder, self._free)
        self._start_source(self._source)
        try:
            self._open_take()
        except OSError as error:
            self._source.stop()
            raise disk_error(error, self._parts.takes, None, "") from error
        self._thread.start()

    def put(self, command: Command | GoOnWith) -> None:
        """Hand a command to the capture thread; it takes effect at the sample that comes next."""
        self._queue.put(command)

    @property
    def alive(self) -> bool:
        """Whether the thread is at work."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait until the capture thread has ended, or for so many seconds."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def _start_source(self, source: AudioSource) -> None:
        """Open a source. What it says carries its name: an earlier one may still have something to say."""
        put = self._queue.put
        self._opened = self._parts.clock.monotonic()
        source.start(
            lambda samples, arrived: put(Block(samples, arrived, source)),
            lambda reason: put(SourceLost(reason, source)),
        )

    def _run(self) -> None:
        try:
            while (take := self._open) is not None:
                try:
                    item = self._queue.get(timeout=WAKE)
                except Empty:
                    self._nothing_came(take)
                else:
                    self._handle(item, take)
        finally:
            self._source.stop()
            self.status = replace(self.status, ended=True)
            self._parts.follower.no_more_takes()

    def _handle(self, item: Item, take: OpenTake) -> None:
        match item:
            case Block(source=source) | SourceLost(source=source) if source is not self._source or self._given_up:
                pass  # of a microphone that was given up
            case Block() if self._lost:
                self._came_back(take)
                self._record(item, take)
            case Block():
                self._record(item, take)
            case SourceLost(reason=""):
                self._close_take(take, Ending.FINISHED)
            case SourceLost(reason=reason):
                self._given_up = True
                self._microphone_gone(take, reason)
                self._source.stop()
            case GoOnWith(source=source):
                self._go_on_with(source, take)
            case Command():
                self._obey(item, take)

    def _obey(self, command: Command, take: OpenTake) -> None:
        if command is Command.FINISH:
            self._close_take(take, Ending.MICROPHONE_LOST if self._lost else Ending.FINISHED)
        elif self._lost:
            pass  # there is nothing to pause or to begin again
        elif command is Command.PAUSE:
            self._pause_or_go_on(take)
        elif not self._paused:
            self._change_take(command, take)

    # samples

    def _record(self, block: Block, take: OpenTake) -> None:
        level = self._meter.feed(block.samples)
        if self._source.live:
            self._watch(take, level, len(block.samples) // 2, block.arrived)
        if not self._paused:
            self._write(take, block.samples)
        if self._open is not None:
            self._show(level)

    def _write(self, take: OpenTake, samples: bytes) -> None:
        try:
            take.writer.write(samples)
        except OSError as error:
            failed = disk_error(error, self._parts.takes, take.seconds, self._name)
            self._stop(take, Ending.DISK_FULL, failed)
            return
        if take.writer.frames - take.told_frames >= TELL_EVERY * self._rate:
            take.told_frames = take.writer.frames
            self._parts.follower.more_written()
        self._look_at_disk(take)

    def _watch(self, take: OpenTake, level: Level, frames: int, arrived: float) -> None:
        lost = self._loss.feed(frames, arrived)
        if lost and not self._paused:
            gap = Gap(at=take.seconds, seconds=round(lost, 3))
            take.take = replace(take.take, gaps=(*take.take.gaps, gap))
            self._parts.publish(events.SamplesLost(take.take.id, gap))
        if self._silence.feed(level, frames):
            silent = self._silence.silent
            change = (
                events.MicrophoneSilent(take.take.id, take.seconds, round(self._silence.seconds, 2))
                if silent
                else events.MicrophoneHeard(take.take.id)
            )
            self._parts.publish(change)

    def _nothing_came(self, take: OpenTake) -> None:
        if not self._source.live or self._lost:
            return
        now = self._parts.clock.monotonic()
        if self._loss.last_block is None:
            if now - self._opened >= FIRST_BLOCK:
                self._microphone_gone(take, "it delivered no sound at all")
        elif self._loss.silent_for(now) >= NO_BLOCK:
            self._microphone_gone(take, "it stopped delivering sound")

    def _look_at_disk(self, take: OpenTake) -> None:
        now = self._parts.clock.monotonic()
        if now < self._next_look_at_disk:
            return
        self._next_look_at_disk = now + FREE_EVERY
        self._free = self._parts.takes.free_bytes()
        if self._free < LEAST_FREE:
            error = DiskTooFull(self._parts.takes.folder, self._free, take.seconds, self._name)
            self._stop(take, Ending.DISK_FULL, error)

    # takes

    def _change_take(self, command: Command, take: OpenTake) -> None:
        redo = command is Command.REDO
        if not redo and self._section + 1 == len(self._sections):
            self._close_take(take, Ending.FINISHED)
            return
        self._close_take(take, Ending.REDONE if redo else Ending.NEXT_SECTION)
        if not redo:
            self._section += 1
        try:
            self._open_take()
        except OSError as error:
            failed = disk_error(error, self._parts.takes, 0.0, self._name)
            self._parts.publish(events.RecordingStopped(failed))

    def _open_take(self) -> None:
        self._numbers[self._section] += 1
        number = self._numbers[self._section]
        take = Take(
            id=f"{self._runthrough.id}-{self._section + 1:02}-{number}",
            runthrough_id=self._runthrough.id,
            section_id=self._sections[self._section].id,
            number=number,
            started_at=self._parts.clock.now(),
            sample_rate=self._rate,
            device=self._source.name,
        )
        self._open = OpenTake(take, self._parts.takes.create(self._runthrough, take))
        self._meter.take_clipped()
        self._show(None)
        self._parts.publish(events.TakeStarted(take))
        self._parts.follower.take_opened(take)

    def _close_take(self, open_take: OpenTake, ending: Ending) -> None:
        take = replace(
            open_take.take, frames=open_take.writer.frames, clipped=self._meter.take_clipped(), ending=ending
        )
        open_take.writer.close(take)
        self._done_seconds[self._section] = take.seconds
        self._open = None
        self._parts.publish(events.TakeEnded(take))
        self._parts.follower.take_closed(take)

    def _pause_or_go_on(self, take: OpenTake) -> None:
        self._paused = not self._paused
        if self._paused and take.writer.frames:  # else nothing is interrupted: the speaker counts in
            take.take = replace(take.take, pauses=(*take.take.pauses, take.seconds))
        self._show(self.status.level)
        take_id = take.take.id
        self._parts.publish(events.Paused(take_id, take.seconds) if self._paused else events.WentOn(take_id))

    # ends

    def _microphone_gone(self, take: OpenTake, reason: str) -> None:
        """Wait for the microphone, another one, or the end. What was said is put on disk first.

        One that only fell silent stays open: its next block brings it back.
        """
        if self._lost:
            return
        self._lost = True
        with contextlib.suppress(OSError):  # a disk that refuses is met at the next block, or at the end
            take.writer.sync()
        self._show(None)
        error = MicrophoneGone(self._source.name, self._name, take.seconds, reason)
        self._parts.publish(events.MicrophoneLost(take.take.id, error))

    def _came_back(self, take: OpenTake) -> None:
        """It was only late, as on a computer that had no time for it; what it holds now is recorded, too."""
        self._lost = False
        self._show(self.status.level)
        self._parts.publish(events.MicrophoneBack(take.take.id, self._source.name))

    def _go_on_with(self, source: AudioSource, take: OpenTake) -> None:
        """Let another source take the present one's place; the take goes on at the next sample."""
        self._source.stop()
        self._source = source
        self._loss, self._silence = LossWatch(self._rate), SilenceWatch(self._rate)
        try:
            self._start_source(source)
        except RunthroughError as error:
            self._lost = self._given_up = True
            self._show(None)
            self._parts.publish(events.MicrophoneLost(take.take.id, error))
            return
        self._lost = self._given_up = False
        if source.name not in take.take.device.split(", then "):
            take.take = replace(take.take, device=f"{take.take.device}, then {source.name}")
        self._show(None)
        self._parts.publish(events.MicrophoneBack(take.take.id, source.name))

    def _stop(self, take: OpenTake, ending: Ending, error: RunthroughError) -> None:
        self._close_take(take, ending)
        self._parts.publish(events.RecordingStopped(error))

    # what can be seen

    @property
    def _name(self) -> str:
        return self._sections[self._section].name

    def _show(self, level: Level | None) -> None:
        self.status = Status(
            section=self._section,
            take_number=self._numbers[self._section],
            seconds=self._open.seconds if self._open else 0.0,
            done_seconds=sum(self._done_seconds[: self._section]),
            paused=self._paused,
            silent=self._silence.silent,
            lost=self._lost,
            level=level,
            free_seconds=None if self._free is None else max(0, self._free - LEAST_FREE) / (2 * self._rate),
            sample_rate=self._rate,
        )
