"""Recognisers for the tests of this room."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import decode_audio

from runthrough.recognition.model_store import EngineName, ModelStore, RecogniserChoice, moonshine_folder
from runthrough.recognition.process import RecogniserProcess


@pytest.fixture(scope="module")
def tones(tone_model) -> Iterator[RecogniserProcess]:
    """Whisper with the hand-made model, in its real process."""
    process = RecogniserProcess(ModelStore([tone_model.parent]).choose(tone_model.name))
    process.start()
    yield process
    process.close()


@pytest.fixture(scope="session")
def moonshine_choice(tmp_path_factory) -> RecogniserChoice:
    folder = moonshine_folder()
    if folder is None:
        pytest.skip("the wheel moonshine-voice 0.1.0 is not installed; it does not exist for every machine")
    return RecogniserChoice(EngineName.MOONSHINE, folder, tmp_path_factory.mktemp("moonshine"))


@pytest.fixture(scope="module")
def moonshine(moonshine_choice) -> Iterator[RecogniserProcess]:
    """Moonshine in its real process."""
    process = RecogniserProcess(moonshine_choice)
    process.start()
    yield process
    process.close()


@pytest.fixture(scope="session")
def say(tmp_path_factory) -> Callable[[str], np.ndarray]:
    """Speech of a synthetic voice at 16 kHz."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")

    def speak(text: str) -> np.ndarray:
        path = tmp_path_factory.mktemp("speech") / "said.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "160", "-w", str(path), text], check=True)
        return decode_audio(str(path))

    return speak


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of recorded clips, which does not come with the project."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "clips"
    if not folder.is_dir():
        pytest.skip("the recorded clips are not on this machine")
    return folder
