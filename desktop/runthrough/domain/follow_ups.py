"""Follow-up questions of the next run-through, drawn from what was weak or missed in this one.

The rule, which gives the same questions for the same review, at most three:

1. checkpoints that were *partly* said, because a listener asks where something was begun and left half;
2. then *musts* that were missed; 3. then other checkpoints that were missed, but for those that only *could* be said.

Within a step a *must* comes before the others, and else the order of the answer decides. A verdict is the one that
stands, so the speaker's own counts. What was said in another section was said. A checkpoint gives one question: the
first of its written follow-ups that was not asked in this run-through, else one made from its label in a fixed form; a
question that was asked in this run-through is never chosen again at once. Checkpoints of the follow-up section itself
give written ones alone, as "what would you say to your answer to the hardest question" asks nothing.

The rule and its number are our own choice (norms.md, grade O); three short answers fill the minute that the section
usually has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from runthrough.domain.normalise import holds_quantity, tokens
from runthrough.domain.question import Checkpoint, Rank, Section, Template
from runthrough.domain.review import Review, SectionReview, StandingVerdict
from runthrough.domain.template_text import slug
from runthrough.domain.verdicts import Verdict

MOST_FOLLOW_UPS = 3
SECTION_IDS = frozenset({"follow-up", "follow-ups", "followup", "followups", "follow-up-questions", "questions"})
"""Slugs of the names by which a template's last section is known as its follow-up section."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question to ask next time, and the checkpoint that it was drawn from."""

    text: str
    section_id: str
    checkpoint_id: str


def follow_up_section(sections: Sequence[Section]) -> Section | None:
    """The section that asks them: the last one, if it is called so."""
    last = sections[-1] if sections else None
    return last if last is not None and slug(last.name) in SECTION_IDS else None


def asking(template: Template, sections: Sequence[Section], questions: Sequence[str]) -> tuple[Section, ...]:
    """The sections to rehearse, where the template's follow-up section asks `questions` instead of its own prompt.

    Without any it keeps its prompt. The template and so its version stay what they are: only what is shown changes.
    """
    asked = follow_up_section(template.sections)
    if asked is None or not questions:
        return tuple(sections)
    prompt = prompt_of(questions)
    return tuple(replace(each, prompt=prompt) if each.id == asked.id else each for each in sections)


def prompt_of(questions: Sequence[str]) -> str:
    """The questions as one prompt, a line each, numbered if there are several."""
    if len(questions) == 1:
        return questions[0]
    return "\n".join(f"{number}. {question}" for number, question in enumerate(questions, 1))


def follow_ups(reviews: Sequence[Review]) -> tuple[FollowUp, ...]:
    """What to ask after these run-throughs of one question, the newest first.

    Only a section that the newest one left out is looked up in the older ones, so that redoing one section alone does
    not make the rest forgotten. Sections without verdicts give nothing.
    """
    asked = _asked_last(reviews)
    chosen: list[FollowUp] = []
    for _, section, point, standing in sorted(_weak(reviews), key=itemgetter(0)):  # stable, so in the answer's order
        text = _question(section, point, standing, asked)
        if text is not None and len(chosen) < MOST_FOLLOW_UPS:
            chosen.append(FollowUp(text, section.section.id, point.id))
            asked = asked | {_same(text)}
    return tuple(chosen)


def asked_in(review: Review) -> tuple[str, ...]:
    """The questions that a run-through really asked: none, if it ended before its follow-up section."""
    spoken = any(slug(each.section.name) in SECTION_IDS for each in review.sections)
    return review.follow_ups if spoken else ()


def _asked_last(reviews: Iterable[Review]) -> frozenset[str]:
    """What the last run-through with a follow-up section asked, in a form that can be compared."""
    asked = next((found for found in map(asked_in, reviews) if found), ())
    return frozenset(map(_same, asked))


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _latest(reviews: Sequence[Review]) -> list[SectionReview]:
    """Each section as it was last judged, in the order of the newest review, then of older ones."""
    found: dict[str, SectionReview] = {}
    for review in reviews:
        for section in review.sections:
            if section.meter is not None:
                found.setdefault(section.section.id, section)
    return list(found.values())


def _weak(reviews: Sequence[Review]) -> Iterator[tuple[int, SectionReview, Checkpoint, StandingVerdict]]:
    """What gives a question, with its place in the rule."""
    for section in _latest(reviews):
        points = {point.id: point for point in section.section.checkpoints}
        for standing in section.standing:
            point = points[standing.verdict.checkpoint_id]
            step = _step(point.rank, _overall(section, standing))
            if step is not None:
                yield step, section, point, standing


def _overall(section: SectionReview, standing: StandingVerdict) -> Verdict:
    """The verdict over the whole answer: the higher one of here and elsewhere, unless the speaker's own stands here."""
    place = section.elsewhere.get(standing.verdict.checkpoint_id)
    here = standing.verdict.verdict
    if standing.by_you or place is None:
        return here
    return max(here, place.verdict, key=lambda verdict: verdict.height)


def _step(rank: Rank, verdict: Verdict) -> int | None:
    must = rank is Rank.MUST
    match verdict:
        case Verdict.PARTLY:
            return 0 if must else 1
        case Verdict.MISSED if rank is not Rank.COULD:
            return 2 if must else 3
        case _:
            return None


def _question(
    section: SectionReview, point: Checkpoint, standing: StandingVerdict, asked: frozenset[str]
) -> str | None:
    made = () if slug(section.section.name) in SECTION_IDS else (_made(section, point, standing),)
    return next((text for text in (*point.follow_ups, *made) if _same(text) not in asked), None)


def _made(section: SectionReview, point: Checkpoint, standing: StandingVerdict) -> str:
    """A question in a fixed form, which says no more than was found."""
    heard = _heard(section, standing)
    if point.needs_number and not holds_quantity(tokens(heard)):
        return f"You gave no figure for “{point.label}”. What is it?"
    if heard or standing.verdict.verdict is Verdict.PARTLY:
        return f"You only touched on “{point.label}”. What more can you say about it?"
    return f"Nothing was heard about “{point.label}”. What would you say?"


def _heard(section: SectionReview, standing: StandingVerdict) -> list[str]:
    """The words of the evidence, here or in another section."""
    evidence = standing.verdict.evidence
    if evidence is None or section.transcript is None:
        place = section.elsewhere.get(standing.verdict.checkpoint_id)
        return place.quote.split() if place is not None and not standing.by_you else []
    return [word.text for word in section.transcript.words[evidence.first : evidence.last + 1]]
