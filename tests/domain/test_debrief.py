"""What is kept and what is fixed first, rule by rule and in their order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.debrief import FixKind, Quote, SectionResult, Slip, debrief, next_time
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict

SAID, PARTLY, MISSED = Verdict.SAID, Verdict.PARTLY, Verdict.MISSED
TEMPLATE = parse(
    """# Q
## Opening [1:00-1:30]
- [ ] Growth (must) | ready for more
- [ ] Timing | project is finished
## Results [0:40-0:50]
- [ ] Before and after (must, number) | from minutes to seconds
- [ ] Users | people use it
## End [0:20-0:30]
- [ ] Hindsight | do differently
""",
    "test",
)
OPENING, RESULTS, END = TEMPLATE.sections
GROWTH, TIMING = (point.id for point in OPENING.checkpoints)
FIGURE, USERS = (point.id for point in RESULTS.checkpoints)
HINDSIGHT = END.checkpoints[0].id


def results(**verdicts):
    """All three sections in their bands; what is not named was missed."""
    named = {"growth": GROWTH, "timing": TIMING, "figure": FIGURE, "users": USERS, "hindsight": HINDSIGHT}
    found = {checkpoint: verdicts.get(name, MISSED) for name, checkpoint in named.items()}
    lengths = {OPENING.id: 70.0, RESULTS.id: 45.0, END.id: 25.0}
    return [
        SectionResult(
            section,
            lengths[section.id],
            {point.id: found[point.id] for point in section.checkpoints},
            {
                point.id: Quote(1.5, f"words for {point.label}")
                for point in section.checkpoints
                if found[point.id] != MISSED
            },
        )
        for section in TEMPLATE.sections
    ]


def test_what_was_said_in_another_section_is_no_missed_must_and_no_missing_figure():
    opening, *others = results(timing=SAID, users=SAID, hindsight=SAID)
    told = [replace(opening, elsewhere={GROWTH: PARTLY}), replace(others[0], elsewhere={FIGURE: SAID}), others[1]]
    assert debrief(told, ({GROWTH: MISSED}, {GROWTH: MISSED})).fix is None


def test_what_is_not_sure_is_no_missed_must_and_no_missing_figure():
    opening, *others = results(timing=SAID, users=SAID, hindsight=SAID)
    told = [replace(opening, unsure={GROWTH}), replace(others[0], unsure={FIGURE}), others[1]]
    assert debrief(told, ()).fix is None


def test_a_figure_that_was_partly_said_in_another_section_is_still_to_be_said():
    opening, *others = results(growth=SAID)
    fix = debrief([opening, replace(others[0], elsewhere={FIGURE: PARTLY}), others[1]], ()).fix
    assert (fix.kind, fix.checkpoint_id) == (FixKind.NUMBER, FIGURE)


def test_nothing_said_and_nothing_known_keeps_nothing():
    assert debrief(results(figure=SAID), ()).keeps == ()


def test_a_checkpoint_newly_said_after_two_misses_is_kept_with_its_words():
    (keep,) = debrief(results(growth=SAID), ({GROWTH: MISSED}, {GROWTH: MISSED})).keeps
    assert keep.section_id == OPENING.id
    assert keep.quote == Quote(1.5, "words for Growth")
    assert keep.reason == "Opening: Growth, newly said after 2 misses"


def test_all_misses_since_it_was_last_said_are_told():
    (keep,) = debrief(results(growth=SAID), [{GROWTH: MISSED}] * 3 + [{GROWTH: SAID}]).keeps
    assert keep.reason.endswith("newly said after 3 misses")


def test_one_miss_before_is_no_news():
    assert debrief(results(growth=SAID), ({GROWTH: MISSED}, {GROWTH: SAID})).keeps == ()


def test_a_run_through_that_left_a_section_out_does_not_break_a_row_of_misses():
    assert debrief(results(growth=SAID), ({GROWTH: MISSED}, {}, {GROWTH: MISSED})).keeps != ()


def test_a_full_section_in_its_band_is_kept():
    (keep,) = debrief(results(growth=SAID, timing=SAID), ()).keeps
    assert keep.reason == "Opening: 2 of 2 said, in the band"


def test_a_full_section_is_kept_with_the_first_words_there_are():
    spoken = results(growth=SAID, timing=SAID)
    spoken[0] = replace(spoken[0], quotes={TIMING: Quote(9.0, "the project is finished")})
    (keep,) = debrief(spoken, ()).keeps
    assert keep.quote == Quote(9.0, "the project is finished")


def test_a_full_section_out_of_its_band_is_not():
    spoken = results(growth=SAID, timing=SAID)
    spoken[0] = replace(spoken[0], seconds=130.0)
    assert debrief(spoken, ()).keeps == ()


def test_a_streak_of_five_is_kept_and_one_of_four_is_not():
    before = {HINDSIGHT: SAID}
    spoken = [replace(each, seconds=200.0) for each in results(hindsight=SAID)]
    assert debrief(spoken, [before] * 3).keeps == ()
    (keep,) = debrief(spoken, [before] * 4).keeps
    assert keep.reason.endswith("said 5 run-throughs in a row")


def test_at_most_three_are_kept_one_a_section_and_news_comes_first():
    everything = results(growth=SAID, timing=SAID, figure=SAID, users=SAID, hindsight=SAID)
    keeps = debrief(everything, [{HINDSIGHT: MISSED}, {HINDSIGHT: MISSED}]).keeps
    assert [keep.section_id for keep in keeps] == [END.id, OPENING.id, RESULTS.id]


def test_a_number_that_was_asked_for_and_not_said_is_fixed_first():
    spoken = results(growth=MISSED, figure=PARTLY)
    fix = debrief(spoken, ({GROWTH: MISSED}, {GROWTH: MISSED})).fix
    assert (fix.kind, fix.section_id, fix.checkpoint_id) == (FixKind.NUMBER, RESULTS.id, FIGURE)
    assert fix.text == "Results has no figure for “Before and after” in 0:45. Say the number."
    assert fix.quote == Quote(1.5, "words for Before and after")


def test_a_number_that_was_said_is_not_asked_for_again():
    spoken = results(growth=SAID, figure=PARTLY)
    spoken[1] = replace(spoken[1], quotes={FIGURE: Quote(4.0, "from 40 minutes to something shorter")})
    assert debrief(spoken, ()).fix is None


def test_words_that_the_speaker_turned_down_are_not_quoted():
    spoken = results(growth=SAID)
    spoken[1] = replace(spoken[1], quotes={FIGURE: Quote(4.0, "we were 40 people")})
    fix = debrief(spoken, ()).fix
    assert (fix.kind, fix.quote) == (FixKind.NUMBER, None)


def test_a_must_missed_twice_comes_next():
    fix = debrief(results(figure=SAID), ({GROWTH: MISSED},)).fix
    assert (fix.kind, fix.checkpoint_id) == (FixKind.MUST, GROWTH)


def test_then_the_largest_overrun():
    spoken = results(figure=SAID, growth=SAID)
    spoken[0] = replace(spoken[0], seconds=100.0)
    spoken[2] = replace(spoken[2], seconds=80.0)
    fix = debrief(spoken, ()).fix
    assert (fix.kind, fix.section_id) == (FixKind.OVERRUN, END.id)
    assert "0:50" in fix.text


SLIP = Slip("Complaint about people", Quote(3.0, "my boss never listens"), "Say what you look for.")


def test_then_a_possible_pitfall_with_its_words_and_what_to_do_instead():
    opening, *others = results(growth=SAID, figure=SAID)
    fix = debrief([replace(opening, slips=(SLIP,)), *others], ()).fix
    assert (fix.kind, fix.section_id, fix.quote) == (FixKind.PITFALL, OPENING.id, SLIP.quote)
    assert fix.text == "Possibly in Opening: Complaint about people. Say what you look for."
    assert next_time(fix).endswith("in Opening, say what you look for.")


def test_an_overrun_comes_before_a_possible_pitfall_and_a_must_missed_once_after():
    opening, *others = results(figure=SAID)
    slipped = replace(opening, slips=(SLIP,))
    assert debrief([slipped, *others], ()).fix.kind is FixKind.PITFALL
    assert debrief([replace(slipped, seconds=130.0), *others], ()).fix.kind is FixKind.OVERRUN


def test_a_must_missed_for_the_first_time_comes_last():
    fix = debrief(results(figure=SAID), ({GROWTH: SAID},)).fix
    assert (fix.kind, fix.text) == (FixKind.MUST, "“Growth” was missed. It is a must of Opening.")
    over = results(figure=SAID)
    over[2] = replace(over[2], seconds=80.0)
    assert debrief(over, ()).fix.kind is FixKind.OVERRUN
    assert debrief(results(figure=SAID, growth=SAID), ()).fix is None


def test_next_time_says_what_history_knows():
    earlier = [{FIGURE: SAID}, {FIGURE: MISSED}, {FIGURE: PARTLY}, {FIGURE: MISSED}]
    fix = debrief(results(figure=PARTLY), earlier).fix
    assert next_time(fix) == "say the number of “Before and after” in Results. Said once in the last 5 run-throughs."


@given(
    spoken=st.lists(st.sampled_from((SAID, PARTLY, MISSED)), min_size=5, max_size=5),
    before=st.lists(
        st.dictionaries(st.sampled_from((GROWTH, TIMING, FIGURE, USERS, HINDSIGHT)), st.sampled_from(tuple(Verdict))),
        max_size=6,
    ),
    lengths=st.lists(st.none() | st.floats(0, 200), min_size=3, max_size=3),
)
def test_whatever_was_said_there_are_three_keeps_at_most_each_for_words_that_were_said(spoken, before, lengths):
    named = dict(zip(("growth", "timing", "figure", "users", "hindsight"), spoken, strict=True))
    whole = [replace(each, seconds=at) for each, at in zip(results(**named), lengths, strict=True)]
    made = debrief(whole, before)
    said = {quote for each in whole for point, quote in each.quotes.items() if each.verdicts[point] is SAID}
    assert len(made.keeps) <= 3
    assert len({keep.section_id for keep in made.keeps}) == len(made.keeps)
    assert all(keep.quote in said for keep in made.keeps)
    if made.fix and made.fix.checkpoint_id:
        verdicts = {point: verdict for each in whole for point, verdict in each.verdicts.items()}
        assert verdicts[made.fix.checkpoint_id] is not SAID


def test_a_section_nobody_judged_leads_to_no_fix():
    assert debrief([SectionResult(RESULTS, 45.0, {})], ()).fix is None
