"""Transactions that write, alone or together with others that wait, and the revisions that they raise."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from flask_sqlalchemy.session import Session
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import scoped_session

from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, FeedbackAnswer, House, Station
from facilitation.storage.gate import Gate
from facilitation.storage.sqlite_lock import LOCKED_SECONDS, is_locked, locked_elsewhere, write_lock
from facilitation.storage.statements import Prepared, Store, transaction

CafeSession: TypeAlias = scoped_session[Session] | Session
"""A session, or Flask-SQLAlchemy's `db.session`."""
Result = TypeVar("Result")
DISK_FULL = "53100"
"""What PostgreSQL says where its disk takes no more (SQLSTATE)."""
GATHERING = 0.05
"""Seconds for which what may wait (`patient`) gathers others; what may not waits for none of it."""
LONGEST_WRITE_SECONDS = 5.0
"""Seconds that are waited for those who write to PostgreSQL when the server stops; a statement of theirs takes less."""

_gate = Gate()


@contextmanager
def writing() -> Iterator[CafeSession]:
    """Open a transaction that writes: everything inside is committed at its end, or nothing is.

    Nothing inside may wait for the network. It ends a reading transaction first: on SQLite one that has read cannot
    safely begin to write.
    Raises CafeError `storage_full` where the disk takes no more, `server_error` where another program has SQLite's file
    locked.
    """
    db.session.rollback()  # who waits for the lock must not hold a connection that the writer needs
    with _turn():
        yield from _committing()


def _committing() -> Iterator[CafeSession]:
    try:
        db.session.connection(execution_options={"writes": True})
        yield db.session
        db.session.commit()
    except OperationalError as error:
        db.session.rollback()
        _refuse(error)
        raise
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn to write to SQLite, but not behind those who wait for another program in vain.

    With another database everybody writes at once, until `nobody_writes`. Raises CafeError `server_error`.
    """
    if not _on_sqlite():
        with _gate.within():
            yield
        return
    while not write_lock.acquire(timeout=LOCKED_SECONDS):
        if locked_elsewhere.is_lost:
            raise CafeError("server_error")
    try:
        yield
    finally:
        write_lock.release()


@contextmanager
def nobody_writes() -> Iterator[None]:
    """Let nobody of this process begin to write meanwhile, once those have ended who do just now.

    For whoever ends the process: who comes then waits until it has ended.
    """
    if _on_sqlite():
        with write_lock:
            yield
    else:
        with _gate.shut(LONGEST_WRITE_SECONDS):
            yield


def _refuse(error: BaseException | None) -> None:
    """Raise the refusal for a failure that people may know: CafeError `storage_full` or `server_error`."""
    if is_storage_full(error):
        raise CafeError("storage_full") from error
    if isinstance(error, CafeError) or is_locked(error):
        raise CafeError("server_error") from error


def let_go() -> None:
    """End the session's transaction, also where the database is away: its connection is closed then."""
    try:
        db.session.rollback()
    except DBAPIError:
        db.session().invalidate()


def write_together(work: Callable[[Store], Result], *, patient: bool = False) -> Result:
    """Run `work` in one transaction with everything else that is to be written just now, and return its result.

    For what phones send: a hall that answers at once costs the disk a few commits, not hundreds. `work` gets the
    group's store, must not wait for anything, and may run in another request. What it raises is raised here and affects
    nobody else. What is `patient` waits on SQLite, GATHERING at most, for others to share their commit.
    Raises CafeError `storage_full` for everybody in the group where the disk takes no more, `server_error` where
    another program has SQLite's file locked, and RuntimeError where their transaction fails otherwise (on SQLite).
    """
    if db.session.registry.has():
        db.session.rollback()  # as in `writing`
    if not _on_sqlite():
        try:
            with _turn(), transaction() as store:
                written = work(store)
                store.commit()
                return written
        except OperationalError as error:
            _refuse(error)
            raise
    piece = _Piece(work)
    group, leads = _join(piece, patient)
    if leads:
        _lead(group)
    else:
        group.ended.wait()
    if not group.committed:
        _refuse(group.fault)
        raise RuntimeError("what was to be written together was not") from group.fault
    if piece.fault is not None:
        raise piece.fault
    result: Result = piece.result
    return result


