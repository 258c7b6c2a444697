"""What the kinds of sounds sound like: averages over the recorded clips, made by `python -m benchmarks.sound_table`.

Known word times had no part in it (see there), so word times may be measured with it.
"""

from __future__ import annotations

import numpy as np

from runthrough.domain.sounds import KINDS

_MEANS = {
    "A": "-8.2 1.7 -1.5 0.0 -0.2 -0.4 -0.3 0.1 -2.6 -0.6 1.0 0.0 0.6 0.4 -0.2 0.1",
    "E": "-14.0 0.7 0.8 2.4 0.8 -0.3 -0.4 -0.3 -5.6 0.1 0.5 -0.4 0.6 0.1 0.1 0.2",
    "I": "-14.1 0.5 0.6 2.4 0.9 -0.9 -0.9 0.0 -4.5 -0.5 1.4 -0.3 0.5 0.7 -0.1 0.1",
    "O": "-10.7 4.0 -0.4 -1.2 -1.4 0.1 1.0 0.2 -2.7 0.2 0.5 -0.2 0.2 0.3 0.0 0.1",
    "U": "-12.0 2.5 -1.2 -1.4 -0.3 0.8 0.2 0.0 -3.9 1.2 0.9 -0.3 0.3 0.4 0.1 -0.1",
    "N": "-29.6 2.4 3.4 1.4 2.7 1.2 0.1 0.7 -4.4 -2.2 0.7 -0.3 -0.3 0.3 0.4 0.1",
    "L": "-17.1 5.1 2.8 -0.9 -3.2 -0.7 2.1 0.3 -1.8 -0.8 0.1 0.0 0.4 0.5 -0.3 -0.1",
    "R": "-16.2 5.6 -1.3 -1.8 1.7 0.5 -1.0 -0.9 -6.1 -1.5 0.7 1.4 0.0 -0.4 0.2 0.5",
    "W": "-20.8 5.4 2.7 -0.8 -1.2 -0.3 1.4 0.6 17.5 2.6 -2.4 0.2 -0.2 -0.1 -0.6 -1.2",
    "S": "-23.7 -14.3 4.2 -2.0 0.8 1.2 -0.5 0.4 -4.3 -1.7 -0.5 -0.6 -0.2 -0.1 0.2 0.2",
    "C": "-19.1 -13.5 -1.4 1.1 1.1 -0.5 0.0 -0.2 2.9 3.1 -0.8 -0.2 0.3 -0.2 -0.1 -0.3",
    "F": "-21.8 -2.1 1.1 -0.5 0.7 0.2 0.1 -0.1 11.9 3.7 -1.8 1.0 -1.1 -1.0 -0.2 -0.4",
    "T": "-27.9 -4.4 -0.1 -0.8 0.7 0.2 -0.2 0.2 6.8 0.1 -0.8 0.3 -0.3 -0.3 0.0 -0.1",
    "D": "-23.7 -0.9 1.4 1.1 1.5 0.7 0.0 -0.1 14.4 1.2 -1.9 0.1 -1.2 -0.9 -0.7 -0.5",
    "H": "-12.9 -0.3 -1.9 -0.9 0.7 -0.3 0.8 1.0 8.6 3.1 -0.4 0.0 0.1 0.2 -0.7 -0.3",
    "_": "-50.6 -6.4 1.5 -1.2 1.3 0.8 0.6 0.6 1.0 0.2 -0.3 0.0 -0.1 -0.2 0.0 0.0",
}
"""For each kind what `alignment.features` sees: loudness and seven shapes of the spectrum, then the change of each."""

MEANS = np.array([[float(value) for value in _MEANS[kind].split()] for kind in KINDS], np.float32)
"""Kinds x what is seen of a frame."""
SPREADS = np.array([11.3, 4.7, 3.4, 2.8, 2.1, 1.7, 1.6, 1.5, 16.4, 7.2, 3.9, 3.1, 2.6, 2.0, 1.9, 1.8], np.float32)
"""The standard deviation of each thing seen, within a kind."""
