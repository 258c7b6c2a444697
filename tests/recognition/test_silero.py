"""Voice activity, streamed."""

from __future__ import annotations

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model

from runthrough.recognition.silero import LevelledSilero, Silero, voiced_frames


@pytest.fixture(scope="module")
def room() -> np.ndarray:
    """Eight seconds of noise that swells and fades, which the network finds doubtful."""
    random = np.random.default_rng(3)
    swell = np.interp(np.arange(128_000), np.arange(0, 128_000, 4000), random.random(32))
    return (random.standard_normal(128_000) * swell**3 * 0.5).astype(np.float32)


@pytest.mark.parametrize("size", [100, 512, 700, 4096, 128_000])
def test_voice_heard_in_pieces_is_the_voice_of_the_whole(room, size):
    whole = get_vad_model()(room.copy()).ravel()
    stream = Silero()
    pieces = np.concatenate([stream.feed(room[begin : begin + size]) for begin in range(0, len(room), size)])
    assert len(pieces) == 250
    # the batch call zeroes the end of what it is given, so its last frame heard something else
    np.testing.assert_allclose(pieces[:-1], whole[:-1], rtol=0, atol=1e-6)


def test_what_does_not_fill_a_frame_waits(room):
    stream = Silero()
    assert len(stream.feed(room[:511])) == 0
    assert len(stream.feed(room[511:511])) == 0
    assert len(stream.feed(room[511:512])) == 1


def test_a_new_take_forgets_the_last_one(room):
    stream = Silero()
    first = stream.feed(room[:40_000])
    stream.begin()
    assert np.array_equal(stream.feed(room[:40_000]), first)


def test_listening_leaves_the_samples_as_they_are(room):
    given = room.copy()
    voiced_frames(given)
    assert np.array_equal(given, room)


def test_a_voice_is_told_from_silence(say):
    spoken = np.concatenate((np.zeros(16_000, np.float32), say("The quick brown fox jumps over the lazy dog.")))
    voiced = voiced_frames(spoken)
    assert not voiced[:28].any()
    assert voiced[31:].mean() > 0.7


@pytest.mark.parametrize("level", [1.0, 0.01, 0.002])
def test_a_voice_is_heard_at_any_level(say, level):
    spoken = np.round(say("I want to work with people who care about quality.") * level * 32768) / 32768
    stream = LevelledSilero()
    assert (stream.feed(spoken.astype(np.float32)) > 0.5).mean() > 0.5
    assert voiced_frames(spoken.astype(np.float32)).mean() > 0.5


@pytest.mark.parametrize("level", [0.0, 0.0001, 0.001, 0.01])
def test_the_noise_of_a_still_room_is_no_voice(level):
    stream = LevelledSilero()
    noise = np.random.default_rng(0).normal(0.0, level, 30 * 16_000).astype(np.float32)
    assert stream.feed(noise).max() < 0.35
    stream.begin()
    assert stream.feed(noise[:16_000]).max() < 0.35
