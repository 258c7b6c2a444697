"""The possible pitfalls of a whole run-through, and which of them the speaker does not want to hear of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.findings import find_pitfalls
from runthrough.domain.pitfalls.values import Finding
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Word


@dataclass(frozen=True, slots=True)
class PossiblePitfall:
    """A finding with its words; `at` in seconds of the take, None for a text without sound.

    `dismissed`: the speaker's word against it, if there is one.
    """

    finding: Finding
    at: float | None
    quote: str
    dismissed: Dismissal | None = None


Pitfalls = Mapping[str, tuple[PossiblePitfall, ...]]
"""By section id, in the order of the words; a section without a transcript is absent."""


def pitfalls_of(
    review: Review,
    earlier: Mapping[str, Sequence[Sequence[Word]]],
    dismissals: Sequence[Dismissal] = (),
    off: Collection[str] = (),
) -> dict[str, tuple[PossiblePitfall, ...]]:
    """What was found in a run-through.

    `earlier`: by section id, the words of earlier takes. `off`: ids of rules that the speaker switched off.
    """
    found: dict[str, tuple[PossiblePitfall, ...]] = {}
    for section in review.sections:
        words = section.transcript.words if section.transcript else ()
        if words:
            before = earlier.get(section.section.id, ())
            findings = find_pitfalls(words, section.section, earlier=before, off=off)
            found[section.section.id] = tuple(_possible(section, finding, dismissals) for finding in findings)
    return found


def _possible(section: SectionReview, finding: Finding, dismissals: Sequence[Dismissal]) -> PossiblePitfall:
    words = section.transcript.words if section.transcript else ()
    begin, take_id = words[finding.evidence.first].start, section.take.id if section.take else None
    dismissed = next((each for each in dismissals if each.silences(finding.kind, take_id, begin)), None)
    at = None if section.seconds is None else begin
    return PossiblePitfall(finding, at, section.quote(finding.evidence), dismissed)
