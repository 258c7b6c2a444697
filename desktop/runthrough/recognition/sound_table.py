"""What the kinds of sounds sound like: averages over the recorded clips, made by `python -m benchmarks.sound_table`.

Known word times had no part in it (see there), so word times may be measured with it.
"""

from __future__ import annotations

import numpy as np

from runthrough.domain.sounds import KINDS

_MEANS = {
    "A": "-8.3 1.7 -1.4 -0.2 -0.3 -0.3 -0.2 0.1 -1.3 -0.4 0.5 0.0 0.3 0.3 0.1 0.1",
    "E": "-12.2 0.7 0.2 2.1 0.8 -0.3 -0.4 -0.4 -3.9 0.2 0.3 -0.4 0.3 0.1 0.2 0.2",
    "I": "-12.2 0.2 0.2 1.9 0.8 -0.6 -0.8 -0.1 -3.7 -0.6 1.0 -0.3 0.3 0.5 0.1 0.1",
    "O": "-9.9 3.4 -0.5 -1.1 -1.4 0.0 1.0 0.2 -2.3 0.1 0.3 -0.1 0.2 0.2 0.1 0.1",
    "U": "-11.2 2.2 -1.2 -1.3 -0.5 0.7 0.3 0.0 -2.5 0.5 0.5 -0.3 0.2 0.4 0.1 0.0",
    "N": "-25.2 1.6 2.5 1.2 2.2 1.0 0.3 0.6 -3.6 -1.5 0.6 -0.4 -0.1 0.3 0.2 0.1",
    "L": "-14.1 4.3 2.0 -0.6 -2.8 -0.7 1.8 0.3 -0.9 -0.4 0.0 0.1 0.3 0.3 -0.2 -0.1",
    "R": "-14.6 4.8 -1.2 -1.7 1.5 0.4 -0.9 -0.9 -4.9 -1.6 0.6 1.3 0.1 -0.3 0.2 0.4",
    "W": "-19.1 3.2 1.9 -0.2 0.2 0.0 0.4 0.1 13.6 3.0 -0.8 0.5 -0.7 -0.6 -0.7 -0.9",
    "S": "-21.3 -12.0 4.0 -2.0 0.9 1.2 -0.4 0.5 -2.9 -1.0 -0.4 -0.5 -0.1 -0.2 0.1 0.1",
    "C": "-15.1 -11.6 -1.3 1.4 0.8 -0.5 0.2 0.0 2.8 2.6 -0.6 -0.3 0.3 0.0 -0.1 -0.3",
    "F": "-20.5 -1.9 0.8 -0.4 0.8 0.2 0.2 0.0 10.3 3.2 -1.4 1.0 -0.8 -1.0 -0.5 -0.5",
    "T": "-25.8 -3.3 -0.3 -0.8 0.7 0.4 0.1 0.4 3.9 0.2 -0.4 0.1 -0.1 -0.1 -0.1 -0.1",
    "D": "-23.3 -0.9 1.2 0.7 1.3 0.7 0.2 0.0 12.7 0.7 -1.5 0.3 -0.9 -0.7 -0.8 -0.6",
    "H": "-10.1 -0.1 -1.4 0.3 0.0 -1.0 0.2 0.8 6.2 2.2 -0.6 0.2 -0.2 0.0 -0.7 -0.4",
    "_": "-42.0 -4.6 1.0 -0.7 1.3 0.7 0.8 0.5 -0.2 0.0 -0.2 0.0 0.0 -0.1 0.1 0.0",
}
"""For each kind what `alignment.features` sees: loudness and seven shapes of the spectrum, then the change of each."""

MEANS = np.array([[float(value) for value in _MEANS[kind].split()] for kind in KINDS], np.float32)
"""Kinds x what is seen of a frame."""
SPREADS = np.array([10.1, 4.0, 2.7, 2.4, 1.7, 1.4, 1.3, 1.2, 13.4, 6.0, 3.1, 2.6, 2.1, 1.6, 1.5, 1.4], np.float32)
"""The standard deviation of each thing seen, within a kind."""
