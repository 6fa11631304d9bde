"""Reads what changed since a revision: one shape for first load, live message and catch-up.

Here a change holds every field of every item; what has its usual value is left out where it leaves (`fields.short`).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from facilitation.actor import Actor
from facilitation.memory import remembered
from facilitation.models import UNNAMED, Cluster, Contribution, Event, Rehearsal, Round, Station
from facilitation.models.columns import iso, now
from facilitation.queries.covering import covered_row
from facilitation.queries.fields import BESIDES, CONTRIBUTION, Wire
from facilitation.services import cards, contributions, deletion, events
from facilitation.storage.statements import AnyRow, Prepared, Store, reading
from facilitation.storage.transactions import are_of_one_age

_SEEN_BY = {"public": ("visible",), "hosts": ("visible", "pending", "hidden"), "wall": ("visible",)}
_REFERS = {"reply_to": "parent_was_public", "merged_into": "into_was_public", "cluster": "cluster_is_named"}
"""Fields that name another row, each with the column that tells whether others than hosts may know of that one."""

Change = dict[str, Any]


class HostsChange(Change):
    """A change for hosts; `rows` are its contributions as they are stored, from which `for_audience` tells others.

    `country` is the event's.
    """

    rows: Sequence[AnyRow] = ()
    country: str = ""


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


_STATION = Prepared(
    select(
        Station.id,
        Station.slug,
        Station.revision,
        Event.country,
        *(
            exists().where(one.model.station_id == Station.id, one.model.revision > bindparam("since")).label(noun)
            for noun, one in BESIDES.items()
        ),
    )
    .join(Event, Event.id == Station.event_id)
    .where(Station.id == bindparam("station"))
)
"""A station's revision, and whether anything but contributions changed: mostly not, which saves four queries."""
_parent, _into = aliased(Contribution), aliased(Contribution)
_CHANGED_CONTRIBUTIONS = (
    _changed(Contribution, Contribution.number)
    .outerjoin(_parent, _parent.id == Contribution.reply_to)
    .outerjoin(_into, _into.id == Contribution.merged_into)
    .outerjoin(Cluster, Cluster.id == Contribution.cluster_id)
    .add_columns(
        _parent.was_public.label("parent_was_public"),
        _into.was_public.label("into_was_public"),
        (Cluster.title != UNNAMED).label("cluster_is_named"),
    )
)
_EVER_PUBLIC = Prepared(_CHANGED_CONTRIBUTIONS.where(Contribution.was_public))
_WITH_GONE = {"hosts": Prepared(_CHANGED_CONTRIBUTIONS), "public": _EVER_PUBLIC, "wall": _EVER_PUBLIC}
"""With what its audience may not see any more. What it never could see is not among it: not even its id is told."""
_SEEN = {
    audience: Prepared(_CHANGED_CONTRIBUTIONS.where(or_(*(Contribution.state == state for state in seen))))
    for audience, seen in _SEEN_BY.items()
}
_COUNTRY = Prepared(
    select(Event.country).join(Station, Station.event_id == Event.id).where(Station.id == bindparam("station"))
)
_ALL = {noun: _changed(one.model, one.model.revision, one.model.id) for noun, one in BESIDES.items()}
_CHANGED = {noun: Prepared(changed) for noun, changed in _ALL.items()}
_STANDING = {noun: Prepared(changed.where(BESIDES[noun].model.removed.is_(False))) for noun, changed in _ALL.items()}
_round = aliased(Round)
_EVENT = Prepared(
    select(
        Event.id,
        Event.slug,
        Event.revision,
        Event.texts,
        Event.phase,
        Event.language,
        Event.announcement,
        Event.announcement_translations,
        Event.announcement_until,
        Event.feedback_state,
        Event.feedback_shown,
        Event.wall_scene,
        Event.wall_language,
        exists().where(Rehearsal.event_id == Event.id).label("rehearsal"),
        Event.locked_at,
        Event.delete_on,
        Event.timezone,
        Round.position,
        Round.title,
        Round.started_at,
        Round.ends_at,
        Round.ended_at,
        select(func.count()).where(_round.event_id == Event.id).scalar_subquery().label("rounds"),
        Station.id.label("station_id"),
        Station.slug.label("station"),
        Station.approve_first,
        Station.closed,
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
    change, rows, country = _read(station_id, since, audience, whole)
    if audience != "hosts":
        return change
    for_hosts = HostsChange(change)
    for_hosts.rows, for_hosts.country = rows, country
    return for_hosts


def read_with_numbers(
    station_id: int, since: int, audience: str, *, whole: bool = True
) -> tuple[Change, dict[str, int]]:
    """Read a change as `read` does, and each contribution's number by its id: the order of writing."""
    change, rows, _ = _read(station_id, since, audience, whole)
    return change, {row.id: row.number for row in rows}


def _read(station_id: int, since: int, audience: str, whole: bool) -> tuple[Change, list[AnyRow], str]:
    """Read a change, the rows of its contributions, and the event's country."""
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
            "contributions": [_told(audience, station.slug, row, station.country) for row in rows],
            **{noun: _items(store, noun, audience, station, since, with_gone) for noun in BESIDES},
        }
        return change, rows, station.country


def for_audience(change: Change, audience: str) -> Change:
    """Make an audience's change of one that was read for hosts, with what is gone."""
    if audience == "hosts":
        return change
    assert isinstance(change, HostsChange), "it was read for hosts"
    slug, country = change["station"], change.country
    return {
        **change,
        "contributions": [_told(audience, slug, row, country) for row in change.rows if row.was_public],
        **{
            noun: [one.without_hosts_fields(_in_public(noun, item)) for item in change[noun]]
            for noun, one in BESIDES.items()
        },
    }


def authors_of_unseen(change: Change) -> set[int]:
    """Return who wrote what is new in a change read for hosts, and is told it alone.

    That is whoever wrote what never was public, for `for_audience` leaves it out, or is paused because of it.
    """
    assert isinstance(change, HostsChange), "it was read for hosts"
    for_themselves = [row for row in change.rows if not row.was_public or row.author_paused is not None]
    return {row.participant_id for row in for_themselves if row.participant_id is not None}


def _told(audience: str, slug: str, row: AnyRow, country: str) -> Wire:
    if row.state not in _SEEN_BY[audience]:
        return {"id": row.id, "gone": True}
    said = covered_row(row, *CONTRIBUTION.said, country=country)
    covers = any(said[name] != getattr(row, name) for name in said)
    if audience == "hosts":
        one = CONTRIBUTION.told_to_hosts(slug, row)
        one["masked"] = said["text"] if covers else None
        return one
    one = _for_others(slug, row)
    one |= said
    one["masked"] = said["text"] if covers else None
    if audience == "wall":
        one |= {"author": None, "masked": None}
    return one


def _for_others(slug: str, row: AnyRow) -> Wire:
    """Return a contribution as typed for those who are no hosts: it names no other that never was public, and no theme
    that has no name yet.
    """
    one = CONTRIBUTION.told(slug, row)
    for field, was_public in _REFERS.items():
        if not getattr(row, was_public):
            one[field] = None
    return one


def _in_public(noun: str, one: Wire) -> Wire:
    """Return something besides contributions, as hosts get it, with contact data covered; no theme without a name."""
    if noun == "clusters" and one.get("title") == UNNAMED:
        return {"id": one["id"], "gone": True}
    return {**one, **(one.get("masked") or {})}


def own(store: Store, actor: Actor, station_id: int, station_slug: str) -> list[Wire]:
    """Read somebody's own contributions in every state, and why one is hidden; they are for that person's screen only.

    They are `mine` in a station's page and in the answer to `station.open`, and travel in no news.
    """
    written = contributions.own(store, actor, station_id)
    country = store.one(_COUNTRY, station=station_id).country if written else ""
    return [_mine(station_slug, row, country) for row in written]


def _mine(slug: str, row: AnyRow, country: str) -> Wire:
    """Return a contribution as typed for its author, with `masked` telling what others read of it."""
    said = covered_row(row, *CONTRIBUTION.said, country=country)
    covers = any(said[name] != getattr(row, name) for name in said)
    return {
        **_for_others(slug, row),
        "masked": said["text"] if covers else None,
        **{name: made(row) for name, made in CONTRIBUTION.for_author.items()},
    }


def event_state(event_id: int) -> Wire:
    """Read phase, running round and announcement, as `event.changed` sends them; by `now` screens count down."""
    return event_state_and_revisions(event_id)[0]


def event_state_and_revisions(event_id: int) -> tuple[Wire, dict[int, int]]:
    """Read the state as `event_state` does, and each station's revision by its id."""
    with reading() as store:
        plain = store.plain(_EVENT, event=event_id)
        known = last.known
        if known is None or known.plain != plain:
            known = last.known = _read_state(plain, store.converted(_EVENT, plain))
    event, moment = known.event, now()
    said = events.announced(event, moment)
    state = {
        **known.state,
        "now": iso(moment),
        "announcement": _announced(event, said) if said else None,
        "over": deletion.is_over(event),
    }
    return state, known.revisions


class _Known(NamedTuple):
    """What rows of `_EVENT` tell at any moment."""

    plain: list[tuple[Any, ...]]
    event: AnyRow
    state: Wire
    revisions: dict[int, int]


class _Last:
    """What was read of an event's state last: a hall that comes back asks for the same a thousand times."""

    known: _Known | None

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget it, as where everything was deleted."""
        self.known = None


last = remembered(_Last())


def _read_state(plain: list[tuple[Any, ...]], rows: list[AnyRow]) -> _Known:
    event, stations = rows[0], [row for row in rows if row.station is not None]
    state = {
        "event": event.slug,
        "revision": event.revision,
        "texts": event.texts,
        "phase": event.phase,
        "round": event.position,
        "rounds": event.rounds,
        "title": event.title,
        "started_at": iso(event.started_at),
        "ends_at": iso(event.ends_at),
        "ended_at": iso(event.ended_at),
        "late_until": iso(cards.late_until(event.ended_at)),
        "feedback": {"state": event.feedback_state, "shown": event.feedback_shown},
        "wall": {"scene": event.wall_scene, "language": event.wall_language},
        "rehearsal": bool(event.rehearsal),
        "locked": event.locked_at is not None,
        "stations": {one.station: {"approve_first": one.approve_first, "closed": one.closed} for one in stations},
    }
    return _Known(plain, event, state, {one.station_id: one.station_revision for one in stations})


def _announced(event: AnyRow, said: str) -> Wire:
    """Return the announcement with its language, and in all others in which it was typed, by their codes."""
    return {
        "text": said,
        "language": event.language,
        "translations": event.announcement_translations,
        "until": iso(event.announcement_until),
    }


def _items(store: Store, noun: str, audience: str, station: AnyRow, since: int, with_gone: bool) -> list[Wire]:
    if not getattr(station, noun):
        return []
    changed = (_CHANGED if with_gone else _STANDING)[noun]
    told = [_for_hosts(noun, station, row) for row in store.all(changed, station=station.id, since=since)]
    if audience == "hosts":
        return told
    told = [BESIDES[noun].without_hosts_fields(_in_public(noun, one)) for one in told]
    return [one for one in told if with_gone or not one.get("gone")]


def _for_hosts(noun: str, station: AnyRow, row: AnyRow) -> Wire:
    """Return something besides contributions; `masked` holds those of its texts that others read covered."""
    if row.removed:
        return {"id": row.id, "gone": True}
    said = covered_row(row, *BESIDES[noun].said, country=station.country)
    covers = {name: text for name, text in said.items() if text != getattr(row, name)}
    return {**BESIDES[noun].told_to_hosts(station.slug, row), "masked": covers or None}
