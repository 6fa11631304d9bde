"""Reads what changed since a revision: one shape for first load, live message and catch-up."""

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from facilitation.actor import Actor
from facilitation.models import Cluster, Contribution, Event, Measure, Photo, Round, Statement, Station
from facilitation.models.columns import now
from facilitation.services import contributions
from facilitation.storage.statements import AnyRow, Prepared, Store, reading
from facilitation.storage.transactions import are_of_one_age
from facilitation.text import masked

AUDIENCES = ("public", "hosts", "wall")
"""Who a change is for. public: phones; hosts: also contributions that wait or are hidden; wall: what is public, with
contact data masked and without names."""

MASK = "•••"
"""What the wall shows in place of a phone number or an e-mail address."""

_FOR_HOSTS_ONLY = ("original", "hidden_reason", "author_paused", "behind")
"""Fields that only hosts' news holds; `behind` is one, because a statement may rest on what is hidden or waits.

An author reads the `hidden_reason` of what is theirs, too: `own` adds it.
"""
_SEEN_BY = {"public": ("visible",), "hosts": ("visible", "pending", "hidden"), "wall": ("visible",)}
_REFERS = {"reply_to": "parent_was_public", "merged_into": "into_was_public"}
"""Fields that name another contribution, each with the column that tells whether that one was ever public."""
_SAID = {
    "statements": ("text",),
    "clusters": ("title",),
    "measures": ("what", "who", "by_when"),
    "photos": ("caption",),
}
"""What hosts write besides contributions, by the fields that hold it."""

Change = dict[str, Any]
Wire = dict[str, Any]


class HostsChange(Change):
    """A change for hosts; `rows` are its contributions as they are stored, from which `for_audience` tells others."""

    rows: Sequence[AnyRow] = ()


def _changed(model: Any, *order: Any) -> Select[Any]:
    """A query for a station's rows after a revision, each with its round's position where it has a round."""
    changed = (
        select(*model.__table__.c)
        .where(model.station_id == bindparam("station"), model.revision > bindparam("since"))
        .order_by(*order)
    )
    if hasattr(model, "round_id"):
        changed = changed.outerjoin(Round, Round.id == model.round_id).add_columns(Round.position.label("of_round"))
    return changed


BESIDES: dict[str, Any] = {"clusters": Cluster, "statements": Statement, "measures": Measure, "photos": Photo}
"""The models of a change besides contributions, by their names in it."""
_STATION = Prepared(
    select(
        Station.id,
        Station.slug,
        Station.revision,
        *(
            exists().where(model.station_id == Station.id, model.revision > bindparam("since")).label(noun)
            for noun, model in BESIDES.items()
        ),
    ).where(Station.id == bindparam("station"))
)
"""A station's revision, and whether anything but contributions changed: mostly not, which saves four queries."""
_parent, _into = aliased(Contribution), aliased(Contribution)
_CHANGED_CONTRIBUTIONS = (
    _changed(Contribution, Contribution.number)
    .outerjoin(_parent, _parent.id == Contribution.reply_to)
    .outerjoin(_into, _into.id == Contribution.merged_into)
    .add_columns(_parent.was_public.label("parent_was_public"), _into.was_public.label("into_was_public"))
)
_EVER_PUBLIC = Prepared(_CHANGED_CONTRIBUTIONS.where(Contribution.was_public))
_WITH_GONE = {"hosts": Prepared(_CHANGED_CONTRIBUTIONS), "public": _EVER_PUBLIC, "wall": _EVER_PUBLIC}
"""With what its audience may not see any more. What it never could see is not among it: not even its id is told."""
_SEEN = {
    audience: Prepared(_CHANGED_CONTRIBUTIONS.where(or_(*(Contribution.state == state for state in seen))))
    for audience, seen in _SEEN_BY.items()
}
_ALL = {noun: _changed(model, model.revision, model.id) for noun, model in BESIDES.items()}
_CHANGED = {noun: Prepared(changed) for noun, changed in _ALL.items()}
_STANDING = {noun: Prepared(changed.where(BESIDES[noun].removed.is_(False))) for noun, changed in _ALL.items()}
_round = aliased(Round)
_EVENT = Prepared(
    select(
        Event.slug,
        Event.revision,
        Event.phase,
        Event.announcement,
        Event.announcement_until,
        Event.feedback_state,
        Event.feedback_shown,
        Event.wall_scene,
        Round.position,
        Round.title,
        Round.started_at,
        Round.ends_at,
        select(func.count()).where(_round.event_id == Event.id).scalar_subquery().label("rounds"),
        Station.id.label("station_id"),
        Station.slug.label("station"),
        Station.approve_first,
        Station.revision.label("station_revision"),
    )
    .outerjoin(Round, (Round.event_id == Event.id) & (Round.position == Event.round_position))
    .outerjoin(Station, Station.event_id == Event.id)
    .where(Event.id == bindparam("event"))
    .order_by(Station.position)
)


