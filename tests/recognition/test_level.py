"""Quiet sound is brought to the level for which the networks were made."""

from __future__ import annotations

import numpy as np
import pytest

from runthrough.recognition.level import FULL_LEVEL, STREAM_LEVEL, StreamLevel, at_full_level


def square(seconds: float, level: float) -> np.ndarray:
    count = round(seconds * 16_000)
    return np.where(np.arange(count) // 40 % 2, level, -level).astype(np.float32)


@pytest.mark.parametrize("level", [0.0001, 0.3, 1.0])
def test_a_clip_is_brought_to_full_level_from_any(level):
    assert np.abs(at_full_level(square(0.1, level))).max() == pytest.approx(FULL_LEVEL)


def test_a_clip_of_digital_silence_stays_silent():
    assert not at_full_level(np.zeros(100, np.float32)).any()
    assert len(at_full_level(np.zeros(0, np.float32))) == 0


def test_a_quiet_speaker_is_raised_from_the_first_frame():
    raised = StreamLevel().bring(square(1.024, 0.01))
    assert np.abs(raised) == pytest.approx(STREAM_LEVEL)


def test_a_loud_speaker_is_left_as_he_is():
    spoken = square(0.512, 0.8)
    assert np.array_equal(StreamLevel().bring(spoken), spoken)


def test_the_hiss_of_a_still_room_is_not_raised_without_end():
    assert np.abs(StreamLevel().bring(square(0.512, 0.0001))).max() == pytest.approx(0.01)
    assert not StreamLevel().bring(np.zeros(1024, np.float32)).any()


def test_after_a_slammed_door_a_quiet_speaker_is_raised_again_in_time():
    stream = StreamLevel()
    stream.bring(square(0.032, 1.0))
    heard = np.abs(stream.bring(square(20.0, 0.01)))
    assert heard[0] == pytest.approx(0.01)
    assert heard[round(9.0 * 16_000)] == pytest.approx(0.024, rel=0.05)
    assert heard[-1] > 0.2


@pytest.mark.parametrize("size", [100, 512, 700, 4096])
def test_a_stream_in_pieces_is_brought_to_the_level_of_the_whole(size):
    spoken = square(2.0, 0.02) * np.linspace(0, 1, 32_000, dtype=np.float32)
    stream = StreamLevel()
    pieces = [stream.bring(spoken[begin : begin + size]) for begin in range(0, len(spoken), size)]
    assert np.array_equal(np.concatenate(pieces), StreamLevel().bring(spoken))
