"""A process and the machine it runs on: cores, priority, and an end with its parent."""

from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import threading
from multiprocessing.connection import wait
from pathlib import Path

MOST_THREADS = 4
"""More threads gain nothing, and above the number of cores they lose much (MinusPod 334: 4 threads 28 s, 8 120 s)."""

SIBLINGS = Path("/sys/devices/system/cpu")


def engine_threads() -> int:
    """Threads an engine computes with."""
    return max(1, min(MOST_THREADS, physical_cores()))


def physical_cores() -> int:
    """Cores this process may use, hyper-threads not counted. Where the system does not tell, half of its processors."""
    if sys.platform == "linux":
        usable = os.sched_getaffinity(0)
        return _distinct_siblings(usable) or len(usable)
    processors = os.cpu_count() or 1
    return processors if platform.machine() == "arm64" else max(1, processors // 2)


def _distinct_siblings(processors: set[int]) -> int:
    """Cores behind these processors, as Linux lists them; 0 if it does not."""
    lists = (SIBLINGS / f"cpu{processor}" / "topology" / "thread_siblings_list" for processor in processors)
    return len({path.read_text(encoding="ascii") for path in lists if path.is_file()})


def processor_name() -> str:
    """What the system calls the processor."""
    if sys.platform == "linux":
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(names, platform.machine())
    return platform.processor() or platform.machine()


def peak_memory() -> int | None:
    """The most bytes that this process held in memory at once; None where the system does not tell."""
    if sys.platform == "linux":
        # not getrusage, whose figure counts what the parent held before this program was started (getrusage(2))
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)
    if sys.platform == "darwin":
        import resource  # noqa: PLC0415  not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in bytes there
    return None


def lower_priority() -> None:
    """Let recording and the screen go first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  `windll` exists on Windows alone

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(5)


def end_with_parent() -> None:
    """End this process at once when its parent is gone, also from within a long computation."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), name="parent watch", daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)
