"""Other programs that want all of the computer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def busy_cores() -> Generator[int]:
    """Each core is kept busy by a program of ordinary priority; gives their number.

    Each in a session of its own, as programs of a desktop are: Linux shares the cores out among sessions (sched(7)).
    """
    cores = os.cpu_count() or 1
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True) for _ in range(cores)]
    try:
        yield cores
    finally:
        for program in busy:
            program.kill()
            program.wait()
