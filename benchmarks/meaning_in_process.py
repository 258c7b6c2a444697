"""The meaning channels without their process, so that their computing alone is measured."""

from __future__ import annotations

from collections.abc import Sequence

from runthrough.domain.meaning import Aim, Likeness
from runthrough.meaning.weights import find_weights
from runthrough.places import CHECKOUT


class InProcess:
    """The meaning without its process, so that its computing alone is measured; one thread."""

    identity = "in process"

    def __init__(self) -> None:
        from runthrough.meaning.compare import Comparer  # noqa: PLC0415  loads CTranslate2
        from runthrough.meaning.encoder import MeaningEncoder  # noqa: PLC0415

        weights = find_weights((CHECKOUT / "models",))
        assert weights is not None
        self._make = lambda: Comparer(MeaningEncoder(weights))
        self._comparer = self._make()

    def forget(self) -> None:
        """Nothing that was compared before makes the next comparison cheaper."""
        self._comparer = self._make()

    def compare(self, spans: Sequence[str], aims: Sequence[Aim], decoys: Sequence[str]) -> Likeness:
        """As the port says."""
        return self._comparer.compare(spans, aims, decoys)


class WordsAlone(InProcess):
    """Word vectors without sentence embeddings, for their time alone."""

    def compare(self, spans: Sequence[str], aims: Sequence[Aim], decoys: Sequence[str]) -> Likeness:
        """The other channels are empty."""
        from runthrough.meaning.compare import Comparer  # noqa: PLC0415

        assert isinstance(self._comparer, Comparer)
        words = self._comparer.compare_words(spans, aims)
        nothing = ((),) * len(words)
        return Likeness(words, nothing, nothing, nothing)
