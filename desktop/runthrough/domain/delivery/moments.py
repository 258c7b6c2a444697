"""What is measured, and the moments a number rests on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Stretch, Word

FEWEST_WORDS = 20
"""Below this a rate is "too short to measure" (ui.md 4.3)."""
TO_THE_BREAK = 0.1
"""Seconds between a silence and a break of the recording in which they belong together: three frames of 32 ms."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where something is: words `first` to `last`, both included, or a time without words of its own (both None).

    `begin` and `end` are seconds of the take, None for a text without sound. `text`: the words, or what it is.
    """

    text: str
    begin: float | None
    end: float | None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence within the speech, between the words `after` and `after` + 1; seconds of the take."""

    begin: float
    end: float
    after: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return round(self.end - self.begin, 3)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A take as it is measured, however its words were cut into utterances.

    `seconds` is None for a text without sound; `voice` is None where nobody listened for a voice. `breaks`: seconds at
    which the recording was interrupted, by the speaker or by lost samples. Word times are rough around pauses
    (faster-whisper's documentation), so they tell only between which words a pause lies.
    """

    words: tuple[Word, ...]
    seconds: float | None
    voice: tuple[Stretch, ...] | None = None
    breaks: tuple[float, ...] = ()
    filled_pauses: tuple[FilledPause, ...] = ()

    @property
    def counted(self) -> int:
        """Words without filler sounds."""
        return sum(not is_filler(word.text) for word in self.words)

    def moment(self, first: int, last: int) -> Moment:
        """The words `first` to `last`, both included."""
        words = self.words[first : last + 1]
        text = " ".join(word.text for word in words)
        if self.seconds is None:
            return Moment(text, None, None, first, last)
        return Moment(text, words[0].start, words[-1].end, first, last)

    def pauses(self) -> tuple[Pause, ...]:
        """Silences between the first and the last word at which the recording ran on; none where `voice` is None."""
        return tuple(pause for pause in self._silences() if not self._at_break(pause))

    def stops(self, least: float) -> frozenset[int]:
        """Words after which the speaker stopped for so many seconds or longer, or the recording was interrupted."""
        found = {pause.after for pause in self._silences() if pause.seconds >= least or self._at_break(pause)}
        middles = self._middles()
        found |= {bisect_left(middles, at) - 1 for at in self.breaks}
        return frozenset(index for index in found if 0 <= index < len(self.words) - 1)

    def silence(self, least: float) -> float | None:
        """Seconds without a voice, in silences of at least so many seconds, before and after the speech, too.

        None where it was not measured.
        """
        if self.voice is None or self.seconds is None:
            return None
        edges = [0.0, *(edge for each in self.voice for edge in (each.start, each.end)), self.seconds]
        lengths = (end - begin for begin, end in zip(edges[::2], edges[1::2], strict=True))
        return sum(length for length in lengths if length >= least)

    def _middles(self) -> list[float]:
        """Of the words; never falling, though recognisers let the times of two clips overlap."""
        return list(accumulate(((word.start + word.end) / 2 for word in self.words), max))

    def _silences(self) -> list[Pause]:
        voice, middles = self.voice or (), self._middles()
        made: list[Pause] = []
        for one, other in pairwise(voice):
            after = bisect_left(middles, (one.end + other.start) / 2) - 1
            if 0 <= after < len(middles) - 1 and other.start > one.end:
                made.append(Pause(one.end, other.start, after))
        return made

    def _at_break(self, pause: Pause) -> bool:
        return any(pause.begin - TO_THE_BREAK <= at <= pause.end + TO_THE_BREAK for at in self.breaks)
