"""The reading side of the library."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from runthrough.domain.agreement import Compared
from runthrough.domain.earlier import EarlierTranscript
from runthrough.domain.errors import DatabaseDamaged, UnknownRunThrough
from runthrough.domain.filled_pauses import FilledPause
from runthrough.domain.pitfalls.dismissal import Dismissal
from runthrough.domain.rehearsed import RunThrough, Take
from runthrough.domain.speech import Stretch, TakeSpan, Transcript
from runthrough.domain.verdicts import CheckpointVerdict, Overrule, Verdict
from runthrough.rehearsal.ports import Meter
from runthrough.storage.database import open_database, refusals
from runthrough.storage.migrations import applied_migrations
from runthrough.storage.rows import (
    dismissal_of,
    earlier_of,
    filled_pause_answer_of,
    filled_pauses_of,
    kept_word_of,
    meter_of,
    overrule_of,
    runthrough_of,
    take_of,
    utterance_of,
    verdict_of,
    voice_of,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_MATCHES = 10
"""How many run-throughs an ambiguous id names at most: the newest."""

MOST_EVIDENCE = 20
"""Takes that past wording is looked for in: the newest."""

_Value = TypeVar("_Value")

_RUNTHROUGHS = """
    SELECT runthrough.*, template.text AS template_text
    FROM runthrough JOIN template ON template.version = runthrough.template_version
    WHERE (:id IS NULL OR runthrough.id = :id)
      AND (:question_id IS NULL OR question_id = :question_id)
      AND (NOT :unfinished OR finished_at IS NULL)
    ORDER BY started_at DESC, runthrough.rowid DESC
"""
_TAKES = """
    SELECT * FROM take WHERE runthrough_id IN (SELECT value FROM json_each(?)) ORDER BY started_at, rowid
"""
_SAID = """
    SELECT take_id, sum(verdict = 'said') AS said, count(*) AS asked FROM (
        SELECT take_id, checkpoint_id, verdict FROM overrule
        UNION ALL
        SELECT take_id, checkpoint_id, verdict FROM verdict
        WHERE NOT elsewhere AND NOT EXISTS (
            SELECT 1 FROM overrule
            WHERE overrule.take_id = verdict.take_id AND overrule.checkpoint_id = verdict.checkpoint_id
        )
    ) GROUP BY take_id
"""
_VERSIONS = """
    SELECT template.version, template.text, max(used.at) AS used_at, sum(used.spoken) AS runthroughs
    FROM (
        SELECT version, saved_at AS at, rowid AS number, 0 AS spoken
        FROM saved_template WHERE question_id = :question_id
        UNION ALL
        SELECT template_version, started_at, 0, 1 FROM runthrough
        WHERE question_id = :question_id AND length = 'full'
    ) AS used JOIN template ON template.version = used.version
    GROUP BY template.version ORDER BY used_at DESC, max(used.number) DESC
"""
_EVIDENCE = """
    SELECT verdict.take_id, evidence_first, evidence_last
    FROM verdict JOIN take ON take.id = verdict.take_id JOIN runthrough ON runthrough.id = take.runthrough_id
    WHERE question_id = ? AND checkpoint_id = ? AND evidence_first IS NOT NULL AND NOT elsewhere
    ORDER BY take.started_at DESC LIMIT ?
"""
_COMPARED = """
    SELECT verdict.*, overrule.verdict AS own
    FROM verdict LEFT JOIN overrule
        ON overrule.take_id = verdict.take_id AND overrule.checkpoint_id = verdict.checkpoint_id
    WHERE NOT elsewhere AND verdict.take_id IN (
        SELECT id FROM take WHERE runthrough_id IN (
            SELECT runthrough_id FROM take JOIN overrule ON overrule.take_id = take.id
        )
    )
    ORDER BY verdict.take_id, position
"""
_BEGINNING_SO = """
    SELECT id FROM runthrough WHERE substr(id, 1, length(:beginning)) = :beginning ORDER BY started_at DESC
