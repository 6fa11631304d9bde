"""Reads who came in lately: how many, through which door, and whether it was a rush."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from facilitation.extensions import db
from facilitation.models import Event, Participant
from facilitation.models.columns import now
from facilitation.queries.changes import iso

SHOWN = dt.timedelta(hours=1)
"""How long the desk is told of a rush."""
FRESH = dt.timedelta(minutes=2)
"""How long hosts are told of it."""
MOST_COUNTED = 1_000
"""People of a rush that are counted; more are as many."""


def figures(event: Event, moment: dt.datetime) -> dict[str, Any]:
    """Read how newcomers come in, how many came, and the last rush (docs/protocol.md, desk)."""
    here = moment.astimezone(ZoneInfo(event.timezone))
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    columns = select(Event.newcomers, Event.day_word, Event.rush_left_out).where(Event.id == event.id)
    known = db.session.execute(columns).one()

    def since(begin: dt.datetime) -> int:
        came = select(func.count()).where(Participant.event_id == event.id, Participant.joined_at > begin)
        return db.session.execute(came).scalar_one()

    return {
        "door": known.newcomers,
        "word": known.day_word if known.newcomers == "word" else None,
        "minute": since(moment - dt.timedelta(minutes=1)),
        "today": since(midnight),
        "rush": _rush(event.id, moment - SHOWN),
        "left_out": known.rush_left_out,
    }


def for_hosts(event_id: int) -> dict[str, Any]:
    """Read what hosts are told: the rush of the last two minutes, and the day's word where newcomers need it."""
    known = db.session.execute(select(Event.newcomers, Event.day_word).where(Event.id == event_id)).one()
    return {"rush": _rush(event_id, now() - FRESH), "word": known.day_word if known.newcomers == "word" else None}


def _rush(event_id: int, begin: dt.datetime) -> dict[str, Any] | None:
    came = (
        select(Participant.joined_at)
        .where(Participant.event_id == event_id, Participant.joined_at > begin, Participant.rushed)
        .order_by(Participant.joined_at.desc())
        .limit(MOST_COUNTED)
    )
    moments = db.session.scalars(came).all()
    return {"people": len(moments), "since": iso(moments[-1]), "until": iso(moments[0])} if moments else None