def read(station_id: int, since: int, audience: str, *, whole: bool = True) -> Change:
    """Read everything of a station that changed after revision `since`, as its audience may see it.

    What the audience may not see any more is `{id, gone: true}`. In a first load (`since` 0 and `whole`), where nothing
    can have been seen before, it is left out, and what the audience never could see is always left out. A `since` above
    the station's revision (the database was restored from a copy), or of an age before everything was deleted, is
    treated as 0, so that the screen begins anew.
    """
    change, rows = _read(station_id, since, audience, whole)
    if audience != "hosts":
        return change
    for_hosts = HostsChange(change)
    for_hosts.rows = rows
    return for_hosts


def read_with_numbers(
    station_id: int, since: int, audience: str, *, whole: bool = True
) -> tuple[Change, dict[str, int]]:
    """Read a change as `read` does, and each contribution's number by its id: the order of writing."""
    change, rows = _read(station_id, since, audience, whole)
    return change, {row.id: row.number for row in rows}


def _read(station_id: int, since: int, audience: str, whole: bool) -> tuple[Change, list[AnyRow]]:
    """Read a change, and the rows of its contributions."""
    with reading() as store:
        station = store.one(_STATION, station=station_id, since=since)
        if since > station.revision or (since and not are_of_one_age(since, station.revision)):
            return _read(station_id, 0, audience, whole)
        with_gone = since > 0 or not whole
        rows = store.all((_WITH_GONE if with_gone else _SEEN)[audience], station=station_id, since=since)
        change = {
            "station": station.slug,
            "since": since,
            "revision": station.revision,
            "contributions": [_told(audience, station.slug, row) for row in rows],
            **{noun: _items(store, noun, audience, station, since, with_gone) for noun in BESIDES},
        }
        return change, rows


def for_audience(change: Change, audience: str) -> Change:
    """Make an audience's change of one that was read for hosts, with what is gone."""
    if audience == "hosts":
        return change
    assert isinstance(change, HostsChange), "it was read for hosts"
    told = {
        **change,
        "contributions": [_told(audience, change["station"], row) for row in change.rows if row.was_public],
        "statements": [_for_everybody(one) for one in change["statements"]],
    }
    if audience == "wall":
        told |= {noun: [_covered(noun, one) for one in told[noun]] for noun in BESIDES}
    return told


def authors_of_unseen(change: Change) -> set[int]:
    """Return who wrote what is new in a change read for hosts and never was public; `for_audience` leaves it out."""
    assert isinstance(change, HostsChange), "it was read for hosts"
    return {row.participant_id for row in change.rows if not row.was_public and row.participant_id is not None}


def _told(audience: str, slug: str, row: AnyRow) -> Wire:
    if row.state not in _SEEN_BY[audience]:
        return {"id": row.id, "gone": True}
    if audience == "hosts":
        return for_hosts(slug, row, row.of_round)
    one = _for_others(slug, row)
    if audience == "wall":
        one |= {"author": None, "masked": None}
        if not row.contact_confirmed:
            one |= {field: one[field] and masked(one[field], MASK) for field in ("text", "german")}
    return one


def _for_others(slug: str, row: AnyRow) -> Wire:
    """Return a contribution for those who are no hosts: it names no other that never was public."""
    one = contribution(slug, row, row.of_round)
    return one | {field: None for field, was_public in _REFERS.items() if not getattr(row, was_public)}


def _covered(noun: str, one: Wire) -> Wire:
    """Return something that hosts wrote as the wall gets it: with contact data masked."""
    if one.get("gone"):
        return one
    covered = {field: one[field] and masked(one[field], MASK) for field in _SAID[noun]}
    if noun == "statements":
        covered["translations"] = {code: masked(said, MASK) for code, said in one["translations"].items()}
    return {**one, **covered}


