"""The page that leaves: it tells what the review tells, and no name of the list, wherever it may hide."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runthrough.domain.debrief import Debrief, Fix, FixKind, Keep, Quote
from runthrough.domain.delivery.measures import deliveries_of
from runthrough.domain.follow_ups import FollowUp
from runthrough.domain.handout import Material, handout
from runthrough.domain.masking import MASK
from runthrough.domain.review import Elsewhere, Review, SectionReview
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict

TEMPLATE = parse(
    "# Leaving Acme\n## One [0:10-0:20]\n- [ ] Growth at Acme | growth\n- [ ] Timing | finished\n"
    "## Follow-ups [0:10-0:20]\n> What then?\n- [ ] Hand over | shall I\n",
    "test",
)
ONE, ASKING = TEMPLATE.sections
GROWTH, TIMING = ONE.checkpoints
SPOKEN = "We grew the desk at Acme with Blue River as a partner. It went from two to ten."


def transcript(text: str) -> Transcript:
    words = tuple(Word(word, round(at * 0.5, 3), round(at * 0.5 + 0.4, 3)) for at, word in enumerate(text.split()))
    return Transcript((Utterance("u", words, "Fake"),)) if words else Transcript()


def section(text: str = SPOKEN, **facts) -> SectionReview:
    verdicts = (
        CheckpointVerdict(GROWTH.id, Verdict.SAID, 0.9, Evidence(1, 4)),
        CheckpointVerdict(TIMING.id, Verdict.MISSED, 0.0),
    )
    made = SectionReview(ONE, 15.0, transcript=transcript(text), verdicts=verdicts, meter="Fake 1")
    return replace(made, **facts)


def material(*sections: SectionReview, debrief: Debrief | None = None, **facts) -> Material:
    review = Review("q", TEMPLATE.title, sections or (section(),), "run-1", "2026-03-01T09:30:00+00:00")
    return Material(replace(review, **facts), debrief or Debrief(), (), deliveries_of(review))


def page(made: Material, *names: str) -> str:
    return handout(made, names).text


def test_a_page_has_title_time_verdicts_with_their_quotes_delivery_and_the_words():
    text = page(material())
    assert text.startswith("# Leaving Acme\n")
    assert "1 of 2 checkpoints said" in text
    assert "0:15 in 0:10–0:20 (in the band)" in text
    assert "- **said**: Growth at Acme, 0:00 “grew the desk at”" in text
    assert "- **missed**: Timing" in text
    assert "Delivery:" in text
    assert f"0:00 {SPOKEN}" in text
    assert MASK not in text


def test_without_a_list_nothing_is_said_of_masks_and_with_one_it_is_counted():
    assert "masked" not in page(material())
    made = handout(material(), ("Acme", "Blue River"))
    assert f"> {made.masked} places are masked ({MASK})" in made.text
    assert made.text.count(MASK) == made.masked + 1  # the note shows one
    assert "> Nothing was masked" in page(material(), "Zenith")


def test_names_are_masked_in_title_labels_quotes_questions_delivery_and_words():
    debrief = Debrief(
        (Keep(ONE.id, Quote(2.0, "at Acme with"), "Acme: 1 of 2 said"),),
        Fix(FixKind.NUMBER, ONE.id, GROWTH.id, Quote(2.5, "Blue River as"), "Say less of Acme.", "leave Acme out."),
    )
    made = replace(material(debrief=debrief), follow_ups=(FollowUp("Why did you leave Acme?", ONE.id, GROWTH.id),))
    text = page(made, "Acme", "Blue River")
    assert not [word for word in ("acme", "blue", "river") if word in text.lower()]
    assert "A listener might ask:" in text


def test_a_quote_that_begins_or_ends_within_a_name_tells_nothing_of_it():
    at_river = CheckpointVerdict(GROWTH.id, Verdict.SAID, 0.9, Evidence(8, 10))
    to_blue = CheckpointVerdict(TIMING.id, Verdict.PARTLY, 0.5, Evidence(6, 7), why="too vague")
    text = page(material(section(verdicts=(at_river, to_blue))), "Blue River")
    assert f"**said**: Growth at Acme, 0:04 “{MASK} as a”" in text
    assert f"**partly** (too vague): Timing, 0:03 “with {MASK}”" in text
    assert "Blue" not in text
    assert "River" not in text


def test_what_was_said_elsewhere_and_what_the_speaker_decided_are_told():
    place = Elsewhere("follow-ups", "Follow-ups", 3.0, "we were finished", Verdict.SAID)
    text = page(material(section(elsewhere={TIMING.id: place}, overrules={GROWTH.id: Overrule(Verdict.PARTLY)})))
    assert "- **partly** (by the speaker): Growth at Acme" in text
    assert "- **said in Follow-ups**: Timing, 0:03 “we were finished”" in text


def test_what_was_asked_stands_in_the_follow_up_section():
    asked = SectionReview(ASKING, 12.0, transcript=transcript("I would go on"), meter="Fake 1")
    text = page(material(section(), asked, follow_ups=("Why now?",)))
    assert "Asked:\n\n- Why now?" in text[text.index("## Follow-ups") :]


def test_a_section_that_is_not_transcribed_or_silent_says_so():
    assert "No transcript yet." in page(material(SectionReview(ONE, 15.0)))
    assert "No speech in this take." in page(material(section("", verdicts=())))


def test_signs_that_mean_something_in_markdown_stand_as_they_are():
    assert r"we took \*all\* of \[it\] \<b\>" in page(material(section("we took *all* of [it] <b>", verdicts=())))


WORDS = st.lists(st.sampled_from(["we", "Acme", "blue", "River", "then", "it.", "Acme's", "Blue", "grew"]), max_size=12)


@pytest.mark.parametrize("names", [("Acme",), ("Acme", "Blue River")])
@given(words=WORDS, ends=st.tuples(st.integers(0, 11), st.integers(0, 11)))
def test_no_name_is_left_whatever_was_said_and_quoted(names, words, ends):
    verdicts = ()
    if words:
        first, last = sorted(min(end, len(words) - 1) for end in ends)
        verdicts = (CheckpointVerdict(GROWTH.id, Verdict.SAID, 0.9, Evidence(first, last)),)
    text = page(material(section(" ".join(words), verdicts=verdicts)), *names).lower()
    assert "acme" not in text
    if len(names) > 1:
        assert "blue river" not in text
