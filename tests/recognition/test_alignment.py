"""When each word was spoken: synthetic hisses and hums laid over by the sounds of their words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.recognition.alignment import align, features
from runthrough.recognition.level import at_full_level
from runthrough.recognition.silero import voiced_frames

RATE = 16_000
_noise = np.random.default_rng(0)


def still(seconds: float) -> np.ndarray:
    return _noise.normal(0.0, 1e-4, round(seconds * RATE))


def hiss(seconds: float) -> np.ndarray:
    """An "s": noise whose slow changes are taken out."""
    return np.diff(np.diff(_noise.normal(0.0, 0.02, round(seconds * RATE) + 2)))


def vowel(seconds: float) -> np.ndarray:
    """An "oh": a buzz at 120 Hz with its strength around 500 Hz."""
    at = np.arange(round(seconds * RATE)) / RATE
    tones = (np.sin(2 * np.pi * 120 * n * at) * np.exp(-(((120 * n - 500) / 350) ** 2)) for n in range(1, 20))
    return 0.2 * np.sum(list(tones), axis=0)


def clip(*parts: np.ndarray) -> np.ndarray:
    return at_full_level(np.concatenate(parts).astype(np.float32))


def voiced(samples: np.ndarray) -> np.ndarray:
    frames = samples[: len(samples) // 512 * 512].reshape(-1, 512)
    return np.abs(frames).max(axis=1) > 0.02


def times(words) -> list[tuple[float, float]]:
    return [(word.start, word.end) for word in words]


def test_words_are_where_their_hisses_and_vowels_are():
    samples = clip(still(0.3), hiss(0.12), vowel(0.25), still(0.4), vowel(0.2), hiss(0.12), still(0.3))
    so, us = align(["so", "os"], samples, voiced(samples))
    assert times([so, us]) == [
        pytest.approx((0.3, 0.67), abs=0.06),
        pytest.approx((1.07, 1.39), abs=0.06),
    ]


def test_a_word_that_goes_on_without_a_pause_begins_at_its_hiss():
    samples = clip(still(0.2), vowel(0.15), hiss(0.1), vowel(0.4), hiss(0.1), vowel(0.15), still(0.2))
    _, second, _ = align(["o", "soo", "so"], samples, voiced(samples))
    assert times([second]) == [pytest.approx((0.35, 0.85), abs=0.05)]


def test_a_pause_without_punctuation_is_no_part_of_a_word():
    samples = clip(still(0.2), hiss(0.1), vowel(0.2), still(1.5), hiss(0.1), vowel(0.2), still(0.2))
    first, second = align(["so", "so"], samples, voiced(samples))
    assert first.end < 0.65
    assert second.start > 1.9


def test_noise_hides_no_word():
    samples = clip(still(0.3), hiss(0.12), vowel(0.25), still(0.4), vowel(0.2), hiss(0.12), still(0.3))
    noisy = samples + _noise.normal(0.0, 0.01, len(samples)).astype(np.float32)
    so, us = align(["so", "os"], noisy, voiced(samples))
    assert times([so, us]) == [pytest.approx((0.3, 0.67), abs=0.08), pytest.approx((1.07, 1.39), abs=0.08)]


def test_words_that_cannot_have_been_said_so_fast_are_not_laid_over():
    assert align(["impossible"] * 20, np.zeros(8_000, np.float32), np.ones(15, np.bool_)) is None
    assert align(["word"], np.zeros(0, np.float32), np.zeros(0, np.bool_)) is None


def test_no_words_or_no_voice_are_no_division_by_nothing():
    samples = clip(still(0.3), vowel(0.4), still(0.3))
    with np.errstate(all="raise"):
        assert align([], samples, voiced(samples)) == []
        assert [word.text for word in align(["oh"], samples, np.zeros(31, np.bool_))] == ["oh"]


def test_digital_silence_and_full_scale_have_features():
    for samples in (np.zeros(4_000, np.float32), np.ones(4_000, np.float32), np.zeros(10, np.float32)):
        assert np.isfinite(features(samples, voiced(samples))).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("aeostn,. 09", min_size=1), min_size=1, max_size=8), st.integers(1, 60), st.integers(0, 9))
def test_words_come_in_order_and_within_the_clip(said, frames, seed):
    samples = np.random.default_rng(seed).normal(0.0, 0.1, frames * 512).astype(np.float32)
    words = align(said, samples, np.ones(frames, np.bool_))
    if words is not None:
        edges = [edge for word in words for edge in (word.start, word.end)]
        assert edges[0] >= 0.0
        assert edges[-1] <= frames * 0.032 + 1e-6
        assert all(late >= early for early, late in pairwise(edges))
        assert all(word.end > word.start for word in words)


def test_a_synthetic_sentence_after_a_silence_has_its_words_in_the_voice(say):
    samples = at_full_level(np.concatenate((np.zeros(RATE, np.float32), say("We measured the result twice."))))
    words = align("We measured the result twice.".split(), samples, voiced_frames(samples))
    assert 0.9 < words[0].start < 1.3
    assert all(word.end - word.start < 0.8 for word in words)
