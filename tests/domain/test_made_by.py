"""What made figures, as the speaker reads it."""

import pytest

from runthrough.domain.made_by import MadeBy, told, what_changed

ENGLISH, GERMAN = MadeBy("Whisper small", "1.2.1/74", "c-2"), MadeBy("Whisper small", "1.2.1/74 de", "c-2")


@pytest.mark.parametrize(
    ("version", "words"),
    [("1.2.1/74", "1.2.1"), ("1.2.1/74 de", "1.2.1, de"), ("0.1.0", "0.1.0"), ("0.1.0 pt-BR", "0.1.0, pt-BR")],
)
def test_the_language_is_told_and_the_size_of_the_weights_is_not(version, words):
    assert MadeBy("Whisper small", version, "c-2").words == f"Whisper small {words}"


def test_figures_of_two_languages_are_not_compared():
    assert what_changed((GERMAN,), (ENGLISH,)) == "another version"
    assert told((ENGLISH, GERMAN)) == "Whisper small 1.2.1, Whisper small 1.2.1, de"
