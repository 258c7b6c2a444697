"""Figures as they are said: numbers in words and digits, units, ranges, and what is no figure."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.normalise import phrase_tokens
from runthrough.domain.quantities import holds_quantity, quantities


def told(spoken: str) -> list[str]:
    made = []
    for each in quantities(spoken.split()):
        value = f"{each.value:.10g}" + (f"-{each.high:.10g}" if each.high is not None else "")
        made.append(f"{'~' if each.approximate else ''}{value} {each.unit}".strip())
    return made


@pytest.mark.parametrize(
    ("spoken", "figure"),
    [
        ("sixty eight milliseconds", "68 ms"),
        ("68 ms", "68 ms"),
        ("68ms", "68 ms"),
        ("sixty-eight millis", "68 ms"),
        ("three point eight", "3.8"),
        ("3 point 8", "3.8"),
        ("zero point one percent", "0.1 percent"),
        ("0.1%", "0.1 percent"),
        ("five per cent", "5 percent"),
        ("by point five percent", "0.5 percent"),
        ("two x", "2 x"),
        ("2x", "2 x"),
        ("twice as fast", "2 x"),
        ("three times faster", "3 x"),
        ("three times a week", "3 times/week"),
        ("tenfold", "10 x"),
        ("one twenty milliseconds", "120 ms"),
        ("one hundred and twenty", "120"),
        ("a hundred", "100"),
        ("three oh two redirects", "302"),
        ("fifteen hundred", "1500"),
        ("two and a half", "2.5"),
        ("two and a half days", "2.5 days"),
        ("an hour and a half", "1.5 hours"),
        ("half an hour", "0.5 hours"),
        ("half a million", "500000"),
        ("a million and a half", "1500000"),
        ("12k", "12000"),
        ("1.2M", "1200000"),
        ("one point two million", "1200000"),
        ("68 million", "68000000"),
        ("three million", "3000000"),
        ("$3m", "3000000 usd"),
        ("$3 million", "3000000 usd"),
        ("three million dollars", "3000000 usd"),
        ("5 euros", "5 eur"),
        ("nine or ten days", "9-10 days"),
        ("two to three weeks", "2-3 weeks"),
        ("5-6 weeks", "5-6 weeks"),
        ("between five and ten minutes", "5-10 min"),
        ("one or two days", "1-2 days"),
        ("about ten minutes", "~10 min"),
        ("under two percent", "~2 percent"),
        ("at least forty", "~40"),
        ("fifty ish", "~50"),
        ("a couple of weeks", "~2 weeks"),
        ("under a second", "~1 s"),
        ("by half", "50 percent"),
        ("two thirds", "66.67 percent"),
        ("by a third", "33.33 percent"),
        ("three quarters of them", "75 percent"),
        ("three quarters", "3 quarters"),
        ("a tenth of a second", "0.1 s"),
        ("we doubled it", "2 x"),
        ("halved", "0.5 x"),
        ("five requests per second", "5 /s"),
        ("forty writes a second", "40 /s"),
        ("three million dollars a year", "3000000 usd/year"),
        ("two percentage points", "2 points"),
        ("four nines of availability", "4 nines"),
        ("two dozen", "24"),
        ("one week later", "1 weeks"),
        ("exactly one report", "1"),
        ("p99 of 68 ms", "68 ms"),
        ("seventy no sorry sixty eight ms", "68 ms"),
        ("2,000 requests per second", "2000 /s"),
    ],
)
def test_a_figure_is_read_with_its_unit(spoken, figure):
    assert told(spoken) == [figure]


@pytest.mark.parametrize(
    ("spoken", "figures"),
    [
        ("from one twenty to sixty eight ms", ["120 ms", "68 ms"]),
        ("forty milliseconds down to twelve", ["40 ms", "12 ms"]),
        ("from ninety seconds to thirty five", ["90 s", "35 s"]),
        ("six hours to an hour and a half", ["6 hours", "1.5 hours"]),
        ("from about eighty a week to fifteen", ["~80 /week", "15 /week"]),
        ("from two weeks to twelve people", ["2 weeks", "12"]),
        ("p ninety nine one twenty then sixty eight", ["120", "68"]),
        ("twelve engineers and four weeks", ["12", "4 weeks"]),
    ],
)
def test_a_change_is_two_figures_and_both_have_the_unit(spoken, figures):
    assert told(spoken) == figures


@pytest.mark.parametrize(
    "spoken",
    [
        "p99",
        "the ninety ninth percentile",
        "the third attempt",
        "my first and second job",
        "the 3rd one",
        "a third party library",
        "no one and the one thing",
        "in nineteen ninety nine",
        "since 2019",
        "in twenty twenty four",
        "on the 5th of March",
        "at 10:30",
        "at nine thirty every morning",
        "at five o'clock",
        "around the clock, 24/7",
        "S3 and k8s and log4j",
        "version 3",
        "the first half",
        "a second opinion",
        "a double check",
        "an order of magnitude",
        "a lot faster",
        "every day",
    ],
)
def test_what_only_looks_like_a_figure_is_none(spoken):
    assert told(spoken) == []
    assert not holds_quantity(phrase_tokens(spoken))


@pytest.mark.parametrize(
    ("forms", "text"),
    [
        (("p99", "P99", "p 99", "P ninety nine", "ninety ninth percentile", "99th percentile", "99 percentile"), "p99"),
        (("p99.9", "p ninety nine point nine", "99.9th percentile"), "p99.9"),
        (("median", "Median"), "median"),
    ],
)
def test_a_percentile_is_one_token_however_it_is_said(forms, text):
    assert {tuple(token.text for token in phrase_tokens(form)) for form in forms} == {(text,)}


@pytest.mark.parametrize(
    ("spoken", "number"),
    [
        ("nineteen ninety nine", 1999),
        ("twenty twenty four", 2024),
        ("two thousand and four", 2004),
        ("nineteen oh five", 1905),
        ("four oh four", 404),
        ("two fifty", 250),
        ("a thousand", 1000),
        ("two hundred and fifty thousand", 250_000),
    ],
)
def test_what_people_say_together_is_one_number(spoken, number):
    assert [token.number for token in phrase_tokens(spoken)] == [number]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("this one twenty percent faster", "this one 20 percent faster"),
        ("at this point five people left", "at this point 5 people left"),
        ("twenty thirty people", "20 30 people"),
        ("between twenty and five hundred", "between 20 and 500"),
        ("one two three", "one 2 3"),
        ("the third and the twenty first", "the third and the 21st"),
    ],
)
def test_what_only_stands_side_by_side_is_not_joined(spoken, written):
    assert [token.text for token in phrase_tokens(spoken)] == written.split()


def test_a_figure_stands_on_its_words_and_its_unit():
    (found,) = quantities("so we got, um, about sixty eight milliseconds, roughly".split())
    assert (found.first, found.last) == (5, 7)


SPOKEN = [
    "sixty",
    "eight",
    "ms",
    "percent",
    "about",
    "from",
    "to",
    "half",
    "a",
    "2x",
    "$",
    "3m",
    "or",
    "p99",
    "per",
    "day",
]


@given(st.lists(st.sampled_from(SPOKEN), max_size=15))
def test_figures_of_any_words_stand_in_order_and_apart(words):
    found = quantities(words)
    assert all(0 <= each.first <= each.last < len(words) for each in found)
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert all(each.high is None or each.value < each.high for each in found)
