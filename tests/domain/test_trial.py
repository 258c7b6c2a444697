"""Try a sentence, and cue phrases cut out of what was said."""

from __future__ import annotations

from runthrough.domain.cue_offers import MOST_OFFERS, cue_offers
from runthrough.domain.template_text import parse
from runthrough.domain.trial import try_sentence
from runthrough.domain.verdicts import Verdict

TEMPLATE = parse(
    """# T
## One [0:20-0:30]
- [ ] Next step | the next step, ready for more
- [ ] Violin | violin lesson
## Two [0:20-0:30]
- [ ] Figure (number) | cut the latency
""",
    "trial",
)


def told(words: str) -> list[tuple[str, Verdict, str, str]]:
    return [
        (each.checkpoint.label, each.verdict, each.cue, each.why) for each in try_sentence(words, TEMPLATE.sections)
    ]


def test_a_checkpoint_that_hears_a_sentence_says_by_which_cue():
    assert told("I am looking for the next step in a larger company with harder problems") == [
        ("Next step", Verdict.SAID, "the next step", "")
    ]


def test_what_a_sentence_lacks_is_told():
    (figure,) = told("We cut the latency of the pricing service for everybody who used it")
    assert figure == ("Figure", Verdict.PARTLY, "cut the latency", "heard, but no number")


def test_the_best_heard_stands_first_and_nothing_is_heard_in_nothing():
    heard = told("After my violin lesson I said that we cut the latency of the service")
    assert heard[0][0] in ("Violin", "Figure")
    assert heard == sorted(heard, key=lambda each: -each[1].height)
    assert told("") == []
    assert told("completely different words about gardening") == []


def test_cues_are_offered_by_how_often_they_were_said():
    offered = cue_offers(
        ["So we moved to point in time reads, um, last year.", "We have point in time reads now", "I like it"]
    )
    assert offered[0] in ("point in time reads", "time reads")
    assert all(2 <= len(each.split()) <= 4 for each in offered)
    assert not any("um" in each.split() for each in offered)


def test_known_cues_and_cues_of_common_words_are_not_offered():
    assert cue_offers(["the violin lesson"], ["Violin lesson"]) == ()
    assert cue_offers(["what we did last year was good work"]) == ()
    assert len(cue_offers([" ".join(f"kafka{n} ledger{n} the" for n in range(60))])) <= MOST_OFFERS
