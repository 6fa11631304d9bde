"""Compiled statements: the same rows, types and refusals as through SQLAlchemy, on every database."""

import ast
import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, OperationalError

from facilitation.extensions import db
from facilitation.models import Contribution, Event, Station, Vote
from facilitation.queries import changes, desk, snapshots
from facilitation.queries import first_page as asked_of_first_pages
from facilitation.queries import machine_drafts as asked_of_drafts
from facilitation.queries import newcomers as asked_of_newcomers
from facilitation.queries import wordings as asked_of_wordings
from facilitation.services import (
    context,
    contributions,
    counting,
    deletion,
    doors,
    feedback,
    forgetting,
    forgotten,
    journal_words,
    newcomers,
    orders,
    participants,
    rehearsals,
    votes,
    worded,
    wordings,
)
from facilitation.storage import transactions
from facilitation.storage.statements import MOST_KEPT, Prepared, reading, transaction
from tests.architecture import PACKAGE, nodes, python_files
from tests.conftest import Guests, write

ASKED = "what a head's lines say is remembered, and what boards ask of newcomers is prepared"
ORDERS = "orders use SQL statements instead of ORM objects"
RETURN = "statements compiled once"
ONCE = "a station's first page is compared row by row"
MODULES: dict[ModuleType, str] = {
    contributions: ORDERS,
    votes: ORDERS,
    wordings: ORDERS,
    worded: ORDERS,  # within its contribution's withdrawal
    counting: ORDERS,  # of dots, within their deed
    participants: ORDERS,
    newcomers: ORDERS,  # within a newcomer's first deed
    feedback: ORDERS,
    rehearsals: ORDERS,  # whether a simulated guest is somebody: real ones never ask it
    journal_words: ORDERS,  # within an author's withdrawal
    forgetting: ORDERS,  # the same
    forgotten: ORDERS,  # the same
    orders: ORDERS,
    transactions: ORDERS,
    context: RETURN,
    deletion: RETURN,  # whether an event is over, before each order and page
    doors: RETURN,
    changes: RETURN,
    snapshots: RETURN,
    asked_of_first_pages: ONCE,
    asked_of_wordings: RETURN,
    asked_of_drafts: RETURN,
    asked_of_newcomers: ASKED,
    desk: ASKED,  # what boards are told of who is there
}
"""The modules that may prepare statements, each with what docs/performance.md measured of such work."""
EVENT = Prepared(
    select(Event.slug, Event.languages, Event.date, Event.announcement_until).where(Event.slug == "dresden-2023")
)
BY_ID = Prepared(
    select(Contribution.id, Contribution.highlighted, Contribution.created_at, Contribution.table).where(
        Contribution.id == bindparam("contribution")
    )
)
HIGHLIGHT = Prepared(
    update(Contribution)
    .where(Contribution.id == bindparam("contribution"))
    .values(highlighted=bindparam("on"), created_at=bindparam("moment"))
)
GIVE = Prepared(
    insert(Vote).values(
        participant_id=bindparam("participant"), contribution_id=bindparam("contribution"), created_at=bindparam("at")
    )
)
MOMENT = dt.datetime(2023, 11, 18, 14, 30, 0, 123456, tzinfo=dt.UTC)


def questions(module: ModuleType) -> Iterator[tuple[str, Prepared]]:
    for name, value in vars(module).items():
        if isinstance(value, Prepared):
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name}[{key}]", one) for key, one in value.items() if isinstance(one, Prepared))
        elif isinstance(value, tuple):
            held = [(f"{name}[{at}].{key}", one) for at, kept in enumerate(value) for key, one in _attributes(kept)]
            yield from ((key, one) for key, one in held if isinstance(one, Prepared))


def _attributes(kept: Any) -> list[tuple[str, Any]]:
    return list(vars(kept).items()) if hasattr(kept, "__dict__") else []


def test_only_what_a_whole_hall_does_at_once_is_prepared() -> None:
    """Everything else uses sessions and models; the rule is at the top of `storage/statements.py`."""
    measured = (PACKAGE.parent / "docs" / "performance.md").read_text(encoding="utf-8")
    assert [row for row in MODULES.values() if f"| {row}" not in measured] == []
    preparing = {
        path
        for path in python_files(PACKAGE)
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("facilitation.storage")
        if not {"Prepared", "locking"}.isdisjoint(one.name for one in node.names)
    }
    assert preparing == {Path(str(module.__file__)) for module in MODULES}


