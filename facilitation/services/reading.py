"""A look at what is stored, for where many wait: rows, without the ORM's bookkeeping.

Statements for it are made once, at a module's top, with `bindparam` for what differs: SQLAlchemy keeps them compiled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection

from facilitation.extensions import db

AnyRow: TypeAlias = Any
"""A row: its columns are its attributes (SQLAlchemy's `Row`, whose type would have to name them all)."""


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that sees one state of the database, the newest when it is first asked."""
    with db.engine.connect() as connection:
        yield connection
