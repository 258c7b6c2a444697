"""Every schema that was ever released can still be opened, with all that was stored in it."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import Overrule, Verdict
from runthrough.storage.database import bring_up_to_date, open_database
from runthrough.storage.journal import open_journal
from runthrough.storage.library import Library
from runthrough.storage.migrations import STEPS, applied_migrations
from storage.stored import METER, SCHEMAS, VERDICTS, ended, make_runthrough, make_take, make_utterance

NAMES = [step.__name__ for step in STEPS]
RUNTHROUGH = make_runthrough()
FIRST = ended(make_take(RUNTHROUGH))
SECOND = make_take(RUNTHROUGH, 2, "latest-project")


def restore(path, name):
    """The frozen library as it was after one migration."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCHEMAS / f"{NAMES.index(name) + 1}_{name}.sql").read_text(encoding="utf-8"))


def schema(path):
    """The statements that make the tables and indices of a database."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: " ".join(sql.split()) for name, sql in rows}


def test_every_schema_is_frozen():
    assert [file.stem for file in sorted(SCHEMAS.iterdir())] == [f"{at}_{name}" for at, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize("name", NAMES)
def test_a_step_that_was_released_is_never_changed(tmp_path, monkeypatch, name):
    restore(tmp_path / "frozen.db", name)
    monkeypatch.setattr("runthrough.storage.migrations.STEPS", STEPS[: NAMES.index(name) + 1])
    open_database(tmp_path / "made.db", writing=True).close()
    assert schema(tmp_path / "made.db") == schema(tmp_path / "frozen.db")


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_library_is_brought_up_to_date_and_keeps_everything(path, name):
    restore(path, name)
    bring_up_to_date(path)
    with Library(path) as library:
        asked = ("Why “now”?",) if NAMES.index(name) >= NAMES.index("moments_and_dismissals") else ()
        assert library.runthroughs() == [replace(RUNTHROUGH, takes=(FIRST, SECOND), follow_ups=asked)]
        if NAMES.index(name) >= NAMES.index("transcripts"):
            heard = (make_utterance(FIRST, 1), make_utterance(FIRST, 2))
            assert library.transcript(FIRST.id) == Transcript(heard)
            assert library.unrecognised(SECOND.id) == "NoRecogniser"
        if NAMES.index(name) >= NAMES.index("verdicts_and_meters"):
            assert library.verdicts(FIRST.id) == VERDICTS
            assert library.meter(FIRST.id) == METER.version
            assert library.meter(SECOND.id) is None
        if NAMES.index(name) >= NAMES.index("overrules"):
            moved = (1.0, 1.5) if NAMES.index(name) >= NAMES.index("moments_and_dismissals") else None
            assert library.overrules(FIRST.id) == {"motivation/figure": Overrule(Verdict.SAID, moved)}
        if NAMES.index(name) >= NAMES.index("saved_templates"):
            assert [each.version for each in library.template_versions("why-move-on")] == [RUNTHROUGH.template_version]
            assert library.archived() == {"conflict"}


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_library_can_be_written_on(path, name):
    restore(path, name)
    with closing(open_journal(path)) as journal:
        journal.utterances_replaced(SECOND.id, [make_utterance(SECOND)], "2026-03-02T09:30:00+00:00")
        journal.take_judged(SECOND.id, METER, VERDICTS)
    with Library(path) as library:
        assert library.transcript(SECOND.id) == Transcript((make_utterance(SECOND),))
        assert library.verdicts(SECOND.id) == VERDICTS


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_library_ends_with_the_schema_of_a_new_one(path, tmp_path, name):
    restore(path, name)
    bring_up_to_date(path)
    open_database(tmp_path / "new.db", writing=True).close()
    assert schema(path) == schema(tmp_path / "new.db")
    with closing(open_database(path, writing=False)) as database:
        assert applied_migrations(database) == tuple(NAMES)
