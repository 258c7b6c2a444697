"""How alike in meaning what was said and what a checkpoint asks for are: the port, and what crosses it.

What answers needs weights that a computer may lack, so all that uses it does without, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Rows = tuple[tuple[float, ...], ...]
"""A row for each span, in it a value for each aim; a row is empty where nothing was asked."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a checkpoint sounds like: all its `phrases` (name, cue phrases, examples), and whole `examples` of it."""

    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines, -1 to 1, of spans and aims.

    `words`: mean word vectors, the best of the aim's phrases. `topic`: sentence embedding against the mean embedding of
    all the aim's phrases. `example`: each word of an example against the best word of the span, on the average (late
    interaction, as in ColBERT), the best example. `decoys`: sentence embeddings against the decoys.
    """

    words: Rows
    topic: Rows
    example: Rows
    decoys: Rows


class MeaningLost(Exception):
    """What answers was there and failed; everything goes on without it."""


class Meaning(Protocol):
    """Compares what was said with what was to be said. Used by one thread at a time."""

    @property
    def identity(self) -> str:
        """Names the weights, for the meter version."""
        ...

    def compare(self, spans: Sequence[str], aims: Sequence[Aim], decoys: Sequence[str]) -> Likeness:
        """Spans are plain words, lower case without punctuation. Raises MeaningLost."""
        ...
