"""Evidence as seconds of a take and as words of a transcript: the seconds outlive another transcript, words do not."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.domain.speech import Word
from runthrough.domain.verdicts import Evidence

Span = tuple[float, float]
"""From the beginning of the first word to the end of the last, in seconds of the take."""


def span_of(words: Sequence[Word], evidence: Evidence) -> Span:
    """Where the words of an evidence stand in the take."""
    return words[evidence.first].start, words[evidence.last].end


def words_within(words: Sequence[Word], span: Span) -> Evidence | None:
    """The words at those seconds: those whose middle lies there, else the one that covers most of them; None if none.

    Recognisers differ by some tenths of a second in where a word begins and ends, so its middle decides.
    """
    begin, end = span
    inside = [at for at, word in enumerate(words) if begin <= (word.start + word.end) / 2 <= end]
    if inside:
        return Evidence(inside[0], inside[-1])
    shares = [min(word.end, end) - max(word.start, begin) for word in words]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return Evidence(best, best) if best is not None and shares[best] > 0 else None
