"""Sets up every connection to a database, and begins its transactions, by listening to SQLAlchemy.

Whoever imports this has it done; `create_app` does.
"""

import os
import sqlite3
import stat
import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool

from facilitation.storage.sqlite_lock import BUSY_MILLISECONDS, begin_to_write

BEGUN = "begun"
"""Where a connection's `info` tells when its transaction began, by `time.monotonic`."""


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Set up a new SQLite connection: WAL lets phones read while one writes, FULL keeps commits in a power cut."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # _begin decides, not the driver
    _make_private(connection)
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -32000",
        "secure_delete = ON",  # what somebody withdrew must not stay in free pages
    ):
        connection.execute(f"PRAGMA {pragma}")


def _make_private(connection: sqlite3.Connection) -> None:
    """Take the rights of others from a new database, before anything is in it; its log gets the rights that it has.

    What is no file is somebody else's: a careless address such as /dev/null would be taken from the whole machine.
    """
    ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()
    if path and stat.S_ISREG((found := os.stat(path)).st_mode) and found.st_size == 0:
        os.chmod(path, 0o600)


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """Begin a transaction; one that will write takes SQLite's write lock at once, because upgrading later can fail."""
    connection.info[BEGUN] = time.monotonic()
    if connection.dialect.name != "sqlite":
        return
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    try:
        begin_to_write(connection.connection.dbapi_connection)
    except sqlite3.Error as error:
        dialect = connection.dialect
        raise DBAPIError.instance("BEGIN IMMEDIATE", None, error, sqlite3.Error, dialect=dialect) from error


@event.listens_for(Pool, "checkin")
def _end_transaction(connection: Any, _record: object) -> None:
    """Roll back what a failed commit may leave open, although SQLAlchemy believes that it has ended."""
    if isinstance(connection, sqlite3.Connection) and connection.in_transaction:
        connection.rollback()
