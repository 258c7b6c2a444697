"""Recordings with transcripts, and the words in them as the field counts them.

A folder of clips holds `manifest.tsv` with the columns `file` and `transcript`, and others that are not read. What
stands in brackets is a note, not spoken; a clip of which nothing is left then has no transcript.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from whisper_normalizer.english import EnglishTextNormalizer

from benchmarks.sound_files import decoded
from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples


@dataclass(frozen=True, slots=True)
class SpokenClip:
    """A recording with the words that are spoken in it, normalised; none where they are not known."""

    name: str
    samples: Samples
    words: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / RECOGNITION_RATE


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Words wrong, missing and too many, of so many `spoken`."""

    wrong: int = 0
    missing: int = 0
    added: int = 0
    spoken: int = 0

    @property
    def errors(self) -> int:
        """All of them."""
        return self.wrong + self.missing + self.added

    @property
    def rate(self) -> float:
        """Word errors for each word spoken."""
        return self.errors / self.spoken if self.spoken else 0.0

    def __add__(self, other: WordErrors) -> WordErrors:
        """Those of two clips."""
        return WordErrors(
            self.wrong + other.wrong,
            self.missing + other.missing,
            self.added + other.added,
            self.spoken + other.spoken,
        )


def normalised(text: str) -> tuple[str, ...]:
    """Words as Whisper's evaluation compares them (OpenAI, "Robust Speech Recognition", appendix C).

    Without case, punctuation, fillers and notes in brackets, numbers as figures, contractions and spellings made one.
    """
    return tuple(_normalizer()(text).split())


@cache
def _normalizer() -> EnglishTextNormalizer:
    return EnglishTextNormalizer()


def spoken_clips(folder: Path) -> list[SpokenClip]:
    """The clips of a folder; none where it has no manifest. A clip that is missing is told and passed over."""
    manifest = folder / "manifest.tsv"
    if not manifest.is_file():
        print(f"  skipped, there are no recorded clips in {folder} (no manifest.tsv)")
        return []
    with manifest.open(encoding="utf-8", newline="") as rows:
        named = [(row["file"], row["transcript"] or "") for row in csv.DictReader(rows, delimiter="\t")]
    clips: list[SpokenClip] = []
    for name, transcript in named:
        if (folder / name).is_file():
            clips.append(SpokenClip(name, decoded(folder / name), normalised(transcript)))
        else:
            print(f"  {name} is not in {folder}")
    return clips


def word_errors(spoken: Sequence[str], text: str) -> WordErrors:
    """How a recognised text differs from the words that were spoken."""
    tags = Counter(edit.tag for edit in Levenshtein.editops(spoken, normalised(text)))
    return WordErrors(tags["replace"], tags["delete"], tags["insert"], len(spoken))
