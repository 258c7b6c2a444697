"""How often machine and speaker agree, and over what it is counted."""

from runthrough.domain.agreement import Agreement, Compared, agreement
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict

SAID, PARTLY, MISSED = Verdict.SAID, Verdict.PARTLY, Verdict.MISSED
NOT_SURE = CheckpointVerdict("one/point", MISSED, 0.4, Evidence(0, 3))


def judged(machine, own=None):
    evidence = None if machine is MISSED else Evidence(0, 3)
    return Compared(CheckpointVerdict("one/point", machine, 0.8, evidence), own)


def test_nobody_who_set_no_verdict_agrees_or_disagrees():
    assert agreement([]) is None
    assert agreement([[judged(SAID), judged(MISSED)], []]) is None


def test_all_verdicts_of_a_run_through_that_was_corrected_count():
    found = agreement([[judged(SAID), judged(MISSED, SAID), judged(PARTLY)], [judged(SAID)] * 9])
    assert found == Agreement(2, 3)
    assert found.words == "agrees with you on 2 of 3"


def test_a_confirmed_verdict_agrees_and_one_set_to_something_else_does_not():
    assert agreement([[judged(SAID, SAID)]]) == Agreement(1, 1)
    assert agreement([[judged(PARTLY, SAID), judged(SAID, MISSED), judged(MISSED, MISSED)]]) == Agreement(1, 3)


def test_what_is_not_sure_counts_once_the_speaker_has_answered():
    assert agreement([[judged(SAID, SAID), Compared(NOT_SURE)]]) == Agreement(1, 1)
    assert agreement([[Compared(NOT_SURE, MISSED), Compared(NOT_SURE, SAID)]]) == Agreement(1, 2)
