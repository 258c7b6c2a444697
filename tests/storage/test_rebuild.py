"""The library made again from the sidecars of the recordings."""

from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.domain.errors import DatabaseTooNew
from runthrough.domain.rehearsed import Ending
from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import Overrule, Verdict
from runthrough.storage.database import open_database
from runthrough.storage.rebuild import Adopted, adopt, rebuild_library
from storage.stored import METER, VERDICTS, ended, make_runthrough, make_take, make_utterance

FIRST, SECOND = make_runthrough(1), make_runthrough(2, follow_ups=("Why “now”?", "And then?"))
OF_FIRST = (ended(make_take(FIRST, 1)), ended(make_take(FIRST, 2), Ending.REDONE), make_take(FIRST, 3))
OF_SECOND = (ended(make_take(SECOND, 1)), ended(make_take(SECOND, 2), Ending.FINISHED))
SIDECARS = [
    (SECOND, OF_SECOND[1]),
    (FIRST, OF_FIRST[2]),
    (FIRST, OF_FIRST[0]),
    (SECOND, OF_SECOND[0]),
    (FIRST, OF_FIRST[1]),
]
CUT_OFF = replace(FIRST, takes=OF_FIRST)
WHOLE = replace(SECOND, takes=OF_SECOND, finished_at="2026-03-01T09:33:00+00:00")


def damaged_files(path):
    return sorted(file.name.split("-")[-1] for file in path.parent.glob("library-damaged-*"))


def test_without_a_library_all_takes_are_adopted(path, library):
    rebuilt = rebuild_library(path, iter(SIDECARS))
    assert rebuilt.adopted == Adopted(runthroughs=2, takes=5, endings=0)
    assert rebuilt.set_aside is None
    assert library.runthroughs() == [WHOLE, CUT_OFF]


def test_a_take_that_was_cut_off_stays_without_ending_and_its_run_through_unfinished(path, library):
    rebuild_library(path, SIDECARS)
    assert library.find(FIRST.id).takes[-1].ending is None
    assert library.unfinished() == [CUT_OFF]


@pytest.mark.parametrize("ending", [Ending.DISK_FULL, Ending.MICROPHONE_LOST, Ending.FINISHED])
def test_a_run_through_that_had_to_stop_is_finished_then(path, library, ending):
    adopt(path, [(FIRST, ended(make_take(FIRST), ending))])
    assert library.find(FIRST.id).finished_at == "2026-03-01T09:32:00+00:00"


@pytest.mark.parametrize("ending", [Ending.NEXT_SECTION, Ending.REDONE, Ending.RECOVERED])
def test_a_run_through_that_went_on_is_offered(path, library, ending):
    adopt(path, [(FIRST, ended(make_take(FIRST), ending))])
    assert library.find(FIRST.id).finished_at is None


def test_a_finished_run_through_keeps_its_time(path, library):
    finished = replace(FIRST, finished_at="2026-03-01T10:00:00+00:00")
    adopt(path, [(finished, ended(make_take(FIRST), Ending.FINISHED))])
    assert library.find(FIRST.id).finished_at == finished.finished_at


def test_rebuilding_twice_changes_nothing_the_second_time(path, library):
    rebuild_library(path, SIDECARS)
    rebuilt = rebuild_library(path, SIDECARS)
    assert rebuilt.adopted == Adopted(0, 0, 0)
    assert rebuilt.set_aside is None
    assert library.runthroughs() == [WHOLE, CUT_OFF]


def test_a_sound_library_is_only_given_what_it_lacks(path, journal, library):
    take = replace(OF_FIRST[0], ending=Ending.FINISHED)
    journal.runthrough_started(FIRST)
    journal.take_started(take)
    journal.utterance_heard(take.id, make_utterance(take))
    journal.take_judged(take.id, METER, VERDICTS)
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.runthrough_finished(FIRST.id, "2026-03-01T10:00:00+00:00")
    assert adopt(path, SIDECARS) == Adopted(runthroughs=1, takes=4, endings=0)
    kept = library.find(FIRST.id)
    assert kept.finished_at == "2026-03-01T10:00:00+00:00"
    assert kept.takes == (take, *OF_FIRST[1:])
    assert library.transcript(take.id) == Transcript((make_utterance(take),))
    assert library.verdicts(take.id) == VERDICTS
    assert library.overrules(take.id) == {"motivation/art": Overrule(Verdict.SAID)}


def test_a_take_the_library_thought_open_learns_how_it_ended(path, journal, library):
    journal.runthrough_started(FIRST)
    journal.take_started(make_take(FIRST))
    journal.utterance_heard(make_take(FIRST).id, make_utterance(make_take(FIRST)))
    mended = ended(make_take(FIRST), Ending.RECOVERED)
    assert adopt(path, [(FIRST, mended)]) == Adopted(0, 0, endings=1)
    assert library.find(FIRST.id).takes == (mended,)
    assert library.transcript(mended.id).utterances


def test_takes_of_two_versions_of_a_template_keep_theirs(path, library):
    newer = replace(SECOND, template_version="ba9876543210", template_text="# Another\n")
    adopt(path, [(FIRST, OF_FIRST[0]), (newer, OF_SECOND[0])])
    assert [each.template_text for each in library.runthroughs()] == [newer.template_text, FIRST.template_text]


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000])
def test_a_damaged_library_is_set_aside_and_made_again(path, library, content):
    path.parent.mkdir()
    path.write_bytes(content)
    rebuilt = rebuild_library(path, SIDECARS)
    assert rebuilt.adopted == Adopted(runthroughs=2, takes=5, endings=0)
    assert rebuilt.set_aside.read_bytes() == content
    assert library.runthroughs() == [WHOLE, CUT_OFF]


def test_the_log_is_set_aside_with_the_damaged_library(path):
    path.parent.mkdir()
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).write_bytes(b"garbage" * 1000)
    rebuilt = rebuild_library(path, SIDECARS)
    for ending in ("", "-wal", "-shm"):
        assert rebuilt.set_aside.with_name(rebuilt.set_aside.name + ending).exists()


def test_a_library_with_one_unreadable_row_is_made_again(path, library):
    adopt(path, SIDECARS)
    with closing(open_database(path, writing=True)) as database:
        database.execute("UPDATE take SET pauses = '[' WHERE id = ?", [OF_FIRST[0].id])
    rebuilt = rebuild_library(path, SIDECARS)
    assert rebuilt.set_aside is not None
    assert library.runthroughs() == [WHOLE, CUT_OFF]


def test_a_library_of_a_newer_program_is_not_set_aside(path):
    adopt(path, SIDECARS)
    with closing(open_database(path, writing=True)) as database:
        database.execute("UPDATE _sqlite_migrations SET name = 'moods' WHERE name = 'transcripts'")
    with pytest.raises(DatabaseTooNew):
        rebuild_library(path, SIDECARS)
    assert damaged_files(path) == []


def test_without_recordings_the_new_library_is_empty(path, library):
    path.parent.mkdir()
    path.write_bytes(b"")
    assert rebuild_library(path, []).adopted == Adopted(0, 0, 0)
    assert library.runthroughs() == []
