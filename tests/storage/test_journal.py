"""What the journal keeps, as the library tells it afterwards."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from itertools import count

import pytest

from runthrough.domain.agreement import Compared
from runthrough.domain.errors import DataInUse, DiskTooFull, UnknownRunThrough
from runthrough.domain.rehearsed import Ending
from runthrough.domain.speech import Stretch, Transcript, Utterance, Word
from runthrough.domain.verdicts import CheckpointVerdict, Evidence, Overrule, Verdict
from runthrough.rehearsal.ports import Meter
from runthrough.storage.ballast import Ballast
from runthrough.storage.database import open_database
from runthrough.storage.journal import SqliteJournal, open_journal
from runthrough.storage.library import Library
from storage.stored import METER, VERDICTS, ended, fill, make_runthrough, make_take, make_utterance

COMMITTER = """
import sys
from pathlib import Path
from runthrough.storage.journal import open_journal
from storage.stored import make_runthrough, make_take, make_utterance

runthrough = make_runthrough()
take = make_take(runthrough)
journal = open_journal(Path(sys.argv[1]))
journal.runthrough_started(runthrough)
journal.take_started(take)
number = 0
while True:
    number += 1
    journal.utterance_heard(take.id, make_utterance(take, number))
    print(number, flush=True)
"""


def test_a_run_through_is_kept_as_it_was_told(journal, library):
    runthrough = make_runthrough()
    first, second = make_take(runthrough), make_take(runthrough, 2)
    journal.runthrough_started(runthrough)
    journal.take_started(first)
    journal.take_ended(ended(first))
    journal.take_started(second)
    assert library.find(runthrough.id) == replace(runthrough, takes=(ended(first), second))
    journal.take_ended(ended(second, Ending.FINISHED))
    journal.runthrough_finished(runthrough.id, "2026-03-01T09:40:00+00:00")
    assert library.find(runthrough.id) == replace(
        runthrough, takes=(ended(first), ended(second, Ending.FINISHED)), finished_at="2026-03-01T09:40:00+00:00"
    )


def test_a_take_still_open_has_no_ending(library, take):
    assert library.find(take.runthrough_id).takes == (take,)
    assert library.find(take.runthrough_id).takes[0].ending is None


def test_words_with_quotes_emoji_and_no_length_come_back_as_they_were(journal, library, take):
    words = (
        Word("“It's”", 0.0, 0.25, 0.125),
        Word('");DROP', 0.25, 0.25, None),
        Word("👩🏽‍🎤,", 0.25, 0.25, 1.0),
        Word("שלום", 0.3, 0.1, 0.0),
        Word("", 0.5, 0.5),
        Word("tab\tnull\0line\n", 0.5, 1 / 3),
    )
    heard = Utterance(f"{take.id}-001", words, "Whisper “base.en”")
    journal.utterance_heard(take.id, heard)
    assert library.transcript(take.id) == Transcript((heard,))


def test_utterances_stay_in_the_order_in_which_they_were_heard(journal, library, take):
    heard = [make_utterance(take, number) for number in (3, 1, 2)]
    for utterance in heard:
        journal.utterance_heard(take.id, utterance)
    assert library.transcript(take.id).utterances == tuple(heard)


def test_where_a_voice_was_heard_is_kept_and_unknown_until_then(journal, library, take):
    assert library.voice(take.id) is None
    for voice in ((Stretch(0.128, 1 / 3), Stretch(2.0, 3.5)), ()):
        journal.voice_heard(take.id, voice)
        assert library.voice(take.id) == voice
    journal.utterances_replaced(take.id, (), "2026-03-02T09:30:00+00:00")
    assert library.voice(take.id) == ()


def test_a_take_recognised_again_has_the_new_transcript_alone(journal, library, take):
    journal.utterance_heard(take.id, make_utterance(take, 1, "wreck a nice beach"))
    journal.utterance_heard(take.id, make_utterance(take, 2, "or so"))
    journal.take_unrecognised(take.id, "RecognitionFailed")
    again = (make_utterance(take, 1, "recognise speech"),)
    journal.utterances_replaced(take.id, again, "2026-03-02T09:30:00+00:00")
    assert library.transcript(take.id) == Transcript(again)
    assert library.unrecognised(take.id) is None


def test_a_new_transcript_takes_the_verdicts_on_the_old_one_with_it(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS)
    journal.utterances_replaced(take.id, (), "2026-03-02T09:30:00+00:00")
    assert library.verdicts(take.id) == ()
    assert library.meter(take.id) is None


def test_verdicts_come_back_in_the_order_of_the_checkpoints(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS)
    assert library.verdicts(take.id) == VERDICTS
    assert library.meter(take.id) == METER.version


def test_judging_a_take_again_replaces_its_verdicts_and_meter(journal, library, take):
    other = make_take(make_runthrough(), 2)
    journal.take_started(other)
    journal.take_judged(other.id, METER, VERDICTS)
    journal.take_judged(take.id, METER, VERDICTS)
    newer = Meter("Fake", "2.0", "0123456789ab", "cue-1")
    verdict = CheckpointVerdict("motivation/zeal", Verdict.MISSED, 0.0)
    journal.take_judged(take.id, newer, (verdict,))
    assert library.verdicts(take.id) == (verdict,)
    assert library.meter(take.id) == newer.version
    assert library.verdicts(other.id) == VERDICTS
    assert library.meter(other.id) == METER.version


ABROAD = (CheckpointVerdict("results/users", Verdict.SAID, 0.9, Evidence(0, 1), {"cue": 0.9}),)


def test_what_a_take_covered_of_other_sections_is_kept_apart_from_its_own(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS, ABROAD)
    assert library.verdicts(take.id) == VERDICTS
    assert library.elsewhere(take.id) == ABROAD
    assert library.said() == {take.id: (1, 3)}
    assert library.evidence("why-move-on", "results/users") == []
    journal.take_judged(take.id, METER, VERDICTS)
    assert library.elsewhere(take.id) == ()


def test_a_new_transcript_takes_what_was_covered_of_other_sections_with_it(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS, ABROAD)
    journal.utterances_replaced(take.id, (), "2026-03-02T09:30:00+00:00")
    assert library.elsewhere(take.id) == ()


def test_a_take_without_checkpoints_is_judged_all_the_same(journal, library, take):
    journal.take_judged(take.id, METER, ())
    assert library.verdicts(take.id) == ()
    assert library.meter(take.id) == METER.version


def test_the_speakers_own_verdict_stands_beside_the_machines_and_outlives_a_new_one(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS)
    journal.overruled(take.id, "motivation/figure", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.PARTLY), "2026-03-01T10:00:01+00:00")
    journal.overruled(take.id, "motivation/figure", Overrule(Verdict.MISSED), "2026-03-01T10:00:02+00:00")
    journal.utterances_replaced(take.id, [make_utterance(take)], "2026-03-02T09:30:00+00:00")
    journal.take_judged(take.id, METER, VERDICTS)
    assert library.verdicts(take.id) == VERDICTS
    assert library.overrules(take.id) == {
        "motivation/figure": Overrule(Verdict.MISSED),
        "motivation/art": Overrule(Verdict.PARTLY),
    }


def test_the_words_that_the_speaker_named_are_kept_as_seconds(journal, library, take):
    named = Overrule(Verdict.PARTLY, (1.25, 3.5))
    journal.overruled(take.id, "motivation/art", named, "2026-03-01T10:00:00+00:00")
    assert library.overrules(take.id) == {"motivation/art": named}


def test_the_machines_verdicts_are_compared_where_the_speaker_set_one(journal, library, take):
    other = make_take(make_runthrough(), 2)
    journal.take_started(other)
    alone = make_runthrough(2)
    journal.runthrough_started(alone)
    journal.take_started(make_take(alone))
    for each in (take, other, make_take(alone)):
        journal.take_judged(each.id, METER, VERDICTS, ABROAD)
    assert library.compared() == {}
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    assert library.compared() == {
        take.id: (Compared(VERDICTS[0]), Compared(VERDICTS[1]), Compared(VERDICTS[2], Verdict.SAID)),
        other.id: tuple(Compared(verdict) for verdict in VERDICTS),
    }


def test_a_verdict_of_ones_own_can_be_taken_back(journal, library, take):
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.overruled(take.id, "motivation/art", None, "2026-03-01T10:00:01+00:00")
    assert library.overrules(take.id) == {}


def test_overruled_checkpoints_count_as_the_speaker_says(journal, library, take):
    journal.take_judged(take.id, METER, VERDICTS)
    assert library.said() == {take.id: (1, 3)}
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    assert library.said() == {take.id: (2, 3)}
    journal.overruled(take.id, "motivation/zeal", Overrule(Verdict.MISSED), "2026-03-01T10:00:01+00:00")
    assert library.said() == {take.id: (1, 3)}
    assert set(library.meters()) == {take.id}


def test_a_take_that_was_never_judged_counts_what_the_speaker_says_of_it(journal, library, take):
    assert library.said() == {}
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.overruled(take.id, "motivation/zeal", Overrule(Verdict.PARTLY), "2026-03-01T10:00:01+00:00")
    assert library.said() == {take.id: (1, 2)}
    assert library.meters() == {}
    assert library.verdicts(take.id) == ()


def test_the_speakers_word_on_one_take_says_nothing_of_another(journal, library, take):
    other = make_take(make_runthrough(), 2)
    journal.take_started(other)
    for each in (take, other):
        journal.take_judged(each.id, METER, VERDICTS)
    journal.overruled(take.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.overruled(other.id, "motivation/art", None, "2026-03-01T10:00:01+00:00")
    assert library.said() == {take.id: (2, 3), other.id: (1, 3)}
    assert library.overrules(other.id) == {}


def test_why_a_take_has_no_transcript_is_kept(journal, library, take):
    assert library.unrecognised(take.id) is None
    journal.take_unrecognised(take.id, "NoRecogniser")
    assert library.unrecognised(take.id) == "NoRecogniser"


def test_a_discarded_run_through_leaves_nothing_of_itself_and_the_others_alone(journal, library, take, path):
    kept = make_runthrough(2)
    kept_take = make_take(kept)
    journal.runthrough_started(kept)
    journal.take_started(kept_take)
    for each in (take, kept_take):
        journal.utterance_heard(each.id, make_utterance(each))
        journal.take_judged(each.id, METER, VERDICTS)
        journal.overruled(each.id, "motivation/art", Overrule(Verdict.SAID), "2026-03-01T10:00:00+00:00")
    journal.discard(take.runthrough_id)
    assert [runthrough.id for runthrough in library.runthroughs()] == [kept.id]
    assert library.verdicts(kept_take.id) == VERDICTS
    with closing(sqlite3.connect(path)) as connection:
        left = "SELECT id FROM take UNION ALL SELECT take_id FROM utterance UNION ALL SELECT take_id FROM verdict"
        left += " UNION ALL SELECT take_id FROM overrule"
        assert {take_id for (take_id,) in connection.execute(left)} == {kept_take.id}


def test_discarding_what_is_not_there_says_so(journal):
    with pytest.raises(UnknownRunThrough):
        journal.discard("nobody")


def test_half_a_call_is_never_kept(journal, library, take):
    twice = (VERDICTS[0], VERDICTS[0])
    journal.take_judged(take.id, METER, VERDICTS)
    with pytest.raises(sqlite3.IntegrityError):
        journal.take_judged(take.id, Meter("Other", "1", "x", "y"), twice)
    assert library.verdicts(take.id) == VERDICTS
    assert library.meter(take.id) == METER.version


def test_the_history_can_be_read_while_the_journal_writes(journal, path, take):
    journal.utterance_heard(take.id, make_utterance(take, 1))
    with closing(open_database(path, writing=False)) as reader:
        rows = reader.query("SELECT id FROM utterance UNION ALL SELECT id FROM take")
        next(rows)  # its transaction is open now
        journal.utterance_heard(take.id, make_utterance(take, 2))
        assert len(list(rows)) == 1
        assert reader.table("utterance").count == 2


def test_a_writer_that_does_not_let_go_is_named(path, take):
    with closing(sqlite3.connect(path)) as other, closing(open_database(path, writing=True)) as database:
        database.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DataInUse):
            SqliteJournal(database, path).take_unrecognised(take.id, "NoRecogniser")


@pytest.mark.parametrize("acknowledged", [1, 8, 40])
def test_what_was_acknowledged_survives_a_kill(path, tmp_path, acknowledged):
    tests = [folder for folder in sys.path if folder.endswith("tests")]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {tests!r}\n{COMMITTER}", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for _ in range(acknowledged):
            child.stdout.readline()
        child.kill()
        told = acknowledged + len(child.stdout.read().split())
    with Library(path) as library:
        take = library.unfinished()[0].takes[0]
        heard = library.transcript(take.id).utterances
    # the last commit may have been made and not yet told
    assert told <= len(heard) <= told + 1
    assert heard == tuple(make_utterance(take, number + 1) for number in range(len(heard)))
    with closing(open_journal(path)) as journal:
        journal.utterance_heard(take.id, make_utterance(take, len(heard) + 1))


def test_on_a_full_disk_the_ballast_lets_the_run_through_be_closed(small_disk):
    path = small_disk / "library.db"
    ballast = Ballast(small_disk)
    runthrough = make_runthrough()
    take = make_take(runthrough)
    assert ballast.make()
    with closing(open_journal(path, ballast)) as journal:
        journal.runthrough_started(runthrough)
        journal.take_started(take)
        fill(small_disk)
        for number in range(1, 41):
            journal.utterance_heard(take.id, make_utterance(take, number))
        journal.take_ended(ended(take, Ending.DISK_FULL))
        journal.runthrough_finished(runthrough.id, "2026-03-01T09:40:00+00:00")
    assert not (small_disk / "ballast").exists()
    with Library(path) as library:
        assert library.find(runthrough.id).takes == (ended(take, Ending.DISK_FULL),)
        assert len(library.transcript(take.id).utterances) == 40


def hear_without_end(journal, take):
    for number in count(2):
        journal.utterance_heard(take.id, make_utterance(take, number))


def test_on_a_full_disk_without_ballast_what_was_committed_stays(small_disk):
    path = small_disk / "library.db"
    runthrough = make_runthrough()
    take = make_take(runthrough)
    with closing(open_journal(path)) as journal, Library(path) as library:
        journal.runthrough_started(runthrough)
        journal.take_started(take)
        journal.utterance_heard(take.id, make_utterance(take, 1))
        fill(small_disk)
        with pytest.raises(DiskTooFull) as refused:
            hear_without_end(journal, take)
        assert refused.value.folder == small_disk
        assert refused.value.free_bytes < 4096
        heard = library.transcript(take.id).utterances
        assert heard[0] == make_utterance(take, 1)
        (small_disk / "filler").unlink()
        more = make_utterance(take, len(heard) + 1)
        journal.utterance_heard(take.id, more)
        assert library.transcript(take.id).utterances == (*heard, more)


def test_a_database_that_may_not_grow_refuses_and_then_goes_on(path, take, library):
    with closing(open_database(path, writing=True)) as database:
        full = SqliteJournal(database, path)
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        long = make_utterance(take, 1, "word " * 5000)
        with pytest.raises(DiskTooFull):
            full.utterance_heard(take.id, long)
        assert library.transcript(take.id) == Transcript()
        database.execute(f"PRAGMA max_page_count = {pages + 1000}")
        full.utterance_heard(take.id, long)
    assert library.transcript(take.id) == Transcript((long,))
