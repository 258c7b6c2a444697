"""Cuts a stream of samples into clips at the pauses of the speaker.

The rules are those measured in the design notes on recognition: short pauses suffice, because a spontaneous speaker
makes few long ones (pauses of 0.5 s and more leave a 25 s answer in one piece), and the shorter the last clip, the
sooner the transcript is whole when the speaker stops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

FRAME = 512
"""Samples for which one voice probability is given: 32 ms."""

FRAME_SECONDS = FRAME / RECOGNITION_RATE

VOICE_BEGINS = 0.5
"""Probability from which a frame is voiced (Silero's own default) ..."""
VOICE_ENDS = 0.35
"""... and below which it is no longer (its default minus 0.15)."""

LONGEST_CLIP = 28.0
"""Seconds; leaves room under Whisper's window of 30 s."""
HARD_CUT_SEARCH = 14.0
"""Seconds at the end of a clip that has become too long among which its longest pause, or else the least voiced frame,
is sought."""
OVERLAP = 1.0
"""Seconds that two clips share which were cut where there was no pause, half on each side of the cut; so each word is
whole in one of them (`domain.stitching` joins their words)."""
LEAST_PAUSE = 0.2
"""Seconds without a voice that are a pause between words, not the stop in a consonant."""
LEAST_VOICE = 0.25
"""Seconds of voice below which a clip is not recognised: recognisers invent text on silence (faster-whisper 843)."""
MARGIN = 0.3
"""Seconds of silence kept before and after the voice of a clip."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of samples between two pauses. `start` is in seconds from the first sample of the take.

    `shares_start`, `shares_end`: it was cut in the middle of speech and shares OVERLAP seconds with the clip before or
    after it.
    """

    start: float
    samples: Samples
    shares_start: bool = False
    shares_end: bool = False

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / RECOGNITION_RATE


@dataclass(frozen=True, slots=True)
class Patience:
    """When a pause ends a clip: (seconds of pause, seconds of clip) pairs, any of which suffices."""

    rules: tuple[tuple[float, float], ...]

    def ends_clip(self, pause: float, length: float) -> bool:
        """Whether a pause of this length ends a clip of this length (both in seconds)."""
        return any(pause >= least_pause and length >= least_length for least_pause, least_length in self.rules)


EAGER = Patience(((0.4, 6.0), (0.7, 2.0), (1.5, 0.0)))
"""While the recogniser keeps up: cut early, so that little is left at the end. Clips of 3 s cost word errors, as there
is less around each word; `benchmarks recognition` prints how many."""

BEHIND = Patience(((1.5, 0.0),))
"""While it does not, or for a whole file: clips as long as they may be, as Whisper's cost is per clip (it pads each to
30 s). Each ends in the longest pause of its second half. Long silence stays outside: times drift after it
(faster-whisper 125, 230)."""


class ClipCutter:
    """Takes samples with their voice probabilities and gives clips; keeps at most one clip in memory."""

    def __init__(self) -> None:
        self._samples: Samples = np.zeros(0, np.float32)
        self._voiced: list[bool] = []
        self._probabilities: list[float] = []
        self._first = 0  # the sample of the take at which the kept samples begin
        self._speaking = False
        self._shared = False  # whether the kept samples begin with some that the last clip had, too

    def feed(self, samples: Samples, probabilities: NDArray[np.float32], patience: Patience) -> list[Clip]:
        """The clips that are complete now. `probabilities` may lag behind the samples by less than a frame."""
        self._samples = np.concatenate((self._samples, samples)) if len(self._samples) else samples
        clips: list[Clip] = []
        for probability in probabilities.tolist():
            self._hear(probability)
            clip = self._cut(patience)
            if clip is not None:
                clips.append(clip)
        return clips

    def flush(self) -> Clip | None:
        """The last clip, when no more samples come; None if there is no voice in the rest."""
        clip = self._clip(len(self._samples), len(self._voiced))
        self._drop(len(self._samples), len(self._voiced))
        return clip

    def _hear(self, probability: float) -> None:
        self._speaking = probability >= (VOICE_ENDS if self._speaking else VOICE_BEGINS)
        self._voiced.append(self._speaking)
        self._probabilities.append(probability)

    def _cut(self, patience: Patience) -> Clip | None:
        pause = self._pause_frames()
        if pause == len(self._voiced):
            self._forget_silence()
            return None
        if patience.ends_clip(pause * FRAME_SECONDS, (len(self._voiced) - pause) * FRAME_SECONDS):
            return self._take_frames(len(self._voiced) - pause // 2)
        if len(self._voiced) * FRAME_SECONDS >= LONGEST_CLIP:
            pause = self._longest_pause()
            return self._take_frames((pause.start + pause.stop) // 2) if pause else self._cut_speech()
        return None

    def _pause_frames(self) -> int:
        """Unvoiced frames at the end."""
        for count, voiced in enumerate(reversed(self._voiced)):
            if voiced:
                return count
        return len(self._voiced)

    def _forget_silence(self) -> None:
        """Nobody has spoken since the last clip: keep no more than the margin before a voice."""
        surplus = len(self._voiced) - round(MARGIN / FRAME_SECONDS)
        if surplus > 0:
            self._drop(surplus * FRAME, surplus)

    def _longest_pause(self) -> range:
        """The frames of the longest pause in the end of the clip, the last of them; an empty range for none."""
        best, begin = range(0), len(self._voiced) - round(HARD_CUT_SEARCH / FRAME_SECONDS)
        for index in range(begin, len(self._voiced) + 1):
            if index == len(self._voiced) or self._voiced[index]:
                best = max(range(begin, index), best, key=len)
                begin = index + 1
        return best if len(best) * FRAME_SECONDS >= LEAST_PAUSE else range(0)

    def _cut_speech(self) -> Clip | None:
        """Cut where it does least harm; both clips get what lies around the cut."""
        half = round(OVERLAP / 2 / FRAME_SECONDS)
        begin = len(self._probabilities) - round(HARD_CUT_SEARCH / FRAME_SECONDS)
        least = begin + int(np.argmin(self._probabilities[begin:-half])) + 1
        clip = self._clip((least + half) * FRAME, least + half)
        self._drop((least - half) * FRAME, least - half)
        self._shared = clip is not None
        return None if clip is None else replace(clip, shares_end=True)

    def _take_frames(self, frames: int) -> Clip | None:
        clip = self._clip(frames * FRAME, frames)
        self._drop(frames * FRAME, frames)
        return clip

    def _clip(self, samples: int, frames: int) -> Clip | None:
        voiced = [index for index in range(frames) if self._voiced[index]]
        if len(voiced) * FRAME_SECONDS < LEAST_VOICE:
            return None
        margin = round(MARGIN * RECOGNITION_RATE)
        begin = max(0, voiced[0] * FRAME - margin)
        end = min(samples, (voiced[-1] + 1) * FRAME + margin)
        return Clip((self._first + begin) / RECOGNITION_RATE, self._samples[begin:end].copy(), self._shared)

    def _drop(self, samples: int, frames: int) -> None:
        self._samples = self._samples[samples:]
        self._first += samples
        del self._voiced[:frames]
        del self._probabilities[:frames]
        self._shared = False
