"""Try a sentence: which checkpoints hear it, by which cue phrase, and what keeps the others from having been said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.coverage import GROUP_HEARD, judge
from runthrough.domain.cue_match import CueIndex, make_cue
from runthrough.domain.normalise import tokens
from runthrough.domain.question import Checkpoint, Section
from runthrough.domain.sentences import SentenceCutter
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Hearing:
    """A checkpoint that heard something. `cue` was heard best, as `score` (0 to 1) says; `why` is "" if it was said."""

    section: str
    checkpoint: Checkpoint
    verdict: Verdict
    score: float
    cue: str
    why: str


def try_sentence(words: str, sections: Sequence[Section]) -> tuple[Hearing, ...]:
    """The checkpoints of all sections that hear anything in the words, said ones first, then by score."""
    spoken = tuple(Word(word, 0.0, 0.0) for word in words.split())
    if not spoken:
        return ()
    utterance = Utterance("trial", spoken, "text")
    made = [hearing for section in sections for hearing in _hearings(utterance, section)]
    return tuple(sorted(made, key=lambda each: (-each.verdict.height, -each.score)))


def _hearings(utterance: Utterance, section: Section) -> list[Hearing]:
    verdicts = judge(Transcript((utterance,)), section.checkpoints)
    best = [_best_cue(utterance, point) for point in section.checkpoints]
    return [
        Hearing(section.name, point, verdict.verdict, round(score, 2), cue, _why(verdict.verdict, verdict.why, score))
        for point, verdict, (cue, score) in zip(section.checkpoints, verdicts, best, strict=True)
        if score >= GROUP_HEARD
    ]


def _why(verdict: Verdict, why: str, score: float) -> str:
    if verdict is Verdict.MISSED:
        return f"only {round(score * 100)} % of the cue was heard"
    return why


def _best_cue(utterance: Utterance, point: Checkpoint) -> tuple[str, float]:
    """The cue phrase of a checkpoint that a sentence of the utterance holds best."""
    phrases = [phrase for group in point.cue_groups for phrase in group]
    cues = {cue: phrase for phrase in phrases if (cue := make_cue(phrase, 0, 0)) is not None}
    index = CueIndex(list(cues))
    cutter = SentenceCutter()
    sentences = [*cutter.feed(utterance)]
    rest = cutter.rest()
    found = ("", 0.0)
    for sentence in (*sentences, *([rest] if rest else [])):
        for cue, hit in index.find(tokens([word.text for word in sentence.words])).items():
            if hit.score > found[1]:
                found = (cues[cue], hit.score)
    return found
