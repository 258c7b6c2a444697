"""The schema of the library, as the steps by which it grew.

A step that has been released is never changed: what is new comes as a new step with a frozen dump in
`tests/storage/schemas`. Each is applied in one transaction together with its record.

Times of day are ISO 8601 in UTC, other times seconds from the first sample of the take. Columns of lists hold JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def runthroughs_and_takes(database: Database) -> None:
    """What was rehearsed. A template's text is kept once a version, so that old run-throughs stay readable."""
    database.executescript(
        """
        CREATE TABLE template (
            version TEXT PRIMARY KEY NOT NULL,
            text TEXT NOT NULL
        );
        CREATE TABLE runthrough (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            template_version TEXT NOT NULL REFERENCES template (version),
            started_at TEXT NOT NULL,
            finished_at TEXT
        );
        CREATE INDEX runthrough_by_start ON runthrough (started_at);
        CREATE TABLE take (
            id TEXT PRIMARY KEY NOT NULL,
            runthrough_id TEXT NOT NULL REFERENCES runthrough (id) ON DELETE CASCADE,
            section_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            sample_rate INTEGER NOT NULL CHECK (sample_rate > 0),
            device TEXT NOT NULL,
            frames INTEGER NOT NULL,
            gaps TEXT NOT NULL,
            pauses TEXT NOT NULL,
            clipped INTEGER NOT NULL,
            ending TEXT
        );
        CREATE INDEX take_of_runthrough ON take (runthrough_id);
        """
    )


def transcripts(database: Database) -> None:
    """What was heard. `start`, `end` and `text` repeat what `words` hold, for whoever searches."""
    database.executescript(
        """
        CREATE TABLE utterance (
            id TEXT PRIMARY KEY NOT NULL,
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            start REAL NOT NULL,
            "end" REAL NOT NULL,
            text TEXT NOT NULL,
            words TEXT NOT NULL,
            recogniser TEXT NOT NULL,
            UNIQUE (take_id, position)
        );
        ALTER TABLE take ADD COLUMN unrecognised TEXT;
        """
    )


def verdicts_and_meters(database: Database) -> None:
    """What was covered. The meter stands with the take: its verdicts are made together, and there may be none."""
    database.executescript(
        """
        CREATE TABLE meter (
            version TEXT PRIMARY KEY NOT NULL,
            recogniser TEXT NOT NULL,
            recogniser_version TEXT NOT NULL,
            template_version TEXT NOT NULL,
            rules TEXT NOT NULL
        );
        ALTER TABLE take ADD COLUMN meter_version TEXT REFERENCES meter (version);
        CREATE TABLE verdict (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            checkpoint_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            score REAL NOT NULL,
            evidence_first INTEGER,
            evidence_last INTEGER,
            channels TEXT NOT NULL,
            why TEXT NOT NULL,
            PRIMARY KEY (take_id, checkpoint_id),
            CHECK ((evidence_first IS NULL) = (evidence_last IS NULL))
        );
        """
    )


def overrules(database: Database) -> None:
    """What the speaker says of a verdict. It stands beside the machine's and outlives its being made anew."""
    database.executescript(
        """
        CREATE TABLE overrule (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            checkpoint_id TEXT NOT NULL,
            verdict TEXT NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (take_id, checkpoint_id)
        );
        """
    )


def saved_templates(database: Database) -> None:
    """Every template that was saved, questions put away, and how long an answer was wanted."""
    database.executescript(
        """
        CREATE TABLE saved_template (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            version TEXT NOT NULL REFERENCES template (version),
            saved_at TEXT NOT NULL
        );
        CREATE INDEX saved_template_of_question ON saved_template (question_id);
        CREATE TABLE archived_question (
            question_id TEXT PRIMARY KEY NOT NULL,
            archived_at TEXT NOT NULL
        );
        ALTER TABLE runthrough ADD COLUMN length TEXT NOT NULL DEFAULT 'full';
        """
    )


def moments_and_dismissals(database: Database) -> None:
    """Where in a take something is: voice, moved evidence; checkpoints heard in another section's take; dismissals.

    `take.voice`: voiced stretches as a list of [start, end]; NULL where they were never measured. `overrule.begin` and
    `end`: evidence that the speaker moved. Times, because word indices do not outlive another transcript.
    `verdict.elsewhere`: 1 for a checkpoint of another section than the take's. A dismissal without a take holds for its
    question for ever. `runthrough.follow_ups`: the questions that its follow-up section asked.
    """
    database.executescript(
        """
        ALTER TABLE take ADD COLUMN voice TEXT;
        ALTER TABLE overrule ADD COLUMN begin REAL;
        ALTER TABLE overrule ADD COLUMN "end" REAL;
        ALTER TABLE verdict ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runthrough ADD COLUMN follow_ups TEXT NOT NULL DEFAULT '[]';
        CREATE TABLE dismissal (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            take_id TEXT REFERENCES take (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            begin REAL,
            made_at TEXT NOT NULL
        );
        CREATE INDEX dismissal_of_question ON dismissal (question_id);
        """
    )


def recognised_again(database: Database) -> None:
    """Earlier transcripts of a take, what the speaker says of single words, pauses that were filled, deaths.

    `earlier_transcript`: what was replaced when a take was recognised again; `utterances` and `verdicts` are lists of
    objects. `take.deaths`: how often hearing it ended the recogniser's process. `take.filled_pauses`: found in the
    sound and covered by no word, as a list of [start, end]; NULL where they were never sought. `filled_pause_answer`:
    the speaker says that one is (1) or is not (0) a filler. `kept_word`: a word that stays as it was recognised. Both
    hold by seconds, because word indices do not outlive another transcript.
    """
    database.executescript(
        """
        ALTER TABLE take ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE take ADD COLUMN filled_pauses TEXT;
        CREATE TABLE earlier_transcript (
            id TEXT PRIMARY KEY NOT NULL,
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            replaced_at TEXT NOT NULL,
            meter_version TEXT REFERENCES meter (version),
            utterances TEXT NOT NULL,
            verdicts TEXT NOT NULL
        );
        CREATE INDEX earlier_transcript_of_take ON earlier_transcript (take_id);
        CREATE TABLE filled_pause_answer (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            begin REAL NOT NULL,
            "end" REAL NOT NULL,
            filler INTEGER NOT NULL CHECK (filler IN (0, 1)),
            made_at TEXT NOT NULL,
            PRIMARY KEY (take_id, begin)
        );
        CREATE TABLE kept_word (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            begin REAL NOT NULL,
            "end" REAL NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (take_id, begin)
        );
        """
    )


STEPS: tuple[Callable[[Database], None], ...] = (
    runthroughs_and_takes,
    transcripts,
    verdicts_and_meters,
    overrules,
    saved_templates,
    moments_and_dismissals,
    recognised_again,
)
"""In the order in which they are applied; a step's name is the function's."""


def make_migrations() -> Migrations:
    """The steps, ready to be applied."""
    from sqlite_utils import Migrations  # noqa: PLC0415  (slow to import, see database.py)

    migrations = Migrations("runthrough")
    for step in STEPS:
        migrations()(step)
    return migrations


def applied_migrations(database: Database) -> tuple[str, ...]:
    """The names of the steps that a database has gone through, in order."""
    return tuple(migration.name for migration in make_migrations().applied(database))


def unknown_migrations(database: Database) -> tuple[str, ...]:
    """The steps of a database that only a newer program knows, in order."""
    known = {step.__name__ for step in STEPS}
    return tuple(name for name in applied_migrations(database) if name not in known)
