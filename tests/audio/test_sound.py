"""Sound files and take files become samples for the recogniser."""

from __future__ import annotations

import subprocess
import sys
import wave
from queue import SimpleQueue

import av
import numpy as np
import pytest

from runthrough.audio.file_source import FileSource
from runthrough.audio.sample_reader import BlockReader, Resampler
from runthrough.audio.sound_file import open_sound_file
from runthrough.audio.take_file import TakeFolder
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import RunThrough, Take


def sine(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.5) -> np.ndarray:
    time = np.arange(round(seconds * rate)) / rate
    return (np.sin(2 * np.pi * hertz * time) * level * 32767).astype(np.int16)


def write_wav(path, samples: np.ndarray, rate: int, channels: int = 1):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def encode(path, samples: np.ndarray, rate: int, codec: str):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(
            format=stream.format, layout="mono", rate=rate, frame_size=stream.frame_size or 1024
        )
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = rate
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_any_rate_becomes_16_khz_of_the_same_length_and_pitch(rate):
    resampler, source = Resampler(rate), sine(3.0, rate)
    parts = [resampler.feed(source[begin : begin + 999]) for begin in range(0, len(source), 999)]
    made = np.concatenate([*parts, resampler.feed(np.zeros(0, np.int16), last=True)])
    assert abs(len(made) - 48_000) <= 1
    spectrum = np.abs(np.fft.rfft(made[:48_000]))
    assert abs(int(spectrum.argmax()) / 3.0 - 440) < 1
    assert np.abs(made[2000:-2000]).max() == pytest.approx(0.5, abs=0.02)


def test_what_a_16_khz_recogniser_cannot_hear_does_not_come_back_as_another_tone():
    made = Resampler(48_000).feed(sine(2.0, 48_000, hertz=15_000.0), last=True)
    assert np.abs(made[1000:-1000]).max() < 0.005


def test_a_take_is_read_while_it_grows_and_no_sample_is_missed(tmp_path):
    folder = TakeFolder(tmp_path)
    take = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", 48_000, "m")
    writer = folder.create(RunThrough("r", "q", "v", "x", "2026-03-01T09:30:00+00:00"), take)
    reader, source = folder.follow(take), sine(25.0, 48_000)
    parts = []
    for begin in range(0, len(source), 90_001):
        writer.write(source[begin : begin + 90_001].tobytes())
        parts.append(reader.read())
    writer.close(take)
    while len(more := reader.read()):
        parts.append(more)
    parts.append(reader.finish())
    at_once = Resampler(48_000).feed(source, last=True)
    assert np.allclose(np.concatenate(parts), at_once, atol=1e-6)


@pytest.mark.parametrize(
    ("ending", "codec", "rate"),
    [("wav", "pcm_s16le", 44_100), ("flac", "flac", 48_000), ("mp3", "mp3", 44_100), ("m4a", "aac", 44_100)],
)
def test_the_usual_sound_files_are_heard(tmp_path, ending, codec, rate):
    path = encode(tmp_path / f"Antwort ü.{ending}", sine(4.0, rate), rate, codec)
    sound = open_sound_file(path)
    decoded = np.concatenate(list(sound.blocks()))
    assert sound.sample_rate == rate
    assert len(decoded) / rate == pytest.approx(4.0, abs=0.15)
    assert np.percentile(np.abs(decoded.astype(np.int32)), 95) / 32768 == pytest.approx(0.5, abs=0.03)
    assert sound.peak >= 0.45
    assert not sound.truncated


def test_both_channels_are_mixed_into_one(tmp_path):
    left_only = np.stack([sine(1.0, 16_000), np.zeros(16_000, np.int16)], axis=1)
    sound = open_sound_file(write_wav(tmp_path / "stereo.wav", left_only, 16_000, channels=2))
    assert len(np.concatenate(list(sound.blocks()))) == 16_000
    assert 0.2 < sound.peak < 0.4


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "missing"), (b"", "empty"), (b"Dear Sir or Madam, " * 40, "not audio"), (b"\x00" * 5000, "not audio")],
)
def test_what_is_no_sound_file_is_refused_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "answer.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioUnreadable) as refused:
        open_sound_file(path)
    assert (refused.value.reason, refused.value.path) == (reason, path)


def test_a_folder_is_no_sound_file(tmp_path):
    with pytest.raises(AudioUnreadable):
        open_sound_file(tmp_path)


def test_a_wav_file_without_samples_is_empty(tmp_path):
    sound = open_sound_file(write_wav(tmp_path / "none.wav", np.zeros(0, np.int16), 16_000))
    with pytest.raises(AudioUnreadable) as refused:
        list(sound.blocks())
    assert refused.value.reason == "empty"


@pytest.mark.parametrize(("ending", "codec"), [("wav", "pcm_s16le"), ("flac", "flac"), ("mp3", "mp3")])
def test_a_file_cut_off_is_heard_as_far_as_it_goes(tmp_path, ending, codec):
    path = encode(tmp_path / f"cut.{ending}", sine(8.0, 44_100), 44_100, codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    sound = open_sound_file(path)
    decoded = np.concatenate(list(sound.blocks()))
    assert 2.0 < len(decoded) / 44_100 < 7.5
    assert sound.truncated


def test_an_hour_of_sound_is_decoded_block_by_block(tmp_path):
    path = write_wav(tmp_path / "hour.wav", np.zeros(8_000 * 3600, np.int16), 8_000)
    largest = frames = 0
    for block in open_sound_file(path).blocks():
        largest, frames = max(largest, len(block)), frames + len(block)
    assert frames == 8_000 * 3600
    assert largest < 8_000 * 60


def test_blocks_are_read_like_a_take():
    reader = BlockReader(iter([sine(0.5, 44_100), sine(0.5, 44_100)]), 44_100)
    parts = []
    while len(part := reader.read()):
        parts.append(part)
    parts.append(reader.finish())
    assert abs(sum(map(len, parts)) - 16_000) <= 1


def heard_from(source: FileSource) -> tuple[bytes, list[str]]:
    blocks, ends = SimpleQueue(), SimpleQueue()
    source.start(lambda samples, _arrived: blocks.put(samples), ends.put)
    reason = ends.get(timeout=30)
    source.stop()
    heard = b""
    while not blocks.empty():
        heard += blocks.get()
    return heard, [reason]


def test_a_file_in_place_of_the_microphone_gives_every_sample_and_tells_its_end(tmp_path):
    spoken = sine(12.0, 44_100)
    source = FileSource(write_wav(tmp_path / "a.wav", spoken, 44_100), fast=True)
    heard, ends = heard_from(source)
    assert heard == spoken.tobytes()
    assert ends == [""]
    assert not source.live


def test_a_file_source_that_is_stopped_tells_no_end(tmp_path):
    source = FileSource(write_wav(tmp_path / "a.wav", sine(60.0, 8_000), 8_000), fast=False)
    first, ends = SimpleQueue(), []
    source.start(lambda samples, _arrived: first.put(samples), ends.append)
    first.get(timeout=30)
    source.stop()
    source.stop()
    assert ends == []


def test_looking_at_the_audio_room_loads_neither_ffmpeg_nor_portaudio():
    code = (
        "import sys, runthrough.audio.sound_file, runthrough.audio.file_source, runthrough.audio.microphone;"
        "sys.exit(any(name in sys.modules for name in ('av', 'sounddevice')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
