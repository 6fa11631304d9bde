"""Reads who came in lately: how many, through which door, and whether it was a rush."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from facilitation.extensions import db
from facilitation.models import Event, Participant
from facilitation.models.columns import iso, now
from facilitation.storage.statements import Prepared, Store, reading

SHOWN = dt.timedelta(hours=1)
"""How long the desk is told of a rush."""
FRESH = dt.timedelta(minutes=2)
"""How long hosts are told of it."""
MOST_COUNTED = 1_000
"""People of a rush that are counted; more are as many."""
_DOOR = Prepared(select(Event.newcomers, Event.day_word, Event.rush_left_out).where(Event.id == bindparam("event")))
_lately = (
    select(Participant.joined_at)
    .where(Participant.event_id == bindparam("event"), Participant.joined_at > bindparam("begin"), Participant.rushed)
    .order_by(Participant.joined_at.desc())
    .limit(MOST_COUNTED)
    .subquery()
)
_RUSH = Prepared(  # summed up by the database, and prepared: hosts' boards ask for it once a second
    select(
        func.count().label("people"),
        func.min(_lately.c.joined_at).label("first"),
        func.max(_lately.c.joined_at).label("last"),
    ).select_from(_lately)
)


def figures(event: Event, moment: dt.datetime) -> dict[str, Any]:
    """Read how newcomers come in, how many came, and the last rush (docs/protocol.md, desk)."""
    here = moment.astimezone(ZoneInfo(event.timezone))
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    with reading() as store:
        known = store.one(_DOOR, event=event.id)
        rush = _rush(store, event.id, moment - SHOWN)

    def since(begin: dt.datetime) -> int:
        came = select(func.count()).where(Participant.event_id == event.id, Participant.joined_at > begin)
        return db.session.execute(came).scalar_one()

    return {
        "door": known.newcomers,
        "word": known.day_word if known.newcomers == "word" else None,
        "minute": since(moment - dt.timedelta(minutes=1)),
        "today": since(midnight),
        "rush": rush,
        "left_out": known.rush_left_out,
    }


def for_hosts(event_id: int) -> dict[str, Any]:
    """Read what hosts are told: the rush of the last two minutes, and the day's word where newcomers need it."""
    with reading() as store:
        known = store.one(_DOOR, event=event_id)
        rush = _rush(store, event_id, now() - FRESH)
    return {"rush": rush, "word": known.day_word if known.newcomers == "word" else None}


def _rush(store: Store, event_id: int, begin: dt.datetime) -> dict[str, Any] | None:
    came = store.one(_RUSH, event=event_id, begin=begin)
    return {"people": came.people, "since": iso(came.first), "until": iso(came.last)} if came.people else None
