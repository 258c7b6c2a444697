"""Spelling, negations, fillers and restarts: what changes no word, and what must not be lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.domain.normalise import phrase_tokens, stem, tokens


def texts(spoken: str) -> list[str]:
    return [token.text for token in phrase_tokens(spoken)]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("behaviour", "behavior"),
        ("neighbouring", "neighboring"),
        ("optimised", "optimized"),
        ("organisation", "organization"),
        ("prioritising", "prioritizing"),
        ("analyse", "analyze"),
        ("centre", "center"),
        ("centred", "centered"),
        ("modelling", "modeling"),
        ("labelled", "labeled"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("programme", "program"),
        ("judgement", "judgment"),
    ],
)
def test_british_and_american_spelling_are_one_word(british, american):
    assert texts(british) == texts(american)
    assert stem(british) == stem(american)


@pytest.mark.parametrize("word", ["promise", "pour", "hours", "noise", "otherwise", "fire", "raised", "well", "rise"])
def test_words_that_only_look_british_stay(word):
    assert texts(word) == [word]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("experience", "experiment"),
        ("customer", "custom"),
        ("engineer", "engine"),
        ("position", "positive"),
        ("important", "import"),
        ("universal", "university"),
    ],
)
def test_words_of_different_meaning_do_not_share_a_stem(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("experiments", "experimental"),
        ("owned", "owning"),
        ("replicas", "replica"),
        ("built", "builds"),
        ("chose", "choosing"),
        ("wrote", "written"),
        ("analyses", "analysed"),
        ("indices", "index"),
    ],
)
def test_plural_and_tense_do_not_count(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("can't", "can not"),
        ("cannot", "can not"),
        ("didn’t", "did not"),
        ("won't", "will not"),
        ("dont", "do not"),
        ("isn't", "is not"),
        ("we've", "we"),
        ("it's", "it"),
    ],
)
def test_a_contraction_keeps_its_not(spoken, plain):
    assert texts(spoken) == plain.split()


def test_both_words_of_a_contraction_stand_where_it_was_said():
    assert [(token.text, token.first) for token in tokens(["we", "didn't", "ship"])] == [
        ("we", 0),
        ("did", 1),
        ("not", 1),
        ("ship", 2),
    ]


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("we we moved", "we moved"),
        ("I, I think", "i think"),
        ("the the the queue", "the queue"),
        ("we mo- we moved", "we moved"),
        ("it was it was slow", "it was slow"),
        ("so the um the queue", "so the queue"),
        ("we rented no sorry we bought it", "we rented we bought it"),
        ("again and again", "again and again"),
        ("ten ten ten", "10 10 10"),
        ("there is no sorry state", "there is state"),
    ],
)
def test_restarts_are_skipped_and_numbers_and_content_words_are_not(spoken, plain):
    assert texts(spoken) == plain.split()


def test_words_after_a_restart_keep_their_places():
    made = tokens("um we mo- we moved no sorry it stayed".split())
    assert [(token.text, token.first) for token in made] == [
        ("we", 3),
        ("moved", 4),
        ("it", 7),
        ("stayed", 8),
    ]


def test_accents_and_typographic_marks_do_not_count():
    assert texts("naïve résumé — it’s 5 µs") == ["naive", "resume", "it", "5", "microseconds"]


WORDS = """
we we moved from one hundred and twenty to sixty eight milliseconds at the ninety ninth percentile p99 68 ms three
point eight percent didn't can't behaviour twenty twenty four no sorry um the the half a million $3 2x two and a half
third one week oh point experience 1,200 5 a couple of
""".split()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["", ",", ".", "?", "!", ";", ":"]), st.booleans()),
        max_size=25,
    )
)
def test_case_and_punctuation_change_no_token(parts):
    plain = [word for word, _, _ in parts]
    written = [(word.upper() if upper else word) + mark for word, mark, upper in parts]
    told = [(token.text, token.stem, token.first, token.last) for token in tokens(written)]
    assert told == [(token.text, token.stem, token.first, token.last) for token in tokens(plain)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=20))
def test_every_token_of_any_text_stands_on_its_words_in_order(words):
    made = tokens(words)
    places = [(token.first, token.last) for token in made]
    assert places == sorted(places)
    assert all(0 <= first <= last < len(words) for first, last in places)
