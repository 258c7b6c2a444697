"""What sounds an English word is made of."""

from __future__ import annotations

import pytest

from runthrough.domain.sounds import HESITATION, KINDS, SECONDS, pause_follows, sounds_of


def kinds(text: str) -> str:
    return "".join(sound.kind for sound in sounds_of(text))


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("best", "DEST"),
        ("times,", "TINS"),
        ("Dickens'", "DITENS"),
        ("shipped", "CITD"),
        ("letters", "LETERS"),
        ("nation", "NACEN"),
        ("high", "HI"),
        ("thought", "FUT"),
        ("knew", "NEW"),
        ("queue", "TWE"),
        ("age", "AC"),
        ("get", "DET"),
        ("city", "SITI"),
        ("box", "DOTS"),
        ("p99", "TNINNIN"),
        ("Mr.", "NISTER"),
        ("um,", "UN"),
        ("uh", "U"),
        ("oh", "O"),
        ("…", "E"),
        ("日本", "E"),
    ],
)
def test_a_word_is_read_as_the_sounds_it_is_said_with(text, heard):
    assert kinds(text) == heard


def test_every_sound_has_a_length():
    assert set(SECONDS) == set(KINDS) - {"_"}


def test_the_end_of_a_phrase_is_drawn_out():
    plain, last = sounds_of("wind"), sounds_of("wind.")
    assert [sound.seconds for sound in plain[:2]] == [sound.seconds for sound in last[:2]]
    assert all(late.seconds > early.seconds for early, late in zip(plain[2:], last[2:], strict=True))


def test_a_filler_sound_is_longer_than_a_vowel():
    assert sounds_of("um")[0].seconds == HESITATION > 2 * SECONDS["U"]


def test_punctuation_announces_a_pause():
    assert pause_follows("then,")
    assert not pause_follows("then")
