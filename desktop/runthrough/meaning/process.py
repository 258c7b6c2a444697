"""Meaning as the program sees it: a process of its own, started ahead, killed when it hangs, started again once."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from runthrough.domain.meaning import Aim, Likeness, MeaningLost
from runthrough.meaning import worker
from runthrough.meaning.protocol import Compare, Loaded, Unusable
from runthrough.meaning.weights import Weights
from runthrough.processes.child import Child, Died

LOADING, REQUEST = 60.0, 30.0
"""Seconds after which the process counts as hanging. Generous: on a busy machine slow is not dead."""
MOST_AT_ONCE = 64
"""Spans of one request: a take of an hour is asked for in pieces, each far within the limit."""


class MeaningProcess:
    """The port Meaning. Any thread: one request at a time, others wait. `close` from any thread, final."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._busy = threading.Lock()
        self._child: Child | None = None
        self._loaded = False
        self._lost = ""

    @property
    def identity(self) -> str:
        """Names the weights."""
        return self._weights.identity

    def start(self) -> None:
        """Begin to load, and return at once."""
        with self._busy:
            self._living_child()

    def compare(self, spans: Sequence[str], aims: Sequence[Aim], decoys: Sequence[str]) -> Likeness:
        """As the port says; a process that died is started again, once for each request."""
        parts = [
            self._ask(Compare(tuple(spans[first : first + MOST_AT_ONCE]), tuple(aims), tuple(decoys)))
            for first in range(0, len(spans), MOST_AT_ONCE)
        ]
        return Likeness(
            words=tuple(row for part in parts for row in part.words),
            topic=tuple(row for part in parts for row in part.topic),
            example=tuple(row for part in parts for row in part.example),
            decoys=tuple(row for part in parts for row in part.decoys),
        )

    def close(self) -> None:
        """End the process, also in the middle of a request."""
        self._lost = "the program is shutting down"
        child = self._child
        if child is not None:
            child.kill()
        with self._busy:
            self._bury()

    def _ask(self, request: Compare) -> Likeness:
        with self._busy:
            try:
                return self._exchange(request)
            except Died:
                return self._once_more(request)

    def _once_more(self, request: Compare) -> Likeness:
        try:
            return self._exchange(request)
        except Died as died:
            raise MeaningLost(str(died)) from died

    def _exchange(self, request: Compare) -> Likeness:
        child = self._living_child()
        try:
            if not self._loaded:
                self._load(child)
            reply = child.exchange(request, REQUEST)
        except BaseException:  # Ctrl-C too: a reply that nobody waited for must not be taken for the next one
            self._bury()
            raise
        if not isinstance(reply, Likeness):
            raise TypeError(reply)
        return reply

    def _load(self, child: Child) -> None:
        match child.exchange(None, LOADING):
            case Loaded():
                self._loaded = True
            case Unusable(detail=detail):
                self._lost = detail
                raise MeaningLost(detail)
            case said:
                raise TypeError(said)

    def _living_child(self) -> Child:
        if self._lost:
            raise MeaningLost(self._lost)
        if self._child is None:
            self._child, self._loaded = Child("meaning", worker.run, self._weights), False
        return self._child

    def _bury(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()
