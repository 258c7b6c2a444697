"""Fillers that are no words, in synthetic voices: what is held, what changes, what words explain."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import FakeRecogniser, MemoryJournal
from rehearsal.test_hear_again import Reader
from runthrough.domain.rehearsed import Take
from runthrough.domain.speech import Word
from runthrough.domain.template_text import parse
from runthrough.rehearsal.filled_pauses import find_filled_pauses, steady_voices
from runthrough.rehearsal.hear_again import HearAgainParts, Keeping, hear_take_again

RATE = 16_000
_noise = np.random.default_rng(1)


def voice(seconds: float, pitch: float = 120.0, formant: float = 600.0, glide: float = 0.0) -> np.ndarray:
    """A buzz with its strength around a formant, which may glide by so many hertz a second."""
    at = np.arange(round(seconds * RATE)) / RATE
    where = formant + glide * at
    tones = (np.sin(2 * np.pi * pitch * n * at) * np.exp(-(((pitch * n - where) / 300) ** 2)) for n in range(1, 25))
    edge = np.minimum(1, np.minimum(at, at[::-1]) / 0.01)
    return 0.2 * edge * np.sum(list(tones), axis=0)


def speech(seconds: float) -> np.ndarray:
    """What changes all the time, as speech does: short voices of other pitches and formants, and hisses."""
    parts = []
    while sum(map(len, parts)) < seconds * RATE:
        parts.append(voice(0.09, _noise.uniform(100, 180), _noise.uniform(300, 2000), _noise.uniform(-6000, 6000)))
        parts.append(_noise.normal(0, 0.05, round(0.05 * RATE)))
    return np.concatenate(parts)[: round(seconds * RATE)]


def still(seconds: float) -> np.ndarray:
    return _noise.normal(0.0, 1e-4, round(seconds * RATE))


def clip(*parts: np.ndarray) -> np.ndarray:
    return np.concatenate(parts).astype(np.float32)


def found(samples: np.ndarray, *words: Word) -> list[tuple[float, float]]:
    return [(each.start, each.end) for each in find_filled_pauses(samples, words)]


UH = clip(speech(1.0), still(0.2), voice(0.4), still(0.2), speech(1.0))
"""Speech to 1.0, a held voice from 1.2 to 1.6, speech from 1.8."""


def test_a_held_voice_that_no_word_covers_is_found():
    assert found(UH, Word("before", 0.1, 1.0), Word("behind", 1.8, 2.7)) == [pytest.approx((1.2, 1.6), abs=0.06)]


def test_a_clip_of_which_nothing_was_recognised_may_be_a_filler():
    assert found(clip(still(0.3), voice(0.4), still(0.3))) == [pytest.approx((0.3, 0.7), abs=0.06)]


def test_speech_changes_and_is_none():
    assert list(steady_voices(clip(speech(6.0)))) == []


def test_a_word_that_lasts_as_long_as_usual_explains_its_vowel():
    assert found(UH, Word("before", 0.1, 1.0), Word("outstanding", 1.0, 1.75)) == []


def test_a_word_that_lasts_too_long_hides_one():
    assert len(found(UH, Word("before", 0.1, 0.7), Word("it", 0.75, 1.7))) == 1


def test_a_short_vowel_in_a_word_that_lasts_too_long_is_none():
    samples = clip(speech(1.0), still(0.1), voice(0.24), still(0.1), speech(1.0))
    assert found(samples, Word("it", 0.5, 1.6)) == []


@pytest.mark.parametrize("text", ["um,", "uh", "a", "I", "are", "2019", "oh"])
def test_a_filler_a_vowel_or_a_figure_beside_it_explains_it(text):
    assert found(UH, Word("before", 0.1, 1.0), Word(text, 1.55, 1.7)) == []


def test_a_hum_that_is_quieter_than_the_speech_is_none():
    assert found(clip(speech(1.0), 0.05 * voice(1.0), speech(1.0)), Word("before", 0.1, 1.0)) == []


def test_a_held_hiss_is_no_voice():
    assert found(clip(speech(1.0), still(0.2), _noise.normal(0, 0.1, 8_000), still(0.2))) == []


def test_a_high_voice_and_a_low_one_are_found():
    for pitch in (80.0, 240.0):
        assert len(found(clip(still(0.3), voice(0.4, pitch), still(0.3)))) == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6000), st.integers(0, 9), st.sampled_from([0.0, 1e-4, 0.3, 1.0]))
def test_sound_of_any_length_and_loudness_is_taken(length, seed, level):
    samples = np.random.default_rng(seed).uniform(-level, level, length).astype(np.float32)
    for each in steady_voices(samples):
        assert 0.0 <= each.start < each.end <= length / RATE + 0.001


def hear(language: str) -> MemoryJournal:
    template = parse(f"# T\nlanguage: {language}\n## One [0:10-0:20]\n- [ ] Growth | looking for growth\n", "test")
    sound = clip(still(4.0), voice(0.5), still(4.0), speech(1.0), still(1.0))
    journal = MemoryJournal()
    take = Take("t", "r", "one", 1, "2026-03-01T09:30:00+00:00", RATE, "m")
    parts = HearAgainParts(template, FakeRecogniser(["outstanding", "outstanding"]), lambda _seconds: None)
    follow = partial(Reader, (sound * 32767).astype(np.int16).tobytes())
    hear_take_again(take, template.sections[0], follow, parts, Keeping(journal, lambda: "now"))
    return journal


def test_what_is_found_in_a_take_is_stored_in_seconds_of_the_take():
    ((take_id, stretches),) = hear("en").named("filled_pauses_found")
    assert take_id == "t"
    assert [(each.start, each.end) for each in stretches] == [pytest.approx((4.0, 4.5), abs=0.06)]


def test_in_another_language_fillers_are_not_sought():
    assert hear("de").named("filled_pauses_found") == [("t", None)], "what was found in English goes"
