"""What would make a template better, though it can be used: short cues, cues of common words, long sections."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.domain.common_words import specificity
from runthrough.domain.normalise import phrase_tokens
from runthrough.domain.question import Band
from runthrough.domain.template_checkpoint import CuePlace
from runthrough.domain.template_notes import Notes

FEWEST_LETTERS = 4
MOST_CHECKPOINTS = 7
LONGEST_SECTION_SECONDS = 360.0
"""The three of ui.md 4.5: shorter cues, fuller and longer sections get a warning."""
COMMON = 0.5
"""A word up to this specificity proves little: most false verdicts came from cues of such words (coverage notes)."""


def only_common(phrase: str) -> bool:
    """Whether every word of a phrase is a function word or an everyday word."""
    found = phrase_tokens(phrase)
    return all(specificity(token.text) <= COMMON for token in found) if found else True


def advise_on_cues(cues: Sequence[CuePlace], notes: Notes) -> None:
    """Look at the cues of one checkpoint, in the line at hand."""
    for cue in cues:
        if sum(character.isalnum() for character in cue.phrase) < FEWEST_LETTERS:
            what = f"The cue “{cue.phrase}” is very short: much else sounds like it."
            notes.warning(cue.column, what, "Write a longer phrase.", length=len(cue.phrase))
        # a further group ("because", "so that") is heard beside the first one, which tells the subject
        elif cue.group == 0 and " " not in cue.phrase and only_common(cue.phrase):
            what = f"“{cue.phrase}” alone is in many an answer, so it proves little."
            notes.warning(cue.column, what, "Add a word that only this point has.", length=len(cue.phrase))
    if cues and all(only_common(cue.phrase) for cue in cues if cue.group == 0):
        first = cues[0]
        what = "All its cues are of common words, which are in many an answer."
        notes.warning(
            first.column, what, "Add a phrase with a word that only this point has.", length=len(first.phrase)
        )


def advise_on_section(line: int, band: Band | None, checkpoints: int, notes: Notes) -> None:
    """Look at the length of a section whose heading is in `line`."""
    if band is not None and band.longest > LONGEST_SECTION_SECONDS:
        notes.warning_at(line, "The section is longer than 6:00.", "Split it, so that the clock can guide you.")
    if checkpoints > MOST_CHECKPOINTS:
        what = f"The section has {checkpoints} checkpoints: more than {MOST_CHECKPOINTS} are hard to keep in mind."
        notes.warning_at(line, what, "Split the section, or join some.")
