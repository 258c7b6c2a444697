"""Earlier transcripts within a transaction of the journal: set aside, and made to stand again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from runthrough.domain.errors import UnknownTranscript
from runthrough.storage.rows import Row, earlier_of, earlier_row, utterance_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def set_aside_transcript(database: Database, take_id: str, replaced_at: str, *, unless: Sequence[Row] = ()) -> None:
    """Keep the standing transcript of a take beside the one that takes its place; the rows themselves are left.

    Not one that was never whole, nor one that says the same as what replaces it (rows of `unless`).
    """
    meter = next(database.query("SELECT meter_version FROM take WHERE id = ?", [take_id]))["meter_version"]
    heard = list(database.query("SELECT * FROM utterance WHERE take_id = ? ORDER BY position", [take_id]))
    if meter is None or [_heard_in(row) for row in heard] == [_heard_in(row) for row in unless]:
        return
    judged = list(database.query("SELECT * FROM verdict WHERE take_id = ? ORDER BY elsewhere, position", [take_id]))
    database.table("earlier_transcript").insert(earlier_row(take_id, meter, heard, judged, replaced_at))


def _heard_in(row: Row) -> tuple[str, str]:
    return row["recogniser"], row["words"]


def restore(database: Database, take_id: str, earlier_id: str, replaced_at: str) -> None:
    """Change an earlier transcript and the standing one. Raises UnknownTranscript."""
    wanted = "SELECT * FROM earlier_transcript WHERE take_id = ? AND id = ?"
    row = next(database.query(wanted, [take_id, earlier_id]), None)
    if row is None:
        known = database.table("earlier_transcript").count_where("take_id = ?", [take_id])
        raise UnknownTranscript(earlier_id, known)
    set_aside_transcript(database, take_id, replaced_at)
    for table in ("utterance", "verdict"):
        database.table(table).delete_where("take_id = ?", [take_id])
    heard = earlier_of(row).transcript.utterances
    database.table("utterance").insert_all(utterance_row(take_id, place, each) for place, each in enumerate(heard, 1))
    database.table("verdict").insert_all({"take_id": take_id, **each} for each in json.loads(row["verdicts"]))
    database.table("take").update(take_id, {"unrecognised": None, "meter_version": row["meter_version"], "deaths": 0})
    database.table("earlier_transcript").delete(earlier_id)