class _Piece:
    """One caller's work, with its result or error."""

    def __init__(self, work: Callable[[Store], Any]) -> None:
        self.work = work
        self.result: Any = None
        self.fault: Exception | None = None


class _Group:
    """Work that is done in one transaction.

    The caller who begins a group leads it; the others wait until it has ended. What is `patient` has a group of its
    own, which waits for others.
    """

    def __init__(self, patient: bool) -> None:
        self.patient = patient
        self.pieces: list[_Piece] = []
        self.ended = threading.Event()
        self.committed = False
        self.fault: Exception | None = None


_door = threading.Lock()
_gathering: dict[bool, _Group] = {}
"""The groups that wait for their commit just now, by whether they are patient."""


def _join(piece: _Piece, patient: bool) -> tuple[_Group, bool]:
    """Add work to the open group of its kind; return the group, and whether this caller leads it."""
    with _door:
        leads = patient not in _gathering
        if leads:
            _gathering[patient] = _Group(patient)
        group = _gathering[patient]
        group.pieces.append(piece)
        return group, leads


def _close(group: _Group) -> None:
    """Close the group: whoever comes from now on begins a new one."""
    with _door:
        if _gathering.get(group.patient) is group:
            del _gathering[group.patient]


def _lead(group: _Group) -> None:
    try:
        # without a pause nothing else would run under eventlet, and nobody join, before the commit
        time.sleep(GATHERING if group.patient else 0)
        with _turn():
            _close(group)
            _write(group.pieces)
            group.committed = True
    except Exception as fault:
        group.fault = fault
    finally:
        _close(group)
        group.ended.set()


def _write(pieces: list[_Piece]) -> None:
    """Run the group's work in one transaction, each piece in a savepoint of its own where there are several."""
    several = len(pieces) > 1
    with transaction(writes=True) as store:
        for piece in pieces:
            if several:
                store.run("SAVEPOINT piece")
            try:
                piece.result = piece.work(store)
            except OperationalError:
                raise  # the disk or the database failed: it concerns the whole group
            except Exception as fault:
                piece.fault = fault
                if not several:
                    return  # undoes what it did
                store.run("ROLLBACK TO piece")
            if several:
                store.run("RELEASE piece")
        store.commit()


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def is_storage_full(error: BaseException | None) -> bool:
    """Tell whether this error, or one that it followed, means that the disk is full.

    SQLite may have rolled back everything by itself; rolling back to a savepoint then fails, too, and hides the first
    error.
    """
    while error is not None:
        failed = error.orig if isinstance(error, OperationalError) else None
        name = getattr(failed, "sqlite_errorname", "")
        if name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR"):
            return True
        if getattr(failed, "sqlstate", None) == DISK_FULL:
            return True
        error = error.__context__
    return False


