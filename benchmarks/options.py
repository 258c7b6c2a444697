"""What `python -m benchmarks` is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from runthrough.places import CHECKOUT

CLIPS = CHECKOUT.parent / "shared" / "data" / "clips"
"""Recordings with transcripts; test data that is not part of this repository."""


@dataclass(frozen=True, slots=True)
class Options:
    """`clips` is a folder of recordings with a `manifest.tsv`; `cases` a file of labelled answers, None for our own."""

    names: tuple[str, ...] = ()
    clips: Path = CLIPS
    cases: Path | None = None
    minutes: float = 1.0


def read_options(arguments: Sequence[str]) -> Options:
    """Read the command line; ends the program with a sentence where it cannot be understood."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Prints the figures of performance.md.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure; all if none is named")
    parser.add_argument("--clips", type=Path, default=CLIPS, help="a folder of recordings with a manifest.tsv")
    parser.add_argument("--cases", type=Path, help="a file of labelled answers (coverage)")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long the take of `frames` is")
    read = parser.parse_args(arguments)
    return Options(tuple(read.names), read.clips, read.cases, read.minutes)
