"""A stored run-through as its review tells it."""

from runthrough.domain.review import Elsewhere
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict
from runthrough.storage.reviews import read_review
from storage.stored import METER, ended, make_runthrough, make_take, make_utterance

TEMPLATE = """# Why?
## Motivation [1:00-1:30]
- [ ] Zeal | keen on it
## Moving on [1:00-1:30]
- [ ] Growth | ready for more
"""
ZEAL, GROWTH = "motivation/zeal", "moving-on/growth"


def test_what_another_take_of_the_run_through_covered_is_told_with_its_words_and_time(journal, library):
    runthrough = make_runthrough(template_text=TEMPLATE)
    redone, first = make_take(runthrough), make_take(runthrough, 2)
    second = make_take(runthrough, 3, section_id="moving-on")
    missed = (CheckpointVerdict(ZEAL, Verdict.MISSED, 0.0),)
    journal.runthrough_started(runthrough)
    for take, text in ((redone, "No."), (first, "Well, no."), (second, "I am keen on it.")):
        journal.take_started(take)
        journal.utterance_heard(take.id, make_utterance(take, text=text))
        journal.take_ended(ended(take))
    journal.take_judged(redone.id, METER, missed, (CheckpointVerdict(GROWTH, Verdict.SAID, 0.9, Evidence(0, 0)),))
    journal.take_judged(first.id, METER, missed)
    journal.take_judged(
        second.id,
        METER,
        (CheckpointVerdict(GROWTH, Verdict.MISSED, 0.0),),
        (CheckpointVerdict(ZEAL, Verdict.PARTLY, 0.7, Evidence(2, 4)),),
    )
    motivation, moving_on = read_review(library, library.find(runthrough.id)).sections
    assert motivation.elsewhere == {ZEAL: Elsewhere("moving-on", "Moving on", 1.2, "keen on it.", Verdict.PARTLY)}
    assert moving_on.elsewhere == {}, "a take that does not stand covers nothing"
