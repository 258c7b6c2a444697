"""Names are covered by a tone from the first to the last sample of their span, and nothing else is changed."""

from __future__ import annotations

import io
import wave
from dataclasses import replace

import numpy as np
import pytest

from runthrough.audio import bleep
from runthrough.audio.bleep import FADE, TONE_HZ, Part, cover, write_sound
from runthrough.audio.take_file import TakeFolder
from runthrough.domain.errors import AudioUnreadable
from runthrough.domain.rehearsed import Ending, RunThrough, Take

RATE = 16_000
RUN = RunThrough("r", "why", "abc", "# Why", "2026-03-01T09:30:00+00:00")


def noise(seconds: float, rate: int = RATE) -> np.ndarray:
    return np.random.default_rng(7).integers(-9000, 9000, int(seconds * rate)).astype(np.int16)


def take_file(folder, name: str, samples: np.ndarray, rate: int = RATE):
    writer = TakeFolder(folder).create(RUN, Take(name, "r", "one", 1, RUN.started_at, rate, "m"))
    writer.write(samples.tobytes())
    writer.close(
        replace(Take(name, "r", "one", 1, RUN.started_at, rate, "m"), frames=writer.frames, ending=Ending.FINISHED)
    )
    return TakeFolder(folder).path(name)


def written(parts) -> tuple[np.ndarray, int, int]:
    file = io.BytesIO()
    frames = write_sound(file, parts)
    file.seek(0)
    with wave.open(file) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16), sound.getframerate(), frames


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    return abs(float(np.corrcoef(one.astype(float), other.astype(float))[0, 1]))


def test_nothing_of_the_speech_is_left_within_the_span_and_all_of_it_outside():
    speech = noise(3.0)
    made = cover(speech, RATE, [(1.0, 2.0)])
    fade = int(FADE * RATE)
    inside = slice(RATE + fade, 2 * RATE - fade)
    assert likeness(made[inside], speech[inside]) < 0.05
    spectrum = np.abs(np.fft.rfft(made[inside].astype(float)))
    assert np.argmax(spectrum) * RATE / (inside.stop - inside.start) == pytest.approx(TONE_HZ, abs=2)
    assert np.array_equal(made[:RATE], speech[:RATE])
    assert np.array_equal(made[2 * RATE :], speech[2 * RATE :])
    assert len(made) == len(speech)


def test_the_tone_does_not_click():
    made = cover(np.zeros(3 * RATE, np.int16), RATE, [(1.0, 2.0)])
    most = 0.1 * 32767 * 2 * np.pi * TONE_HZ / RATE * 1.1
    assert np.abs(np.diff(made.astype(int))).max() <= most


def test_a_span_beyond_the_ends_of_the_take_covers_it_to_its_ends():
    speech = noise(1.0)
    made = cover(speech, RATE, [(-1.0, 5.0)])
    middle = slice(int(FADE * RATE), -int(FADE * RATE))
    assert likeness(made[middle], speech[middle]) < 0.05


def test_the_samples_that_were_given_stay_as_they_are():
    speech = noise(1.0)
    before = speech.copy()
    cover(speech, RATE, [(0.2, 0.4)])
    assert np.array_equal(speech, before)


def test_a_take_read_in_blocks_is_covered_as_one_read_whole(tmp_path, monkeypatch):
    speech = noise(2.0)
    path = take_file(tmp_path, "t-1", speech)
    monkeypatch.setattr(bleep, "AT_ONCE", 4567)
    sound, _, frames = written([Part(path, ((0.5, 1.25),))])
    assert frames == len(speech)
    assert np.array_equal(sound, cover(speech, RATE, [(0.5, 1.25)]))


def test_takes_follow_one_another_without_a_sample_more_or_less(tmp_path):
    one, two = noise(1.0), noise(0.5)[::-1].copy()
    sound, rate, _ = written([Part(take_file(tmp_path, "t-1", one)), Part(take_file(tmp_path, "t-2", two))])
    assert rate == RATE
    assert np.array_equal(sound, np.concatenate([one, two]))


def test_a_take_of_another_rate_is_made_to_fit_and_covered_in_its_own_time(tmp_path):
    parts = [
        Part(take_file(tmp_path, "t-1", noise(1.0))),
        Part(take_file(tmp_path, "t-2", np.zeros(96_000, np.int16), 48_000), ((0.5, 1.0),)),
    ]
    sound, rate, frames = written(parts)
    assert (rate, frames) == (RATE, 3 * RATE)
    loud = np.flatnonzero(np.abs(sound[RATE:].astype(int)) > 200) / RATE
    assert loud[0] == pytest.approx(0.5, abs=0.02)
    assert loud[-1] == pytest.approx(1.0, abs=0.02)


def test_a_run_through_without_a_take_is_an_empty_sound():
    sound, _, frames = written([])
    assert (len(sound), frames) == (0, 0)


def test_a_file_that_is_no_take_is_refused(tmp_path):
    path = tmp_path / "t.wav"
    path.write_text("no sound")
    with pytest.raises(AudioUnreadable):
        written([Part(path)])
