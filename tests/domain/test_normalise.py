"""Words as they are compared."""

import pytest

from runthrough.domain.normalise import holds_quantity, is_filler, tokens


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("sixty eight milliseconds", [(68, 0, 1)]),
        ("from one hundred and twenty to sixty eight", [(120, 1, 4), (68, 6, 7)]),
        ("three point eight percent", [(3.8, 0, 2)]),
        ("p99 fell to 68ms", [(99, 0, 0), (68, 3, 3)]),
        ("1,200 users", [(1200, 0, 0)]),
        ("the one thing I learned", []),
        ("one week later", [(1, 0, 0)]),
    ],
)
def test_numbers_in_words_and_digits_are_numbers_with_their_place(text, numbers):
    assert [(made.number, made.first, made.last) for made in tokens(text.split()) if made.number is not None] == numbers


def test_fillers_vanish_and_the_other_words_keep_their_places():
    made = tokens(["So,", "um,", "I've", "uh", "owned", "it."])
    assert [(token.text, token.first) for token in made] == [("so", 0), ("i", 2), ("owned", 4), ("it", 5)]
    assert is_filler("Um,")
    assert not is_filler("umbrella")


def test_endings_do_not_count():
    one, other = tokens(["owned"]), tokens(["owning"])
    assert one[0].stem == other[0].stem


@pytest.mark.parametrize(("text", "holds"), [("twice as fast", True), ("by half", True), ("a lot faster", False)])
def test_a_quantity_may_be_a_word(text, holds):
    assert holds_quantity(tokens(text.split())) is holds


@pytest.mark.parametrize("word", ["", "…", "—", "'", "%", "C++", "9.", "1.2.3", "½", "naïve", "日本"])
def test_odd_words_do_no_harm(word):
    assert all(made.first == made.last == 0 for made in tokens([word]))
