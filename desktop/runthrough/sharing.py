"""A run-through written out for others: a page of Markdown and, if wanted, its sound; names masked and bleeped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from runthrough.audio.bleep import Part, write_sound
from runthrough.domain.errors import SoundUnheard
from runthrough.domain.handout import Material, handout
from runthrough.domain.rehearsed import Take
from runthrough.domain.review import SectionReview
from runthrough.domain.said_names import to_cover
from runthrough.domain.share_plan import Plan, Shared
from runthrough.storage.text_file import replacing


def share(material: Material, plan: Plan, recording: Callable[[Take], Path]) -> Shared:
    """Write the page and the sound, both whole or neither. `recording` says where a take's sound lies.

    Raises FileUnwritable, AudioUnreadable, and SoundUnheard where names in the sound could not be looked for.
    """
    page = handout(material, plan.names)
    with ExitStack() as stack:
        text = stack.enter_context(replacing(plan.page))
        text.write(page.text.encode())
        if plan.sound is None:
            return Shared(plan, page.masked)
        parts = [_part(section, plan.names, recording) for section in material.review.sections if _has_sound(section)]
        frames = write_sound(stack.enter_context(replacing(plan.sound)), parts)
        return Shared(plan, page.masked, sum(len(part.covered) for part in parts), frames)


def _has_sound(section: SectionReview) -> bool:
    return section.take is not None and section.take.frames > 0


def _part(section: SectionReview, names: tuple[str, ...], recording: Callable[[Take], Path]) -> Part:
    assert section.take is not None  # noqa: S101  asked before
    if names and (section.meter is None or section.unrecognised is not None):
        raise SoundUnheard(section.section.name)
    return Part(recording(section.take), to_cover(section, names))
