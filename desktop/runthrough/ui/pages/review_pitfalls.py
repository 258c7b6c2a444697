"""The review's possible pitfalls: shown, played, dismissed, brought back (ui.md 4.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from runthrough.domain.delivery.moments import Moment
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.of_review import PossiblePitfall
from runthrough.domain.pitfalls.rules import RULES_BY_ID
from runthrough.domain.review import SectionReview
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.pitfall_list import PitfallLine, PitfallList


class Pitfalls(QObject):
    """Keeps the list of the section that is shown in step with what the speaker says of it."""

    def __init__(self, reviewing: Reviewing, shown: PitfallList, play: Callable[[Moment], object]) -> None:
        super().__init__(shown)
        self._reviewing, self._shown, self._play = reviewing, shown, play
        self._question_id = ""
        self._section: SectionReview | None = None
        self._found: tuple[PossiblePitfall, ...] = ()
        shown.played.connect(self._play_words)
        shown.dismissed.connect(self._dismiss)
        shown.brought_back.connect(self._bring_back)

    def show_section(self, sheet: ReviewSheet, section: SectionReview, offset: float) -> tuple[tuple[int, int], ...]:
        """Show those of a section; returns the words to mark, both ends included."""
        found = sheet.pitfalls.get(section.section.id)
        self._question_id, self._section, self._found = sheet.question.id, section, found or ()
        self._shown.show_lines(None if found is None else [_line(each, offset) for each in found])
        evidence = (each.finding.evidence for each in self._found if each.dismissed is None)
        return tuple((each.first, each.last) for each in evidence)

    def _play_words(self, place: int) -> None:
        words = self._section.transcript.words if self._section and self._section.transcript else ()
        found = self._found[place]
        first, last = found.finding.evidence.first, found.finding.evidence.last
        self._play(Moment(found.quote, words[first].start, words[last].end, first, last))

    def _dismiss(self, place: int, for_ever: bool) -> None:
        found, take = self._found[place], self._section.take if self._section else None
        here = Dismissal(found.finding.kind, take.id if take else None, found.at)
        self._reviewing.dismiss(self._question_id, Dismissal(found.finding.kind) if for_ever else here)

    def _bring_back(self, place: int) -> None:
        dismissed = self._found[place].dismissed
        if dismissed is not None:
            self._reviewing.bring_back(self._question_id, dismissed)


def _line(each: PossiblePitfall, offset: float) -> PitfallLine:
    rule, dismissed = RULES_BY_ID[each.finding.rule], each.dismissed
    at = None if each.at is None else offset + each.at
    how = "" if dismissed is None else "for this question" if dismissed.for_ever else "this time"
    explained = f"{rule.explanation} Source: {rule.source}"
    return PitfallLine(each.finding.label, at, each.quote, each.finding.suggestion, explained, how)
