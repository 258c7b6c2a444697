"""The job around verdicts: the speaker's own word on a checkpoint."""

from __future__ import annotations

from rich.text import Text

from runthrough.app import App
from runthrough.cli.as_json import agreement_json, verdict_json
from runthrough.cli.console import print_json, result_console
from runthrough.cli.listings import show_agreement
from runthrough.cli.show_review import show_verdict
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.errors import UnknownCheckpoint, UnknownWords
from runthrough.domain.question import Checkpoint
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.verdicts import Evidence, Verdict


def overrule(
    app: App,
    run: str,
    checkpoint: str,
    verdict: str | None,
    *,
    words: tuple[int, int] | None,
    add_cue: bool,
    as_json: bool,
) -> None:
    """Set the speaker's own verdict (None takes it back), and show what stands then.

    Raises UnknownCheckpoint or UnknownWords.
    """
    with app.writing():
        runthrough = app.find(run)
        section, point = _asked(app.review(runthrough), checkpoint)
        evidence = None if words is None else _evidence(section, words)
        own = None if verdict is None else section.own_verdict(point.id, Verdict(verdict), evidence)
        app.overrule(section.take.id if section.take else "", point.id, own)
        review = app.review(runthrough)
        offer = app.cue_offers(runthrough, review).get(point.id)
        added = add_cue and offer is not None and app.authoring.add_cue(runthrough.question_id, offer)
        question_id = runthrough.question_id
        agreed = app.agreements(app.library.runthroughs(question_id)).get(question_id)
    section, _ = _asked(review, point.id)
    standing = next((each for each in section.standing if each.verdict.checkpoint_id == point.id), None)
    if as_json:
        told = None if standing is None else verdict_json(standing, section)
        phrase = offer.phrase if offer else None
        print_json(
            {
                "runthrough": runthrough.id,
                "checkpoint": told,
                "cue_offer": phrase,
                "cue_added": added,
                "agreement": agreement_json(agreed),
            }
        )
        return
    console = result_console()
    if standing is not None:
        show_verdict(standing, section, console)
    if offer is not None:
        console.print(Text(_offered(offer, runthrough.question_id, added=added)))
    if agreed is not None:
        show_agreement(agreed, console)


def _offered(offer: CueOffer, question_id: str, *, added: bool) -> str:
    if added:
        back = f"`runthrough versions {question_id}` brings the earlier version back"
        return f"“{offer.phrase}” is a cue of the question now; {back}."
    return f"“{offer.phrase}” could become a cue of the question: add it with --add-cue."


def _asked(review: Review, wanted: str) -> tuple[SectionReview, Checkpoint]:
    """The checkpoint of this id, or the only one of this name (the part after the slash). Raises UnknownCheckpoint."""
    pairs = [(section, point) for section in review.sections for point in section.section.checkpoints]
    named = [pair for pair in pairs if wanted in (pair[1].id, pair[1].id.partition("/")[2], pair[1].label)]
    found = [pair for pair in pairs if pair[1].id == wanted] or named
    if len(found) != 1:
        raise UnknownCheckpoint(wanted, tuple(point.id for _, point in found or pairs))
    return found[0]


def _evidence(section: SectionReview, words: tuple[int, int]) -> Evidence:
    """Words of a section by their indices. Raises UnknownWords."""
    first, last = words
    count = len(section.transcript.words) if section.transcript else 0
    if not 0 <= first <= last < count:
        raise UnknownWords(first, last, count, section.section.name)
    return Evidence(first, last)
