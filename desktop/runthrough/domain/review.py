"""Everything that is measured about one run-through, put together from what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from runthrough.domain.clock import format_time
from runthrough.domain.corrections import Correction
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.moved_evidence import span_of, words_within
from runthrough.domain.question import Checkpoint, Section
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Stretch, Transcript
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Outcome, Overrule, Verdict


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """The verdict that holds for a checkpoint: the speaker's own where there is one, on the words that they named, else
    on the machine's evidence.

    What the speaker calls said may have no evidence, and what they call missed may have some. `why` stays while the
    word is the machine's: what a *partly* lacks is no reason for another word.
    """

    verdict: CheckpointVerdict
    by_you: bool = False

    @property
    def unsure(self) -> bool:
        """Whether the speaker is asked: perhaps heard, and not answered yet."""
        return self.verdict.unsure and not self.by_you


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a checkpoint was covered outside its own section: in which, from which second of its take, in which words.

    `at` is None for a text without sound; `verdict` is *said* or *partly*.
    """

    section_id: str
    section_name: str
    at: float | None
    quote: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SectionReview:
    """One section as it was spoken. `seconds` is None for a text without sound.

    `transcript` is None while there is none; `unrecognised` says why then. `voice`: where a voice was heard; None where
    nobody listened for one. `filled_pauses`: fillers that seem to be in the sound and are no words, with the speaker's
    answers. `corrections`: terms of the question that were misheard. `verdicts` are the machine's, `meter` is their
    meter version; `overrules` are the speaker's own, by checkpoint id. `elsewhere`: checkpoints that are not said here
    but were covered in another section of the run-through.
    """

    section: Section
    seconds: float | None
    take: Take | None = None
    extra_takes: int = 0
    transcript: Transcript | None = None
    voice: tuple[Stretch, ...] | None = None
    filled_pauses: tuple[FilledPause, ...] = ()
    corrections: tuple[Correction, ...] = ()
    verdicts: tuple[CheckpointVerdict, ...] = ()
    meter: str | None = None
    unrecognised: str | None = None
    overrules: Mapping[str, Overrule] = field(default_factory=dict[str, Overrule])
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict[str, Elsewhere])

    def said_elsewhere(self, standing: StandingVerdict) -> Elsewhere | None:
        """Where a checkpoint that is missed here was covered instead: no miss then, though it is not said here either.

        The speaker's own *missed* is believed, so there is no elsewhere beside it; and what was only partly said
        elsewhere comes after the question whether it was said here.
        """
        if standing.by_you or standing.verdict.verdict is not Verdict.MISSED:
            return None
        place = self.elsewhere.get(standing.verdict.checkpoint_id)
        return None if place is not None and standing.unsure and place.verdict is Verdict.PARTLY else place

    def outcome(self, standing: StandingVerdict) -> Outcome:
        """What is told of a checkpoint of this section."""
        if self.said_elsewhere(standing) is not None:
            return Outcome.ELSEWHERE
        return Outcome.UNSURE if standing.unsure else Outcome(standing.verdict.verdict)

    def own_verdict(self, checkpoint_id: str, verdict: Verdict, words: Evidence | None = None) -> Overrule:
        """The speaker's verdict on a checkpoint as it is to be kept, resting on `words` of the transcript.

        Without `words` a *said* or *partly* keeps those it stands on now: what the speaker read when they decided.
        """
        stands = (each.verdict.evidence for each in self.standing if each.verdict.checkpoint_id == checkpoint_id)
        rests = words or (next(stands, None) if verdict is not Verdict.MISSED else None)
        spoken = self.transcript.words if self.transcript else ()
        return Overrule(verdict, span_of(spoken, rests) if rests is not None and spoken else None)

    def quote(self, evidence: Evidence | None) -> str:
        """The words of an evidence; "" where there are none."""
        words = self.transcript.words if self.transcript else ()
        return "" if evidence is None else " ".join(word.text for word in words[evidence.first : evidence.last + 1])

    @property
    def standing(self) -> tuple[StandingVerdict, ...]:
        """The verdicts that hold, in the order of the checkpoints; none for a checkpoint that nobody judged."""
        machine = {verdict.checkpoint_id: verdict for verdict in self.verdicts}
        points = self.section.checkpoints
        return tuple(
            self._standing(point.id, machine.get(point.id))
            for point in points
            if point.id in machine or point.id in self.overrules
        )

    def _standing(self, checkpoint_id: str, machine: CheckpointVerdict | None) -> StandingVerdict:
        found = machine or CheckpointVerdict(checkpoint_id, Verdict.MISSED, 0.0)
        own = self.overrules.get(checkpoint_id)
        if own is None:
            return StandingVerdict(found)
        evidence, why = found.evidence, found.why if own.verdict is found.verdict else ""
        if own.span is not None:
            evidence = words_within(self.transcript.words if self.transcript else (), own.span)
        return StandingVerdict(replace(found, verdict=own.verdict, why=why, evidence=evidence), by_you=True)

    @property
    def said(self) -> int:
        """Checkpoints whose standing verdict is *said*; what was said in another section is not among them."""
        return sum(each.verdict.verdict is Verdict.SAID for each in self.standing)


