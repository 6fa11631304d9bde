"""Orders count once: what was carried out is remembered in the deed's own transaction, by the id that its screen gave.

An order costs one more row that is looked up by its key, together with its place, and one that is added; both without
the ORM, since every dot of a hall is an order. Refusals are not remembered: nothing was done, and next time it may be
possible.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import DoneOrder
from facilitation.models.columns import now
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow, Prepared, Store, reading, store_of
from facilitation.storage.transactions import CafeSession, let_go, writing

Row = TypeVar("Row")
KEPT = dt.timedelta(hours=bounds.ORDER_HOURS)
NOBODY = ""
"""Who gave an order that nobody is to be found by."""
SIMULATED = "s"
"""How the name begins of whoever gave an order in a rehearsal."""
HOUSE = "h"
"""Who made a whole event, at the house."""

_COLUMNS = DoneOrder.__table__.c
_FIND = Prepared(select(*_COLUMNS).where(_COLUMNS.id == bindparam("order")))
_ADD = Prepared(insert(DoneOrder).values({column.name: bindparam(column.name) for column in _COLUMNS}))


def find(store: Store, id: str | None) -> AnyRow | None:
    """Return what is remembered of the order with this id; None where nothing is, or where an order has none."""
    return store.first(_FIND, order=id) if id is not None else None


class Known(NamedTuple):
    """What is remembered of an order, for `again`."""

    event_id: int
    who: str
    answer: dict[str, Any]
    told_state: bool
    told_desk: bool


def known_with(place: AnyRow) -> Known | None:
    """Return what is remembered of the order with which its place was found (`context.find`); None where nothing is."""
    if place.done_by is None:
        return None
    return Known(place.done_at, place.done_by, place.done_answer, place.done_told_state, place.done_told_desk)


def again(actor: Actor, known: AnyRow | None) -> Committed[None] | None:
    """Return what an order led to that was carried out before, of which no screen has to be told.

    None where it was not, or where somebody else gave it.
    """
    if known is None:
        return None
    names = {_of(actor, name) for name in (NOBODY, guest(actor), *map(_name, actor.doors))}
    if known.event_id != actor.event_id or known.who not in names:
        return None
    return Committed(None, known.answer, event=known.told_state, newcomers="door" if known.told_desk else "")


class CarriedOut(NamedTuple):
    """What an order led to; `before` where it had led to that already, so that no screen has to be told."""

    done: Any
    before: bool = False


def carry_out(actor: Actor, deed: Callable[[], Any]) -> CarriedOut:
    """Carry out the actor's order, of which nothing was remembered a moment ago.

    Where the same order is carried out somewhere else at this moment, it led to what that led to. Raises what `deed`
    raises, and CafeError `id_taken` where somebody else gave an order of this id.
    """
    try:
        return CarriedOut(deed())
    except (CafeError, IntegrityError) as refusal:
        if actor.order is None or (isinstance(refusal, CafeError) and refusal.is_passing):
            raise
        let_go()
        with reading() as store:
            known = find(store, actor.order)
        done = again(actor, known)
        if done is not None:
            return CarriedOut(done, before=True)
        if known is not None and isinstance(refusal, IntegrityError):
            raise CafeError("id_taken") from refusal
        raise


def once(actor: Actor, deed: Callable[[], Any]) -> CarriedOut:
    """Carry out the actor's order, unless it was before. Raises as `carry_out` does."""
    with reading() as store:
        done = again(actor, find(store, actor.order))
    return carry_out(actor, deed) if done is None else CarriedOut(done, before=True)


def remember(
    writer: Store | CafeSession, actor: Actor, done: Committed[Row], *, who: str | None = None
) -> Committed[Row]:
    """Remember how the actor's order is answered, where it has an id, as the last step of the deed's transaction.

    `who` is who may be answered the same again: by default whoever comes through the actor's door, as hosts and
    organisers act by their doors and not as persons; else `guest`, or NOBODY. Returns `done`.
    Raises IntegrityError where another process, or another screen of this one, did it meanwhile.
    """
    if actor.order is None:
        return done
    if not isinstance(writer, Store):
        writer.flush()  # who does the same elsewhere waits for this row, and is to wait for nothing else
        writer = store_of(writer)
    writer.do(
        _ADD,
        id=actor.order,
        event_id=actor.event_id,
        who=_of(actor, _door(actor) if who is None else who),
        answer=dict(done.answer),
        told_state=done.event or done.survey == "state",
        told_desk=done.newcomers == "door",
        done_in=now().replace(minute=0, second=0, microsecond=0),
    )
    return done


def remember_event(session: CafeSession, id: str, event_id: int) -> None:
    """Remember which event a form of this id made, as the last step of its transaction.

    Raises IntegrityError where the same form made one meanwhile, in another process.
    """
    made = DoneOrder(id=id, event_id=event_id, who=HOUSE, answer={}, told_state=False, told_desk=False)
    made.done_in = now().replace(minute=0, second=0, microsecond=0)
    session.add(made)
    session.flush()


def event_made_by(id: str) -> int | None:
    """Return the id of the event that a form of this id made; None where it made none, or that is forgotten."""
    with reading() as store:
        known = find(store, id)
    return known.event_id if known is not None and known.who == HOUSE else None


def guest(actor: Actor) -> str:
    """Return by what name a guest's order is remembered."""
    return NOBODY if actor.participant_id is None else f"p{actor.participant_id}"


def forget_old(moment: dt.datetime) -> None:
    """Forget the orders that were carried out longer than KEPT before `moment`: of a row only its hour is known."""
    old = DoneOrder.done_in < moment - KEPT - dt.timedelta(hours=1)
    any_old = db.session.scalar(select(DoneOrder.id).where(old).limit(1))
    db.session.rollback()
    if any_old is not None:
        with writing() as session:
            session.execute(delete(DoneOrder).where(old).execution_options(synchronize_session=False))


def _door(actor: Actor) -> str:
    """Return by what name a host's or organiser's order is remembered: the first of their doors."""
    return _name(min(actor.doors)) if actor.doors else guest(actor)


def _of(actor: Actor, name: str) -> str:
    """Return by what name an order is remembered, which is another one in a rehearsal: it goes with that."""
    return f"{SIMULATED}{name}" if actor.simulated else name


def _name(door: tuple[int, int]) -> str:
    return f"d{door[0]}"
