"""Runs the migrations with the app's own engine and models."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from facilitation.extensions import db
from facilitation.models.columns import Moment


def _plain_moment(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration must not change when a class of ours does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


@contextmanager
def _tables_to_copy(connection: Connection) -> Iterator[None]:
    """SQLite changes a constraint by copying the table, and dropping the old one would empty what points at it.

    So references are left alone meanwhile (https://sqlite.org/lang_altertable.html, 7.), which a migration that copies
    tables makes up for by checking them. SQLite does not hear of it within a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys = ON")


with current_app.extensions["migrate"].db.engine.connect() as connection, _tables_to_copy(connection):
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_moment,
    )
    with context.begin_transaction():
        context.run_migrations()
