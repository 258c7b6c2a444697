"""Kills the real program at ten random moments of a recording: how much sound is lost, and do earlier takes change."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import tempfile
import time
import wave
from pathlib import Path
from typing import Any

from runthrough.places import CHECKOUT

KILLS = 10


def main() -> None:
    """Print the seconds lost by each kill; the next start mends what the last one left."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from terminal import why_no_terminal  # noqa: PLC0415
    from virtual_microphone import VirtualMicrophone  # noqa: PLC0415

    missing = [*VirtualMicrophone.missing(), *why_no_terminal()]
    if missing:
        print(f"kills: skipped, it needs {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as folder, VirtualMicrophone(Path(folder) / "sound") as rig:
        lost, changed = _kill_often(rig, Path(folder) / "data")
    print(f"  seconds lost: {', '.join(f'{seconds:.2f}' for seconds in lost)}; most {max(lost):.2f}")
    print(f"  earlier takes changed: {changed} of {len(lost)}")


def _kill_often(rig: Any, data: Path) -> tuple[list[float], int]:
    moments = random.Random(17)
    recorded: dict[str, float] = {}
    sums: dict[Path, str] = {}
    for _ in range(KILLS):
        take, seconds = _one(rig, data, moments.uniform(1.0, 6.0))
        recorded[take] = seconds
        sums |= _sums(data)
    _one(rig, data, 0.5)  # this start mends the last one
    changed = sum(_sums(data)[path] != digest for path, digest in sums.items())
    return [seconds - _saved(data, take) for take, seconds in recorded.items()], changed


def _one(rig: Any, data: Path, seconds: float) -> tuple[str, float]:
    """Start, record for a while, kill; the take, and the seconds from its beginning to the kill."""
    from terminal import Terminal  # noqa: PLC0415

    command = [sys.executable, "-m", "runthrough", "--data-dir", str(data), "rehearse"]
    terminal = Terminal(command, {**os.environ, **rig.environment})
    try:
        seen = terminal.until(lambda text: "Space for later" in text or "Section 1 of 10" in text)
        if "Section 1 of 10" not in seen:
            terminal.press(" ")
            terminal.until("Section 1 of 10")
        end = time.time() + seconds
        terminal.until(lambda _text: time.time() >= end)
        killed = time.time()
        terminal.program.kill()
        terminal.program.wait()
    finally:
        terminal.close()
    # a sidecar is written as the take begins, and not again before it is mended
    sidecar = max((data / "takes").glob("*.json"), key=lambda path: path.stem)
    return sidecar.stem, killed - sidecar.stat().st_mtime


def _sums(data: Path) -> dict[Path, str]:
    """The samples of all takes, without the headers, which are mended."""
    return {path: hashlib.sha256(path.read_bytes()[44:]).hexdigest() for path in (data / "takes").glob("*.wav")}


def _saved(data: Path, take: str) -> float:
    """Seconds in the mended file."""
    sidecar = json.loads((data / "takes" / f"{take}.json").read_text())
    assert sidecar["take"]["ending"] == "recovered"
    with wave.open(str(data / "takes" / f"{take}.wav")) as file:
        return file.getnframes() / file.getframerate()
