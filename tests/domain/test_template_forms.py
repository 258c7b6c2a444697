"""A template in its other forms: written, as JSON, mended by its problems' edits, and with advice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runthrough.domain.question import Band, Checkpoint, Pitfall, Rank, Section, Template
from runthrough.domain.strength import Strength, matching_strength
from runthrough.domain.template_band import fixed_band
from runthrough.domain.template_json import JsonInvalid, template_json, template_text
from runthrough.domain.template_lines import Mark, read_lines, write_lines
from runthrough.domain.template_problems import TemplateProblem, Weight
from runthrough.domain.template_text import parse, read, slug
from runthrough.domain.template_writer import write_template

WORDS = st.lists(
    st.sampled_from("alpha beta gamma delta omega kafka ledger harbour violin".split()), min_size=1, max_size=4
)
TEXT = WORDS.map(" ".join)
PHRASES = st.lists(TEXT, min_size=1, max_size=3, unique=True)
BANDS = st.one_of(
    st.tuples(st.integers(1, 300), st.integers(1, 300)).map(lambda each: Band(each[0], each[0] + each[1])),
    st.integers(5, 3600).map(fixed_band),
)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Any template, made and not written."""
    sections: list[Section] = []
    for number in range(draw(st.integers(1, 4))):
        name = f"{draw(TEXT)} {number}"
        points = [draw_point(draw, slug(name), number, place) for place in range(draw(st.integers(0, 4)))]
        pitfalls = [
            Pitfall(f"{slug(name)}/{slug(label)}", label, tuple(draw(st.lists(TEXT, max_size=2))))
            for label in draw(st.lists(TEXT, max_size=2, unique=True))
        ]
        prompt = draw(st.one_of(st.just(""), TEXT))
        sections.append(Section(slug(name), name, draw(BANDS), prompt, tuple(points), tuple(pitfalls)))
    tags, terms = tuple(draw(st.lists(TEXT, max_size=2))), tuple(draw(st.lists(TEXT, max_size=2)))
    return Template(draw(TEXT), tuple(sections), "", "", None, draw(st.sampled_from(["en", "de"])), tags, terms)


def draw_point(draw: st.DrawFn, section_id: str, number: int, place: int) -> Checkpoint:
    label = f"{draw(TEXT)} {place}"
    groups = tuple((f"{draw(TEXT)} {number} {place} {group}",) for group in range(draw(st.integers(1, 3))))
    examples, follow_ups = tuple(draw(st.lists(TEXT, max_size=2))), tuple(draw(st.lists(TEXT, max_size=2)))
    rank, needs_number = draw(st.sampled_from(Rank)), draw(st.booleans())
    return Checkpoint(f"{section_id}/{slug(label)}", label, groups, rank, needs_number, examples, follow_ups)


@given(templates())
@settings(deadline=None, max_examples=150)
def test_a_template_that_is_written_and_read_is_the_same_question(template):
    written = write_template(template)
    again = parse(written, "again")
    assert replace(again, text="", version="") == template
    assert write_template(again) == written


LINES = st.lists(
    st.one_of(
        st.just(""),
        st.tuples(st.sampled_from([*Mark]), TEXT).map(" ".join),
        st.sampled_from(["// why", "## One [1:00-2:00]", "- [ ] a point (must) | cue one, cue two & since", "- [!] x"]),
    ),
    max_size=12,
).map("\n".join)


@given(LINES)
@settings(deadline=None, max_examples=200)
def test_lines_that_are_written_and_read_are_the_same_lines_in_the_same_order(text):
    lines = read_lines(text)
    again = read_lines(write_lines(lines))
    assert [(line.mark, line.rest) for line in again] == [(line.mark, line.rest) for line in lines]
    assert write_lines(again) == write_lines(lines)


