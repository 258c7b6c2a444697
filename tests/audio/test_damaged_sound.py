"""A sound file with a damaged stretch loses that stretch, not the rest of the answer."""

from __future__ import annotations

import av
import numpy as np
import pytest

from runthrough.audio.sample_reader import Resampler
from runthrough.audio.sound_file import open_sound_file
from runthrough.audio.take_file import TakeFolder
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import RunThrough, Take

RATE = 44_100
SECONDS = 20


def sound() -> np.ndarray:
    return np.random.default_rng(4).integers(-6000, 6000, RATE * SECONDS, dtype=np.int16)


def encode(path, codec: str, layout: str = "mono"):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout=layout)
        resampler = av.AudioResampler(stream.format, layout, RATE, frame_size=stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(sound().reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def seconds(path) -> tuple[float, bool]:
    file = open_sound_file(path)
    return sum(len(block) for block in file.blocks()) / RATE, file.truncated


@pytest.mark.parametrize(("ending", "codec"), [("mp3", "mp3"), ("flac", "flac"), ("m4a", "aac")])
def test_what_follows_a_damaged_stretch_is_heard_and_the_damage_is_told(tmp_path, ending, codec):
    path = encode(tmp_path / f"answer.{ending}", codec)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 300] = b"\xff" * 300
    path.write_bytes(content)
    heard, truncated = seconds(path)
    assert heard > SECONDS - 1
    assert truncated


def test_files_joined_end_to_end_are_heard_to_the_end_though_one_is_stereo(tmp_path):
    mono, stereo = encode(tmp_path / "mono.mp3", "mp3"), encode(tmp_path / "stereo.mp3", "mp3", "stereo")
    joined = tmp_path / "joined.mp3"
    joined.write_bytes(mono.read_bytes() + stereo.read_bytes())
    assert seconds(joined)[0] == pytest.approx(2 * SECONDS, abs=0.2)


def test_an_m4a_file_that_was_cut_off_is_called_damaged_not_unknown(tmp_path):
    path = encode(tmp_path / "answer.m4a", "aac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])  # its table of contents was at the end
    with pytest.raises(AudioUnreadable) as refused:
        open_sound_file(path)
    assert refused.value.reason == "damaged"


def test_a_file_of_which_nothing_can_be_decoded_is_damaged(tmp_path):
    path = encode(tmp_path / "answer.flac", "flac")
    content = path.read_bytes()
    path.write_bytes(content[:200] + bytes(len(content) - 200))
    with pytest.raises(AudioUnreadable) as refused:
        list(open_sound_file(path).blocks())
    assert refused.value.reason == "damaged"
    assert refused.value.detail


def test_a_reader_that_comes_late_gets_all_of_the_take_at_its_end(tmp_path):
    folder = TakeFolder(tmp_path)
    take = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", RATE, "m")
    writer = folder.create(RunThrough("r", "q", "v", "x", "2026-03-01T09:30:00+00:00"), take)
    writer.write(sound().tobytes() + sound()[: 3 * RATE].tobytes())
    writer.close(take)
    heard = folder.follow(take).finish()
    at_once = Resampler(RATE).feed(np.concatenate([sound(), sound()[: 3 * RATE]]), last=True)
    assert len(heard) == (SECONDS + 3) * 16_000
    assert np.allclose(heard, at_once, atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("frames", [0, 1, 481, 12_345])
def test_a_take_is_as_long_at_16_khz_as_on_disk_to_the_sample(tmp_path, rate, frames):
    folder = TakeFolder(tmp_path)
    take = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", rate, "m")
    writer = folder.create(RunThrough("r", "q", "v", "x", "2026-03-01T09:30:00+00:00"), take)
    reader, heard = folder.follow(take), 0
    for begin in range(0, frames, 331):
        writer.write(sound()[begin : min(begin + 331, frames)].tobytes())
        heard += len(reader.read())
    writer.close(take)
    assert heard + len(reader.finish()) == round(frames * 16_000 / rate)
