"""Cuts a stream of samples into clips at the pauses of the speaker.

The rules are those measured in the design notes on recognition: short pauses suffice, because a spontaneous speaker
makes few long ones (pauses of 0.5 s and more leave a 25 s answer in one piece), and the shorter the last clip, the
sooner the transcript is whole when the speaker stops.
"""

from __future__ import annotations

from dataclasses import dataclass

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

LONGEST_CLIP = 24.0
"""Seconds; leaves room under Whisper's window of 30 s."""
HARD_CUT_SEARCH = 6.0
"""Seconds at the end of a clip without a pause among which the least voiced frame is sought."""
LEAST_VOICE = 0.25
"""Seconds of voice below which a clip is not recognised: recognisers invent text on silence (faster-whisper 843)."""
MARGIN = 0.3
"""Seconds of silence kept before and after the voice of a clip."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of samples between two pauses. `start` is in seconds from the first sample of the take."""

    start: float
    samples: Samples

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


EAGER = Patience(((0.3, 3.0), (0.7, 2.0), (1.5, 0.0)))
"""While the recogniser keeps up: cut early, so that little is left at the end."""

BEHIND = Patience(((0.3, 12.0), (0.7, 8.0)))
"""While it does not, or for a whole file: longer clips, as Whisper's cost is per clip (it pads each to 30 s)."""


class ClipCutter:
    """Takes samples with their voice probabilities and gives clips; keeps at most one clip in memory."""

    def __init__(self) -> None:
        self._samples: Samples = np.zeros(0, np.float32)
        self._voiced: list[bool] = []
        self._probabilities: list[float] = []
        self._first = 0  # the sample of the take at which the kept samples begin
        self._speaking = False

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
            return self._take_frames(self._least_voiced())
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

    def _least_voiced(self) -> int:
        """The frame, among the last ones, at which a clip without any pause does least harm when cut."""
        begin = len(self._probabilities) - round(HARD_CUT_SEARCH / FRAME_SECONDS)
        return begin + int(np.argmin(self._probabilities[begin:])) + 1

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
        return Clip((self._first + begin) / RECOGNITION_RATE, self._samples[begin:end].copy())

    def _drop(self, samples: int, frames: int) -> None:
        self._samples = self._samples[samples:]
        self._first += samples
        del self._voiced[:frames]
        del self._probabilities[:frames]
