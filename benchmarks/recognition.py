"""How well and how fast speech is recognised: `python -m benchmarks.recognition` prints word errors clip by clip."""

from __future__ import annotations

import csv
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import decode_audio
from rapidfuzz.distance import Levenshtein

from runthrough.places import CHECKOUT, default_places
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.clip_cutter import ClipCutter, Patience
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser, Samples

CLIPS = CHECKOUT.parent / "shared" / "data" / "clips"
UNUSED = {"wt_apollo11.mp3", "sv_test.wav"}
"""Clips without a transcript, or with one that cannot be held against speech."""

UNCUT = Patience(())
"""No pause ends a clip; only what is longer than 24 s is cut."""

Transcribe = Callable[[Samples], str]
"""Takes the whole of a recording at 16 kHz and gives its text."""


@dataclass(frozen=True, slots=True)
class SpokenClip:
    """A recording with the words that are spoken in it, normalised."""

    name: str
    samples: Samples
    words: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / RECOGNITION_RATE


@dataclass(frozen=True, slots=True)
class ClipResult:
    """What a recogniser made of a clip: the text, the word errors in it, and the seconds it took."""

    clip: SpokenClip
    text: str
    errors: int
    took: float


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """The results of all clips."""

    results: tuple[ClipResult, ...]

    @property
    def errors(self) -> int:
        """Words wrong, missing or too many."""
        return sum(result.errors for result in self.results)

    @property
    def words(self) -> int:
        """Words spoken."""
        return sum(len(result.clip.words) for result in self.results)

    @property
    def rate(self) -> float:
        """Word errors for each word spoken."""
        return self.errors / self.words

    @property
    def real_time_factor(self) -> float:
        """Seconds of work for each second of sound."""
        return sum(result.took for result in self.results) / sum(result.clip.seconds for result in self.results)


def normalised(text: str) -> tuple[str, ...]:
    """Words without case and punctuation. Numbers stay as they were written, so "10" is not "ten"."""
    return tuple(re.findall(r"[a-z0-9']+", text.lower()))


def spoken_clips(folder: Path = CLIPS) -> list[SpokenClip]:
    """The clips of the manifest that have a transcript; notes in brackets are not part of it."""
    with (folder / "manifest.tsv").open(encoding="utf-8") as manifest:
        rows = [row for row in csv.DictReader(manifest, delimiter="\t") if row["file"] not in UNUSED]
    return [
        SpokenClip(row["file"], _decoded(folder / row["file"]), normalised(_without_notes(row["transcript"])))
        for row in rows
    ]


def word_error_rate(clips: Iterable[SpokenClip], transcribe: Transcribe) -> ErrorRate:
    """Let `transcribe` hear the clips one after another."""
    results: list[ClipResult] = []
    for clip in clips:
        begun = time.perf_counter()
        text = transcribe(clip.samples)
        took = time.perf_counter() - begun
        results.append(ClipResult(clip, text, Levenshtein.distance(clip.words, normalised(text)), took))
    return ErrorRate(tuple(results))


def whole_clips(recogniser: Recogniser, language: str = "en") -> Transcribe:
    """Recognition of recordings in one piece, as far as a recogniser takes them."""

    def transcribe(samples: Samples) -> str:
        recogniser.begin_voice()
        cutter = ClipCutter()
        clips = [*cutter.feed(samples, recogniser.voice(samples), UNCUT), cutter.flush()]
        words = (word for clip in clips if clip for word in recogniser.recognise(clip.samples, language))
        return " ".join(word.text for word in words)

    return transcribe


def _decoded(path: Path) -> Samples:
    return np.asarray(decode_audio(str(path), RECOGNITION_RATE), np.float32)


def _without_notes(transcript: str) -> str:
    return re.sub(r"\[.*?\]|\(.*?\)", "", transcript)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures of the recogniser that is named, of Moonshine if none is."""
    if not CLIPS.is_dir():
        print(f"recognition: skipped, the recorded clips are not in {CLIPS}")
        return
    places = default_places()
    choice = ModelStore((places.models, places.shipped_models)).choose(arguments[0] if arguments else "moonshine")
    recogniser = RecogniserProcess(choice)
    try:
        identity = recogniser.identity
        found = word_error_rate(spoken_clips(), whole_clips(recogniser))
    finally:
        recogniser.close()
    print(f"whole clips, {identity.name} {identity.version}")
    for result in found.results:
        clip = result.clip
        share = result.took / clip.seconds
        print(f"  {clip.name:24} {clip.seconds:5.1f} s  {result.errors:2} of {len(clip.words):3} words  {share:.3f} x")
    print(f"  word error rate {found.rate:.1%} ({found.errors} of {found.words})")
    print(f"  real-time factor {found.real_time_factor:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
