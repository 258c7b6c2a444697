"""What a take is judged against, while it is heard and when its words change afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from runthrough.domain.coverage import Coverage
from runthrough.domain.languages import is_english
from runthrough.domain.meaning import Meaning
from runthrough.domain.question import Section, Template
from runthrough.domain.speech import Transcript, Utterance
from runthrough.domain.verdicts import CheckpointVerdict
from runthrough.rehearsal.ports import Meter


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on a take's own section, what it covered of others, nearly certainly, and by which rules."""

    verdicts: tuple[CheckpointVerdict, ...]
    elsewhere: tuple[CheckpointVerdict, ...]
    rules: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A take's utterances before and after its words changed, and what is judged of them then.

    `meter` and `judged` are None for a take that was not judged before either.
    """

    before: tuple[Utterance, ...]
    after: tuple[Utterance, ...]
    meter: Meter | None = None
    judged: Judged | None = None


def coverage_for(template: Template, section: Section, meaning: Meaning | None) -> Coverage:
    """The coverage of one take: the section's checkpoints first, then the others'.

    Those of other sections compete for what is said, and may be said here. The weights of `meaning` know English alone;
    other languages are judged by cue phrases.
    """
    own = {point.id for point in section.checkpoints}
    others = (point for point in template.checkpoints if point.id not in own)
    return Coverage((*section.checkpoints, *others), meaning if is_english(template.language) else None)


def judged(coverage: Coverage, section: Section) -> Judged:
    """What a coverage made by `coverage_for` says now."""
    found, own = coverage.verdicts(), len(section.checkpoints)
    certain = tuple(each for each in found[own:] if coverage.is_certain(each))
    return Judged(found[:own], certain, coverage.rules)


def judged_again(template: Template, section: Section, transcript: Transcript, meaning: Meaning | None) -> Judged:
    """The verdicts on a whole transcript, as hearing the take would give them."""
    coverage = coverage_for(template, section, meaning)
    for utterance in transcript.utterances:
        coverage.hear(utterance)
    return judged(coverage, section)
