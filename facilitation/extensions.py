"""The libraries' objects, created once and bound to an app by `create_app`."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool


class Base(DeclarativeBase):
    """The models' base; constraints have fixed names, so that migrations can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


log = logging.getLogger(__name__)

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()
babel = Babel()
socketio = SocketIO()

write_lock = threading.RLock()
"""Held by whoever writes to SQLite, which has one writer at a time.

Waiting for this lock lets other green threads run; waiting inside SQLite would stop them all.
"""


BEGUN = "begun"
"""Where a connection's `info` tells when its transaction began, by `time.monotonic`."""
BUSY_MILLISECONDS = 250
"""Milliseconds that a statement may wait inside SQLite, where nothing else runs meanwhile."""
LOCKED_SECONDS = 1.5
"""Seconds for which a writer tries to begin, while another program has the database locked."""
RETRY_SECONDS = 0.03
"""Seconds between two tries."""
LESSON_SECONDS = 2.0
"""Seconds for which nobody waits long for what somebody has waited for in vain."""


class Patience:
    """How long to wait for what may be away: `usual` seconds, and `short` ones where that was in vain just now.

    A phone's orders are answered one after the other; the tenth must not wait ten times as long.
    """

    def __init__(self, usual: float, short: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.usual = usual
        self.short = short
        self.clock = clock
        self._lost: float | None = None

    @property
    def is_lost(self) -> bool:
        """Whether somebody has just waited in vain."""
        return self._lost is not None and self.clock() - self._lost < LESSON_SECONDS

    @property
    def seconds(self) -> float:
        """Seconds to wait now."""
        return self.short if self.is_lost else self.usual

    def lose(self) -> None:
        """Remember that somebody has waited in vain."""
        self._lost = self.clock()

    def forget(self) -> None:
        """Wait as usual from now on."""
        self._lost = None


locked_elsewhere = Patience(LOCKED_SECONDS, 0.0)
"""How long writers wait for another program that has SQLite's file locked."""


def is_locked(error: BaseException | None) -> bool:
    """Tell whether this error of SQLite, or of SQLAlchemy about it, means that another program has the file locked."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    return getattr(driver, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def begin_to_write(connection: sqlite3.Connection, sleep: Callable[[float], object] = time.sleep) -> None:
    """Take SQLite's write lock. Where another program has it, try again and again, and let others run in between.

    Raises sqlite3.OperationalError (`is_locked`) once `locked_elsewhere` is exhausted.
    """
    begun, patience = time.monotonic(), locked_elsewhere.seconds
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                locked_elsewhere.forget()
                return
            except sqlite3.OperationalError as error:
                if not is_locked(error):
                    raise
                if time.monotonic() - begun >= patience:
                    if patience:
                        locked_elsewhere.lose()
                        log.warning("Another program has the database locked; what phones send is refused meanwhile.")
                    raise
            sleep(RETRY_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


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
    """Take the rights of others from a new database, before anything is in it; its log gets the rights that it has."""
    ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()
    if path and os.stat(path).st_size == 0:
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
