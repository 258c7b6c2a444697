"""`python -m benchmarks` runs them all, `python -m benchmarks NAME ...` those that are named; see `--help`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import (
    authoring,
    cancel,
    cost,
    coverage,
    filled_pauses,
    frames,
    kills,
    nothing,
    tail,
    terms,
    window,
    word_errors,
    word_times,
)
from benchmarks.options import Options, read_options

RECOGNITION: dict[str, Callable[[Options], None]] = {
    "word-errors": word_errors.main,
    "nothing": nothing.main,
    "word-times": word_times.main,
    "fillers": filled_pauses.main,
    "terms": terms.main,
    "tail": tail.main,
    "cost": cost.main,
    "frames": frames.main,
    "cancel": lambda _: cancel.main(),
    "window": lambda _: window.main(),
}
"""What `recognition` prints."""

BENCHMARKS: dict[str, Callable[[Options], None]] = {
    "authoring": lambda _: authoring.main(),
    "coverage": coverage.main,
    "kills": lambda _: kills.main(),
    **RECOGNITION,
}


def main() -> int:
    """Run the benchmarks that are asked for."""
    options = read_options(sys.argv[1:])
    unknown = set(options.names) - {*BENCHMARKS, "recognition"}
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are: recognition, {', '.join(BENCHMARKS)}")
        return 2
    for name in _wanted(options.names):
        print(f"== {name}", flush=True)
        BENCHMARKS[name](options)
    return 0


def _wanted(names: tuple[str, ...]) -> list[str]:
    each = [part for name in names or BENCHMARKS for part in (RECOGNITION if name == "recognition" else (name,))]
    return list(dict.fromkeys(each))


if __name__ == "__main__":
    raise SystemExit(main())
