"""How long it takes to stop a recognition that is under way: the caller's wait, and until another one is ready."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np

from runthrough.domain.errors import RecognitionStopped
from runthrough.places import CHECKOUT
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess
from runthrough.rehearsal.ports import RECOGNITION_RATE

STOPS = 5
AIM = 0.3
"""Seconds within which a recognition is stopped, whatever the engine does."""


def main() -> None:
    """Print the worst of some stops in the middle of a 28 s clip; noise, which costs an engine as much as speech."""
    store = ModelStore([Path("models"), CHECKOUT / "models"])
    name = store.names()[0]
    noise = np.random.default_rng(0).normal(0.0, 0.1, 28 * RECOGNITION_RATE).astype(np.float32)
    waits: list[float] = []
    ready: list[float] = []
    for number in range(STOPS):
        process = RecogniserProcess(store.choose(name))
        _ = process.identity
        asking = threading.Thread(target=_ask, args=(process, noise))
        asking.start()
        time.sleep(0.1 * number)  # at another moment each time
        begun = time.perf_counter()
        process.close()
        asking.join()
        waits.append(time.perf_counter() - begun)
        another = RecogniserProcess(store.choose(name))
        _ = another.identity
        ready.append(time.perf_counter() - begun)
        another.close()
    print(f"  {name}: stopped in at most {max(waits):.3f} s (aim {AIM} s), the next one ready after {max(ready):.1f} s")


def _ask(process: RecogniserProcess, samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    with suppress(RecognitionStopped):
        process.recognise(samples, "en")
