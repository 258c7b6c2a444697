"""Questions on the command line: list, check, import, export, copy, put away, delete, versions, lengths."""

from __future__ import annotations

import json

import pytest

from cli.test_command_line import ANSWER, Runner

TEXT = "# Why\ntotal: 0:20-0:30\n// mine\n\n## One [0:20-0:30]\n- [ ] Point (must) | violin lesson\n"
GUIDE = """# A conflict at work

Situation (30-40 seconds)
- Where you worked and what was at stake
- Who was involved in it

Result (20-30 seconds)
- What changed afterwards, with a number
- What you learned from it

Pitfalls to avoid
- Blaming your colleague
"""


@pytest.fixture
def run(tmp_path) -> Runner:
    return Runner(tmp_path / "data")


@pytest.fixture
def mine(run) -> Runner:
    """A data folder with a question of the speaker's own."""
    (run.data / "questions").mkdir(parents=True)
    (run.data / "questions" / "why.txt").write_text(TEXT, encoding="utf-8")
    return run


def test_questions_are_listed_by_tag_and_at_a_length(mine):
    assert [each["id"] for each in mine.json("questions", "--tag", "motivation")].count("why") == 0
    whole = {each["id"]: each for each in mine.json("questions")}
    short = {each["id"]: each for each in mine.json("questions", "--length", "30s")}
    assert whole["why"] == short["why"]
    long, musts = whole["why-move-on"], short["why-move-on"]
    assert musts["total"] == {"shortest": 25.0, "longest": 35.0}
    ranks = [point["rank"] for section in musts["sections"] for point in section["checkpoints"]]
    assert set(ranks) == {"must"}
    asked = [point["rank"] for section in long["sections"] for point in section["checkpoints"]]
    assert asked.count("must") == len(ranks)


def test_check_tells_every_problem_with_its_place_and_ends_with_1(run, tmp_path):
    (tmp_path / "bad.txt").write_text("# T\n## One [0:30-0:20]\n- [ ] P\n- [ ] Q | p99\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = run("check", tmp_path / "good.txt", tmp_path / "bad.txt")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert f"{tmp_path}/bad.txt, line 2, column 9: error: The band runs backwards: 0:30 comes after 0:20." in lines[1]
    assert "line 3, column 8: error: The checkpoint has no cue phrase." in lines[2]
    assert "line 4, column 11: warning: The cue “p99” is very short" in lines[3]
    assert lines[-1] == f"{tmp_path}/bad.txt: cannot be used, 2 errors, 1 others"
    assert run("check", tmp_path / "good.txt").returncode == 0


def test_a_template_goes_to_json_and_back(run, tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    document = run.json("check", tmp_path / "good.txt")
    assert (document["title"], document["sections"][0]["min"]) == ("Why", 20.0)
    (tmp_path / "good.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("import", tmp_path / "good.json").stdout == TEXT


def test_a_guide_is_printed_as_a_draft_and_saved_when_asked(run, tmp_path):
    (tmp_path / "guide.txt").write_text(GUIDE, encoding="utf-8")
    draft = run.json("import", tmp_path / "guide.txt")
    assert [(each["name"], each["min"], each["max"]) for each in draft["sections"]] == [
        ("Situation", 30.0, 40.0),
        ("Result", 20.0, 30.0),
    ]
    assert [len(each["checkpoints"]) for each in draft["sections"]] == [2, 2]
    pitfalls = [pitfall["label"] for section in draft["sections"] for pitfall in section["pitfalls"]]
    assert len(pitfalls) == 1
    assert "lam" in pitfalls[0]
    assert draft["problems"] == [] or {problem["weight"] for problem in draft["problems"]} <= {"guess", "warning"}
    assert not (run.data / "questions").exists()
    done = run("import", tmp_path / "guide.txt", "--save")
    assert done.returncode == 0
    assert "Saved as" in done.stderr
    assert [each["title"] for each in run.json("questions") if each["id"] == "guide"] == [draft["title"]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"\n", "is empty. Choose another file"),
        ("prose.txt", b"Just some words.", "has no points"),
        ("bytes.txt", b"\xff\xfe\x00", "is not UTF-8"),
        ("bad.json", b'{"title": 1}', "title is no text"),
        ("bad.zip", b"PK", "is no pack of questions"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_clear_sentence(run, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    assert words in run.refused("import", tmp_path / name)


def test_questions_go_into_a_pack_and_out_of_it(mine, tmp_path):
    assert mine("export", "why", "--output", tmp_path / "why.txt").returncode == 0
    assert (tmp_path / "why.txt").read_text(encoding="utf-8") == TEXT
    assert mine("export", "why", "why-move-on", "--output", tmp_path / "two.txt").returncode == 2
    assert mine("export", "why", "--output", tmp_path / "pack.zip").returncode == 0
    (mine.data / "questions" / "why.txt").unlink()
    done = mine("import", tmp_path / "pack.zip", "--save")
    assert "Saved as why: Why" in done.stderr
    again = mine("import", tmp_path / "pack.zip")
    assert "why.txt is left out: it is here already." in again.stderr


def test_a_question_is_copied_put_away_brought_back_and_deleted(mine):
    assert mine.json("duplicate", "why")["id"] == "why-copy"
    mine("archive", "why")
    assert "why" not in [each["id"] for each in mine.json("questions")]
    assert [each["id"] for each in mine.json("questions", "--archived")] == ["why"]
    mine("archive", "why", "--back")
    assert "why" in [each["id"] for each in mine.json("questions")]
    assert mine("remove", "why").returncode == 1, "nobody was there to say yes"
    assert mine("remove", "why", "--yes").returncode == 0
    assert "There is no question “why”" in mine.refused("remove", "why", "--yes")


def test_versions_are_listed_printed_and_put_back(mine, tmp_path):
    assert "Never saved" in mine("versions", "why").stdout
    (tmp_path / "new.json").write_text(json.dumps(mine.json("check", mine.data / "questions" / "why.txt")))
    mine("versions", "why")
    # the same question spoken to twice, with a change between
    sound = ("--from-file", "missing.wav")
    assert mine("rehearse", "--question", "why", *sound).returncode == 1
    assert mine("versions", "why", "--show", "abc").returncode == 2


def test_a_text_is_judged_at_a_length(run, tmp_path):
    (tmp_path / "answer.txt").write_text(ANSWER, encoding="utf-8")
    arguments = ("analyse", "--transcript", tmp_path / "answer.txt", "--question", "why-move-on")
    whole, short = run.json(*arguments), run.json(*arguments, "--length", "2min")
    counts = [len(each["sections"][0]["checkpoints"]) for each in (whole, short)]
    assert counts[1] < counts[0]
