"""One transaction that writes, and the revision it raises."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from flask_sqlalchemy.session import Session
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import scoped_session

from facilitation.errors import CafeError
from facilitation.extensions import db, write_lock
from facilitation.models import Event, Station

CafeSession: TypeAlias = scoped_session[Session]


@contextmanager
def writing() -> Iterator[CafeSession]:
    """Everything inside is committed at its end, or nothing is. Nothing inside may wait for the network.

    Ends a reading transaction first: on SQLite one that read cannot safely become one that writes.
    Raises CafeError `storage_full` where the disk takes no more.
    """
    sqlite = db.engine.dialect.name == "sqlite"
    db.session.rollback()  # who waits for the lock must not hold a connection that the writer needs
    if sqlite:
        write_lock.acquire()
    try:
        db.session.connection(execution_options={"writes": True})
        yield db.session
        db.session.commit()
    except OperationalError as error:
        db.session.rollback()
        if isinstance(error.orig, sqlite3.Error) and error.orig.sqlite_errorname in (
            "SQLITE_FULL",
            "SQLITE_IOERR",
        ):
            raise CafeError("storage_full") from error
        raise
    except BaseException:
        db.session.rollback()
        raise
    finally:
        if sqlite:
            write_lock.release()


def lock_station(session: CafeSession, station_id: int) -> Station:
    """The station as it is now. Nobody else changes it before this transaction ends."""
    locked = select(Station).where(Station.id == station_id).with_for_update().execution_options(populate_existing=True)
    return session.execute(locked).scalar_one()


def raise_revision(session: CafeSession, station_id: int, *, numbered: int = 0) -> int:
    """The station's next revision. The row stays locked until the commit, so the order is the same everywhere.

    `numbered` counts new contributions into the station's numbering, in the same statement.
    """
    return _raise(session, Station, station_id, numbered=Station.numbered + numbered)


def raise_event_revision(session: CafeSession, event_id: int) -> int:
    """The same for what `event.changed` tells."""
    return _raise(session, Event, event_id)


def _raise(session: CafeSession, model: type[Station] | type[Event], row_id: int, **values: Any) -> int:
    raised = (
        update(model)
        .where(model.id == row_id)
        .values(revision=model.revision + 1, **values)
        .returning(model.revision)
        .execution_options(synchronize_session=False)
    )
    return int(session.execute(raised).scalar_one())
