"""Makes assets/ten_seconds.wav, the sound that speech models are tried on: ten seconds of nobody's voice.

Needs espeak-ng (GPL-3.0; what it speaks is not covered by its licence). Run once; the result is kept in the repository,
so that a trial measures the same on every computer.
"""

from __future__ import annotations

import io
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import soxr

TARGET = Path(__file__).resolve().parents[1] / "assets" / "ten_seconds.wav"
RATE, SECONDS = 16_000, 10
TEXT = (
    "The incident began at nine, when two of our servers stopped answering. I called the team, we moved the traffic to "
    "the other region, and after an hour the customers were back."
)
VOICE = ("-v", "en-us", "-s", "165", "-a", "60")


def main() -> int:
    """Speak, bring to 16 kHz, cut or fill to ten seconds."""
    command = ["espeak-ng", *VOICE, "--stdout", TEXT]
    spoken = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    samples = np.asarray(soxr.resample(samples, rate, RATE), "<i2")[: RATE * SECONDS]
    whole = np.zeros(RATE * SECONDS, "<i2")
    whole[: len(samples)] = samples
    with wave.open(str(TARGET), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
