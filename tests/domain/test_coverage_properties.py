"""What no verdict may depend on, with cue phrases alone and with a meaning that is computed from the words."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.domain.coverage import Coverage, judge
from runthrough.domain.meaning import Likeness, MeaningLost
from runthrough.domain.question import Checkpoint
from runthrough.domain.speech import Transcript, Utterance, Word

POINTS = (
    Checkpoint(
        "scope",
        "Own a system end to end",
        (("own a system", "end to end", "more ownership"),),
        examples=("I would like to own a system end to end from the first design until it runs in production.",),
    ),
    Checkpoint(
        "latency",
        "Latency before and after",
        (("latency went", "milliseconds"),),
        needs_number=True,
        examples=("Our latency went down from one hundred and twenty to sixty eight milliseconds.",),
    ),
    Checkpoint(
        "why",
        "A trade-off with its reason",
        (("chose", "went with"), ("because", "the price was")),
        examples=(
            "We chose Flink over Spark because its batches were too slow, and the price was a steeper learning curve.",
        ),
    ),
)
FILLING = (
    "Well, it was a long project with a lot of people.",
    "We never measured the latency, to be honest.",
    "My cousin chose Flink because he likes it.",
    "I was on the team for two years; it rained a lot in that town.",
    "Everything was a lot better and quicker afterwards.",
    "Then the tests ran at night, and nobody looked at them.",
)
SENTENCES = (*FILLING, *(point.examples[0] for point in POINTS))


class SharedWords:
    """A meaning that needs no weights: the share of an aim's words that a span holds."""

    identity = "shared words"

    def compare(self, spans, aims, decoys):
        def share(span, text):
            wanted = set(re.findall(r"[a-z]+", text.lower()))
            return len(wanted & set(span.split())) / len(wanted)

        def rows(texts_of):
            return tuple(tuple(max(share(span, text) for text in texts_of(aim)) for aim in aims) for span in spans)

        decoyed = tuple(tuple(share(span, decoy) for decoy in decoys) for span in spans)
        examples = rows(lambda aim: aim.examples)
        return Likeness(rows(lambda aim: aim.phrases), examples, examples, decoyed)


class LostMeaning:
    identity = "lost"

    def compare(self, spans, aims, decoys):
        raise MeaningLost("its process ended")


def utterance(words, number=1):
    return Utterance(f"u{number}", tuple(words), "text")


def spoken(text):
    return [Word(word, index * 0.3, index * 0.3 + 0.25) for index, word in enumerate(text.split())]


def verdicts(text, meaning):
    found = judge(Transcript((utterance(spoken(text)),)), POINTS, meaning)
    return [each.verdict for each in found]


answers = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join)
meanings = pytest.mark.parametrize("meaning", [None, SharedWords()], ids=["cues", "meaning"])


@meanings
@given(answer=answers)
@settings(max_examples=60, deadline=None)
def test_case_spacing_and_punctuation_change_no_verdict(meaning, answer):
    bare = "   ".join(re.sub(r"[.,;:!?]", "", answer).upper().split())
    assert verdicts(bare, meaning) == verdicts(answer, meaning)


@meanings
@given(answer=answers, seed=st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_how_a_take_was_cut_into_utterances_changes_no_verdict(meaning, answer, seed):
    words = spoken(answer)
    chance = random.Random(seed)
    coverage = Coverage(POINTS, meaning)
    while words:
        length = chance.randint(1, 12)
        coverage.hear(utterance(words[:length]))
        words = words[length:]
    assert coverage.verdicts() == judge(Transcript((utterance(spoken(answer)),)), POINTS, meaning)


@meanings
@given(answer=answers, more=st.sampled_from([point.examples[0] for point in POINTS]))
@settings(max_examples=100, deadline=None)
def test_saying_more_that_covers_a_point_lowers_no_verdict(meaning, answer, more):
    before, after = verdicts(answer, meaning), verdicts(f"{answer} {more}", meaning)
    assert all(now.height >= was.height for was, now in zip(before, after, strict=True))


@meanings
@given(answer=answers)
@settings(max_examples=40, deadline=None)
def test_what_is_told_while_somebody_speaks_is_never_taken_back(meaning, answer):
    coverage = Coverage(POINTS, meaning)
    told = {}
    for word in spoken(answer):
        for risen in coverage.hear(utterance([word])):
            assert risen.verdict.height > told.get(risen.checkpoint_id, 0)
            told[risen.checkpoint_id] = risen.verdict.height


def test_a_meaning_that_is_lost_leaves_the_cue_phrases():
    answer = POINTS[0].examples[0]
    coverage = Coverage(POINTS, LostMeaning())
    coverage.hear(utterance(spoken(answer)))
    assert coverage.verdicts() == judge(Transcript((utterance(spoken(answer)),)), POINTS)
    assert coverage.rules == Coverage(POINTS).rules


def test_the_rules_name_what_decided():
    assert Coverage(POINTS, SharedWords()).rules != Coverage(POINTS).rules
    assert "shared words" in Coverage(POINTS, SharedWords()).rules
