"""Try a sentence: which checkpoints hear it, by which cue phrase, and what keeps the others from having been said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runthrough.domain.coverage import judge
from runthrough.domain.cue_match import CueIndex, make_cue
from runthrough.domain.meaning import Meaning
from runthrough.domain.normalise import tokens
from runthrough.domain.question import Checkpoint, Section
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.substance import GROUP_HEARD
from runthrough.domain.verdicts import CheckpointVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Hearing:
    """A checkpoint that heard something.

    `cue` was heard best, as `score` (0 to 1) says; "" where meaning alone decided. `why` is "" if it was said.
    """

    section: str
    checkpoint: Checkpoint
    verdict: Verdict
    score: float
    cue: str
    why: str


def try_sentence(words: str, sections: Sequence[Section], meaning: Meaning | None = None) -> tuple[Hearing, ...]:
    """The checkpoints of all sections that hear anything in the words, said ones first, then by score.

    They compete as they do in a take. `meaning` None hears by cue phrases alone.
    """
    spoken = tuple(Word(word, 0.0, 0.0) for word in words.split())
    if not spoken:
        return ()
    utterance = Utterance("trial", spoken, "text")
    points = [point for section in sections for point in section.checkpoints]
    verdicts = {each.checkpoint_id: each for each in judge(Transcript((utterance,)), points, meaning)}
    made = [hearing for section in sections for hearing in _hearings(utterance, section, verdicts)]
    return tuple(sorted(made, key=lambda each: (-each.verdict.height, -each.score)))


def _hearings(utterance: Utterance, section: Section, verdicts: Mapping[str, CheckpointVerdict]) -> list[Hearing]:
    made: list[Hearing] = []
    for point in section.checkpoints:
        cue, heard = _best_cue(utterance, point)
        verdict = verdicts[point.id]
        if heard >= GROUP_HEARD or verdict.evidence is not None:
            by = cue if heard >= GROUP_HEARD else ""
            made.append(Hearing(section.name, point, verdict.verdict, round(heard, 2), by, _why(verdict, heard)))
    return made


def _why(verdict: CheckpointVerdict, heard: float) -> str:
    if verdict.unsure:
        return "perhaps heard: you would be asked"
    if verdict.verdict is Verdict.MISSED:
        return f"only {round(heard * 100)} % of the cue was heard"
    return verdict.why


def _best_cue(utterance: Utterance, point: Checkpoint) -> tuple[str, float]:
    """The cue phrase of a checkpoint that the words hold best."""
    phrases = [phrase for group in point.cue_groups for phrase in group]
    cues = {cue: phrase for phrase in phrases if (cue := make_cue(phrase, 0, 0)) is not None}
    hits = CueIndex(list(cues)).find(tokens([word.text for word in utterance.words]))
    best = max(hits, key=lambda hit: hit.score, default=None)
    return ("", 0.0) if best is None else (cues[best.cue], best.score)
