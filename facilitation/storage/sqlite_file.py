"""SQLite's database as a file: where it is, and a copy of it while others write."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url

from facilitation.config import Config
from facilitation.extensions import db

PIECE = 256
"""Pages that are copied at once."""
PATIENCE = 5.0
"""Seconds to wait for whoever opens the database at the same moment; nobody who serves phones copies."""


class Damaged(Exception):
    """A database file is not what SQLite wrote."""


def path() -> Path | None:
    """Return where the app's SQLite database is; None for another database, or one in memory."""
    if db.engine.dialect.name != "sqlite":
        return None
    with db.engine.connect() as connection:
        file = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar()
    return Path(file) if file else None


def place(config: Config) -> Path | None:
    """Return where the database will be, without opening it; None for one that is no file."""
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return config.data_dir / str(url.database)


def keep_in_mind() -> None:
    """Remember which file the app's database is, for `is_taken_away`; called once a server has opened it."""
    file = path()
    if file is not None:
        current_app.extensions["database_file"] = file, _identity(file)


def is_taken_away() -> bool:
    """Tell whether the file that the server has open was deleted, moved or replaced by another one.

    What is stored then goes into a file without a name, and is lost when the server stops.
    """
    file, known = current_app.extensions.get("database_file", (None, None))
    return file is not None and _identity(file) != known


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def copy(source: Path, to: Path, without: Iterable[str] = ()) -> None:
    """Write a copy of a database as it is at one moment, whoever writes meanwhile; `to` is one file without a log.

    The rows of the tables `without` are left out. The copy is rewritten once: what was deleted is not in its bytes.
    Raises Damaged, sqlite3.Error, OSError.
    """
    to.touch(0o600)
    with (
        closing(sqlite3.connect(source, timeout=PATIENCE, isolation_level=None)) as read,
        closing(sqlite3.connect(to, isolation_level=None)) as written,
    ):
        read.execute("BEGIN")  # or every commit of others would begin the copy anew
        read.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        read.backup(written, pages=PIECE, sleep=0)
        read.execute("ROLLBACK")
        written.execute("PRAGMA journal_mode = DELETE")
        for table in without:
            written.execute(f'DELETE FROM "{table}"')
        written.execute("VACUUM")
    check(to)


def check(file: Path) -> None:
    """Raise Damaged unless this file is a whole SQLite database."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
            said = [line for (line,) in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error
    if said != ["ok"]:
        raise Damaged("; ".join(said))
