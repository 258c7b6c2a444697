"""Makes `recognition/sound_table.py`: what the kinds of sounds sound like, on average, in the recorded clips.

Known word times are not used: texts are laid over the recordings by their sounds' lengths, the mean spectrum of each
kind is taken, texts are laid over again by those, and so on (Viterbi training, Rabiner 1989). So the clips with known
word times may test it; `python -m benchmarks.sound_table` also prints how far words are off on each of those clips
with a table that was made without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import decode_audio
from numpy.typing import NDArray

from benchmarks.options import CLIPS
from benchmarks.word_times import heard_clips, known_words, time_errors
from runthrough.domain.sounds import KINDS
from runthrough.domain.speech import Word
from runthrough.places import default_places
from runthrough.recognition import alignment
from runthrough.recognition.level import at_full_level
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess
from runthrough.recognition.silero import voiced_frames
from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

ROUNDS = 8
UNUSED = {"wt_apollo11.mp3"}
"""Radio: half of its words are misheard."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One clip of a recording: its words as recognised, what is seen of each frame, where there is a voice."""

    recording: str
    start: float
    texts: tuple[str, ...]
    seen: NDArray[np.float32]
    voiced: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """Kinds x what is seen of a frame, and the spread of each thing seen."""

    means: NDArray[np.float32]
    spreads: NDArray[np.float32]


def spoken_clips(folder: Path) -> list[Spoken]:
    """All clips of all recordings in a folder, as Moonshine hears them."""
    places = default_places()
    recogniser = RecogniserProcess(ModelStore((places.models, places.shipped_models)).choose("moonshine"))
    found: list[Spoken] = []
    try:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".wav", ".flac", ".mp3"} and path.name not in UNUSED:
                samples = np.asarray(decode_audio(str(path), RECOGNITION_RATE), np.float32)
                found += [
                    _spoken(path.name, clip.start, clip.samples, words)
                    for clip, words in heard_clips(samples, recogniser)
                    if words
                ]
    finally:
        recogniser.close()
    return found


def _spoken(recording: str, start: float, samples: Samples, words: Sequence[Word]) -> Spoken:
    level = at_full_level(samples)
    texts = tuple(word.text for word in words)
    voiced = voiced_frames(samples)
    return Spoken(recording, start, texts, alignment.features(level, voiced), voiced)


def trained(clips: Sequence[Spoken]) -> Table:
    """The table of these clips."""
    table = _table(clips, [_by_length(clip) for clip in clips])
    for _ in range(ROUNDS):
        table = _table(clips, [_by_sound(clip, table) for clip in clips])
    return table


def _by_length(clip: Spoken) -> NDArray[np.intp]:
    """The kind of each frame if sounds share the voiced frames by their lengths."""
    states = alignment.states_of(clip.texts)
    voiced = np.repeat(clip.voiced, 2)[: len(clip.seen)]
    frames = np.flatnonzero(np.pad(voiced, (0, len(clip.seen) - len(voiced))))
    kinds = np.full(len(clip.seen), len(KINDS) - 1)
    ends = np.cumsum([state.seconds for state in states])
    shares = (np.arange(len(frames)) + 0.5) / max(1, len(frames)) * ends[-1]
    kinds[frames] = np.array([state.kind for state in states])[np.searchsorted(ends, shares)]
    return kinds


def _by_sound(clip: Spoken, table: Table) -> NDArray[np.intp]:
    states = alignment.states_of(clip.texts)
    likeness = alignment.likeness(clip.seen, clip.voiced, table.means, table.spreads)
    kinds = np.full(len(clip.seen), len(KINDS) - 1)
    for state, (begin, end) in zip(states, alignment.borders(likeness, states, clip.voiced), strict=True):
        kinds[begin:end] = state.kind
    return kinds


def _table(clips: Sequence[Spoken], kinds: Sequence[NDArray[np.intp]]) -> Table:
    seen, kind = np.concatenate([clip.seen for clip in clips]), np.concatenate(kinds)
    known = kind < len(KINDS)  # a hesitation has no kind of its own
    seen, kind = seen[known], kind[known]
    whole = seen.mean(axis=0)
    rows = [seen[kind == each] for each in range(len(KINDS))]
    means = np.stack([row.mean(axis=0) if len(row) else whole for row in rows])
    return Table(means.round(1), (seen - means[kind]).std(axis=0).round(1))


def _words(clip: Spoken, table: Table) -> list[Word]:
    states = alignment.states_of(clip.texts)
    likeness = alignment.likeness(clip.seen, clip.voiced, table.means, table.spreads)
    found = alignment.words_at(clip.texts, states, alignment.borders(likeness, states, clip.voiced))
    return [Word(word.text, word.start + clip.start, word.end + clip.start) for word in found]


def main() -> None:
    """Print the table of all clips, and how well tables do that were made without the clip they are tried on."""
    clips = spoken_clips(CLIPS)
    table = trained(clips)
    print("MEANS:")
    for name, row in zip(KINDS, table.means.tolist(), strict=True):
        print(f'    "{name}": {" ".join(f"{value:.1f}" for value in row)}')
    print("SPREADS:", " ".join(f"{value:.1f}" for value in table.spreads.tolist()))
    for name in sorted({clip.recording for clip in clips}):
        known = known_words(CLIPS / name)
        if known is not None:
            left_out = trained([clip for clip in clips if clip.recording != name])
            heard = [word for clip in clips if clip.recording == name for word in _words(clip, left_out)]
            print(f"  left out: {time_errors(name, heard, known).line}")


if __name__ == "__main__":
    main()
