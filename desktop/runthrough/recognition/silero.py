"""Voice activity while samples come in: Silero v6, from the file that faster-whisper brings.

faster-whisper's own call forgets everything between calls and zeroes the last samples of its argument. Here the state
and the 64 samples of context are carried along, so a stream in pieces gives the very numbers of the whole.
"""

from __future__ import annotations

import numpy as np
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from runthrough.recognition.level import StreamLevel, at_full_level
from runthrough.rehearsal.clip_cutter import FRAME, VOICE_BEGINS, VOICE_ENDS
from runthrough.rehearsal.ports import Samples

CONTEXT = 64
"""Samples of the frame before that the network sees with each frame."""
STATE = (1, 1, 128)
"""Shape of the network's two recurrent states."""


class Silero:
    """One stream of samples; a VoiceActivity. Costs about 3 ms for a second of sound."""

    def __init__(self) -> None:
        self._session = get_vad_model().session
        self.begin()

    def begin(self) -> None:
        """Forget what was heard: another stream begins."""
        self._h = np.zeros(STATE, np.float32)
        self._c = np.zeros(STATE, np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._waiting = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> NDArray[np.float32]:
        """A probability, 0 to 1, for each 512 samples that are complete now; the rest waits for more."""
        stream = np.concatenate((self._waiting, samples))
        whole = len(stream) // FRAME * FRAME
        self._waiting = stream[whole:]
        if not whole:
            return np.zeros(0, np.float32)
        frames = stream[:whole].reshape(-1, FRAME)
        before = np.concatenate((self._context[np.newaxis], frames[:-1, -CONTEXT:]))
        self._context = frames[-1, -CONTEXT:]
        inputs = {"input": np.concatenate((before, frames), axis=1), "h": self._h, "c": self._c}
        probabilities, self._h, self._c = self._session.run(None, inputs)
        return np.asarray(probabilities, np.float32).ravel()


class LevelledSilero:
    """The same for a microphone, which may be quiet; a VoiceActivity."""

    def __init__(self) -> None:
        self._silero = Silero()
        self._level = StreamLevel()

    def begin(self) -> None:
        """Forget what was heard: another stream begins."""
        self._silero.begin()
        self._level = StreamLevel()

    def feed(self, samples: Samples) -> NDArray[np.float32]:
        """A probability, 0 to 1, for each 512 samples that are complete now; the rest waits for more."""
        return self._silero.feed(self._level.bring(samples))


def voiced_frames(samples: Samples) -> NDArray[np.bool_]:
    """For each 512 samples of a clip, whether there is a voice, however quiet; an incomplete last frame is left out."""
    voiced: list[bool] = []
    speaking = False
    for probability in Silero().feed(at_full_level(samples)).tolist():
        speaking = probability >= (VOICE_ENDS if speaking else VOICE_BEGINS)
        voiced.append(speaking)
    return np.array(voiced, np.bool_)
