"""Words that take back what is being said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.hedges import HEDGES, find_hedges


def hedges(text: str) -> list[str]:
    return [hedge.phrase for hedge in find_hedges(text.split())]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I think we maybe saved ten percent.", ["I think", "maybe"]),
        ("It was kind of slow, and it sort of worked.", ["kind of", "sort of"]),
        ("I, um, guess it is more or less done", ["I guess", "more or less"]),
        ("It seems like it helped.", ["it seems like"]),
        ("I’m not sure, probably both.", ["I'm not sure", "probably"]),
        ("It was kind-of slow", ["kind of"]),
    ],
)
def test_what_takes_a_claim_back_is_a_hedge(said: str, found: list[str]) -> None:
    assert hedges(said) == found


@pytest.mark.parametrize(
    "said",
    [
        "What kind of risk is it?",
        "It is a sort of cache that we wrote.",
        "That is how I think about latency.",
        "I think about latency first.",
        "I believe in tests.",
        "We could not possibly ship that.",
    ],
)
def test_the_same_words_with_another_meaning_are_none(said: str) -> None:
    assert hedges(said) == []


def test_a_hedge_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert hedges("That was the first I. Think of it.") == []


def test_a_hedge_names_the_words_it_stands_on() -> None:
    words = "So I um think it works".split()
    (hedge,) = find_hedges(words)
    assert words[hedge.first : hedge.last + 1] == ["I", "um", "think"]


@given(st.lists(st.sampled_from([*"so we a what it in of".split(), *HEDGES]), max_size=12))
def test_hedges_are_in_order_and_never_overlap(parts: list[str]) -> None:
    words = " ".join(parts).split()
    found = find_hedges(words)
    assert all(0 <= hedge.first <= hedge.last < len(words) for hedge in found)
    assert all(one.last < other.first for one, other in pairwise(found))
