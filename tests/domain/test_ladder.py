"""The same answer in thirty seconds, in two minutes and in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from runthrough.domain.ladder import SHORTEST_SECTION_SECONDS, Length, at_length, lengths
from runthrough.domain.question import Band, Rank
from runthrough.domain.template_text import parse

TEMPLATE = parse(
    """# Why
## Reason [1:00-1:30]
> Why?
- [ ] Main reason (must) | looking for harbour
- [ ] Other reason | the ledger
- [!] Blame | his fault
## Middle [1:00-1:30]
- [ ] Detail | violin lesson
## Proof [2:00-3:00]
> How do you know?
- [ ] Figures (must, number) | percent of harbours
- [ ] Source (must) | measured by whom & ledger
- [ ] More | more kafka
""",
    "ladder",
)


def test_the_full_length_is_the_template_itself():
    assert at_length(TEMPLATE, Length.FULL) is TEMPLATE


@pytest.mark.parametrize(
    ("length", "total"), [(Length.TWO_MINUTES, Band(100, 140)), (Length.THIRTY_SECONDS, Band(25, 35))]
)
def test_a_shorter_answer_keeps_every_must_and_nothing_else(length, total):
    short = at_length(TEMPLATE, length)
    assert short.total == total
    assert [point.label for point in short.checkpoints] == ["Main reason", "Figures", "Source"]
    assert all(point.rank is Rank.MUST for point in short.checkpoints)
    assert short.version != TEMPLATE.version
    assert abs(short.bands.midpoint - total.midpoint) <= 2 * len(short.sections)


def test_bands_are_scaled_by_what_is_kept_of_a_section():
    reason, proof = at_length(TEMPLATE, Length.TWO_MINUTES).sections
    # half of 75 s and two thirds of 150 s share 120 s
    assert reason.band == Band(27, 38)
    assert proof.band == Band(73, 102)
    assert (reason.name, reason.prompt, reason.pitfalls[0].label) == ("Reason", "Why?", "Blame")


def test_sections_too_short_for_the_clock_are_joined():
    (both,) = at_length(TEMPLATE, Length.THIRTY_SECONDS).sections
    assert both.name == "Reason and Proof"
    assert both.prompt == "Why? How do you know?"


def test_a_template_without_a_must_keeps_the_first_checkpoint_of_each_section():
    text = "\n".join(
        line.replace("(must, number)", "(number)").replace(" (must)", "") for line in TEMPLATE.text.split("\n")
    )
    short = at_length(parse(text, "x"), Length.TWO_MINUTES)
    assert [point.label for point in short.checkpoints] == ["Main reason", "Detail", "Figures"]


def test_only_lengths_that_shorten_are_offered():
    assert lengths(TEMPLATE) == (Length.FULL, Length.TWO_MINUTES, Length.THIRTY_SECONDS)
    short = parse("# A\n## One [0:50-1:10]\n- [ ] P (must) | violin", "x")
    assert lengths(short) == (Length.FULL, Length.THIRTY_SECONDS)
    assert at_length(short, Length.TWO_MINUTES) is short


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "assets" / "questions").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_built_in_question_has_shorter_forms_that_can_be_timed(path):
    template = parse(path.read_text(encoding="utf-8"), path.name)
    musts = [point.label for point in template.checkpoints if point.rank is Rank.MUST]
    for length in lengths(template)[1:]:
        short = at_length(template, length)
        assert [point.label for point in short.checkpoints] == musts
        if len(short.sections) > 1:
            assert all(section.band.longest >= SHORTEST_SECTION_SECONDS for section in short.sections)
