"""How many filler sounds are found: `python -m benchmarks fillers` prints recall and false alarms a minute.

No recording with labelled fillers is at hand, so synthetic ones (espeak-ng's "um", "uh", "er") of several voices,
rates and pitches are spliced into the recorded clips, half into pauses and half between two words. The detector was
tuned with the voices of `TUNED_WITH`; the figures are those of the others. Synthetic vowels are steadier than spoken
ones, so real recall is lower; false alarms are counted on the clips as they were recorded, too.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from faster_whisper import decode_audio

from benchmarks.installed import recognisers
from benchmarks.options import Options
from benchmarks.word_times import heard_clips
from runthrough.domain.normalise import is_filler
from runthrough.domain.speech import Stretch, Word
from runthrough.rehearsal.clip_cutter import Clip
from runthrough.rehearsal.filled_pauses import find_filled_pauses
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser, Samples
from runthrough.rehearsal.voiced import VoicedStretches

TUNED_WITH = ("en-us+m1", "en-us+f2", "en-gb+m3", "en-us+klatt")
TRIED_WITH = ("en-gb+f4", "en-us+m7", "en-gb-scotland+f1", "en-us+klatt4")
SOUNDS = ("um", "uh", "er")
RATES = (80, 110, 140)
"""Words a minute at which espeak-ng says them; at the slowest they last some 0.7 s."""
PITCHES = (30, 45, 60)
UNUSED = {"wt_apollo11.mp3"}
"""Radio with many voices and tones: nobody can say what is a filler there."""
EVERY = 4.0
"""Seconds of a clip for each filler that is spliced in."""
SHORTEST_PAUSE = 0.2
"""Seconds of a pause that takes a filler."""
FADE = round(0.01 * RECOGNITION_RATE)
"""Samples over which a filler rises and falls."""
NEAR = 0.25
"""Seconds by which a recognised filler may be off the place of one that was spliced in."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, and where fillers are known to be in it: those that were spliced in."""

    name: str
    samples: Samples
    fillers: tuple[Stretch, ...] = ()

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / RECOGNITION_RATE


@dataclass(slots=True)
class Tally:
    """What was found of the fillers of several recordings."""

    spliced: int = 0
    as_text: int = 0
    in_sound: int = 0
    false_alarms: list[str] = field(default_factory=list[str])
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """Recall, apart and together, and false alarms a minute."""
        alarms = f"{len(self.false_alarms)} false alarms in {self.seconds / 60:.1f} min"
        alarms += f", {len(self.false_alarms) / self.seconds * 60:.2f} a minute" if self.seconds else ""
        if not self.spliced:
            return alarms
        found = self.as_text + self.in_sound
        return (
            f"{found} of {self.spliced} found ({found / self.spliced:.0%}): {self.as_text} recognised as text, "
            f"{self.in_sound} found in the sound; {alarms}"
        )


