"""`python -m benchmarks` runs them all, `python -m benchmarks NAME ...` those that are named.

`python -m benchmarks coverage --cases FILE` takes other labelled answers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import authoring, cancel, coverage, filled_pauses, kills, live, recognition, window, word_times

BENCHMARKS: dict[str, Callable[[], None]] = {
    "authoring": authoring.main,
    "coverage": coverage.main,
    "recognition": recognition.main,
    "fillers": filled_pauses.main,
    "word-times": word_times.main,
    "live": live.words,
    "tail": live.tail,
    "frames": live.frames,
    "kills": kills.main,
    "cancel": cancel.main,
    "window": window.main,
}


def main() -> int:
    """Run the benchmarks that are asked for."""
    options = sys.argv[sys.argv.index("--cases") :] if "--cases" in sys.argv else []
    wanted = sys.argv[1 : len(sys.argv) - len(options)] or list(BENCHMARKS)
    unknown = [name for name in wanted if name not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    for name in wanted:
        print(f"== {name}", flush=True)
        if name == "coverage":
            coverage.main(options)
        else:
            BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
