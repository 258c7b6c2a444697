"""The review's terms that were put right: shown, played, and changed back, in the list or with Delete on the word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from runthrough.domain.corrections import Correction
from runthrough.domain.delivery.moments import Moment
from runthrough.domain.review import SectionReview
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.correction_list import CorrectionLine, CorrectionList
from runthrough.ui.widgets.transcript_view import TranscriptView


class Terms(QObject):
    """Keeps the list of the section that is shown in step with what the speaker says of it."""

    def __init__(
        self, reviewing: Reviewing, shown: CorrectionList, view: TranscriptView, play: Callable[[Moment], object]
    ) -> None:
        super().__init__(shown)
        self._reviewing, self._shown, self._view, self._play = reviewing, shown, view, play
        self._section: SectionReview | None = None
        self._chosen: float | None = None
        shown.played.connect(self._play_line)
        shown.changed.connect(self._change_line)
        view.correction_pressed.connect(self._change_chosen)

    def show_section(self, section: SectionReview, offset: float) -> None:
        """Show those of a section; `offset` is where its take begins in the run-through, in seconds."""
        self._section = section
        self._shown.show_lines([CorrectionLine(offset + each.begin, each) for each in section.corrections])
        if self._chosen is not None:  # the words were written anew under whoever changed one
            self._view.choose_at(self._chosen)
        self._chosen = None

    def _play_line(self, place: int) -> None:
        if self._section is not None:
            each = self._section.corrections[place]
            self._play(Moment(each.term, each.begin, each.end, each.first, each.last))

    def _change_line(self, place: int) -> None:
        if self._section is not None:
            self._change(self._section.corrections[place])

    def _change_chosen(self, correction: Correction) -> None:
        self._chosen = correction.begin
        self._change(correction)

    def _change(self, correction: Correction) -> None:
        if self._section is not None and self._section.take is not None:
            self._reviewing.keep_as_heard(self._section.take, correction)
