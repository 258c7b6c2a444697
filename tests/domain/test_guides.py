"""Guides of several kinds, imported: what a person expects to find in them is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_scores import FOLDER, guides, score
from runthrough.domain.guide.blocks import Kind, read_blocks
from runthrough.domain.guide.draft import draft_from_guide
from runthrough.domain.guide.outline import Role, outline, role_of
from runthrough.domain.guide.times import find_times, spans_as_lengths, without_times
from runthrough.domain.guide.told_times import times_by_name, times_by_place
from runthrough.domain.guide.wording import clean_name, cue_phrases, quotes
from runthrough.domain.question import Band, Rank
from runthrough.domain.template_text import parse
from runthrough.places import CHECKOUT

SHARED = CHECKOUT.parent / "shared" / "data" / "guides" / "000_a0942fed64602057.txt"


@pytest.mark.parametrize("path", guides(), ids=lambda path: path.stem)
def test_what_a_person_expects_of_a_guide_is_found(path: Path):
    told = score(path)
    assert told.sections.recall >= 0.8, told.missing
    assert told.sections.precision >= 0.75, told
    assert told.bands.recall >= 0.8, told
    assert told.checkpoints.recall >= 0.8, told.missing
    assert told.checkpoints.precision >= 0.7, told
    assert told.pitfalls.recall >= 0.8, told.missing


@pytest.mark.skipif(not SHARED.is_file(), reason="the written guide is no part of this repository")
def test_the_guide_to_motivation_and_project_gives_its_sections_points_and_pitfalls():
    told = score(SHARED, FOLDER / "motivation.expected.json")
    assert told.checkpoints.recall >= 0.8, told.missing
    assert (told.sections.recall, told.bands.recall, told.pitfalls.recall) == (1.0, 1.0, 1.0)
    template = parse(draft_from_guide(SHARED.read_text(encoding="utf-8"), "guide").text, "guide")
    assert [section.band for section in template.sections[:3]] == [Band(60, 90), Band(60, 90), Band(300, 360)]
    assert template.sections[3].band == Band(55, 65)
    names = [point.label.lower() for point in template.sections[2].checkpoints]
    seven = ("one-liner", "objectives", "your role", "architecture", "challenges", "results", "retro")
    assert len(names) == len(seven)
    assert all(name.startswith(wanted) for name, wanted in zip(names, seven, strict=True))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("60–90 seconds each (2–3 minutes total)", [(60, 90), (120, 180)]),
        ("Leave 1 minute for questions", [(60, 60)]),
        ("about two minutes", [(120, 120)]),
        ("half a minute, then 0:45", [(30, 30), (45, 45)]),
        ("one to two minutes", [(60, 120)]),
        ("1½ minutes or 90s", [(90, 90)]),
        ("0:30-0:45", [(30, 45)]),
        ("30 sec. to 1 min", [(30, 60)]),
        ("up to 90 seconds", [(None, 90)]),
        ("½ minute", [(30, 30)]),
        ("within 2 min.", [(None, 120)]),
        ("latency under 75 ms, 3 weeks, 2024, 4-person team, 12 points", []),
        ("10:30 in the morning", [(630, 630)]),
        ("1 min 30 sec", [(90, 90)]),
        ("1m30s", [(90, 90)]),
        ("a minute and a half", [(90, 90)]),
        ("twenty-five seconds", [(25, 25)]),
        ("no longer than 2 minutes", [(None, 120)]),
        ("three minutes or less", [(None, 180)]),
        ("as the last words, a second example, one m", []),
    ],
)
def test_a_time_is_found_however_it_is_written(text, times):
    assert [(hint.shortest, hint.longest) for hint in find_times(text)] == times


def test_a_time_says_whether_it_is_for_each_or_the_total():
    each, total = find_times("60-90 seconds each (3 minutes total)")
    assert (each.each, each.total, total.each, total.total) == (True, False, False, True)
    assert find_times("spend two minutes on each part")[0].each


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Situation (20-30 seconds)", "Situation"),
        ("RESULT - 30 s", "RESULT"),
        ("Opening: about one minute", "Opening"),
        ("Part 2 — 5 min.", "Part 2"),
        ("Why me", "Why me"),
    ],
)
def test_a_heading_is_named_without_its_time(heading, name):
    assert without_times(heading) == name


@pytest.mark.parametrize(
    ("schedule", "lengths"),
    [
        ("0:00-0:30 Hook\n0:30–1:15 Problem", "0:30 Hook\n0:45 Problem"),
        ("Hook (minutes 0-2), problem (minutes 2-5)", "Hook (2:00), problem (3:00)"),
        ("A (0-15 s)\nB (15-40 s)", "A (0:15)\nB (0:25)"),
        ("A (0:30-0:45)\nB (1:00-1:30)", "A (0:30-0:45)\nB (1:00-1:30)"),
    ],
)
def test_a_schedule_says_how_long_each_part_takes_but_bands_stay(schedule, lengths):
    assert spans_as_lengths(schedule) == lengths


def test_parts_named_by_their_place_get_their_times():
    text = "The first two take a minute each, the third gets two minutes, and the last one thirty seconds."
    told = times_by_place(text, 4)
    assert [told[at].longest for at in range(4)] == [60, 60, 120, 30]
    assert times_by_place("The first thirty seconds decide; the last minute is for questions.", 4) == {}


def test_parts_named_in_the_introduction_get_their_times():
    text = "The opening takes ten seconds. The tour takes ninety seconds. Do not hurry."
    told = times_by_name(text, ["The opening", "The tour", "The rest"])
    assert {at: hint.longest for at, hint in told.items()} == {0: 10, 1: 90}


def test_a_heading_with_a_time_is_spoken_whatever_its_words():
    guide = "# T\n## A mistake I made (1 min)\n- what\n## Why it matters to the listener (1 min)\n- why\n"
    guide += "## Timing overview (2 min)\n- x\n## Tips (1 min)\n- y\n"
    found = parse(draft_from_guide(guide, "guide").text, "guide").sections
    assert [section.name for section in found] == ["A mistake I made", "Why it matters to the listener"]


def test_a_list_of_parts_and_times_alone_gives_a_point_for_each():
    guide = "# Toast\n- Greet them (30 seconds)\n- The news of the year (1 min)\n"
    found = parse(draft_from_guide(guide, "guide").text, "guide").sections
    assert [section.band.midpoint for section in found] == [30, 60]
    assert [point.label for section in found for point in section.checkpoints] == [section.name for section in found]


def test_an_outline_over_the_parts_of_the_answer_is_no_overview():
    guide = "# T\n## Outline\n### One (30 s)\n- first point\n### Two (1 min)\n- second point\n## Tips\n- sleep\n"
    found = parse(draft_from_guide(guide, "guide").text, "guide").sections
    assert [(section.name, section.band.midpoint) for section in found] == [("One", 30), ("Two", 60)]


def test_what_follows_the_last_step_of_pasted_prose_is_no_part_of_it():
    guide = "Step 1: Open (30s)\n- a greeting\n\nStep 2: Close (30s)\n- a farewell\n\nAvoid\nMumbling all the time.\n"
    root = outline(read_blocks(guide))
    assert [(part.title[:7], part.role) for part in root.parts] == [
        *(("Step 1:", Role.ANSWER), ("Step 2:", Role.ANSWER), ("Avoid", Role.PITFALLS))
    ]


def test_a_point_that_was_wrapped_is_one_point_and_a_number_goes_on_after_bullets():
    wrapped = "- a moment from the interview that makes people curious without\nexplaining it\n- next"
    assert [text for _, _, text in kinds(wrapped)] == [
        *("a moment from the interview that makes people curious without explaining it", "next")
    ]
    found = kinds("Key tradeoffs:\n- speed\n- cost\n5) Challenges\n- bias")
    assert [level for kind, level, _ in found if kind is Kind.POINT] == [0, 0, 0, 1]


def test_the_total_stands_in_the_draft_where_the_sections_can_meet_it():
    parts = "## One (1 min)\n- first point\n## Two (1-2 min)\n- second point\n"
    assert "\ntotal: 2:00-3:00\n" in draft_from_guide(f"# T\n2-3 minutes in total.\n{parts}", "guide").text
    assert "total:" not in draft_from_guide(f"# T\n9-10 minutes in total.\n{parts}", "guide").text


def kinds(text: str) -> list[tuple[Kind, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_blocks(text)]


@pytest.mark.parametrize(
    "line",
    [
        "# Head",
        "Head\n====",
        "**Head**",
        "**Head** _(10 s)_",
        "1) ASK [45 s]",
        "HEAD OF ALL",
        "Head of this\n\ntext follows here.",
        "Part 1: Head",
    ],
)
def test_a_heading_is_known_by_its_looks(line):
    assert kinds(f"{line}\n- point")[0][0] is Kind.HEADING


def test_points_have_the_depth_of_their_indent_and_of_the_number_above_them():
    found = kinds("1) One\n- a\n- b\n2) Two\n   - c\n\nText.\n- d\n  - e")
    assert [(level, text) for kind, level, text in found if kind is Kind.POINT] == [
        *((0, "One"), (1, "a"), (1, "b"), (0, "Two"), (1, "c"), (0, "d"), (1, "e"))
    ]


def test_a_table_gives_rows_without_its_head():
    assert kinds("| Part | Time |\n|---|---|\n| One | 2 min |") == [(Kind.ROW, 0, "One 2 min")]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Pitfalls to avoid", Role.PITFALLS),
        ("What costs you marks", Role.PITFALLS),
        ("Don't", Role.PITFALLS),
        ("Questions the examiners may ask", Role.FOLLOW_UPS),
        ("Sample phrasing", Role.PHRASES),
        ("A worked example", Role.EXAMPLE),
        ("Timing at a glance", Role.TIMING),
        ("Tips for the day before", Role.ASIDE),
        ("What trips people up", Role.PITFALLS),
        ("Things to leave out", Role.PITFALLS),
        ("What the night team usually asks", Role.FOLLOW_UPS),
        ("Expect to be asked", Role.FOLLOW_UPS),
        ("What I ask for", Role.ANSWER),
        ("How it might sound", Role.PHRASES),
        ("Situation", Role.ANSWER),
        ("What went wrong with the design", Role.ANSWER),
    ],
)
def test_a_heading_says_what_its_part_is_for(heading, role):
    assert role_of(heading) is role


def test_quotes_names_and_cues_are_taken_from_the_wording():
    assert quotes('Say “I have learned a lot here” or "it was my idea first".') == [
        "I have learned a lot here",
        "it was my idea first",
    ]
    assert clean_name("the [odd] | name & more (must)") == "The odd name more"
    taken: set[str] = set()
    assert cue_phrases(["Explain how you led the streaming pipeline, and the backtest engine"], taken) == [
        *("streaming pipeline", "backtest engine"),
    ]
    assert taken == {"streaming pipeline", "backtest engine"}
    assert cue_phrases(["streaming pipeline"], taken) == []


GUIDE = """# Asking for a rise

