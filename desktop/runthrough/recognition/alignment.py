"""When each word was spoken: the sounds of a known text laid over a recording, for engines that give no word times.

A forced alignment in the manner of Rabiner 1989, with durations of its own (a semi-Markov model, Levinson 1986), on
sixteen kinds of sounds: each frame says how alike it is to each kind (`sound_table.py`), each sound how long it should
last, and dynamic programming finds the one way to cut the recording that suits all of them best. It costs about 1 ms
for a second of sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.sounds import HESITATIONS, KINDS, SILENCE, pause_follows, sounds_of
from runthrough.domain.speech import Word
from runthrough.recognition.sound_table import MEANS, SPREADS
from runthrough.rehearsal.clip_cutter import FRAME
from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

HOP = 256
"""Samples from one frame to the next: 16 ms, two to a frame of voice activity."""
HOP_SECONDS = HOP / RECOGNITION_RATE
WINDOW = 400
"""Samples of a frame: 25 ms, the field's own."""
SPECTRUM = 512
BANDS = 20
"""Bands of the mel scale from 100 Hz to 7.6 kHz."""
SHAPES = 8
"""Cepstra that describe a frame's spectrum; as many again tell how it changes."""
FAINTEST = 1e-4
"""Added to each band's power, so that digital silence has a logarithm."""

NOISE, LEFT = 2.0, 0.05
"""Times the noise between the voices that is taken from each band, and the least share of the band that is left
(spectral subtraction, Boll 1979); without it words are 0.05 s further off at 15 dB of noise."""
UNVOICED_COST = 1.0
"""For each frame of a sound in which there is no voice."""

LIKENESS = 0.25
"""Weight of what is heard against how long it lasts: neighbouring frames are no independent witnesses."""
DURATION_SPREAD = 0.45
"""Of the logarithm of a sound's length; beyond one of it the odds fall linearly, since speakers do stretch words."""
LONGEST_SOUND = 0.5
"""Seconds."""
LEAST_PAUSE = 2
"""Frames of a pause between two words."""
PAUSE_PENALTY = 2.0
"""For a pause where no punctuation announces one."""
LEAST_HESITATION = 12
"""Frames (0.19 s) of an "um" that the text does not have; without room for those, words beside them are drawn out."""
HESITATION_PENALTY, HESITATION_COST = 4.0, 0.05
"""For one, and for each of its frames: tried from 2 to 6 and from 0 to 0.1, with spliced fillers."""
RATES = (0.6, 1.8)
"""Between which the tempo of a clip is believed: longer, and there is more in it than the words."""

_UNREACHED = -1e9


@dataclass(frozen=True, slots=True)
class State:
    """A sound of word number `word`; or (`seconds` 0) a pause behind it that may be left out.

    A pause has a price and at least so many frames. `kind`: the column of the likeness.
    """

    kind: int
    seconds: float
    word: int
    penalty: float = 0.0
    least: int = LEAST_PAUSE


