"""A checkpoint that was covered in another section than its own: no miss, and not said where it belongs."""

from runthrough.domain.review import Elsewhere, SectionReview, with_elsewhere
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Outcome, Overrule, Verdict

TEMPLATE = parse(
    """# Q
## Why [1:00-1:30]
- [ ] Zeal | keen
- [ ] Art | craft
## Moving on [1:00-1:30]
- [ ] Growth | ready for more
## End [1:00-1:30]
- [ ] Hindsight | do differently
""",
    "test",
)
WHY, MOVING_ON, END = TEMPLATE.sections
ZEAL, ART = (point.id for point in WHY.checkpoints)
WORDS = tuple(Word(text, float(at), at + 0.5) for at, text in enumerate("I am keen on the craft of it.".split()))


def spoken(section, *own, seconds=60.0, **facts):
    heard = Transcript((Utterance("u-001", WORDS, "Fake"),))
    return SectionReview(section, seconds, transcript=heard, verdicts=own, meter="Fake 1.0", **facts)


def missed(checkpoint_id, evidence=None):
    return CheckpointVerdict(checkpoint_id, Verdict.MISSED, 0.0, evidence)


def covered(checkpoint_id, first, last, verdict=Verdict.SAID, score=0.8):
    return CheckpointVerdict(checkpoint_id, verdict, score, Evidence(first, last))


def where(section, index):
    return section.said_elsewhere(section.standing[index])


def test_a_checkpoint_that_is_missed_in_its_section_tells_where_it_was_said_instead():
    why, _ = with_elsewhere(
        (spoken(WHY, missed(ZEAL), missed(ART)), spoken(MOVING_ON)), {MOVING_ON.id: (covered(ZEAL, 1, 2),)}
    )
    assert where(why, 0) == Elsewhere("moving-on", "Moving on", 1.0, "am keen", Verdict.SAID)
    assert where(why, 1) is None
    assert why.said == 0, "it counts for no section"


def test_what_is_said_in_its_own_section_needs_no_other():
    sections = (spoken(WHY, covered(ZEAL, 1, 2), missed(ART)), spoken(MOVING_ON))
    why, _ = with_elsewhere(sections, {MOVING_ON.id: (covered(ZEAL, 1, 2),)})
    assert why.elsewhere == {}


def test_what_is_partly_said_here_stays_partly_but_the_other_place_is_known():
    partly = covered(ZEAL, 0, 2, Verdict.PARTLY)
    why, _ = with_elsewhere((spoken(WHY, partly), spoken(MOVING_ON)), {MOVING_ON.id: (covered(ZEAL, 1, 2),)})
    assert where(why, 0) is None
    assert ZEAL in why.elsewhere


def test_the_better_of_several_places_counts_and_of_equal_ones_the_earlier():
    sections = (spoken(WHY, missed(ZEAL), missed(ART)), spoken(MOVING_ON), spoken(END))
    found = {
        MOVING_ON.id: (covered(ZEAL, 1, 2, Verdict.PARTLY, 0.9), covered(ART, 4, 5)),
        END.id: (covered(ZEAL, 0, 2, Verdict.SAID, 0.7), covered(ART, 4, 5)),
    }
    why, *_ = with_elsewhere(sections, found)
    assert (where(why, 0).section_id, where(why, 0).verdict) == ("end", Verdict.SAID)
    assert where(why, 1).section_id == "moving-on"


def test_the_speakers_own_missed_is_believed_before_another_section():
    section = spoken(WHY, missed(ZEAL), overrules={ZEAL: Overrule(Verdict.MISSED)})
    why, _ = with_elsewhere((section, spoken(MOVING_ON)), {MOVING_ON.id: (covered(ZEAL, 1, 2),)})
    assert where(why, 0) is None


def test_a_question_to_the_speaker_comes_before_what_was_partly_said_elsewhere_and_after_what_was_said():
    unsure = spoken(WHY, missed(ZEAL, Evidence(0, 1)), missed(ART, Evidence(2, 3)))
    partly, said = covered(ZEAL, 1, 2, Verdict.PARTLY), covered(ART, 4, 5)
    why, _ = with_elsewhere((unsure, spoken(MOVING_ON)), {MOVING_ON.id: (partly, said)})
    assert [why.outcome(each) for each in why.standing] == [Outcome.UNSURE, Outcome.ELSEWHERE]
    answered = spoken(WHY, missed(ZEAL, Evidence(0, 1)), overrules={ZEAL: Overrule(Verdict.MISSED)})
    assert [answered.outcome(each) for each in answered.standing] == [Outcome.MISSED]


def test_a_place_without_its_words_is_none():
    sections = (spoken(WHY, missed(ZEAL)), SectionReview(MOVING_ON, 60.0))
    why, _ = with_elsewhere(sections, {MOVING_ON.id: (covered(ZEAL, 1, 2), missed(ART))})
    assert why.elsewhere == {}


def test_a_text_has_no_seconds_to_play():
    sections = (spoken(WHY, missed(ZEAL)), spoken(MOVING_ON, seconds=None))
    why, _ = with_elsewhere(sections, {MOVING_ON.id: (covered(ZEAL, 1, 2),)})
    assert where(why, 0).at is None
