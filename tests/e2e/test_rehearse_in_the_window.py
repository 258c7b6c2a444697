"""The real program in a real window: real keys, a virtual microphone, and what a screen reader finds on the screen."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
import soxr

from virtual_microphone import RATE

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="synthetic speech needs espeak-ng")

MOVING_ON = (
    "I have grown a lot in my current job. Now I am looking for a place where I can own a system from end to end."
)
WHY_THIS_ROLE = "I enjoy the point where mathematics, data and systems meet. I want to work next to the researchers."
ONE_LINER = "I built a service that checks prices for the whole desk in real time."


class Window:
    """The program under test, with all around it."""

    def __init__(self, desktop, microphone, folder: Path) -> None:
        self.desktop, self.microphone, self._folder = desktop, microphone, folder
        self.data = folder / "data"
        self.program: subprocess.Popen | None = None

    def set_up(self) -> None:
        """As after the first start."""
        self.data.mkdir()
        (self.data / "settings.json").write_text('{"set_up": true}')

    def command(self) -> list[str]:
        return [sys.executable, "-m", "runthrough", "--data-dir", str(self.data)]

    def open(self) -> None:
        with (self._folder / "stderr.txt").open("ab") as errors:
            self.program = self.desktop.start(self.command(), self.microphone.environment, stderr=errors)
        self.desktop.window("Runthrough")

    def close(self) -> None:
        assert self.program is not None
        self.program.send_signal(signal.SIGTERM)
        assert self.program.wait(30) == 0
        assert "Traceback" not in (self._folder / "stderr.txt").read_text()

    def speak(self, text: str) -> None:
        assert self.microphone.play(self._spoken(text)).wait(60) == 0

    @contextmanager
    def speaking(self, text: str) -> Iterator[None]:
        """Somebody speaks meanwhile; the text is to be long enough."""
        player = self.microphone.play(self._spoken(text))
        try:
            yield
            assert player.poll() is None, "spoken to its end"
        finally:
            player.kill()
            player.wait()

    def _spoken(self, text: str) -> Path:
        path = self._folder / f"{abs(hash(text))}.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(path), text], check=True)
        return path

    def begin(self) -> None:
        """Find the question by its title and rehearse it, without waiting for the count-in."""
        self.desktop.named("Rehearse", "push button")
        self.desktop.key("ctrl+f")
        self.desktop.type("latest project")
        self.desktop.named("More, Why move on")
        self.desktop.key("Return")
        self.desktop.key("ctrl+r")
        self.desktop.named("Get ready")
        self.desktop.key("space")
        self.desktop.named("Recording")

    def rows(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.data / "library.db")) as library:
            return library.execute(sql).fetchall()

    def transcript_shown(self) -> str:
        """The words on the screen, without the letters of the checkpoints."""

        def look(nodes):
            return next((node.text for node in nodes if node.name == "Transcript" and node.showing and node.text), None)

        text = self.desktop.wait_for(look)
        return " ".join(word for word in text.replace("\u2002", " ").split() if len(word) > 1 or word in "aIi")


@pytest.fixture
def window(desktop, virtual_microphone, tmp_path):
    return Window(desktop, virtual_microphone, tmp_path)


def words_of(rows) -> str:
    """The stored utterances of a take as the screen shows them."""
    text = " ".join(word[0] for (words,) in rows for word in json.loads(words))
    return " ".join(word for word in text.split() if len(word) > 1 or word in "aIi")


def test_three_sections_are_rehearsed_by_keys_reviewed_played_and_found_again(window, tmp_path):
    window.set_up()
    window.open()
    window.begin()
    window.speak(MOVING_ON)
    window.desktop.key("space")
    window.desktop.named("Section 2 of 10")
    window.speak("This goes wrong.")
    window.desktop.key("r", "space")
    window.desktop.named("Section 2 of 10   Take 2")
    window.desktop.named("Recording")
    window.speak(WHY_THIS_ROLE)
    window.desktop.key("p")
    window.desktop.named("Paused at 0:")
    window.desktop.key("p")
    window.desktop.named("Recording")
    window.desktop.key("space")
    window.desktop.named("Section 3 of 10")
    window.speak(ONE_LINER)
    window.desktop.key("Escape")
    window.desktop.named("Finish here? 7 sections are not done.")
    window.desktop.key("Return")
    _check_review(window)
    _check_takes(window)
    _check_playback(window, tmp_path)
    _check_overrule(window)
    _check_light(window)
    window.close()
    _check_found_again(window)


def _check_review(window) -> None:
    """Read back from the screen, and held against the library."""
    for name in ("Moving on", "Why this role", "One-liner"):
        window.desktop.wait_for(lambda nodes, name=name: _judged_tab(nodes, name))
    window.desktop.click(*window.desktop.named("Moving on, ", "radio button").click_point)
    window.desktop.named("A, What I have built where I am, ")
    rows = window.rows("SELECT words FROM utterance WHERE take_id LIKE '%-01-1' ORDER BY position")
    assert window.transcript_shown() == words_of(rows)
    assert "own a system from end to end" in window.transcript_shown()


def _judged_tab(nodes, name):
    tabs = [node for node in nodes if node.role == "radio button" and node.name.startswith(f"{name}, ")]
    return next((tab for tab in tabs if " said" in tab.name and tab.showing), None)


def _check_takes(window) -> None:
    takes = window.rows("SELECT section_id, number, ending, frames, gaps FROM take ORDER BY started_at, id")
    assert [(section, number, ending) for section, number, ending, _, _ in takes] == [
        ("moving-on", 1, "next section"),
        ("why-this-role", 1, "redone"),
        ("why-this-role", 2, "next section"),
        ("one-liner", 1, "finished"),
    ]
    assert all(frames > 0 for *_, frames, _ in takes)
    assert [json.loads(gaps) for *_, gaps in takes] == [[]] * 4
    assert window.rows("SELECT count(*) FROM runthrough WHERE finished_at IS NOT NULL") == [(1,)]


def _check_playback(window, tmp_path) -> None:
    """A click on a word plays from that word: the loudspeaker gives what the take holds there."""
    raw = tmp_path / "heard.raw"
    recording = window.microphone.record(raw)
    window.desktop.wait_for(lambda _nodes: raw.stat().st_size > 0)
    window.desktop.click(*window.desktop.words("Transcript", "looking"))
    window.desktop.named("Pause", "push button")
    window.desktop.wait_for(lambda _nodes: raw.stat().st_size > RATE * 2 * 4)
    window.desktop.key("space")
    window.desktop.named("Play", "push button")
    recording.terminate()
    recording.wait()
    (row,) = window.rows("SELECT words FROM utterance WHERE take_id LIKE '%-01-1' AND words LIKE '%looking%'")
    at = next(start for text, start, _end, _ in json.loads(row[0]) if text.startswith("looking"))
    heard = np.frombuffer(raw.read_bytes(), np.int16).astype(np.float64)
    assert _alike(_take_from(window, at), heard) > 0.8


def _take_from(window, at: float) -> np.ndarray:
    """Half a second of the first take from a moment on, at the loudspeaker's rate."""
    (path,) = (window.data / "takes").glob("*-01-1.wav")
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        file.setpos(round((at + 0.1) * rate))
        samples = np.frombuffer(file.readframes(rate // 2), np.int16).astype(np.float64)
    return np.asarray(soxr.resample(samples, rate, RATE))


def _alike(wanted: np.ndarray, heard: np.ndarray) -> float:
    """The best correlation of a sound with any stretch of a longer one, 0 to 1."""
    size = len(wanted) + len(heard)
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size)), size)[: len(heard)]
    energy = np.concatenate(([0.0], np.cumsum(heard**2)))
    ends = np.minimum(np.arange(len(heard)) + len(wanted), len(heard))
    norms = np.sqrt((energy[ends] - energy[: len(heard)]) * np.sum(wanted**2))
    loud = norms > 0.1 * norms.max()
    return float((product[loud] / norms[loud]).max())


