"""Opens the library: looks before it touches, brings the schema up to date, and turns SQLite's refusals into facts."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from runthrough.domain.errors import (
    DatabaseDamaged,
    DatabaseOutdated,
    DatabaseTooNew,
    DataInUse,
    DiskTooFull,
    FolderUnwritable,
    RunthroughError,
)
from runthrough.storage.migrations import make_migrations, unknown_migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_SECONDS = 5.0
"""How long a statement waits for another connection's transaction; `sqlite3`'s own default."""

CRAMPED = 65_536
"""Free bytes under which an "I/O error" is the full disk: the index of the log grows by 32 768 bytes at a time."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def open_database(path: Path, *, writing: bool) -> Database:
    """A connection for the calling thread alone, on a sound database of the present schema; the caller closes it.

    For writing, the folder, the file and the schema are made as needed, with a backup before an older schema is
    changed; only one connection of all processes may write (`DataLock`). For reading, the file must be there.

    Raises DatabaseDamaged, DatabaseTooNew, DatabaseOutdated (reading alone), FolderUnwritable, DiskTooFull or
    DataInUse. A database that is refused is left as it was, byte for byte.
    """
    with refusals(path):
        if writing and not path.exists():
            _make(path)
        if writing and not os.access(path, os.W_OK):
            # SQLite would open it all the same, to refuse the first take
            raise FolderUnwritable(path.parent, f"{path.name} is write-protected")
        reader = _open_to_read(path, schema_may_be_older=writing)
        if not writing:
            return reader
        reader.close()
        return _open_to_write(path)


def bring_up_to_date(path: Path) -> None:
    """Give an existing database the present schema; does nothing where there is none. Raises as `open_database`."""
    if path.exists():
        open_database(path, writing=True).close()


def set_aside(path: Path) -> Path:
    """Move a database and what SQLite keeps beside it out of the way, deleting nothing; returns where it is now.

    Nobody may have it open (Windows would refuse).
    """
    aside = _dated(path.parent, f"{path.stem}-damaged")
    with refusals(path):
        for present, moved in zip(_files(path), _files(aside), strict=True):
            if present.exists():
                present.rename(moved)
    return aside


@contextmanager
def refusals(path: Path) -> Generator[None]:
    """Raise what SQLite or the system refuses as a RunthroughError; what would be a bug passes as it is."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = _refusal(path, error)
        if refusal is None:
            raise
        raise refusal from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise _too_full(path) from error
        raise FolderUnwritable(path.parent, error.strerror or str(error)) from error


def _refusal(path: Path, error: sqlite3.Error) -> RunthroughError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # made by the sqlite3 module itself: as an OperationalError it complains of text that is not UTF-8
        return DatabaseDamaged(path, str(error)) if isinstance(error, sqlite3.OperationalError) else None
    primary = code & 0xFF
    if primary in _DAMAGED:
        return DatabaseDamaged(path, str(error))
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _too_full(path).free_bytes < CRAMPED):
        return _too_full(path)
    if primary in _UNWRITABLE:
        return FolderUnwritable(path.parent, str(error))
    return DataInUse(path.parent) if primary in _IN_USE else None


def _too_full(path: Path) -> DiskTooFull:
    there = next(folder for folder in path.absolute().parents if folder.exists())
    return DiskTooFull(path.parent, shutil.disk_usage(there).free)


def _make(path: Path) -> None:
    """Make a new database under another name and move it into place when it is whole.

    So neither a kill nor a full disk at the first start leaves a file of 0 bytes, which SQLite would call sound.
    Until the last step it has no write-ahead log that could be left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if any(file.exists() for file in _files(path)):
        set_aside(path)  # the log of a database that is gone would be played into the new one
    unborn = path.with_name(f"{path.name}.new")
    unborn.unlink(missing_ok=True)
    unborn.with_name(f"{unborn.name}-journal").unlink(missing_ok=True)
    with closing(_wrap(sqlite3.connect(unborn))) as database:
        make_migrations().apply(database)
        database.execute("PRAGMA journal_mode = WAL")
    unborn.replace(path)


def _open_to_read(path: Path, *, schema_may_be_older: bool) -> Database:
    """Open and check. A read-only connection changes no byte of the file, whatever it finds there."""
    if not path.is_file():
        raise DatabaseDamaged(path, "it is not a file")
    if path.stat().st_size == 0:
        raise DatabaseDamaged(path, "the file is empty")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    database = _wrap(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS))
    try:
        _check(database, path, schema_may_be_older=schema_may_be_older)
    except BaseException:
        database.close()
        raise
    return database


def _check(database: Database, path: Path, *, schema_may_be_older: bool) -> None:
    found: str = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseDamaged(path, found)
    unknown = unknown_migrations(database)
    if unknown:
        raise DatabaseTooNew(path, unknown)
    if not schema_may_be_older and make_migrations().pending(database):
        raise DatabaseOutdated(path)


def _open_to_write(path: Path) -> Database:
    database = _wrap(sqlite3.connect(path, timeout=BUSY_SECONDS))
    try:
        _prepare_to_write(database)
        if make_migrations().pending(database):
            _back_up(database, path.parent / "backups")
            make_migrations().apply(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare_to_write(database: Database) -> None:
    """WAL and FULL: what was acknowledged survives a power cut, and readers never wait for the writer.

    https://www.sqlite.org/pragma.html#pragma_synchronous
    """
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA foreign_keys = ON")
    if sys.platform == "darwin":  # there a plain fsync leaves the data in the drive's cache
        database.execute("PRAGMA fullfsync = ON")
        database.execute("PRAGMA checkpoint_fullfsync = ON")


def _back_up(database: Database, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    backup = _dated(folder, "library")
    unfinished = backup.with_name(f"{backup.name}.new")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            database.conn.backup(copy)
        unfinished.replace(backup)
    finally:
        unfinished.unlink(missing_ok=True)


def _wrap(connection: sqlite3.Connection) -> Database:
    # imported here because it takes 0.2 to 0.9 s, which a program that needs no library should not pay
    from sqlite_utils import Database  # noqa: PLC0415

    return Database(connection, execute_plugins=False)


def _files(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))


def _dated(folder: Path, stem: str) -> Path:
    """A name with the present time (UTC) that is not taken; wall time names files here and orders nothing."""
    dated = f"{stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{dated}-{number}.db" if number > 1 else f"{dated}.db" for number in count(1))
    return next(folder / name for name in names if not any(file.exists() for file in _files(folder / name)))
