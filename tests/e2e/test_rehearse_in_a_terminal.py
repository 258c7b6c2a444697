"""The real program in a real terminal, with a virtual microphone that hears synthetic speech."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="a pseudo-terminal needs a POSIX system")

from terminal import Terminal, why_no_terminal
from virtual_microphone import VirtualMicrophone

MOVING_ON = (
    "I have grown a lot in my current job. Now I am looking for a place where I can own a system from end to end."
)
WHY_THIS_ROLE = "I enjoy the point where mathematics, data and systems meet. I want to work next to the researchers."

missing = [*([] if shutil.which("espeak-ng") else ["espeak-ng"]), *why_no_terminal()]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"a rehearsal in a terminal needs {', '.join(missing)}")


@pytest.fixture
def microphone(virtual_microphone) -> VirtualMicrophone:
    return virtual_microphone


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


def spoken(folder: Path, text: str) -> Path:
    path = folder / f"{abs(hash(text))}.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(path), text], check=True)
    return path


def start(microphone, data: Path, *arguments: str) -> Terminal:
    command = [sys.executable, "-m", "runthrough", "--data-dir", str(data), *arguments]
    return Terminal(command, {**os.environ, **microphone.environment})


def speak(microphone, tmp_path: Path, text: str) -> None:
    assert microphone.play(spoken(tmp_path, text)).wait(60) == 0


def test_two_sections_are_rehearsed_by_keys_and_found_in_the_library(microphone, data, tmp_path):
    terminal = start(microphone, data, "rehearse", "--question", "why-move-on")
    try:
        terminal.until("Section 1 of 10")
        speak(microphone, tmp_path, MOVING_ON)
        terminal.press(" ")
        terminal.until("Section 2 of 10")
        speak(microphone, tmp_path, WHY_THIS_ROLE)
        terminal.press("q")
        assert terminal.wait() == 0
        review = terminal.text
    finally:
        terminal.close()
    assert "Moving on" in review
    assert "Why this role" in review
    _check_library(data)
    _check_review(data)


def _check_library(data: Path) -> None:
    library = sqlite3.connect(data / "library.db")
    try:
        takes = library.execute("select id, section_id, frames, sample_rate, ending from take order by id").fetchall()
        assert [(section, ending) for _, section, _, _, ending in takes] == [
            ("moving-on", "next section"),
            ("why-this-role", "finished"),
        ]
        assert all(frames / rate > 3 for _, _, frames, rate, _ in takes)
        heard = " ".join(text for (text,) in library.execute("select text from utterance order by take_id, position"))
        known = {"current", "job", "looking", "own", "system", "mathematics", "data", "systems", "work", "researchers"}
        words = {word.strip(".,!?").lower() for word in heard.split()}
        assert len(known & words) >= 6, heard
        verdicts = dict(library.execute("select checkpoint_id, verdict from verdict").fetchall())
        assert any(verdict == "said" for verdict in verdicts.values()), verdicts
        assert any(verdict == "missed" for verdict in verdicts.values()), verdicts
        (finished,) = library.execute("select finished_at from runthrough").fetchone()
        assert finished
    finally:
        library.close()


def _check_review(data: Path) -> None:
    """The command line reads the same run-through back."""
    command = [sys.executable, "-m", "runthrough", "--data-dir", str(data), "--json", "review", "last"]
    review = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert [section["id"] for section in review["sections"]] == ["moving-on", "why-this-role"]
    said = [point for section in review["sections"] for point in section["checkpoints"] if point["verdict"] == "said"]
    assert all(point["evidence"]["quote"] for point in said)


def test_redo_and_pause_by_keys(microphone, data, tmp_path):
    terminal = start(microphone, data, "rehearse", "--section", "one-liner")
    try:
        terminal.until("Section 1 of 1")
        terminal.press("r")
        terminal.until("take 2")
        terminal.press("p")
        terminal.until("Paused at")
        terminal.press("p")
        terminal.until(lambda text: "Paused at" not in text and "Recording" in text)
        speak(microphone, tmp_path, "It is a service that computes prices for the trading desk.")
        terminal.press("\x1b")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    library = sqlite3.connect(data / "library.db")
    endings = [row[0] for row in library.execute("select ending from take order by number")]
    library.close()
    assert endings == ["redone", "finished"]


def test_a_sound_server_that_dies_ends_with_a_sentence_and_a_safe_take(microphone, data):
    terminal = start(microphone, data, "rehearse")
    try:
        terminal.until("Section 1 of 10")
        terminal.until("0:01")
        microphone.kill_server()
        assert terminal.wait() == 1
        shown = " ".join(terminal.text.split())
        assert "went away at" in shown
        assert "Everything until then is safe" in shown
    finally:
        terminal.close()
    (take,) = data.glob("takes/*.wav")
    assert take.stat().st_size > 44


def test_a_microphone_that_is_unplugged_without_a_word_is_noticed_by_its_silence(microphone, data, tmp_path):
    terminal = start(microphone, data, "rehearse")
    try:
        terminal.until("Section 1 of 10")
        speak(microphone, tmp_path, "I am here.")
        microphone.unplug()
        terminal.until("No sound. Still recording.")
        terminal.press("q")
        assert terminal.wait() == 0
    finally:
        terminal.close()


def test_a_killed_rehearsal_is_offered_at_the_next_start(microphone, data, tmp_path):
    terminal = start(microphone, data, "rehearse")
    try:
        terminal.until("Section 1 of 10")
        speak(microphone, tmp_path, MOVING_ON)
        terminal.program.kill()
        terminal.program.wait()
    finally:
        terminal.close()
    again = start(microphone, data, "rehearse")
    try:
        again.until("unfinished")
        again.press("y")
        assert again.wait() == 0
        assert "Moving on" in again.text
    finally:
        again.close()
    library = sqlite3.connect(data / "library.db")
    ((ending, finished),) = library.execute(
        "select ending, finished_at from take join runthrough on runthrough.id = runthrough_id"
    )
    heard = library.execute("select count(*) from utterance").fetchone()[0]
    library.close()
    assert (ending, bool(finished)) == ("recovered", True)
    assert heard > 0
