"""A run-through as a page of Markdown to hand on: debrief, times, verdicts with quotes, delivery, transcript.

With a confidentiality list every text of it is masked, labels and the title, too. Words are masked by their place in
the whole transcript, so that a quote that begins or ends within a name tells nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from runthrough.domain.clock import format_band, format_difference, format_time, off_band
from runthrough.domain.debrief import Debrief
from runthrough.domain.delivery.lines import lead_lines, more_lines
from runthrough.domain.delivery.measures import Delivery
from runthrough.domain.follow_ups import FollowUp, asked_in, follow_up_section
from runthrough.domain.masking import MASK, MaskedWords, mask_text, mask_words
from runthrough.domain.review import Review, SectionReview, StandingVerdict, remarks
from runthrough.domain.said_names import names_in
from runthrough.domain.verdicts import Verdict

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Handout:
    """The page, and how many masks are in it."""

    text: str
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What a page is made of. `follow_ups`: what a listener might ask; `deliveries` by section id."""

    review: Review
    debrief: Debrief
    follow_ups: Sequence[FollowUp] = ()
    deliveries: Mapping[str, Delivery] = field(default_factory=dict[str, Delivery])


def handout(material: Material, names: Sequence[str] = ()) -> Handout:
    """The page of a run-through; `names` are masked in it, and it says how many."""
    review = material.review
    writer = _Writer(review, tuple(names))
    body = [*writer.debrief(material.debrief, material.follow_ups)]
    for section in review.sections:
        body += writer.section(section, material.deliveries.get(section.section.id))
    title = [f"# {writer.text(review.title)}", "", *_facts(review)]
    masked = sum(line.count(MASK) for line in (*title, *body))
    note = ["", _masked_note(masked)] if names else []
    return Handout("\n".join([*title, *note, *body]) + "\n", masked)


def _masked_note(masked: int) -> str:
    count = "Nothing was" if masked == 0 else "1 place is" if masked == 1 else f"{masked} places are"
    return f"> {count} masked ({MASK}): names that should not leave."


def _facts(review: Review) -> list[str]:
    facts = [f"{format_time(review.seconds)}"] if review.seconds else []
    facts.append(f"{review.said} of {review.asked} checkpoints said")
    if review.started_at:
        facts.insert(0, f"{datetime.fromisoformat(review.started_at).astimezone():%Y-%m-%d %H:%M}")
    return [" · ".join(facts)]


@dataclass(frozen=True)
class _Writer:
    review: Review
    names: tuple[str, ...]
    _words: dict[str, MaskedWords] = field(default_factory=dict[str, MaskedWords])

    def __post_init__(self) -> None:
        for section in self.review.sections:
            spoken = [word.text for word in section.transcript.words] if section.transcript else []
            self._words[section.section.id] = mask_words(spoken, names_in(section, self.names))

    def text(self, text: str) -> str:
        """A written text, masked, and safe in Markdown."""
        return _plain(mask_text(text, self.names))

    def derived(self, text: str) -> str:
        """The same for what a measure made of words, in which names may have lost their capitals."""
        return _plain(mask_text(text, (*self.names, *(name.lower() for name in self.names))))

    # debrief

    def debrief(self, debrief: Debrief, follow_ups: Sequence[FollowUp]) -> Iterator[str]:
        """What to keep, what to fix, what will be asked; nothing before the first verdicts."""
        if not any(section.meter for section in self.review.sections):
            return
        yield from ("", "## Debrief", "", "Keep:", "")
        for keep in debrief.keeps:
            quote = keep.quote and self._quote(keep.section_id, keep.quote.at, keep.quote.text)
            yield f"- {self.text(keep.reason)}{f': {quote}' if quote else ''}"
        if not debrief.keeps:
            yield "- nothing yet that was new, full or a streak"
        yield from ("", "Fix first:", "")
        fix = debrief.fix
        quote = fix and fix.quote and self._quote(fix.section_id, fix.quote.at, fix.quote.text)
        yield "- nothing stands out" if fix is None else f"- {self.text(fix.text)}{f' {quote}' if quote else ''}"
        if follow_ups:
            yield from ("", "A listener might ask:", "")
            yield from (f"- {self.text(each.text)}" for each in follow_ups)

    # sections

    def section(self, section: SectionReview, delivery: Delivery | None) -> Iterator[str]:
        """One section with everything that was measured."""
        yield from ("", f"## {self.text(section.section.name)}", "", _time(section))
        yield from (f"\n> {self.text(note)}" for note in remarks(section))
        if follow_up_section([section.section]) is not None and asked_in(self.review):
            yield from ("", "Asked:", "")
            yield from (f"- {self.text(question)}" for question in asked_in(self.review))
        if section.standing:
            yield from ("", "Checkpoints:", "")
            yield from (self._verdict(section, standing) for standing in section.standing)
        yield from self._delivery(delivery)
        yield from self._transcript(section)

    def _verdict(self, section: SectionReview, standing: StandingVerdict) -> str:
        labels = {point.id: point.label for point in section.section.checkpoints}
        verdict, place = standing.verdict, section.said_elsewhere(standing)
        word = str(section.outcome(standing))
        quote = self._words[section.section.id].quote
        words = section.transcript.words if section.transcript else ()
        told = ""
        if place is not None:
            word = f"{place.verdict} in {self.text(place.section_name)}"
            told = self._quote(place.section_id, place.at, place.quote)
        elif verdict.evidence is not None and words and verdict.verdict is not Verdict.MISSED:
            told = _spoken(words[verdict.evidence.first].start, quote(verdict.evidence.first, verdict.evidence.last))
        why = f" ({self.text(verdict.why)})" if verdict.why else ""
        by_you = " (by the speaker)" if standing.by_you else ""
        label = self.text(labels.get(verdict.checkpoint_id, verdict.checkpoint_id))
        return f"- **{word}**{by_you}{why}: {label}{f', {told}' if told else ''}"

    def _delivery(self, delivery: Delivery | None) -> Iterator[str]:
        if delivery is not None and delivery.words:
            yield from ("", "Delivery:", "")
            yield from (f"- {self.derived(line.text)}" for line in (*lead_lines(delivery), *more_lines(delivery)))

    def _transcript(self, section: SectionReview) -> Iterator[str]:
        yield ""
        if section.transcript is None:
            yield "No transcript yet."
            return
        yield "Transcript:" if section.transcript.words else "No speech in this take."
        first = 0
        for utterance in section.transcript.utterances:
            last = first + len(utterance.words) - 1
            spoken = self._words[section.section.id].quote(first, last)
            yield f"\n{format_time(utterance.start)} {_plain(spoken)}"
            first = last + 1

    def _quote(self, section_id: str, at: float | None, text: str) -> str:
        """Words that are told by their time: found again in the transcript, and masked there."""
        section = next((each for each in self.review.sections if each.section.id == section_id), None)
        words = section.transcript.words if section is not None and section.transcript is not None else ()
        index = next((index for index, word in enumerate(words) if word.start == at), None)
        if index is None:
            return _spoken(at, mask_text(text, self.names))
        return _spoken(at, self._words[section_id].quote(index, index + len(text.split()) - 1))


def _spoken(at: float | None, words: str) -> str:
    """A quote with its time."""
    return f"{'' if at is None else f'{format_time(at)} '}“{_plain(words)}”"


def _time(section: SectionReview) -> str:
    band = format_band(section.section.band)
    if section.seconds is None:
        return f"Band {band}"
    off = off_band(section.section.band, section.seconds)
    return f"{format_time(section.seconds)} in {band} ({format_difference(off) if off else 'in the band'})"


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)
