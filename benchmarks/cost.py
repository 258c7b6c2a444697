"""What each recogniser and size costs: its share of real time while somebody speaks, and the memory of its process."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.memory import children_megabytes
from benchmarks.options import Options
from benchmarks.random_whisper import SIZES, write_model
from benchmarks.sound_files import decoded
from benchmarks.tail import all_recognisers, speech
from benchmarks.timing import timed
from benchmarks.word_errors import PIECE, as_heard
from runthrough.app import App
from runthrough.places import Places

SECONDS = 60


def main(options: Options) -> None:
    """Let each hear a minute of speech in the clips that are cut while it is spoken, and all of it at once."""
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            write_model(Path(name) / "models", size)
        samples = decoded(speech(options, Path(name), SECONDS))
        for recogniser_name, recogniser in all_recognisers(App(Places(Path(name))), *SIZES):
            with closing(recogniser):
                loading, _ = timed(lambda ears=recogniser: ears.identity)
                live, _ = timed(lambda ears=recogniser: as_heard(ears, samples, PIECE))
                file, _ = timed(lambda ears=recogniser: as_heard(ears, samples, len(samples)))
                memory = children_megabytes()["recogniser"]
            print(
                f"  {recogniser_name}: {live / SECONDS:.3f} of real time live, {file / SECONDS:.3f} as a file; "
                f"{memory:.0f} MB at most; ready after {loading:.1f} s",
                flush=True,
            )
