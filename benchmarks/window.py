"""What the window costs: its event loop while somebody speaks, its start against a bare one, the way to a review."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.busy import busy_cores
from benchmarks.sound_files import PLAYED_RATE, found, marked_speech, write_wav
from runthrough.places import CHECKOUT

TAKE_SECONDS = 90
STARTS = 7
"""Starts of each kind, in turn; the first of each warms the disk's cache and does not count."""
PROBE = [sys.executable, "-m", "benchmarks.window_probe"]


def main() -> None:
    """Both on a screen and with a microphone of their own."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from desktop_session import DesktopSession  # noqa: PLC0415
    from virtual_microphone import VirtualMicrophone  # noqa: PLC0415

    missing = [*VirtualMicrophone.missing(), *DesktopSession.missing()]
    missing += [] if shutil.which("espeak-ng") else ["espeak-ng"]
    if missing:
        print(f"window: skipped, a screen with a microphone needs {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with DesktopSession(folder / "desktop") as desktop:
            # no reader is attached here, as on most computers: what it asks for would be measured, too
            screen = {"DISPLAY": desktop.environment["DISPLAY"]}
            _starts(folder, screen)
            with VirtualMicrophone(folder / "sound") as rig:
                _take(folder / "calm", {**screen, **rig.environment}, rig)
                with busy_cores() as cores:
                    print(f"  with all {cores} cores busy with other programs:")
                    _take(folder / "busy", {**screen, **rig.environment}, rig)


def _starts(folder: Path, environment: Mapping[str, str]) -> None:
    times: dict[str, list[float]] = {"bare": [], "start": []}
    listed: list[float] = []
    for _ in range(STARTS):
        for what, seconds in times.items():
            begun = time.monotonic()
            done = subprocess.run(
                [*PROBE, what, str(folder / "data")],
                env={**_usual_environment(), **environment},
                capture_output=True,
                text=True,
                check=True,
            )
            facts = json.loads(done.stdout.splitlines()[-1])
            seconds.append(facts["ready"] - begun)
            if "listed" in facts:
                listed.append(facts["listed"] - begun)
    bare, program = (statistics.median(seconds[1:]) for seconds in times.values())
    print(f"  warm start to an idle window: bare {bare:.3f} s, program {program:.3f} s, ratio {program / bare:.2f}")
    print(f"  to the questions on the screen, each ready to rehearse: {statistics.median(listed[1:]):.3f} s")


def _usual_environment() -> dict[str, str]:
    """Python keeps what it has compiled, as it does where nobody forbids it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _take(folder: Path, environment: Mapping[str, str], rig: Any) -> None:
    folder.mkdir()
    played = marked_speech(folder, TAKE_SECONDS - 4)
    sound = write_wav(folder / "played.wav", played, PLAYED_RATE)
    data = folder / "rehearsed"
    probe = subprocess.Popen(
        [*PROBE, "take", str(data), str(TAKE_SECONDS)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert probe.stdout is not None
    assert probe.stdout.readline().strip() == "recording"
    rig.play(sound)
    facts = json.loads(probe.stdout.readline())
    probe.wait()
    (take,) = (data / "takes").glob("*.wav")
    recorded = take.read_bytes()
    rate = int.from_bytes(recorded[24:28], "little")
    print(f"  event loop during a {TAKE_SECONDS} s take with recognition, {facts['asked']} questions:")
    print(f"    p50 {facts['p50']:.2f} ms, p99 {facts['p99']:.2f} ms, max {facts['most']:.2f} ms")
    memory = {"window": facts["window_mb"], **facts["others_mb"]}
    print(f"  peak memory: {', '.join(f'{what} {size:.0f} MB' for what, size in memory.items())}")
    print(f"  from Esc and Enter to the complete review on screen: {facts['to_review']:.2f} s")
    print(f"  recognisers imported in the window's process: {facts['heavy'] or 'none'}")
    if rate == PLAYED_RATE:
        print(f"  {found(played.tobytes(), recorded[44:]):.3f} of what was played is in the take, bit by bit")
    else:
        print(f"  frames: the sound system gave {rate} samples a second, so bits cannot be compared")