class Speaker:
    """Says fillers with espeak-ng."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "filler.wav"

    def say(self, text: str, voice: str, rate: int, pitch: int) -> Samples:
        """One filler without the silence around it, its loudest sample at 1."""
        command = ["espeak-ng", "-v", voice, "-s", str(rate), "-p", str(pitch), "-w", str(self._path), text]
        subprocess.run(command, check=True)
        samples = np.asarray(decode_audio(str(self._path), RECOGNITION_RATE), np.float32)
        loud = np.flatnonzero(np.abs(samples) > 0.03 * np.abs(samples).max())
        spoken = samples[loud[0] : loud[-1] + 1] / np.abs(samples).max()
        edge = np.linspace(0, 1, FADE, dtype=np.float32)
        spoken[:FADE] *= edge
        spoken[-FADE:] *= edge[::-1]
        return spoken


def recordings(folder: Path) -> list[Recording]:
    """All recordings of a folder."""
    paths = (path for path in sorted(folder.iterdir()) if path.suffix in {".wav", ".flac", ".mp3"})
    return [
        Recording(path.name, np.asarray(decode_audio(str(path), RECOGNITION_RATE), np.float32))
        for path in paths
        if path.name not in UNUSED
    ]


def spliced(recording: Recording, recogniser: Recogniser, say: Callable[[], Samples], seed: int) -> Recording:
    """The recording with fillers in its pauses and between its words, in turn."""
    draw = np.random.default_rng(seed)
    pauses, gaps = list(_pauses(recording.samples, recogniser)), _gaps(recording.samples, recogniser)
    wanted = max(1, round(recording.seconds / EVERY))
    chosen: list[float] = []
    for number in range(4 * wanted):
        pool = (pauses, gaps)[number % 2]
        at = pool[int(draw.integers(len(pool)))] if pool else None
        if at is not None and len(chosen) < wanted and all(abs(at - other) > 1.0 for other in chosen):
            chosen.append(at)
    loud = float(np.sqrt(np.mean(np.sort(recording.samples**2)[len(recording.samples) // 2 :])))
    return _with_fillers(recording, sorted(chosen), say, loud)


def _with_fillers(recording: Recording, places: Sequence[float], say: Callable[[], Samples], loud: float) -> Recording:
    pieces: list[Samples] = []
    fillers: list[Stretch] = []
    last, length = 0, 0
    for place in places:
        at = round(place * RECOGNITION_RATE)
        filler = say()
        filler *= np.float32(loud / np.sqrt(np.mean(filler**2)))
        begin = length + at - last
        pieces += [recording.samples[last:at], filler]
        fillers.append(Stretch(begin / RECOGNITION_RATE, (begin + len(filler)) / RECOGNITION_RATE))
        last, length = at, begin + len(filler)
    pieces.append(recording.samples[last:])
    return Recording(recording.name, np.clip(np.concatenate(pieces), -1, 1).astype(np.float32), tuple(fillers))


def _pauses(samples: Samples, recogniser: Recogniser) -> Iterator[float]:
    """The middles of the pauses."""
    recogniser.begin_voice()
    voiced = VoicedStretches()
    voiced.feed(recogniser.voice(samples))
    stretches = voiced.stretches()
    for one, other in pairwise(stretches):
        if other.start - one.end >= SHORTEST_PAUSE:
            yield (one.end + other.start) / 2


def _gaps(samples: Samples, recogniser: Recogniser) -> list[float]:
    """Where a word ends and the next begins at once."""
    heard = [
        Word(word.text, word.start + clip.start, word.end + clip.start)
        for clip, words in heard_clips(samples, recogniser)
        for word in words
    ]
    return [word.end for word, after in pairwise(heard) if after.start - word.end < 0.05]


Finder = Callable[[Clip, Sequence[Word]], Sequence[Stretch]]
"""Finds filled pauses in a clip with its words, in seconds from the clip's start."""


def in_the_sound(clip: Clip, words: Sequence[Word]) -> Sequence[Stretch]:
    """As a take is heard."""
    return find_filled_pauses(clip.samples, words)


def tally(
    recording: Recording, heard: Sequence[tuple[Clip, Sequence[Word]]], found: Tally, finder: Finder = in_the_sound
) -> None:
    """Add what was found of the fillers of one recording."""
    written = [
        clip.start + (word.start + word.end) / 2 for clip, words in heard for word in words if is_filler(word.text)
    ]
    sought = [
        Stretch(each.start + clip.start, each.end + clip.start) for clip, words in heard for each in finder(clip, words)
    ]
    found.seconds += recording.seconds
    found.spliced += len(recording.fillers)
    for filler in recording.fillers:
        if any(filler.start - NEAR < at < filler.end + NEAR for at in written):
            found.as_text += 1
        elif any(_overlap(filler, each) for each in sought):
            found.in_sound += 1
    found.false_alarms += [
        f"{recording.name} {each.start:.2f}-{each.end:.2f}"
        for each in sought
        if not any(_overlap(filler, each) for filler in recording.fillers)
    ]


def _overlap(one: Stretch, other: Stretch) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.1


def say_at_random(speaker: Speaker, voice: str, seed: int) -> Callable[[], Samples]:
    """A voice that says another filler each time."""
    draw = np.random.default_rng(seed)

    def say() -> Samples:
        text, rate, pitch = (str(draw.choice(SOUNDS)), int(draw.choice(RATES)), int(draw.choice(PITCHES)))
        return speaker.say(text, voice, rate, pitch)

    return say


def main(options: Options) -> None:
    """Print recall and false alarms of Moonshine with the detector, on the clips of a folder."""
    if not options.clips.is_dir() or shutil.which("espeak-ng") is None:
        print(f"  skipped, needs espeak-ng and the recorded clips in {options.clips}")
        return
    for recogniser in recognisers("moonshine"):
        _print(recordings(options.clips), recogniser)


def _print(clips: Sequence[Recording], recogniser: Recogniser) -> None:
    whole = Tally()
    for name, voices in (("voices it was tuned with", TUNED_WITH), ("other voices", TRIED_WITH)):
        found = Tally()
        with TemporaryDirectory() as folder:
            for seed, voice in enumerate(voices):
                say = say_at_random(Speaker(Path(folder)), voice, seed)
                for number, clip in enumerate(clips):
                    changed = spliced(clip, recogniser, say, seed * 100 + number)
                    tally(changed, heard_clips(changed.samples, recogniser), found)
        print(f"  {name}: {found.line}")
    for clip in clips:
        tally(clip, heard_clips(clip.samples, recogniser), whole)
    print(f"  untouched clips: {whole.line}", *whole.false_alarms, sep="\n    ")
