"""Evidence that the speaker moved: seconds that find their words again, also in another transcript."""

from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.moved_evidence import span_of, words_within
from runthrough.domain.question import Section
from runthrough.domain.review import Review, SectionReview, corrected
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict

SECTION: Section = parse("# Q\n## Why [1:00-1:30]\n- [ ] Zeal | keen\n- [ ] Art | craft\n", "test").sections[0]
ZEAL, ART = (point.id for point in SECTION.checkpoints)


def spoken(text: str, pace: float = 0.5, begin: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word(word, begin + at * pace, begin + (at + 0.8) * pace) for at, word in enumerate(text.split()))


def section(words, *verdicts, **own):
    heard = Transcript((Utterance("u-001", words, "Fake"),)) if words else Transcript()
    overrules = {{"zeal": ZEAL, "art": ART}[name]: each for name, each in own.items()}
    return SectionReview(SECTION, 60.0, transcript=heard, verdicts=verdicts, overrules=overrules)


def quote(review, index=0):
    return review.quote(review.standing[index].verdict.evidence)


WORDS = spoken("I am very keen on the craft of it.")


@given(st.integers(0, 8), st.integers(0, 8))
def test_in_the_transcript_they_were_chosen_in_the_same_words_are_found(one, other):
    evidence = Evidence(min(one, other), max(one, other))
    assert words_within(WORDS, span_of(WORDS, evidence)) == evidence


def test_another_recogniser_with_other_words_and_times_finds_what_was_said_then():
    span = span_of(WORDS, Evidence(3, 6))  # "keen on the craft"
    again = spoken("I'm very keen, on the kraft of it", pace=0.48, begin=0.6)
    found = words_within(again, span)
    assert " ".join(word.text for word in again[found.first : found.last + 1]) == "keen, on the kraft"


def test_a_single_long_word_over_those_seconds_is_better_than_none():
    assert words_within((Word("Weeelll", 0.0, 3.0),), (0.2, 1.0)) == Evidence(0, 0)
    assert words_within(WORDS, (30.0, 31.0)) is None
    assert words_within((), (0.0, 1.0)) is None


def test_the_words_that_the_speaker_named_stand_before_the_machines():
    machine = CheckpointVerdict(ZEAL, Verdict.SAID, 0.9, Evidence(0, 2))
    named = section(WORDS, machine).own_verdict(ZEAL, Verdict.PARTLY, Evidence(3, 4))
    assert quote(section(WORDS, machine, zeal=named)) == "keen on"


def test_a_verdict_without_words_keeps_those_it_stood_on_when_it_was_set():
    perhaps = CheckpointVerdict(ZEAL, Verdict.MISSED, 0.4, Evidence(2, 3))
    yes = section(WORDS, perhaps).own_verdict(ZEAL, Verdict.SAID)
    again = section(spoken("I am very green on the craft"), CheckpointVerdict(ZEAL, Verdict.MISSED, 0.0), zeal=yes)
    assert quote(again) == "very green"
    assert section(WORDS, perhaps).own_verdict(ZEAL, Verdict.MISSED) == Overrule(Verdict.MISSED)
    assert section(WORDS).own_verdict(ART, Verdict.SAID) == Overrule(Verdict.SAID)


def test_an_answer_ends_the_question():
    perhaps = CheckpointVerdict(ZEAL, Verdict.MISSED, 0.4, Evidence(2, 3))
    assert section(WORDS, perhaps).standing[0].unsure
    answered = section(WORDS, perhaps, zeal=Overrule(Verdict.MISSED)).standing[0]
    assert not answered.unsure
    assert answered.verdict.evidence == Evidence(2, 3)


def test_what_the_machine_did_not_recognise_is_told_with_its_words():
    missed, said = (
        CheckpointVerdict(ZEAL, Verdict.MISSED, 0.0),
        CheckpointVerdict(ART, Verdict.SAID, 0.9, Evidence(6, 6)),
    )
    own = {"zeal": Overrule(Verdict.SAID, span_of(WORDS, Evidence(3, 4))), "art": Overrule(Verdict.SAID)}
    found = corrected(Review("q", "Q", (section(WORDS, missed, said, **own),)))
    assert [(each.point.id, each.quote) for each in found] == [(ZEAL, "keen on")]
    assert corrected(Review("q", "Q", (section(WORDS, missed, zeal=Overrule(Verdict.SAID)),))) == []