def fit(texts: Sequence[str], samples: Samples, voiced: NDArray[np.bool_]) -> float:
    """How much better the sounds of the words explain the voice than the middle one of all kinds does, for each frame.

    Words that were said have 0.5 and more where it is quiet, 0.25 and more in noise at 5 dB; 0.0 where the words cannot
    have been said in so short a time. `samples` and `voiced` as for `align`.
    """
    laid = _lay(texts, samples, voiced)
    where = _by_frame(voiced, len(samples) // HOP)
    if laid is None or not where.any():
        return 0.0
    alike, states, places = laid
    chosen = np.zeros(len(alike))
    for state, (begin, end) in zip(states, places, strict=True):
        chosen[begin:end] = alike[begin:end, state.kind]
    return float(np.mean((chosen - np.sort(alike[:, : len(KINDS)], axis=1)[:, len(KINDS) // 2])[where]))


def align(texts: Sequence[str], samples: Samples, voiced: NDArray[np.bool_]) -> list[Word] | None:
    """The words with the seconds, from the first sample, at which they were spoken; never overlapping.

    `samples` at full level; `voiced` for each 512 of them. None where the words cannot have been said in so short a
    time.
    """
    laid = _lay(texts, samples, voiced)
    return None if laid is None else words_at(texts, laid[1], laid[2])


def _lay(
    texts: Sequence[str], samples: Samples, voiced: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], Sequence[State], Sequence[tuple[int, int]]] | None:
    """The likeness of each frame, the sounds of the words, and where each is; None as `align`."""
    seen, states = features(samples, voiced), states_of(texts)
    if sum(state.seconds > 0 for state in states) > len(seen):
        return None
    alike = likeness(seen, voiced, MEANS, SPREADS)
    return alike, states, borders(alike, states, voiced)


def words_at(texts: Sequence[str], states: Sequence[State], places: Sequence[tuple[int, int]]) -> list[Word]:
    """The words, each from its first sound to its last."""
    sounds = [(state.word, place) for state, place in zip(states, places, strict=True) if state.seconds]
    first = {word: place[0] for word, place in reversed(sounds)}
    last = {word: place[1] for word, place in sounds}
    return [Word(text, first[at] * HOP_SECONDS, last[at] * HOP_SECONDS) for at, text in enumerate(texts)]


def features(samples: Samples, voiced: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Frames x 16: cepstra of each frame against the whole, and how they change over 60 ms.

    Loudness is against the clip's loud parts, the spectrum against its mean, so voice, room and microphone count less.
    """
    count = len(samples) // HOP
    padded = np.pad(samples, ((WINDOW - HOP) // 2, WINDOW)).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:count] * _WINDOW
    power = np.abs(np.fft.rfft(frames, SPECTRUM)) ** 2
    bands = power @ _MEL
    noisy = ~_by_frame(voiced, count)
    if noisy.any():
        bands = np.maximum(bands - NOISE * np.median(bands[noisy], axis=0), LEFT * bands)
    cepstra = np.log(bands + FAINTEST) @ _COSINES
    if not count:
        return np.zeros((0, 2 * SHAPES), np.float32)
    loudness = cepstra[:, 0]
    sounding = loudness > np.percentile(loudness, 40)
    cepstra[:, 1:] -= cepstra[sounding if sounding.any() else slice(None), 1:].mean(axis=0)
    cepstra[:, 0] -= np.percentile(loudness, 95)
    around = np.pad(cepstra, ((2, 2), (0, 0)), mode="edge")
    return np.concatenate((cepstra, around[4:] - around[:-4]), axis=1).astype(np.float32)


def _by_frame(voiced: NDArray[np.bool_], frames: int) -> NDArray[np.bool_]:
    """Voice activity, which is told for each 512 samples, for each frame; none behind its end."""
    each = np.repeat(voiced, FRAME // HOP)[:frames]
    return np.pad(each, (0, frames - len(each)))


def states_of(texts: Sequence[str]) -> list[State]:
    """The sounds of all words, with the pauses that may be between them, silent or filled."""
    states = _pause(-1, 0.0)
    for index, text in enumerate(texts):
        states += [State(KINDS.index(sound.kind), sound.seconds, index) for sound in sounds_of(text)]
        announced = pause_follows(text) or index == len(texts) - 1
        states += _pause(index, 0.0 if announced else PAUSE_PENALTY)
    return states


def _pause(word: int, penalty: float) -> list[State]:
    """A pause that may be filled."""
    silence = KINDS.index(SILENCE)
    hesitation = State(len(KINDS), 0.0, word, HESITATION_PENALTY, LEAST_HESITATION)
    return [State(silence, 0.0, word, penalty), hesitation, State(silence, 0.0, word)]


def likeness(
    seen: NDArray[np.float32],
    voiced: NDArray[np.bool_],
    means: NDArray[np.float32],
    spreads: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Frames x kinds and one more: the logarithm of how alike they are, up to a constant.

    `means`: kinds x what is seen. The last column is that of a hesitation, which may sound like any of a few kinds.
    """
    scaled, centres = seen / spreads, means / spreads
    distance = (centres**2).sum(axis=1) - 2 * scaled @ centres.T  # what is the same for all kinds is left out
    alike = -0.5 * LIKENESS * distance
    alike[np.ix_(~_by_frame(voiced, len(seen)), np.array(list(KINDS)) != SILENCE)] -= UNVOICED_COST
    hesitation = alike[:, [KINDS.index(kind) for kind in HESITATIONS]].max(axis=1) - HESITATION_COST
    return np.column_stack((alike, hesitation)).astype(np.float32)


def borders(alike: NDArray[np.float32], states: Sequence[State], voiced: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """For each state its first frame and the one behind its last; the same for a pause that is left out.

    `alike`: frames x kinds; there are at least as many frames as sounds.
    """
    expected = sum(state.seconds for state in states)
    rate = float(np.clip(voiced.sum() * FRAME / RECOGNITION_RATE / expected, *RATES)) if expected else 1.0
    frames = len(alike)
    sums = np.concatenate((np.zeros((1, alike.shape[1])), np.cumsum(alike, axis=0, dtype=np.float64)))
    best = np.full(frames + 1, _UNREACHED)
    best[0] = 0.0
    froms: list[NDArray[np.intp]] = []
    for state in states:
        heard = sums[:, state.kind]
        step = _sound_step(best - heard, state.seconds * rate) if state.seconds else _pause_step(best, heard, state)
        best, came = step[0] + heard, step[1]
        froms.append(came)
    at, places = frames, list[tuple[int, int]]()
    for came in reversed(froms):
        places.append((int(came[at]), at))
        at = int(came[at])
    return places[::-1]


def _sound_step(before: NDArray[np.float64], seconds: float) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The best a sound can do that ends at each border, and the border at which it begins then."""
    longest = round(LONGEST_SOUND / HOP_SECONDS)
    lengths = np.arange(longest, 0, -1)
    off = np.log(lengths * HOP_SECONDS / seconds) / DURATION_SPREAD
    odds = -np.where(off < 1.0, 0.5 * off * off, off - 0.5)
    padded = np.concatenate((np.full(longest, _UNREACHED), before))
    options = np.lib.stride_tricks.sliding_window_view(padded, longest)[: len(before)] + odds
    chosen = options.argmax(axis=1)
    ends = np.arange(len(before))
    return options[ends, chosen], np.maximum(ends - longest + chosen, 0)


def _pause_step(
    best: NDArray[np.float64], heard: NDArray[np.float64], state: State
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The same for a pause, which may have any length, or none."""
    before = best - heard
    ends = np.arange(len(best))
    highest = np.maximum.accumulate(before)
    begins = np.maximum.accumulate(np.where(before >= highest, ends, 0))
    late = np.maximum(ends - state.least, 0)  # the pause begins here at the latest
    reached = np.where(ends >= state.least, highest[late] - state.penalty, _UNREACHED)
    pays = reached > before
    return np.where(pays, reached, before), np.where(pays, begins[late], ends)


def _mel() -> NDArray[np.float32]:
    """Spectrum x bands: triangles that are evenly wide on the mel scale (O'Shaughnessy's formula)."""
    mel = 2595 * np.log10(1 + np.linspace(0, RECOGNITION_RATE / 2, SPECTRUM // 2 + 1) / 700)
    edges = 2595 * np.log10(1 + np.array([100, 7600]) / 700)
    corners = np.linspace(edges[0], edges[1], BANDS + 2)
    rising = (mel[:, None] - corners[:-2]) / np.diff(corners)[:-1]
    falling = (corners[2:] - mel[:, None]) / np.diff(corners)[1:]
    return np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)


def _cosines() -> NDArray[np.float32]:
    """Bands x shapes: the cosine transform that makes cepstra of logarithms of bands."""
    middles = (np.arange(BANDS) + 0.5) / BANDS
    waves = np.cos(np.pi * np.arange(SHAPES) * middles[:, None])
    return (waves * np.sqrt(2 / BANDS)).astype(np.float32)


_WINDOW = np.hanning(WINDOW).astype(np.float32)
_MEL = _mel()
_COSINES = _cosines()
