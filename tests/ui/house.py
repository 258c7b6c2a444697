"""The whole window without a screen, and how its words and buttons are found."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from runthrough.ui.flow import Flow
from runthrough.ui.main_window import MainWindow
from runthrough.ui.pages.questions import QuestionsPage

WAIT = 20_000
"""Milliseconds that a test waits for what happens on another thread; it goes on as soon as it has happened."""


def visible_words(root: QWidget) -> list[str]:
    QApplication.processEvents()  # what was added a moment ago is shown now
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible() and label.text()]


def button(root: QWidget, name: str) -> QAbstractButton:
    QApplication.processEvents()
    found = [each for each in root.findChildren(QAbstractButton) if each.isVisible()]
    return next(each for each in found if name in (each.text(), each.accessibleName()))


class House:
    """The whole window on a fake desk."""

    def __init__(self, desk, qtbot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.window = MainWindow()
        questions = QuestionsPage()
        self.window.add_page("questions", questions)
        self.window.show_page("questions")
        self.flow = Flow(desk, self.window, questions)
        assert len(list(self.flow.build())) > 3, "in small steps"
        self.window.show()

    def start(self) -> None:
        self.flow.start()
        self.qtbot.waitUntil(lambda: bool(self.desk.named("recognisers")), timeout=WAIT)

    def until_page(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.window.page == name, timeout=WAIT)

    def until_told(self, words: str) -> None:
        self.qtbot.waitUntil(
            lambda: self.window.banner.shown is not None and words in self.window.banner.shown.heading, timeout=WAIT
        )

    def close(self) -> None:
        for run in self.desk.runs:
            run.finish()
            run.join()
        if not self.flow._closing:
            with self.qtbot.waitSignal(self.flow.finished, timeout=WAIT):
                self.window.close()
        self.window.deleteLater()
