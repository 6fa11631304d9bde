"""Reads the figures of the day for the organisers' desk."""

import datetime as dt
from typing import Any

from sqlalchemy import bindparam, case, exists, func, select
from sqlalchemy.orm import aliased

from facilitation.doors import addresses
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Round, Statement, Station
from facilitation.models.columns import iso, now
from facilitation.queries import newcomers
from facilitation.services import presence
from facilitation.storage.statements import Prepared, reading

MINUTES = 12
"""Minutes of the desk's trend."""
PACE_MINUTES = 3
"""Minutes over which contributions a minute are averaged, so that the figure does not jump."""


_HEAD = aliased(Contribution)
_BENEATH = exists().where(_HEAD.id == Contribution.merged_into, _HEAD.state == "visible")
_COUNTED = (
    select(
        Contribution.state,
        func.count(),
        func.coalesce(func.sum(case((_BENEATH, 0), else_=Contribution.votes)), 0),
    )
    .where(Contribution.station_id == bindparam("station"))
    .group_by(Contribution.state)
)
_STATEMENTS = select(func.count()).where(Statement.station_id == bindparam("station"), Statement.removed.is_(False))
_APPROVE_FIRST = select(Station.approve_first).where(Station.id == bindparam("station"))
_RECENT = select(Contribution.created_at).where(
    Contribution.station_id == bindparam("station"),
    Contribution.state != "withdrawn",
    Contribution.created_at > bindparam("since"),
)
"""Put together once: for every look at the desk that took longer than asking."""
_PLACE = Prepared(
    select(Station.slug, Station.event_id, Round.id.label("running"))
    .join(Event, Event.id == Station.event_id)
    .outerjoin(
        Round,
        (Round.event_id == Event.id) & (Round.position == Event.round_position) & (Event.phase == "round"),
    )
    .where(Station.id == bindparam("station"))
)
"""A station, with the round that runs."""
_WROTE = Prepared(
    select(Contribution.participant_id)
    .where(Contribution.station_id == bindparam("station"), Contribution.round_id == bindparam("round"))
    .distinct()
)
"""Who wrote there in a round. Prepared, as boards are told once a second while a hall does anything."""


def figures(event_id: int) -> dict[str, Any]:
    """Read people online, contributions, and each station's figures (docs/protocol.md, `desk.changed`)."""
    event = db.session.get_one(Event, event_id)
    moment = now()
    stations = [_station(station, moment) for station in event.stations]
    return {
        "event": event.slug,
        "now": iso(moment),
        "codes": addresses.for_desk(event),
        "people": presence.people_of_event(event_id),
        "contributions": sum(station["contributions"] for station in stations),
        "newcomers": newcomers.figures(event, moment),
        "stations": stations,
    }


def for_hosts(station_id: int) -> dict[str, Any]:
    """Read what a station's hosts are told of who is there (docs/protocol.md, `presence.changed`).

    `silent` counts the guests who have written nothing in the running round; None where no round runs. It is a number
    without names: a host learns whether to ask the table, not whom.
    """
    here = presence.persons(station_id)
    with reading() as store:
        place = store.one(_PLACE, station=station_id)
        wrote = store.all(_WROTE, station=station_id, round=place.running) if place.running is not None else []
        return {
            "station": place.slug,
            "people": len(here),
            "silent": len(here - {f"p{one.participant_id}" for one in wrote}) if place.running is not None else None,
            "tablets": presence.tablets(station_id),
            **newcomers.for_hosts(place.event_id),
        }


def _station(station: Station, moment: dt.datetime) -> dict[str, Any]:
    here = {"station": station.id}
    by_state = {state: (count, votes) for state, count, votes in db.session.execute(_COUNTED, here)}
    visible, votes = by_state.get("visible", (0, 0))
    history = _history(station, moment)
    return {
        "station": station.slug,
        "people": presence.people(station.id),
        "contributions": visible,
        "per_minute": round(sum(history[-PACE_MINUTES:]) / PACE_MINUTES, 1),
        "history": history,
        "waiting": by_state.get("pending", (0, 0))[0],
        "statements": db.session.execute(_STATEMENTS, here).scalar_one(),
        "votes": int(votes),
        "tablets": presence.tablets(station.id),
        "last_sign": iso(presence.last_sign(station.id)),
        "approve_first": db.session.execute(_APPROVE_FIRST, here).scalar_one(),
    }


def _history(station: Station, moment: dt.datetime) -> list[int]:
    """Count contributions in each of the last MINUTES minutes, the oldest minute first."""
    since = moment - dt.timedelta(minutes=MINUTES)
    history = [0] * MINUTES
    for created_at in db.session.scalars(_RECENT, {"station": station.id, "since": since}):
        ago = int((moment - created_at).total_seconds() // 60)
        history[MINUTES - 1 - min(max(ago, 0), MINUTES - 1)] += 1
    return history


def waiting(event_id: int) -> dict[int, int]:
    """Count the contributions that wait for approval, by a station's position; stations without any are left out."""
    counted = (
        select(Station.position, func.count())
        .join(Contribution, Contribution.station_id == Station.id)
        .where(Station.event_id == event_id, Contribution.state == "pending")
        .group_by(Station.position)
    )
    return {row.position: row[1] for row in db.session.execute(counted)}
