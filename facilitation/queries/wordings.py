"""Reads guests' wordings: for phones those of one language, with the machine's drafts, for hosts all of a station.

They travel beside a station's change, never in it: a phone asks for the languages that its person reads. Contact data
in a wording is always covered for guests, for no host confirms it; the original is one tap away.
"""

import threading
from collections import defaultdict
from typing import NamedTuple

from cachetools import LRUCache
from sqlalchemy import bindparam, func, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.memory import remembered
from facilitation.models import Contribution, Event, Station, Wording
from facilitation.models.wording import mark_of
from facilitation.queries import machine_drafts
from facilitation.queries.covering import covered
from facilitation.queries.fields import Wire
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import are_of_one_age

_W = Wording.__table__.c
_ROWS = (
    select(
        *_W,
        Contribution.text.label("original"),
        Contribution.state.label("original_state"),
        Contribution.participant_id.label("author_id"),
        Contribution.language.label("original_language"),
        Contribution.contact_confirmed,
        Event.country,
    )
    .join(Contribution, Contribution.id == _W.contribution_id)
    .join(Station, Station.id == _W.station_id)
    .join(Event, Event.id == Station.event_id)
)
_OF_STATION = _ROWS.where(_W.station_id == bindparam("station"), _W.revision > bindparam("since")).order_by(
    _W.revision, _W.id
)
_ALL = Prepared(_OF_STATION)
_STANDING = Prepared(_OF_STATION.where(_W.state != "withdrawn"))
_SPOKEN = Prepared(_OF_STATION.where(_W.language == bindparam("spoken")))
_MINE = Prepared(
    _ROWS.where(
        _W.station_id == bindparam("station"),
        _W.participant_id == bindparam("participant"),
        _W.state != "withdrawn",
    ).order_by(_W.revision, _W.id)
)
_NEWEST = Prepared(
    select(_W.language, func.max(_W.revision).label("newest"))
    .where(_W.station_id == bindparam("station"), _W.revision <= bindparam("until"))
    .group_by(_W.language)
)
_STATION = Prepared(select(Station.slug, Station.revision).where(Station.id == bindparam("station")))
_OF_AUTHOR = Prepared(
    _ROWS.where(
        _W.station_id == bindparam("station"), Contribution.participant_id == bindparam("participant")
    ).order_by(_W.revision, _W.id)
)


class Kept:
    """Whole lists by station and language, each with its newest revision: a hall that comes back asks for the same.

    Those with the machine's drafts lie apart.
    """

    def __init__(self) -> None:
        self._lists: LRUCache[tuple[int, str, bool], tuple[int, list[Wire]]] = LRUCache(bounds.WORDINGS_KEPT)
        self._lock = threading.Lock()

    def clear(self) -> None:
        """Forget all: where everything was deleted they still hold what was said."""
        with self._lock:
            self._lists.clear()

    def find(self, place: tuple[int, str, bool], newest: int) -> list[Wire] | None:
        """Return what is kept of this revision; None where that is nothing."""
        with self._lock:
            kept = self._lists.get(place)
            return kept[1] if kept is not None and kept[0] == newest else None

    def keep(self, place: tuple[int, str, bool], newest: int, told: list[Wire]) -> None:
        """Remember a list, and forget the least asked for."""
        with self._lock:
            self._lists[place] = (newest, told)


kept = remembered(Kept())


def read(store: Store, station_id: int, asked: dict[str, int], *, drafts: bool = False) -> dict[str, Wire]:
    """Read the wordings of some languages, each since a revision, by language: `{since, revision, wordings}`.

    With `drafts` they have the machine's among them.
    A `since` of 0, of an earlier age or above the station's revision is answered with all of them (`since` 0).
    """
    revision = store.one(_STATION, station=station_id).revision
    newest = (_newest if drafts else _newest_worded)(store, station_id, revision)
    told = {}
    for language, since in asked.items():
        begin = since if 0 < since <= revision and are_of_one_age(since, revision) else 0
        if begin >= newest.get(language, 0):
            wordings: list[Wire] = []
        elif begin:
            wordings = _changed(store, station_id, language, begin, drafts)
        else:
            wordings = _whole(store, station_id, language, newest[language], drafts)
        told[language] = {"since": begin, "revision": revision, "wordings": wordings}
    return told


