"""A timed rehearsal in the terminal: keys in, clock out, until the run-through has ended."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from types import FrameType

from rich.console import Console, RenderableType
from rich.live import Live

from runthrough.cli.console import talk_console, waiting
from runthrough.cli.keys import ESCAPE, Keys, open_keys
from runthrough.cli.stage_view import Scene, draw
from runthrough.domain.clock import format_time
from runthrough.domain.cues import CueMode
from runthrough.domain.errors import RunthroughError
from runthrough.domain.question import Question, Section
from runthrough.rehearsal import events
from runthrough.rehearsal.runthrough import LiveRunThrough

REDRAW = 0.1
"""Seconds between two pictures of the clock (ui.md 2.4)."""


class Stage:
    """One rehearsal on one terminal; used by the main thread, fed with events from the others by `publish`."""

    def __init__(self, question: Question, sections: tuple[Section, ...], device: str) -> None:
        self._question = question
        self._sections = sections
        self._device = device
        self._events: SimpleQueue[events.Event] = SimpleQueue()
        self._cues = CueMode.FULL
        self._notice = ""
        self._stop_asked = False
        self._lost = False
        self.error: RunthroughError | None = None

    def publish(self, event: events.Event) -> None:
        """Take an event, on any thread."""
        self._events.put(event)

    def play(self, run: LiveRunThrough) -> None:
        """Rehearse until the end; then everything is stored, and `error` tells what ended it early, if anything."""
        console = talk_console()
        with open_keys() as keys, _stop_signals(self._ask_to_stop):
            run.start()
            self._clock(run, keys, console)
            with waiting("Finishing the last words"):
                run.join()
        self._take_in_events()

    def _clock(self, run: LiveRunThrough, keys: Keys, console: Console) -> None:
        if not console.is_terminal:
            self._plain_clock(run, keys, console)
            return
        with Live(self._scene(run), console=console, screen=True, auto_refresh=False) as live:
            while not run.status.ended:
                self._step(run, keys)
                live.update(self._scene(run), refresh=True)

    def _plain_clock(self, run: LiveRunThrough, keys: Keys, console: Console) -> None:
        """Without a terminal: a line for each section."""
        shown = -1
        while not run.status.ended:
            if run.status.section != shown:
                shown = run.status.section
                console.print(f"Section {shown + 1} of {len(self._sections)}: {self._sections[shown].name}")
            self._step(run, keys)

    def _step(self, run: LiveRunThrough, keys: Keys) -> None:
        try:
            self._press(keys.read(REDRAW), run)
        except EOFError:  # the terminal was closed
            run.finish()
        if self._stop_asked:
            self._stop_asked = False
            run.finish()
        self._take_in_events()
        if self._lost:
            self._lost = False
            run.finish()

    def _press(self, key: str, run: LiveRunThrough) -> None:
        actions: dict[str, Callable[[], None]] = {
            " ": run.next_section,
            "\n": run.next_section,
            "\r": run.next_section,
            "r": run.redo,
            "p": run.pause,
            "c": self._next_cues,
            "q": run.finish,
            ESCAPE: run.finish,
        }
        action = actions.get(key)
        if action is not None:
            action()

    def _next_cues(self) -> None:
        self._cues = self._cues.next()

    def _ask_to_stop(self) -> None:
        self._stop_asked = True

    def _scene(self, run: LiveRunThrough) -> RenderableType:
        return draw(Scene(self._question, self._sections, run.status, self._cues, self._device, self._notice))

    def _take_in_events(self) -> None:
        while True:
            try:
                event = self._events.get_nowait()
            except Empty:
                return
            self._take_in(event)

    def _take_in(self, event: events.Event) -> None:
        match event:
            case events.MicrophoneSilent():
                self._notice = "No sound. Still recording. Is the microphone muted?"
            case events.MicrophoneHeard() | events.TakeStarted() | events.WentOn():
                self._notice = ""
            case events.Paused(at=at):
                self._notice = f"Paused at {format_time(at)}. The clock and the recording are both stopped."
            case events.SamplesLost(gap=gap):
                self._notice = f"{gap.seconds:.1f} s of sound did not arrive; noted in the take."
            case events.MicrophoneLost(error=error):  # a terminal cannot offer another one
                self.error, self._lost = error, True
            case events.RecordingStopped(error=error) | events.JournalFailed(error=error):
                self.error = error
            case _:
                pass


@contextmanager
def _stop_signals(stop: Callable[[], None]) -> Generator[None]:
    """Ctrl-C, a closed terminal and a shutdown finish the run-through instead of cutting it off."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
