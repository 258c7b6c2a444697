"""What the benchmarks on labelled answers share."""

from __future__ import annotations


def word_places(text: str) -> list[tuple[int, int]]:
    """The first character of each word of a text, and the one after its last."""
    places: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    return places
