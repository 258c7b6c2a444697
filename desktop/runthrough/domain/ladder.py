"""The length ladder: one template, three budgets. Shorter ones keep what must be said and scale the bands.

Somebody who is asked for the thirty-second version says the same answer, and only its musts. A section in which
nothing has to be said is left out; sections that would be too short to be timed one by one are joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from runthrough.domain.question import Band, Checkpoint, Length, Question, Rank, Section, Template
from runthrough.domain.template_text import parse, slug
from runthrough.domain.template_writer import write_template

SHORTEST_SECTION_SECONDS = 10.0
"""Below that, changing sections costs more attention than the clock is worth: a sentence takes 8 s at 140 words a
minute (norms.md, pace) and the 20 words of an example."""
SLACK = 1 / 6
"""A shorter budget's band: 30 s stands for 25 to 35 s, 2 min for 1:40 to 2:20."""


TITLES = {Length.FULL: "Full", Length.TWO_MINUTES: "2 min", Length.THIRTY_SECONDS: "30 s"}
"""As the speaker reads them."""
BUDGETS = {Length.TWO_MINUTES: 120.0, Length.THIRTY_SECONDS: 30.0}
"""Seconds."""


def lengths(template: Template) -> tuple[Length, ...]:
    """The lengths that shorten a template, the full one first."""
    return (Length.FULL, *(length for length, budget in BUDGETS.items() if budget < template.time.midpoint))


def at_length(template: Template, length: Length) -> Template:
    """The template for a budget; the same one if it is not longer than that anyway."""
    if length not in lengths(template) or length is Length.FULL:
        return template
    budget = BUDGETS[length]
    kept = [part for part in (_kept(section) for section in _or_all(template)) if part is not None]
    sections = [_timed(parts, budget / sum(part.seconds for part in kept)) for parts in _joined(kept, budget)]
    total = Band(budget - budget * SLACK, budget + budget * SLACK)
    made = replace(template, sections=tuple(sections), total=total)
    return parse(write_template(made), f"{template.title}, {TITLES[length]}")


def titled(question: Question) -> str:
    """The question's title, with the length where it is not the full one."""
    title = question.template.title
    return title if question.length is Length.FULL else f"{title}, in {TITLES[question.length]}"


def shortened(question: Question, length: Length) -> Question:
    """The question at a length; as it is where that would not shorten it."""
    template = at_length(question.template, length)
    return question if template is question.template else replace(question, template=template, length=length)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section's musts, and the seconds of it that they are."""

    section: Section
    points: tuple[Checkpoint, ...]
    seconds: float


def _or_all(template: Template) -> tuple[Section, ...]:
    """The sections; where nothing must be said, the first checkpoint of each is what must."""
    if any(point.rank is Rank.MUST for point in template.checkpoints):
        return template.sections
    return tuple(
        replace(section, checkpoints=(replace(section.checkpoints[0], rank=Rank.MUST), *section.checkpoints[1:]))
        if section.checkpoints
        else section
        for section in template.sections
    )


def _kept(section: Section) -> _Part | None:
    points = tuple(point for point in section.checkpoints if point.rank is Rank.MUST)
    if not points:
        return None
    return _Part(section, points, section.band.midpoint * len(points) / len(section.checkpoints))


def _joined(parts: Sequence[_Part], budget: float) -> list[list[_Part]]:
    """Neighbours joined until every one has time enough, the shortest first."""
    scale = budget / sum(part.seconds for part in parts)
    groups = [[part] for part in parts]

    def seconds(group: list[_Part]) -> float:
        return scale * sum(part.seconds for part in group)

    while len(groups) > 1 and min(map(seconds, groups)) < SHORTEST_SECTION_SECONDS:
        at = min(range(len(groups)), key=lambda place: seconds(groups[place]))
        # with the shorter neighbour
        sides = [place for place in (at - 1, at + 1) if 0 <= place < len(groups)]
        other = min(sides, key=lambda place: seconds(groups[place]))
        first = min(at, other)
        groups[first : first + 2] = [groups[first] + groups[first + 1]]
    return groups


def _timed(parts: Sequence[_Part], scale: float) -> Section:
    """One section of the parts, with its share of the time."""
    sections = [part.section for part in parts]
    seconds = scale * sum(part.seconds for part in parts)
    name = _name([section.name for section in sections])
    return Section(
        slug(name),
        name,
        Band(seconds * (1 - SLACK), seconds * (1 + SLACK)),
        " ".join(section.prompt for section in sections if section.prompt),
        _distinct(tuple(chain.from_iterable(part.points for part in parts))),
        tuple(pitfall for section in sections for pitfall in section.pitfalls),
    )


def _name(names: Sequence[str]) -> str:
    """ "Why", "Why and what", "Why to what"."""
    if len(names) == 1:
        return names[0]
    return f"{names[0]} {'and' if len(names) == 2 else 'to'} {names[-1]}"


def _distinct(points: tuple[Checkpoint, ...]) -> tuple[Checkpoint, ...]:
    """Checkpoints of several sections in one: no name and no cue may stand there twice."""
    cues, names, made = set[str](), set[str](), list[Checkpoint]()
    for point in points:
        groups = tuple(tuple(cue for cue in group if cue.lower() not in cues) for group in point.cue_groups)
        groups = tuple(group for group in groups if group)
        if slug(point.label) in names or not groups:
            continue
        names.add(slug(point.label))
        cues.update(cue.lower() for group in groups for cue in group)
        made.append(replace(point, cue_groups=groups))
    return tuple(made)