The whole talk should take four minutes in total.

## What I did (1-2 minutes)
1. The most important result of the year, with figures
2. What it was worth: cost, time, risk
   - name the airline that profited
Say: "Last year I took over the billing system and brought its errors down by half."

## What I want
- The sum
- From when on

## Example
1. We brought the errors of the billing system down from two percent to one.

## Do not
- Threaten to leave
- Compare yourself with colleagues: "he earns more than me"

## They will ask
- Why now?
"""


def test_a_guide_becomes_a_question_with_everything_in_its_place():
    draft = draft_from_guide(GUIDE, "guide.md")
    template = parse(draft.text, "draft")
    assert template.title == "Asking for a rise"
    did, want = template.sections
    assert (did.name, did.band) == ("What I did", Band(60, 120))
    result, worth = did.checkpoints
    assert (result.rank, result.needs_number) == (Rank.MUST, True)
    assert any("errors of the billing system down from two percent" in example for example in result.examples)
    assert any("billing system" in example for point in did.checkpoints for example in point.examples)
    assert "airline" in " ".join(worth.cue_groups[0])
    assert [point.label for point in want.checkpoints] == ["The sum", "From when on"]
    assert [pitfall.label for pitfall in template.pitfalls][:1] == ["Threaten to leave"]
    assert "he earns more than me" in template.pitfalls[1].phrases
    assert want.checkpoints[-1].follow_ups == ("Why now?",)
    # four minutes less one and a half
    assert want.band.shortest < 150 < want.band.longest


def test_every_guess_is_marked_above_its_line():
    draft = draft_from_guide(GUIDE, "guide.md")
    lines = draft.text.split("\n")
    assert all(lines[guess.line - 1].startswith("//? ") for guess in draft.guesses)
    at = lines.index("## What I want [2:10-2:50]")
    assert lines[at - 1] == "//? band: no time is named: an equal share of what the total leaves"
    checkpoints = [at for at, line in enumerate(lines) if line.startswith("- [ ]")]
    assert all(lines[at - 1].startswith("//? ") for at in checkpoints)


def test_pasted_prose_without_a_blank_line_keeps_its_headings():
    opening = "A talk\nOpening (30 s)\n- Greet the room\n- Name the topic\n"
    guide = f"{opening}Main part (2 min)\n- The idea\nPitfalls to avoid\n- Rushing"
    template = parse(draft_from_guide(guide, "guide.txt").text, "draft")
    told = [(section.name, [point.label for point in section.checkpoints]) for section in template.sections]
    assert told == [("Opening", ["Greet the room", "Name the topic"]), ("Main part", ["The idea"])]
    assert [pitfall.label for pitfall in template.pitfalls] == ["Rushing"]
