"""Which verdict holds: the machine's, or the speaker's own."""

from runthrough.domain.question import Section
from runthrough.domain.review import Review, SectionReview, StandingVerdict
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict

TEMPLATE = """# Move on?
## Why [1:00-1:30]
- [ ] Zeal | keen
- [ ] Figure | percent
- [ ] Art | craft
"""
SECTION: Section = parse(TEMPLATE, "test").sections[0]
ZEAL, FIGURE, ART = (point.id for point in SECTION.checkpoints)
SAID = CheckpointVerdict(ZEAL, Verdict.SAID, 0.9, Evidence(0, 1), {"cue": 0.9})
PARTLY = CheckpointVerdict(FIGURE, Verdict.PARTLY, 0.5, Evidence(2, 3), {"cue": 0.5}, "no number")
MISSED = CheckpointVerdict(ART, Verdict.MISSED, 0.0)
JUDGED = (SAID, PARTLY, MISSED)


def reviewed(verdicts: tuple[CheckpointVerdict, ...] = JUDGED, **overrules: Verdict) -> SectionReview:
    ids = {"zeal": ZEAL, "figure": FIGURE, "art": ART}
    own = {ids.get(name, name): Overrule(verdict) for name, verdict in overrules.items()}
    return SectionReview(SECTION, 60.0, verdicts=verdicts, overrules=own)


def test_what_nobody_overruled_stands_as_the_machine_found_it():
    assert reviewed().standing == (StandingVerdict(SAID), StandingVerdict(PARTLY), StandingVerdict(MISSED))
    assert reviewed().said == 1


def test_the_speakers_word_stands_on_the_evidence_that_the_machine_found():
    zeal = reviewed(zeal=Verdict.MISSED).standing[0]
    assert zeal.by_you
    assert zeal.verdict.verdict is Verdict.MISSED
    assert (zeal.verdict.score, zeal.verdict.evidence, zeal.verdict.channels) == (0.9, Evidence(0, 1), {"cue": 0.9})


def test_what_a_partly_lacks_is_told_as_long_as_the_word_is_partly():
    assert reviewed(figure=Verdict.PARTLY).standing[1] == StandingVerdict(PARTLY, by_you=True)
    assert reviewed(figure=Verdict.SAID).standing[1].verdict.why == ""


def test_the_machines_verdict_is_still_known_when_it_is_overruled():
    assert reviewed(zeal=Verdict.MISSED, art=Verdict.SAID).verdicts == JUDGED


def test_what_counts_as_said_is_what_stands():
    assert reviewed(art=Verdict.SAID, figure=Verdict.SAID).said == 3
    assert reviewed(zeal=Verdict.PARTLY).said == 0
    review = Review("q", "Q", (reviewed(art=Verdict.SAID), reviewed(zeal=Verdict.MISSED)))
    assert (review.said, review.asked) == (2, 6)


def test_a_section_that_was_never_judged_stands_on_the_speakers_word_alone():
    section = reviewed((), art=Verdict.SAID, zeal=Verdict.PARTLY)
    assert [(each.verdict.checkpoint_id, each.verdict.verdict, each.by_you) for each in section.standing] == [
        (ZEAL, Verdict.PARTLY, True),
        (ART, Verdict.SAID, True),
    ]
    assert all(each.verdict.evidence is None for each in section.standing)
    assert section.said == 1


def test_verdicts_stand_in_the_order_of_the_checkpoints_however_they_came():
    section = reviewed((MISSED, SAID), figure=Verdict.SAID)
    assert [each.verdict.checkpoint_id for each in section.standing] == [ZEAL, FIGURE, ART]


def test_a_word_on_a_checkpoint_that_the_section_does_not_have_changes_nothing():
    assert reviewed(elsewhere=Verdict.SAID).standing == reviewed().standing
    assert reviewed(elsewhere=Verdict.SAID).said == 1
