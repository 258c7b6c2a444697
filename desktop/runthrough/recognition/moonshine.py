"""Moonshine tiny-en, the embedded recogniser: English, 43 MB, with its weights inside the wheel `moonshine-voice`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.languages import is_english
from runthrough.domain.speech import Word
from runthrough.recognition.alignment import align
from runthrough.recognition.engine import EngineGaveUp, EngineMissing, ModelUnusable
from runthrough.recognition.level import at_full_level
from runthrough.recognition.loops import spoken_text
from runthrough.recognition.silero import voiced_frames
from runthrough.recognition.words import spread, tidy
from runthrough.rehearsal.clip_cutter import FRAME, FRAME_SECONDS, LEAST_VOICE, MARGIN
from runthrough.rehearsal.ports import RECOGNITION_RATE, RecogniserIdentity, Samples

PACKAGE = "moonshine_voice"

OPTIONS = {
    # The clip is cut at pauses already, and Moonshine's own voice activity detection splits it into shards that lose
    # what is around them: word errors on the clips of the benchmark 10.0 % with it, 7.9 % without.
    "vad_threshold": "0.0",
    "vad_max_segment_duration": "60",
    "identify_speakers": "false",
    "return_audio_data": "false",
}


class Moonshine:
    """An Engine. It gives no word times, so they are estimated: the sounds of the words are sought in the clip."""

    def __init__(self, folder: Path) -> None:
        """Load the weights in `folder`. Raises EngineMissing or ModelUnusable."""
        api = _import_api()
        self._refused: type[Exception] = api.errors.MoonshineError
        try:
            self._transcriber = api.transcriber.Transcriber(folder, api.moonshine_api.ModelArch.TINY, options=OPTIONS)
        except self._refused as error:
            if isinstance(error.__cause__, OSError):  # the shared library: too old a system
                raise EngineMissing(str(error)) from error
            raise ModelUnusable(f"its weights cannot be loaded ({error})") from error
        self._decode(np.zeros(RECOGNITION_RATE, np.float32))  # the first call is slow

    @property
    def identity(self) -> RecogniserIdentity:
        """What it is."""
        return RecogniserIdentity("Moonshine tiny-en", version("moonshine-voice"), "estimated", english_only=True)

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip. It invents some ("You") where there is no voice, so none are sought there."""
        if not is_english(language):
            raise EngineGaveUp(f"it understands English alone, not “{language}”")
        voiced = voiced_frames(samples)
        frames = np.flatnonzero(voiced)
        if len(frames) * FRAME_SECONDS < LEAST_VOICE:
            return ()
        margin = round(MARGIN / FRAME_SECONDS)
        begin, end = max(0, int(frames[0]) - margin), int(frames[-1]) + 1 + margin
        spoken = at_full_level(samples[begin * FRAME : end * FRAME])
        words = [
            Word(word.text, word.start + begin * FRAME_SECONDS, word.end + begin * FRAME_SECONDS)
            for word in timed(self._decode(spoken), spoken, voiced[begin:end])
        ]
        return tidy(words, len(samples) / RECOGNITION_RATE)

    def _decode(self, samples: Samples) -> list[str]:
        try:
            lines = self._transcriber.transcribe_without_streaming(samples.tolist(), RECOGNITION_RATE).lines
        except self._refused as error:
            raise EngineGaveUp(str(error)) from error
        return " ".join(str(line.text) for line in lines).split()


def timed(texts: Sequence[str], samples: Samples, voiced: NDArray[np.bool_]) -> list[Word]:
    """The words with estimated times; where more is written than can have been said, spread over the voice."""
    said = [text for text in texts if spoken_text(text)]
    return align(said, samples, voiced) or spread(said, voiced, FRAME_SECONDS)


def _import_api() -> Any:
    """The package with the modules that transcribe, without its `__init__`.

    That would import the downloader with all it needs, which has no business in a program that never uses the network.
    So the package is made but not run. This process has no other use for it. Raises EngineMissing.
    """
    if PACKAGE not in sys.modules:
        found = find_spec(PACKAGE)
        if found is None:
            raise EngineMissing("moonshine-voice is not installed")
        sys.modules[PACKAGE] = module_from_spec(found)
    try:
        for name in ("errors", "moonshine_api", "transcriber"):
            import_module(f"{PACKAGE}.{name}")
    except ImportError as error:
        raise EngineMissing(str(error)) from error
    return sys.modules[PACKAGE]
