"""The database, for where many wait: SQLAlchemy's statements, compiled once and handed to the driver.

Most of what a phone's order cost was SQLAlchemy's bookkeeping for each statement (docs/performance.md). A `Prepared`
keeps what that comes to: the text, the order of its values, and how types are converted both ways. Everywhere else
sessions and models do; only the paths that a whole hall takes at once come here.
"""

import sqlite3
from collections import deque, namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, NoReturn, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import DBAPIError

from facilitation.extensions import db

MOST_KEPT = 4
"""So many of SQLite's connections lie ready for here. Where threads want more at once, they are opened and closed."""

AnyRow: TypeAlias = Any
"""A row: its columns are its attributes."""


class _Compiled(NamedTuple):
    """A question for one kind of database. `positions`: the values' order, where it takes them by position."""

    sql: str
    defaults: dict[str, Any]
    positions: list[str] | None
    binds: dict[str, Any]
    results: list[tuple[int, Any]]
    row: Any


class Prepared:
    """A select, insert, update or delete with `bindparam` for what differs, made once, at a module's top. No `in_`."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> _Compiled:
        """What the driver is given."""
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> _Compiled:
        made: Any = self._statement.compile(dialect=dialect)
        named = {name: bind for bind, name in made.bind_names.items()}
        binds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in named.items()}
        returned = tuple(self._statement.exported_columns)
        types = [column.type.dialect_impl(dialect) for column in returned]
        converters = [kind.result_processor(dialect, None) for kind in types]
        return _Compiled(
            sql=made.string,
            defaults={name: bind.value for name, bind in named.items() if not bind.required},
            positions=list(made.positiontup) if made.positional else None,
            binds={name: convert for name, convert in binds.items() if convert is not None},
            results=[(number, convert) for number, convert in enumerate(converters) if convert is not None],
            row=namedtuple("Row", [column.key for column in returned]) if returned else None,
        )


class Store:
    """One transaction on a connection."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self._raw = raw
        self._dialect = dialect

    def all(self, question: Prepared, **values: Any) -> list[AnyRow]:
        """Every row. Raises SQLAlchemy's DBAPIError, as all of these do."""
        asked = question.compiled(self._dialect)
        rows = self._execute(asked, values).fetchall()
        if asked.results:
            rows = [self._converted(asked, row) for row in rows]
        return list(map(asked.row._make, rows))

    def first(self, question: Prepared, **values: Any) -> AnyRow | None:
        """The only row, or None."""
        rows = self.all(question, **values)
        return rows[0] if rows else None

    def one(self, question: Prepared, **values: Any) -> AnyRow:
        """The only row, which must be there. Raises LookupError."""
        (row,) = self.all(question, **values) or [None]
        if row is None:
            raise LookupError("there is no such row")
        return row

    def do(self, question: Prepared, **values: Any) -> None:
        """Write something that returns nothing."""
        self._execute(question.compiled(self._dialect), values)

    def run(self, sql: str) -> None:
        """A statement without values, such as SAVEPOINT."""
        try:
            self._raw.cursor().execute(sql)
        except self._errors as error:
            self._raise(sql, error)

    def commit(self) -> None:
        """For good."""
        try:
            self._raw.commit()
        except self._errors as error:
            self._raise("COMMIT", error)

    @property
    def _errors(self) -> type[Exception]:
        return self._dialect.loaded_dbapi.Error

    def _execute(self, asked: _Compiled, values: dict[str, Any]) -> Any:
        given = {**asked.defaults, **values}
        for name, convert in asked.binds.items():
            given[name] = convert(given[name])
        cursor = self._raw.cursor()
        try:
            cursor.execute(asked.sql, given if asked.positions is None else [given[name] for name in asked.positions])
        except self._errors as error:
            self._raise(asked.sql, error)
        return cursor

    def _raise(self, sql: str, error: Exception) -> NoReturn:
        wrapped = DBAPIError.instance(sql, None, error, self._errors, dialect=self._dialect, hide_parameters=True)
        raise wrapped from error

    @staticmethod
    def _converted(asked: _Compiled, row: Any) -> list[Any]:
        values = list(row)
        for number, convert in asked.results:
            values[number] = convert(values[number])
        return values


_open: ContextVar[Store | None] = ContextVar("reading", default=None)


@contextmanager
def reading() -> Iterator[Store]:
    """A look at one state of the database, the newest when it is first asked. A look within a look is the same look,

    and so is one within a session's transaction: a request that held one connection and waited for a second could wait
    for ever, where all others do the same.
    """
    known = _open.get() or _of_session()
    if known is not None:
        yield known
        return
    with transaction("BEGIN") as store:
        before = _open.set(store)
        try:
            yield store
        finally:
            _open.reset(before)


def _of_session() -> Store | None:
    if not db.session.registry.has() or not db.session().in_transaction():
        return None
    connection = db.session.connection()
    return Store(connection.connection, connection.dialect)


@contextmanager
def transaction(begin: str) -> Iterator[Store]:
    """A transaction that is undone unless it is committed. `begin` is how SQLite begins it."""
    engine = db.engine
    if engine.dialect.name == "sqlite":
        with _at_hand(engine) as connection:
            store = Store(connection, engine.dialect)
            store.run(begin)
            yield store
        return
    raw = engine.raw_connection()
    try:
        yield Store(raw, engine.dialect)
    finally:
        raw.close()  # the pool undoes what was not committed


_kept: WeakKeyDictionary[Engine, deque[sqlite3.Connection]] = WeakKeyDictionary()


@contextmanager
def _at_hand(engine: Engine) -> Iterator[sqlite3.Connection]:
    """A connection nobody else has: taking one from the pool and giving it back cost more than a small question."""
    kept = _kept.setdefault(engine, deque())
    try:
        connection = kept.pop()
    except IndexError:
        connection = _of_our_own(engine)
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.rollback()
        if len(kept) < MOST_KEPT:
            kept.append(connection)
        else:
            connection.close()


def _of_our_own(engine: Engine) -> sqlite3.Connection:
    pooled = engine.raw_connection()
    connection: sqlite3.Connection = pooled.dbapi_connection  # type: ignore[assignment]
    pooled.detach()
    return connection


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    for connection in _kept.pop(engine, ()):
        connection.close()
