"""What changed since a revision: the one shape of first load, live message and catch-up."""

import datetime as dt
from typing import Any

from sqlalchemy import Select, select

from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Photo, Round, Statement, Station
from facilitation.models.columns import now
from facilitation.text import has_contact_data, masked

AUDIENCES = ("public", "hosts")
"""public: phones and the wall. hosts: also what waits or is hidden."""

MASK = "•••"
"""What the wall shows in place of a phone number or an e-mail address."""

_SEEN_BY = {"public": ("visible",), "hosts": ("visible", "pending", "hidden")}

Change = dict[str, Any]
Wire = dict[str, Any]


def read(station_id: int, since: int, audience: str, *, whole: bool = True) -> Change:
    """Everything of a station that changed after revision `since`, as its audience may see it.

    What an audience may not (or no longer) see comes as `{id, gone: true}`, save in an answer that is `whole`:
    `since` 0 on a first load, where nothing can have been seen yet. A `since` this station never reached
    (a database put back from a copy) is answered as 0: the screen begins anew.
    """
    station = db.session.execute(
        select(Station.id, Station.slug, Station.revision).where(Station.id == station_id)
    ).one()
    if since > station.revision:
        since = 0
    with_gone = since > 0 or not whole
    return {
        "station": station.slug,
        "since": since,
        "revision": station.revision,
        "contributions": _contributions(station, since, audience, with_gone),
        "clusters": _items(_clusters, Cluster, station, since, with_gone),
        "statements": _items(_statements, Statement, station, since, with_gone),
        "photos": _items(_photos, Photo, station, since, with_gone),
    }


def for_audience(change: Change, audience: str) -> Change:
    """What an audience may see of a change that was read for the hosts, with what is gone."""
    seen = _SEEN_BY[audience]
    return {
        **change,
        "contributions": [
            one if one.get("state") in seen else {"id": one["id"], "gone": True} for one in change["contributions"]
        ],
    }


def contribution(station_slug: str, row: Any, round_position: int | None) -> Wire:
    """A contribution as it travels. `masked` is what the wall shows while contact data is unconfirmed, else null."""
    hides_contact = not row.contact_confirmed and has_contact_data(row.text)
    return {
        "id": row.id,
        "station": station_slug,
        "round": round_position,
        "table": row.table,
        "kind": row.kind,
        "language": row.language,
        "text": row.text,
        "german": row.german,
        "author": row.author,
        "reply_to": row.reply_to,
        "votes": row.votes,
        "state": row.state,
        "highlighted": row.highlighted,
        "cluster": row.cluster_id,
        "merged_into": row.merged_into,
        "edited": row.edited,
        "created_at": iso(row.created_at),
        "revision": row.revision,
        "masked": masked(row.text, MASK) if hides_contact else None,
    }


def own(station: Station, written: list[Contribution]) -> list[Wire]:
    """Somebody's own contributions, in every state, for their own screen only."""
    positions = {one.id: one.position for one in station.event.rounds}
    return [contribution(station.slug, row, positions.get(row.round_id or 0)) for row in written]


def event_state(event_id: int) -> Wire:
    """Phase, running round and announcement: what `event.changed` tells. `now` lets screens count by themselves."""
    db.session.expire_all()  # another process may have changed what this session read before
    event = db.session.get_one(Event, event_id)
    current = event.current_round
    moment = now()
    said = event.announcement if event.announcement_until and event.announcement_until > moment else None
    return {
        "event": event.slug,
        "revision": event.revision,
        "phase": event.phase,
        "round": current.position if current else None,
        "rounds": len(event.rounds),
        "title": current.title if current else None,
        "started_at": iso(current.started_at) if current else None,
        "ends_at": iso(current.ends_at) if current else None,
        "now": iso(moment),
        "announcement": {"text": said, "until": iso(event.announcement_until)} if said else None,
        "stations": {station.slug: {"approve_first": station.approve_first} for station in event.stations},
    }


def iso(moment: dt.datetime | None) -> str | None:
    """A moment on the wire: UTC, milliseconds, Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def _contributions(station: Any, since: int, audience: str, with_gone: bool) -> list[Wire]:
    seen = _SEEN_BY[audience]
    changed: Select[Any] = (
        select(Contribution.__table__.columns, Round.position.label("round_position"))
        .outerjoin(Round, Round.id == Contribution.round_id)
        .where(Contribution.station_id == station.id, Contribution.revision > since)
        .order_by(Contribution.number)
    )
    if not with_gone:
        changed = changed.where(Contribution.state.in_(seen))
    return [
        contribution(station.slug, row, row.round_position) if row.state in seen else {"id": row.id, "gone": True}
        for row in db.session.execute(changed)
    ]


def _items(travels: Any, model: Any, station: Any, since: int, with_gone: bool) -> list[Wire]:
    changed = (
        select(*model.__table__.columns)
        .where(model.station_id == station.id, model.revision > since)
        .order_by(model.revision, model.id)
    )
    if hasattr(model, "round_id"):
        changed = changed.outerjoin(Round, Round.id == model.round_id).add_columns(Round.position.label("of_round"))
    if not with_gone:
        changed = changed.where(model.removed.is_(False))
    return [
        {"id": row.id, "gone": True} if row.removed else travels(station.slug, row)
        for row in db.session.execute(changed)
    ]


def _clusters(slug: str, row: Any) -> Wire:
    return {
        "id": row.id,
        "station": slug,
        "title": row.title,
        "position": row.position,
        "revision": row.revision,
    }


def _statements(slug: str, row: Any) -> Wire:
    return {
        "id": row.id,
        "station": slug,
        "round": row.of_round,
        "text": row.text,
        "position": row.position,
        "revision": row.revision,
    }


def _photos(slug: str, row: Any) -> Wire:
    return {
        "id": row.id,
        "station": slug,
        "round": row.of_round,
        "table": row.table,
        "caption": row.caption,
        "width": row.width,
        "height": row.height,
        "revision": row.revision,
    }
