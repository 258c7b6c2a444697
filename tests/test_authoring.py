"""Writing questions without a window: open, draft, save, versions, copies, the archive, files."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.authoring import FIRST_TEXT, Authoring, is_template
from runthrough.domain.cue_adding import CueOffer
from runthrough.domain.errors import GuideUnreadable, PackUnreadable, TemplateInvalid, UnknownQuestion
from runthrough.domain.speech import Utterance, Word
from runthrough.domain.template_json import template_json
from runthrough.domain.template_text import parse
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Verdict
from runthrough.rehearsal.ports import Meter
from runthrough.storage.drafts import Draft, DraftStore
from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from runthrough.storage.pack import PackEntry, write_pack
from runthrough.storage.questions import QuestionStore
from storage.stored import make_runthrough, make_take

TEXT = "# Why\n## One [0:20-0:30]\n- [ ] Point | violin lesson\n"
BUILT_IN = "# Conflict\n## One [0:20-0:30]\n- [ ] Stake | what was at stake\n"


class Days:
    """A day later with every look."""

    def __init__(self) -> None:
        self.day = 0

    def __call__(self) -> str:
        self.day += 1
        return f"2026-01-{self.day:02}T10:00:00+00:00"


@pytest.fixture
def authoring(tmp_path):
    (tmp_path / "built-in").mkdir()
    (tmp_path / "built-in" / "conflict.txt").write_text(BUILT_IN, encoding="utf-8")
    database = tmp_path / "library.db"
    with Library(database) as library:
        questions = QuestionStore(tmp_path / "built-in", tmp_path / "questions")
        drafts = DraftStore(tmp_path / "drafts")
        yield Authoring(questions, drafts, library, lambda: open_journal(database), Days())


LESSON = CueOffer("one/stake", "the whole launch")


def test_a_phrase_becomes_a_cue_in_a_new_version_and_the_one_before_can_come_back(authoring):
    assert authoring.add_cue("conflict", LESSON)
    opened = authoring.open("conflict")
    assert opened.text == BUILT_IN.replace("what was at stake", "what was at stake, the whole launch")
    assert (opened.own, opened.built_in, opened.is_draft) == (True, True, False)
    assert [each.text for each in authoring.versions("conflict")] == [opened.text, BUILT_IN]
    assert not authoring.add_cue("conflict", LESSON), "it is a cue already"
    assert len(authoring.versions("conflict")) == 2


def test_a_phrase_for_a_checkpoint_that_is_gone_changes_nothing(authoring):
    assert not authoring.add_cue("conflict", replace(LESSON, checkpoint_id="one/gone"))
    assert authoring.open("conflict").text == BUILT_IN
    assert authoring.versions("conflict") == []


def test_a_draft_gets_the_phrase_too_and_stays_a_draft(authoring):
    draft = BUILT_IN.replace("## One", "## First").replace("# Conflict", "# A conflict")
    authoring.keep_draft("conflict", draft)
    assert authoring.add_cue("conflict", LESSON)
    assert authoring.open("conflict").text == draft, "its checkpoint has another name there"
    kept = BUILT_IN.replace("# Conflict", "# A conflict")
    authoring.keep_draft("conflict", kept)
    assert authoring.add_cue("conflict", replace(LESSON, phrase="our deadline"))
    assert authoring.open("conflict").text == kept.replace("at stake", "at stake, our deadline")


def test_a_new_question_is_a_draft_until_it_is_saved_and_gets_its_id_from_its_title(authoring):
    new = authoring.begin()
    assert (new.question_id, new.saved, new.text) == ("new", None, FIRST_TEXT)
    assert parse(new.text, "new").title == "New question"
    authoring.keep_draft("new", TEXT)
    assert authoring.open("new").text == TEXT
    saved = authoring.save("new", TEXT)
    assert (saved.id, saved.template.title) == ("why", "Why")
    assert authoring.drafts() == ()
    with pytest.raises(UnknownQuestion):
        authoring.open("new")


def test_two_new_questions_have_drafts_of_their_own(authoring):
    assert [authoring.begin().question_id, authoring.begin().question_id] == ["new", "new-2"]


def test_a_draft_with_mistakes_is_kept_and_the_last_good_version_stays_in_use(authoring):
    authoring.save("why", TEXT)
    authoring.keep_draft("why", "# Half")
    opened = authoring.open("why")
    assert (opened.text, opened.saved, opened.is_draft) == ("# Half", TEXT, True)
    with pytest.raises(TemplateInvalid):
        authoring.save("why", "# Half")
    assert authoring.open("why").saved == TEXT
    authoring.keep_draft("why", TEXT)
    assert authoring.drafts() == ()


def test_saving_makes_a_version_and_an_old_one_can_be_put_back(authoring):
    first = authoring.save("new", TEXT).template
    second = authoring.save("why", TEXT.replace("violin", "piano")).template
    assert [each.version for each in authoring.versions("why")] == [second.version, first.version]
    authoring.save("why", authoring.versions("why")[1].text)
    assert authoring.open("why").saved == TEXT
    assert [each.version for each in authoring.versions("why")] == [first.version, second.version]


def test_the_built_in_text_is_a_version_once_it_was_changed(authoring):
    opened = authoring.open("conflict")
    assert (opened.built_in, opened.own) == (True, False)
    authoring.save("conflict", BUILT_IN.replace("Stake", "Stakes"))
    assert authoring.versions("conflict")[1].text == BUILT_IN
    assert authoring.open("conflict").own


def test_deleting_a_changed_built_in_question_takes_the_change_back_and_then_archives_it(authoring):
    authoring.save("conflict", TEXT)
    authoring.remove("conflict")
    assert authoring.open("conflict").saved == BUILT_IN
    assert authoring.archived() == frozenset()
    authoring.remove("conflict")
    assert authoring.archived() == {"conflict"}
    authoring.archive("conflict", away=False)
    assert authoring.archived() == frozenset()


def test_a_copy_has_a_title_and_an_id_of_its_own(authoring):
    copy = authoring.duplicate("conflict")
    assert (copy.id, copy.template.title) == ("conflict-copy", "Conflict (copy)")
    assert authoring.duplicate("conflict").id == "conflict-copy-2"


def test_past_wording_is_offered_as_cues(authoring, tmp_path):
    authoring.save("new", TEXT)
    run = make_runthrough(question_id="why")
    take = make_take(run)
    words = tuple(Word(word, 0.0, 0.1) for word in "well um I had a trumpet rehearsal every monday".split())
    with closing(open_journal(tmp_path / "library.db")) as journal:
        journal.runthrough_started(run)
        journal.take_started(take)
        journal.utterance_heard(take.id, Utterance(f"{take.id}-001", words, "Fake"))
        verdict = CheckpointVerdict("one/point", Verdict.SAID, 0.9, Evidence(2, 8))
        journal.take_judged(take.id, Meter("a", "1", run.template_version, "r"), [verdict])
    offered = authoring.past_wording("why", "one/point")
    assert "trumpet rehearsal every monday" in offered or "trumpet rehearsal" in offered
    assert authoring.past_wording("why", "one/other") == ()
    assert offered[0] not in authoring.past_wording("why", "one/point", offered[:1])


# files


def test_a_template_its_json_and_a_pack_are_taken_as_they_are(authoring, tmp_path):
    (tmp_path / "mine.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.json").write_text(json.dumps(template_json(TEXT)), encoding="utf-8")
    for name in ("mine.txt", "mine.json"):
        assert authoring.import_file(tmp_path / name).drafts == (Draft("mine", TEXT),)
    broken = PackEntry("broken", "# No section")
    entries = (PackEntry("why", TEXT), broken, PackEntry("conflict", BUILT_IN))
    write_pack(tmp_path / "pack.zip", entries)
    found = authoring.import_file(tmp_path / "pack.zip")
    assert found.questions == (Draft("why", TEXT),)
    assert found.drafts == (Draft("broken", "# No section"),)
    assert [(each.name, each.reason) for each in found.refused] == [("conflict.txt", "it is here already")]
    assert [question.id for question in authoring.add(found.questions)] == ["why"]
    assert authoring.open("why").saved == TEXT


def test_another_question_of_the_same_name_is_added_beside_it(authoring):
    (added,) = authoring.add([Draft("conflict", TEXT)])
    assert added.id == "why"
    (again,) = authoring.add([Draft("conflict", BUILT_IN.replace("Stake", "Stakes"))])
    assert again.id == "conflict-2"
    assert authoring.open("conflict").saved == BUILT_IN


def test_a_template_with_mistakes_is_a_template_and_a_guide_with_headings_is_none():
    assert is_template("# T\n## One [0:30-0:20]\n## Two [0:10-0:20]\n- [ ] P | cue")
    assert not is_template("# How to answer\n## Situation (30 s)\n- [ ] say what it was\n- be short")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.txt", "  \n", GuideUnreadable),
        ("bad.json", '{"title": ', TemplateInvalid),
        ("bad2.json", '{"title": 3}', TemplateInvalid),
        ("deep.json", '{"a":' + "[" * 100_000, TemplateInvalid),
        ("bad.zip", "no zip", PackUnreadable),
    ],
)
def test_a_file_that_cannot_be_imported_is_told(authoring, tmp_path, name, content, error):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(error):
        authoring.import_file(tmp_path / name)


def test_a_file_that_is_not_there_is_told(authoring, tmp_path):
    with pytest.raises(GuideUnreadable):
        authoring.import_file(tmp_path / "nothing.txt")


def test_one_question_is_exported_as_text_and_several_as_a_pack(authoring, tmp_path):
    authoring.save("new", TEXT)
    authoring.export(["why"], tmp_path / "why.txt")
    assert (tmp_path / "why.txt").read_text(encoding="utf-8") == TEXT
    authoring.export(["why", "conflict"], tmp_path / "all.zip")
    assert len(authoring.import_file(tmp_path / "all.zip").refused) == 2
    with pytest.raises(UnknownQuestion):
        authoring.export(["nothing"], tmp_path / "n.txt")
