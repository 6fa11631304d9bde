"""The libraries' objects, created once and bound to an app by `create_app`."""

import os
import sqlite3
import threading
import time
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
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


db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False},
    engine_options={"hide_parameters": True},  # errors are logged, and what people wrote is not
)
migrate = Migrate()
babel = Babel()
socketio = SocketIO()

write_lock = threading.RLock()
"""Held by whoever writes to SQLite, which has one writer at a time.

Waiting for this lock lets other green threads run; waiting inside SQLite would stop them all.
"""


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
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 5000",
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
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@event.listens_for(Pool, "checkin")
def _end_transaction(connection: Any, _record: object) -> None:
    """Roll back what a failed commit may leave open, although SQLAlchemy believes that it has ended."""
    if isinstance(connection, sqlite3.Connection) and connection.in_transaction:
        connection.rollback()
