"""The database's part of a backup: SQLite by its own backup interface, PostgreSQL by pg_dump and pg_restore."""

import errno
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from facilitation.extensions import db
from facilitation.storage import sqlite_file
from facilitation.storage.backup.manifest import NAMED_BEFORE, SHELVES, TABLES_LEFT_OUT, BackupRefused
from facilitation.storage.file_modes import opener
from facilitation.storage.file_store import sync_folder

Ids = dict[str, set[str]]
"""By a shelf's name: what the names of its files begin with."""


def kind() -> str:
    """Return which kind of database this is: sqlite or postgresql."""
    return db.engine.dialect.name


def revision() -> str | None:
    """Return the newest migration of the app's database; None where there are no tables yet."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_empty() -> bool:
    """Tell whether the app's database holds nothing yet; one that cannot be read may hold something."""
    try:
        return revision() is None
    except DatabaseError:
        return False


def known_revisions() -> list[str]:
    """Return every migration that this version knows, newest first."""
    config = current_app.extensions["migrate"].migrate.get_config()
    return [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]


def dump(to: Path) -> Ids:
    """Write the database as it is at one moment to a file; return which files belong to that.

    Raises BackupRefused.
    """
    return _dump_sqlite(to) if kind() == "sqlite" else _dump_postgresql(to)


def load(file: Path) -> None:
    """Put what `dump` wrote in the place of an empty database: all of it or nothing. Raises BackupRefused."""
    if kind() == "sqlite":
        _load_sqlite(file)
    else:
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _run("pg_restore", *options, f"--dbname={_address()}", str(file))


def check(file: Path, found_revision: str) -> None:
    """Check what `dump` wrote. Raises BackupRefused where it is damaged, or of another migration than it says."""
    if kind() != "sqlite":
        _run("pg_restore", "--list", str(file))
        return
    try:
        sqlite_file.check(file)
    except sqlite_file.Damaged as error:
        raise BackupRefused(f"This backup is damaged: its database is not whole ({error}).") from error
    if _asked(file, "alembic_version", "version_num") != {found_revision}:
        raise BackupRefused("This backup is damaged: its database is not the one that it names.")


def _dump_sqlite(to: Path) -> Ids:
    source = sqlite_file.path()
    if source is None:
        raise BackupRefused("A database in memory cannot be backed up.")
    try:
        sqlite_file.copy(source, to, without=TABLES_LEFT_OUT)
    except (sqlite_file.Damaged, sqlite3.Error) as error:
        raise BackupRefused(f"The database cannot be copied: {error}.") from error
    return {shelf: _asked(to, table, column) for shelf, (table, column) in SHELVES.items()}


def _asked(file: Path, table: str, column: str) -> set[str]:
    """Return the values of a column in an SQLite file that nobody writes; none where it has no such table."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        return {value for (value,) in connection.execute(_question(table, column, there))} if there else set()


def _question(table: str, column: str, there: set[str]) -> str:
    """Return how a table that has these columns is asked for one, or for what stood there in earlier versions.

    Raises BackupRefused where it has neither: a backup that takes that for nothing would be without the files.
    """
    for name in (column, NAMED_BEFORE.get((table, column))):
        if name in there:
            return f"SELECT {name} FROM {table}"
    raise BackupRefused(f"The database is not as this version knows it: the table {table} has no {column}.")


def _load_sqlite(file: Path) -> None:
    place = sqlite_file.path()
    if place is None:
        raise BackupRefused("A database in memory cannot be restored.")
    db.session.remove()
    db.engine.dispose()
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    try:
        file.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_from_another_disk(file, place)
    sync_folder(place.parent)


def _copy_from_another_disk(file: Path, place: Path) -> None:
    draft = place.with_name(f"{place.name}.restored")
    draft.unlink(missing_ok=True)  # which a crash left
    try:
        with open(file, "rb") as source, open(draft, "xb", opener=opener) as written:
            shutil.copyfileobj(source, written)
            written.flush()
            os.fsync(written.fileno())
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _dump_postgresql(to: Path) -> Ids:
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
        left_out = [f"--exclude-table-data={table}" for table in TABLES_LEFT_OUT]
        _run("pg_dump", *options, *left_out, f"--file={to}", f"--dbname={_address()}")
        return {shelf: _named_in(connection, table, column) for shelf, (table, column) in SHELVES.items()}


def _named_in(connection: Connection, table: str, column: str) -> set[str]:
    """Return the values of a column; none where there is no such table."""
    known = inspect(connection)
    if not known.has_table(table):
        return set()
    there = {one["name"] for one in known.get_columns(table)}
    return set(connection.execute(text(_question(table, column, there))).scalars())


def _address() -> str:
    """Return where PostgreSQL is, without the password, which everybody could read in the list of processes."""
    return db.engine.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _run(program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs. Raises BackupRefused where it is missing or fails."""
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            f"{program} is not on PATH. Install PostgreSQL's client (apt-get install postgresql-client)."
        )
    environment = dict(os.environ)
    if db.engine.url.password:
        environment["PGPASSWORD"] = str(db.engine.url.password)
    done = subprocess.run([found, *options], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = (done.stderr.strip() or "no reason given").splitlines()[0]
        raise BackupRefused(f"{program} failed: {said}")
