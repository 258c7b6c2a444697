"""The review's filled pauses: shown, played, confirmed or rejected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from runthrough.domain.delivery.moments import Moment
from runthrough.domain.filled_pauses import TEXT, FilledPause
from runthrough.domain.review import SectionReview
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.filled_pause_list import FilledPauseLine, FilledPauseList


class FilledPauses(QObject):
    """Keeps the list of the section that is shown in step with what the speaker says of it."""

    def __init__(self, reviewing: Reviewing, shown: FilledPauseList, play: Callable[[Moment], object]) -> None:
        super().__init__(shown)
        self._reviewing, self._shown, self._play = reviewing, shown, play
        self._section: SectionReview | None = None
        shown.played.connect(self._play_line)
        shown.answered.connect(self._answer)

    def show_section(self, section: SectionReview, offset: float) -> None:
        """Show those of a section; `offset` is where its take begins in the run-through, in seconds."""
        self._section = section
        self._shown.show_lines(
            [FilledPauseLine(offset + each.begin, each.seconds, each.filler) for each in section.filled_pauses]
        )

    def play(self, pause: FilledPause) -> None:
        """Let one be heard."""
        self._play(Moment(TEXT, pause.begin, pause.end))

    def _play_line(self, place: int) -> None:
        if self._section is not None:
            self.play(self._section.filled_pauses[place])

    def _answer(self, place: int, filler: bool | None) -> None:
        if self._section is not None and self._section.take is not None:
            pause = self._section.filled_pauses[place]
            self._reviewing.answer_filled_pause(self._section.take.id, replace(pause, filler=filler))
