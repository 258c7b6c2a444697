"""The meaning process, from its first line to its last. Light: the engine is imported only inside the process."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import Connection

from runthrough.meaning.protocol import Compare, Loaded, Unusable
from runthrough.meaning.weights import Weights
from runthrough.processes.inside import settle


def run(connection: Connection, weights: Weights) -> None:
    """The whole life of the process; it ends when the other end of the connection closes."""
    settle(threads=1)
    with suppress(EOFError, ConnectionError):
        try:
            # here: the program itself must not import the engine
            from runthrough.meaning.compare import Comparer  # noqa: PLC0415
            from runthrough.meaning.encoder import MeaningEncoder  # noqa: PLC0415

            comparer = Comparer(MeaningEncoder(weights))
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            connection.send(Unusable(str(error)))
            return
        connection.send(Loaded())
        while True:
            match connection.recv():
                case Compare(spans=spans, aims=aims, decoys=decoys):
                    connection.send(comparer.compare(spans, aims, decoys))
                case request:
                    raise TypeError(request)
