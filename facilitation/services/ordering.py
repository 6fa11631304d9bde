"""What a host puts into an order by hand: statements, measures."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from facilitation.errors import CafeError
from facilitation.services.journal import Deed
from facilitation.storage.transactions import CafeSession


def last(session: CafeSession, model: Any, station_id: int) -> int:
    """The position of the last of a station; 0 where there is none."""
    found = select(func.coalesce(func.max(model.position), 0)).where(model.station_id == station_id)
    return int(session.execute(found).scalar_one())


def arrange(session: CafeSession, deed: Deed, model: Any, ids: Sequence[str]) -> int:
    """Put rows of the deed's station into this order; those not named follow as they stood. The station's revision.

    Raises CafeError `unknown_…` where one is not (or no longer) of this station.
    """
    standing = select(model).where(model.station_id == deed.station.id, model.removed.is_(False))
    known = {one.id: one for one in session.scalars(standing.order_by(model.position, model.id))}
    wanted = list(dict.fromkeys(ids))
    if not set(wanted) <= set(known):
        raise CafeError(f"unknown_{model.__tablename__}")
    for position, id in enumerate([*wanted, *(id for id in known if id not in wanted)], start=1):
        deed.change(known[id], position=position)
    return deed.done()
