"""Gets what was withdrawn, deleted or reworded off the disk, where the database would still keep its bytes.

Rows and screens know nothing of it any more, but SQLite's log (`-wal`) holds every page as it was, and its pages hold
copies of rows that were moved (`secure_delete` does not reach those); PostgreSQL keeps old rows until they are
vacuumed. Everybody notes with `want` what is to go. The server calls `sweep` every PAUSE seconds, `erase` when it
starts and `finish` when it stops; so it is gone within WITHIN seconds, and after a crash at the next start.

A process erases alone: by a connection of its own, which waits for nobody. A reader that is not ready yet means
another try, for whoever waits inside SQLite holds up every phone. Nor does it stand behind reports and photos: the
lock that keeps writers waiting is held only while SQLite works.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Engine

from facilitation.config import Config
from facilitation.extensions import db
from facilitation.memory import remembered
from facilitation.offload import offload_at_once
from facilitation.storage import migration_copies, postgresql, samples, sqlite_file
from facilitation.storage.sqlite_lock import write_lock

WITHIN = 60
"""Seconds within which it is gone."""
PAUSE = 15
"""Seconds between two looks; everything of that time is erased at once. A fourth of WITHIN, so three may fail."""
TRIES, BETWEEN_TRIES = 10, 0.2
"""How often a busy database is tried at one look, and the seconds between."""
LARGEST = 20_000_000
"""Bytes of a database (of PostgreSQL: of a table with its indexes) that is rewritten while phones write.

A day brings some three million. What is larger would keep them waiting for seconds; it is rewritten when the server
starts or stops, of several the first or the last. Until then only what SQLite moved within its pages may be left of a
text; PostgreSQL may leave all of it in the free space of a page.
"""
LOCK_PATIENCE = "100ms"
"""PostgreSQL: for so long a table's rewriting waits for those who use it, and others wait behind it."""

_OLDER_READERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_xmin IS NOT NULL AND xact_start < %s"
)
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend' AND application_name <> %s"
)
_LATER = ("55P03", "57014")
"""PostgreSQL: a lock was not to be had, or the statement was cancelled; the next look tries again."""


class _Due:
    """What is to be erased: `wanted` counts it, `erased` is how far that is done.

    `put_off` tells whether a rewriting waits for the server to stop.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know of nothing, as a new process."""
        self.wanted = self.erased = 0
        self.put_off = False


_due = remembered(_Due())


def want() -> None:
    """Note that a text was withdrawn, deleted or replaced: its bytes are to go from the disk.

    Called within the transaction, after its statements, or after the commit: erasing waits for whoever writes.
    """
    _due.wanted += 1


def is_wanted() -> bool:
    """Tell whether something was noted that is not erased yet."""
    return _due.wanted > _due.erased


def sweep() -> bool:
    """Erase what was noted, and empty SQLite's log; return False where somebody else kept that from being done.

    Cheap where nothing was written. Raises sqlite3.Error or psycopg's Error where the database fails.
    """
    return erase() if is_wanted() else _empty_log()


def erase(*, at_rest: bool = False) -> bool:
    """Rewrite the database without what is deleted, and empty SQLite's log; return False as `sweep` does.

    `at_rest`: nobody writes, so what is larger than LARGEST is rewritten, too.
    """
    until = _due.wanted
    if _erased_from_sqlite(at_rest) if sqlite_file.path() else _rewritten(db.engine, at_rest):
        if until > _due.erased:
            config: Config = current_app.extensions["config"]
            offload_at_once(migration_copies.remove_all, config.data_dir)
        _due.erased = max(_due.erased, until)
        return True
    return False


def finish() -> None:
    """Do a last `sweep` when the server stops; what cannot be done now is done at the next start."""
    db.session.remove()
    db.engine.dispose()
    if is_wanted() or _due.put_off:
        erase(at_rest=True)
    else:
        sweep()
    db.engine.dispose()


def _erased_from_sqlite(at_rest: bool) -> bool:
    """Where the log cannot be cut, rewriting would only make it longer."""
    path = sqlite_file.path()
    if not _empty_log() or path is None:
        return False
    _due.put_off = not at_rest and path.stat().st_size > LARGEST
    return _due.put_off or (_tried(lambda: _rewritten_sqlite(path)) and _empty_log())


def _empty_log() -> bool:
    """Write SQLite's log into the database and cut it to nothing; return False where a reader still needs it."""
    db.session.rollback()  # nobody waits here with a transaction of their own
    path = sqlite_file.path()
    if path is None or not has_log(path):
        return True
    offload_at_once(_checkpoint, path, "PASSIVE")  # the long part, beside whoever writes

    def emptied() -> bool:
        with write_lock:  # who writes waits here, where others go on, and not inside SQLite
            return offload_at_once(_checkpoint, path, "TRUNCATE")

    return _tried(emptied)


def has_log(path: Path) -> bool:
    """Tell whether SQLite's log holds anything, as it does after a crash."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _tried(work: Callable[[], bool]) -> bool:
    """Do something until it succeeds, at most TRIES times; return whether it did."""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(BETWEEN_TRIES)
        if work():
            return True
    return False


def _checkpoint(path: Path, mode: str) -> bool:
    """Write the log into the database; return whether nobody was in the way."""

    def checkpoint(connection: sqlite3.Connection) -> bool:
        busy, *_ = connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return not busy

    return _alone(path, checkpoint)


def _rewritten_sqlite(path: Path) -> bool:
    with write_lock:
        return offload_at_once(_vacuumed, path)


def _vacuumed(path: Path) -> bool:
    return _alone(path, lambda connection: bool(connection.execute("VACUUM")))


def _alone(path: Path, work: Callable[[sqlite3.Connection], bool]) -> bool:
    """Do something by a connection that waits for nobody; return False where somebody was in the way."""
    try:
        there = f"{path.absolute().as_uri()}?mode=rw"  # one that was deleted is not made anew
        with closing(sqlite3.connect(there, uri=True, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            return work(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise


def _rewritten(engine: Engine, at_rest: bool) -> bool:
    """Rewrite PostgreSQL's tables; return False where one was in use for longer than LOCK_PATIENCE, or took too long.

    A plain VACUUM would leave the bytes in the pages, and both keep what an older transaction may still read. A large
    table is put off while phones write, and so it is where other processes serve when this one starts or stops.
    """
    done, put_off = True, False
    with closing(postgresql.patient(engine)) as connection:

        def asked(question: str, *values: object) -> Any:
            return connection.execute(question, values).fetchone()[0]

        begun = asked("SELECT clock_timestamp()")
        if not _tried(lambda: asked(_OLDER_READERS, begun) == 0):
            return False
        everything = at_rest and asked(_OTHERS, postgresql.name()) == 0
        connection.execute(f"SET lock_timeout = '{LOCK_PATIENCE}'")
        if at_rest:
            try:
                samples.forget(connection)
            except connection.Error as error:
                if error.sqlstate not in _LATER:
                    raise
                done = False
        for table in db.metadata.sorted_tables:
            large = asked("SELECT pg_total_relation_size(%s)", table.name) > LARGEST
            put_off = put_off or (large and not everything)
            try:
                connection.execute(f'VACUUM {"(FULL)" if everything or not large else ""} "{table.name}"')
            except connection.Error as error:
                if error.sqlstate not in _LATER:
                    raise
                done = False
    _due.put_off = put_off
    return done
