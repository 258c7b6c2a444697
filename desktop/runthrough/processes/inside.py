"""What every process of our own does first."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from runthrough.processes.machine import end_with_parent, lower_priority


def settle(threads: int) -> None:
    """End with the parent, leave Ctrl-C to it, let recording go first, and keep libraries quiet, offline and modest."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is for the program, which then ends this one
    end_with_parent()
    lower_priority()
    # read by the libraries when they are imported
    os.environ |= {
        "OMP_NUM_THREADS": str(threads),
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "CT2_VERBOSE": "-1",
    }
    _silence_libraries()


def _silence_libraries() -> None:
    """Keep what native code writes to the standard error off the terminal: the program draws there. Python's stays."""
    if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison]  a Windows program without a console
        return
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
