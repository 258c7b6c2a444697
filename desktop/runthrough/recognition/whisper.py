"""Whisper through faster-whisper, on a model folder in CTranslate2 format."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment
from numpy.typing import NDArray
from tqdm import tqdm

from runthrough.domain.hardware import Hardware
from runthrough.domain.languages import primary
from runthrough.domain.speech import Word
from runthrough.recognition.compute import Computers, load_where_it_works
from runthrough.recognition.engine import EngineGaveUp, ModelUnusable
from runthrough.recognition.hints import Hints, guarded, make_hints
from runthrough.recognition.invented import Evidence, is_invented
from runthrough.recognition.silero import voiced_frames
from runthrough.recognition.words import tidy, within_voice
from runthrough.rehearsal.clip_cutter import FRAME_SECONDS, MARGIN
from runthrough.rehearsal.ports import RECOGNITION_RATE, RecogniserIdentity, Samples

PROMPT = "Um, uh, hmm, er, ah."
"""Asks for fillers to be written down. Short: longer prompts seed loops and truncate text (wassgha/rescript 59)."""

RETRY_TEMPERATURE = 0.4
"""Of the one retry when a decoding looks broken; not the default five, each of which costs as much as the clip."""

SHORTEST = 0.3
"""Seconds below which a clip is not decoded: aligning on almost no frames killed the process (CTranslate2 2065)."""
PADDED = 1.0
"""Seconds to which shorter clips are filled up with silence."""

TOKENS_AT_LEAST, TOKENS_A_SECOND = 16, 8
"""Room for text: fast speech makes some 5 tokens a second; more is a loop."""
WINDOW_TOKENS = 448
"""Tokens of Whisper's decoder, prompt included."""
FRAMING_TOKENS = 5
"""Tokens around the prompt: previous, start, language, task, and one to end with."""


class Whisper:
    """An Engine. Words have measured times and probabilities."""

    def __init__(self, folder: Path, threads: int, avoid_gpu: str = "", computers: Computers | None = None) -> None:
        """Load the model in `folder`, whose file set has been checked. Raises ModelUnusable.

        `avoid_gpu`: why a graphics card is not to be used; "" where one may be. `computers`: None for this machine.
        """
        self._folder, self._threads = folder, threads
        tqdm.set_lock(threading.RLock())  # its own is one between processes, which a kill leaves behind with a warning
        self._model, self._hardware = load_where_it_works(self._loaded, avoid_gpu, computers)

    def _loaded(self, device: str, precision: str) -> WhisperModel:
        try:
            self._model = WhisperModel(
                str(self._folder),
                device=device,
                compute_type=precision,
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelUnusable(f"it cannot be loaded; model.bin may be cut off ({error})") from error
        try:
            self.recognise(_faint_noise(), "en")  # the first call is slow, and finds what loading does not
        except EngineGaveUp as error:
            raise ModelUnusable(f"it can be loaded but does not work ({error})") from error
        return self._model

    @property
    def hardware(self) -> Hardware:
        """What it computes on."""
        return self._hardware

    @property
    def identity(self) -> RecogniserIdentity:
        """What it is. The version tells conversions of one model apart by their size in bytes."""
        weights = (self._folder / "model.bin").stat().st_size
        made = f"{version('faster-whisper')}/{weights}"
        english_only = not self._model.model.is_multilingual
        return RecogniserIdentity(f"Whisper {self._folder.name}", made, "measured", english_only, takes_terms=True)

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip. Raises EngineGaveUp."""
        seconds = len(samples) / RECOGNITION_RATE
        if seconds < SHORTEST:
            return ()
        filled = np.pad(samples, (0, max(0, round(PADDED * RECOGNITION_RATE) - len(samples))))
        spoken = primary(language)
        hints = make_hints(PROMPT if spoken == "en" else "", terms, self._tokens)
        voiced = voiced_frames(samples)

        def transcribe(given: Hints) -> list[Word]:
            # decoding happens while the segments are walked through
            return kept_words(self._transcribe(filled, spoken, seconds, given), voiced)

        try:
            words = guarded(transcribe, hints, float(np.count_nonzero(voiced)) * FRAME_SECONDS)
        except (RuntimeError, ValueError) as error:
            raise EngineGaveUp(str(error)) from error
        return tidy(within_voice(words, voiced, FRAME_SECONDS), seconds)

    def _tokens(self, text: str) -> int:
        return len(self._model.hf_tokenizer.encode(f" {text}", add_special_tokens=False).ids) if text else 0

    def _transcribe(self, samples: Samples, language: str, seconds: float, hints: Hints) -> Iterable[Segment]:
        room = WINDOW_TOKENS - FRAMING_TOKENS - self._tokens(hints.prompt) - self._tokens(hints.hotwords)
        segments, _ = self._model.transcribe(
            samples,
            language=language,
            task="transcribe",
            beam_size=1,
            best_of=1,
            temperature=temperatures(sys.platform),
            condition_on_previous_text=False,
            initial_prompt=hints.prompt or None,
            hotwords=hints.hotwords or None,
            word_timestamps=True,
            vad_filter=False,
            # CTranslate2 generates at most half of what it is asked for (src/models/whisper.cc)
            max_new_tokens=min(room, 2 * (TOKENS_AT_LEAST + round(TOKENS_A_SECOND * seconds))),
        )
        return segments


def temperatures(platform: str) -> tuple[float, ...]:
    """Those to decode at, one after another while the text looks broken. `platform` as `sys.platform` has it.

    None above 0 on Windows, where sampling ended the process on coughs (faster-whisper 71, 223).
    """
    return (0.0,) if platform == "win32" else (0.0, RETRY_TEMPERATURE)


def kept_words(segments: Iterable[Segment], voiced: NDArray[np.bool_]) -> list[Word]:
    """The words of all segments but those that were invented. `voiced`: for each frame, whether there is a voice."""
    return [
        Word(word.word.strip(), float(word.start), float(word.end), float(word.probability))
        for segment in segments
        if not is_invented(segment.text, _evidence(segment, voiced))
        for word in segment.words or ()
    ]


def _evidence(segment: Segment, voiced: NDArray[np.bool_]) -> Evidence:
    begin, end = (max(0, round(at / FRAME_SECONDS)) for at in (segment.start - MARGIN, segment.end + MARGIN))
    return Evidence(segment.no_speech_prob, segment.avg_logprob, np.count_nonzero(voiced[begin:end]) * FRAME_SECONDS)


def _faint_noise() -> Samples:
    """A second of it, the same each time."""
    return np.random.default_rng(0).normal(0.0, 1e-4, RECOGNITION_RATE).astype(np.float32)
