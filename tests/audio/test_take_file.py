"""A take is on disk whole, whatever happens to the program or the disk."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import wave
from dataclasses import replace

import numpy as np
import pytest

from runthrough.audio.take_file import HEADER_BYTES, TakeFolder, mend_wav
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import Ending, Gap, RunThrough, Take

RATE = 48_000
RUN = RunThrough("run-1", "why", "abc123", "# Why\n“quoted”", "2026-03-01T09:30:00+00:00")
TAKE = Take("run-1-01-1", "run-1", "one", 1, "2026-03-01T09:30:01+00:00", RATE, "Mikrofon ü")


def samples(seconds: float) -> bytes:
    """Noise, so that every place in it is unique."""
    generator = np.random.default_rng(7)
    return generator.integers(-9000, 9000, round(seconds * RATE), dtype=np.int16).tobytes()


def read(path) -> tuple[int, bytes]:
    with wave.open(str(path)) as file:
        return file.getframerate(), file.readframes(file.getnframes())


def test_a_finished_take_is_a_wav_file_of_every_sample_with_a_sidecar_that_tells_all(tmp_path):
    folder, sound = TakeFolder(tmp_path / "takes"), samples(2.5)
    writer = folder.create(RUN, TAKE)
    for begin in range(0, len(sound), 834):  # blocks vary in size
        writer.write(sound[begin : begin + 834])
    ended = replace(
        TAKE, frames=writer.frames, gaps=(Gap(1.0, 0.3),), pauses=(2.0,), clipped=2, ending=Ending.NEXT_SECTION
    )
    writer.close(ended)
    assert read(tmp_path / "takes" / "run-1-01-1.wav") == (RATE, sound)
    assert folder.sidecars().whole == ((RUN, ended),)
    assert folder.sidecars().broken == ()


def test_a_take_can_be_played_while_it_is_recorded_but_for_its_last_second(tmp_path):
    folder, sound = TakeFolder(tmp_path), samples(3.4)
    writer = folder.create(RUN, TAKE)
    writer.write(sound[: RATE * 2])
    writer.write(sound[RATE * 2 :])
    rate, heard = read(tmp_path / "run-1-01-1.wav")
    writer.close(TAKE)
    assert rate == RATE
    assert len(heard) >= len(sound) - RATE * 2
    assert sound.startswith(heard)


def test_a_take_that_is_being_recorded_says_so_in_its_sidecar(tmp_path):
    folder = TakeFolder(tmp_path)
    writer = folder.create(RUN, TAKE)
    ((_, found),) = folder.sidecars().whole
    writer.close(TAKE)
    assert found.ending is None


WRITER = """
import sys, time
from pathlib import Path
import numpy as np
from runthrough.audio.take_file import TakeFolder
from runthrough.domain.rehearsed import RunThrough, Take
rate = 48_000
run = RunThrough("r", "q", "v", "t", "2026-03-01T09:30:00+00:00")
take = Take("r-01-1", "r", "one", 1, "2026-03-01T09:30:00+00:00", rate, "m")
writer = TakeFolder(Path(sys.argv[1])).create(run, take)
sound = np.random.default_rng(3).integers(-9000, 9000, rate * 600, dtype=np.int16).tobytes()
for begin in range(0, len(sound), 1920):
    writer.write(sound[begin:begin + 1920])
    print(begin + 1920, flush=True)
