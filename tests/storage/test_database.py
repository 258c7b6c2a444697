"""Opening a library: sound, new, old, newer, damaged, and where nothing may be written."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from runthrough.domain.errors import (
    DatabaseDamaged,
    DatabaseOutdated,
    DatabaseTooNew,
    DiskTooFull,
    FolderUnwritable,
)
from runthrough.storage.database import bring_up_to_date, open_database, set_aside
from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from runthrough.storage.migrations import STEPS
from storage.stored import SCHEMAS, fill, make_runthrough, make_take, make_utterance


def damage_half(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def damage_page(path):
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(bytes(4096))


def damage_header(path):
    with path.open("r+b") as file:
        file.write(b"<!DOCTYPE html><html>" + bytes(79))


def damage_all(path):
    path.write_bytes(b"")


def damage_schema(path):
    with path.open("r+b") as file:
        file.seek(100)
        file.write(bytes(range(200)))


DAMAGES = [damage_half, damage_page, damage_header, damage_all, damage_schema]


@pytest.fixture
def filled(path):
    """A library with a long transcript, closed."""
    runthrough = make_runthrough()
    take = make_take(runthrough)
    with closing(open_journal(path)) as journal:
        journal.runthrough_started(runthrough)
        journal.take_started(take)
        for number in range(1, 60):
            journal.utterance_heard(take.id, make_utterance(take, number, "many words " * 20))
    return path


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def pragma(database, name):
    return database.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_is_committed_is_made_safe_on_disk(path):
    with closing(open_database(path, writing=True)) as database:
        assert pragma(database, "journal_mode") == "wal"
        assert pragma(database, "synchronous") == 2  # FULL
        assert pragma(database, "foreign_keys") == 1
        assert pragma(database, "busy_timeout") == 5000


def test_a_new_library_appears_whole_and_alone(path):
    open_database(path, writing=True).close()
    assert set(contents(path.parent)) == {"library.db"}
    with closing(open_database(path, writing=False)) as database:
        assert database.table("runthrough").count == 0


def test_what_a_kill_at_the_first_start_left_is_no_hindrance(path):
    path.parent.mkdir()
    path.with_name("library.db.new").write_bytes(b"half a new library")
    path.with_name("library.db.new-journal").write_bytes(b"and its journal")
    open_database(path, writing=True).close()
    assert set(contents(path.parent)) == {"library.db"}


def test_the_log_of_a_library_that_is_gone_is_not_played_into_a_new_one(path):
    with closing(open_journal(path)) as journal:
        journal.runthrough_started(make_runthrough())
        log = path.with_name("library.db-wal").read_bytes()
    path.unlink()
    path.with_name("library.db-wal").write_bytes(log)
    with closing(open_database(path, writing=True)) as database:
        assert database.table("runthrough").count == 0
    (aside,) = path.parent.glob("library-damaged-*.db-wal")
    assert aside.read_bytes() == log


def test_a_reader_cannot_write(filled):
    with closing(open_database(filled, writing=False)) as database, pytest.raises(sqlite3.OperationalError):
        database.execute("DELETE FROM take")


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_library_is_refused_and_left_as_it_is(filled, damage, writing):
    damage(filled)
    before = filled.read_bytes()
    with pytest.raises(DatabaseDamaged) as refused:
        open_database(filled, writing=writing)
    assert refused.value.path == filled
    assert refused.value.detail
    assert filled.read_bytes() == before
    assert not (filled.parent / "backups").exists()


@pytest.mark.parametrize("writing", [True, False])
def test_a_library_of_a_newer_program_is_refused_and_not_changed(filled, writing):
    with closing(sqlite3.connect(filled)) as newer:
        newer.execute("PRAGMA wal_autocheckpoint = 0")
        with newer:
            newer.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('runthrough', 'moods', '')"
            )
        before = contents(filled.parent)  # the newer program is still at work, its last commit is in the log
        with pytest.raises(DatabaseTooNew) as refused:
            open_database(filled, writing=writing)
        after = contents(filled.parent)
    assert refused.value.path == filled
    assert refused.value.unknown == ("moods",)
    for name in ("library.db", "library.db-wal"):
        assert after[name] == before[name]


def test_a_migration_that_fails_leaves_the_library_as_it_was(filled, monkeypatch):
    def moods(database):
        database.executescript("CREATE TABLE mood (id TEXT); INSERT INTO take SELECT * FROM take;")

    monkeypatch.setattr("runthrough.storage.migrations.STEPS", (*STEPS, moods))
    with pytest.raises(sqlite3.IntegrityError):
        bring_up_to_date(filled)
    monkeypatch.undo()
    with closing(open_database(filled, writing=False)) as database:
        assert not database.table("mood").exists()
        assert database.table("take").count == 1
    (backup,) = (filled.parent / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM utterance").fetchone() == (59,)


def test_bringing_nothing_up_to_date_makes_nothing(path):
    bring_up_to_date(path)
    assert not path.parent.exists()


def older(path, dump="1_runthroughs_and_takes.sql"):
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCHEMAS / dump).read_text(encoding="utf-8"))


def test_an_older_library_is_not_read_before_it_is_brought_up_to_date(path):
    older(path)
    before = path.read_bytes()
    with Library(path) as library:
        with pytest.raises(DatabaseOutdated) as refused:
            library.runthroughs()
        assert refused.value.path == path
        assert path.read_bytes() == before
        bring_up_to_date(path)
        assert library.runthroughs()


def test_an_older_library_is_backed_up_before_it_is_changed(path):
    older(path)
    bring_up_to_date(path)
    bring_up_to_date(path)
    (backup,) = (path.parent / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "take" in tables
        assert "utterance" not in tables


def test_a_second_backup_in_the_same_second_has_a_name_of_its_own(path):
    for _ in range(2):
        older(path)
        bring_up_to_date(path)
        path.unlink()
    assert len(list((path.parent / "backups").iterdir())) == 2


def test_without_room_for_a_backup_an_older_library_is_not_changed(small_disk):
    path = small_disk / "library.db"
    older(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE take SET device = hex(zeroblob(100000))")
        connection.commit()
    before = path.read_bytes()
    fill(small_disk)
    filler = small_disk / "filler"
    os.truncate(filler, filler.stat().st_size - 200_000)  # room to work, but not for a copy of 400 kB
    with pytest.raises(DiskTooFull):
        open_database(path, writing=True)
    (small_disk / "filler").unlink()
    assert path.read_bytes() == before
    assert list((small_disk / "backups").iterdir()) == []
    open_database(path, writing=True).close()


def test_without_room_for_a_new_library_there_is_none(small_disk):
    path = small_disk / "library.db"
    fill(small_disk)
    with pytest.raises(DiskTooFull) as refused:
        open_database(path, writing=True)
    assert refused.value.folder == small_disk
    assert not path.exists()
    (small_disk / "filler").unlink()
    open_database(path, writing=True).close()


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "data").write_text("a file is in the way")
    with pytest.raises(FolderUnwritable) as refused:
        open_database(tmp_path / "data" / "library.db", writing=True)
    assert refused.value.folder == tmp_path / "data"


def test_a_write_protected_disk_is_refused_before_the_first_take(small_disk):
    path = small_disk / "library.db"
    open_database(path, writing=True).close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(FolderUnwritable) as refused:
        open_database(path, writing=True)
    assert refused.value.folder == small_disk


def test_a_write_protected_library_is_refused_before_the_first_take(filled):
    filled.chmod(0o444)
    try:
        if os.access(filled, os.W_OK):
            pytest.skip("this user may write every file")
        with pytest.raises(FolderUnwritable):
            open_database(filled, writing=True)
        assert set(contents(filled.parent)) == {"library.db"}
    finally:
        filled.chmod(0o644)


def test_a_connection_stays_on_its_thread(filled):
    refused = []

    def misuse(database):
        with pytest.raises(sqlite3.ProgrammingError):
            database.execute("SELECT 1")
        refused.append(True)

    with closing(open_database(filled, writing=True)) as database:
        thread = threading.Thread(target=misuse, args=(database,))
        thread.start()
        thread.join()
    assert refused


@pytest.mark.parametrize("name", ["a?mode=memory", "50%", "#1", "Ørsted 🎤"])
def test_any_folder_name_will_do(tmp_path, name):
    path = tmp_path / name / "library.db"
    open_database(path, writing=True).close()
    with closing(open_database(path, writing=False)) as database:
        assert database.table("runthrough").exists()


def test_a_library_set_aside_keeps_its_log(filled):
    filled.with_name("library.db-wal").write_bytes(b"log")
    data = filled.read_bytes()
    aside = set_aside(filled)
    assert aside.name.startswith("library-damaged-2")
    assert contents(filled.parent) == {aside.name: data, f"{aside.name}-wal": b"log"}


def test_what_needs_no_library_does_not_wait_for_its_import():
    rooms = "import sys, runthrough.storage.questions, runthrough.storage.journal, runthrough.storage.rebuild"
    told = subprocess.run(
        [sys.executable, "-c", f"{rooms}; print('sqlite_utils' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "False\n"
