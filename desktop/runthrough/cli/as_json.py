"""Reviews and histories as JSON documents: field names by the glossary, times in seconds, no rounding of facts."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.cli.corrections import corrections_json
from runthrough.cli.delivery import delivery_json
from runthrough.cli.filled_pauses import filled_pauses_json
from runthrough.cli.pitfalls import pitfalls_json
from runthrough.domain.agreement import Agreement
from runthrough.domain.delivery.measures import Delivery, delivery_of
from runthrough.domain.follow_ups import FollowUp, asked_in
from runthrough.domain.norms import DEFAULT_AIMS, Aims
from runthrough.domain.pitfalls.of_review import Pitfalls
from runthrough.domain.question import Band, Question
from runthrough.domain.rehearsed import RunThrough
from runthrough.domain.review import Elsewhere, Review, SectionReview, StandingVerdict, latest_takes
from runthrough.domain.said_names import SaidName
from runthrough.domain.speech import Transcript

Json = dict[str, object]


def band_json(band: Band | None) -> Json | None:
    """A band in seconds."""
    return None if band is None else {"shortest": band.shortest, "longest": band.longest}


def question_json(question: Question) -> Json:
    """A question with all its sections and checkpoints."""
    template = question.template
    return {
        "id": question.id,
        "title": template.title,
        "template_version": template.version,
        "total": band_json(template.total),
        "sections": [
            {
                "id": section.id,
                "name": section.name,
                "band": band_json(section.band),
                "prompt": section.prompt,
                "checkpoints": [
                    {"id": point.id, "label": point.label, "rank": point.rank, "needs_number": point.needs_number}
                    for point in section.checkpoints
                ],
                "pitfalls": [pitfall.label for pitfall in section.pitfalls],
            }
            for section in template.sections
        ],
    }


def runthrough_json(runthrough: RunThrough) -> Json:
    """One line of the history."""
    return {
        "id": runthrough.id,
        "question": runthrough.question_id,
        "template_version": runthrough.template_version,
        "started_at": runthrough.started_at,
        "finished_at": runthrough.finished_at,
        "seconds": sum(take.seconds for take, _ in latest_takes(runthrough.takes).values()),
        "takes": len(runthrough.takes),
    }


def review_json(
    review: Review,
    follow_ups: Sequence[FollowUp] = (),
    names: Sequence[SaidName] = (),
    aims: Aims = DEFAULT_AIMS,
    pitfalls: Pitfalls | None = None,
) -> Json:
    """A whole review. `follow_ups`: what will be asked next time; `names`: those of the speaker's list in it.

    `aims`: what the delivery is measured against. `pitfalls`: the possible ones by section id.
    """
    found = pitfalls or {}
    return {
        "runthrough": review.runthrough_id,
        "question": review.question_id,
        "title": review.title,
        "started_at": review.started_at,
        "seconds": review.seconds,
        "said": review.said,
        "checkpoints": review.asked,
        "follow_ups": {
            "asked": list(asked_in(review)),
            "next": [{"question": each.text, "checkpoint": each.checkpoint_id} for each in follow_ups],
        },
        "confidential": [_name_json(name) for name in names],
        "sections": [_section_json(section, aims, found) for section in review.sections],
    }


def _name_json(said: SaidName) -> Json:
    return {
        "name": said.found.name,
        "sure": said.found.sure,
        "section": said.section_id,
        "at": said.at,
        "first_word": said.found.first,
        "last_word": said.found.last,
    }


def _section_json(review: SectionReview, aims: Aims, pitfalls: Pitfalls) -> Json:
    delivery = delivery_of(review, aims)
    take = review.take
    transcript = review.transcript
    return {
        "id": review.section.id,
        "name": review.section.name,
        "band": band_json(review.section.band),
        "seconds": review.seconds,
        "take": None if take is None else take.id,
        "ending": None if take is None else take.ending,
        "gaps": [] if take is None else [{"at": gap.at, "seconds": gap.seconds} for gap in take.gaps],
        "pauses": [] if take is None else list(take.pauses),
        "clipped": None if take is None else take.clipped,
        "extra_takes": review.extra_takes,
        "unrecognised": review.unrecognised,
        "meter": review.meter,
        "transcript": None if transcript is None else _transcript_json(transcript),
        "filled_pauses": filled_pauses_json(review.filled_pauses),
        "corrections": corrections_json(review.corrections),
        "pace": None if delivery is None else _pace_json(delivery),
        "delivery": None if delivery is None else delivery_json(delivery),
        "checkpoints": [verdict_json(each, review) for each in review.standing],
        "pitfalls": pitfalls_json(pitfalls.get(review.section.id, ())),
    }


def _transcript_json(transcript: Transcript) -> Json:
    return {
        "text": transcript.text,
        "word_times": "estimated" if transcript.times_estimated else "measured",
        "words": [
            {"text": word.text, "start": word.start, "end": word.end, "probability": word.probability}
            for word in transcript.words
        ],
    }


def _pace_json(delivery: Delivery) -> Json | None:
    if delivery.seconds is None:
        return None
    return {"words": delivery.pace.words, "words_per_minute": delivery.pace.words_per_minute}


def _elsewhere_json(place: Elsewhere) -> Json:
    """Where else it was covered; `at` counts from the first sample of that section's take."""
    return {
        "section": place.section_id,
        "name": place.section_name,
        "verdict": place.verdict,
        "at": place.at,
        "quote": place.quote,
    }


def agreement_json(agreement: Agreement | None) -> Json | None:
    """How often machine and speaker agree on a question."""
    return None if agreement is None else {"agreed": agreement.agreed, "judged": agreement.judged}


def verdict_json(standing: StandingVerdict, review: SectionReview) -> Json:
    """What stands of a checkpoint: `verdict` for its own section, `outcome` as the review tells it."""
    verdict, place = standing.verdict, review.elsewhere.get(standing.verdict.checkpoint_id)
    machine = {each.checkpoint_id: each.verdict for each in review.verdicts}.get(verdict.checkpoint_id)
    point = next((point for point in review.section.checkpoints if point.id == verdict.checkpoint_id), None)
    evidence = verdict.evidence
    words = review.transcript.words if review.transcript else ()
    quoted = words[evidence.first : evidence.last + 1] if evidence else ()
    return {
        "id": verdict.checkpoint_id,
        "label": verdict.checkpoint_id if point is None else point.label,
        "rank": None if point is None else point.rank,
        "verdict": verdict.verdict,
        "outcome": review.outcome(standing),
        "elsewhere": None if place is None else _elsewhere_json(place),
        "overruled": standing.by_you,
        "machine_verdict": machine,
        "score": verdict.score,
        "channels": verdict.channels,
        "why": verdict.why,
        "evidence": None
        if evidence is None or not quoted
        else {
            "first_word": evidence.first,
            "last_word": evidence.last,
            "quote": " ".join(word.text for word in quoted),
            "at": quoted[0].start if review.seconds is not None else None,
        },
    }
