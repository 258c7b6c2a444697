"""Templates: what can be written, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.domain.errors import TemplateInvalid
from runthrough.domain.question import Band, Rank
from runthrough.domain.template_text import parse, slug

GOOD = """\ufeff# Why move on\r
total: 1:30-2:40\r
language: en\r
tags: job, project

// a comment
## Moving on [1:00-1:30]
> Why are you leaving
> the place where you work now?
- [ ] What I have built (must) | have built, have grown
~ I have built the pricing service.
~ I have grown a lot.
? And before that?
- [ ] A figure (could, number) | percent, for example & because, so that
- [ ] Two (big) things | first reason
- [!] Complaint | my manager, politics

## Follow-ups [1:00]
- [ ] Short answer | the short answer"""


def problems(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(TemplateInvalid) as refused:
        parse(text, "a.txt")
    assert refused.value.source == "a.txt"
    assert all(problem.fix for problem in refused.value.problems)
    return [(problem.line, problem.column, problem.what) for problem in refused.value.problems]


def test_a_template_is_read_with_all_its_parts():
    template = parse(GOOD, "good.txt")
    assert (template.title, template.total, template.language) == ("Why move on", Band(90, 160), "en")
    assert template.tags == ("job", "project")
    moving, follow_ups = template.sections
    assert (moving.id, moving.name, moving.band) == ("moving-on", "Moving on", Band(60, 90))
    assert moving.prompt == "Why are you leaving the place where you work now?"
    built, figure, two = moving.checkpoints
    assert (built.id, built.label, built.rank) == ("moving-on/what-i-have-built", "What I have built", Rank.MUST)
    assert built.cue_groups == (("have built", "have grown"),)
    assert built.keyword == "have built"
    assert built.examples == ("I have built the pricing service.", "I have grown a lot.")
    assert built.follow_ups == ("And before that?",)
    assert (figure.rank, figure.needs_number) == (Rank.COULD, True)
    assert figure.cue_groups == (("percent", "for example"), ("because", "so that"))
    assert (two.label, two.rank, two.needs_number) == ("Two (big) things", Rank.SHOULD, False)
    assert moving.pitfalls[0].phrases == ("my manager", "politics")
    assert follow_ups.band == Band(55, 65)


def test_a_template_keeps_its_text_and_its_version_follows_every_change():
    template = parse(GOOD, "good.txt")
    assert template.text == GOOD
    assert parse(template.text, "again").version == template.version
    assert parse(GOOD + "\n// more", "again").version != template.version


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("## One [1:30-1:00]", 9, "runs backwards"),
        ("## One [1:00-1:00]", 9, "has no length"),
        ("## One [soon-1:00]", 9, "no time"),
        ("## One [1:75-2:00]", 9, "no time"),
        ("## One", 4, "no band"),
        ("## [1:00-1:30]", 4, "no name"),
        ("## One [0:00]", 9, "length is 0:00"),
        ("* point", 1, "no mark"),
        ("  point", 3, "no mark"),
        ("- [x] point | cue", 1, "no mark"),
        ("# Second title", 3, "title already"),
        ("language: english", 11, "no language code"),
        ("language: xx", 11, "no language code"),
        ("> prompt \x07", 10, "control character"),
    ],
)
def test_a_mistake_in_a_line_is_told_with_its_place(line, column, what):
    found = problems(f"# T\n{line}\n## Last [0:10-0:20]\n- [ ] A | b")
    assert [(2, column)] == [(row, place) for row, place, _ in found]
    assert what in found[0][2]


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        ("- [ ] Point", 12, "no cue phrase"),
        ("- [ ] Point |  ", 14, "no cue phrase"),
        ("- [ ] Point | one, , two", 20, "empty cue"),
        ("- [ ] Point | one & ", 20, "empty cue"),
        ("- [ ] Point | first cue", 15, "also in line 3"),
        ("- [ ] Point (must, should) | one", 14, "one rank"),
        ("- [ ] Point (must, maybe) | one", 14, "no flag"),
        ("- [ ] First | one", 7, "also the checkpoint"),
        ("- [ ] ... | one", 7, "no name"),
        ("- [!] | phrase", 7, "no name"),
    ],
)
def test_a_mistake_in_a_checkpoint_is_told_with_its_place(line, column, what):
    found = problems(f"# T\n## One [0:10-0:20]\n- [ ] First | first cue\n{line}")
    assert [(4, column)] == [(row, place) for row, place, _ in found]
    assert what in found[0][2]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines():
    text = "total: 1:00-2:00\n> early\n## A [2:00-1:00]\n? why\n- [ ] B\n## A [0:10-0:20]\n~ x"
    assert [row for row, _, _ in problems(text)] == [1, 2, 3, 4, 5, 6, 7]


def test_sections_that_miss_the_total_are_told_with_their_sum():
    ((row, _, what),) = problems("# T\ntotal: 8:00-10:00\n## A [1:00-1:30]\n- [ ] B | c")
    assert row == 2
    assert "1:00–1:30" in what


def test_an_empty_file_lacks_a_title_and_a_section():
    assert ["title" in what or "section" in what for _, _, what in problems("")] == [True, True]


def test_names_become_ids_that_can_be_typed():
    assert slug("Größe & Maß: 2 × so viel") == "groe-ma-2-so-viel" or slug("Größe") == "groe"
    assert slug("Follow-ups (short)") == "follow-ups-short"
    assert slug("…") == ""


LINES = st.sampled_from(
    [*GOOD.splitlines(), "## A [1:00-0:30]", "- [ ]", "- [ ] | &", "##", "total: -", "- [!]|", "[[]]"]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.one_of(LINES, st.text()), max_size=25).map("\n".join)))
def test_any_text_is_a_template_or_has_problems_inside_it(text):
    template, found = read(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in found:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert bool(found) is (template is None)
    if template is not None:
        assert template.text == text
        points = [point for section in template.sections for point in section.checkpoints]
        assert all(all(point.cue_groups) and point.cue_groups for point in points)
        assert len(points) == len({point.id for point in points})


def read(text: str):
    try:
        return parse(text, "any"), ()
    except TemplateInvalid as error:
        return None, error.problems


ROOT = Path(__file__).resolve().parents[2]


def test_the_example_in_the_description_of_the_format_is_a_template():
    page = (ROOT / "docs" / "template-format.md").read_text(encoding="utf-8")
    example = page.split("```text\n")[1].split("```")[0]
    assert len(parse(example, "docs").sections) == 2
