"""What is done to the words of any engine."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.speech import Word
from runthrough.recognition.loops import UNCERTAIN, without_loops
from runthrough.recognition.words import LEAST_WORD, spread, tidy, within_voice


def words(text: str) -> list[Word]:
    return [Word(part, index * 0.3, index * 0.3 + 0.3) for index, part in enumerate(text.split())]


def texts(heard) -> str:
    return " ".join(word.text for word in heard)


def test_a_speaker_who_stutters_is_written_down_as_spoken():
    said = "I want to, I want to, I want to say very very very very very clearly"
    assert texts(without_loops(words(said))) == said


def test_a_phrase_the_engine_repeats_over_and_over_is_kept_once():
    assert texts(without_loops(words("Well. " + "We got some. " * 22 + "Right."))) == "Well. We got some. Right."


def test_a_word_the_engine_repeats_over_and_over_is_kept_once():
    assert texts(without_loops(words("so " + "no, " * 6 + "yes"))) == "so no, yes"


def test_what_is_kept_of_a_loop_is_marked_as_uncertain():
    kept = without_loops(words("Well. " + "We got some. " * 22 + "Right."))
    assert [word.probability for word in kept] == [None, UNCERTAIN, UNCERTAIN, UNCERTAIN, None]


def test_a_loop_that_ran_out_of_room_in_its_middle_is_one_loop():
    assert texts(without_loops(words("We got some. " * 3 + "We got"))) == "We got some."
    assert texts(without_loops(words("to the room " * 2 + "to the"))) == "to the room to the room to the"


def test_a_word_that_is_a_loop_in_itself_is_dropped_and_a_figure_is_not():
    assert texts(without_loops(words("It was akakakakakaka, 100000000 in all."))) == "It was 100000000 in all."
    assert texts(without_loops(words("so 24-444-444-444-444-444-444-444 yes"))) == "so yes"
    assert texts(without_loops(words("call 555-5555-5555 now"))) == "call 555-5555-5555 now"


def test_punctuation_and_notes_of_music_are_no_words():
    assert texts(tidy(words("... Hello ♪♪♪ - there ?"), 5.0)) == "Hello there"


def test_words_beyond_the_end_of_the_clip_are_brought_inside():
    tidied = tidy([Word("late", 3.0, 3.4), Word("later", 3.4, 3.9)], 2.0)
    assert [(word.start, word.end) for word in tidied] == [(1.95, 2.0), (1.95, 2.0)]


def test_a_word_squeezed_to_nothing_gets_room_and_pushes_the_next():
    tidied = tidy([Word("a", 1.0, 1.0, 0.5), Word("b", 1.0, 1.3, 0.9)], 2.0)
    assert tidied == (Word("a", 1.0, 1.05, 0.5), Word("b", 1.05, 1.3, 0.9))


@given(st.lists(st.tuples(st.floats(-1, 40), st.floats(-1, 40)), max_size=30), st.floats(0.3, 30))
def test_tidy_words_follow_one_another_inside_the_clip(times, seconds):
    tidied = tidy([Word(f"word{index}", *pair) for index, pair in enumerate(times)], seconds)
    assert len(tidied) == len(times)
    starts = [word.start for word in tidied]
    assert starts == sorted(starts)
    for word in tidied:
        assert -0.001 <= word.start <= word.end - LEAST_WORD + 0.002
        assert word.end <= seconds + 0.001


def test_words_are_spread_over_the_voice_by_their_letters():
    voiced = np.array([False] * 10 + [True] * 10)
    heard = spread(["six", "letters"], voiced, 0.1)
    assert [(word.text, round(word.start, 2), round(word.end, 2)) for word in heard] == [
        ("six", 1.0, 1.3),
        ("letters", 1.3, 2.0),
    ]


def test_no_word_bridges_a_pause():
    voiced = np.array([True] * 12 + [False] * 20 + [True] * 8)
    heard = spread(["alpha", "bravo", "delta", "hotel"], voiced, 0.1)
    assert [(round(word.start, 2), round(word.end, 2)) for word in heard] == [
        (0.0, 0.5),
        (0.5, 1.0),
        (3.2, 3.5),
        (3.5, 4.0),
    ]


def test_words_without_any_voiced_frame_are_spread_over_all():
    assert [(word.start, word.end) for word in spread(["one", "two"], np.zeros(10, np.bool_), 0.1)] == [
        (0.0, 0.5),
        (0.5, 1.0),
    ]


def test_nothing_said_is_spread_over_nothing():
    assert spread(["?", "..."], np.ones(10, np.bool_), 0.1) == []
    assert spread(["word"], np.zeros(0, np.bool_), 0.1) == []


@given(st.lists(st.booleans(), min_size=1, max_size=200), st.lists(st.text("abc", min_size=1), min_size=1, max_size=40))
def test_spread_words_are_in_order_within_the_stretch(voiced, said):
    heard = spread(said, np.array(voiced), 0.032)
    assert [word.text for word in heard] == said
    edges = [edge for word in heard for edge in (word.start, word.end)]
    assert edges[0] >= 0
    assert edges[-1] <= len(voiced) * 0.032 + 1e-6
    assert all(late - early >= -1e-6 for early, late in pairwise(edges))


def test_a_first_word_that_drifted_into_the_silence_begins_with_the_voice():
    voiced = np.array([False] * 10 + [True] * 10 + [False] * 10)
    held = within_voice([Word("one", 0.2, 1.4), Word("two", 1.4, 2.8, 0.5)], voiced, 0.1)
    assert [(word.start, round(word.end, 2)) for word in held] == [(1.0, 1.4), (1.4, 2.1)]


def test_words_near_the_edges_of_the_voice_stay_where_they_are():
    voiced = np.array([False] * 10 + [True] * 10)
    near = [Word("one", 0.9, 1.4), Word("two", 1.4, 2.05)]
    assert within_voice(near, voiced, 0.1) == near
    assert within_voice(near, np.zeros(20, np.bool_), 0.1) == near
    assert within_voice([], voiced, 0.1) == []


def test_a_word_far_from_the_voice_keeps_some_length():
    voiced = np.array([False] * 30 + [True] * 10 + [False] * 30)
    before, behind = within_voice([Word("one", 0.2, 0.6), Word("two", 5.0, 5.5)], voiced, 0.1)
    assert (before.end - before.start, behind.end - behind.start) == pytest.approx((LEAST_WORD, LEAST_WORD))
