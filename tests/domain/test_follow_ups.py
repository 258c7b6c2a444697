"""What the next run-through asks, drawn from what was weak or missed in this one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.follow_ups import (
    MOST_FOLLOW_UPS,
    asked_in,
    asking,
    follow_up_section,
    follow_ups,
    prompt_of,
)
from runthrough.domain.review import Elsewhere, Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict

SAID, PARTLY, MISSED = Verdict.SAID, Verdict.PARTLY, Verdict.MISSED
TEMPLATE = parse(
    """# Q
## Opening [1:00-1:30]
- [ ] Growth (must) | ready for more
? Why not where you are?
? And if they promoted you?
- [ ] Timing | project is finished
- [ ] A joke (could) | made me laugh
## Results [0:40-0:50]
- [ ] Before and after (must, number) | from minutes to seconds
- [ ] Users | people use it
? Who would miss it?
## Follow-ups [1:00]
> Which questions do you expect?
- [ ] A short answer (must) | the short answer
? What would break first?
- [ ] Hand over | shall I go on
""",
    "test",
)
OPENING, RESULTS, ASKING = TEMPLATE.sections
WORDS = Transcript((Utterance("u", tuple(Word(text, 0.0, 0.1) for text in "we use it a lot".split()), "Fake"),))


def review(asked=(), without=(), **verdicts) -> Review:
    """All sections spoken but for those `without`; what is not named was said. Evidence are words without a figure."""

    def judged(point):
        verdict = verdicts.get(point.label.lower().replace(" ", "_"), SAID)
        return CheckpointVerdict(point.id, verdict, 0.5, None if verdict is MISSED else Evidence(0, 4))

    sections = tuple(
        SectionReview(section, 60.0, transcript=WORDS, verdicts=tuple(map(judged, section.checkpoints)), meter="m")
        for section in TEMPLATE.sections
        if section.id not in without
    )
    return Review("q", "Q", sections, "run", "2026-03-01T09:30:00+00:00", tuple(asked))


def texts(*reviews) -> list[str]:
    return [each.text for each in follow_ups(reviews)]


def test_who_said_everything_is_asked_nothing():
    assert texts(review()) == []


def test_before_the_first_run_through_there_is_nothing_to_ask():
    assert texts() == []


def test_a_checkpoint_half_said_is_asked_with_the_follow_up_that_its_author_wrote():
    (asked,) = follow_ups([review(users=PARTLY)])
    assert (asked.text, asked.section_id, asked.checkpoint_id) == ("Who would miss it?", "results", "results/users")


def test_half_said_comes_before_a_missed_must_and_that_before_what_else_was_missed():
    found = texts(review(growth=MISSED, timing=MISSED, users=PARTLY))
    assert found == [
        "Who would miss it?",
        "Why not where you are?",
        "Nothing was heard about “Timing”. What would you say?",
    ]


def test_a_half_said_must_comes_before_what_else_was_half_said():
    assert texts(review(timing=PARTLY, before_and_after=PARTLY))[1].startswith("You only touched on “Timing”")


def test_a_checkpoint_that_could_be_said_is_not_asked_when_it_was_missed():
    assert texts(review(a_joke=MISSED)) == []


def test_a_missing_figure_is_asked_for_in_those_words():
    wanted = ["You gave no figure for “Before and after”. What is it?"]
    assert texts(review(before_and_after=MISSED)) == wanted
    assert texts(review(before_and_after=PARTLY)) == wanted, "words were heard, but no figure in them"


def test_a_figure_that_was_heard_is_not_called_missing():
    said = review(before_and_after=PARTLY)
    figures = Transcript(
        (Utterance("u", tuple(Word(text, 0.0, 0.1) for text in "from nine to two it went".split()), "F"),)
    )
    sections = tuple(replace(each, transcript=figures) for each in said.sections)
    assert texts(replace(said, sections=sections)) == [
        "You only touched on “Before and after”. What more can you say about it?"
    ]


def test_a_checkpoint_gives_one_question_and_there_are_at_most_three():
    found = follow_ups([review(growth=PARTLY, timing=PARTLY, before_and_after=PARTLY, users=PARTLY, a_joke=PARTLY)])
    assert len(found) == MOST_FOLLOW_UPS
    assert len({each.checkpoint_id for each in found}) == MOST_FOLLOW_UPS


def test_what_was_asked_this_time_is_not_asked_again_at_once():
    assert texts(review(["why not  where you are?"], growth=MISSED)) == ["And if they promoted you?"]
    asked = ["Why not where you are?", "And if they promoted you?"]
    (made,) = texts(review(asked, growth=MISSED))
    assert made == "Nothing was heard about “Growth”. What would you say?"
    assert texts(review([*asked, made], growth=MISSED)) == []


def test_questions_of_a_run_through_that_ended_before_them_may_be_asked_again():
    cut = review(["Why not where you are?"], without=("follow-ups",), growth=MISSED)
    assert asked_in(cut) == ()
    assert texts(cut) == ["Why not where you are?"]


def test_a_checkpoint_of_the_follow_up_section_gives_a_written_question_or_none():
    assert texts(review(a_short_answer=MISSED, hand_over=MISSED)) == ["What would break first?"]


def test_the_speakers_own_verdict_counts():
    heard = review(growth=MISSED)
    opening = replace(heard.sections[0], overrules={"opening/growth": Overrule(SAID)})
    assert texts(replace(heard, sections=(opening, *heard.sections[1:]))) == []


def test_what_was_said_in_another_section_is_not_asked_and_what_was_half_said_there_is():
    heard = review(growth=MISSED)

    def covered(verdict):
        place = Elsewhere("results", "Results", 3.0, "we use it", verdict)
        opening = replace(heard.sections[0], elsewhere={"opening/growth": place})
        return replace(heard, sections=(opening, *heard.sections[1:]))

    assert texts(covered(SAID)) == []
    assert texts(covered(PARTLY)) == ["Why not where you are?"]
    asked = replace(covered(PARTLY), follow_ups=("Why not where you are?", "And if they promoted you?"))
    assert texts(asked) == ["You only touched on “Growth”. What more can you say about it?"]


def test_redoing_one_section_alone_does_not_forget_what_was_weak_in_the_others():
    whole = review(growth=MISSED, users=PARTLY)
    redone = review(without=("opening", "follow-ups"))
    assert texts(redone, whole) == ["Why not where you are?"], "the results are said now, the opening still is not"


def test_a_section_without_verdicts_is_looked_up_in_the_run_through_before():
    unheard = review()
    unheard = replace(unheard, sections=tuple(replace(each, meter=None, verdicts=()) for each in unheard.sections))
    assert texts(unheard, review(growth=MISSED)) == ["Why not where you are?"]


@pytest.mark.parametrize("name", ["Follow-ups", "follow ups", "Follow-up questions", "QUESTIONS", "Followups"])
def test_the_follow_up_section_is_the_last_one_if_it_is_called_so(name):
    named = replace(ASKING, name=name)
    assert follow_up_section((OPENING, named)) is named
    assert follow_up_section((named, OPENING)) is None


def test_a_template_without_one_has_none():
    assert follow_up_section((OPENING, RESULTS)) is None
    assert follow_up_section(()) is None
    assert asking(replace(TEMPLATE, sections=(OPENING,)), (OPENING,), ("Why?",)) == (OPENING,)


def test_the_follow_up_section_asks_the_questions_in_place_of_its_prompt():
    shown = asking(TEMPLATE, TEMPLATE.sections, ("Why?", "How?"))
    assert shown[:2] == (OPENING, RESULTS)
    assert shown[2].prompt == "1. Why?\n2. How?"
    assert replace(shown[2], prompt=ASKING.prompt) == ASKING
    assert asking(TEMPLATE, (ASKING,), ("Why?",))[0].prompt == "Why?"


def test_with_nothing_to_ask_the_templates_own_prompt_stays():
    assert asking(TEMPLATE, TEMPLATE.sections, ()) == TEMPLATE.sections


def test_one_question_has_no_number():
    assert prompt_of(("Why?",)) == "Why?"


@given(
    st.fixed_dictionaries({name: st.sampled_from(list(Verdict)) for name in ("growth", "timing", "users", "a_joke")})
)
def test_the_same_review_gives_the_same_questions_and_never_one_twice(verdicts):
    first = review(**verdicts)
    found = texts(first)
    assert found == texts(first)
    assert len(set(found)) == len(found) <= MOST_FOLLOW_UPS
    assert not set(found) & set(texts(replace(first, follow_ups=tuple(found))))
