"""The questions that come with the program: complete, free of mistakes, and heard as people speak.

Each checkpoint has spoken samples in samples/ID.txt, lines below `= section/checkpoint`: `+` covers it in other words
than its example sentence, `-` is a near miss: the same subject without the point.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from runthrough.domain.coverage import judge
from runthrough.domain.question import Checkpoint, Section, Template
from runthrough.domain.speech import Transcript, Utterance, Word
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import Verdict

FOLDER = Path(__file__).parents[2] / "assets" / "questions"
SAMPLES = Path(__file__).parent / "samples"
IDS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@dataclass(frozen=True)
class Sample:
    """One spoken sentence for one checkpoint."""

    section: Section
    checkpoint: Checkpoint
    covers: bool
    words: str


def library(question_id: str) -> Template:
    return parse((FOLDER / f"{question_id}.txt").read_text(encoding="utf-8"), question_id)


def samples(question_id: str) -> list[Sample]:
    points = {point.id: (section, point) for section in library(question_id).sections for point in section.checkpoints}
    found: list[Sample] = []
    at = None
    for line in (SAMPLES / f"{question_id}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.strip().partition(" ")
        if mark == "=":
            assert rest in points, f"no checkpoint {rest}"
            at = points[rest]
        elif mark in ("+", "-"):
            assert at is not None
            found.append(Sample(*at, mark == "+", rest))
        else:
            assert not line.strip() or line.startswith("//"), line
    return found


def verdict(words: str, checkpoint: Checkpoint, section: Section) -> Verdict:
    """What is judged when this alone is said in the section."""
    spoken = tuple(Word(word, 0.0, 0.0) for word in words.split())
    judged = judge(Transcript((Utterance("sample", spoken, "text"),)), section.checkpoints)
    return next(each.verdict for each in judged if each.checkpoint_id == checkpoint.id)


@pytest.mark.parametrize("question_id", IDS)
def test_a_candidate_finds_a_complete_question(question_id: str) -> None:
    template = library(question_id)
    assert template.total is not None
    assert template.tags
    assert any(section.pitfalls for section in template.sections)
    assert all(section.prompt for section in template.sections)
    assert all(3 <= len(section.checkpoints) <= 8 for section in template.sections)
    for section in template.sections:
        points = section.checkpoints
        assert any(point.follow_ups for point in points), f"{section.name} has no follow-up"
        assert all(point.examples for point in points)
        assert all(len(group) >= 3 for point in points for group in point.cue_groups), section.name


@pytest.mark.parametrize("question_id", IDS)
def test_every_checkpoint_has_a_sample_and_a_near_miss(question_id: str) -> None:
    told = samples(question_id)
    for section in library(question_id).sections:
        for point in section.checkpoints:
            assert any(each.covers for each in told if each.checkpoint.id == point.id), point.id
            assert any(not each.covers for each in told if each.checkpoint.id == point.id), point.id


@pytest.mark.parametrize("question_id", IDS)
def test_what_covers_a_checkpoint_is_heard_and_a_near_miss_is_not(question_id: str) -> None:
    wrong = [
        f"{each.checkpoint.id}: {heard}: {each.words}"
        for each in samples(question_id)
        if ((heard := verdict(each.words, each.checkpoint, each.section)) is Verdict.SAID) != each.covers
    ]
    assert wrong == []


@pytest.mark.parametrize("question_id", IDS)
def test_example_sentences_are_heard_and_are_not_the_samples(question_id: str) -> None:
    told = {each.words for each in samples(question_id)}
    for section in library(question_id).sections:
        for point in section.checkpoints:
            for example in point.examples:
                assert verdict(example, point, section) is Verdict.SAID, f"{point.id}: {example}"
                assert example not in told
