"""The screen of the tests itself: a small window whose speaker presses, clicks, reads, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_session import DesktopSession, Node

MISSING = DesktopSession.missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"a screen with real keys needs {', '.join(MISSING)}")

WINDOW = """
import sys
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (QApplication, QCheckBox, QListWidget, QMessageBox, QProgressBar, QPushButton, QTextEdit,
                               QVBoxLayout, QWidget)
application = QApplication(sys.argv)
window = QWidget(windowTitle="Takes (three)")
start, bell, text, level = QPushButton("Start"), QCheckBox("Ring a bell"), QTextEdit(), QProgressBar()
sections = QListWidget()
start.setAccessibleDescription("Starts the take")
text.setAccessibleName("Notes")
text.setPlainText("one thing")
level.setAccessibleName("Level")
level.setValue(42)
sections.setAccessibleName("Sections")
sections.addItems(["Opening", "Ending"])
sections.setCurrentRow(1)
box = QVBoxLayout(window)
for widget in (start, bell, text, level, sections):
    box.addWidget(widget)
start.clicked.connect(lambda: start.setText("Started"))
QShortcut(QKeySequence("Ctrl+R"), window, lambda: level.setValue(7))
QShortcut(QKeySequence("Ctrl+D"), window, lambda: QMessageBox.information(window, "Discard", "Discard this take?"))
window.setGeometry(100, 60, 400, 500)
window.show()
application.exec()
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DesktopSession]:
    with DesktopSession(tmp_path / "d", size=(1024, 700)) as session:
        yield session


@pytest.fixture
def window(session: DesktopSession, tmp_path: Path) -> DesktopSession:
    """The session with the small window open."""
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    session.start([sys.executable, str(script)])
    session.window("Takes (three)")
    session.named("Start", "push button")
    return session


def value_of(nodes: list[Node], name: str) -> float | None:
    return next((node.value for node in nodes if node.name == name), None)


def test_a_speaker_s_keys_and_clicks_reach_the_window(window: DesktopSession) -> None:
    window.click(*window.named("Start", "push button").click_point)
    window.named("Started", "push button")
    window.key("ctrl+r")
    window.wait_for(lambda nodes: value_of(nodes, "Level") == 7.0)
    window.click(*window.named("Notes").click_point)
    window.key("ctrl+End", "space", "m", "o", "r", "e")
    window.wait_for(lambda nodes: [node for node in nodes if node.text == "one thing more"])


def test_a_speaker_who_does_not_see_is_told_names_texts_values_and_states(window: DesktopSession) -> None:
    nodes = {node.name: node for node in window.tree() if node.name}
    assert (nodes["Start"].role, nodes["Start"].description) == ("push button", "Starts the take")
    assert nodes["Notes"].text == "one thing"
    assert nodes["Level"].value == 42.0
    assert "selected" in nodes["Ending"].states
    assert "selected" not in nodes["Opening"].states
    assert "checked" not in nodes["Ring a bell"].states
    frame = nodes["Takes (three)"]
    assert (frame.x, frame.y, frame.width, frame.height) == (100, 60, 400, 500)
    assert nodes["Start"].depth == frame.depth + 1


def test_a_speaker_s_focus_and_check_marks_are_told(window: DesktopSession) -> None:
    bell = window.named("Ring a bell")
    window.click(bell.x + 8, bell.click_point[1])
    told = window.wait_for(lambda nodes: [n for n in nodes if n.name == "Ring a bell" and "checked" in n.states])
    assert "focused" in told[0].states


def test_a_dialog_takes_the_speaker_s_keys_and_the_window_gets_them_back(window: DesktopSession) -> None:
    window.key("ctrl+d")
    window.window("Discard")
    window.named("Discard this take?")
    window.key("Return")
    window.wait_for(lambda nodes: all(node.name != "Discard this take?" for node in nodes))
    window.window("Takes (three)")
    window.key("ctrl+r")
    window.wait_for(lambda nodes: value_of(nodes, "Level") == 7.0)


def test_what_no_speaker_can_find_is_answered_with_what_is_there(window: DesktopSession) -> None:
    with pytest.raises(AssertionError, match="push button “Start” Starts the take"):
        window.named("Finish", seconds=0.2)


def test_a_program_that_ends_before_its_take_is_told_at_once(session: DesktopSession) -> None:
    session.start([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(AssertionError, match="the program has ended with 3"):
        session.window("Takes", seconds=600)


def test_a_take_is_on_the_screen_even_if_the_computer_asks_for_no_screen(
    monkeypatch: pytest.MonkeyPatch, session: DesktopSession, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    session.start([sys.executable, str(script)])
    assert session.window("Takes")


def test_a_picture_shows_the_speaker_s_whole_screen(window: DesktopSession, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage  # noqa: PLC0415  without the packages of the screen Qt need not load

    window.screenshot(tmp_path / "screen.png")
    picture = QImage(str(tmp_path / "screen.png"))
    assert (picture.width(), picture.height()) == (1024, 700)
    assert picture.pixelColor(10, 10).name() == "#000000"
    assert picture.pixelColor(105, 65).lightness() > 200


def living(mark: str) -> list[str]:
    """Processes that were started with this in their environment."""
    found: list[str] = []
    for folder in Path("/proc").iterdir():
        # one that ends while it is looked at, or belongs to somebody else, is none of ours
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return [words for words in found if words]


def seen(condition: Callable[[], bool]) -> bool:
    """Whether it holds within some seconds: the system shows what a process is a moment after it began or ended."""
    end = time.monotonic() + 30
    while not condition():
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.05)
    return True


def test_nothing_is_left_of_a_speaker_s_session(tmp_path: Path) -> None:
    mark = f"XDG_RUNTIME_DIR={tmp_path / 'd' / 'runtime'}"
    with DesktopSession(tmp_path / "d") as session:
        leaves_a_child = (
            "import subprocess, time; subprocess.Popen(['sleep', '3600']); print(1, flush=True); time.sleep(99)"
        )
        program = session.start([sys.executable, "-c", leaves_a_child], stdout=subprocess.PIPE)
        assert program.stdout is not None
        assert program.stdout.readline() == b"1\n"
        assert seen(lambda: any(words.startswith("sleep 3600") for words in living(mark)))
        number = session.environment["DISPLAY"].removeprefix(":")
        assert seen(lambda: any(words.startswith("Xvfb") for words in living(mark)))
        assert seen(lambda: any("at-spi-bus-launcher" in words for words in living(mark)))
    assert program.poll() is not None
    assert seen(lambda: living(mark) == [])
    assert not Path(f"/tmp/.X{number}-lock").exists()