def lock_station(session: CafeSession, station_id: int) -> Station:
    """Return the station as it is now; nobody else changes it before this transaction ends.

    Raises CafeError `unknown_station` where it was deleted since whoever asks was let in.
    """
    locked = for_change(select(Station).where(Station.id == station_id))
    found = session.execute(locked.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_station")
    return found


def lock_event(session: CafeSession, event_id: int) -> Event:
    """Return the event as it is now; nobody else changes it before this transaction ends.

    Who locks stations, too, does that before, in the order of their ids (`lock_stations_and_event`).
    Raises CafeError `unknown_event` where it was deleted since whoever asks was let in.
    """
    locked = for_change(select(Event).where(Event.id == event_id))
    found = session.execute(locked.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_event")
    return found


def lock_house(session: CafeSession) -> House:
    """Return the house as it is now; nobody else changes it before this transaction ends.

    Who locks an event, too, does that before.
    """
    return session.execute(for_change(select(House)).execution_options(populate_existing=True)).scalar_one()


def lock_stations_and_event(session: CafeSession, event_id: int) -> tuple[list[Station], Event]:
    """Return all stations of an event and the event; nobody changes any of them before this transaction ends."""
    locked = for_change(select(Station).where(Station.event_id == event_id).order_by(Station.id))
    stations = session.scalars(locked.execution_options(populate_existing=True)).all()
    return list(stations), lock_event(session, event_id)


def lock_answer(session: CafeSession, event_id: int, answer_id: str) -> FeedbackAnswer | None:
    """Return a survey's answer as it is now, if there is one; nobody else changes it before this transaction ends.

    Who locks the event, too, does that before.
    """
    wanted = for_change(
        select(FeedbackAnswer).where(FeedbackAnswer.id == answer_id, FeedbackAnswer.event_id == event_id)
    )
    return session.execute(wanted.execution_options(populate_existing=True)).scalar_one_or_none()


def locking(wanted: Any, of: type[Any]) -> Prepared:
    """Prepare a select that locks its rows of this model, as `lock_event` and `lock_station` do, for a store.

    It reads what its deed needs to know, and no more: a whole hall waits for it.
    """
    return Prepared(for_change(wanted, of=of))


def for_change(wanted: Any, of: Any = None) -> Any:
    """Let a select lock its rows (`of` this model) on PostgreSQL, against changes of all but their keys.

    Outside this module rows are locked by one of the six functions above.

    A lock of the keys, too, would keep everybody waiting who adds a row that names them, also those whom this
    transaction will wait for.
    """
    return wanted.with_for_update(of=of, key_share=True)


_RAISE = {
    model: update(model)
    .where(model.id == bindparam("row"))
    .values(revision=model.revision + 1)
    .returning(model.revision)
    .execution_options(synchronize_session=False)
    for model in (Station, Event)
}
_RAISE_STATION = Prepared(_RAISE[Station])
_RAISE_EVENT = Prepared(_RAISE[Event])
_RAISE_AND_NUMBER = Prepared(_RAISE[Station].values(numbered=Station.numbered + 1).returning(Station.numbered))


def raise_revision(session: CafeSession | Store, station_id: int) -> int:
    """Raise the station's revision, and return it.

    The row stays locked until the commit, so that revisions are committed in their order.
    """
    if isinstance(session, Store):
        return int(session.one(_RAISE_STATION, row=station_id).revision)
    return int(session.execute(_RAISE[Station], {"row": station_id}).scalar_one())


AGE = 1_000_000
"""Revisions of an age of a station.

A deletion of everything begins a new age. Whoever stands at a revision of an earlier one, be it a screen or what
another process keeps, has to read anew: nothing is left that tells what is gone.
"""
_BEGIN_AGE = update(Station).where(Station.id == bindparam("row")).values(revision=(Station.revision // AGE + 1) * AGE)


def begin_age(session: CafeSession, station_id: int) -> None:
    """Raise the station's revision to one of a new age, where everything was deleted."""
    session.execute(_BEGIN_AGE.execution_options(synchronize_session=False), {"row": station_id})


def are_of_one_age(revision: int, other: int) -> bool:
    """Tell whether what changed between two revisions of a station can be told."""
    return age(revision) == age(other)


def age(revision: int) -> int:
    """Return in which age of its station a revision is: another begins where everything was deleted."""
    return revision // AGE


def raise_revision_and_number(store: Store, station_id: int) -> tuple[int, int]:
    """Raise the station's revision, and return it with the number of the station's next contribution."""
    raised = store.one(_RAISE_AND_NUMBER, row=station_id)
    return raised.revision, raised.numbered


def raise_event_revision(session: CafeSession | Store, event_id: int) -> int:
    """Raise the event's revision, which `event.changed` tells to screens, and return it; its row stays locked."""
    if isinstance(session, Store):
        return int(session.one(_RAISE_EVENT, row=event_id).revision)
    return int(session.execute(_RAISE[Event], {"row": event_id}).scalar_one())
