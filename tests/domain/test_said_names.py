"""Where names of the list were said, and which seconds of the sound have to be covered."""

import pytest

from runthrough.domain.review import Review, SectionReview
from runthrough.domain.said_names import MEASURED_MARGIN, SPREAD_MARGIN, how_many, names_said, to_cover
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse

ONE, TWO = parse("# Q\n## One [1:00]\n- [ ] A | a\n## Two [1:00]\n- [ ] B | b\n", "test").sections


def spoken(*utterances: str, recogniser: str = "Whisper base", pace: float = 1.0) -> Transcript:
    """A word every `pace` seconds, without a pause between the utterances."""
    made, at = [], 0
    for number, text in enumerate(utterances):
        words = [Word(word, (at + i) * pace, (at + i + 0.8) * pace) for i, word in enumerate(text.split())]
        made.append(Utterance(f"u{number}", tuple(words), recogniser))
        at += len(words)
    return Transcript(tuple(made))


def heard(section, transcript) -> SectionReview:
    return SectionReview(section, 60.0, transcript=transcript, meter="m")


def test_a_name_is_told_with_its_section_its_words_and_its_second():
    review = Review("q", "Q", (heard(ONE, spoken("we left")), heard(TWO, spoken("then Blue River came"))))
    (said,) = names_said(review, ("Blue River",))
    assert (said.section_id, said.found.name, said.found.first, said.found.last, said.at) == (
        "two",
        "Blue River",
        1,
        2,
        1.0,
    )


def test_a_section_without_a_transcript_tells_no_names():
    assert names_said(Review("q", "Q", (SectionReview(ONE, 60.0),)), ("Acme",)) == ()
    assert to_cover(SectionReview(ONE, 60.0), ("Acme",)) == ()


@pytest.mark.parametrize(("recogniser", "margin"), [("Whisper base", MEASURED_MARGIN), ("Moonshine", SPREAD_MARGIN)])
def test_times_that_are_estimates_are_covered_more_widely(recogniser, margin):
    words = spoken("at the old Acme we built it", recogniser=recogniser)
    assert to_cover(heard(ONE, words), ("Acme",))[0] == pytest.approx((3 - margin, 3.8 + margin))


def test_names_near_one_another_are_covered_in_one_stretch_and_others_apart():
    words = spoken("Acme Acme but much later there was again one Acme")
    found = to_cover(heard(ONE, words), ("Acme",))
    assert len(found) == 2
    assert found[0] == pytest.approx((-MEASURED_MARGIN, 1.8 + MEASURED_MARGIN))


def test_a_name_over_two_utterances_takes_the_wider_margin_of_their_recognisers():
    first, second = spoken("we met Blue").utterances[0], spoken("and so on River was it").utterances[0]
    late = Utterance("u9", tuple(Word(w.text, w.start, w.end) for w in second.words[3:]), "Moonshine tiny-en")
    (found,) = to_cover(heard(ONE, Transcript((first, late))), ("Blue River",))
    assert found == pytest.approx((2 - SPREAD_MARGIN, 3.8 + SPREAD_MARGIN))


def test_the_count_is_a_sentence():
    review = Review("q", "Q", (heard(ONE, spoken("Acme and Acme")),))
    said = names_said(review, ("Acme",))
    assert how_many(said) == "2 names of your list were said"
    assert how_many(said[:1]) == "1 name of your list was said"
