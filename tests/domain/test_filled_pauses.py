"""Filled pauses beside the words: answers, their place, and how they count."""

from __future__ import annotations

from runthrough.domain.delivery.fillers import fillers
from runthrough.domain.delivery.lines import lead_lines
from runthrough.domain.delivery.measures import measure
from runthrough.domain.delivery.moments import Spoken
from runthrough.domain.filled_pauses import FilledPause, merged, nearest, with_answers, word_before
from runthrough.domain.norms import Aims
from runthrough.domain.speech import Stretch, Word

TEXT = "So I built the thing and then it ran well for years and nobody ever had to touch it again at all."
WORDS = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(TEXT.split()))
NO_LIST = Aims(filler_words=())


def spoken(*pauses: FilledPause) -> Spoken:
    return Spoken(WORDS, 30.0, None, (), pauses)


def test_what_is_found_waits_until_the_speaker_answers():
    found = (Stretch(1.0, 1.4), Stretch(5.0, 5.3))
    assert with_answers(found, (), ()) == (FilledPause(1.0, 1.4), FilledPause(5.0, 5.3))
    answered = with_answers(found, (FilledPause(5.0, 5.3, filler=False),), ())
    assert [each.filler for each in answered] == [None, False]


def test_an_answer_outlives_another_recognition_that_finds_it_a_little_elsewhere():
    answers = (FilledPause(1.0, 1.4, filler=True), FilledPause(5.0, 5.3, filler=False))
    again = with_answers((Stretch(1.1, 1.5), Stretch(4.9, 5.2)), answers, ())
    assert again == (FilledPause(1.1, 1.5, filler=True), FilledPause(4.9, 5.2, filler=False))


def test_a_confirmed_filler_stays_though_nothing_is_found_there_any_more():
    answers = (FilledPause(1.0, 1.4, filler=True), FilledPause(5.0, 5.3, filler=False))
    assert with_answers((), answers, ()) == (FilledPause(1.0, 1.4, filler=True),)


def test_a_filler_that_a_recogniser_writes_down_after_all_counts_once():
    um = (Word("um,", 1.1, 1.5),)
    assert with_answers((Stretch(1.0, 1.4),), (), um) == ()
    assert with_answers((), (FilledPause(1.0, 1.4, filler=True),), um) == ()


def test_clips_that_share_sound_find_it_once():
    assert merged([Stretch(2.0, 2.4), Stretch(0.5, 0.8), Stretch(2.3, 2.6)]) == (Stretch(0.5, 0.8), Stretch(2.0, 2.6))


def test_the_time_that_a_speaker_gives_may_be_a_second_off():
    pauses = (FilledPause(1.0, 1.4), FilledPause(3.0, 3.4))
    assert nearest(pauses, 2.1) == pauses[0]
    assert nearest(pauses, 3.2) == pauses[1]
    assert nearest(pauses, 4.5) is None
    assert nearest((), 1.0) is None


def test_it_stands_behind_the_word_that_was_said_before_it():
    words = (Word("one", 0.5, 1.0), Word("two", 2.0, 2.5))
    places = [word_before(FilledPause(at, at + 0.3), words) for at in (0.1, 1.2, 2.6)]
    assert places == [-1, 0, 1]


def test_confirmed_ones_count_as_sounds_and_the_others_are_told_apart():
    found = fillers(
        spoken(FilledPause(1.0, 1.3, filler=True), FilledPause(2.0, 2.3), FilledPause(3.0, 3.3, filler=False)), NO_LIST
    )
    assert found.count == 1
    assert [(each.text, each.begin, each.first) for each in found.sounds] == [("(uh)", 1.0, None)]
    assert [(each.text, each.begin) for each in found.waiting] == [("(uh?)", 2.0)]
    assert found.per_minute == 2.0
    assert found.share == 1 / (len(WORDS) + 1)


def test_the_line_of_fillers_says_that_some_wait():
    line = lead_lines(measure(spoken(FilledPause(1.0, 1.3), FilledPause(2.0, 2.3)), (), NO_LIST))[1]
    assert line.value == "at least 0"
    assert line.detail.endswith("2 more to confirm")
    assert "count once you confirm them" in line.norm.line


def test_moments_come_in_the_order_in_which_they_were_said():
    words = (*WORDS[:3], Word("um", 1.5, 1.9), *WORDS[4:])
    found = fillers(Spoken(words, 30.0, None, (), (FilledPause(0.9, 1.2, filler=True),)), NO_LIST)
    assert [each.text for each in found.moments] == ["(uh)", "um"]


def test_words_keep_their_indices():
    assert spoken(FilledPause(1.0, 1.3, filler=True)).words == WORDS
