"""Reviews of stored run-throughs, put together from the library."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.domain.corrections import corrections_of
from runthrough.domain.filled_pauses import with_answers
from runthrough.domain.follow_ups import FollowUp, follow_ups
from runthrough.domain.question import Section
from runthrough.domain.question_terms import question_terms
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.review import Review, SectionReview, latest_takes, with_elsewhere
from runthrough.domain.template_text import parse
from runthrough.storage.library import Library

LOOKED_AT = 6
"""Run-throughs that follow-up questions are drawn from at most: sections that the newest left out may be in them."""


def follow_ups_after(library: Library, runthroughs: Sequence[RunThrough]) -> tuple[FollowUp, ...]:
    """What to ask after these finished run-throughs of one question, newest first; only those of one length count."""
    alike = [each for each in runthroughs if each.length is runthroughs[0].length]
    return follow_ups([read_review(library, each) for each in alike[:LOOKED_AT]])


def read_review(library: Library, runthrough: RunThrough) -> Review:
    """Everything stored about a run-through, measured against the template it was spoken to."""
    template = parse(runthrough.template_text, f"run-through {runthrough.id}")
    chosen = latest_takes(runthrough.takes)
    spoken = [section for section in template.sections if section.id in chosen]
    terms = question_terms(template)
    sections = [_section_review(library, section, *chosen[section.id], terms) for section in spoken]
    covered = {section.id: library.elsewhere(chosen[section.id][0].id) for section in spoken}
    whole = with_elsewhere(sections, covered)
    return Review(
        runthrough.question_id, template.title, whole, runthrough.id, runthrough.started_at, runthrough.follow_ups
    )


def _section_review(
    library: Library, section: Section, take: Take, extra_takes: int, terms: tuple[str, ...]
) -> SectionReview:
    meter = library.meter(take.id)
    transcript = library.transcript(take.id)
    return SectionReview(
        section=section,
        seconds=take.seconds,
        take=take,
        extra_takes=extra_takes,
        transcript=transcript if meter or transcript.utterances else None,
        voice=library.voice(take.id),
        filled_pauses=with_answers(
            library.filled_pauses(take.id) or (), library.filled_pause_answers(take.id), transcript.words
        ),
        corrections=corrections_of(transcript, terms, library.kept_words(take.id)),
        verdicts=library.verdicts(take.id),
        meter=meter,
        unrecognised=library.unrecognised(take.id),
        overrules=library.overrules(take.id),
    )
