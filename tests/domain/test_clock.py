"""What the clock says, at and around every border."""

import pytest

from runthrough.domain.clock import (
    TimeState,
    course,
    format_band,
    format_difference,
    format_time,
    off_band,
    plan_text,
    remaining_text,
    state_text,
    time_state,
)
from runthrough.domain.question import Band

BAND = Band(60, 90)


@pytest.mark.parametrize(
    ("seconds", "state", "text"),
    [
        (0, TimeState.BEFORE, "1:00 to the band"),
        (42.9, TimeState.BEFORE, "0:18 to the band"),
        (59.99, TimeState.BEFORE, "0:01 to the band"),
        (60, TimeState.IN, "In the band"),
        (74.99, TimeState.IN, "In the band"),
        (75, TimeState.WRAP, "Wrap up"),
        (89.99, TimeState.WRAP, "Wrap up"),
        (90, TimeState.OVER, "Over by 0:00"),
        (102.5, TimeState.OVER, "Over by 0:12"),
    ],
)
def test_the_time_state_changes_exactly_at_minimum_midpoint_and_maximum(seconds, state, text):
    assert (time_state(BAND, seconds), state_text(BAND, seconds)) == (state, text)


def test_elapsed_and_remaining_time_add_up_on_every_second():
    assert remaining_text(BAND, 68.4) == "0:22 left of 1:30"
    assert remaining_text(BAND, 90) == "Band 1:00–1:30"


@pytest.mark.parametrize(("seconds", "off"), [(52, -8), (56, 0), (60, 0), (94, 0), (95, 0), (96, 6), (102, 12)])
def test_a_review_is_milder_than_the_clock(seconds, off):
    assert off_band(BAND, seconds) == off


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.99, "0:59"), (60, "1:00"), (3599, "59:59"), (3600, "1:00:00"), (7325, "2:02:05")],
)
def test_times_are_cut_not_rounded(seconds, text):
    assert format_time(seconds) == text


def test_differences_carry_a_true_sign_and_bands_an_en_dash():
    assert (format_difference(12), format_difference(-6.5)) == ("+0:12", "\u22120:06")
    assert format_band(BAND) == "1:00–1:30"


def test_the_course_counts_the_past_as_it_was_and_the_rest_as_planned():
    bands = (BAND, BAND, BAND)
    assert course(bands, 0, 0, 10) == 225
    assert course(bands, 1, 100, 20) == 250
    assert course(bands, 1, 100, 80) == 255


def test_the_course_never_falls_while_somebody_speaks():
    bands = (BAND, Band(15, 20), BAND)
    courses = [course(bands, 1, 80, seconds / 10) for seconds in range(600)]
    assert courses == sorted(courses)


@pytest.mark.parametrize(
    ("done", "text"),
    [
        (75, "on plan, on course for 3:45"),
        (84, "0:09 behind, on course for 3:54"),
        (55, "0:20 ahead, on course for 3:25"),
        (120, "0:45 behind, on course for 4:30, over 4:00"),
    ],
)
def test_the_plan_is_compared_in_words(done, text):
    assert plan_text((BAND, BAND, BAND), 1, done, 0, Band(180, 240)) == text
