"""The recognisers of this computer."""

from __future__ import annotations

from collections.abc import Iterator

from runthrough.places import default_places
from runthrough.recognition.model_store import ModelStore
from runthrough.recognition.process import RecogniserProcess


def recognisers(only: str | None = None) -> Iterator[RecogniserProcess]:
    """Moonshine and all Whisper models that are installed, or the one named, one after another, each in its process."""
    places = default_places()
    store = ModelStore((places.models, places.shipped_models))
    for name in (only,) if only else store.names():
        process = RecogniserProcess(store.choose(name))
        try:
            yield process
        finally:
            process.close()
