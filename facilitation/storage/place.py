"""Where a database is: the same for all processes that use it, another for a copy of it."""

import os

from sqlalchemy import text

from facilitation.extensions import db


def place() -> str:
    """Return what tells this database from every other.

    That is a file's number on its disk, or the numbers that a PostgreSQL server has for itself and for its database.
    Raises OSError for a file that is not there, and SQLAlchemy's DBAPIError where the database fails.
    """
    if db.engine.dialect.name == "sqlite":
        found = os.stat(str(db.engine.url.database))
        return f"{found.st_dev}:{found.st_ino}"
    asked = text(
        "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database "
        "WHERE datname = current_database()"
    )
    server, database = db.session.execute(asked).one()
    return f"{server}:{database}"