def contribution(station_slug: str, row: Any, round_position: int | None) -> Wire:
    """A contribution as it is stored; what an audience is told of it is in `_told`.

    `masked` is the text that the wall shows while contact data in it is not confirmed, else None.
    """
    hidden = None if row.contact_confirmed else _masked(row.text)
    return {
        "id": row.id,
        "station": station_slug,
        "number": row.number,
        "round": round_position,
        "table": row.table,
        "kind": row.kind,
        "language": row.language,
        "text": row.text,
        "german": row.german,
        "author": row.author,
        "reply_to": row.reply_to,
        "votes": row.votes,
        "by_hand": row.by_hand,
        "state": row.state,
        "highlighted": row.highlighted,
        "cluster": row.cluster_id,
        "merged_into": row.merged_into,
        "photo": row.photo_id,
        "edited": row.edited,
        "created_at": iso(row.created_at),
        "revision": row.revision,
        "masked": hidden,
    }


def for_hosts(station_slug: str, row: Any, round_position: int | None) -> Wire:
    """A contribution with what only hosts get: its first wording, why it is hidden, whether its author has to pause."""
    more = {"original": row.original, "hidden_reason": row.hidden_reason, "author_paused": row.author_paused}
    return {**contribution(station_slug, row, round_position), **more}


def _for_everybody(one: Wire) -> Wire:
    return {name: value for name, value in one.items() if name not in _FOR_HOSTS_ONLY}


def own(store: Store, actor: Actor, station_id: int, station_slug: str) -> list[Wire]:
    """Read somebody's own contributions in every state, and why one is hidden; they are for that person's screen only.

    They are `mine` in a station's page and in the answer to `station.open`, and travel in no news.
    """
    written = contributions.own(store, actor, station_id)
    return [{**_for_others(station_slug, row), "hidden_reason": row.hidden_reason} for row in written]


def event_state(event_id: int) -> Wire:
    """Read phase, running round and announcement, as `event.changed` sends them; by `now` screens count down."""
    return event_state_and_revisions(event_id)[0]


def event_state_and_revisions(event_id: int) -> tuple[Wire, dict[int, int]]:
    """Read the state as `event_state` does, and each station's revision by its id."""
    with reading() as store:
        rows = store.all(_EVENT, event=event_id)
    event, stations = rows[0], [row for row in rows if row.station is not None]
    moment = now()
    said = event.announcement if event.announcement_until and event.announcement_until > moment else None
    state = {
        "event": event.slug,
        "revision": event.revision,
        "phase": event.phase,
        "round": event.position,
        "rounds": event.rounds,
        "title": event.title,
        "started_at": iso(event.started_at),
        "ends_at": iso(event.ends_at),
        "now": iso(moment),
        "announcement": {"text": said, "until": iso(event.announcement_until)} if said else None,
        "feedback": {"state": event.feedback_state, "shown": event.feedback_shown},
        "wall": {"scene": event.wall_scene},
        "stations": {one.station: {"approve_first": one.approve_first} for one in stations},
    }
    return state, {one.station_id: one.station_revision for one in stations}


@functools.lru_cache(8_000)
def _masked(text: str) -> str | None:
    """The text with contact data masked, None where it has none; remembered, because stations are read often."""
    without = masked(text, MASK)
    return without if without != text else None


def iso(moment: dt.datetime | None) -> str | None:
    """A moment as it is sent: ISO 8601 in UTC with milliseconds and Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def _items(store: Store, noun: str, audience: str, station: AnyRow, since: int, with_gone: bool) -> list[Wire]:
    if not getattr(station, noun):
        return []
    changed = (_CHANGED if with_gone else _STANDING)[noun]
    travels = _statements_for_hosts if (noun, audience) == ("statements", "hosts") else _TRAVELS[noun]
    told = [
        {"id": row.id, "gone": True} if row.removed else travels(station.slug, row)
        for row in store.all(changed, station=station.id, since=since)
    ]
    return [_covered(noun, one) for one in told] if audience == "wall" else told


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
        "kind": row.kind,
        "text": row.text,
        "translations": row.translations,
        "position": row.position,
        "revision": row.revision,
    }


def _statements_for_hosts(slug: str, row: Any) -> Wire:
    return {**_statements(slug, row), "behind": row.behind}


def _measures(slug: str, row: Any) -> Wire:
    return {
        "id": row.id,
        "station": slug,
        "what": row.what,
        "who": row.who,
        "by_when": row.by_when,
        "state": row.state,
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


_TRAVELS: dict[str, Callable[[str, AnyRow], Wire]] = {
    "clusters": _clusters,
    "statements": _statements,
    "measures": _measures,
    "photos": _photos,
}
