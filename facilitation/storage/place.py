"""Where a database is: the same for all processes that use it, another for a copy of it."""

import os

from sqlalchemy import text

from facilitation.extensions import db

_FILE = text("SELECT file FROM pragma_database_list WHERE name = 'main'")
_MAY_ASK = text("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
_SERVER = text("SELECT system_identifier FROM pg_control_system()")
_DATABASE = text("SELECT oid FROM pg_database WHERE datname = current_database()")


def place() -> str:
    """Return what tells this database from every other.

    That is a file's number on its disk, or the numbers that a PostgreSQL server has for itself (where it tells it) and
    for its database. Raises OSError for a file that is not there, and SQLAlchemy's DBAPIError where the database fails.
    """
    if db.engine.dialect.name == "sqlite":
        found = os.stat(db.session.execute(_FILE).scalar_one())
        return f"{found.st_dev}:{found.st_ino}"
    server = db.session.execute(_SERVER).scalar_one() if db.session.execute(_MAY_ASK).scalar_one() else ""
    return f"{server}:{db.session.execute(_DATABASE).scalar_one()}"
