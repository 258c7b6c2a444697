"""What Moonshine writes where nobody spoke, told by its own doubt and by what is to be heard."""

from __future__ import annotations

import numpy as np
import pytest

import noises
from runthrough.domain.speech import Word
from runthrough.recognition.alignment import fit
from runthrough.recognition.invented import LOOP_FIT, is_empty_loop, is_guess
from runthrough.recognition.level import at_full_level
from runthrough.recognition.silero import voiced_frames

SURE, DOUBTFUL, HOPELESS = 0.9, 0.5, 0.3
"""Probabilities of words."""


def words(text: str, probability: float = SURE) -> list[Word]:
    return [Word(part, 0.0, 0.1, probability) for part in text.split()]


@pytest.mark.parametrize(
    ("text", "probability", "opening", "voiced"),
    [
        ("We cut the latency.", SURE, -0.1, 1.5),
        ("We cut the latency.", DOUBTFUL, -0.7, 1.5),
        ("We cut the latency.", SURE, -1.5, 1.5),
        ("We cut the latency.", DOUBTFUL, -1.5, 1.5),
        ("Yes.", DOUBTFUL, -1.1, 0.4),
        ("Oh.", SURE, -0.5, 0.3),
        ("Thank you.", SURE, -0.2, 0.6),
    ],
)
def test_what_was_said_is_no_guess(text, probability, opening, voiced):
    assert not is_guess(words(text, probability), opening, voiced)


@pytest.mark.parametrize(
    ("text", "probability", "opening", "voiced"),
    [
        ("We cut the latency.", HOPELESS, -1.5, 1.5),
        ("The water is", DOUBTFUL, -1.5, 4.0),
        ("Oh, oh!", DOUBTFUL, -0.5, 0.5),
        ("Thank you for watching!", DOUBTFUL, -0.5, 1.0),
        ("24-44-444-444-444-444-444-444-444-444", SURE, -0.2, 3.0),
        ("Subtitles by the Amara.org community", SURE, -0.1, 2.0),
    ],
)
def test_what_is_written_on_laughter_and_coughs_is_one(text, probability, opening, voiced):
    assert is_guess(words(text, probability), opening, voiced)


@pytest.mark.parametrize(
    "text",
    [
        "the water is the water is the water is",
        "We did, we did, we did, we d",
        "100% of the time, 100% of the time, 100% of the time, 1",
        "I am the one who has the power. I am the one who has the pow",
        "I am the one who has the power to be the power of all. " * 2,
    ],
)
def test_one_phrase_over_and_over_that_is_not_to_be_heard_was_not_said(text):
    assert is_empty_loop(words(text), lambda: 0.3)
    assert not is_empty_loop(words(text), lambda: 0.7), "it is to be heard"


@pytest.mark.parametrize(
    "text",
    [
        "no no",
        "We did, we did",
        "very very very well",
        "It was the best of times, it was the worst of times",
        "",
        "one",
    ],
)
def test_other_texts_are_believed_in_any_noise(text):
    def nobody_asks() -> float:
        raise AssertionError(text)

    assert not is_empty_loop(words(text), nobody_asks)


def test_speech_fits_its_own_words_and_laughter_fits_none(say):
    said = "We measured the result twice and the numbers were good".split()
    spoken = at_full_level(say(" ".join(said)))
    laughed = at_full_level(noises.at_level(noises.laughter(len(spoken) / noises.RATE + 2.0), -30))
    fits = {name: fit(said, sound, voiced_frames(sound)) for name, sound in (("said", spoken), ("laughed", laughed))}
    assert fits["said"] > 0.6
    assert fits["laughed"] < LOOP_FIT


def test_words_that_cannot_have_been_said_so_fast_fit_nothing():
    assert fit(["impossible"] * 20, np.zeros(8_000, np.float32), np.ones(15, np.bool_)) == 0.0
    assert fit(["word"], np.zeros(8_000, np.float32), np.zeros(15, np.bool_)) == 0.0
