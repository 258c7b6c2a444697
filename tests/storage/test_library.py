"""The library read back."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from runthrough.domain.errors import DatabaseDamaged, UnknownRunThrough
from runthrough.domain.speech import Transcript
from runthrough.domain.verdicts import Overrule, Verdict
from runthrough.storage.library import MOST_MATCHES, Counts, Library
from storage.stored import METER, VERDICTS, make_runthrough, make_take, make_utterance


def test_before_the_first_run_through_everything_is_empty(library, path):
    assert library.runthroughs() == []
    assert library.unfinished() == []
    assert library.transcript("any") == Transcript()
    assert library.verdicts("any") == ()
    assert library.meter("any") is None
    assert library.unrecognised("any") is None
    assert library.overrules("any") == {}
    assert library.said() == {}
    assert library.counts() == Counts(0, 0, 0, None)
    with pytest.raises(UnknownRunThrough):
        library.find("any")
    assert not path.parent.exists()


def test_a_library_made_while_nothing_was_there_is_seen(library, path, request):
    assert library.runthroughs() == []
    request.getfixturevalue("journal").runthrough_started(make_runthrough())
    assert library.runthroughs() == [make_runthrough()]


def test_the_newest_run_through_comes_first(journal, library):
    for number in (2, 1, 3):
        journal.runthrough_started(make_runthrough(number))
    assert library.runthroughs() == [make_runthrough(number) for number in (3, 2, 1)]


def test_run_throughs_of_one_question_can_be_asked_for(journal, library):
    journal.runthrough_started(make_runthrough(1))
    journal.runthrough_started(make_runthrough(2, question_id="latest's project"))
    assert library.runthroughs("latest's project") == [make_runthrough(2, question_id="latest's project")]
    assert library.runthroughs("unheard of") == []


def test_each_run_through_keeps_the_template_it_was_spoken_to(journal, library):
    older = make_runthrough(1)
    newer = make_runthrough(2, template_version="ba9876543210", template_text="# Another\n")
    for runthrough in (older, newer):
        journal.runthrough_started(runthrough)
    assert library.runthroughs() == [newer, older]


def test_takes_come_in_the_order_in_which_they_were_spoken(journal, library):
    first, second = make_runthrough(1), make_runthrough(2)
    of_first = (make_take(first, 1), make_take(first, 2), make_take(first, 3, "project"))
    of_second = (make_take(second, 1), make_take(second, 2, started_at=make_take(second, 1).started_at))
    for runthrough in (first, second):
        journal.runthrough_started(runthrough)
    for take in (of_first[2], of_second[0], of_first[0], of_second[1], of_first[1]):
        journal.take_started(take)
    assert library.runthroughs() == [replace(second, takes=of_second), replace(first, takes=of_first)]


def test_a_run_through_is_found_by_the_beginning_of_its_id(journal, library):
    journal.runthrough_started(make_runthrough(id="20260301-093001-ab12"))
    journal.runthrough_started(make_runthrough(id="20260302-093001-cd34", started_at="2026-03-02T09:30:01+00:00"))
    assert library.find("20260301").id == "20260301-093001-ab12"
    assert library.find("20260302-093001-cd34").id == "20260302-093001-cd34"


def test_an_id_that_another_one_begins_with_is_found_itself(journal, library):
    journal.runthrough_started(make_runthrough(id="a"))
    journal.runthrough_started(make_runthrough(id="ab"))
    assert library.find("a").id == "a"


def test_an_ambiguous_id_names_the_run_throughs_it_may_mean_newest_first(journal, library):
    for number in (1, 2):
        journal.runthrough_started(make_runthrough(number))
    with pytest.raises(UnknownRunThrough) as refused:
        library.find("2026")
    assert refused.value.matches == (make_runthrough(2).id, make_runthrough(1).id)


def test_an_id_that_begins_everything_names_only_some(journal, library):
    for number in range(MOST_MATCHES + 2):
        journal.runthrough_started(make_runthrough(id=f"x{number}", started_at=f"2026-03-01T09:30:{number:02}+00:00"))
    with pytest.raises(UnknownRunThrough) as refused:
        library.find("x")
    assert refused.value.matches == tuple(f"x{number}" for number in range(MOST_MATCHES + 1, 1, -1))


@pytest.mark.parametrize("unknown", ["", "%", "20260301-0930_1", "2027", "20260301-093001-ABC1"])
def test_an_id_that_begins_no_run_through_has_no_matches(journal, library, unknown):
    journal.runthrough_started(make_runthrough())
    with pytest.raises(UnknownRunThrough) as refused:
        library.find(unknown)
    assert refused.value.matches == ()


def test_what_a_crash_left_open_is_unfinished(journal, library):
    for number in (1, 2, 3):
        journal.runthrough_started(make_runthrough(number))
    journal.runthrough_finished(make_runthrough(2).id, "2026-03-01T09:40:00+00:00")
    assert library.unfinished() == [make_runthrough(3), make_runthrough(1)]


def test_the_library_knows_how_much_it_holds(journal, library, path):
    runthrough = make_runthrough()
    journal.runthrough_started(runthrough)
    for number in (1, 2):
        journal.take_started(make_take(runthrough, number))
    counts = library.counts()
    assert counts == Counts(1, 2, path.stat().st_size, "recognised_again")
    assert counts.size > 4096


def test_a_closed_library_opens_again_when_it_is_asked(journal, library):
    journal.runthrough_started(make_runthrough())
    assert library.runthroughs()
    library.close()
    assert library.runthroughs() == [make_runthrough()]


@pytest.mark.parametrize(
    ("wrong", "ask"),
    [
        ("UPDATE take SET gaps = '[[1.0'", lambda library, take: library.runthroughs()),
        ("UPDATE take SET ending = 'evaporated'", lambda library, take: library.find(take.runthrough_id)),
        ("UPDATE utterance SET words = '[[1]]'", lambda library, take: library.transcript(take.id)),
        ("UPDATE utterance SET recogniser = CAST(x'FFFE' AS TEXT)", lambda library, take: library.transcript(take.id)),
        ("UPDATE take SET voice = '[1.5]'", lambda library, take: library.voice(take.id)),
        ("UPDATE take SET voice = 'loud'", lambda library, take: library.read_all()),
        ("UPDATE verdict SET verdict = 'sad'", lambda library, take: library.verdicts(take.id)),
        ("UPDATE verdict SET channels = 'cue'", lambda library, take: library.read_all()),
        ("UPDATE overrule SET verdict = 'sad'", lambda library, take: library.overrules(take.id)),
        ("UPDATE overrule SET verdict = 'sad'", lambda library, take: library.read_all()),
    ],
)
def test_a_row_with_wrong_bytes_in_it_is_damage(journal, library, path, wrong, ask):
    runthrough = make_runthrough()
    take = make_take(runthrough)
    journal.runthrough_started(runthrough)
    journal.take_started(take)
    journal.utterance_heard(take.id, make_utterance(take))
    journal.take_judged(take.id, METER, VERDICTS)
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    library.read_all()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(wrong)
    with pytest.raises(DatabaseDamaged) as refused:
        ask(library, take)
    assert refused.value.path == path


def test_a_library_below_a_file_is_as_good_as_none(tmp_path):
    (tmp_path / "data").write_text("not a folder")
    with Library(tmp_path / "data" / "library.db") as library:
        assert library.runthroughs() == []


def test_a_folder_in_place_of_the_library_is_refused(path):
    path.mkdir(parents=True)
    with Library(path) as library, pytest.raises(DatabaseDamaged):
        library.runthroughs()
