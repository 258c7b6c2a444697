"""Above the list of questions: search, import, new; which tags, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from runthrough.ui.widgets.pieces import Choice, button, label, row

if TYPE_CHECKING:
    from runthrough.ui.ports import QuestionOverview


class SearchField(QLineEdit):
    """Esc empties it, then leaves; Enter and Down leave."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See above."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class QuestionsBar(QWidget):
    """Title, search, Import a guide, New question."""

    searched = Signal()
    left = Signal()
    import_wanted = Signal()
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = SearchField()
        self.field.setPlaceholderText("Search  (Ctrl+F)")
        self.field.setAccessibleName("Search questions")
        self.field.setFixedWidth(208)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._changed)
        self.field.left.connect(self.left)
        guide = button("Import a guide", self.import_wanted.emit, icon_name="file-import-outline")
        new = button("New question", self.new_wanted.emit, icon_name="plus")
        self.setLayout(row(label("Questions", "title"), None, self.field, guide, new, spacing=10))

    def _changed(self, _text: str) -> None:
        self.searched.emit()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.field.text().strip()

    def clear(self) -> None:
        """Look for nothing."""
        self.field.clear()

    def take_focus(self) -> None:
        """Into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


class Order(Enum):
    """How the questions are sorted; the value is what the speaker reads."""

    COVERAGE = "Least covered first"
    TITLE = "By title"
    LATEST = "Latest first"
    LENGTH = "Shortest first"


ALL, ARCHIVED = "All tags", "Archived"


class Filters(QWidget):
    """How many questions there are, of which tag, in which order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "quiet")
        self.tags = _choice("Tag")
        self.order = _choice("Order")
        self.order.addItems([order.value for order in Order])
        self.tags.addItem(ALL)
        for each in (self.tags, self.order):
            each.activated.connect(self._activated)
        self.setLayout(row(self._count, 10, self.tags, 6, self.order, None))

    def _activated(self, _index: int) -> None:
        self.changed.emit()

    def offer(self, overviews: Iterable[QuestionOverview]) -> None:
        """Offer the tags of these, and the archive if anything is in it."""
        known = list(overviews)
        tags = sorted({tag for each in known if not each.archived for tag in each.question.template.tags})
        wanted = [ALL, *tags, *([ARCHIVED] if any(each.archived for each in known) else [])]
        if [self.tags.itemText(at) for at in range(self.tags.count())] != wanted:
            before = self.tags.currentText()
            self.tags.clear()
            self.tags.addItems(wanted)
            self.tags.setCurrentIndex(max(0, self.tags.findText(before)))

    def tell_count(self, count: int) -> None:
        """How many are shown."""
        self._count.setText(f"{count} question{'' if count == 1 else 's'}")

    def choose(self, overviews: Iterable[QuestionOverview], text: str) -> list[QuestionOverview]:
        """Those with the tag and all the words of the search, in the order."""
        tag = self.tags.currentText()
        kept = [each for each in overviews if _fits(each, tag) and matches(each, text)]
        return sort(kept, Order(self.order.currentText()))


def _choice(name: str) -> Choice:
    made = Choice()
    made.setAccessibleName(name)
    made.setProperty("compact", True)
    return made


def _fits(overview: QuestionOverview, tag: str) -> bool:
    if overview.archived or tag == ARCHIVED:
        return overview.archived and tag == ARCHIVED
    return tag in (ALL, *overview.question.template.tags)


def matches(overview: QuestionOverview, text: str) -> bool:
    """Whether every word of the search is somewhere in the question: title, tags, sections, checkpoints."""
    words = text.casefold().split()
    if not words:
        return True
    template = overview.question.template
    parts = [template.title, *template.tags]
    parts += [part for section in template.sections for part in (section.name, section.prompt)]
    parts += [point.label for point in template.checkpoints]
    whole = " ".join(parts).casefold()
    return all(word in whole for word in words)


def sort(overviews: Iterable[QuestionOverview], order: Order = Order.COVERAGE) -> list[QuestionOverview]:
    """By the coverage of the last run-through, those never rehearsed last; or as `order` says. By title where equal."""

    def key(overview: QuestionOverview) -> tuple[bool, float, str]:
        template = overview.question.template
        last = overview.history[0] if overview.history else None
        title = template.title.casefold()
        if order is Order.TITLE:
            return False, 0.0, title
        if order is Order.LENGTH:
            return False, template.time.midpoint, title
        if order is Order.LATEST:
            return last is None, 0.0, title
        return last is None, last.said / last.asked if last and last.asked else 0.0, title

    made = sorted(overviews, key=key)
    if order is Order.LATEST:
        made.sort(key=lambda each: each.history[0].runthrough.started_at if each.history else "", reverse=True)
    return made
