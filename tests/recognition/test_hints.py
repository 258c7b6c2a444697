"""A prompt helps Whisper, swallows no answer and is no answer."""

from __future__ import annotations

import pytest

from runthrough.domain.speech import Word
from runthrough.recognition.hints import MOST_TOKENS, Hints, guarded, make_hints

HINTS = Hints("Um, uh, hmm, er, ah.", ("Flink", "p99", "lookahead bias"))


class SeducedModel:
    """Writes one text when it was given hints, another without; `asked` tells with what."""

    def __init__(self, with_hints: str, without: str) -> None:
        self.texts = {False: with_hints, True: without}
        self.asked: list[Hints] = []

    def transcribe(self, hints: Hints) -> list[Word]:
        self.asked.append(hints)
        said = self.texts[hints == Hints()].split()
        return [Word(word, at * 0.3, at * 0.3 + 0.2) for at, word in enumerate(said)]


def told(model: SeducedModel, hints: Hints = HINTS, voiced: float = 2.0) -> str:
    return " ".join(word.text for word in guarded(model.transcribe, hints, voiced))


@pytest.mark.parametrize(
    ("with_hints", "without", "stands"),
    [
        ("Flink, p99", "", ""),
        ("Flink, p99, lookahead bias.", "flank nine", "flank nine"),
        ("Um, uh, hmm, er, ah.", "", ""),
        ("Um, uh, hmm, er, ah. We cut the latency.", "We cut the latency.", "We cut the latency."),
        ("Flink, p99. We cut the latency.", "We cut the latency.", "We cut the latency."),
        ("p99, lookahead bias", "we cut it", "we cut it"),
        ("Flink.", "flank", "Flink."),
        ("Flink.", "", ""),
    ],
)
def test_hints_that_come_back_as_the_answer_are_not_believed(with_hints, without, stands):
    model = SeducedModel(with_hints, without)
    assert told(model) == stands
    assert model.asked == [HINTS, Hints()], "asked once more and no oftener"


def test_who_does_say_two_terms_first_is_heard_so():
    model = SeducedModel("Flink p99 is all we had", "Flink p99 is all we hat")
    assert told(model) == "Flink p99 is all we had"


def test_an_answer_that_the_hints_swallowed_is_heard_without_them():
    model = SeducedModel("Yes.", "we moved the join and cut the latency by half")
    assert told(model, voiced=6.0) == "we moved the join and cut the latency by half"
    assert told(SeducedModel("", "Yes."), voiced=0.6) == "Yes."


def test_a_long_silence_in_a_voice_is_asked_about_once():
    model = SeducedModel("", "")
    assert told(model, voiced=6.0) == ""
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    ("text", "voiced"),
    [("we use Flink for the p99", 2.0), ("Um, we had a lookahead bias", 2.5), ("", 0.2), ("No.", 0.6)],
)
def test_what_the_hints_did_no_harm_to_is_heard_once(text, voiced):
    model = SeducedModel(text, "never asked")
    assert told(model, voiced=voiced) == text
    assert model.asked == [HINTS]


def test_without_hints_nothing_is_asked_twice():
    model = SeducedModel("never asked", "")
    assert told(model, Hints(), voiced=9.0) == ""
    assert model.asked == [Hints()]


def test_terms_beyond_their_room_are_left_out():
    hints = make_hints("", tuple(f"jargon number {at}" for at in range(40)), lambda text: len(text.split()))
    assert 0 < len(hints.hotwords.split()) <= MOST_TOKENS
    assert hints.terms == tuple(f"jargon number {at}" for at in range(len(hints.terms)))
