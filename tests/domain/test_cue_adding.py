"""The speaker's words as a cue: which phrase, for which checkpoint of the template in use, written where."""

import pytest

from runthrough.domain.cue_adding import CueOffer, cue_offer, short_phrase, with_cue
from runthrough.domain.ladder import at_length
from runthrough.domain.question import Length
from runthrough.domain.template_text import parse

TEXT = """# Q
// what I keep in mind
## Why [1:00-1:30]
- [ ] Growth (must) | ready for more , harder problems
- [ ] Figure (must, number) | percent, faster & latency, pricing service  // no comment here
## End [1:00-1:30]
- [ ] Hindsight | do differently
"""
TEMPLATE = parse(TEXT, "test")
GROWTH, FIGURE, HINDSIGHT = TEMPLATE.checkpoints


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("a larger team", "larger team"),
        ("We shipped the rollback.", "shipped the rollback"),
        ("Rollback!", "rollback"),
        ("the", ""),
        ("SLA", ""),
        ("in the end it was a much steeper learning curve for all of us", "steeper learning curve"),
    ],
)
def test_a_short_phrase_is_cut_out_of_what_was_said(words, phrase):
    assert short_phrase(words) == phrase


def test_a_phrase_that_is_a_cue_already_is_not_offered_again():
    assert short_phrase("a steeper curve", ["Steeper curve"]) == ""


def test_words_that_hold_a_cue_need_none():
    assert cue_offer(TEMPLATE, GROWTH, "I was, um, Ready for more.") is None
    assert cue_offer(TEMPLATE, GROWTH, "a steeper learning curve") == CueOffer("why/growth", "steeper learning curve")


def test_a_checkpoint_that_is_no_longer_asked_for_gets_no_offer():
    now = parse(TEXT.replace("Hindsight", "Foresight"), "test")
    assert cue_offer(now, HINDSIGHT, "start with the tests") is None


def test_the_checkpoint_of_a_shorter_form_is_found_again_by_its_name():
    short = at_length(TEMPLATE, Length.THIRTY_SECONDS)
    (growth, _figure) = short.checkpoints
    assert cue_offer(TEMPLATE, growth, "a steeper learning curve") == CueOffer("why/growth", "steeper learning curve")
    twice = parse(TEXT.replace("Hindsight", "Growth").replace("Why", "What"), "test")
    assert cue_offer(twice, growth, "a steeper learning curve") is None, "either might be meant"


def test_the_phrase_joins_the_group_that_the_words_represent_least():
    assert cue_offer(TEMPLATE, FIGURE, "the pricing got much cheaper").group == 0
    assert cue_offer(TEMPLATE, FIGURE, "it became faster overnight").group == 1


def test_a_cue_is_written_into_its_line_and_all_else_stays():
    told = with_cue(TEXT, CueOffer("why/growth", "steeper curve"))
    assert told == TEXT.replace("harder problems", "harder problems, steeper curve")
    assert parse(told, "test").checkpoints[0].cue_groups == (("ready for more", "harder problems", "steeper curve"),)
    grouped = with_cue(TEXT, CueOffer("why/figure", "times cheaper", 0))
    assert parse(grouped, "test").checkpoints[1].cue_groups[0] == ("percent", "faster", "times cheaper")


def test_a_cue_of_the_section_is_not_written_twice_and_a_checkpoint_that_is_gone_gets_none():
    assert with_cue(TEXT, CueOffer("why/growth", "Latency")) is None
    assert with_cue(TEXT, CueOffer("why/gone", "steeper curve")) is None
