"""What became of all that somebody wrote, over all stations, and where their dots lie: for that person alone."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import func, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Station, Vote
from facilitation.queries import changes, wordings
from facilitation.queries.covering import covered, covered_row
from facilitation.queries.fields import Wire
from facilitation.services import votes
from facilitation.storage.statements import reading

OWN_AT_ONCE = bounds.OWN_OF_A_PAGE


class Said(NamedTuple):
    """A contribution of whomever, as everybody reads it."""

    id: str
    station: str
    text: str
    language: str


class Own(NamedTuple):
    """One of a person's contributions (as in `mine`), and what became of it.

    `theme` is its theme's title, `merged` what it was merged into, `answers` what it answers, each None where there is
    none that everybody may see; `replies` counts the visible ones; `given` tells whether its author gave it a dot.
    `worded` is what guests say that it means in other languages.
    """

    one: Wire
    theme: str | None
    merged: Said | None
    answers: Said | None
    replies: int
    given: bool
    worded: list["Worded"]


class Worded(NamedTuple):
    """A guest's wording in another language: as everybody reads it, or, for its guest, as typed with its original."""

    id: str
    language: str
    text: str
    state: str
    original: str = ""
    original_language: str = ""


class AtStation(NamedTuple):
    """What a person wrote at a station, oldest first, and how many dots they have `left` there.

    `many` tells how many these are in all, where it is a part of them (`part`).
    `worded` is what they said in other languages of what others wrote.
    """

    station: Station
    written: list[Own]
    left: int
    many: int
    worded: list[Worded]


def read(event: Event, actor: Actor) -> list[AtStation]:
    """Read what the actor wrote and did not withdraw, by stations; stations where that is nothing are left out."""
    with reading() as store:
        worded = {one.id: wordings.of_author(store, actor, one.id) for one in event.stations}
        said = {one.id: wordings.of_guest(store, actor, one.id) for one in event.stations}
        mine = {one.id: changes.own(store, actor, one.id, one.slug) for one in event.stations}
        given = {one.id: votes.of(store, actor, one.id) for one in event.stations if mine[one.id]}
    every = [one for several in mine.values() for one in several]
    others = _said(event, (id for one in every for id in (one["merged_into"], one["reply_to"]) if id))
    themes = _titles(event, {one["cluster"] for one in every if one["cluster"]})
    replies = _replies([one["id"] for one in every])
    return [
        AtStation(
            station,
            [
                Own(
                    one,
                    theme=themes.get(one["cluster"]),
                    merged=others.get(one["merged_into"]),
                    answers=others.get(one["reply_to"]),
                    replies=replies.get(one["id"], 0),
                    given=one["id"] in given[station.id],
                    worded=[_worded(row, event.country) for row in worded[station.id].get(one["id"], ())],
                )
                for one in mine[station.id]
            ],
            votes.left(event.votes_per_person, given.get(station.id, [])),
            len(mine[station.id]),
            [_own_wording(row, event.country) for row in said[station.id]],
        )
        for station in event.stations
        if mine[station.id] or said[station.id]
    ]


def part(stations: list[AtStation], skip: int) -> tuple[list[AtStation], int | None]:
    """Return the newest of what somebody wrote but for so many, OWN_AT_ONCE at most, by stations.

    And how many to skip for those before them, None where there are none. What they said of others' in other languages
    goes along, station by station, as many at once.
    """
    every = sorted((own.one for at in stations for own in at.written), key=itemgetter("created_at"), reverse=True)
    chosen = {one["id"] for one in every[skip : skip + OWN_AT_ONCE]}
    parts = [
        at._replace(
            written=[own for own in at.written if own.one["id"] in chosen],
            worded=at.worded[::-1][skip : skip + OWN_AT_ONCE][::-1],
        )
        for at in stations
    ]
    after = skip + OWN_AT_ONCE
    most = max(len(every), *(len(at.worded) for at in stations), 0)
    return [at for at in parts if at.written or at.worded], after if after < most else None


def _worded(row: Any, country: str) -> Worded:
    return Worded(row.id, row.language, covered(row.text, country, confirmed=False), row.state)


def _own_wording(row: Any, country: str) -> Worded:
    """Return a person's own wording; what it words is only told where everybody may read that."""
    seen = row.original_state == "visible"
    original = covered(row.original, country, confirmed=row.contact_confirmed) if seen else ""
    return Worded(row.id, row.language, row.text, row.state, original, row.original_language)


def replies_to(event: Event, actor: Actor) -> dict[str, list[Said]]:
    """Return the visible replies to a person's contributions, by what they reply to, in the order of writing."""
    own = select(Contribution.id).where(Contribution.participant_id == actor.participant_id)
    found = _visible(event).where(Contribution.reply_to.in_(own)).order_by(Contribution.number)
    replies: dict[str, list[Said]] = {}
    for row in db.session.execute(found.add_columns(Contribution.reply_to)):
        replies.setdefault(row.reply_to, []).append(_as_said(row, event.country))
    return replies


def dots_of(event: Event, actor: Actor) -> list[Said]:
    """Return the visible contributions to which a person gave a dot, by stations."""
    given = select(Vote.contribution_id).where(Vote.participant_id == actor.participant_id)
    found = _visible(event).where(Contribution.id.in_(given)).order_by(Station.position, Contribution.number)
    return [_as_said(row, event.country) for row in db.session.execute(found)]


def _visible(event: Event) -> Any:
    columns = Contribution.id, Contribution.text, Contribution.language, Contribution.contact_confirmed
    return (
        select(*columns, Station.slug)
        .join(Station, Station.id == Contribution.station_id)
        .where(Station.event_id == event.id, Contribution.state == "visible")
    )


def _as_said(row: Any, country: str) -> Said:
    return Said(row.id, row.slug, covered_row(row, "text", country=country)["text"], row.language)


def _said(event: Event, ids: Iterable[str]) -> dict[str | None, Said]:
    found = db.session.execute(_visible(event).where(Contribution.id.in_(set(ids))))
    return {row.id: _as_said(row, event.country) for row in found}


def _titles(event: Event, ids: set[str]) -> dict[str | None, str]:
    found = db.session.scalars(select(Cluster).where(Cluster.id.in_(ids), Cluster.removed.is_(False)))
    return {one.id: covered_row(one, "title", country=event.country)["title"] for one in found}


def _replies(ids: list[str]) -> dict[str | None, int]:
    counted = select(Contribution.reply_to, func.count()).where(
        Contribution.reply_to.in_(ids), Contribution.state == "visible"
    )
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(Contribution.reply_to))}
