"""Moonshine tiny-en, the embedded recogniser: English, 43 MB, with its weights inside the wheel `moonshine-voice`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.languages import is_english
from runthrough.domain.speech import Word
from runthrough.recognition.alignment import align, fit
from runthrough.recognition.engine import EngineGaveUp, ModelUnusable
from runthrough.recognition.invented import is_empty_loop, is_guess
from runthrough.recognition.level import at_full_level
from runthrough.recognition.loops import spoken_text
from runthrough.recognition.moonshine_decoder import SPACE, MoonshineDecoder, Piece
from runthrough.recognition.silero import voiced_frames
from runthrough.recognition.words import spread, tidy
from runthrough.rehearsal.clip_cutter import FRAME, FRAME_SECONDS, LEAST_VOICE, MARGIN
from runthrough.rehearsal.ports import RECOGNITION_RATE, RecogniserIdentity, Samples

DECODING = 3
"""Of what is done around the networks; 1 was the wheel's own library, which dropped nothing that was guessed."""


class Moonshine:
    """An Engine. It gives no word times, so they are estimated: the sounds of the words are sought in the clip."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the weights in `folder`. Raises ModelUnusable."""
        try:
            self._decoder = MoonshineDecoder(folder, threads)
            self._decoder.decode(np.zeros(RECOGNITION_RATE, np.float32))  # the first call is slow
        except Exception as error:  # onnxruntime has a dozen classes for what is wrong with weights, of no common base
            raise ModelUnusable(f"its weights cannot be loaded ({error})") from error

    @property
    def identity(self) -> RecogniserIdentity:
        """What it is."""
        return RecogniserIdentity(
            "Moonshine tiny-en", f"{version('moonshine-voice')}/{DECODING}", "estimated", english_only=True
        )

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip. It invents some ("You") where there is no voice, so none are sought there."""
        if not is_english(language):
            raise EngineGaveUp(f"it understands English alone, not “{language}”")
        voiced = voiced_frames(samples)
        frames = np.flatnonzero(voiced)
        if len(frames) * FRAME_SECONDS < LEAST_VOICE:
            return ()
        margin = round(MARGIN / FRAME_SECONDS)
        begin, end = max(0, int(frames[0]) - margin), int(frames[-1]) + 1 + margin
        spoken = at_full_level(samples[begin * FRAME : end * FRAME])
        words = [
            Word(word.text, word.start + begin * FRAME_SECONDS, word.end + begin * FRAME_SECONDS)
            for word in timed(self._decode(spoken, voiced[begin:end]), spoken, voiced[begin:end])
        ]
        return tidy(words, len(samples) / RECOGNITION_RATE)

    def _decode(self, samples: Samples, voiced: NDArray[np.bool_]) -> list[str]:
        """The words that were said; none where they are a guess. `voiced`: for each frame, whether there is a voice."""
        try:
            pieces = self._decoder.decode(samples)
        except Exception as error:  # as above
            raise EngineGaveUp(str(error)) from error
        words = words_of(pieces)
        texts = [word.text for word in words]
        if not words or is_guess(words, pieces[0].sureness, float(np.count_nonzero(voiced)) * FRAME_SECONDS):
            return []
        return [] if is_empty_loop(words, lambda: fit(sounding(texts), samples, voiced)) else texts


def words_of(pieces: Sequence[Piece]) -> list[Word]:
    """Words without times; the probability of each is the geometric mean of its pieces'."""
    words: list[list[Piece]] = []
    for piece in pieces:
        if piece.text.startswith(SPACE) or not words:
            words.append([])
        words[-1].append(piece)
    return [word for word in map(_word, words) if word.text]


def _word(pieces: Sequence[Piece]) -> Word:
    text = b"".join(piece.text for piece in pieces).replace(SPACE, b" ").decode("utf-8", "ignore").strip()
    return Word(text, 0.0, 0.0, math.exp(math.fsum(piece.sureness for piece in pieces) / len(pieces)))


def timed(texts: Sequence[str], samples: Samples, voiced: NDArray[np.bool_]) -> list[Word]:
    """The words with estimated times; where more is written than can have been said, spread over the voice."""
    said = sounding(texts)
    return align(said, samples, voiced) or spread(said, voiced, FRAME_SECONDS)


def sounding(texts: Sequence[str]) -> list[str]:
    """The words without those that are punctuation or notes of music alone."""
    return [text for text in texts if spoken_text(text)]
