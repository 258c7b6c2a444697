"""Makes the pictures of docs/screens: the real program on a screen and a microphone of its own, light and dark.

    .venv/bin/python docs/make_screenshots.py [FOLDER]

A history of rehearsals is made first, by the real recorder and recogniser, from a synthetic voice that reads the
example sentences of the built-in question. Takes about eight minutes and needs what the tests need.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from desktop_session import DesktopSession, Node
from runthrough.app import App
from runthrough.audio.sound_file import open_sound_file
from runthrough.domain.question import Question, Section
from runthrough.places import Places
from virtual_microphone import VirtualMicrophone

QUESTION = "why-move-on"
RATE = 48_000
LEFT_OUT = ((1, 3, 4), (1, 3), (2, 4), (3,), (4,))
"""For each earlier run-through, the numbers of the checkpoints of every section that are not said."""
DAYS_AGO = (12, 9, 6, 3, 1)
NEUTRAL = (
    "Let me say a little more about that. It took some time to see it clearly. "
    "Nobody had asked for it in the beginning. It was a quiet month and we had time to think. "
    "I still like to remember how it went. There were some long evenings as well. "
)


GUIDE = """# A conflict at work
Situation (30-40 seconds)
- Where you worked and what was at stake
- Who was involved, and what each of you wanted
Action (about a minute)
- How you listened before you proposed anything
- What you decided together, and why
Say something like: "I asked her to walk me through what worried her before I said anything."
Result (20-30 seconds)
- What changed afterwards, with a number
- What you learned from it
Pitfalls to avoid
- Blaming your colleague"""


class Voice:
    """A synthetic voice; what it said once it need not say again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, text: str) -> Path:
        """A sound file of a text."""
        path = self._folder / f"{abs(hash(text))}.wav"
        if not path.exists():
            subprocess.run(["espeak-ng", "-v", "en-us+f3", "-s", "152", "-w", str(path), text], check=True)
        return path

    def samples(self, text: str) -> bytes:
        """A text as mono int16 at RATE."""
        sound = open_sound_file(self.file(text))
        samples = np.concatenate(list(sound.blocks()))
        places = np.arange(0, len(samples), sound.sample_rate / RATE)
        return np.interp(places, np.arange(len(samples)), samples).astype(np.int16).tobytes()


