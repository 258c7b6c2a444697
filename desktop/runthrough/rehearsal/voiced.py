"""Where a voice is heard in a take: stretches out of the voice probabilities of its frames.

The rule is that of Silero's `get_speech_timestamps` (and so of faster-whisper's): a stretch begins at a frame of 0.5
or more, and ends where frames fell below 0.35 unless a voice is back within 100 ms, which leaves the closures of p, t
and k within the speech. Two of its settings are others here, because silences are measured, not clips cut: nothing is
added at the ends (Silero adds 30 ms to each, which would shorten every pause by 60), and what is dropped as too short
is a click of less than 3 frames (96 ms; Silero drops 250 ms, and with it a short "so" between two pauses).
"""

from __future__ import annotations

from runthrough.domain.speech import Stretch
from runthrough.rehearsal.clip_cutter import FRAME_SECONDS, VOICE_BEGINS, VOICE_ENDS
from runthrough.rehearsal.ports import Samples

SHORTEST_SILENCE = 0.1
"""Seconds without a voice that end a stretch (Silero's `min_silence_duration_ms`)."""
SHORTEST_VOICE = 3
"""Frames of 32 ms below which it was a click and no voice."""


class VoicedStretches:
    """Takes probabilities, one a frame, as they come, and gives the stretches of all of them."""

    def __init__(self) -> None:
        self._done: list[tuple[int, int]] = []  # frames, the last not included
        self._frames = 0
        self._begin = -1
        self._fell = -1

    def feed(self, probabilities: Samples) -> None:
        """Hear the next frames."""
        for probability in probabilities.tolist():
            self._hear(probability)
            self._frames += 1

    def stretches(self) -> tuple[Stretch, ...]:
        """All so far, in seconds from the first frame; one that goes on ends with the last frame heard."""
        open_ = self._frames if self._fell < 0 else self._fell
        frames = [*self._done, (self._begin, open_)] if self._begin >= 0 else self._done
        return tuple(
            Stretch(round(begin * FRAME_SECONDS, 3), round(end * FRAME_SECONDS, 3))
            for begin, end in frames
            if end - begin >= SHORTEST_VOICE
        )

    def _hear(self, probability: float) -> None:
        if probability >= VOICE_BEGINS:
            self._begin = self._frames if self._begin < 0 else self._begin
            self._fell = -1
        elif self._begin >= 0:
            if self._fell < 0 and probability < VOICE_ENDS:
                self._fell = self._frames
            if self._fell >= 0 and (self._frames + 1 - self._fell) * FRAME_SECONDS >= SHORTEST_SILENCE:
                self._done.append((self._begin, self._fell))
                self._begin = self._fell = -1
