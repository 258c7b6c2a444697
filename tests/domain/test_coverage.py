"""Verdicts on what was said, with the words that prove them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.domain.coverage import Coverage, judge
from runthrough.domain.question import Checkpoint
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict

ROOT = Path(__file__).resolve().parents[2]


def point(*groups: tuple[str, ...], number: bool = False) -> Checkpoint:
    return Checkpoint("s/p", "Point", groups, needs_number=number)


def spoken(text: str, start: float = 0.0, pace: float = 0.3) -> tuple[Word, ...]:
    return tuple(
        Word(word, round(start + index * pace, 3), round(start + (index + 1) * pace, 3))
        for index, word in enumerate(text.split())
    )


def transcript(*texts: str, pause: float = 1.0) -> Transcript:
    utterances, start = [], 0.0
    for number, text in enumerate(texts):
        words = spoken(text, start)
        utterances.append(Utterance(str(number), words, "test"))
        start = words[-1].end + pause
    return Transcript(tuple(utterances))


def verdict(text: str | Transcript, checkpoint: Checkpoint):
    return judge(transcript(text) if isinstance(text, str) else text, [checkpoint])[0]


OWNERSHIP = point(("I owned", "was responsible for", "tech lead"))


@pytest.mark.parametrize(
    "text",
    [
        "I was the tech lead and built the streaming pipeline with three colleagues.",
        "Basically I was, um, responsible for the streaming pipeline, its monitoring and releases.",
        "The streaming pipeline was something I have owned since the first design review.",
    ],
)
def test_a_checkpoint_is_said_in_any_of_its_phrases_with_fillers_and_other_endings(text):
    assert verdict(text, OWNERSHIP).verdict is Verdict.SAID


def test_evidence_is_the_sentence_in_which_it_was_said():
    heard = transcript(
        "We met on Mondays as usual. I was responsible for the streaming pipeline and monitoring. It rained."
    )
    found = verdict(heard, OWNERSHIP)
    words = heard.words[found.evidence.first : found.evidence.last + 1]
    assert " ".join(word.text for word in words) == "I was responsible for the streaming pipeline and monitoring."
    assert found.channels == {"cue": 1.0}


def test_what_was_not_said_is_missed_without_evidence():
    found = verdict("We talked about the weather and had a very good lunch together.", OWNERSHIP)
    assert (found.verdict, found.evidence) == (Verdict.MISSED, None)


def test_a_mention_in_passing_is_partly_said_and_says_why():
    found = verdict("Tech lead, yes.", OWNERSHIP)
    assert (found.verdict, found.why) == (Verdict.PARTLY, "heard, but only in passing")


LATENCY = point(("cut the latency", "latency went down"), number=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We cut the latency of the whole service a lot for our users.", Verdict.PARTLY),
        ("We cut the latency of the whole service from 120 to 68 ms.", Verdict.SAID),
        ("Our tail latency went down from one hundred and twenty to sixty eight milliseconds.", Verdict.SAID),
        ("We cut the latency of the service by half for all our users.", Verdict.SAID),
    ],
)
def test_a_figure_that_is_asked_for_must_be_said(text, expected):
    found = verdict(text, LATENCY)
    assert found.verdict is expected
    assert found.why == ("heard, but no number" if expected is Verdict.PARTLY else "")


DECISION = point(("we chose", "we decided"), ("because", "the reason"))


def test_every_group_must_be_represented():
    whole = verdict("We chose the streaming engine because micro batches were too slow for us.", DECISION)
    half = verdict("We chose the streaming engine and moved all our services over quickly.", DECISION)
    assert (whole.verdict, half.verdict) == (Verdict.SAID, Verdict.PARTLY)
    assert half.why == "heard, but only a part of it"


def test_the_groups_may_be_heard_in_two_sentences():
    heard = transcript(
        "We chose the streaming engine and moved all our services over.", "The reason was that batches were too slow."
    )
    assert verdict(heard, DECISION).verdict is Verdict.SAID


def test_what_is_denied_is_not_said():
    assert (
        verdict("We never did any paper trading before the big launch.", point(("paper trading",))).verdict
        is Verdict.MISSED
    )
    assert (
        verdict("We did four weeks of paper trading before the big launch.", point(("paper trading",))).verdict
        is Verdict.SAID
    )


def test_a_denial_ends_where_the_sentence_turns():
    text = "We did not go live at once, but ran four weeks of paper trading first."
    assert verdict(text, point(("paper trading",))).verdict is Verdict.SAID


def test_words_that_the_recogniser_wrote_apart_are_found():
    text = "Everything lands as par quet files in the object store every single night."
    assert verdict(text, point(("parquet files",))).verdict is Verdict.SAID


def test_common_words_alone_do_not_make_a_hit():
    text = "In order to do that we had a look at the data and the people."
    assert verdict(text, point(("ordering and determinism",))).verdict is Verdict.MISSED


def test_a_sentence_that_a_breath_cut_in_two_clips_is_judged_as_one():
    cut = transcript("We did four weeks.", "of paper trading before the launch of the model.", pause=0.35)
    assert verdict(cut, point(("weeks of paper trading",))).verdict is Verdict.SAID


SENTENCES = [
    "I was responsible for the nightly pipeline and its monitoring in production.",
    "We chose the engine. Because batches were slow!",
    "um so we cut the latency",
    "from one hundred and twenty to sixty",
    "eight milliseconds, I think, at the ninety ninth percentile",
    "We never did paper trading",
    "tech lead",
    "and nothing else that anybody would remember the day after, honestly",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from([0.1, 0.35, 0.8])), max_size=12))
def test_live_verdicts_only_rise_and_end_as_those_of_the_whole_transcript(parts):
    utterances, start = [], 0.0
    for number, (text, pause) in enumerate(parts):
        words = spoken(text, start)
        utterances.append(Utterance(str(number), words, "test"))
        start = words[-1].end + pause
    checkpoints = [
        Checkpoint(f"s/{index}", "P", each.cue_groups, needs_number=each.needs_number)
        for index, each in enumerate([OWNERSHIP, LATENCY, DECISION, point(("paper trading",))])
    ]
    coverage = Coverage(checkpoints)
    for utterance in utterances:
        coverage.hear(utterance)
    assert coverage.verdicts() == judge(Transcript(tuple(utterances)), checkpoints)
    words = Transcript(tuple(utterances)).words
    for found in coverage.verdicts():
        assert (found.evidence is None) is (found.verdict is Verdict.MISSED)
        assert found.evidence is None or 0 <= found.evidence.first <= found.evidence.last < len(words)


def test_a_verdict_that_rises_is_told_once():
    coverage = Coverage([OWNERSHIP])
    first, second = transcript(SENTENCES[0], SENTENCES[0]).utterances
    assert [found.verdict for found in coverage.hear(first)] == [Verdict.SAID]
    assert coverage.hear(second) == ()


def test_a_transcript_without_words_misses_everything():
    assert [found.verdict for found in judge(Transcript(), [OWNERSHIP, LATENCY])] == [Verdict.MISSED] * 2


BUILT_IN = parse((ROOT / "assets/questions/why-move-on.txt").read_text(encoding="utf-8"), "built-in")
EXAMPLES = [
    (section, checkpoint, example)
    for section in BUILT_IN.sections
    for checkpoint in section.checkpoints
    for example in checkpoint.examples
]


@pytest.mark.parametrize(("section", "checkpoint", "example"), EXAMPLES, ids=[each.id for _, each, _ in EXAMPLES])
def test_an_example_sentence_of_the_built_in_question_says_its_checkpoint(section, checkpoint, example):
    found = {each.checkpoint_id: each for each in judge(transcript(example), section.checkpoints)}
    assert found[checkpoint.id].verdict is Verdict.SAID


def test_the_example_sentences_of_the_built_in_question_seldom_say_another_sections_checkpoint():
    others = [
        found
        for section, _, example in EXAMPLES
        for other in BUILT_IN.sections
        if other is not section
        for found in judge(transcript(example), other.checkpoints)
    ]
    wrong = sum(found.verdict is Verdict.SAID for found in others)
    assert wrong / len(others) < 0.05


def test_the_built_in_question_is_complete():
    assert len(BUILT_IN.sections) == 10
    assert all(section.prompt and section.checkpoints for section in BUILT_IN.sections)
    assert len(BUILT_IN.pitfalls) >= 5
    for section in BUILT_IN.sections:
        for each in section.checkpoints:
            assert each.examples
            assert sum(map(len, each.cue_groups)) >= 4
    deep_dive = BUILT_IN.sections[2:9]
    assert sum(section.band.shortest for section in deep_dive) >= 290
    assert sum(section.band.longest for section in deep_dive) <= 370
