"""Runs in a process of its own: the real window, or a bare one, measured from inside. Prints one JSON document.

`bare FOLDER`: an empty window of PySide6. `start FOLDER`: the program until its window is exposed and idle. `take
FOLDER SECONDS`: a rehearsal of so many seconds with recognition on, then its review.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.memory import children_megabytes, peak_megabytes

if TYPE_CHECKING:
    from runthrough.ui.flow import Flow

PROBE_EVERY = 0.005
"""Seconds between two questions to the event loop."""
HEAVY = ("ctranslate2", "onnxruntime", "av", "moonshine_voice", "faster_whisper")


def tell(**facts: object) -> None:
    """Print what was found, and end without ceremony."""
    print(json.dumps(facts), flush=True)
    os._exit(0)


def once_idle(window: Any, call: Callable[[], None]) -> None:
    """Call when the window is exposed and the event loop has nothing left to do."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    def look() -> None:
        handle = window.windowHandle()
        QTimer.singleShot(0, call if handle is not None and handle.isExposed() else look)

    QTimer.singleShot(0, look)


def bare() -> None:
    """The least that PySide6 can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    once_idle(window, lambda: tell(ready=time.monotonic()))
    application.exec()


def program(folder: Path, then: Callable[[Flow], None]) -> None:
    """The real program, with `then` called at its first idle moment."""
    from runthrough import window  # noqa: PLC0415
    from runthrough.__main__ import cli  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text('{"set_up": true, "theme": "light"}')
    # two seams of the program: its window is shown, and everything behind it stands
    shown, original = window.Start.begin, window.begin_work

    def begin(self: window.Start) -> None:
        SHOWN.append(time.monotonic())  # it is called in the first idle turn after the window is exposed
        shown(self)

    def begin_work(flow: Flow) -> None:
        original(flow)
        then(flow)

    window.Start.begin, window.begin_work = begin, begin_work
    cli(["--data-dir", str(folder)], prog_name="runthrough")


SHOWN: list[float] = []


def record_as_played() -> None:
    """Record at the rate of what is played, so that bits can be compared."""
    from runthrough.app import App  # noqa: PLC0415
    from runthrough.rehearsal.ports import AudioSource  # noqa: PLC0415

    original = App.microphone

    def microphone(self: App, name: str | None, sample_rate: int | None = None) -> AudioSource:
        return original(self, name, sample_rate or 48_000)

    App.microphone = microphone


class Take:
    """Drives one rehearsal and measures the event loop meanwhile."""

    def __init__(self, flow: Flow, seconds: float) -> None:
        from PySide6.QtCore import QObject, QTimer, Signal  # noqa: PLC0415

        class Asker(QObject):
            """Is asked on another thread and answers on the window's."""

            asked = Signal(float)

        self._flow, self._seconds = flow, seconds
        self._delays: list[float] = []
        self._probing = False
        self._asker = Asker()
        self._asker.asked.connect(self._answer)
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._step)
        self._state: Callable[[], None] = self._wait_for_questions
        self._finished = 0.0
        self._complete = False
        flow.reviewing.shown.connect(self._shown)
        record_as_played()
        self._timer.start()
        threading.Thread(target=self._ask, daemon=True).start()

    def _ask(self) -> None:
        while True:
            time.sleep(PROBE_EVERY)
            if self._probing:
                self._asker.asked.emit(time.perf_counter())

    def _answer(self, asked: float) -> None:
        self._delays.append(time.perf_counter() - asked)

    def _step(self) -> None:
        self._state()

    def _wait_for_questions(self) -> None:
        flow = self._flow
        if flow.questions.ready and flow.recognisers.ready:
            flow.beginning.begin("why-move-on")
            self._state = self._wait_for_microphone

    def _wait_for_microphone(self) -> None:
        if self._flow.rehearsing.running:
            self._flow.rehearsing.next_section()
            print("recording", flush=True)
            self._probing = True
            self._began = time.monotonic()
            self._state = self._record

    def _record(self) -> None:
        if time.monotonic() - self._began >= self._seconds:
            self._probing = False
            self._finished = time.perf_counter()
            self._flow.rehearsing.finish()
            self._state = self._wait_for_review

    def _shown(self, sheet: Any) -> None:
        self._complete = all(section.meter for section in sheet.review.sections)

    def _wait_for_review(self) -> None:
        if self._complete and self._flow.window.page == "review":
            delays = sorted(self._delays)
            tell(
                asked=len(delays),
                p50=delays[len(delays) // 2] * 1000,
                p99=delays[int(len(delays) * 0.99)] * 1000,
                most=delays[-1] * 1000,
                to_review=time.perf_counter() - self._finished,
                window_mb=peak_megabytes(),
                others_mb=children_megabytes(),
                heavy=[name for name in HEAVY if name in sys.modules],
            )


class Listed:
    """Waits until the questions are on the screen and can be rehearsed."""

    def __init__(self, flow: Flow) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        self._flow = flow
        self._timer = QTimer(flow)
        self._timer.timeout.connect(self._look)
        self._timer.start(1)

    def _look(self) -> None:
        if self._flow.questions.ready and SHOWN:
            tell(ready=SHOWN[0], listed=time.monotonic())


KEPT: list[Listed | Take] = []


def main() -> None:
    """See the module."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "bare":
        bare()
    elif what == "start":
        program(folder, lambda flow: KEPT.append(Listed(flow)))
    else:
        program(folder, lambda flow: KEPT.append(Take(flow, float(sys.argv[3]))))


if __name__ == "__main__":
    main()
