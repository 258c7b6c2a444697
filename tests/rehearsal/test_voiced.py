"""Where a voice is heard in a take."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.speech import Stretch
from runthrough.rehearsal.voiced import VoicedStretches

FRAME = 0.032


def stretches(*probabilities):
    heard = VoicedStretches()
    heard.feed(np.array(probabilities, np.float32))
    return heard.stretches()


def frames(*pairs):
    return tuple(Stretch(round(begin * FRAME, 3), round(end * FRAME, 3)) for begin, end in pairs)


def test_silence_has_no_voice():
    assert stretches() == ()
    assert stretches(*[0.1] * 50) == ()


def test_a_voice_begins_at_a_half_and_goes_on_while_it_is_above_a_third():
    assert stretches(0.4, 0.4, 0.5, 0.4, 0.4, 0.36, 0.4, 0.1, 0.1, 0.1, 0.1) == frames((2, 7))


def test_the_closure_of_a_consonant_is_within_the_speech_and_a_pause_is_not():
    assert stretches(*[0.9] * 5, *[0.1] * 3, *[0.9] * 5) == frames((0, 13))
    assert stretches(*[0.9] * 5, *[0.1] * 4, *[0.9] * 5) == frames((0, 5), (9, 14))


def test_a_click_is_no_voice():
    assert stretches(*[0.1] * 5, 0.9, 0.9, *[0.1] * 5, 0.9, 0.9, 0.9, *[0.1] * 5) == frames((12, 15))


def test_a_take_that_ends_in_a_falling_voice_ends_where_it_fell():
    assert stretches(*[0.9] * 5, 0.1, 0.1) == frames((0, 5))
    assert stretches(*[0.9] * 5) == frames((0, 5))


@given(st.lists(st.sampled_from((0.1, 0.3, 0.4, 0.6, 0.9)), max_size=80), st.integers(1, 9))
def test_stretches_are_the_same_however_the_frames_come_and_lie_apart(probabilities, size):
    pieces = VoicedStretches()
    for begin in range(0, len(probabilities), size):
        pieces.feed(np.array(probabilities[begin : begin + size], np.float32))
    found = pieces.stretches()
    assert found == stretches(*probabilities)
    edges = [edge for each in found for edge in (each.start, each.end)]
    assert edges == sorted(edges)
    assert all(one.end + 0.1 <= other.start for one, other in pairwise(found))
    assert all(edge <= len(probabilities) * FRAME + 0.001 for edge in edges)
