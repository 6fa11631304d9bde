"""The house: what all events of an installation share."""

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import House
from facilitation.models.columns import iso, now
from facilitation.services import event_journal
from facilitation.services.committed import Committed
from facilitation.storage.place import place
from facilitation.storage.transactions import writing

TRIED_AGAIN_SECONDS = 5
"""Seconds within which it is no news that a phone came by the same address."""


def channel() -> str:
    """Return the name under which the processes of this database hear each other, and nobody else does.

    It comes from the lot that is kept in the database, and from where the database is: a copy of it is another café.
    """
    lot = db.session.execute(select(House.channel)).scalar_one()
    name = hashlib.sha256(f"{lot} {place()}".encode()).hexdigest()
    db.session.rollback()
    return f"cafe-{name}"


def known() -> House:
    """Return what is known of the house."""
    return db.session.execute(select(House)).scalar_one()


def remember_serving(host: str, port: int, base_url: str | None) -> None:
    """Remember what the server is started with: a command in another terminal names the same links then."""
    serving: dict[str, Any] = {"host": host, "port": port, "base_url": base_url}
    if known().serving != serving:
        with writing() as session:
            session.execute(select(House)).scalar_one().serving = serving


def choose_address(actor: Actor, host: str, among: list[str]) -> Committed[None]:
    """Let QR codes and links carry this address, one `among` this machine's; empty: the machine chooses by itself.

    Raises CafeError `not_allowed`, and `unknown_address` where it is none of them.
    """
    actor.require_organiser()
    if host and host not in among:
        raise CafeError("unknown_address")
    with writing() as session:
        house = session.execute(select(House)).scalar_one()
        if (house.address or "") != host:
            event_journal.note(session, actor, "address.choose", by="organiser" if host else "machine")
        house.address = host or None
    return Committed(None, desk=True)


def note_phone(url: str) -> Committed[None]:
    """Remember that a phone came by an address, to try it; of many addresses the ones tried last.

    Who asks again within TRIED_AGAIN_SECONDS costs nothing.
    """
    before = known().phones.get(url)
    if before and 0 <= (now() - dt.datetime.fromisoformat(before)).total_seconds() < TRIED_AGAIN_SECONDS:
        return Committed(None)
    with writing() as session:
        house = session.execute(select(House)).scalar_one()
        others = [(one, moment) for one, moment in house.phones.items() if one != url]
        # In one and the same moment they keep their order: the newest stands first.
        others.sort(key=lambda tried: tried[1], reverse=True)
        house.phones = dict([(url, str(iso(now()))), *others][: bounds.ADDRESSES_TRIED])
    return Committed(None, desk=True)
