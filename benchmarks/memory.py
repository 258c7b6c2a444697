"""Memory of processes (Linux; elsewhere it is not a number)."""

from __future__ import annotations

import multiprocessing
import re
from pathlib import Path


def peak_megabytes(pid: int | str = "self") -> float:
    """The most memory that a process held at once since it began."""
    status = Path("/proc") / str(pid) / "status"
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8")) if status.is_file() else None
    return int(found[1]) / 1024 if found else float("nan")


def children_megabytes() -> dict[str, float]:
    """The same for each process that this one has started and that is alive, by its name."""
    return {child.name: peak_megabytes(child.pid or "self") for child in multiprocessing.active_children()}