def test_rows_have_the_models_types(station: Station, event: Event) -> None:
    with reading() as store:
        row = store.one(EVENT)
    assert row == (event.slug, event.languages, event.date, None)
    assert (row.slug, row.languages, row.announcement_until) == ("dresden-2023", event.languages, None)


def test_what_is_written_is_what_the_models_read(guest: Guests, station: Station) -> None:
    id = write(guest(), station).id
    with transaction(writes=True) as store:
        store.do(HIGHLIGHT, contribution=id, on=True, moment=MOMENT)
        assert store.first(BY_ID, contribution=id) == (id, True, MOMENT, None)
        store.commit()
    db.session.rollback()
    stored = db.session.get_one(Contribution, id, populate_existing=True)
    assert (stored.highlighted, stored.created_at) == (True, MOMENT)


def test_what_is_not_committed_is_undone(guest: Guests, station: Station) -> None:
    id = write(guest(), station).id
    with transaction(writes=True) as store:
        store.do(HIGHLIGHT, contribution=id, on=True, moment=MOMENT)
    db.session.rollback()
    assert not db.session.get_one(Contribution, id, populate_existing=True).highlighted


def test_looks_share_a_connection_and_leave_no_transaction_open(station: Station) -> None:
    db.engine.dispose()
    used = []
    for _ in range(3):
        with suppress(ZeroDivisionError), transaction(writes=True) as store:
            used.append(store._raw)
            assert store._raw.in_transaction
            raise ZeroDivisionError
        assert not used[-1].in_transaction
    assert used[0] is used[1] is used[2]
    db.engine.dispose()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used[0].execute("SELECT 1")


def test_looks_at_the_same_time_have_a_connection_each(station: Station) -> None:
    with ExitStack() as stack:
        stores = [stack.enter_context(transaction()) for _ in range(MOST_KEPT + 2)]
        assert len({id(store._raw) for store in stores}) == len(stores)
    open_still = [store._raw for store in stores if is_open(store._raw)]
    assert len(open_still) == MOST_KEPT


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute("SELECT 1").fetchone() == (1,)
    except sqlite3.ProgrammingError:
        return False


def test_a_look_sees_one_state_and_a_look_within_it_the_same(guest: Guests, station: Station) -> None:
    author = guest()
    with reading() as store:
        before = store.all(context._BY_SLUG, event="dresden-2023", station=station.slug, participant=None)
        write(author, station)
        with reading() as inner:
            assert inner is store
            again = inner.all(context._BY_SLUG, event="dresden-2023", station=station.slug, participant=None)
    with reading() as store:
        after = store.all(context._BY_SLUG, event="dresden-2023", station=station.slug, participant=None)
    assert [rows[0].station_revision for rows in (before, again, after)] == [0, 0, 1]


def test_the_databases_refusals_are_sqlalchemys_without_anybodys_text(guest: Guests, station: Station) -> None:
    author, id = guest(), write(guest(), station).id
    with transaction(writes=True) as store:
        store.do(GIVE, participant=author.participant_id, contribution=id, at=MOMENT)
        with pytest.raises(IntegrityError) as refusal:
            store.do(GIVE, participant=author.participant_id, contribution=id, at=MOMENT)
    assert id not in str(refusal.value)
    with reading() as store, pytest.raises(OperationalError):
        store.run("SELECT nothing FROM nowhere")
    with reading() as store, pytest.raises(LookupError):
        store.one(BY_ID, contribution="nobody's")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_question_can_be_put_to_every_database(module: ModuleType) -> None:
    asked = list(questions(module))
    assert asked
    for name, question in asked:
        for dialect in (sqlite.dialect(), postgresql.psycopg.dialect()):
            compiled = question.compiled(dialect)
            assert "POSTCOMPILE" not in compiled.sql, name
            assert (compiled.positions is None) == (dialect.name == "postgresql"), name


def test_who_comes_back_finds_their_own_without_looking_through_the_station(station: Station) -> None:
    with reading() as store:
        sql = contributions._OWN.compiled(db.engine.dialect).sql
        plan = [row[3] for row in store._raw.execute(f"EXPLAIN QUERY PLAN {sql}", ("", 1, 1, "withdrawn"))]
    assert plan[0].startswith(
        "SEARCH contribution USING INDEX ix_contribution_participant_station (participant_id=? AND station_id=?)"
    )
    assert not any("TEMP B-TREE" in step for step in plan)


def test_whoever_writes_locks_the_station_and_nothing_else() -> None:
    dialect = postgresql.psycopg.dialect()
    for question in (contributions._PLACE_AND_AUTHOR, contributions._PLACE_OF):
        assert question.compiled(dialect).sql.endswith("FOR NO KEY UPDATE OF station")