def _check_overrule(window) -> None:
    """By the keyboard: the row of a checkpoint takes 1, 2 and 3."""
    row = window.desktop.named("E, Short way from idea to production, ")
    window.desktop.click(row.x + 60, row.y + 8)
    for _ in range(40):
        if "focused" in window.desktop.named("E, Short way from idea to production, ").states:
            break
        window.desktop.key("Tab")
    window.desktop.key("1")
    window.desktop.named("E, Short way from idea to production, said, by you")
    assert window.rows("SELECT checkpoint_id, verdict FROM overrule") == [
        ("moving-on/short-way-from-idea-to-production", "said")
    ]


def _check_light(window) -> None:
    """After all that, the window's process has loaded no library that recognises speech."""
    loaded = Path(f"/proc/{window.program.pid}/maps").read_text()
    assert "libQt6Widgets" in loaded
    heavy = ("ctranslate2", "onnxruntime", "moonshine", "/av/", "av.libs")
    assert [name for name in heavy if name in loaded] == []


def _check_found_again(window) -> None:
    window.open()
    window.desktop.wait_for(lambda nodes: next((n for n in nodes if ", 1 run-through, last coverage" in n.name), None))
    window.desktop.click(*window.desktop.named("History of ").click_point)
    window.desktop.named("Run-throughs", "table")
    window.desktop.key("Return")
    window.desktop.wait_for(lambda nodes: _judged_tab(nodes, "Why this role"))
    window.desktop.click(*window.desktop.named("Moving on, ", "radio button").click_point)
    window.desktop.named("E, Short way from idea to production, said, by you")
    rows = window.rows("SELECT words FROM utterance WHERE take_id LIKE '%-01-1' ORDER BY position")
    window.desktop.wait_for(lambda _nodes: window.transcript_shown() == words_of(rows) or None)
    window.close()