def read_for_hosts(store: Store, station_id: int, since: int) -> Wire:
    """Read all wordings of a station since a revision, as hosts see them; `since` as in `read`."""
    revision = store.one(_STATION, station=station_id).revision
    begin = since if 0 < since <= revision and are_of_one_age(since, revision) else 0
    rows = store.all(_ALL if begin else _STANDING, station=station_id, since=begin)
    return {"since": begin, "revision": revision, "wordings": [for_hosts(row) for row in rows]}


RANKS = ("machine", "guest", "host")
"""Whose wording goes before whose, the last one first; what is said of nobody is a guest's."""


def for_reader(store: Store, station_id: int, language: str) -> dict[str, Wire]:
    """Return by contribution what a reader of a language reads first: `{text, by}`, as phones get it."""
    told = read(store, station_id, {language: 0})[language]["wordings"]
    found: dict[str, Wire] = {}
    for one in sorted(told, key=lambda one: RANKS.index(one.get("by", "guest"))):
        found[one["contribution"]] = {"text": one["text"], "by": one.get("by", "guest")}
    return found


def shown(store: Store, station_id: int) -> dict[str, list[Wire]]:
    """Return by contribution the wordings that everybody can read now, as typed: `{contribution, language, text, by}`.

    A hidden one, one that waits, a withdrawn one and one of an older text are none.
    """
    revision = store.one(_STATION, station=station_id).revision
    newest = max(_newest_worded(store, station_id, revision).values(), default=0)
    told = kept.find((station_id, "", False), newest)
    if told is None:
        rows = [row for row in store.all(_STANDING, station=station_id, since=0) if is_shown(row)]
        told = [
            {
                "contribution": row.contribution_id,
                "language": row.language,
                "text": row.text,
                "by": "host" if row.by_host else "guest",
            }
            for row in sorted(rows, key=lambda row: not row.by_host)
        ]
        kept.keep((station_id, "", False), newest, told)
    found: dict[str, list[Wire]] = {}
    for one in told:
        found.setdefault(one["contribution"], []).append(one)
    return found


def of_guest(store: Store, actor: Actor, station_id: int) -> list[AnyRow]:
    """Return the rows of the actor's own wordings at a station, in every state, each with its `original`."""
    if actor.participant_id is None:
        return []
    return store.all(_MINE, station=station_id, participant=actor.participant_id)


def mine(store: Store, actor: Actor, station_id: int) -> list[Wire]:
    """Read the actor's own wordings at a station, in every state, as typed."""
    return [for_hosts(row) for row in of_guest(store, actor, station_id)]


def of_author(store: Store, actor: Actor, station_id: int) -> dict[str, list[AnyRow]]:
    """Return by id what guests say that the actor's contributions at a station mean, where everybody can read it."""
    found: dict[str, list[AnyRow]] = {}
    if actor.participant_id is not None:
        for row in store.all(_OF_AUTHOR, station=station_id, participant=actor.participant_id):
            if is_shown(row) and not row.by_host:
                found.setdefault(row.contribution_id, []).append(row)
    return found


def languages_of(store: Store, actor: Actor, station_id: int) -> dict[str, list[str]]:
    """Return by id in which languages guests worded what the actor wrote at a station."""
    worded = of_author(store, actor, station_id)
    return {id: sorted(row.language for row in rows) for id, rows in worded.items()}


class News(NamedTuple):
    """What changed after a revision. `for_hosts` is None where no guest's wording did.

    `worded` and `with_drafts` are what others are told by language, without and with the machine's drafts, each with
    the newest revision before it in each language.
    `concerned` are the participants of whose own something changed: who worded it, and who wrote the original.
    """

    station: str
    revision: int
    for_hosts: Wire | None
    worded: tuple[dict[str, list[Wire]], dict[str, int]]
    with_drafts: tuple[dict[str, list[Wire]], dict[str, int]]
    concerned: set[int]


