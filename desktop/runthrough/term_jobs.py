"""The jobs around terms that were misheard: listing what was put right, and keeping what was heard."""

from __future__ import annotations

from runthrough.app import App
from runthrough.cli.console import print_json, result_console
from runthrough.cli.corrections import corrections_json, show_corrections
from runthrough.domain.corrections import Correction, nearest
from runthrough.domain.errors import UnknownCorrection
from runthrough.domain.review import Review, SectionReview
from runthrough.rewording import keep_as_heard

ANSWERS = {"heard": True, "term": False}


def terms(app: App, run: str, seconds: float | None, answer: str | None, *, section: str | None, as_json: bool) -> None:
    """List the terms that were put right; with `seconds` and `answer` first let what was heard, or the term, stand.

    Raises UnknownCorrection where none is near, or where sections have one each.
    """
    if seconds is not None and answer is not None:
        with app.writing():
            runthrough = app.find(run)
            asked, correction = _meant(app.review(runthrough), seconds, section)
            if asked.take is not None and correction.kept is not ANSWERS[answer]:
                keep_as_heard(app, runthrough, asked.take, correction.span, keep=ANSWERS[answer])
            after = app.review(runthrough)
    else:
        with app.reading():
            after = app.review(app.find(run))
    listed = [each for each in after.sections if section in (None, each.section.id)]
    if as_json:
        print_json([{"section": each.section.id, "corrections": corrections_json(each.corrections)} for each in listed])
    else:
        show_corrections(listed, result_console())


def _meant(review: Review, seconds: float, section_id: str | None) -> tuple[SectionReview, Correction]:
    asked = [each for each in review.sections if section_id in (None, each.section.id)]
    near = [(each, nearest(each.corrections, seconds)) for each in asked]
    found = [(each, correction) for each, correction in near if correction is not None]
    if len(found) != 1:
        known = tuple(f"{each.section.id} {one.begin:.1f}" for each in asked for one in each.corrections)
        raise UnknownCorrection(seconds, known, tuple(each.section.id for each, _ in found))
    return found[0]
