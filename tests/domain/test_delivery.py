"""The pace over a take and along it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.delivery import pace, pace_curve
from runthrough.domain.speech import Transcript, Utterance, Word


def spoken(count, gap, text="word"):
    """So many words, one every `gap` seconds."""
    words = tuple(Word(text, round(at * gap, 3), round(at * gap + gap / 2, 3)) for at in range(count))
    return Transcript((Utterance("u", words, "Fake"),)) if words else Transcript()


def test_a_take_shorter_than_the_window_has_no_curve():
    assert pace_curve(spoken(40, 0.4), 19.9) == ()


def test_the_curve_has_whole_windows_alone():
    curve = pace_curve(spoken(100, 0.4), 40.0)
    assert (curve[0].at, curve[-1].at) == (10.0, 30.0)
    assert len(curve) == 11


@given(gap=st.floats(0.2, 1.0), seconds=st.floats(30, 300))
def test_of_evenly_spoken_words_the_curve_is_the_pace(gap, seconds):
    transcript = spoken(int(seconds / gap), gap)
    for each in pace_curve(transcript, seconds):
        assert each.words_per_minute == pytest.approx(60 / gap, abs=7)  # a word or two at the borders


@given(gap=st.sampled_from((0.25, 0.4, 0.5, 1.0)), seconds=st.integers(15, 150).map(lambda half: half * 2.0))
def test_the_mean_of_an_evenly_spoken_take_is_its_pace(gap, seconds):
    transcript = spoken(round(seconds / gap), gap)
    curve = [each.words_per_minute for each in pace_curve(transcript, seconds)]
    assert sum(curve) / len(curve) == pytest.approx(pace(transcript, seconds).words_per_minute)


@given(
    spans=st.lists(st.tuples(st.floats(0, 90), st.floats(0, 2), st.sampled_from(("word", "um"))), max_size=60),
    seconds=st.floats(0, 100),
    window=st.floats(1, 30),
    step=st.floats(0.5, 10),
)
def test_each_point_counts_the_words_whose_middle_lies_in_its_window(spans, seconds, window, step):
    words = tuple(Word(text, start, start + length) for start, length, text in spans)
    transcript = Transcript((Utterance("u", words, "Fake"),)) if words else Transcript()
    middles = [(word.start + word.end) / 2 for word in words if word.text == "word"]
    curve = pace_curve(transcript, seconds, window, step)
    for index, each in enumerate(curve):
        begin = index * step
        assert each.at == begin + window / 2
        assert begin + window <= seconds + 1e-6
        assert each.words_per_minute == sum(begin <= middle < begin + window for middle in middles) * 60 / window
    assert len(curve) * step + window > seconds - 1e-6


@pytest.mark.parametrize(("window", "step"), [(0.0, 2.0), (-1.0, 2.0), (20.0, 0.0), (20.0, -2.0)])
def test_a_window_or_a_step_of_nothing_makes_no_curve(window, step):
    assert pace_curve(spoken(100, 0.4), 40.0, window, step) == ()


def test_filler_sounds_are_no_words_on_the_curve_either():
    assert {each.words_per_minute for each in pace_curve(spoken(100, 0.4, "um"), 40.0)} == {0.0}


def test_a_hurried_stretch_is_seen_where_it_is():
    slow, fast = spoken(40, 0.6).words, spoken(100, 0.2).words
    hurried = tuple(Word(word.text, word.start + 24, word.end + 24) for word in fast)
    curve = pace_curve(Transcript((Utterance("u", slow + hurried, "Fake"),)), 44.0)
    assert curve[0].words_per_minute == pytest.approx(100, abs=4)
    assert curve[-1].words_per_minute == pytest.approx(300, abs=4)
    assert pace(Transcript((Utterance("u", slow + hurried, "Fake"),)), 44.0).words == 140
