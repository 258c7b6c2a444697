"""The jobs around pitfalls: which rules are on, and what is none in the speaker's eyes."""

from __future__ import annotations

from dataclasses import replace

from runthrough.app import App
from runthrough.cli.console import print_json, result_console
from runthrough.cli.pitfalls import pitfalls_json, rules_json, show_pitfalls, show_rules
from runthrough.domain.errors import UnknownPitfall, UnknownPitfallRule
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.pitfalls.of_review import Pitfalls
from runthrough.domain.pitfalls.rules import RULES_BY_ID
from runthrough.domain.review import Review
from runthrough.storage.settings import read_settings, write_settings


def pitfalls(app: App, *, on: tuple[str, ...], off: tuple[str, ...], as_json: bool) -> None:
    """Show the rules, after switching some on or off. Raises UnknownPitfallRule."""
    unknown = next((each for each in (*on, *off) if each not in RULES_BY_ID), None)
    if unknown is not None:
        raise UnknownPitfallRule(unknown, tuple(RULES_BY_ID))
    settings = read_settings(app.places.settings)[0]
    kept = tuple(dict.fromkeys(each for each in (*settings.pitfalls_off, *off) if each not in on))
    if on or off:
        write_settings(app.places.settings, replace(settings, pitfalls_off=kept))
    if as_json:
        print_json(rules_json(kept))
    else:
        show_rules(kept, result_console())


def dismiss(app: App, run: str, kind: str, *, section: str | None, always: bool, undo: bool, as_json: bool) -> None:
    """Say that something is no pitfall, here or (`always`) in the question, or take that back; show what stands then.

    Raises UnknownPitfall.
    """
    off = read_settings(app.places.settings)[0].pitfalls_off
    with app.writing():
        review = app.review(app.find(run))
        found = app.pitfalls(review, off)
        meant = _meant(review, found, kind, section, undo=undo)
        if undo:
            for each in dict.fromkeys(meant):
                app.bring_back(review.question_id, each)
        else:
            for each in [Dismissal(kind)] if always else meant:
                app.dismiss(review.question_id, each)
        after = app.pitfalls(review, off)
    if as_json:
        print_json({section_id: pitfalls_json(each) for section_id, each in after.items()})
        return
    console = result_console()
    for each in review.sections:
        if after.get(each.section.id):
            console.print(each.section.name)
            show_pitfalls(after[each.section.id], console)


def _meant(review: Review, found: Pitfalls, kind: str, section: str | None, *, undo: bool) -> list[Dismissal]:
    """The dismissals to make, or those to take back. Raises UnknownPitfall where there is nothing of that kind."""
    takes = {each.section.id: each.take.id if each.take else None for each in review.sections}
    meant: list[Dismissal] = []
    for section_id, possible in found.items():
        for each in possible:
            wanted = each.finding.kind == kind and section in (None, section_id)
            if wanted and undo == (each.dismissed is not None):
                meant.append(each.dismissed or Dismissal(kind, takes[section_id], each.at))
    if not meant:
        kinds = (each.finding.kind for possible in found.values() for each in possible)
        raise UnknownPitfall(kind, tuple(dict.fromkeys(kinds)))
    return meant
