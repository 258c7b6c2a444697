"""The pace over a take and along it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.delivery.moments import Spoken
from runthrough.domain.delivery.pace import articulation, pace, pace_curve
from runthrough.domain.norms import QUIET_PACE, Aims
from runthrough.domain.speech import Stretch, Word


def spoken(count, gap, seconds, text="word"):
    """So many words, one every `gap` seconds, in a take of this length."""
    return Spoken(tuple(Word(text, round(at * gap, 3), round(at * gap + gap / 2, 3)) for at in range(count)), seconds)


def test_a_take_shorter_than_the_window_has_no_curve():
    assert pace_curve(spoken(40, 0.4, 19.9)) == ()


def test_the_curve_has_whole_windows_alone():
    curve = pace_curve(spoken(100, 0.4, 40.0))
    assert (curve[0].at, curve[-1].at) == (10.0, 30.0)
    assert len(curve) == 11


@given(gap=st.floats(0.2, 1.0), seconds=st.floats(30, 300))
def test_of_evenly_spoken_words_the_curve_is_the_pace(gap, seconds):
    for each in pace_curve(spoken(int(seconds / gap), gap, seconds)):
        assert each.words_per_minute == pytest.approx(60 / gap, abs=7)  # a word or two at the borders


@given(gap=st.sampled_from((0.25, 0.4, 0.5, 1.0)), seconds=st.integers(15, 150).map(lambda half: half * 2.0))
def test_the_mean_of_an_evenly_spoken_take_is_its_pace(gap, seconds):
    take = spoken(round(seconds / gap), gap, seconds)
    curve = [each.words_per_minute for each in pace_curve(take)]
    assert sum(curve) / len(curve) == pytest.approx(pace(take).words_per_minute)


@given(
    spans=st.lists(st.tuples(st.floats(0, 90), st.floats(0, 2), st.sampled_from(("word", "um"))), max_size=60),
    seconds=st.floats(0, 100),
    window=st.floats(1, 30),
    step=st.floats(0.5, 10),
)
def test_each_point_counts_the_words_whose_middle_lies_in_its_window(spans, seconds, window, step):
    words = tuple(Word(text, start, start + length) for start, length, text in spans)
    middles = [(word.start + word.end) / 2 for word in words if word.text == "word"]
    curve = pace_curve(Spoken(words, seconds), QUIET_PACE, window, step)
    for index, each in enumerate(curve):
        begin = index * step
        assert each.at == begin + window / 2
        assert begin + window <= seconds + 1e-6
        assert each.words_per_minute == sum(begin <= middle < begin + window for middle in middles) * 60 / window
    assert len(curve) * step + window > seconds - 1e-6


@pytest.mark.parametrize(("window", "step"), [(0.0, 2.0), (-1.0, 2.0), (20.0, 0.0), (20.0, -2.0)])
def test_a_window_or_a_step_of_nothing_makes_no_curve(window, step):
    assert pace_curve(spoken(100, 0.4, 40.0), QUIET_PACE, window, step) == ()


def test_filler_sounds_are_no_words_on_the_curve_either():
    assert {each.words_per_minute for each in pace_curve(spoken(100, 0.4, 40.0, "um"))} == {0.0}


def test_a_hurried_stretch_is_seen_where_it_is():
    slow, fast = spoken(40, 0.6, 24.0).words, spoken(100, 0.2, 20.0).words
    hurried = tuple(Word(word.text, word.start + 24, word.end + 24) for word in fast)
    curve = pace_curve(Spoken(slow + hurried, 44.0))
    assert curve[0].words_per_minute == pytest.approx(100, abs=4)
    assert curve[-1].words_per_minute == pytest.approx(300, abs=4)
    assert pace(Spoken(slow + hurried, 44.0)).words == 140


def test_a_stretch_outside_the_quiet_zone_is_marked_and_one_inside_is_not():
    slow, fast = spoken(40, 0.6, 24.0).words, spoken(100, 0.2, 20.0).words
    hurried = tuple(Word(word.text, word.start + 24, word.end + 24) for word in fast)
    measured = pace(Spoken(slow + hurried, 44.0))
    assert {each.outside for each in measured.curve} == {True, False}
    assert [(each.begin, each.end) for each in measured.moments] == [(0.0, 24.0), (12.0, 44.0)]
    assert "300" in measured.moments[-1].text
    assert pace(spoken(140, 0.4, 56.0)).moments == ()


def test_the_quiet_zone_lies_as_far_around_the_speakers_own_band():
    assert Aims().quiet_pace == QUIET_PACE
    assert Aims((100, 120)).quiet_pace == (80, 135)
    assert pace(spoken(140, 0.4, 56.0), Aims((90, 110))).moments != ()


def test_silence_is_no_time_spent_articulating():
    voice = (Stretch(0.5, 10.0), Stretch(12.0, 20.0), Stretch(20.2, 29.0))
    take = replace(spoken(100, 0.29, 30.0), voice=voice)
    measured = articulation(take)
    assert measured.spoken_seconds == 26.5  # 0.5 + 2.0 + 1.0 s of silence; 0.2 s count as speaking
    assert measured.words_per_minute == pytest.approx(100 * 60 / 26.5)
    assert articulation(spoken(100, 0.29, 30.0)).words_per_minute is None


def test_the_pace_is_all_words_over_the_whole_take():
    assert pace(spoken(150, 0.4, 60.0)).words_per_minute == 150
    assert pace(spoken(150, 0.4, 90.0)).words_per_minute == 100


def test_filler_sounds_are_no_words_and_too_few_words_have_no_pace():
    assert pace(spoken(150, 0.4, 60.0, "um,")).words == 0
    assert pace(spoken(19, 0.2, 5.0)).words_per_minute is None
    assert pace(spoken(20, 0.2, 0.0)).words_per_minute is None
