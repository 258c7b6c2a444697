"""Words that recognisers write though nobody speaks: `python -m benchmarks nothing`, a minute of each kind of noise.

The noises are those of the tests, at three levels; laughter and coughs are made anew for each. "Live" is as the sound
is cut while it is recorded, "file" as it is cut from a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.installed import recognisers
from benchmarks.options import Options
from benchmarks.word_errors import PIECE, as_heard
from runthrough.places import CHECKOUT
from runthrough.rehearsal.ports import RECOGNITION_RATE, Recogniser, Samples

LEVELS = (-60, -40, -25)
"""dBFS: a still room, a noisy one, next to the microphone."""
SECONDS = 20.0
"""Of each kind at each level."""
WITH_A_VOICE = ("laughter", "coughs")
SHOWN = 60
"""Characters of what was invented."""


def main(_options: Options) -> None:
    """Print the words a minute of each kind, and what they were."""
    kinds = _kinds()
    for recogniser in recognisers():
        identity = recogniser.identity
        print(f"  {identity.name} {identity.version}: words a minute live / as a file, where nobody speaks")
        for name, sounds in kinds.items():
            _print(name, recogniser, sounds)


def _kinds() -> dict[str, list[Samples]]:
    """Each kind at all levels."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    import noises  # noqa: PLC0415  the sounds are the tests' own

    kinds: dict[str, list[Samples]] = {}
    makes: dict[str, Callable[..., Samples]] = dict(noises.KINDS)
    for name, make in makes.items():
        anew = name in WITH_A_VOICE
        makers = [partial(make, seed=seed) if anew else make for seed in range(len(LEVELS))]
        kinds[name] = [noises.at_level(made(SECONDS), level) for made, level in zip(makers, LEVELS, strict=True)]
    return {"silence": [np.zeros(round(SECONDS * RECOGNITION_RATE), np.float32)] * len(LEVELS), **kinds}


def _print(name: str, recogniser: Recogniser, sounds: list[Samples]) -> None:
    live = [as_heard(recogniser, sound, PIECE) for sound in sounds]
    file = [as_heard(recogniser, sound, len(sound)) for sound in sounds]
    minutes = sum(len(sound) for sound in sounds) / RECOGNITION_RATE / 60
    rates = [sum(len(text.split()) for text in texts) / minutes for texts in (live, file)]
    invented = " | ".join(dict.fromkeys(text for text in (*live, *file) if text))
    print(f"    {name:14} {rates[0]:5.1f} / {rates[1]:5.1f}  {invented[:SHOWN]}".rstrip(), flush=True)
