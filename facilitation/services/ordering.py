"""The order that a host gives statements and measures by hand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.storage.transactions import CafeSession, writing


def last(session: CafeSession, model: Any, station_id: int) -> int:
    """Return the highest position at a station; 0 where there is none."""
    found = select(func.coalesce(func.max(model.position), 0)).where(model.station_id == station_id)
    return int(session.execute(found).scalar_one())


def arrange(actor: Actor, station_id: int, model: Any, ids: Sequence[str], kind: str) -> Committed[None]:
    """Put a station's rows into this order ; those not named follow as before.

    Raises CafeError `not_allowed`, and `unknown_statement` or `unknown_measure` where one is not of this station or
    was removed.
    """
    noun = model.__tablename__
    with writing() as session:
        deed = Deed(session, actor, station_id, kind)
        standing = select(model).where(model.station_id == station_id, model.removed.is_(False))
        known = {one.id: one for one in session.scalars(standing.order_by(model.position, model.id))}
        wanted = list(dict.fromkeys(ids))
        if not set(wanted) <= set(known):
            raise CafeError(f"unknown_{noun}")
        for position, id in enumerate([*wanted, *(id for id in known if id not in wanted)], start=1):
            deed.change(known[id], position=position)
        return deed.done(None)
