"""Fast access to the database where a whole hall waits: SQLAlchemy statements, compiled once and run by the driver.

Most of what a phone's order cost was SQLAlchemy's bookkeeping for each statement (docs/performance.md, "What was
improved"). A `Prepared` keeps the compiled text, the order of its values, and how types are converted both ways.

The rule: **sessions and models, unless a whole hall does it at once.** Prepared is

- a deed of phones, written by `transactions.write_together`: writing a card, giving a dot, saying hello, answering the
  survey. It gets a `Store` and no session, so whatever it calls is prepared, too;
- the check of rights before each order and page, and reading a station for those who come back.

Everything else is hosts' and organisers', or for a file: some forty people, for whom half a millisecond more is
nothing. `tests/storage/test_statements.py` lists the modules that prepare statements, each with its figure's row in
docs/performance.md; a new one needs a measurement there first.
"""

import sqlite3
from collections import deque, namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, NoReturn, TypeAlias
from weakref import WeakKeyDictionary

from flask_sqlalchemy.session import Session
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from facilitation.extensions import db
from facilitation.storage.sqlite_lock import begin_to_write

MOST_KEPT = 4
"""SQLite connections that are kept open for these statements; where threads need more, others are opened and closed."""

AnyRow: TypeAlias = Any
"""A row whose columns are its attributes."""


class _Compiled(NamedTuple):
    """A statement compiled for one kind of database; `positions` is the order of its values where it takes a list."""

    sql: str
    defaults: dict[str, Any]
    positions: list[str] | None
    binds: dict[str, Any]
    results: list[tuple[int, Any]]
    row: Any


class Prepared:
    """A select, insert, update or delete that is compiled once; created at a module's top.

    What differs each time is a `bindparam`. `in_` cannot be used: the number of its values is not known beforehand.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def compiled(self, dialect: Dialect) -> _Compiled:
        """Return what the driver is given, compiled when it is first needed."""
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
    """A transaction on one connection; all its methods raise SQLAlchemy's DBAPIError where the database fails."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self._raw = raw
        self._dialect = dialect

    def all(self, question: Prepared, **values: Any) -> list[AnyRow]:
        """Return every row."""
        return self.converted(question, self.plain(question, **values))

    def plain(self, question: Prepared, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row as the driver gives it: whoever has seen the same before need not have it `converted`."""
        rows: list[tuple[Any, ...]] = self._execute(question.compiled(self._dialect), values).fetchall()
        return rows

    def converted(self, question: Prepared, rows: list[tuple[Any, ...]]) -> list[AnyRow]:
        """Return rows that `plain` gave, with their columns as attributes."""
        asked = question.compiled(self._dialect)
        converted = [self._converted(asked, row) for row in rows] if asked.results else rows
        return list(map(asked.row._make, converted))

    def first(self, question: Prepared, **values: Any) -> AnyRow | None:
        """Return the first row, or None."""
        rows = self.all(question, **values)
        return rows[0] if rows else None

    def one(self, question: Prepared, **values: Any) -> AnyRow:
        """Return the only row. Raises LookupError where there is none, and ValueError where there are several."""
        (row,) = self.all(question, **values) or [None]
        if row is None:
            raise LookupError("there is no such row")
        return row

    def do(self, question: Prepared, **values: Any) -> None:
        """Run a statement that returns nothing."""
        self._execute(question.compiled(self._dialect), values)

    def run(self, sql: str) -> None:
        """Run a statement without values, such as SAVEPOINT."""
        try:
            self._raw.cursor().execute(sql)
        except self._errors as error:
            self._raise(sql, error)

    def begin(self, *, writes: bool) -> None:
        """Begin a transaction on SQLite; one that writes takes the write lock (`begin_to_write`)."""
        try:
            if writes:
                begin_to_write(self._raw)
            else:
                self._raw.execute("BEGIN")
        except self._errors as error:
            self._raise("BEGIN", error)

    def commit(self) -> None:
        """Commit the transaction; what it wrote is then on the disk."""
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
    """Open a transaction that reads one state of the database, the newest when it first reads.

    Within another `reading`, or within a session's transaction, it is that transaction: a request that held one
    connection and waited for a second could wait for ever, where all others do the same.
    """
    known = _open.get() or _of_session()
    if known is not None:
        yield known
        return
    with transaction() as store:
        before = _open.set(store)
        try:
            yield store
        finally:
            _open.reset(before)


def _of_session() -> Store | None:
    if not db.session.registry.has() or not db.session().in_transaction():
        return None
    return store_of(db.session)


def store_of(session: Session | scoped_session[Session]) -> Store:
    """Return a session's transaction for prepared statements; what the session has not flushed yet, they do not see."""
    connection = session.connection()
    return Store(connection.connection, connection.dialect)


@contextmanager
def transaction(*, writes: bool = False) -> Iterator[Store]:
    """Open a transaction that is rolled back unless it is committed; one that `writes` takes SQLite's write lock."""
    engine = db.engine
    if engine.dialect.name == "sqlite":
        with _at_hand(engine) as connection:
            store = Store(connection, engine.dialect)
            store.begin(writes=writes)
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
    """Lend a connection that nobody else uses; taking it from SQLAlchemy's pool cost more than a small query."""
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
