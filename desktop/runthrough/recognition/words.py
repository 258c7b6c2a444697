"""What is done to the words of any engine: their times are put in order, and invented text is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.speech import Word
from runthrough.recognition.loops import spoken_text, without_loops

LEAST_WORD = 0.05
"""Seconds a word lasts at least; attention-based times squeeze late words to nothing."""

BEFORE_THE_VOICE, BEHIND_THE_VOICE = 0.15, 0.1
"""Seconds by which a clip's first word may begin before its voice, and the last end behind it; attention-based times
drift into the silence at both ends (faster-whisper 125, 230; the margins are our own)."""

PAUSE_FRAMES = 5
"""Frames without a voice (0.16 s) that no word bridges."""


def tidy(words: Sequence[Word], seconds: float) -> tuple[Word, ...]:
    """Words of a clip of this length, without loops and bare punctuation, one after another and inside the clip.

    Words that an engine put beyond the end of the clip share its last 0.05 s.
    """
    tidied: list[Word] = []
    earliest = 0.0
    for word in without_loops([word for word in words if spoken_text(word.text)]):
        start = min(max(word.start, earliest), max(0.0, seconds - LEAST_WORD))
        end = min(max(word.end, start + LEAST_WORD), seconds)
        tidied.append(Word(word.text, round(start, 3), round(end, 3), word.probability))
        earliest = end
    return tuple(tidied)


def within_voice(words: Sequence[Word], voiced: NDArray[np.bool_], frame_seconds: float) -> list[Word]:
    """Words whose first begins with the voice and whose last ends with it; as they were where no frame is voiced.

    What lies between is left alone. `voiced`: for each frame of the clip, whether there is a voice.
    """
    frames = np.flatnonzero(voiced)
    held = list(words)
    if not held or not len(frames):
        return held
    onset, offset = float(frames[0]) * frame_seconds, float(frames[-1] + 1) * frame_seconds
    first = held[0]
    if first.start < onset - BEFORE_THE_VOICE:
        held[0] = replace(first, start=max(first.start, min(onset, first.end - LEAST_WORD)))
    last = held[-1]
    held[-1] = replace(last, end=min(last.end, max(offset + BEHIND_THE_VOICE, last.start + LEAST_WORD)))
    return held


def spread(texts: Sequence[str], voiced: NDArray[np.bool_], frame_seconds: float) -> list[Word]:
    """Words without times, spread over the voiced frames of the stretch in which they were said, by their letters.

    Times are seconds from the first frame. A word that would bridge a pause goes to the side with more of it. If no
    frame is voiced, the words are spread over all.
    """
    said = [text for text in texts if spoken_text(text)]
    frames = np.flatnonzero(voiced) if voiced.any() else np.arange(len(voiced))
    if not said or not len(frames):
        return []
    letters = np.cumsum([0, *(len(spoken_text(text)) for text in said)])
    edges = letters / letters[-1] * len(frames)
    first = np.minimum(edges[:-1].astype(int), len(frames) - 1)
    last = np.clip(np.ceil(edges[1:]).astype(int) - 1, 0, len(frames) - 1)
    starts = frames[first] + (edges[:-1] - first)
    ends = frames[last] + (edges[1:] - last)
    pauses = _pauses(frames)
    times = (_longest_piece(start, end, pauses) for start, end in zip(starts.tolist(), ends.tolist(), strict=True))
    return [
        Word(text, start * frame_seconds, end * frame_seconds) for text, (start, end) in zip(said, times, strict=True)
    ]


def _pauses(frames: NDArray[np.intp]) -> list[tuple[float, float]]:
    """The pauses between voiced frames, each as (first frame without a voice, first with one)."""
    before = np.flatnonzero(np.diff(frames) > PAUSE_FRAMES)
    return [(float(frames[index]) + 1, float(frames[index + 1])) for index in before]


def _longest_piece(start: float, end: float, pauses: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return max(_pieces(start, end, pauses), key=lambda piece: piece[1] - piece[0])


def _pieces(start: float, end: float, pauses: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The parts of a stretch of time that lie outside the pauses."""
    for silent, voiced in pauses:
        if start < silent and voiced < end:
            yield start, silent
            start = voiced
    yield start, end
