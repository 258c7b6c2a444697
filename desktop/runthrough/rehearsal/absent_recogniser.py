"""The recogniser of a computer that has none: recording and timing work, and each question is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from runthrough.domain.errors import RunthroughError
from runthrough.domain.speech import Word
from runthrough.rehearsal.ports import RecogniserIdentity, Samples


class AbsentRecogniser:
    """A Recogniser that raises the same error whatever it is asked."""

    def __init__(self, error: RunthroughError) -> None:
        self._error = error

    @property
    def identity(self) -> RecogniserIdentity:
        """Raises."""
        self._refuse()

    def begin_voice(self) -> None:
        """Raises."""
        self._refuse()

    def voice(self, samples: Samples) -> NDArray[np.float32]:
        """Raises."""
        self._refuse()

    def recognise(self, samples: Samples, language: str, terms: Sequence[str] = ()) -> Sequence[Word]:
        """Raises."""
        self._refuse()

    def close(self) -> None:
        """There is nothing to close."""

    def _refuse(self) -> NoReturn:
        raise self._error
