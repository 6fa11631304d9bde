"""A look at what is stored, for where many wait: rows, without the ORM's bookkeeping.

Statements for it are made once, at a module's top, with `bindparam` for what differs: SQLAlchemy keeps them compiled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

from sqlalchemy import Connection

from facilitation.extensions import db

AnyRow: TypeAlias = Any
"""A row: its columns are its attributes (SQLAlchemy's `Row`, whose type would have to name them all)."""


_open: ContextVar[Connection | None] = ContextVar("reading", default=None)


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that sees one state of the database, the newest when it is first asked. A look within a look is
    the same look.
    """
    known = _open.get()
    if known is not None:
        yield known
        return
    with db.engine.connect() as connection:
        before = _open.set(connection)
        try:
            yield connection
        finally:
            _open.reset(before)
