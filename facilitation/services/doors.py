"""The ways in: redeeming a secret link, renewing it, and the codes on the tables."""

import secrets

from sqlalchemy import bindparam, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, JoinCode
from facilitation.models.door import new_generation
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import writing

_DOOR = Prepared(
    select(Door.id, Door.event_id, Door.station_id, Door.role, Door.generation).where(
        Door.id == bindparam("door"), Door.generation == bindparam("generation")
    )
)
_GENERATIONS = Prepared(select(Door.id, Door.generation))
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, O, 1, l and i, which look alike when a code is typed from a poster."""
UNUSED_SECONDS = {
    "host": bounds.HOST_UNUSED_SECONDS,
    "wall": bounds.WALL_UNUSED_SECONDS,
    "organiser": bounds.ORGANISER_UNUSED_SECONDS,
}
"""Seconds since its last use after which a browser may not use a door any more, by role."""


def new_secret() -> str:
    """Return a new secret for a link: 192 random bits in URL-safe base64."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Return a new code of six letters and digits for a QR code."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def redeem(secret: str) -> Door:
    """Return the door that a secret opens. Raises CafeError `link_expired`."""
    found = db.session.execute(select(Door).where(Door.secret == secret)).scalar_one_or_none()
    if found is None:
        raise CafeError("link_expired")
    return found


def still_open(store: Store, generations: dict[int, int]) -> list[AnyRow]:
    """Return those of a session's doors ({id: generation}) that were not renewed since it came in."""
    doors = (store.first(_DOOR, door=id, generation=generation) for id, generation in generations.items())
    return [door for door in doors if door is not None]


def generations(store: Store) -> dict[int, int]:
    """Return every door's generation by its id."""
    return {door.id: door.generation for door in store.all(_GENERATIONS)}


def renew(actor: Actor, door_id: int) -> Door:
    """Give a door a new secret; the old link and every session that came through it end.

    Raises CafeError `not_allowed`, and `not_found` where the event has no such door.
    """
    actor.require_organiser()
    with writing() as session:
        door = session.get(Door, door_id)
        if door is None or door.event_id != actor.event_id:
            raise CafeError("not_found")
        door.secret = new_secret()
        door.generation = new_generation()
        erasing.want()
        return door


def join_code(code: str) -> JoinCode:
    """Return the row of a QR code, which says where it leads. Raises CafeError `link_expired`."""
    found = db.session.get(JoinCode, code.lower())
    if found is None:
        raise CafeError("link_expired")
    return found


def of_event(event: Event) -> list[Door]:
    """Return every secret door of an event: organiser, wall, then the hosts' by station."""
    rank = {"organiser": 0, "wall": 1, "host": 2}
    doors = db.session.scalars(select(Door).where(Door.event_id == event.id))
    return sorted(doors, key=lambda door: (rank[door.role], door.station_id or 0))


def codes_of(event: Event) -> list[JoinCode]:
    """Return every code for guests: the event's own, then each station's with those of its tables."""
    codes = db.session.scalars(select(JoinCode).where(JoinCode.event_id == event.id))
    return sorted(codes, key=lambda code: (code.station_id or 0, code.table or 0))