def news(store: Store, station_id: int, since: int) -> News | None:
    """Read what changed after a revision; None where nothing did."""
    rows = store.all(_ALL, station=station_id, since=since)
    drafts = machine_drafts.changed(store, station_id, since)
    if not rows and not drafts:  # as mostly, for each news of a station asks
        return None
    slug = store.one(_STATION, station=station_id).slug
    revision = max(row.revision for row in (*rows, *drafts))
    before = _newest_worded(store, station_id, since)
    told = None
    if rows:
        told = {"station": slug, "since": max(before.values(), default=0), "revision": rows[-1].revision}
        told["wordings"] = [for_hosts(row) for row in rows]
    worded, everything = defaultdict(list), defaultdict(list)
    for row in rows:
        worded[row.language].append(for_guests(row))
        everything[row.language].append(worded[row.language][-1])
    for draft in drafts:
        everything[draft.language].append(machine_drafts.for_guests(draft))
    with_drafts = everything, _newest(store, station_id, since)
    concerned = {one for row in rows for one in (row.participant_id, row.author_id) if one is not None}
    return News(slug, revision, told, (worded, before), with_drafts, concerned)


def is_shown(row: AnyRow) -> bool:
    """Tell whether everybody may read a wording: nobody hid it or its original, and that reads as it did."""
    return row.state == "visible" and row.original_state == "visible" and row.made_of == mark_of(row.original)


def for_guests(row: AnyRow) -> Wire:
    """Return a wording as phones get it; its language is said around it."""
    if not is_shown(row):
        return {"id": row.id, "gone": True}
    text = covered(row.text, row.country, confirmed=False)
    told = {"id": row.id, "contribution": row.contribution_id, "text": text, "revision": row.revision}
    return {**told, **_unusual(row)}


def for_hosts(row: AnyRow) -> Wire:
    """Return a wording as hosts get it, and its guest: as typed. `old` tells that the original reads otherwise now."""
    if row.state == "withdrawn":
        return {"id": row.id, "gone": True}
    return {
        "id": row.id,
        "contribution": row.contribution_id,
        "language": row.language,
        "text": row.text,
        "state": row.state,
        "old": row.made_of != mark_of(row.original),
        "revision": row.revision,
        **_unusual(row),
    }


def _unusual(row: AnyRow) -> Wire:
    """Return what is said of a wording only where it is no guest's that no host has read."""
    return {**({"by": "host"} if row.by_host else {}), **({"checked": True} if row.checked else {})}


def _newest(store: Store, station_id: int, until: int) -> dict[str, int]:
    """Return by language the newest revision, up to this one, at which a wording or a draft changed."""
    worded = _newest_worded(store, station_id, until)
    drafted = machine_drafts.newest(store, station_id, until)
    return {language: max(worded.get(language, 0), drafted.get(language, 0)) for language in worded | drafted}


def _newest_worded(store: Store, station_id: int, until: int) -> dict[str, int]:
    return {row.language: row.newest for row in store.all(_NEWEST, station=station_id, until=until)}


def _changed(store: Store, station_id: int, language: str, since: int, drafts: bool) -> list[Wire]:
    rows = store.all(_SPOKEN, station=station_id, since=since, spoken=language)
    drafted = machine_drafts.of_language(store, station_id, language, since) if drafts else []
    return [*map(for_guests, rows), *map(machine_drafts.for_guests, drafted)]


def _whole(store: Store, station_id: int, language: str, newest: int, drafts: bool) -> list[Wire]:
    place = station_id, language, drafts
    told = kept.find(place, newest)
    if told is None:
        told = [one for one in _changed(store, station_id, language, 0, drafts) if "gone" not in one]
        kept.keep(place, newest, told)
    return told