def test_the_first_start_checks_the_microphone_and_leads_to_a_rehearsal(window):
    with window.speaking(f"{MOVING_ON} " * 20):  # the sample is of the first seconds, whenever they are
        window.open()
        window.desktop.named("Nothing leaves this computer")
        window.desktop.named("Microphone level", "progress bar")
        window.desktop.named("Sounds good")
    window.desktop.key("space")
    window.desktop.named("Pause the sample")
    window.desktop.named("Start with ", "push button")
    window.desktop.key("Return")
    window.begin()
    window.close()
    assert json.loads((window.data / "settings.json").read_text())["set_up"] is True


def test_a_window_closed_in_mid_take_keeps_it_and_offers_it_at_the_next_start(window):
    window.set_up()
    window.open()
    window.begin()
    window.speak(MOVING_ON)
    window.close()
    assert window.rows("SELECT finished_at FROM runthrough") == [(None,)]
    window.open()
    window.desktop.named("A take from ")
    window.desktop.click(*window.desktop.named("Review", "push button").click_point)
    window.desktop.wait_for(lambda nodes: _judged_tab(nodes, "Moving on"), 60)
    assert "from end to end" in window.transcript_shown()
    window.close()
    assert window.rows("SELECT count(*) FROM runthrough WHERE finished_at IS NULL") == [(0,)]


def test_a_killed_program_offers_what_was_said(window):
    window.set_up()
    window.open()
    window.begin()
    window.speak(MOVING_ON)
    window.program.kill()
    window.program.wait()
    window.open()
    window.desktop.named("A take from ")
    window.desktop.click(*window.desktop.named("Discard", "push button").click_point)
    window.desktop.named("Take discarded")
    window.close()
    assert window.rows("SELECT count(*) FROM runthrough") == [(0,)]
    assert list((window.data / "takes").glob("*.wav")) == []


def test_a_second_copy_raises_the_first_window_and_ends(window):
    window.set_up()
    window.open()
    window.desktop.named("Rehearse", "push button")
    second = window.desktop.start(window.command(), window.microphone.environment)
    assert second.wait(30) == 0
    window.close()


def test_a_sound_server_that_dies_in_mid_take_stops_the_clock_and_the_take_is_safe(window):
    window.set_up()
    window.open()
    window.begin()
    window.speak(MOVING_ON)
    window.microphone.kill_server()
    window.desktop.named("The microphone is gone")
    window.desktop.click(*window.desktop.named("Finish", "push button").click_point)
    window.desktop.wait_for(lambda nodes: _judged_tab(nodes, "Moving on"))
    assert window.rows("SELECT ending FROM take") == [("microphone lost",)]
    window.desktop.key("ctrl+r")
    window.desktop.named("No microphone could be opened")
    window.close()
