"""Other programs that want all of the computer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def busy_cores() -> Generator[int]:
    """Each core is kept busy by a program of ordinary priority; gives their number."""
    cores = os.cpu_count() or 1
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield cores
    finally:
        for program in busy:
            program.kill()
            program.wait()
