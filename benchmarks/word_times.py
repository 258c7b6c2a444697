"""How far the times of words are from where they were spoken, on the clips with known word times.

Known times lie beside a clip as `NAME.words.tsv` (word, start, end in seconds) or as `NAME.align.json` (pocketsphinx).
Recognised words are matched with them in order; a word that was misheard is left out, because it has no known time.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from faster_whisper import decode_audio
from rapidfuzz.distance import Levenshtein

from benchmarks.installed import recognisers
from benchmarks.options import Options
from runthrough.domain.speech import Word
from runthrough.rehearsal.clip_cutter import EAGER, Clip, ClipCutter
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser, Samples

BLOCK = RECOGNITION_RATE // 4
"""Samples that are fed at once: a quarter of a second, as while somebody speaks."""
AIM = 0.1
"""Seconds off at most, for half of the words: below it a click on a word plays that word."""


@dataclass(frozen=True, slots=True)
class TimeErrors:
    """Seconds by which the matched words are off: their starts and their middles; `spoken` counts all words there."""

    name: str
    starts: tuple[float, ...]
    middles: tuple[float, ...]
    spoken: int

    @property
    def line(self) -> str:
        """All of it in one line."""
        if not self.starts:
            return f"{self.name:24} no word was recognised"
        within = sum(abs(error) < AIM for error in self.starts) / len(self.starts)
        return (
            f"{self.name:24} {len(self.starts):3} of {self.spoken:3} words, start {_off(self.starts)}, "
            f"middle {_off(self.middles)}, {within:4.0%} of starts within {AIM:.1f} s"
        )


def _off(errors: Sequence[float]) -> str:
    sizes = np.abs(errors)
    return f"{median(sizes.tolist()) * 1000:4.0f} ms (p90 {np.percentile(sizes, 90) * 1000:4.0f})"


def known_words(clip: Path) -> list[Word] | None:
    """The words of a clip with the times at which they were spoken; None where they are not known."""
    table, aligned = clip.with_suffix(".words.tsv"), clip.with_suffix(".align.json")
    if table.is_file():
        with table.open(encoding="utf-8") as rows:
            reader = csv.DictReader(rows, delimiter="\t")
            return [Word(row["word"], float(row["start"]), float(row["end"])) for row in reader]
    if aligned.is_file():
        found = json.loads(aligned.read_text(encoding="utf-8"))["w"]
        return [
            Word(re.sub(r"\(\d+\)$", "", each["t"]), each["b"], each["b"] + each["d"])
            for each in found
            if not each["t"].startswith(("<", "["))
        ]
    return None


def heard_clips(
    samples: Samples, recogniser: Recogniser, language: str = "en", terms: Sequence[str] = ()
) -> list[tuple[Clip, Sequence[Word]]]:
    """A recording in the clips that are cut while somebody speaks, each with its words timed from its start."""
    recogniser.begin_voice()
    cutter = ClipCutter()
    clips = [
        clip
        for begin in range(0, len(samples), BLOCK)
        for block in [samples[begin : begin + BLOCK]]
        for clip in cutter.feed(block, recogniser.voice(block), EAGER)
    ]
    last = cutter.flush()
    return [(clip, recogniser.recognise(clip.samples, language, terms)) for clip in (*clips, *([last] if last else []))]


def heard_words(clips: Sequence[tuple[Clip, Sequence[Word]]]) -> list[Word]:
    """The words of all clips, timed from the start of the recording."""
    return [Word(word.text, word.start + clip.start, word.end + clip.start) for clip, words in clips for word in words]


def time_errors(name: str, heard: Sequence[Word], known: Sequence[Word]) -> TimeErrors:
    """How far the words that were heard are off, where they are the same as those that are known."""
    pairs = [
        (heard[code.src_start + offset], known[code.dest_start + offset])
        for code in Levenshtein.opcodes([_plain(word) for word in heard], [_plain(word) for word in known])
        if code.tag == "equal"
        for offset in range(code.src_end - code.src_start)
    ]
    return TimeErrors(
        name,
        tuple(word.start - truth.start for word, truth in pairs),
        tuple((word.start + word.end - truth.start - truth.end) / 2 for word, truth in pairs),
        len(known),
    )


def _plain(word: Word) -> str:
    return re.sub(r"[^a-z0-9']", "", word.text.lower())


def print_word_times(folder: Path, recogniser: Recogniser) -> None:
    """Print how far the times are off, for each clip in `folder` whose word times are known, and for all of them."""
    identity = recogniser.identity
    print(f"word times, {identity.name} {identity.version}, {identity.word_times}")
    found: list[TimeErrors] = []
    for clip in sorted(folder.iterdir()):
        known = known_words(clip) if clip.suffix in {".wav", ".flac", ".mp3"} else None
        if known is not None:
            samples = np.asarray(decode_audio(str(clip), RECOGNITION_RATE), np.float32)
            found.append(time_errors(clip.name, heard_words(heard_clips(samples, recogniser)), known))
            print(f"  {found[-1].line}")
    if not found:
        print(f"  no clip in {folder} has known word times")
        return
    starts = tuple(error for each in found for error in each.starts)
    middles = tuple(error for each in found for error in each.middles)
    print(f"  {TimeErrors('all', starts, middles, sum(each.spoken for each in found)).line}")


def main(options: Options) -> None:
    """Print the figures of all recognisers on the clips of a folder."""
    if not options.clips.is_dir():
        print(f"  skipped, the recorded clips are not in {options.clips}")
        return
    for recogniser in recognisers():
        print_word_times(options.clips, recogniser)