"""


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a question's template: when it was last saved or spoken to (ISO 8601 in UTC), and how often."""

    version: str
    text: str
    used_at: str
    runthroughs: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds.

    `size` is in bytes, without the write-ahead log. `schema` names the last migration; None where there is no library.
    """

    runthroughs: int = 0
    takes: int = 0
    size: int = 0
    schema: str | None = None


class Library:
    """Answers from the database, on the thread that asks first. Without a database file every answer is empty.

    Opens at the first question and keeps the connection until `close`. It may be read while the journal writes, and
    sees what was committed before the question. Raises as `open_database`: DatabaseOutdated says that
    `bring_up_to_date` must come first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: Database | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; a later question opens it again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def runthroughs(self, question_id: str | None = None) -> list[RunThrough]:
        """All run-throughs, or those of one question, with their takes; newest first."""
        return self._runthroughs(question_id=question_id)

    def unfinished(self) -> list[RunThrough]:
        """Run-throughs that were never closed, newest first: cut off by a crash, or running now."""
        return self._runthroughs(unfinished=True)

    def find(self, runthrough_id: str) -> RunThrough:
        """The run-through whose id is this, or alone begins so.

        Raises UnknownRunThrough, with the matches (newest first, at most MOST_MATCHES) when several begin so.
        """
        beginning = {"beginning": runthrough_id}
        ids = self._ask(_BEGINNING_SO, beginning, lambda row: str(row["id"])) if runthrough_id else []
        if runthrough_id in ids:
            ids = [runthrough_id]
        if len(ids) != 1:
            raise UnknownRunThrough(runthrough_id, tuple(ids[:MOST_MATCHES]))
        return self._runthroughs(runthrough_id=ids[0])[0]

    def transcript(self, take_id: str) -> Transcript:
        """What was heard of a take; empty when nothing was."""
        sql = "SELECT * FROM utterance WHERE take_id = ? ORDER BY position"
        return Transcript(tuple(self._ask(sql, [take_id], utterance_of)))

    def voice(self, take_id: str) -> tuple[Stretch, ...] | None:
        """Where a voice is heard in a take; None where nobody listened for one."""
        found = self._ask("SELECT voice FROM take WHERE id = ?", [take_id], voice_of)
        return found[0] if found else None

    def filled_pauses(self, take_id: str) -> tuple[Stretch, ...] | None:
        """Where fillers seem to be that are not among a take's words; None where nobody sought them."""
        found = self._ask("SELECT filled_pauses FROM take WHERE id = ?", [take_id], filled_pauses_of)
        return found[0] if found else None

    def filled_pause_answers(self, take_id: str) -> tuple[FilledPause, ...]:
        """What the speaker said of filled pauses, in their order."""
        sql = "SELECT * FROM filled_pause_answer WHERE take_id = ? ORDER BY begin"
        return tuple(self._ask(sql, [take_id], filled_pause_answer_of))

    def kept_words(self, take_id: str) -> tuple[TakeSpan, ...]:
        """The seconds of a take whose words stay as they were recognised, in their order."""
        return tuple(self._ask("SELECT * FROM kept_word WHERE take_id = ? ORDER BY begin", [take_id], kept_word_of))

    def verdicts(self, take_id: str) -> tuple[CheckpointVerdict, ...]:
        """A take's verdicts on its own section, in the order of the checkpoints; empty when not judged."""
        return self._verdicts(take_id, elsewhere=False)

    def elsewhere(self, take_id: str) -> tuple[CheckpointVerdict, ...]:
        """What a take covered of other sections than its own: said or partly, with evidence in this take's words."""
        return self._verdicts(take_id, elsewhere=True)

    def meter(self, take_id: str) -> str | None:
        """The meter version of a take's verdicts; None when it was not judged."""
        return self._note("SELECT meter_version AS note FROM take WHERE id = ?", take_id)

    def unrecognised(self, take_id: str) -> str | None:
        """Why a take has no (whole) transcript; None when it has one, or was not yet heard."""
        return self._note("SELECT unrecognised AS note FROM take WHERE id = ?", take_id)

    def overrules(self, take_id: str) -> dict[str, Overrule]:
        """The speaker's own verdicts on a take, by checkpoint id."""
        sql = "SELECT * FROM overrule WHERE take_id = ?"
        return dict(self._ask(sql, [take_id], lambda row: (str(row["checkpoint_id"]), overrule_of(row))))

    def earlier_transcripts(self, take_id: str) -> tuple[EarlierTranscript, ...]:
        """What was replaced when a take was recognised again, the latest first."""
        sql = "SELECT * FROM earlier_transcript WHERE take_id = ? ORDER BY replaced_at DESC, rowid DESC"
        return tuple(self._ask(sql, [take_id], earlier_of))

    def deaths(self) -> dict[str, int]:
        """By take id: how often hearing it ended the recogniser's process since it was last heard whole."""
        sql = "SELECT id, deaths FROM take WHERE deaths > 0"
        return dict(self._ask(sql, [], lambda row: (str(row["id"]), int(row["deaths"]))))

    def meters(self) -> dict[str, Meter]:
        """By take id: what made its verdicts; a take that was not judged has none."""
        sql = "SELECT take.id, meter.* FROM take JOIN meter ON meter.version = take.meter_version"
        return dict(self._ask(sql, [], lambda row: (str(row["id"]), meter_of(row))))

    def dismissals(self, question_id: str) -> tuple[Dismissal, ...]:
        """What the speaker does not want to hear of again in a question."""
        return tuple(self._ask("SELECT * FROM dismissal WHERE question_id = ?", [question_id], dismissal_of))

    def compared(self) -> dict[str, tuple[Compared, ...]]:
        """By take id: the machine's verdicts beside the speaker's own, for the run-throughs in which they set any."""
        found: defaultdict[str, list[Compared]] = defaultdict(list)
        for take_id, compared in self._ask(_COMPARED, [], lambda row: (str(row["take_id"]), _compared_of(row))):
            found[take_id].append(compared)
        return {take_id: tuple(compared) for take_id, compared in found.items()}

    def ended_takes(self) -> frozenset[str]:
        """The ids of all takes whose ending is known."""
        return frozenset(self._ask("SELECT id FROM take WHERE ending IS NOT NULL", [], lambda row: str(row["id"])))

    def said(self) -> dict[str, tuple[int, int]]:
        """By take id: checkpoints said, and checkpoints with a verdict, the speaker's own before the machine's.

        A take that was only overruled is there with those; one without any verdict is not.
        """
        return dict(self._ask(_SAID, [], lambda row: (str(row["take_id"]), (int(row["said"]), int(row["asked"])))))

    def template_versions(self, question_id: str) -> list[TemplateVersion]:
        """Every version of a question's template that was saved or spoken to, the latest use first."""
        return self._ask(_VERSIONS, {"question_id": question_id}, lambda row: TemplateVersion(**row))

    def evidence(self, question_id: str, checkpoint_id: str) -> list[str]:
        """The words on which verdicts on a checkpoint rested, one text a take, the newest first."""
        found = self._ask(_EVIDENCE, [question_id, checkpoint_id, MOST_EVIDENCE], dict)
        texts: list[str] = []
        for row in found:
            words = [word.text for word in self.transcript(row["take_id"]).words]
            texts.append(" ".join(words[row["evidence_first"] : row["evidence_last"] + 1]))
        return texts

    def archived(self) -> frozenset[str]:
        """The ids of the questions that were put away."""
        sql = "SELECT question_id FROM archived_question"
        return frozenset(self._ask(sql, [], lambda row: str(row["question_id"])))

    def counts(self) -> Counts:
        """How much there is, for `doctor`."""
        database = self._open()
        if database is None:
            return Counts()
        with refusals(self._path):
            return Counts(
                runthroughs=database.table("runthrough").count,
                takes=database.table("take").count,
                size=self._path.stat().st_size,
                schema=applied_migrations(database)[-1],
            )

    def read_all(self) -> None:
        """Read every row, because `quick_check` does not look into texts. Raises DatabaseDamaged."""
        self.runthroughs()
        self._ask("SELECT * FROM utterance", [], utterance_of)
        self._ask("SELECT * FROM verdict", [], verdict_of)
        self._ask("SELECT voice FROM take", [], voice_of)
        self._ask("SELECT filled_pauses FROM take", [], filled_pauses_of)
        self._ask("SELECT * FROM filled_pause_answer", [], filled_pause_answer_of)
        self._ask("SELECT * FROM kept_word", [], kept_word_of)
        self._ask("SELECT saved_at FROM saved_template", [], lambda row: datetime.fromisoformat(row["saved_at"]))
        self._ask("SELECT * FROM overrule", [], overrule_of)
        self._ask("SELECT * FROM earlier_transcript", [], earlier_of)

    def _runthroughs(
        self, runthrough_id: str | None = None, question_id: str | None = None, unfinished: bool = False
    ) -> list[RunThrough]:
        wanted = {"id": runthrough_id, "question_id": question_id, "unfinished": unfinished}
        rows = self._ask(_RUNTHROUGHS, wanted, dict)
        takes: defaultdict[str, list[Take]] = defaultdict(list)
        for take in self._ask(_TAKES, [json.dumps([row["id"] for row in rows])], take_of):
            takes[take.runthrough_id].append(take)
        return [runthrough_of(row, tuple(takes[row["id"]])) for row in rows]

    def _verdicts(self, take_id: str, *, elsewhere: bool) -> tuple[CheckpointVerdict, ...]:
        sql = "SELECT * FROM verdict WHERE take_id = ? AND elsewhere = ? ORDER BY position"
        return tuple(self._ask(sql, [take_id, int(elsewhere)], verdict_of))

    def _note(self, sql: str, take_id: str) -> str | None:
        notes = self._ask(sql, [take_id], lambda row: row["note"])
        return notes[0] if notes else None

    def _ask(
        self, sql: str, parameters: list[Any] | dict[str, Any], value_of: Callable[[Mapping[str, Any]], _Value]
    ) -> list[_Value]:
        database = self._open()
        if database is None:
            return []
        with refusals(self._path):
            rows = list(database.query(sql, parameters))
        try:
            return [value_of(row) for row in rows]
        except (ValueError, TypeError) as error:
            raise DatabaseDamaged(self._path, str(error)) from error

    def _open(self) -> Database | None:
        with refusals(self._path):
            if self._database is None and self._path.exists():
                self._database = open_database(self._path, writing=False)
        return self._database


def _compared_of(row: Mapping[str, Any]) -> Compared:
    return Compared(verdict_of(row), None if row["own"] is None else Verdict(row["own"]))
