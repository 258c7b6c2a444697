"""How a section was said, in the terminal and as JSON."""

import json
from dataclasses import replace

from rich.console import Console

from runthrough.cli.as_json import review_json
from runthrough.cli.show_beside import Beside
from runthrough.cli.show_review import show_review
from runthrough.domain.delivery.measures import DELIVERY_RULES
from runthrough.domain.norms import Aims
from runthrough.domain.question import Band, Section
from runthrough.domain.review import Review, SectionReview
from runthrough.domain.speech import Stretch, Transcript, Utterance, Word

TEXT = "So, I built it, you know, and um it ran. " + "We all ship the code and then I go home now. " * 4
WORDS = tuple(Word(word, at * 0.5, at * 0.5 + 0.4) for at, word in enumerate(TEXT.split()))
SPOKEN = SectionReview(
    Section("why", "Why", Band(20, 30)),
    27.0,
    transcript=Transcript((Utterance("u-001", WORDS, "Fake"),)),
    voice=(Stretch(0.0, 4.0), Stretch(5.8, 14.0), Stretch(16.2, 26.0)),
    meter="Fake 1.0",
)


def shown(section: SectionReview, aims: Aims = Aims()) -> list[str]:  # noqa: B008  frozen
    console = Console(width=160, no_color=True)
    with console.capture() as captured:
        show_review(Review("q", "Move on?", (section,)), console, Beside(aims=aims))
    return [" ".join(line.split()) for line in captured.get().splitlines()]


def test_the_terminal_tells_each_measure_with_its_times():
    lines = shown(SPOKEN)
    assert f"Delivery Fake 1.0, {DELIVERY_RULES}" in lines
    assert "Long pauses 2 over 1 s, longest 2.2 s, median 2.0 s of 2, 1 over 2 s (dead air) at 0:04, 0:14" in lines
    assert any(line.startswith("Fillers at least 3, 6.7 a minute, over 5, 1 sound, 2 words") for line in lines)
    assert any(line.startswith("I : we 5 : 4") for line in lines)
    for title in ("Pace", "Articulation", "First word", "Hedges", "Repeats", "Sentence length", "Numbers said"):
        assert any(line.startswith(title) for line in lines)


def test_the_speakers_own_aims_hold_in_the_terminal_too():
    lines = shown(SPOKEN, Aims((90, 110), ("all",)))
    assert any("band 90–110" in line for line in lines)
    assert any(line.startswith("Fillers at least 5") for line in lines)


def test_json_has_every_measure_with_moments_and_source():
    whole = json.loads(json.dumps(review_json(Review("q", "Move on?", (SPOKEN,)))))
    told = whole["sections"][0]["delivery"]
    assert (told["rules"], told["too_short"]) == (DELIVERY_RULES, False)
    measures = [value for value in told.values() if isinstance(value, dict)]
    assert len(measures) == 11
    assert all(measure["source"] and measure["grade"] in "EVO" for measure in measures)
    assert told["pauses"]["count"] == {"brief": 0, "medium": 0, "long": 1, "dead_air": 1}
    assert [(pause["begin"], pause["kind"]) for pause in told["pauses"]["each"]] == [(4.0, "long"), (14.0, "dead air")]
    assert told["fillers"]["moments"][0] == {"text": "So,", "begin": 0.0, "end": 0.4, "first_word": 0, "last_word": 0}
    assert told["pace"]["band"] == [130, 160]


def test_without_voice_activity_json_has_no_pauses_rather_than_none_of_them():
    bare = SectionReview(SPOKEN.section, 27.0, transcript=SPOKEN.transcript)
    assert review_json(Review("q", "Move on?", (bare,)))["sections"][0]["delivery"]["pauses"] is None
    assert any("not measured: recognise again" in line for line in shown(bare))


def test_a_section_without_a_word_has_no_delivery_block():
    silent = SectionReview(SPOKEN.section, 27.0, transcript=Transcript())
    assert not [line for line in shown(silent) if line.startswith("Delivery")]


def test_a_few_words_are_too_short_to_measure():
    few = SectionReview(SPOKEN.section, 27.0, transcript=Transcript((Utterance("u", WORDS[:19], "Fake"),)))
    assert shown(few)[-1] == f"Delivery too short to measure, {DELIVERY_RULES}"


def test_times_that_a_recogniser_did_not_give_are_told_to_be_estimated():
    guessed = replace(SPOKEN, transcript=Transcript((Utterance("u-001", WORDS, "Moonshine tiny-en"),)))
    sections = review_json(Review("q", "Move on?", (guessed, SPOKEN)))["sections"]
    assert [each["transcript"]["word_times"] for each in sections] == ["estimated", "measured"]
    assert any("estimated" in line for line in shown(guessed))
    assert not any("estimated" in line for line in shown(SPOKEN))
