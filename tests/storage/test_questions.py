"""Questions as files that people edit."""

import pytest

from runthrough.domain.errors import TemplateInvalid, UnknownQuestion
from runthrough.storage.questions import MOST_BYTES, QuestionStore

TEMPLATE = """# Why move on?
## Motivation [1:00-1:30]
- [ ] Growth | looking for growth, ready for more
"""


@pytest.fixture
def built_in(tmp_path):
    folder = tmp_path / "built in"
    folder.mkdir()
    (folder / "why-move-on.txt").write_text(TEMPLATE, encoding="utf-8")
    (folder / "project.txt").write_text(TEMPLATE.replace("Why move on?", "Your project"), encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def store(built_in, own):
    return QuestionStore(built_in, own)


def titles(store):
    questions, broken = store.all()
    assert broken == ()
    return {question.id: question.template.title for question in questions}


def only_problem(store, question_id):
    with pytest.raises(TemplateInvalid) as refused:
        store.get(question_id)
    (problem,) = refused.value.problems
    return problem


def test_a_question_is_named_after_its_file(store):
    assert store.get("project").id == "project"
    assert store.get("project").template.title == "Your project"
    assert store.ids() == ("project", "why-move-on")


def test_questions_come_in_alphabetical_order(store, own):
    (own / "my-own.txt").write_text(TEMPLATE, encoding="utf-8")
    assert list(titles(store)) == ["my-own", "project", "why-move-on"]


def test_an_own_template_stands_in_place_of_a_built_in_one(store, own):
    (own / "project.txt").write_text(TEMPLATE.replace("Why move on?", "My project"), encoding="utf-8")
    assert titles(store) == {"project": "My project", "why-move-on": "Why move on?"}
    assert store.get("project").template.title == "My project"


def test_without_an_own_folder_there_are_the_built_in_questions(built_in, tmp_path):
    assert list(titles(QuestionStore(built_in, tmp_path / "nowhere"))) == ["project", "why-move-on"]


def test_an_unknown_question_is_refused_with_those_there_are(store, own):
    (own / "my-own.txt").write_text("broken", encoding="utf-8")
    for unknown in ("projects", "", "../built in/project", "PROJECT"):
        with pytest.raises(UnknownQuestion) as refused:
            store.get(unknown)
        assert refused.value.question_id == unknown
        assert refused.value.known == ("my-own", "project", "why-move-on")


def test_a_broken_template_hides_no_other(store, own):
    (own / "a-broken.txt").write_text("## Motivation [1:30-1:00]\n", encoding="utf-8")
    (own / "my-own.txt").write_text(TEMPLATE, encoding="utf-8")
    questions, broken = store.all()
    assert [question.id for question in questions] == ["my-own", "project", "why-move-on"]
    assert [error.source for error in broken] == [str(own / "a-broken.txt")]


def test_a_broken_own_template_does_not_give_way_to_the_built_in_one(store, own):
    (own / "project.txt").write_text("## Motivation [1:30-1:00]\n", encoding="utf-8")
    with pytest.raises(TemplateInvalid) as refused:
        store.get("project")
    assert refused.value.source == str(own / "project.txt")
    assert refused.value.problems
    assert [question.id for question in store.all()[0]] == ["why-move-on"]


def test_other_files_are_no_questions(store, own):
    for name in ("notes.md", ".hidden.txt", "._project.txt", "project.txt.bak", "txt"):
        (own / name).write_bytes(b"\xff\xfe")
    assert list(titles(store)) == ["project", "why-move-on"]


def test_a_template_edited_during_the_rehearsal_is_read_anew(store, own):
    (own / "project.txt").write_text(TEMPLATE, encoding="utf-8")
    before = store.get("project")
    (own / "project.txt").write_text(TEMPLATE.replace("move on", "stay"), encoding="utf-8")
    assert store.get("project").template.version != before.template.version


@pytest.mark.parametrize("written", [TEMPLATE.replace("\n", "\r\n"), TEMPLATE.replace("\n", "\r"), "\ufeff" + TEMPLATE])
def test_an_editor_of_another_system_does_not_change_the_version(store, own, built_in, written):
    (own / "my-own.TXT").write_bytes(written.encode())
    assert store.get("my-own").template == store.get("why-move-on").template


def test_a_byte_that_is_not_utf_8_is_shown_with_its_place(store, own):
    (own / "my-own.txt").write_bytes(b"\xef\xbb\xbf# Why?\r\n## Motivation [1:00-1:30]\r\n\xc3\xa9t caf\xe9 | more\n")
    problem = only_problem(store, "my-own")
    assert (problem.line, problem.column) == (3, 7)
    assert "0xe9" in problem.what
    assert "UTF-8" in problem.fix


def test_a_file_in_utf_16_is_refused_at_its_first_byte(store, own):
    (own / "my-own.txt").write_bytes(TEMPLATE.encode("utf-16"))
    problem = only_problem(store, "my-own")
    assert (problem.line, problem.column) == (1, 1)


def test_a_file_larger_than_1_mb_is_refused_and_one_of_just_1_mb_is_not(store, own):
    (own / "my-own.txt").write_bytes(b"#" * (MOST_BYTES + 1))
    assert "1 MB" in only_problem(store, "my-own").what
    (own / "my-own.txt").write_bytes(TEMPLATE.encode() + b"\n" * (MOST_BYTES - len(TEMPLATE)))
    assert store.get("my-own").template.title == "Why move on?"


def test_a_folder_named_like_a_template_is_refused_with_its_path(store, own):
    (own / "my-own.txt").mkdir()
    questions, broken = store.all()
    assert [question.id for question in questions] == ["project", "why-move-on"]
    assert [error.source for error in broken] == [str(own / "my-own.txt")]
    assert "cannot be read" in broken[0].problems[0].what