class Reader:
    """An AudioSource that delivers what it is told to, as fast as it can be written."""

    name, sample_rate, live = "USB microphone", RATE, False

    def start(self, deliver: Callable[[bytes, float], None], lost: Callable[[str], None]) -> None:
        """Remember who listens."""
        self._deliver, self._lost = deliver, lost

    def say(self, samples: bytes) -> None:
        """Deliver in blocks of 20 ms."""
        for begin in range(0, len(samples), RATE // 25):
            self._deliver(samples[begin : begin + RATE // 25], 0.0)

    def stop(self) -> None:
        """Nothing to end."""


class PastClock:
    """The computer's clock, some days ago."""

    def __init__(self, days: int) -> None:
        self._days = days

    def monotonic(self) -> float:
        """Does not matter for a source that is not live."""
        return 0.0

    def now(self) -> str:
        """Wall time then."""
        return (datetime.now(UTC) - timedelta(days=self._days, hours=self._days % 3)).isoformat(timespec="seconds")


def answer(section: Section, left_out: Sequence[int], voice: Voice) -> bytes:
    """The example sentences of a section without some, filled up with small talk into its band."""
    said = [" ".join(point.examples) for number, point in enumerate(section.checkpoints, 1) if number not in left_out]
    talk = (NEUTRAL * 6).split(". ")
    least = int(section.band.midpoint * RATE) * 2
    text, samples = "", b""
    while len(samples) < least - 4 * RATE and (said or talk):
        text += f" {said.pop(0)}" if said else ""
        text += f" {talk.pop(0)}."
        samples = voice.samples(text)
    return samples


def make_history(data: Path, voice: Voice) -> None:
    """Rehearse some times in the past."""
    app = App(Places(data))
    question = app.questions.get(QUESTION)
    for left_out, days in zip(LEFT_OUT, DAYS_AGO, strict=True):
        app.clock = PastClock(days)  # type: ignore[assignment]
        with app.writing(), app.recogniser() as recogniser:
            reader = Reader()
            run = app.runthrough(question, question.template.sections, reader, recogniser, lambda _event: None)
            run.start()
            for section in question.template.sections:
                reader.say(answer(section, left_out, voice))
                run.next_section()
            run.join()


class Photographer:
    """Drives the program and takes the pictures."""

    def __init__(self, desktop: DesktopSession, rig: VirtualMicrophone, out: Path, theme: str) -> None:
        self._desktop, self._rig, self._out, self._theme = desktop, rig, out, theme
        self._program: subprocess.Popen[bytes] | None = None

    def open(self, data: Path, **settings: object) -> None:
        """Start the program in the theme."""
        data.mkdir(parents=True, exist_ok=True)
        (data / "settings.json").write_text(json.dumps({"theme": self._theme, **settings}))
        command = [sys.executable, "-m", "runthrough", "--data-dir", str(data)]
        # a home of its own, so that the picture shows nobody's folders
        home = {"HOME": str(data.parent.parent)}
        self._program = self._desktop.start(command, {**self._rig.environment, **home})
        self._desktop.window("Runthrough")

    def close(self) -> None:
        """End it."""
        if self._program is not None:
            self._program.terminate()
            self._program.wait(30)

    def take(self, name: str) -> None:
        """One picture."""
        self._desktop.point(1279, 799)
        path = self._out / f"{name}{'-dark' if self._theme == 'dark' else ''}.png"
        self._desktop.screenshot(path)
        print(path.name, flush=True)

    def set_up(self, data: Path, voice: Voice) -> None:
        """First start, with a voice."""
        self.open(data)
        self._desktop.named("Microphone level")
        self._rig.play(voice.file(NEUTRAL)).wait()
        self._desktop.named("Sounds good")
        self._desktop.key("space")
        self._desktop.named("Pause the sample")
        self.take("set-up")
        self.close()

    def rehearse(self, data: Path, question: Question, voice: Voice) -> None:
        """Questions, history, a rehearsal in the band, another with its cues as keywords, its review."""
        self.open(data, set_up=True)
        self._desktop.named("Last review", "push button")
        self.take("questions")
        self._desktop.click(*self._desktop.named("History of ").click_point)
        self._desktop.named("Run-throughs", "table")
        self.take("history")
        self._desktop.key("Return")
        self._review()
        self._desktop.key("Escape")
        self._desktop.named("Run-throughs", "table")
        self._desktop.key("Escape")
        self._desktop.named("Rehearse", "push button")
        self._desktop.key("ctrl+r")
        self._desktop.named("Get ready")
        self._desktop.key("space")
        first, second = question.template.sections[:2]
        self._speak_until(answer_text(first), "1:(08|09|10|11), In the band", voice)
        self.take("rehearse")
        self._desktop.key("space", "c")
        self._speak_until(answer_text(second), "Over by 0:(0[6-9]|1)", voice)
        self.take("rehearse-over")
        self._desktop.key("p")
        self._desktop.named("Paused at")
        self.take("rehearse-paused")
        self._desktop.key("p", "Escape")
        self._desktop.named("Finish here?")
        self.take("rehearse-finish")
        self._desktop.key("Return")
        self._desktop.named("Why this role, ", "radio button")
        self.close()

    def write(self, data: Path) -> None:
        """The editor with a mistake in a band, and a guide that is imported."""
        self.open(data, set_up=True)
        self._desktop.named("Rehearse", "push button")
        self._desktop.key("ctrl+f")
        self._desktop.type("latest project")
        self._desktop.named("More, Why move on")
        self._desktop.key("Return", "F2")
        self._desktop.named("No problems")
        self._desktop.key("ctrl+Home", *["Down"] * 8, "End", *["BackSpace"] * 5)
        self._desktop.type("0:40]")
        self._desktop.named("Line 9: The band runs backwards")
        self.take("editor")
        self._desktop.key("alt+Return", "ctrl+Tab")
        self._desktop.type("I am looking for a place where I can own a system end to end\n")
        self._desktop.named("Said, Moving on: ")
        self.take("editor-trial")
        self._desktop.key("Escape")
        self._desktop.click(*self._desktop.named("Import a guide", "push button").click_point)
        self._desktop.named("Text of the guide")
        self._desktop.type(GUIDE)
        self.take("import")
        self._desktop.click(*self._desktop.named("Make a draft", "push button").click_point)
        self._desktop.named("Situation, 0:30")
        self.take("import-draft")
        self.close()

    def _speak_until(self, text: str, words: str, voice: Voice) -> None:
        playing = self._rig.play(voice.file(text))
        self._desktop.wait_for(lambda nodes: clock_says(nodes, words), 150)
        playing.terminate()

    def _review(self) -> None:
        """The newest run-through, playing from a word."""
        tab = self._desktop.named("Architecture, ", "radio button")
        self._desktop.click(*tab.click_point)
        self._desktop.named("A, How data comes in and is kept")
        self._desktop.click(*self._desktop.words("Transcript", "columnar"))
        self._desktop.named("Pause", "push button")
        self._desktop.wait_for(lambda nodes: nodes)
        self.take("review")
        self._desktop.key("space")


def answer_text(section: Section) -> str:
    """All that is asked in a section, and some more."""
    return " ".join([*(" ".join(point.examples) for point in section.checkpoints[:4]), NEUTRAL * 4])


def clock_says(nodes: list[Node], words: str) -> Node | None:
    """The section clock, once its words are such: reading the screen may take longer than a second."""
    clock = next((node for node in nodes if node.name == "Section clock"), None)
    return clock if clock is not None and re.search(words, clock.description) else None


def main() -> None:
    """All pages, light and dark."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screens"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        voice = Voice(folder)
        make_history(folder / "data", voice)
        question = App(Places(folder / "data")).questions.get(QUESTION)
        for theme in ("light", "dark"):
            data = folder / theme / "Documents" / "Runthrough"
            shutil.copytree(folder / "data", data)
            with (
                DesktopSession(folder / f"desktop-{theme}") as desktop,
                VirtualMicrophone(folder / f"rig-{theme}") as rig,
            ):
                photographer = Photographer(desktop, rig, out, theme)
                photographer.set_up(folder / f"new-{theme}" / "Documents" / "Runthrough", voice)
                photographer.rehearse(data, question, voice)
                photographer.write(data)


if __name__ == "__main__":
    main()
