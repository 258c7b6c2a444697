"""Names of the confidentiality list that were said in a run-through: where, and which seconds of sound hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.confidential import NameFound, find_names
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Transcript

SPREAD_MARGIN = 1.0
"""Seconds covered before and after a name whose times are estimates: a recogniser without word times (Moonshine) has
its words spread over the voice. Measured on 232 words of six recordings with aligned times: half of the edges are more
than 0.15 s off; a margin of 0.6 s holds 95 % of the words whole, 0.8 s 98 %, 1.0 s all but one."""
MEASURED_MARGIN = 0.5
"""The same for measured times (Whisper), which are nearer but drift beside pauses; our own choice."""
SPREADING = "Moonshine"
"""How the names of recognisers begin whose word times are spread."""


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name that was said: in which section, in which of its words, at which second of the take."""

    section_id: str
    found: NameFound
    at: float


def names_in(section: SectionReview, names: Sequence[str]) -> tuple[NameFound, ...]:
    """The entries in a section's transcript, in order; none while there is no transcript."""
    if section.transcript is None:
        return ()
    return find_names([word.text for word in section.transcript.words], names)


def names_said(review: Review, names: Sequence[str]) -> tuple[SaidName, ...]:
    """All of a run-through, in the order of its sections."""
    return tuple(
        SaidName(section.section.id, found, section.transcript.words[found.first].start)
        for section in review.sections
        if section.transcript is not None
        for found in names_in(section, names)
    )


def how_many(names: Sequence[SaidName]) -> str:
    """ "3 names of your list were said"; one that was said twice counts twice."""
    return "1 name of your list was said" if len(names) == 1 else f"{len(names)} names of your list were said"


def to_cover(section: SectionReview, names: Sequence[str]) -> tuple[tuple[float, float], ...]:
    """The seconds of a take that hold names, margins included, none overlapping; they may begin before 0."""
    transcript = section.transcript
    if transcript is None:
        return ()
    spans: list[tuple[float, float]] = []
    for found in names_in(section, names):
        margin = _margin(transcript, found)
        begin, end = transcript.words[found.first].start - margin, transcript.words[found.last].end + margin
        if spans and begin <= spans[-1][1]:
            begin, end = spans[-1][0], max(spans[-1][1], end)
            spans.pop()
        spans.append((begin, end))
    return tuple(spans)


def _margin(transcript: Transcript, found: NameFound) -> float:
    """The wider one where a name lies in words of two recognisers."""
    index = 0
    margin = MEASURED_MARGIN
    for utterance in transcript.utterances:
        overlaps = index <= found.last and found.first < index + len(utterance.words)
        if overlaps and utterance.recogniser.startswith(SPREADING):
            margin = SPREAD_MARGIN
        index += len(utterance.words)
    return margin
