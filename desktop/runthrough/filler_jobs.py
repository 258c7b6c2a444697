"""The job around filled pauses: the speaker says what is a filler and what is none."""

from __future__ import annotations

from dataclasses import replace

from runthrough.app import App
from runthrough.cli.console import print_json, result_console
from runthrough.cli.filled_pauses import filled_pauses_json, show_filled_pauses
from runthrough.domain.delivery.measures import delivery_of
from runthrough.domain.errors import UnknownFilledPause
from runthrough.domain.filled_pauses import FilledPause, nearest
from runthrough.domain.review import Review, SectionReview

ANSWERS = {"yes": True, "no": False, "forget": None}


def filler(app: App, run: str, seconds: float, answer: str, *, section: str | None, as_json: bool) -> None:
    """Keep whether the filled pause at this second of a section's take is a filler, and show what stands then.

    Raises UnknownFilledPause where none is near, or where sections have one each.
    """
    with app.writing():
        runthrough = app.find(run)
        asked, pause = _meant(app.review(runthrough), seconds, section)
        take_id = asked.take.id if asked.take else ""
        app.answer_filled_pause(take_id, replace(pause, filler=ANSWERS[answer]))
        after = app.review(runthrough)
    stands = next(each for each in after.sections if each.section.id == asked.section.id)
    delivery = delivery_of(stands)
    count = delivery.fillers.count if delivery else 0
    if as_json:
        pauses = filled_pauses_json(stands.filled_pauses)
        print_json({"section": stands.section.id, "filled_pauses": pauses, "fillers_at_least": count})
        return
    console = result_console()
    console.print(stands.section.name)
    show_filled_pauses(stands, console)
    console.print(f"  Fillers: at least {count}")


def _meant(review: Review, seconds: float, section_id: str | None) -> tuple[SectionReview, FilledPause]:
    asked = [each for each in review.sections if section_id in (None, each.section.id)]
    near = [(each, nearest(each.filled_pauses, seconds)) for each in asked]
    found = [(each, pause) for each, pause in near if pause is not None]
    if len(found) != 1:
        known = tuple(f"{each.section.id} {pause.begin:.1f}" for each in asked for pause in each.filled_pauses)
        raise UnknownFilledPause(seconds, known, tuple(each.section.id for each, _ in found))
    return found[0]
