"""The recogniser as the program sees it: a process of its own, started ahead, killed when it hangs, started again.

A process, because the engines are native code that has crashed, hung and held on to memory before; here none of that
costs more than a clip that is asked for once more. The program itself never imports them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.errors import (
    ModelDamaged,
    NoRecogniser,
    RecognitionFailed,
    RecognitionStopped,
    RunthroughError,
)
from runthrough.domain.hardware import Hardware
from runthrough.domain.speech import Word
from runthrough.processes.child import Child, Died
from runthrough.processes.idle_watch import IDLE_SECONDS
from runthrough.recognition import worker
from runthrough.recognition.compute import gpu_found
from runthrough.recognition.model_store import RecogniserChoice
from runthrough.recognition.protocol import (
    ClipRecognised,
    GaveUp,
    HearVoice,
    MemoryUsed,
    NotLoaded,
    Ready,
    RecogniseClip,
    Refusal,
    TellMemory,
    TryingGpu,
    VoiceHeard,
)
from runthrough.rehearsal.ports import RECOGNITION_RATE, RecogniserIdentity, Samples


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds after which the process counts as hanging: while loading, and on a request, by the length of its sound.

    Generous: on a machine that is busy with something else, slow is not dead. One that does nothing, `idle` seconds
    long, ends itself.
    """

    loading: float = 120.0
    request: float = 30.0
    per_second: float = 10.0
    idle: float = IDLE_SECONDS

    def on(self, samples: Samples) -> float:
        """For a request with these samples."""
        return self.request + self.per_second * len(samples) / RECOGNITION_RATE


class RecogniserProcess:
    """A Recogniser. Its methods but `close` are used by one thread at a time; `close` may be called from any.

    Nothing is started before `start` or the first question. A process that died is not missed until the next question,
    which starts another; a model that was refused stays refused. One that died on a graphics card goes on without it.
    """

    def __init__(
        self,
        choice: RecogniserChoice,
        limits: Limits | None = None,
        loader: worker.Loader = worker.load,
        finds_gpu: Callable[[], bool] = gpu_found,
    ) -> None:
        self._choice = choice
        self._limits = limits or Limits()
        self._loader = loader
        self._finds_gpu = finds_gpu
        self._busy = threading.Lock()
        self._child: Child | None = None
        self._identity: RecogniserIdentity | None = None
        self._hardware = Hardware()
        self._refused: NotLoaded | None = None
        self._afresh = False
        self._loaded = False
        self._closed = False

    def start(self) -> None:
        """Begin to load, and return at once."""
        with self._busy:
            self._living_child()

    @property
    def identity(self) -> RecogniserIdentity:
        """Waits until the recogniser is loaded. Raises ModelDamaged, NoRecogniser or RecognitionFailed."""
        with self._busy:
            if self._identity is None:
                self._identity = self._load(self._living_child())
            return self._identity

    @property
    def hardware(self) -> Hardware:
        """What it computes on. Waits and raises as `identity` does."""
        _ = self.identity
        return self._hardware

    def begin_voice(self) -> None:
        """Forget the voice activity of earlier samples; takes effect with the next `voice`."""
        self._afresh = True

    def voice(self, samples: Samples) -> NDArray[np.float32]:
        """Probability of a voice for each 512 samples of the stream. Raises as `recognise` does."""
        match self._ask(HearVoice(samples, self._afresh), self._limits.on(samples)):
            case VoiceHeard(probabilities=probabilities):
                self._afresh = False
                return probabilities
            case reply:
                raise TypeError(reply)

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """The words of one clip of at most 30 s. Raises ModelDamaged, NoRecogniser or RecognitionFailed."""
        match self._ask(RecogniseClip(samples, language, tuple(terms)), self._limits.on(samples)):
            case ClipRecognised(words=words):
                return words
            case GaveUp(detail=detail):
                raise RecognitionFailed(self._choice.title, detail, died=False)
            case reply:
                raise TypeError(reply)

    def peak_memory(self) -> int | None:
        """The most bytes that its process held at once; None where the system does not tell. Raises as `recognise`."""
        match self._ask(TellMemory(), self._limits.request):
            case MemoryUsed(peak=peak):
                return peak
            case reply:
                raise TypeError(reply)

    def close(self) -> None:
        """End the process, also in the middle of a request, which then raises RecognitionStopped. Final."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()
        with self._busy:
            self._bury()

    def _ask(self, request: HearVoice | RecogniseClip | TellMemory, seconds: float) -> object:
        with self._busy:
            child = self._living_child()
            if not self._loaded:
                self._identity = self._load(child)
                child = self._living_child()  # another one, where a graphics card ended the first
            return self._exchange(child, request, seconds)

    def _load(self, child: Child) -> RecogniserIdentity:
        """Wait for the process to say that it has loaded its model, or why it cannot."""
        match self._exchange(child, None, self._limits.loading):
            case TryingGpu():
                return self._load_on_gpu(child)
            case Ready(identity=identity, hardware=hardware):
                self._loaded = True
                self._hardware = hardware
                return identity
            case NotLoaded() as refused:
                self._bury()
                self._refused = refused
                raise self._refusal(refused)
            case said:
                raise TypeError(said)

    def _load_on_gpu(self, child: Child) -> RecogniserIdentity:
        """The same once it said that it tries a graphics card; without it where that ends the process.

        A library of the card that is missing aborts the whole process (faster-whisper 516).
        """
        try:
            return self._load(child)
        except RecognitionFailed as failed:
            self._choice = replace(self._choice, avoid_gpu=failed.detail)
            return self._load(self._living_child())

    def _exchange(self, child: Child, request: HearVoice | RecogniseClip | TellMemory | None, seconds: float) -> object:
        try:
            return child.exchange(request, seconds)
        except BaseException as ended:  # Ctrl-C too: a reply that nobody waited for must not be taken for the next one
            self._bury()
            if isinstance(ended, Died) and self._closed:
                raise RecognitionStopped from ended
            if isinstance(ended, Died):
                # a death while it loads is no fault of what it was to hear
                raise RecognitionFailed(self._choice.title, str(ended), died=request is not None) from ended
            raise

    def _living_child(self) -> Child:
        if self._refused is not None:
            raise self._refusal(self._refused)
        if self._child is None and not self._closed:
            self._child = Child(
                "recogniser", worker.run, self._choice, self._loader, self._finds_gpu, self._limits.idle
            )
            self._loaded = False
        # asked after the start: `close` may have looked for a process just before there was one
        if self._child is None or self._closed:
            self._bury()
            raise RecognitionStopped
        return self._child

    def _refusal(self, refused: NotLoaded) -> RunthroughError:
        if refused.refusal is Refusal.MISSING:
            return NoRecogniser(self._choice.name, self._choice.models_folder)
        return ModelDamaged(self._choice.title, self._choice.folder, refused.detail)

    def _bury(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()