WHOLE = """# Why
total: 1:00-2:00
terms: Kafka, p99
// for me

## One [1:00-1:30]
> First line
// between
> second line
- [!] Blame | his fault, her fault
- [ ] A point (must, number) | first cue & because, since
~ An example.
//? guessed from line 3
- [ ] Another (could) | second cue
? And then?

## Two [0:20]
- [ ] Last | third cue
"""


def test_json_and_back_is_the_same_text_with_comments_and_order():
    document = template_json(WHOLE)
    assert json.loads(json.dumps(document)) == document
    assert template_text(document) == WHOLE
    section = document["sections"][0]
    assert (section["id"], section["min"], section["max"]) == ("one", 60.0, 90.0)
    assert section["checkpoints"][0]["cues"] == [["first cue"], ["because", "since"]]
    assert section["checkpoints"][0]["id"] == "one/a-point"
    assert (section["checkpoints"][0]["rank"], section["checkpoints"][0]["needs_number"]) == ("must", True)
    assert document["comments"][1] == {"line": 8, "text": "between"}
    assert document["comments"][2] == {"line": 13, "text": "guessed from line 3", "guess": True}


@given(templates())
@settings(deadline=None, max_examples=80)
def test_any_template_survives_json(template):
    again = parse(template_text(template_json(write_template(template))), "json")
    assert replace(again, text="", version="") == template


def test_a_program_may_leave_out_everything_but_the_question():
    document = {
        "title": "Short",
        "sections": [
            {
                "name": "All",
                "min": 20,
                "max": 30,
                "prompt": "What?",
                "checkpoints": [{"label": "A", "cues": [["one cue"]], "examples": ["I say one cue."]}],
            },
            {"name": "More", "min": 5, "max": 10},
        ],
    }
    text = template_text(document)
    template = parse(text, "program")
    assert [section.name for section in template.sections] == ["All", "More"]
    assert template.sections[0].prompt == "What?"
    assert template.checkpoints[0].examples == ("I say one cue.",)


def point(told: dict[str, object]) -> dict[str, object]:
    return {"sections": [{"name": "A", "checkpoints": [told]}]}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": 3}, "title"),
        ({"sections": "none"}, "sections"),
        ({"sections": [3]}, "sections[0]"),
        ({"sections": [{"name": "A", "min": 3, "max": "x"}]}, "sections[0].max"),
        ({"sections": [{"name": "A", "min": 30, "max": 3}]}, "sections[0]"),
        ({"total": {"min": 30}}, "total.max"),
        (
            {"sections": [{"name": "A", "checkpoints": [{"name": "B", "rank": "big"}]}]},
            "sections[0].checkpoints[0].rank",
        ),
        (
            {"sections": [{"name": "A", "checkpoints": [{"name": "B", "cues": ["x"]}]}]},
            "sections[0].checkpoints[0].cues",
        ),
        ({"tags": [1]}, "tags"),
        ({"comments": [{"line": 1}]}, "comments[0].text"),
    ],
)
def test_json_that_is_no_template_is_told_with_the_place(change, where):
    with pytest.raises(JsonInvalid) as refused:
        template_text({"title": "T"} | change)
    assert refused.value.where == where
    with pytest.raises(JsonInvalid):
        template_text([])


# problems with edits


