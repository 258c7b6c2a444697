"""The writing side of the library: what happens in a run-through is committed as it happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from runthrough.domain.errors import DiskTooFull, UnknownRunThrough
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.question import Template
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.speech import Stretch, TakeSpan, Utterance
from runthrough.domain.verdicts import CheckpointVerdict, Overrule
from runthrough.rehearsal.judging import Reworded
from runthrough.rehearsal.ports import Meter
from runthrough.storage.ballast import Ballast
from runthrough.storage.database import open_database, refusals
from runthrough.storage.earlier import restore, set_aside_transcript
from runthrough.storage.rows import (
    dismissal_row,
    filled_pause_answer_row,
    filled_pauses_row,
    kept_word_row,
    meter_row,
    overrule_row,
    runthrough_row,
    take_end_row,
    take_row,
    template_row,
    utterance_of,
    utterance_row,
    verdict_row,
    voice_row,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


_NEWEST_SAVED = "SELECT version FROM saved_template WHERE question_id = ? ORDER BY saved_at DESC, rowid DESC LIMIT 1"


def open_journal(path: Path, ballast: Ballast | None = None) -> SqliteJournal:
    """A journal for the calling thread alone; makes the library where there is none. Raises as `open_database`."""
    return SqliteJournal(open_database(path, writing=True), path, ballast)


class SqliteJournal:
    """The port Journal on SQLite. Each call is one transaction, safe on disk when it returns.

    A call that the disk has no room for is tried once more without the ballast. Raises DiskTooFull, FolderUnwritable,
    DatabaseDamaged or DataInUse; what was committed before stays, and of the call that failed nothing.
    """

    def __init__(self, database: Database, path: Path, ballast: Ballast | None = None) -> None:
        self._database = database
        self._path = path
        self._ballast = ballast

    def runthrough_started(self, runthrough: RunThrough) -> None:
        """Store a new run-through, and its template unless it is known."""

        def write(database: Database) -> None:
            database.table("template").insert(template_row(runthrough), ignore=True)
            database.table("runthrough").insert(runthrough_row(runthrough))

        self._commit(write)

    def take_started(self, take: Take) -> None:
        """Store a new take of a stored run-through."""
        self._commit(lambda database: database.table("take").insert(take_row(take)))

    def utterance_heard(self, take_id: str, utterance: Utterance) -> None:
        """Append an utterance to a take's transcript."""

        def write(database: Database) -> None:
            heard = database.table("utterance").count_where("take_id = ?", [take_id])
            database.table("utterance").insert(utterance_row(take_id, heard + 1, utterance))

        self._commit(write)

    def utterances_replaced(self, take_id: str, utterances: Sequence[Utterance], replaced_at: str) -> None:
        """Put a new transcript in place of a take's earlier one. `replaced_at`: ISO 8601 in UTC.

        The verdicts go with the old one: their evidence points at its words. So does the note that it was not whole.
        Both are kept as an earlier transcript where that was whole and says something else. Overrules stay.
        """

        def write(database: Database) -> None:
            rows = [utterance_row(take_id, position, heard) for position, heard in enumerate(utterances, 1)]
            set_aside_transcript(database, take_id, replaced_at, unless=rows)
            _forget_verdicts(database, take_id)
            database.table("utterance").delete_where("take_id = ?", [take_id])
            database.table("utterance").insert_all(rows)
            database.table("take").update(take_id, {"unrecognised": None, "meter_version": None})

        self._commit(write)

    def earlier_restored(self, take_id: str, earlier_id: str, replaced_at: str) -> None:
        """Let an earlier transcript of a take stand again, with its verdicts; the one that stood is kept as such.

        `replaced_at`: ISO 8601 in UTC. Raises UnknownTranscript.
        """
        self._commit(lambda database: restore(database, take_id, earlier_id, replaced_at))

    def recogniser_died(self, take_id: str) -> None:
        """Count that the recogniser's process ended, or hung, while it heard this take."""
        sql = "UPDATE take SET deaths = deaths + 1 WHERE id = ?"
        self._commit(lambda database: database.execute(sql, [take_id]))

    def voice_heard(self, take_id: str, stretches: Sequence[Stretch]) -> None:
        """Store where a voice is heard in a take, in place of what was known of it."""
        self._commit(lambda database: database.table("take").update(take_id, voice_row(stretches)))

    def filled_pauses_found(self, take_id: str, stretches: Sequence[Stretch] | None) -> None:
        """Store where fillers seem to be that are not among a take's words; None: not sought. Answers stay."""
        self._commit(lambda database: database.table("take").update(take_id, filled_pauses_row(stretches)))

    def filled_pause_answered(self, take_id: str, pause: FilledPause, made_at: str) -> None:
        """Keep whether a filled pause is a filler, in place of what was said of those seconds before.

        `made_at`: ISO 8601 in UTC.
        """

        def write(database: Database) -> None:
            answers = database.table("filled_pause_answer")
            answers.delete_where('take_id = ? AND begin < ? AND "end" > ?', [take_id, pause.end, pause.begin])
            if pause.filler is not None:
                answers.insert(filled_pause_answer_row(take_id, pause, made_at))

        self._commit(write)

    def take_ended(self, take: Take) -> None:
        """Store how a take ended: frames, gaps, pauses, clipping, ending."""
        self._commit(lambda database: database.table("take").update(take.id, take_end_row(take)))

    def take_judged(
        self,
        take_id: str,
        meter: Meter,
        verdicts: Sequence[CheckpointVerdict],
        elsewhere: Sequence[CheckpointVerdict] = (),
    ) -> None:
        """Store a take's final verdicts, in place of earlier ones of the same take.

        `elsewhere`: what it covered of other sections.
        """

        self._commit(lambda database: _judge(database, take_id, meter, verdicts, elsewhere))

    def words_kept(self, take_id: str, kept: Sequence[TakeSpan], reworded: Reworded, made_at: str) -> None:
        """Keep the seconds of a take whose words stay as they were recognised, and the transcript that follows.

        Of a transcript that was replaced meanwhile nothing is written but the seconds. `made_at`: ISO 8601 in UTC.
        """

        def write(database: Database) -> None:
            table = database.table("kept_word")
            table.delete_where("take_id = ?", [take_id])
            table.insert_all(kept_word_row(take_id, span, made_at) for span in kept)
            heard = database.query("SELECT * FROM utterance WHERE take_id = ? ORDER BY position", [take_id])
            if tuple(map(utterance_of, heard)) != reworded.before:
                return
            for place, utterance in enumerate(reworded.after, 1):
                database.table("utterance").upsert(utterance_row(take_id, place, utterance), pk="id")
            if reworded.meter is not None and reworded.judged is not None:
                _judge(database, take_id, reworded.meter, reworded.judged.verdicts, reworded.judged.elsewhere)

        self._commit(write)

    def take_unrecognised(self, take_id: str, reason: str) -> None:
        """Note that a take has no (whole) transcript, and why."""
        self._commit(lambda database: database.table("take").update(take_id, {"unrecognised": reason}))

    def overruled(self, take_id: str, checkpoint_id: str, overrule: Overrule | None, made_at: str) -> None:
        """Keep the speaker's own verdict on a checkpoint, in place of an earlier one; None takes it back.

        `made_at`: ISO 8601 in UTC.
        """

        def write(database: Database) -> None:
            key = [take_id, checkpoint_id]
            database.table("overrule").delete_where("take_id = ? AND checkpoint_id = ?", key)
            if overrule is not None:
                database.table("overrule").insert(overrule_row(take_id, checkpoint_id, overrule, made_at))

        self._commit(write)

    def pitfall_dismissed(self, question_id: str, dismissal: Dismissal, made_at: str) -> None:
        """Keep that something is no pitfall. `made_at`: ISO 8601 in UTC."""
        row = dismissal_row(question_id, dismissal, made_at)
        self._commit(lambda database: database.table("dismissal").insert(row))

    def pitfall_brought_back(self, question_id: str, dismissal: Dismissal) -> None:
        """Forget a dismissal."""
        where = "question_id = ? AND rule = ? AND take_id IS ? AND begin IS ?"
        key = [question_id, dismissal.kind, dismissal.take_id, dismissal.begin]
        self._commit(lambda database: database.table("dismissal").delete_where(where, key))

    def template_saved(self, question_id: str, template: Template, saved_at: str) -> None:
        """Keep a template that was saved for a question; one that is the newest already is not kept twice.

        `saved_at`: ISO 8601 in UTC.
        """

        def write(database: Database) -> None:
            newest = next(database.query(_NEWEST_SAVED, [question_id]), None)
            if newest is not None and newest["version"] == template.version:
                return
            database.table("template").insert({"version": template.version, "text": template.text}, ignore=True)
            row = {"id": uuid4().hex, "question_id": question_id, "version": template.version, "saved_at": saved_at}
            database.table("saved_template").insert(row)

        self._commit(write)

    def question_archived(self, question_id: str, archived_at: str | None) -> None:
        """Put a question away, or (None) back. `archived_at`: ISO 8601 in UTC."""

        def write(database: Database) -> None:
            database.table("archived_question").delete_where("question_id = ?", [question_id])
            if archived_at is not None:
                row = {"question_id": question_id, "archived_at": archived_at}
                database.table("archived_question").insert(row)

        self._commit(write)

    def runthrough_finished(self, runthrough_id: str, finished_at: str) -> None:
        """Close a run-through."""
        finished = {"finished_at": finished_at}
        self._commit(lambda database: database.table("runthrough").update(runthrough_id, finished))

    def discard(self, runthrough_id: str) -> None:
        """Remove a run-through with its takes, transcripts and verdicts. Raises UnknownRunThrough.

        The recordings are the take store's to remove: what remains there would be adopted again.
        """

        def write(database: Database) -> None:
            table = database.table("runthrough")
            if not table.count_where("id = ?", [runthrough_id]):
                raise UnknownRunThrough(runthrough_id)
            table.delete(runthrough_id)

        self._commit(write)

    def close(self) -> None:
        """Close the connection; the last one to close also empties the write-ahead log."""
        self._database.close()

    def _commit(self, write: Callable[[Database], object]) -> None:
        try:
            self._commit_once(write)
        except DiskTooFull:
            if self._ballast is None or not self._ballast.release():
                raise
            self._commit_once(write)

    def _commit_once(self, write: Callable[[Database], object]) -> None:
        with refusals(self._path), self._database.atomic():
            write(self._database)


def _judge(
    database: Database,
    take_id: str,
    meter: Meter,
    verdicts: Sequence[CheckpointVerdict],
    elsewhere: Sequence[CheckpointVerdict],
) -> None:
    _forget_verdicts(database, take_id)
    database.table("meter").insert(meter_row(meter), ignore=True)
    for foreign, judged in ((False, verdicts), (True, elsewhere)):
        rows = [verdict_row(take_id, place, each, elsewhere=foreign) for place, each in enumerate(judged, 1)]
        database.table("verdict").insert_all(rows)
    database.table("take").update(take_id, {"meter_version": meter.version, "deaths": 0})


def _forget_verdicts(database: Database, take_id: str) -> None:
    database.table("verdict").delete_where("take_id = ?", [take_id])
