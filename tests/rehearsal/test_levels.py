"""How loud the speaker is."""

from __future__ import annotations

import numpy as np
import pytest

from runthrough.rehearsal.levels import LevelMeter


def block(*samples: int) -> bytes:
    return np.array(samples, np.int16).tobytes()


def test_a_full_sine_peaks_at_0_dbfs_and_means_3_below():
    sine = np.sin(2 * np.pi * np.arange(4800) / 48) * 32767
    level = LevelMeter().feed(sine.astype(np.int16).tobytes())
    assert level.peak_dbfs == pytest.approx(0.0, abs=0.01)
    assert level.rms_dbfs == pytest.approx(-3.01, abs=0.01)


def test_half_of_full_scale_is_6_db_below():
    level = LevelMeter().feed(block(16384, -16384))
    assert (level.peak_dbfs, level.rms_dbfs) == (pytest.approx(-6.02, abs=0.01), pytest.approx(-6.02, abs=0.01))


def test_the_most_negative_sample_is_full_scale_and_no_more():
    assert LevelMeter().feed(block(-32768)).peak_dbfs == 0.0


@pytest.mark.parametrize("silence", [b"", block(0, 0, 0)])
def test_a_muted_microphone_is_all_zero_and_has_a_finite_level(silence):
    level = LevelMeter().feed(silence)
    assert level.all_zero
    assert level.peak_dbfs == level.rms_dbfs == -120.0


def test_the_faintest_noise_is_not_taken_for_a_muted_microphone():
    assert not LevelMeter().feed(block(0, 1, 0)).all_zero


@pytest.mark.parametrize(
    ("blocks", "runs"),
    [
        ([block(32767, 32767)], 0),
        ([block(32767, 32767, 32767)], 1),
        ([block(32767, -32768, 32767, 32767, -32768)], 1),
        ([block(*[32767] * 3, 0, *[-32768] * 3)], 2),
        ([block(9, 32767, 32767), block(32767, 9)], 1),
        ([block(32767, 32767), b"", block(32767)], 1),
        ([block(32767, 32767), block(9), block(32767)], 0),
        ([block(*[32767] * 4), block(*[32767] * 4)], 1),
    ],
)
def test_clipping_is_three_samples_at_full_scale_in_a_row_also_across_blocks(blocks, runs):
    meter = LevelMeter()
    for samples in blocks:
        meter.feed(samples)
    assert meter.take_clipped() == runs
    assert meter.take_clipped() == 0
