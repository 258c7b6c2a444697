"""The microphone through PortAudio: a virtual one.

Each test records in a process of its own, because PortAudio lists the devices when it starts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

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
def rig(virtual_microphone):
    return virtual_microphone


@pytest.fixture
def recording(rig, tmp_path):
    """Starts a program that records; it is ended with the test, also when it hangs."""
    with ExitStack() as started:

        def start(seconds: float, rate: int = 0) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", RECORD, str(seconds), str(tmp_path / "heard.raw"), str(rate)]
            quiet = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            process = subprocess.Popen(command, env={**os.environ, **rig.environment}, text=True, **quiet)
            started.enter_context(process)
            started.callback(process.kill)
            assert process.stdout.readline() == "recording\n"
            return process

        yield start


def finish(process, tmp_path: Path) -> tuple[dict, bytes]:
    """Let it record for its seconds, and end. A program that hangs when it ends fails the test."""
    told, _ = process.communicate("\n", timeout=60)
    assert process.returncode == 0
    return json.loads(told), (tmp_path / "heard.raw").read_bytes()


def noise(tmp_path: Path) -> Path:
    """Three seconds in which every place is unique."""
    path = tmp_path / "noise.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(np.random.default_rng(2).integers(-8000, 8000, 48_000 * 3, dtype=np.int16).tobytes())
    return path


def test_every_sample_that_is_played_arrives(rig, recording, tmp_path):
    path = noise(tmp_path)
    process = recording(1.0, 48_000)
    assert rig.play(path).wait(30) == 0
    told, heard = finish(process, tmp_path)
    assert path.read_bytes()[44:] in heard
    assert told["reasons"] == []


def test_a_sound_server_that_dies_is_told_as_the_loss_of_the_microphone(rig, recording, tmp_path):
    process = recording(20.0)
    rig.kill_server()
    told, _ = finish(process, tmp_path)
    assert len(told["reasons"]) == 1
    assert told["reasons"][0]


def test_a_muted_microphone_goes_on_with_zeros(rig, recording, tmp_path):
    process = recording(1.0)
    rig.mute()
    rig.play(noise(tmp_path))
    told, heard = finish(process, tmp_path)
    assert len(heard) > 44_100
    assert not any(heard[-44_100:])
    assert told["reasons"] == []


def test_a_microphone_pulled_out_goes_on_with_another_source_and_no_sign_of_it(rig, recording, tmp_path):
    """Why silence is watched for: the sound server moves the stream without a word."""
    process = recording(1.0)
    rig.unplug()
    told, heard = finish(process, tmp_path)
    assert len(heard) > 44_100
    assert told["reasons"] == []


def test_a_sound_server_that_hangs_does_not_hang_us(rig, recording, tmp_path):
    process = recording(0.0)
    rig.freeze()
    told, _ = finish(process, tmp_path)
    rig.thaw()
    assert told["stop_seconds"] < 10


def python(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


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


def test_a_name_that_no_device_has_is_refused(rig):
    call = "from runthrough.audio.microphone import open_microphone; open_microphone('Kazoo')"
    assert python(TRY.format(call=call), rig.environment) == "NoMicrophone"


def test_without_portaudio_the_sound_system_is_named_as_missing(tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    call = "from runthrough.audio.microphone import open_microphone; open_microphone()"
    assert python(TRY.format(call=call), {"PYTHONPATH": str(tmp_path)}) == "SoundSystemMissing"
