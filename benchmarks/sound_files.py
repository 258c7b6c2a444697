"""Sound to rehearse with: real speech from the clips, a synthetic voice, and marks by which lost samples are found."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from faster_whisper import decode_audio
from numpy.typing import NDArray

from runthrough.rehearsal.ports import RECOGNITION_RATE, Samples

PLAYED_RATE = 48_000
BLOCK = 2 * 2400
"""Bytes of 50 ms at PLAYED_RATE, compared bit by bit."""
SEARCHED = 600 * BLOCK
"""Bytes after the last block in which the next one is sought: 30 s."""
PAUSE = RECOGNITION_RATE // 2
"""Samples of silence between two clips that are joined."""
TEXT = (
    "Over the last three years I have built the pricing service that my team runs today. What I want next is a place "
    "where being right and being fast decide the outcome. Some features used data from the future, so we moved to "
    "point in time reads. Our tail latency went down from one hundred and twenty to sixty eight milliseconds. "
)


def decoded(path: Path) -> Samples:
    """A recording as mono float samples at RECOGNITION_RATE."""
    return np.asarray(decode_audio(str(path), RECOGNITION_RATE), np.float32)


def synthetic(folder: Path) -> Samples:
    """A minute of a synthetic voice. Needs espeak-ng; writes into `folder`."""
    path = folder / "voice.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-w", str(path), TEXT * 4], check=True)
    return decoded(path)


def joined(parts: Iterable[Samples], seconds: float) -> Samples:
    """So many seconds of the parts with half a second between them, over and over; ends wherever the speaker is."""
    once = np.concatenate([each for part in parts for each in (part, np.zeros(PAUSE, np.float32))])
    wanted = round(seconds * RECOGNITION_RATE)
    return np.tile(once, 1 + wanted // len(once))[:wanted]


def write_wav(path: Path, samples: NDArray[np.int16], rate: int) -> Path:
    """Mono, 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def as_sound(samples: Samples) -> NDArray[np.int16]:
    """Float samples as a file has them."""
    return (samples * 32767).astype(np.int16)


def marked_speech(folder: Path, seconds: float) -> NDArray[np.int16]:
    """A synthetic voice at PLAYED_RATE with noise of 33 steps under it, so that each place is unique."""
    voice = as_sound(0.6 * synthetic(folder))
    wanted = round(seconds * PLAYED_RATE)
    tiled = np.resize(np.repeat(voice, PLAYED_RATE // RECOGNITION_RATE), wanted)
    return tiled + np.random.default_rng(4).integers(-16, 17, wanted, dtype=np.int16)


def found(played: bytes, recorded: bytes) -> float:
    """The share of 50 ms blocks of what was played that are in the recording, in order."""
    place, hits, blocks = 0, 0, len(played) // BLOCK
    for number in range(blocks):
        block = played[number * BLOCK : (number + 1) * BLOCK]
        at = recorded.find(block, place, place + SEARCHED)
        if at >= 0:
            hits, place = hits + 1, at + BLOCK
    return hits / blocks
