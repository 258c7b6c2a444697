"""The review's verdicts: shown, overruled, their evidence moved, their words offered as cues (ui.md 4.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from runthrough.domain.agreement import DEFINITION
from runthrough.domain.review import SectionReview
from runthrough.domain.verdicts import Evidence, Verdict
from runthrough.ui.pages.review_parts import TranscriptPane
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.review_words import begins, checkpoint_lines
from runthrough.ui.reviewing import Reviewing
from runthrough.ui.widgets.banner import Action
from runthrough.ui.widgets.checkpoint_list import CheckpointList
from runthrough.ui.widgets.explained import Explained


class Verdicts(QObject):
    """Keeps checkpoints and transcript of the section that is shown in step with what the speaker says of them."""

    def __init__(self, reviewing: Reviewing, checkpoints: CheckpointList, transcript: TranscriptPane) -> None:
        super().__init__(checkpoints)
        self._reviewing, self._checkpoints, self._transcript = reviewing, checkpoints, transcript
        self._sheet: ReviewSheet | None = None
        self._section: SectionReview | None = None
        self._added: dict[str, str] = {}
        checkpoints.overruled.connect(self._overrule)
        checkpoints.words_used.connect(self._use_words)
        checkpoints.cue_added.connect(self._add_cue)
        transcript.view.selected.connect(self._select)
        transcript.evidence.assigned.connect(self._use_words)

    def read(self, sheet: ReviewSheet) -> None:
        """Take a sheet; its sections are shown one at a time."""
        if self._sheet is None or self._sheet.runthrough.id != sheet.runthrough.id:
            self._added = {}
        self._sheet = sheet

    def show_section(self, sheet: ReviewSheet, section: SectionReview) -> None:
        """Show the checkpoints of a section of the sheet."""
        self._section = section
        lines = checkpoint_lines(section, begins(sheet.review), sheet.offers)
        noted = [replace(line, note=self._note(line.checkpoint_id)) for line in lines]
        self._checkpoints.show_lines(noted, selected=self._transcript.view.selection is not None)
        self._transcript.evidence.show_checkpoints([(each.checkpoint_id, each.letter, each.label) for each in lines])

    def agreement(self, show: Callable[[], object]) -> list[Action]:
        """How often the machine agrees, for the menu of the heading; `show` tells what that is."""
        found = self._sheet.agreement if self._sheet else None
        return [] if found is None else [Action(f"{found.words.capitalize()} verdicts …", show)]

    def explain(self) -> None:
        """Tell what the agreement is counted from."""
        if self._sheet is not None and self._sheet.agreement is not None:
            title = f"{self._sheet.agreement.words.capitalize()} verdicts"
            Explained(title, DEFINITION, self._checkpoints.window()).show()

    def _note(self, checkpoint_id: str) -> str:
        """What came of an offer, as long as this run-through is shown."""
        phrase = self._added.get(checkpoint_id)
        waits = self._sheet is not None and checkpoint_id in self._sheet.offers
        if phrase is None or waits:
            return ""
        return f"“{phrase}” is a cue now; Versions, in the editor, brings the one before back."

    def _overrule(self, checkpoint_id: str, verdict: object) -> None:
        own = verdict if isinstance(verdict, Verdict) else None
        self._keep(checkpoint_id, own, None)

    def _use_words(self, checkpoint_id: str) -> None:
        """The selected words are its evidence; what was missed until now is said by them."""
        words, section = self._transcript.view.selection, self._section
        if words is None or section is None:
            return
        stands = {each.verdict.checkpoint_id: each.verdict.verdict for each in section.standing}
        now = stands.get(checkpoint_id, Verdict.MISSED)
        self._keep(checkpoint_id, Verdict.SAID if now is Verdict.MISSED else now, words)
        self._transcript.view.clear_selection()

    def _keep(self, checkpoint_id: str, verdict: Verdict | None, words: Evidence | None) -> None:
        section = self._section
        if section is not None and section.take is not None:
            own = None if verdict is None else section.own_verdict(checkpoint_id, verdict, words)
            self._reviewing.overrule(section.take.id, checkpoint_id, own)

    def _add_cue(self, checkpoint_id: str) -> None:
        offer = self._sheet.offers.get(checkpoint_id) if self._sheet else None
        if self._sheet is not None and offer is not None:
            self._added[checkpoint_id] = offer.phrase
            self._reviewing.add_cue(self._sheet.question.id, offer)

    def _select(self, words: object) -> None:
        section = self._section
        chosen = words if isinstance(words, Evidence) else None
        self._transcript.evidence.show_words(section.quote(chosen) if section is not None else "")
        self._checkpoints.offer_words(selected=chosen is not None)
