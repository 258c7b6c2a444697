"""What an author saves, drafts, deletes and hands on."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import closing

import pytest

from runthrough.domain.errors import FolderUnwritable, PackUnreadable, UnknownQuestion
from runthrough.domain.template_text import parse
from runthrough.storage.drafts import Draft, DraftStore
from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from runthrough.storage.pack import MOST_FILES, PackEntry, read_pack, write_pack
from runthrough.storage.questions import MOST_BYTES, QuestionStore
from storage.stored import make_runthrough

TEXT = "# Why\n## One [0:20-0:30]\n- [ ] Point | violin lesson\n"


@pytest.fixture
def store(tmp_path):
    (tmp_path / "built-in").mkdir()
    (tmp_path / "built-in" / "conflict.txt").write_text("# Conflict\n## One [0:20-0:30]\n", encoding="utf-8")
    return QuestionStore(tmp_path / "built-in", tmp_path / "data" / "questions")


# saving


def test_a_saved_question_is_there_at_once_and_after_a_change(store):
    store.save("why", TEXT)
    assert store.get("why").template.title == "Why"
    store.save("why", TEXT.replace("Why", "Why not"))
    assert store.get("why").template.title == "Why not"
    assert (store.own("why"), store.built_in("why")) == (True, False)


def test_a_built_in_question_is_changed_in_a_copy_and_comes_back_when_the_copy_goes(store):
    store.save("conflict", TEXT)
    assert store.get("conflict").template.title == "Why"
    assert (store.own("conflict"), store.built_in("conflict")) == (True, True)
    store.remove("conflict")
    assert store.get("conflict").template.title == "Conflict"
    with pytest.raises(UnknownQuestion):
        store.remove("conflict")


def test_a_deleted_question_lies_aside_and_a_second_one_does_not_take_its_place(store, tmp_path):
    for text in (TEXT, TEXT.replace("Why", "Other")):
        store.save("why", text)
        store.remove("why")
    assert "why" not in store.ids()
    deleted = tmp_path / "data" / "questions" / "deleted"
    assert sorted(path.name for path in deleted.iterdir()) == ["why-2.txt", "why.txt"]
    assert (deleted / "why.txt").read_text(encoding="utf-8") == TEXT


def test_an_id_is_made_of_the_title_and_never_taken_twice(store):
    assert store.free_id("Why *me*, now?") == "why-me-now"
    assert store.free_id("Conflict") == "conflict-2"
    assert store.free_id("日本") == "question"
    assert store.free_id("CON") == "con-question"
    assert len(store.free_id("long " * 50)) <= 60


def test_a_text_with_mistakes_can_be_read_for_the_editor(store, tmp_path):
    store.save("why", TEXT)
    (tmp_path / "data" / "questions" / "bad.txt").write_text("no title", encoding="utf-8")
    assert store.text("bad") == "no title"
    with pytest.raises(UnknownQuestion):
        store.text("nothing")


def test_a_folder_that_cannot_be_written_is_told_and_the_old_text_stays(store, tmp_path):
    store.save("why", TEXT)
    (tmp_path / "data" / "questions" / ".why.txt.new").mkdir()
    with pytest.raises(FolderUnwritable):
        store.save("why", "# Lost")
    assert store.text("why") == TEXT


def test_a_file_that_did_not_change_is_parsed_once(store, tmp_path):
    store.save("why", TEXT)
    first = store.get("why").template
    assert store.get("why").template is first
    os.utime(tmp_path / "data" / "questions" / "why.txt", ns=(1, 1))
    assert store.get("why").template is not first


# drafts


def test_a_draft_is_kept_until_it_is_dropped(tmp_path):
    drafts = DraftStore(tmp_path / "drafts")
    assert (drafts.all(), drafts.read("why")) == ((), None)
    drafts.keep("why", "# Half a qu")
    drafts.keep("why", "# Half a question\n")
    drafts.keep("new", "")
    assert drafts.all() == (Draft("new", ""), Draft("why", "# Half a question\n"))
    drafts.drop("why")
    drafts.drop("why")
    assert drafts.read("why") is None


# versions and the archive


def test_versions_are_those_saved_and_those_spoken_to_the_latest_first(tmp_path):
    path = tmp_path / "library.db"
    first, second = parse(TEXT, "1"), parse(TEXT.replace("Why", "Why not"), "2")
    with closing(open_journal(path)) as journal:
        journal.template_saved("why", first, "2026-01-01T10:00:00+00:00")
        journal.template_saved("why", first, "2026-01-02T10:00:00+00:00")
        journal.template_saved("why", second, "2026-01-03T10:00:00+00:00")
        journal.template_saved("other", second, "2026-01-04T10:00:00+00:00")
        spoken = make_runthrough(
            question_id="why",
            template_version=first.version,
            template_text=first.text,
            started_at="2026-01-05T10:00:00+00:00",
        )
        journal.runthrough_started(spoken)
        journal.template_saved("why", first, "2026-01-06T10:00:00+00:00")
    with Library(path) as library:
        told = library.template_versions("why")
        assert [(each.version, each.used_at[:10], each.runthroughs) for each in told] == [
            (first.version, "2026-01-06", 1),
            (second.version, "2026-01-03", 0),
        ]
        assert told[1].text == second.text
        assert library.template_versions("nothing") == []


def test_a_question_is_put_away_and_back(tmp_path):
    path = tmp_path / "library.db"
    with closing(open_journal(path)) as journal, Library(path) as library:
        journal.question_archived("why", "2026-01-01T10:00:00+00:00")
        journal.question_archived("why", "2026-01-02T10:00:00+00:00")
        assert library.archived() == {"why"}
        journal.question_archived("why", None)
        assert library.archived() == frozenset()


# packs


def test_a_pack_holds_what_was_put_in_and_is_the_same_file_each_time(tmp_path):
    entries = (PackEntry("why", TEXT), PackEntry("conflict", "# Ärger\n"))
    write_pack(tmp_path / "one.zip", entries)
    write_pack(tmp_path / "two.zip", entries)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    pack = read_pack(tmp_path / "one.zip")
    assert (pack.entries, pack.refused) == (entries, ())


def zipped(tmp_path, files):
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files:
            pack.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("../why.txt", TEXT, "out of the pack"),
        ("a/../../why.txt", TEXT, "out of the pack"),
        ("/etc/why.txt", TEXT, "out of the pack"),
        ("C:\\why.txt", TEXT, "out of the pack"),
        ("..\\why.txt", TEXT, "out of the pack"),
        ("\\\\host\\share\\why.txt", TEXT, "out of the pack"),
        ("why.exe", TEXT, "no text file"),
        ("__MACOSX/._why.txt", TEXT, "no text file"),
        ("...txt", TEXT, "no text file"),
        ("日本.txt", TEXT, "no letter"),
        ("why.txt", b"\xff\xfe", "not UTF-8"),
        ("why.txt", b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_what_is_unsafe_in_a_pack_is_refused_with_the_reason_and_the_rest_is_taken(tmp_path, name, data, reason):
    pack = read_pack(zipped(tmp_path, [(name, data), ("folder/good.txt", TEXT)]))
    assert [entry.question_id for entry in pack.entries] == ["good"]
    (refused,) = pack.refused
    assert reason in refused.reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_of_one_name_is_refused(tmp_path):
    pack = read_pack(zipped(tmp_path, [("why.txt", TEXT), ("b/Why.txt", "# B"), ("why.txt", "# C")]))
    assert [entry.text for entry in pack.entries] == [TEXT]
    assert [each.reason for each in pack.refused] == ["there are two files of this name"] * 2


def test_a_bomb_that_lies_about_its_size_is_never_unpacked_whole(tmp_path):
    path = zipped(tmp_path, [("why.txt", b"\0" * (20 * MOST_BYTES))])
    data = bytearray(path.read_bytes())
    told = (20 * MOST_BYTES).to_bytes(4, "little")
    while told in data:
        at = data.index(told)
        data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    pack = read_pack(path)
    assert pack.entries == ()
    assert pack.refused[0].reason in ("it is damaged", "it is larger than 1 MB")


def test_a_pack_of_too_many_files_gives_the_first(tmp_path):
    pack = read_pack(zipped(tmp_path, [(f"q{number}.txt", "# Q") for number in range(MOST_FILES + 1)]))
    assert len(pack.entries) == MOST_FILES
    assert "at most" in pack.refused[0].reason


def test_a_pack_that_unpacks_to_too_much_gives_what_fits(tmp_path):
    pack = read_pack(zipped(tmp_path, [(f"q{number}.txt", b"x" * MOST_BYTES) for number in range(51)]))
    assert len(pack.entries) == 50
    assert "50 MB" in pack.refused[0].reason


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_file_is_told(tmp_path, data):
    (tmp_path / "pack.zip").write_bytes(data)
    with pytest.raises(PackUnreadable):
        read_pack(tmp_path / "pack.zip")


def test_a_pack_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PackUnreadable):
        read_pack(tmp_path / "nothing.zip")


def test_a_damaged_file_in_a_pack_leaves_the_others(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as pack:
        pack.writestr("bad.txt", TEXT * 20)
        pack.writestr("good.txt", TEXT)
    data = bytearray(buffer.getvalue())
    at = data.index(b"violin")
    data[at : at + 6] = b"VIOLIN"
    (tmp_path / "pack.zip").write_bytes(data)
    pack = read_pack(tmp_path / "pack.zip")
    assert [entry.question_id for entry in pack.entries] == ["good"]
    assert [(each.name, each.reason) for each in pack.refused] == [("bad.txt", "it is damaged")]
