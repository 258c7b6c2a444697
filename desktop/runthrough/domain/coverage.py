"""Which checkpoints were covered, with the words that prove it.

Channel "cue" and the verdict rules of the coverage notes: a checkpoint is heard when one of its cue phrases is; it is
*said* when besides the sentence has enough words of its own, a figure where one is asked for, and every group of cue
phrases is represented. Else it is *partly* said, and the verdict tells what was lacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runthrough.domain.common_words import specificity
from runthrough.domain.cue_match import Cue, CueIndex, Hit, denied, make_cue
from runthrough.domain.normalise import Token, holds_quantity, tokens
from runthrough.domain.question import Checkpoint
from runthrough.domain.sentences import Sentence, SentenceCutter
from runthrough.domain.speech import Transcript, Utterance
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict

RULES = "cue-1"
"""Version of the rules below; part of the meter version."""

HEARD = 0.68
"""Cue score from which a checkpoint counts as heard; chosen on labelled development answers."""
GROUP_HEARD = 0.35
"""Cue score from which a further group of cue phrases counts as represented."""
CONTENT_WORDS = 5
"""Words beyond function words that a sentence needs to have said anything."""
DENIED = 0.35
"""What a denial leaves of a score; figures are exempt, because "we have not lost a tick" is a result."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence in which a checkpoint was heard. `lacks` is "" when it has substance."""

    score: float
    evidence: Evidence
    lacks: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is known of one checkpoint so far: its groups' best scores, and the best sentence of each kind."""

    groups: tuple[float, ...]
    full: _Heard | None = None
    thin: _Heard | None = None


class Coverage:
    """What has been covered so far, fed utterance by utterance as they are heard.

    Sentences are judged when they end and never again, so the verdicts after the last utterance are those of the whole
    transcript, and they only rise on the way.
    """

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self._checkpoints = tuple(checkpoints)
        self._index = CueIndex(_cues(self._checkpoints))
        self._cutter = SentenceCutter()
        self._standings = [_Standing((0.0,) * len(point.cue_groups)) for point in self._checkpoints]
        self._shown: tuple[CheckpointVerdict, ...] = self._judged(self._standings)

    def hear(self, utterance: Utterance) -> tuple[CheckpointVerdict, ...]:
        """Take one more utterance; returns the verdicts that rose."""
        for sentence in self._cutter.feed(utterance):
            self._standings = self._after(sentence)
        before, self._shown = self._shown, self.verdicts()
        return tuple(
            now for was, now in zip(before, self._shown, strict=True) if now.verdict.height > was.verdict.height
        )

    def verdicts(self) -> tuple[CheckpointVerdict, ...]:
        """The verdicts so far, in the order of the checkpoints; the sentence that is still open counts, too."""
        rest = self._cutter.rest()
        return self._judged(self._standings if rest is None else self._after(rest))

    def _after(self, sentence: Sentence) -> list[_Standing]:
        """The standings once a sentence is added to them."""
        made = tokens([word.text for word in sentence.words])
        hits = self._index.find(made)
        return [
            _add(
                standing, point, _Finding(sentence, made, {cue: hit for cue, hit in hits.items() if cue.owner == owner})
            )
            for owner, (standing, point) in enumerate(zip(self._standings, self._checkpoints, strict=True))
        ]

    def _judged(self, standings: Sequence[_Standing]) -> tuple[CheckpointVerdict, ...]:
        return tuple(_verdict(point, standing) for point, standing in zip(self._checkpoints, standings, strict=True))


def judge(transcript: Transcript, checkpoints: Sequence[Checkpoint]) -> tuple[CheckpointVerdict, ...]:
    """The final verdicts on a whole transcript."""
    coverage = Coverage(checkpoints)
    for utterance in transcript.utterances:
        coverage.hear(utterance)
    return coverage.verdicts()


def _cues(checkpoints: Sequence[Checkpoint]) -> list[Cue]:
    made = [
        make_cue(phrase, owner, group)
        for owner, point in enumerate(checkpoints)
        for group, phrases in enumerate(point.cue_groups)
        for phrase in phrases
    ]
    return [cue for cue in made if cue is not None]


@dataclass(frozen=True, slots=True)
class _Finding:
    """The cues of one checkpoint that were found in a sentence."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    hits: dict[Cue, Hit]


def _add(standing: _Standing, point: Checkpoint, finding: _Finding) -> _Standing:
    """A checkpoint's standing after a sentence."""
    if not finding.hits:
        return standing
    groups = list(standing.groups)
    best, best_hit = 0.0, None
    for cue, hit in finding.hits.items():
        score = hit.score if point.needs_number else hit.score * _denial(finding, hit)
        groups[cue.group] = max(groups[cue.group], score)
        if score > best:
            best, best_hit = score, hit
    full, thin = standing.full, standing.thin
    if best_hit is not None and best >= HEARD:
        lacks = _lacks(point, finding.tokens)
        heard = _Heard(best, Evidence(finding.sentence.first, finding.sentence.last), lacks)
        if lacks:
            thin = _better(thin, heard)
        else:
            full = _better(full, heard)
    return _Standing(tuple(groups), full, thin)


def _denial(finding: _Finding, hit: Hit) -> float:
    words = [word.text for word in finding.sentence.words]
    return DENIED if denied(words, finding.tokens[hit.first].first) else 1.0


def _lacks(point: Checkpoint, sentence: Sequence[Token]) -> str:
    """What keeps a sentence in which the checkpoint was heard from having said it."""
    if point.needs_number and not holds_quantity(sentence):
        return "heard, but no number"
    if sum(specificity(token.text) > 0.2 for token in sentence) < CONTENT_WORDS:
        return "heard, but only in passing"
    return ""


def _better(one: _Heard | None, other: _Heard) -> _Heard:
    return other if one is None or other.score > one.score else one


def _verdict(point: Checkpoint, standing: _Standing) -> CheckpointVerdict:
    score = round(max(standing.groups, default=0.0), 4)
    channels = {"cue": score}
    whole = all(group >= GROUP_HEARD for group in standing.groups)
    heard = standing.full or standing.thin
    if heard is None:
        return CheckpointVerdict(point.id, Verdict.MISSED, score, None, channels)
    if standing.full is not None and whole:
        return CheckpointVerdict(point.id, Verdict.SAID, score, heard.evidence, channels)
    why = heard.lacks or "heard, but only a part of it"
    return CheckpointVerdict(point.id, Verdict.PARTLY, score, heard.evidence, channels, why)
