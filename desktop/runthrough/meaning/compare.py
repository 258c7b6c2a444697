"""Spans against aims, by word vectors and by sentence embeddings. In the meaning process alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from runthrough.domain.meaning import Aim, Likeness, Rows
from runthrough.meaning.encoder import Matrix, MeaningEncoder, unit


class Comparer:
    """Remembers what it made of the aims, which are the same all through a take."""

    def __init__(self, encoder: MeaningEncoder) -> None:
        self._encoder = encoder
        self._aims: tuple[Aim, ...] = ()
        self._phrases: Matrix = np.zeros((0, 0), np.float32)
        self._topics: Matrix = self._phrases
        self._begins: list[int] = []
        self._examples: list[tuple[int, Matrix]] = []

    def compare(self, spans: Sequence[str], aims: Sequence[Aim], decoys: Sequence[str]) -> Likeness:
        """As the port says."""
        if not spans or not aims:
            nothing = ((),) * len(spans)
            return Likeness(nothing, nothing, nothing, nothing)
        words = self.compare_words(spans, aims)
        embedded = self._encoder.embed([span or "." for span in spans])
        sentences = np.stack([each.sentence for each in embedded])
        decoy_vectors = [each.sentence for each in self._encoder.embed(decoys)]
        return Likeness(
            words=words,
            topic=_rows(sentences @ self._topics.T),
            example=_rows(self._late(embedded_words=[each.words for each in embedded])),
            decoys=_rows(sentences @ np.stack(decoy_vectors).T) if decoy_vectors else ((),) * len(spans),
        )

    def compare_words(self, spans: Sequence[str], aims: Sequence[Aim]) -> Rows:
        """The channel `words` alone; at least one span and one aim."""
        self._take_aim(tuple(aims))
        means = self._encoder.word_means(spans) @ self._phrases.T
        return _rows(np.maximum.reduceat(means, self._begins, axis=1))

    def _take_aim(self, aims: tuple[Aim, ...]) -> None:
        if aims == self._aims:
            return
        phrases = [phrase for aim in aims for phrase in aim.phrases]
        counts = [len(aim.phrases) for aim in aims]
        self._begins = [0, *np.cumsum(counts)[:-1].tolist()]
        self._phrases = self._encoder.word_means(phrases)
        vectors = np.stack([each.sentence for each in self._encoder.embed(phrases)])
        self._topics = unit(np.stack([part.mean(0) for part in np.split(vectors, self._begins[1:])]))
        examples = [(index, text) for index, aim in enumerate(aims) for text in aim.examples]
        found = self._encoder.embed([text for _, text in examples])
        self._examples = [(index, each.words) for (index, _), each in zip(examples, found, strict=True)]
        self._aims = aims

    def _late(self, embedded_words: Sequence[Matrix]) -> Matrix:
        """Each word of an example against the best word of the span, on the average; the best example of each aim."""
        found = np.zeros((len(embedded_words), len(self._aims)), np.float32)
        if not self._examples:
            return found
        words = np.concatenate([words for _, words in self._examples])
        begins = [0, *np.cumsum([len(words) for _, words in self._examples])[:-1].tolist()]
        lengths = np.array([len(words) for _, words in self._examples], np.float32)
        for row, span in enumerate(embedded_words):
            if len(span):
                means = np.add.reduceat((span @ words.T).max(0), begins) / lengths
                for (aim, _), value in zip(self._examples, means, strict=True):
                    found[row, aim] = max(found[row, aim], value)
        return found


def _rows(matrix: Matrix) -> Rows:
    return tuple(map(tuple, matrix.astype(float).round(4).tolist()))
