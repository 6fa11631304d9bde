"""The ways in: redeeming a secret link, renewing it, and the codes on the tables."""

import secrets

from sqlalchemy import bindparam, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, JoinCode
from facilitation.models.door import new_generation
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import writing

_DOOR = Prepared(
    select(Door.id, Door.event_id, Door.station_id, Door.role).where(
        Door.id == bindparam("door"), Door.generation == bindparam("generation")
    )
)
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0 O 1 l i: a code is sometimes typed from a poster."""


def new_secret() -> str:
    """192 random bits, as they stand in a link."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Six letters for a table's poster."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def redeem(secret: str) -> Door:
    """The door behind a secret. Raises CafeError `link_expired`."""
    found = db.session.execute(select(Door).where(Door.secret == secret)).scalar_one_or_none()
    if found is None:
        raise CafeError("link_expired")
    return found


def still_open(store: Store, generations: dict[int, int]) -> list[AnyRow]:
    """Of the doors a session came through ({id: generation}) those that were not renewed since."""
    doors = (store.first(_DOOR, door=id, generation=generation) for id, generation in generations.items())
    return [door for door in doors if door is not None]


def renew(actor: Actor, door_id: int) -> Door:
    """Give a door a new secret; the old link and every session that came through it end. Raises `not_allowed`."""
    actor.require_organiser()
    with writing() as session:
        door = session.get(Door, door_id)
        if door is None or door.event_id != actor.event_id:
            raise CafeError("not_found")
        door.secret = new_secret()
        door.generation = new_generation()
        return door


def join_code(code: str) -> JoinCode:
    """Where a QR code leads. Raises CafeError `link_expired`."""
    found = db.session.get(JoinCode, code.lower())
    if found is None:
        raise CafeError("link_expired")
    return found


def of_event(event: Event) -> list[Door]:
    """Every secret door of an event: organiser, wall, then the hosts' by station."""
    rank = {"organiser": 0, "wall": 1, "host": 2}
    doors = db.session.scalars(select(Door).where(Door.event_id == event.id))
    return sorted(doors, key=lambda door: (rank[door.role], door.station_id or 0))


def codes_of(event: Event) -> list[JoinCode]:
    """Every code for guests: the event's, then station by station, each with its tables."""
    codes = db.session.scalars(select(JoinCode).where(JoinCode.event_id == event.id))
    return sorted(codes, key=lambda code: (code.station_id or 0, code.table or 0))
