"""Embeddings of words and sentences. Imported in the meaning process alone: it loads CTranslate2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from ctranslate2 import Encoder
from numpy.typing import NDArray
from tokenizers import Tokenizer

from runthrough.meaning.weights import TABLE, TOKENIZER, Weights

Matrix = NDArray[np.float32]

MOST_PIECES = 128
"""Of a text; nobody's sentence is longer, and a checkpoint's name should not be."""
AT_ONCE = 16
MOST_REMEMBERED = 4_000
"""Texts whose embedding is kept: those of a template, and the spans of a long answer."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """`sentence` has length 1, `words` a row of length 1 for each piece."""

    sentence: Matrix
    words: Matrix


class MeaningEncoder:
    """The sentence encoder and the table of word vectors. One thread."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        # one thread: on a busy computer more of them made single sentences up to 24 times slower (coverage notes)
        self._encoder = Encoder(str(weights.folder), device="cpu", inter_threads=1, intra_threads=threads)
        self._tokenizer = Tokenizer.from_file(str(weights.folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._table: Matrix = np.load(weights.folder / TABLE).astype(np.float32)
        self._known: dict[str, Embedded] = {}
        self._word_vector = lru_cache(50_000)(self._new_word_vector)

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """Sentence embeddings (mean over the pieces) with those of the pieces in their context."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > MOST_REMEMBERED:
            kept = set(texts)
            self._known = {text: found for text, found in self._known.items() if text in kept}
        # alike in length, so that little is computed for padding
        new.sort(key=len)
        for first in range(0, len(new), AT_ONCE):
            batch = new[first : first + AT_ONCE]
            self._known.update(zip(batch, self._embed_batch(batch), strict=True))
        return [self._known[text] for text in texts]

    def _embed_batch(self, texts: Sequence[str]) -> list[Embedded]:
        ids = [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]
        hidden = np.asarray(self._encoder.forward_batch(ids).last_hidden_state, np.float32)
        made: list[Embedded] = []
        for row, pieces in zip(hidden, ids, strict=True):
            real = row[: len(pieces)]
            made.append(Embedded(unit(real.mean(0)), unit(real[1:-1])))
        return made

    def word_means(self, texts: Sequence[str]) -> Matrix:
        """Mean word vectors of length 1, a row for each text; zeros for a text without words."""
        words = [text.split() or [""] for text in texts]
        places = {word: place for place, word in enumerate({word for row in words for word in row})}
        vectors = np.stack([self._word_vector(word) for word in places])
        begins = np.cumsum([0, *(len(row) for row in words[:-1])])
        return unit(np.add.reduceat(vectors[[places[word] for row in words for word in row]], begins))

    def _new_word_vector(self, word: str) -> Matrix:
        return self._table[self._tokenizer.encode(word, add_special_tokens=False).ids].sum(0)


def unit(vectors: Matrix) -> Matrix:
    """Rows of length 1; a row of zeros stays."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