"""


def test_ten_kills_at_random_moments_lose_less_than_a_second_each_and_no_sample_is_wrong(tmp_path):
    whole = np.random.default_rng(3).integers(-9000, 9000, RATE * 600, dtype=np.int16).tobytes()
    moments = random.Random(11)
    for number in range(10):
        place = tmp_path / str(number)
        writing = subprocess.Popen([sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE, text=True)
        assert writing.stdout
        for _ in range(moments.randrange(5, 1500)):
            written = int(writing.stdout.readline())
        writing.kill()
        writing.wait()
        writing.stdout.close()
        folder = TakeFolder(place)
        ((run, take),) = folder.sidecars().whole
        mended = folder.mend(run, take)
        rate, heard = read(place / "r-01-1.wav")
        assert rate == RATE
        assert len(heard) >= written - RATE * 2
        assert whole.startswith(heard)
        assert (mended.frames, mended.ending) == (len(heard) // 2, Ending.RECOVERED)
        assert folder.sidecars().whole == ((run, mended),)


def test_mending_a_whole_file_changes_nothing(tmp_path):
    folder = TakeFolder(tmp_path)
    writer = folder.create(RUN, TAKE)
    writer.write(samples(1.2))
    writer.close(TAKE)
    path = tmp_path / "run-1-01-1.wav"
    before = path.read_bytes()
    assert mend_wav(path) == round(1.2 * RATE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a recording at all, but long enough to have been one" * 3])
def test_what_is_no_recording_of_ours_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "run-1-01-1.wav"
    path.write_bytes(content)
    assert mend_wav(path) == 0
    assert path.read_bytes() == content


def test_a_take_that_never_got_a_sample_is_mended_to_an_empty_one(tmp_path):
    folder = TakeFolder(tmp_path)
    folder.create(RUN, TAKE).close(TAKE)
    assert (tmp_path / "run-1-01-1.wav").stat().st_size == HEADER_BYTES
    assert folder.mend(RUN, TAKE).frames == 0


def test_a_sidecar_without_its_recording_is_mended_to_an_empty_take(tmp_path):
    folder = TakeFolder(tmp_path)
    folder.create(RUN, TAKE).close(TAKE)
    (tmp_path / "run-1-01-1.wav").unlink()
    assert folder.mend(RUN, TAKE).frames == 0
    with pytest.raises(AudioUnreadable):
        folder.follow(TAKE)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 9}', '{"format": 1, "runthrough": {}, "take": {}}'])
def test_a_broken_sidecar_and_an_orphan_recording_do_not_hide_the_others(tmp_path, text):
    folder = TakeFolder(tmp_path)
    folder.create(RUN, TAKE).close(TAKE)
    (tmp_path / "broken.json").write_text(text)
    (tmp_path / "orphan.wav").write_bytes(b"RIFF")
    found = folder.sidecars()
    assert [take.id for _, take in found.whole] == [TAKE.id]
    assert {path.name for path in found.broken} == {"broken.json", "orphan.wav"}


def test_no_folder_yet_is_an_empty_folder(tmp_path):
    folder = TakeFolder(tmp_path / "a" / "b")
    assert folder.sidecars().whole == ()
    assert folder.free_bytes() > 0


def test_discarding_removes_both_files_and_may_be_repeated(tmp_path):
    folder = TakeFolder(tmp_path)
    folder.create(RUN, TAKE).close(TAKE)
    folder.discard(TAKE.id)
    folder.discard(TAKE.id)
    assert list(tmp_path.iterdir()) == []


def test_the_sidecar_is_readable_by_people(tmp_path):
    TakeFolder(tmp_path).create(RUN, TAKE).close(TAKE)
    read_back = json.loads((tmp_path / "run-1-01-1.json").read_text(encoding="utf-8"))
    assert read_back["take"]["device"] == "Mikrofon ü"
    assert read_back["runthrough"]["template_text"] == RUN.template_text


@pytest.fixture
def tiny_disk(tmp_path):
    """A real file system of 400 kB; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    if not hasattr(os, "geteuid") or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a tiny file system needs root and mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def write_all(writer, sound: bytes) -> None:
    for begin in range(0, len(sound), 1920):
        writer.write(sound[begin : begin + 1920])


def test_a_full_disk_leaves_a_whole_take_of_what_fitted(tiny_disk):
    folder, sound = TakeFolder(tiny_disk), samples(8)
    writer = folder.create(RUN, TAKE)
    with pytest.raises(OSError, match="space"):
        write_all(writer, sound)
    writer.close(replace(TAKE, frames=writer.frames, ending=Ending.DISK_FULL))
    rate, heard = read(tiny_disk / "run-1-01-1.wav")
    assert rate == RATE
    assert len(heard) > 300_000
    assert sound.startswith(heard)
    ((_, found),) = folder.sidecars().whole
    assert found.ending in (Ending.DISK_FULL, None)  # None is found at the next start, and mended


def test_a_program_stopped_by_a_signal_in_mid_write_leaves_nothing_broken(tmp_path):
    writing = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writing.stdout
    for _ in range(200):
        writing.stdout.readline()
    writing.send_signal(signal.SIGTERM)
    writing.wait()
    writing.stdout.close()
    folder = TakeFolder(tmp_path)
    ((run, take),) = folder.sidecars().whole
    assert folder.mend(run, take).frames >= 200 * 960 - RATE
