"""Writing questions in the real window: typed, mended, saved, kept through a crash, imported, rehearsed short."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

GUIDE = """# A conflict at work
## Situation (30-40 seconds)
- Where you worked and what was at stake
- Who was involved in it
## Result (20-30 seconds)
- What changed afterwards, with a number
- What you learned from it
## Pitfalls to avoid
- Blaming your colleague"""


class Author:
    """Somebody who writes in the window."""

    def __init__(self, desktop, folder: Path) -> None:
        self.desktop, self._folder = desktop, folder
        self.data = folder / "data"
        self.data.mkdir()
        (self.data / "settings.json").write_text('{"set_up": true}')
        self.open()

    def open(self) -> None:
        command = [sys.executable, "-m", "runthrough", "--data-dir", str(self.data)]
        with (self._folder / "stderr.txt").open("ab") as errors:
            self.program = self.desktop.start(command, stderr=errors)
        self.desktop.window("Runthrough")
        self.desktop.named("Rehearse", "push button")

    def end(self, number: signal.Signals) -> None:
        self.program.send_signal(number)
        self.program.wait(30)
        assert "Traceback" not in (self._folder / "stderr.txt").read_text()

    def text(self) -> str:
        """The text on the screen, as a reader finds it."""
        return self.desktop.wait_for(
            lambda nodes: next((node.text for node in nodes if node.name == "Template" and node.showing), None)
        )

    def saved(self, question_id: str) -> str:
        return (self.data / "questions" / f"{question_id}.txt").read_text(encoding="utf-8")

    def until_saved(self, question_id: str) -> None:
        self.desktop.wait_for(lambda _: (self.data / "questions" / f"{question_id}.txt").exists() or None)


@pytest.fixture
def author(desktop, tmp_path):
    return Author(desktop, tmp_path)


def test_a_question_is_written_mended_saved_and_survives_a_crash(author):
    desktop = author.desktop
    desktop.key("ctrl+n")
    desktop.named("Template")
    desktop.key("ctrl+a")
    desktop.type("# Ready for night shifts\n## Nights [0:40-0:30]\n- [ ] Sleep | sleep well by day, dark curtains")
    desktop.named("Line 2: The band runs backwards: 0:40 comes after 0:30.")
    desktop.named("1 problem")
    desktop.named("Nights, not counted")
    desktop.key("F8", "alt+Return")
    desktop.named("No problems")
    desktop.named("Nights, 0:30–0:40")
    desktop.key("ctrl+s")
    desktop.named("Saved. In use.")
    assert author.saved("ready-for-night-shifts").splitlines()[1] == "## Nights [0:30-0:40]"
    desktop.key("ctrl+End", "Return")
    desktop.type("~ I sleep well by day because I have dark curtains at home.")
    author.desktop.wait_for(lambda _: any((author.data / "drafts").glob("*.txt")) or None)
    desktop.wait_for(
        lambda _: (
            "dark curtains at home." in "".join(p.read_text() for p in (author.data / "drafts").glob("*.txt")) or None
        )
    )
    author.end(signal.SIGKILL)
    author.open()
    desktop.key("ctrl+f")
    desktop.type("night")
    desktop.named("More, Ready for night shifts")
    desktop.key("Return", "F2")
    assert author.text().endswith("dark curtains at home.")
    desktop.named("Edited, not saved.")
    author.end(signal.SIGTERM)


def test_a_sentence_is_tried_and_the_checkpoint_says_why_it_hears_it(author):
    desktop = author.desktop
    desktop.key("ctrl+f")
    desktop.type("latest project")
    desktop.named("More, Why move on")
    desktop.key("Return", "F2")
    desktop.named("Template")
    desktop.named("No problems")
    desktop.key("ctrl+Tab")
    desktop.type("I am looking for a place where I can own a system end to end\n")
    desktop.named("Said, Moving on: ")
    author.end(signal.SIGTERM)


def test_a_pasted_guide_becomes_a_question_with_its_guesses_marked(author):
    desktop = author.desktop
    desktop.click(*desktop.named("Import a guide", "push button").click_point)
    desktop.named("Text of the guide")
    desktop.type(GUIDE)
    desktop.click(*desktop.named("Make a draft", "push button").click_point)
    desktop.named("Situation, 0:30–0:40")
    desktop.named("Result, 0:20–0:30")
    assert "Blaming your colleague" in author.text()
    desktop.key("ctrl+s")
    author.until_saved("a-conflict-at-work")
    desktop.key("Escape")
    desktop.key("ctrl+f")
    desktop.type("conflict at work")
    desktop.named("A conflict at work, 0:50–1:10")
    author.end(signal.SIGTERM)
