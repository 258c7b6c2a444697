"""Terms that were misheard are put right, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.corrections import with_terms
from runthrough.domain.question_terms import MOST_TERMS, question_terms
from runthrough.domain.speech import Word
from runthrough.domain.template_text import parse
from runthrough.domain.term_put import as_heard
from runthrough.domain.term_sounds import likeness

TERMS = ("lookahead bias", "p99", "Flink", "Kubernetes", "idempotent", "SLO", "throughput", "Kafka", "backpressure")


def utterance(text):
    return tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(text.split()))


def text(words):
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("we had look ahead buyers, and stopped", "we had lookahead bias, and stopped"),
        ("no look ahead by us.", "no lookahead bias."),
        ("we found a look at it by us and removed it", "we found a lookahead bias and removed it"),
        ("the p ninety nine was", "the p99 was"),
        ("the pee 99 was", "the p99 was"),
        ("Our R. P. ninety nine were", "Our R. p99 were"),
        ("the B-99 was", "the p99 was"),
        ("flank jobs", "Flink jobs"),
        ("the joint into fling.", "the joint into Flink."),
        ("Cafca gave us replay", "Kafka gave us replay"),
        ("Without Mac pressure, we", "Without backpressure, we"),
        ("on cube are netties", "on Kubernetes"),
        ("it is item potent", "it is idempotent"),
        ("our S L O fell", "our SLO fell"),
    ],
)
def test_a_misheard_term_is_put_right(heard, told):
    assert text(with_terms(utterance(heard), TERMS)) == told


@pytest.mark.parametrize(
    "heard",
    [
        "look ahead because we must",
        "the p ninety five was",
        "vitamin B-12 is not in it",
        "we look ahead. Bias is bad",
        "I looked at bias and we look at bias and at their bias, looking at bias",
        "let me look at the bias and look at her bias",
        "it was slow and we link it",
        "throughout the year my coffee was cold",
        "he was impotent and she was important",
        "the pressure at the back of the room",
        "the lookahead bias is flinking",
        "flink and p99",
        "our ninety ninth percentile and the percentile ninety nine",
        "it is an important part of link and fill in a link",
        "the graph and the keyboard, it's new",
        "",
    ],
)
def test_ordinary_words_and_terms_that_are_right_stay(heard):
    assert with_terms(utterance(heard), TERMS) == utterance(heard)


def test_an_ordinary_word_is_no_term_that_sounds_like_it():
    words = utterance("the table scaled perfectly after two retries and I need a cotton thread")
    assert with_terms(words, ("Tableau", "Scala", "Prefect", "Redis", "Kotlin", "Kibana")) == words


def test_words_on_both_sides_of_a_pause_are_no_term():
    before, after = Word("look", 0.0, 0.3), Word("ahead", 0.4, 0.8)
    assert text(with_terms((before, after, Word("buyers", 0.9, 1.3)), TERMS)) == "lookahead bias"
    assert text(with_terms((before, after, Word("buyers", 2.0, 2.4)), TERMS)) == "look ahead buyers"


def test_the_likelier_of_two_that_share_a_word_counts():
    words = utterance("a look ahead bias")
    assert text(with_terms(words, ("bias test", "lookahead bias"))) == "a lookahead bias"


def test_what_was_heard_is_kept_with_its_time_and_can_come_back():
    words = utterance("we had look ahead buyers, and")
    right = with_terms(words, TERMS)
    assert [word.heard for word in right] == [None, None, "look ahead buyers,", "", None]
    assert (right[2].start, right[3].end) == (words[2].start, words[4].end)
    assert right[2].end == right[3].start
    assert text(as_heard(right)) == text(words)


def test_a_term_is_no_surer_than_its_least_sure_word():
    words = (Word("item", 0.0, 0.3, 0.9), Word("potent", 0.3, 0.6, 0.4))
    assert [word.probability for word in with_terms(words, TERMS)] == [0.4]


def test_seconds_that_the_speaker_keeps_are_left():
    words = utterance("flank and flank")
    assert text(with_terms(words, TERMS, [(0.0, 0.4)])) == "flank and Flink"


def test_what_sounds_the_same_is_alike_and_what_does_not_is_not():
    assert likeness("cafca", "kafka") == 1.0
    assert likeness("packer", "backer") > likeness("macker", "backer") > likeness("sacker", "backer")
    assert likeness("fling", "flink") > likeness("flit", "flink")
    assert likeness("because", "bias") == likeness("2024", "bias") == likeness("bias", "") == 0.0


WORDS = st.lists(
    st.sampled_from("look ahead buyers, by us bias flank the p ninety nine 99 five. cube are netties S L O we".split()),
    max_size=14,
).map(lambda words: utterance(" ".join(words)))


@given(WORDS)
def test_putting_right_twice_changes_nothing_more_and_nothing_heard_is_lost(words):
    right = with_terms(words, TERMS)
    assert with_terms(right, TERMS) == right
    assert text(as_heard(right)) == text(words)
    assert text(with_terms(as_heard(right), TERMS)) == text(right)
    assert all(word.start <= word.end for word in right)
    assert all(early.end <= late.start + 1e-9 for early, late in pairwise(right))


@given(WORDS)
def test_without_a_term_nothing_is_touched(words):
    assert with_terms(words, ()) == words
    assert with_terms(words, ("Czochralski",)) == words


def test_terms_are_the_authors_first_then_jargon_by_its_form_and_capped():
    point = "- [ ] Point | we used Flink, the p99, I'm sure of it, Big GraphQL"
    lines = f"# T\nterms: lookahead bias, flink\n\n## One [0:10-0:20]\n{point}\n"
    assert question_terms(parse(lines, "t")) == ("lookahead bias", "flink", "p99", "GraphQL")
    many = ", ".join(f"term{at}" for at in range(60))
    lines = f"# T\nterms: {many}\n\n## One [0:10-0:20]\n- [ ] P | a phrase\n"
    assert len(question_terms(parse(lines, "t"))) == MOST_TERMS
