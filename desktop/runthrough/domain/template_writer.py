"""A template written as text, in the order in which a person would write it."""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.domain.question import Checkpoint, Section, Template
from runthrough.domain.template_band import write_band
from runthrough.domain.template_checkpoint import write_checkpoint
from runthrough.domain.template_lines import Line, Mark, write_lines

_BLANK = Line(Mark.NONE, "")


def write_template(template: Template) -> str:
    """The text of a template that was made and not written. Reading it gives the same question again.

    Bands are written in whole seconds; comments are not part of a template.
    """
    return write_lines([*_head(template), *(line for section in template.sections for line in _section(section))])


def _head(template: Template) -> Iterator[Line]:
    yield Line(Mark.TITLE, template.title)
    if template.total is not None:
        yield Line(Mark.TOTAL, write_band(template.total))
    yield Line(Mark.LANGUAGE, template.language)
    if template.tags:
        yield Line(Mark.TAGS, ", ".join(template.tags))
    if template.terms:
        yield Line(Mark.TERMS, ", ".join(template.terms))


def _section(section: Section) -> Iterator[Line]:
    yield _BLANK
    yield Line(Mark.SECTION, f"{section.name} [{write_band(section.band)}]")
    if section.prompt:
        yield Line(Mark.PROMPT, section.prompt)
    for point in section.checkpoints:
        yield from _checkpoint(point)
    for pitfall in section.pitfalls:
        phrases = f" | {', '.join(pitfall.phrases)}" if pitfall.phrases else ""
        yield Line(Mark.PITFALL, f"{pitfall.label}{phrases}")


def _checkpoint(point: Checkpoint) -> Iterator[Line]:
    yield Line(Mark.CHECKPOINT, write_checkpoint(point.label, point.rank, point.cue_groups, number=point.needs_number))
    for example in point.examples:
        yield Line(Mark.EXAMPLE, example)
    for follow_up in point.follow_ups:
        yield Line(Mark.FOLLOW_UP, follow_up)
