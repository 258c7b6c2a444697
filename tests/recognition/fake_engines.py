"""Engines that do as they are told, inside the recogniser process, which imports this module by its name."""

from __future__ import annotations

import os
import socket
import threading

import numpy as np

from runthrough.domain.hardware import Hardware
from runthrough.domain.speech import Word
from runthrough.recognition import worker
from runthrough.recognition.engine import EngineGaveUp, EngineMissing, LoadedRecogniser, ModelUnusable
from runthrough.recognition.model_store import RecogniserChoice
from runthrough.rehearsal.ports import RecogniserIdentity


class ObedientEngine:
    """Does what the language says ("call 8123": call that port, then hang); else hears the number of samples."""

    def __init__(self) -> None:
        self.identity = RecogniserIdentity("Obedient", str(os.getpid()), "measured")

    def recognise(self, samples: np.ndarray, language: str, terms=()) -> list[Word]:
        match language:
            case "die":
                os._exit(7)
            case "hang":
                print("hanging", flush=True)
                threading.Event().wait()
            case "nice":
                return [Word(str(os.nice(0)), 0.0, 0.1)]
            case "give up":
                raise EngineGaveUp("too loud")
        if language.startswith("call "):
            with socket.create_connection(("127.0.0.1", int(language.split()[1]))):
                threading.Event().wait()
        return [Word(str(len(samples)), 0.0, 0.1)]


class CountingVoice:
    """Counts the calls since the stream began."""

    def __init__(self) -> None:
        self.calls = 0

    def begin(self) -> None:
        self.calls = 0

    def feed(self, samples: np.ndarray) -> np.ndarray:
        self.calls += 1
        return np.full(len(samples) // 512, self.calls, np.float32)


def load_obedient(choice: RecogniserChoice) -> LoadedRecogniser:
    """Does what the folder's name says; else loads."""
    match choice.folder.name:
        case "missing":
            raise EngineMissing("not for this machine")
        case "unusable":
            raise ModelUnusable("model.bin is made of cheese")
        case "die":
            os._exit(7)
        case "hang":
            threading.Event().wait()
    return LoadedRecogniser(ObedientEngine(), CountingVoice())


def load_without_network(choice: RecogniserChoice) -> LoadedRecogniser:
    """The real thing, with a network that kills whoever touches it."""

    def refuse(*_arguments: object, **_named: object) -> None:
        os._exit(99)

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]
    return worker.load(choice)


class LoudVoice:
    """Takes what is loud for a voice, as tones are none to Silero; what it heard before counts, as it does there."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.rest, self.memory = np.zeros(0, np.float32), 0.0

    def feed(self, samples: np.ndarray) -> np.ndarray:
        stream = np.concatenate((self.rest, samples))
        whole = len(stream) // 512 * 512
        frames, self.rest = stream[:whole].reshape(-1, 512), stream[whole:]
        found = []
        for loud in (np.abs(frames).max(axis=1, initial=0.0) > 0.05).tolist():
            self.memory = 0.9 * self.memory + 0.1 * loud
            found.append(0.7 * loud + 0.3 * self.memory)
        return np.array(found, np.float32)


def load_with_loud_voices(choice: RecogniserChoice) -> LoadedRecogniser:
    """The real engine."""
    return LoadedRecogniser(worker.load(choice).engine, LoudVoice())


def a_gpu() -> bool:
    """There is one."""
    return True


def load_dying_on_gpu(choice: RecogniserChoice) -> LoadedRecogniser:
    """As a process whose cuDNN is missing."""
    if not choice.avoid_gpu:
        os._exit(134)
    return LoadedRecogniser(ObedientEngine(), CountingVoice(), Hardware(precision="int8", fell_back=choice.avoid_gpu))


def load_on_gpu(choice: RecogniserChoice) -> LoadedRecogniser:
    """As one where all is well."""
    assert not choice.avoid_gpu
    return LoadedRecogniser(ObedientEngine(), CountingVoice(), Hardware(gpu=True, precision="float16"))
