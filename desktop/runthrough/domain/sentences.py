"""Cuts a stream of words into sentences as they are heard; what is cut is final, so live and later verdicts agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from runthrough.domain.speech import Utterance, Word

LONG_PAUSE = 0.6
"""Seconds of silence that end a sentence even without a full stop."""
SHORT_PAUSE = 0.3
SHORT_SENTENCE = 8
"""Words below which a full stop at the end of a clip is not believed without a long pause."""
LONG_SENTENCE = 18
"""Words from which a sentence also ends at a comma or a short pause: recognisers leave full stops out."""
LONGEST_SENTENCE = 40
"""Words after which a sentence ends wherever it is."""

_FULL_STOP = re.compile(r"[.!?;]['\")\]”]*$")
_COMMA = re.compile(r"[,:]['\")\]”]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that belong together; `first` is the index of the first one in the transcript."""

    first: int
    words: tuple[Word, ...]

    @property
    def last(self) -> int:
        """Index of the last word in the transcript."""
        return self.first + len(self.words) - 1


class SentenceCutter:
    """Takes utterances and gives whole sentences. A clip may end in mid-sentence, so only a pause ends one there."""

    def __init__(self) -> None:
        self._open: list[Word] = []
        self._first = 0
        self._last_ended_clip = False

    def feed(self, utterance: Utterance) -> Iterator[Sentence]:
        """The sentences that are complete now."""
        for index, word in enumerate(utterance.words):
            if self._open and self._ends_before(word):
                yield self._cut()
            self._open.append(word)
            self._last_ended_clip = index == len(utterance.words) - 1

    def rest(self) -> Sentence | None:
        """The words of the sentence that has not ended yet."""
        return Sentence(self._first, tuple(self._open)) if self._open else None

    def _cut(self) -> Sentence:
        sentence = Sentence(self._first, tuple(self._open))
        self._first += len(self._open)
        self._open = []
        return sentence

    def _ends_before(self, following: Word) -> bool:
        last = self._open[-1]
        pause = following.start - last.end
        if pause >= LONG_PAUSE or len(self._open) >= LONGEST_SENTENCE:
            return True
        if _FULL_STOP.search(last.text):
            # recognisers end every clip with a full stop, also where the speaker only took breath
            return not self._last_ended_clip or len(self._open) >= SHORT_SENTENCE
        return len(self._open) >= LONG_SENTENCE and (pause >= SHORT_PAUSE or bool(_COMMA.search(last.text)))
