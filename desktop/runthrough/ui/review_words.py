"""A review sheet as what the page shows: tabs, marks, checkpoint lines, banners' reasons. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import Enum, auto

from runthrough.domain.clock import format_band, format_time
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.question import Template
from runthrough.domain.review import Review, SectionReview, StandingVerdict
from runthrough.domain.verdicts import CheckpointVerdict, Outcome, Verdict
from runthrough.ui.ports import ReviewSheet
from runthrough.ui.widgets.checkpoint_row import CheckpointLine
from runthrough.ui.widgets.glyphs import VERDICT_WORDS, letter_of
from runthrough.ui.widgets.section_tab import TabContent
from runthrough.ui.widgets.transcript_text import Mark

QUOTE_WORDS = 9
"""Words of the evidence that a checkpoint's line shows; the transcript has them all."""
WORDS_TO_DECIDE_BY = 30
"""The same where the speaker is asked whether they were it: a whole sentence."""


class Standing(Enum):
    """How far a section's transcript is."""

    READY = auto()
    SILENT = auto()
    PENDING = auto()
    NO_RECOGNISER = auto()
    FAILED = auto()


def standing(section: SectionReview) -> Standing:
    """Whether there is a transcript, and if not, why."""
    if section.unrecognised is not None:
        missing = section.unrecognised == "NoRecogniser"
        return Standing.NO_RECOGNISER if missing else Standing.FAILED
    if section.meter is None:
        return Standing.PENDING
    heard = section.transcript is not None and bool(section.transcript.words)
    return Standing.READY if heard else Standing.SILENT


def offsets(review: Review) -> tuple[float, ...]:
    """Where each section begins in the whole run-through, in seconds."""
    made, at = [], 0.0
    for section in review.sections:
        made.append(at)
        at += section.seconds or 0.0
    return tuple(made)


def tab_content(section: SectionReview) -> TabContent:
    """The tab of a section."""
    judged = section.meter is not None
    return TabContent(
        section.section.name,
        section.section.band,
        section.seconds or 0.0,
        section.said if judged else None,
        len(section.section.checkpoints),
    )


def quote_of(verdict: CheckpointVerdict, section: SectionReview, most: int = QUOTE_WORDS) -> str:
    """The words of the evidence, cut where they are many; what a *partly* lacks stands instead."""
    return verdict.why or _spoken(verdict, section, most)


def _spoken(verdict: CheckpointVerdict, section: SectionReview, most: int) -> str:
    if verdict.evidence is None or section.transcript is None:
        return ""
    words = section.transcript.words[verdict.evidence.first : verdict.evidence.last + 1]
    text = " ".join(word.text for word in words[:most])
    return f"“{text} …”" if len(words) > most else f"“{text}”"


def begins(review: Review) -> dict[str, float]:
    """The same by the id of the section."""
    return dict(zip((each.section.id for each in review.sections), offsets(review), strict=True))


def checkpoint_lines(
    section: SectionReview, begins: Mapping[str, float], offers: Mapping[str, CueOffer] | None = None
) -> list[CheckpointLine]:
    """The checkpoints of a section, in their order, with what stands of each.

    `begins`: where each section begins in the whole run-through, in seconds. `offers`: phrases for cues.
    """
    stands = {each.verdict.checkpoint_id: each for each in section.standing}
    machine = {verdict.checkpoint_id: verdict for verdict in section.verdicts}
    lines: list[CheckpointLine] = []
    for index, point in enumerate(section.section.checkpoints):
        bare = CheckpointLine(point.id, letter_of(index), point.label)
        found = stands.get(point.id)
        lines.append(bare if found is None else _judged(bare, found, section, begins))
        if point.id in machine:
            lines[-1] = replace(lines[-1], decided=decided_by(machine[point.id]))
        offer = (offers or {}).get(point.id)
        if offer is not None:
            lines[-1] = replace(lines[-1], offer=offer.phrase)
    return lines


CHANNEL_WORDS = {"cue": "cue phrase", "words": "words alike", "topic": "topic", "example": "example sentence"}


def decided_by(verdict: CheckpointVerdict) -> str:
    """What a verdict of the machine rests on: the certainty, then what each channel found, 0 to 1."""
    if not verdict.channels:
        return ""
    parts = [f"{CHANNEL_WORDS.get(name, name)} {value:.2f}" for name, value in verdict.channels.items()]
    alone = " alone" if len(parts) == 1 else ""
    return f"Heard with certainty {verdict.score:.2f}, by {', '.join(parts)}{alone}."


def _judged(
    bare: CheckpointLine, found: StandingVerdict, section: SectionReview, begins: Mapping[str, float]
) -> CheckpointLine:
    outcome, place = section.outcome(found), section.said_elsewhere(found)
    if place is not None:
        word = VERDICT_WORDS[place.verdict]
        at = None if place.at is None else begins.get(place.section_id, 0.0) + place.at
        return replace(bare, outcome=outcome, at=at, quote=f"“{place.quote}”", where=f"{word} in {place.section_name}")
    at = _begin(found.verdict, section)
    offset = begins.get(section.section.id, 0.0)
    unsure = outcome is Outcome.UNSURE
    quote = _spoken(found.verdict, section, WORDS_TO_DECIDE_BY) if unsure else quote_of(found.verdict, section)
    return replace(bare, outcome=outcome, by_you=found.by_you, at=None if at is None else offset + at, quote=quote)


def _begin(verdict: CheckpointVerdict, section: SectionReview) -> float | None:
    if verdict.evidence is None or section.transcript is None:
        return None
    return section.transcript.words[verdict.evidence.first].start


def marks(section: SectionReview) -> list[Mark]:
    """The evidence of a section, to be drawn under its words; a checkpoint that the speaker calls missed has none."""
    letters = {point.id: letter_of(index) for index, point in enumerate(section.section.checkpoints)}
    made: list[Mark] = []
    for each in section.standing:
        evidence, unsure = each.verdict.evidence, section.outcome(each) is Outcome.UNSURE
        if evidence is not None and (unsure or each.verdict.verdict is not Verdict.MISSED):
            letter = letters[each.verdict.checkpoint_id]
            made.append(Mark(letter, each.verdict.verdict, evidence.first, evidence.last, unsure))
    return made


def spoken_total(sheet: ReviewSheet, template: Template) -> str:
    """ "9:30 in 8:00–10:00", or the length alone where the template has no total or not all sections were spoken."""
    length = format_time(sheet.review.seconds)
    whole = len(sheet.review.sections) == len(template.sections)
    return f"{length} in {format_band(template.total)}" if template.total and whole else length


def day_and_time(started_at: str, today: date | None = None) -> str:
    """ "today 18:42", "yesterday 18:42", "12 Mar 18:42"; with the year where it is another one. Local time."""
    at = datetime.fromisoformat(started_at).astimezone()
    today = today or datetime.now().astimezone().date()
    days = (today - at.date()).days
    if days in (0, 1):
        day = "today" if days == 0 else "yesterday"
    else:
        day = f"{at.day} {at:%b}" if at.year == today.year else f"{at.day} {at:%b %Y}"
    return f"{day} {at:%H:%M}"


def meter_words(meter: str | None) -> str:
    """The recogniser and its version out of a meter version: "Moonshine tiny-en 0.1.0"."""
    return "" if meter is None else meter.partition(", template")[0]
