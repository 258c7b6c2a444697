"""The recogniser process, from its first line to its last. Light: the engines are imported only inside the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from runthrough.processes.idle_watch import IDLE_SECONDS, IdleWatch
from runthrough.processes.inside import settle
from runthrough.processes.machine import engine_threads, peak_memory
from runthrough.recognition.compute import gpu_found
from runthrough.recognition.engine import EngineGaveUp, EngineMissing, LoadedRecogniser, ModelUnusable
from runthrough.recognition.fingerprints import remember_first_use
from runthrough.recognition.model_store import EngineName, RecogniserChoice
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

Loader = Callable[[RecogniserChoice], LoadedRecogniser]
"""Loads what was chosen, inside the process; a function of a module, because its name is sent there."""


def load(choice: RecogniserChoice) -> LoadedRecogniser:
    """The chosen engine, warmed up, with its voice activity detection. Raises EngineMissing or ModelUnusable."""
    # here: the program itself must not import the engines
    try:
        from runthrough.recognition.moonshine import Moonshine  # noqa: PLC0415
        from runthrough.recognition.silero import LevelledSilero  # noqa: PLC0415
        from runthrough.recognition.whisper import Whisper  # noqa: PLC0415
    except ImportError as error:  # also a shared library that this system is too old for
        raise EngineMissing(str(error)) from error
    if choice.engine is EngineName.MOONSHINE:
        return LoadedRecogniser(Moonshine(choice.folder, engine_threads()), LevelledSilero())
    whisper = Whisper(choice.folder, engine_threads(), choice.avoid_gpu)
    return LoadedRecogniser(whisper, LevelledSilero(), whisper.hardware)


def run(
    connection: Connection,
    choice: RecogniserChoice,
    loader: Loader,
    finds_gpu: Callable[[], bool] = gpu_found,
    idle: float = IDLE_SECONDS,
) -> None:
    """The whole life of the process; it ends when the other end of the connection closes, or when it hangs.

    `idle`: seconds without work on a request after which it does.
    """
    settle(engine_threads())
    with suppress(EOFError, ConnectionError):
        if choice.engine is EngineName.WHISPER and not choice.avoid_gpu and finds_gpu():
            connection.send(TryingGpu())
        try:
            loaded = loader(choice)
        except (EngineMissing, ModelUnusable) as error:
            refusal = Refusal.MISSING if isinstance(error, EngineMissing) else Refusal.DAMAGED
            connection.send(NotLoaded(refusal, str(error)))
            return
        connection.send(Ready(loaded.engine.identity, loaded.hardware))
        watch = IdleWatch(idle)
        watch.start()
        serve(connection, loaded, _chores(choice), watch)


def _chores(choice: RecogniserChoice) -> Iterator[None]:
    """Work that can wait until nobody asks for anything, in small steps."""
    if choice.engine is EngineName.WHISPER:
        yield from remember_first_use(choice.models_folder, choice.folder)


def serve(connection: Connection, loaded: LoadedRecogniser, chores: Iterator[None], watch: IdleWatch) -> None:
    """Answer one request after another. Raises EOFError when there will be none any more.

    `chores` is work that can wait; a step of it is done whenever nobody asks for anything. `watch` learns when there is
    a request.
    """
    while True:
        for _ in chores:
            if connection.poll():
                break
        request = connection.recv()
        with watch.working():
            answer = _answer(loaded, request)
        connection.send(answer)


def _answer(loaded: LoadedRecogniser, request: object) -> object:
    match request:
        case HearVoice(samples=samples, afresh=afresh):
            if afresh:
                loaded.voice.begin()
            return VoiceHeard(loaded.voice.feed(samples))
        case RecogniseClip(samples=samples, language=language, terms=terms):
            try:
                return ClipRecognised(tuple(loaded.engine.recognise(samples, language, terms)))
            except EngineGaveUp as error:
                return GaveUp(str(error))
        case TellMemory():
            return MemoryUsed(peak_memory())
        case _:
            raise TypeError(request)
