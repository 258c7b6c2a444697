"""The microphone through PortAudio: a virtual one.

Each test records in a process of its own, because PortAudio lists the devices when it starts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from virtual_microphone import VirtualMicrophone

missing = VirtualMicrophone.missing()
needs_microphone = pytest.mark.skipif(bool(missing), reason=f"the virtual microphone needs {', '.join(missing)}")

RECORD = """
import sys, time, json, threading
from runthrough.audio.microphone import open_microphone
seconds, out, rate = float(sys.argv[1]), sys.argv[2], int(sys.argv[3])
microphone = open_microphone()
microphone.sample_rate = rate or microphone.sample_rate
blocks, reasons, ended = [], [], threading.Event()
def lost(reason):
    reasons.append(reason)
    ended.set()
microphone.start(lambda samples, arrived: blocks.append(samples), lost)
print("recording", flush=True)
sys.stdin.readline()
ended.wait(seconds)
begun = time.monotonic()
microphone.stop()
stopped = time.monotonic() - begun
microphone.stop()
open(out, "wb").write(b"".join(blocks))
print(json.dumps({"reasons": reasons, "stop_seconds": stopped}), flush=True)
"""


@pytest.fixture
def rig(tmp_path):
    with VirtualMicrophone(tmp_path / "sound") as rig:
        yield rig


def recording(rig, tmp_path: Path, seconds: float, rate: int = 0):
    command = [sys.executable, "-c", RECORD, str(seconds), str(tmp_path / "heard.raw"), str(rate)]
    environment = {**os.environ, **rig.environment}
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout.readline() == "recording\n"
    return process


def finish(process, tmp_path: Path) -> tuple[dict, bytes]:
    told, _ = process.communicate("\n", timeout=60)
    return json.loads(told), (tmp_path / "heard.raw").read_bytes()


@needs_microphone
def test_every_sample_that_is_played_arrives(rig, tmp_path):
    sound = np.random.default_rng(2).integers(-8000, 8000, 48_000 * 3, dtype=np.int16).tobytes()
    with wave.open(str(tmp_path / "noise.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(sound)
    process = recording(rig, tmp_path, 1.0, 48_000)
    assert rig.play(tmp_path / "noise.wav").wait(30) == 0
    told, heard = finish(process, tmp_path)
    assert sound in heard
    assert told["reasons"] == []


@needs_microphone
def test_a_sound_server_that_dies_is_told_as_the_loss_of_the_microphone(rig, tmp_path):
    process = recording(rig, tmp_path, 20.0)
    rig.kill_server()
    told, _ = finish(process, tmp_path)
    assert len(told["reasons"]) == 1
    assert told["reasons"][0]


@needs_microphone
def test_a_sound_server_that_hangs_does_not_hang_us(rig, tmp_path):
    process = recording(rig, tmp_path, 0.0)
    rig.freeze()
    told, _ = finish(process, tmp_path)
    rig.thaw()
    assert told["stop_seconds"] < 10


def python(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@needs_microphone
def test_the_devices_are_listed_with_the_default_and_their_level(rig):
    code = (
        "from runthrough.audio.devices import *; d = microphones();"
        "level = measure_level(None, 0.3); print(any(x.is_default for x in d), level.all_zero)"
    )
    assert python(code, rig.environment) == "True True"


TRY = """
from runthrough.domain.errors import RunthroughError
try:
    {call}
except RunthroughError as error:
    print(type(error).__name__)
"""


def test_a_computer_without_an_input_device_says_so(tmp_path):
    (tmp_path / "sounddevice.py").write_text(
        "class PortAudioError(Exception): ...\n"
        "def query_hostapis(*_): return ()\n"
        "def query_devices(*_): raise PortAudioError('Error querying device -1')\n"
    )
    call = "from runthrough.audio.microphone import open_microphone; open_microphone()"
    assert python(TRY.format(call=call), {"PYTHONPATH": str(tmp_path)}) == "NoMicrophone"


@needs_microphone
def test_a_name_that_no_device_has_is_refused(rig):
    call = "from runthrough.audio.microphone import open_microphone; open_microphone('Kazoo')"
    assert python(TRY.format(call=call), rig.environment) == "NoMicrophone"


def test_without_portaudio_the_sound_system_is_named_as_missing(tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    call = "from runthrough.audio.microphone import open_microphone; open_microphone()"
    assert python(TRY.format(call=call), {"PYTHONPATH": str(tmp_path)}) == "SoundSystemMissing"
