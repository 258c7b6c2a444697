"""What was said: words, utterances, transcripts, and where there was a voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

TakeSpan = tuple[float, float]
"""From which second of a take until which."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word. Times are seconds from the first sample of the take.

    `text` is as the recogniser wrote it, punctuation attached, without surrounding spaces.
    `probability` is the recogniser's own, 0 to 1; None where it gives none (Moonshine).
    `heard`: what the recogniser wrote where a term of the question stands instead (`term_match`); "" on the further
    words of the same term; None for a word as it was recognised.
    """

    text: str
    start: float
    end: float
    probability: float | None = None
    heard: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a take in which a voice was heard, in seconds from its first sample."""

    start: float
    end: float


WITHOUT_TIMES = ("Moonshine",)
"""How the names of recognisers begin that write text alone: the times of its words are estimated from the sound."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words of one clip, in order; never empty. `recogniser` names what heard it."""

    id: str
    words: tuple[Word, ...]
    recogniser: str

    @property
    def start(self) -> float:
        """Seconds from the take's first sample to the first word."""
        return self.words[0].start

    @property
    def end(self) -> float:
        """Seconds from the take's first sample to the end of the last word."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def times_estimated(self) -> bool:
        """Whether the words' times are estimated, not the recogniser's own."""
        return self.recogniser.startswith(WITHOUT_TIMES)


@dataclass(frozen=True)
class Transcript:
    """A take's utterances in order. Word indices count through the whole transcript from 0."""

    utterances: tuple[Utterance, ...] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, in order; an `Evidence` points into this tuple."""
        return tuple(word for utterance in self.utterances for word in utterance.words)

    @property
    def text(self) -> str:
        """All words joined by single spaces."""
        return " ".join(utterance.text for utterance in self.utterances)

    @property
    def times_estimated(self) -> bool:
        """Whether any word's times are estimated."""
        return any(utterance.times_estimated for utterance in self.utterances)