def only(text: str) -> TemplateProblem:
    (problem,) = read(text).problems
    return problem


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("## One [0:20-0:15]", "## One [0:15-0:20]"),
        ("## One [0:20 – 0:15]", "## One [0:15-0:20]"),
        ("## One [1:00-1:00]", "## One [1:00]"),
        ("## One [90]", "## One [1:30]"),
        ("## One [1:00-90s]", "## One [1:00-1:30]"),
        ("## One [1 min-2:00]", "## One [1:00-2:00]"),
        ("## One", "## One [1:00]"),
    ],
)
def test_a_heading_is_mended_by_the_edit_that_its_problem_offers(line, mended):
    text = f"# T\n{line}\n- [ ] Point | violin lesson"
    problem = only(text)
    assert problem.edit is not None
    assert problem.edit.applied(text) == f"# T\n{mended}\n- [ ] Point | violin lesson"
    assert read(problem.edit.applied(text)).problems == ()


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- [ ] Other | violin lesson, harbour", "- [ ] Other | harbour"),
        ("- [ ] Other | harbour, violin lesson", "- [ ] Other | harbour"),
        ("- [ ] Other | harbour,, ledger", "- [ ] Other | harbour, ledger"),
        ("- [ ] Other | harbour,\x07 ledger", "- [ ] Other | harbour, ledger"),
        ("some prose", "// some prose"),
        ("//? was it so?", None),
    ],
)
def test_a_line_is_mended_by_the_edit_that_its_problem_offers(line, mended):
    text = f"# T\n## One [0:20-0:30]\n- [ ] Point | violin lesson\n{line}"
    problem = only(text)
    assert problem.edit is not None
    after = problem.edit.applied(text)
    assert read(after).problems == ()
    assert [each.written for each in read_lines(after)][3:] == ([mended] if mended else [])


def test_a_problem_says_how_many_letters_it_is_about():
    problem = only("# T\n## One [0:20-0:15]\n- [ ] P | violin")
    assert (problem.line, problem.column, problem.length) == (2, 9, 9)


# advice


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("- [ ] P | p99, violin lesson", "very short"),
        ("- [ ] P | because, violin lesson", "proves little"),
        ("- [ ] P | what we did next, the time it took", "common words"),
    ],
)
def test_a_weak_cue_gets_a_warning_and_the_template_can_be_used(line, what):
    reading = read(f"# T\n## One [0:20-0:30]\n{line}")
    assert reading.template is not None
    assert any(what in problem.what for problem in reading.problems)
    assert {problem.weight for problem in reading.problems} == {Weight.WARNING}
    assert {problem.line for problem in reading.problems} == {3}


def test_common_words_are_fine_where_they_give_the_reason_for_something_else():
    assert read("# T\n## One [0:20-0:30]\n- [ ] P | we chose kafka & because, so that").problems == ()


def test_a_section_that_is_long_or_full_gets_a_warning_at_its_heading():
    points = "\n".join(f"- [ ] Point {number} | harbour number {number}" for number in range(8))
    told = read(f"# T\n\n## One [5:00-6:01]\n{points}").problems
    assert [(problem.line, problem.weight) for problem in told] == [(3, Weight.WARNING)] * 2


def test_a_reading_keeps_the_sections_that_do_not_count_yet():
    reading = read("# T\n## One [0:20-0:15]\n- [ ] P | violin lesson\n## Two [0:10-0:20]\n- [ ] Q | harbour")
    assert reading.template is None
    assert [(each.section.name, each.counts, each.points) for each in reading.sections] == [
        ("One", False, (3,)),
        ("Two", True, (5,)),
    ]


# matching strength


@pytest.mark.parametrize(
    ("lines", "strength", "lacks"),
    [
        ("- [ ] P | violin lesson, harbour, ledger book\n~ I had a violin lesson.", Strength.STRONG, ()),
        ("- [ ] P | violin lesson, harbour, ledger book", Strength.FAIR, ("no example sentence",)),
        ("- [ ] P | violin lesson\n~ I had one.", Strength.FAIR, ("fewer than 3 cues",)),
        ("- [ ] P | violin lesson", Strength.WEAK, ("no example sentence", "fewer than 3 cues")),
        ("- [ ] P | my idea, the plan, some day\n~ I had one.", Strength.WEAK, ("only common words",)),
    ],
)
def test_a_checkpoint_s_strength_says_what_would_raise_it(lines, strength, lacks):
    template = parse(f"# T\n## One [0:20-0:30]\n{lines}", "x")
    told = matching_strength(template.checkpoints[0])
    assert (told.strength, told.lacks) == (strength, lacks)