@dataclass(frozen=True, slots=True)
class Review:
    """A run-through, or an analysed file (`runthrough_id` and `started_at` None).

    `follow_ups`: the questions that its follow-up section asked.
    """

    question_id: str
    title: str
    sections: tuple[SectionReview, ...]
    runthrough_id: str | None = None
    started_at: str | None = None
    follow_ups: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """Length of all sections together."""
        return sum(section.seconds or 0.0 for section in self.sections)

    @property
    def said(self) -> int:
        """Checkpoints said, over all sections."""
        return sum(section.said for section in self.sections)

    @property
    def asked(self) -> int:
        """Checkpoints of the sections that were spoken."""
        return sum(len(section.section.checkpoints) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A checkpoint that the speaker says was covered where the machine had found less; `quote`: their words for it."""

    point: Checkpoint
    quote: str


def corrected(review: Review) -> list[Corrected]:
    """The checkpoints of a run-through that have words which the machine did not recognise for what they are."""
    found: list[Corrected] = []
    for section in review.sections:
        points = {point.id: point for point in section.section.checkpoints}
        machine = {verdict.checkpoint_id: verdict.verdict for verdict in section.verdicts}
        for each in section.standing:
            verdict, quote = each.verdict, section.quote(each.verdict.evidence)
            before = machine.get(verdict.checkpoint_id, Verdict.MISSED)
            if each.by_you and quote and verdict.verdict.height > before.height:
                found.append(Corrected(points[verdict.checkpoint_id], quote))
    return found


def with_elsewhere(
    sections: Sequence[SectionReview], covered: Mapping[str, Sequence[CheckpointVerdict]]
) -> tuple[SectionReview, ...]:
    """The sections of one run-through, each told which of its checkpoints were covered in the others' takes.

    `covered`: by the id of the section that was spoken, the verdicts of its take on checkpoints of other sections.
    Where several takes covered one, that with the higher verdict counts, then with the higher score, then the earlier.
    """
    found: dict[str, tuple[tuple[int, float], Elsewhere]] = {}
    for section in sections:
        for verdict in covered.get(section.section.id, ()):
            worth = (verdict.verdict.height, verdict.score)
            best = found.get(verdict.checkpoint_id)
            place = _elsewhere(section, verdict)
            if place is not None and (best is None or worth > best[0]):
                found[verdict.checkpoint_id] = (worth, place)
    return tuple(_told(section, {point: place for point, (_, place) in found.items()}) for section in sections)


def _elsewhere(section: SectionReview, verdict: CheckpointVerdict) -> Elsewhere | None:
    evidence, words = verdict.evidence, section.transcript.words if section.transcript else ()
    if verdict.verdict is Verdict.MISSED or evidence is None or evidence.last >= len(words):
        return None
    at = None if section.seconds is None else words[evidence.first].start
    return Elsewhere(section.section.id, section.section.name, at, section.quote(evidence), verdict.verdict)


def _told(section: SectionReview, found: Mapping[str, Elsewhere]) -> SectionReview:
    own = {each.verdict.checkpoint_id: each.verdict.verdict for each in section.standing}
    asked = (point.id for point in section.section.checkpoints if own.get(point.id) is not Verdict.SAID)
    return replace(section, elsewhere={point: found[point] for point in asked if point in found})


def remarks(section: SectionReview) -> list[str]:
    """What whoever listens to a recording should know of it, a sentence each."""
    take = section.take
    if take is None:
        return []
    found = [f"{gap.seconds:.1f} s of sound are missing at {format_time(gap.at)}." for gap in take.gaps]
    if take.clipped:
        found.append(f"Too loud: {take.clipped} times at full scale.")
    if section.extra_takes:
        more = "takes are" if section.extra_takes > 1 else "take is"
        found.append(f"{section.extra_takes} more {more} kept beside this one.")
    return found


def latest_takes(takes: Sequence[Take]) -> dict[str, tuple[Take, int]]:
    """For each section that was spoken: the take that stands for it, and how many others there are.

    The last take that was not redone stands; where all were, the last of those.
    """
    chosen: dict[str, tuple[Take, int]] = {}
    for section_id in dict.fromkeys(take.section_id for take in takes):
        of_section = sorted((take for take in takes if take.section_id == section_id), key=lambda take: take.number)
        counting = [take for take in of_section if take.counts] or of_section
        chosen[section_id] = (counting[-1], len(of_section) - 1)
    return chosen
