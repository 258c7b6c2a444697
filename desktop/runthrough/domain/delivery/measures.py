"""All measures of how a section was said: the same words, voice and length give the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runthrough.domain.delivery.fillers import Fillers, fillers
from runthrough.domain.delivery.moments import FEWEST_WORDS, Spoken
from runthrough.domain.delivery.pace import Articulation, Pace, articulation, pace
from runthrough.domain.delivery.pauses import FirstWord, Pauses, first_word, pauses
from runthrough.domain.delivery.repeats import Repeats, repeats
from runthrough.domain.delivery.wording import (
    CheckpointTimes,
    Grounds,
    Hedges,
    NumbersSaid,
    Pronouns,
    Sentences,
    checkpoint_times,
    hedges,
    numbers_said,
    pronouns,
    sentences,
)
from runthrough.domain.norms import DEFAULT_AIMS, Aims
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.verdicts import Verdict

DELIVERY_RULES = "delivery-2"
"""Names the rules by which these numbers were made; changed with every change of a rule, a list or a threshold."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything measured about how a section was said.

    `pauses` is None where nobody listened for a voice: "not measured". `seconds` is None for a text without sound;
    what needs time is None then.
    """

    words: int
    seconds: float | None
    pace: Pace
    articulation: Articulation
    pauses: Pauses | None
    first_word: FirstWord
    fillers: Fillers
    hedges: Hedges
    repeats: Repeats
    pronouns: Pronouns
    sentences: Sentences
    numbers: NumbersSaid
    checkpoint_times: CheckpointTimes
    rules: str = DELIVERY_RULES

    @property
    def too_short(self) -> bool:
        """Whether there are too few words for a rate (ui.md 4.3)."""
        return self.words < FEWEST_WORDS


def measure(spoken: Spoken, grounds: Iterable[Grounds] = (), aims: Aims = DEFAULT_AIMS) -> Delivery:
    """Measure a take or text. `grounds`: the evidence of its checkpoints, in their order."""
    return Delivery(
        words=spoken.counted,
        seconds=spoken.seconds,
        pace=pace(spoken, aims),
        articulation=articulation(spoken),
        pauses=pauses(spoken),
        first_word=first_word(spoken),
        fillers=fillers(spoken, aims),
        hedges=hedges(spoken),
        repeats=repeats(spoken),
        pronouns=pronouns(spoken),
        sentences=sentences(spoken),
        numbers=numbers_said(spoken),
        checkpoint_times=checkpoint_times(spoken, grounds),
    )


def delivery_of(section: SectionReview, aims: Aims = DEFAULT_AIMS) -> Delivery | None:
    """Measure a section of a review; None while it has no transcript."""
    if section.transcript is None:
        return None
    take = section.take
    breaks = () if take is None else (*take.pauses, *(gap.at for gap in take.gaps))
    spoken = Spoken(section.transcript.words, section.seconds, section.voice, breaks, section.filled_pauses)
    return measure(spoken, _grounds(section), aims)


def deliveries_of(review: Review, aims: Aims = DEFAULT_AIMS) -> dict[str, Delivery]:
    """How each section of a review was said, by its id; none of one without a transcript."""
    measured = ((section.section.id, delivery_of(section, aims)) for section in review.sections)
    return {section_id: delivery for section_id, delivery in measured if delivery is not None}


def _grounds(section: SectionReview) -> list[Grounds]:
    labels = {point.id: point.label for point in section.section.checkpoints}
    return [
        Grounds(verdict.checkpoint_id, labels[verdict.checkpoint_id], verdict.evidence.first, verdict.evidence.last)
        for verdict in (each.verdict for each in section.standing)
        if verdict.evidence is not None and verdict.verdict is not Verdict.MISSED and verdict.checkpoint_id in labels
    ]
