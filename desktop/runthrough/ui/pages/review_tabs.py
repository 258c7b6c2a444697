"""The sections of a run-through as tabs above the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QWidget

from runthrough.domain.review import SectionReview
from runthrough.ui.review_words import tab_content
from runthrough.ui.theme import theme
from runthrough.ui.widgets.pieces import clear
from runthrough.ui.widgets.section_tab import HEIGHT, SectionTab


class SectionTabs(QScrollArea):
    """Calls `opened` with the place of a section, `played` for the one that is open."""

    def __init__(self, opened: Callable[[int], object], played: Callable[[], object]) -> None:
        super().__init__()
        self._played = played
        self.shown: list[SectionTab] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(opened)
        strip = QWidget()
        strip.setLayout(self._row)
        self.setWidgetResizable(True)
        self.setFixedHeight(theme().px(HEIGHT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(strip)

    def show_sections(self, sections: Sequence[SectionReview], chosen: int) -> None:
        """Show these; tabs that are there already are kept, with their focus."""
        contents = [tab_content(section) for section in sections]
        if len(contents) != len(self.shown):
            clear(self._row)
            self.shown = []
            for index, content in enumerate(contents):
                tab = SectionTab(content)
                self._group.addButton(tab, index)
                tab.play_pressed.connect(self._played)
                self._row.addWidget(tab)
                self.shown.append(tab)
            self._row.addStretch(0)
        for index, (tab, content) in enumerate(zip(self.shown, contents, strict=True)):
            tab.show_content(content)
            tab.setChecked(index == chosen)

    def choose(self, index: int) -> None:
        """Mark the tab of a section as open, and bring it into view."""
        for number, tab in enumerate(self.shown):
            tab.setChecked(number == index)
        self.ensureWidgetVisible(self.shown[index])
