"""Reads what a rehearsal has brought so far, and what its deletion takes away and leaves."""

from typing import Any

from sqlalchemy import exists, func, select

from facilitation.doors import languages
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Participant, Rehearsal, Vote
from facilitation.models.columns import iso, now
from facilitation.services import presence, rehearsals

_SIMULATED = exists().where(Participant.id == Contribution.participant_id, Participant.simulated)


def figures(event: Event) -> dict[str, Any]:
    """Read everything that the rehearsal's page shows (docs/protocol.md, "A rehearsal").

    `rehearsal` is None where there is none. `goes` counts what is simulated, `real` what is not: people who did
    something, their contributions, and the places of the stations that these are at.
    """
    known = rehearsals.of(event.id)
    return {
        "event": event.slug,
        "now": iso(now()),
        "rehearsal": known and told(known),
        "stations": [_station(one.id, one.position) for one in event.stations],
        "languages": [
            {"code": code, "name": languages.LANGUAGES.get(code, code), "people": people}
            for code, people in sorted(rehearsals.languages(event).items(), key=lambda one: (-one[1], one[0]))
        ],
        "goes": _goes(event),
        "real": _real(event),
    }


def told(known: Rehearsal) -> dict[str, Any]:
    """Return a rehearsal as its page shows it; one that was silent for too long has ended, too (`lost`)."""
    lost = rehearsals.is_lost(known, now())
    return {
        "people": known.people,
        "seconds": known.seconds,
        "plays": known.plays,
        "wanted": known.wanted,
        "ended": lost or known.ended_at is not None,
        "lost": lost,
        "told": known.told,
    }


def _station(station_id: int, position: int) -> dict[str, int]:
    written = select(func.count()).where(Contribution.station_id == station_id, Contribution.state == "visible")
    given = select(func.count()).select_from(Vote).join(Contribution, Contribution.id == Vote.contribution_id)
    return {
        "position": position,
        "people": presence.people(station_id),
        "contributions": db.session.scalar(written) or 0,
        "dots": db.session.scalar(given.where(Contribution.station_id == station_id)) or 0,
    }


def _goes(event: Event) -> dict[str, int]:
    stations = [station.id for station in event.stations]
    people = select(func.count()).where(Participant.event_id == event.id, Participant.simulated)
    written = select(func.count()).select_from(Contribution).where(Contribution.station_id.in_(stations), _SIMULATED)
    given = (
        select(func.count())
        .select_from(Vote)
        .join(Participant, Participant.id == Vote.participant_id)
        .where(Participant.event_id == event.id, Participant.simulated)
    )
    themes = select(func.count()).where(Cluster.station_id.in_(stations), Cluster.removed.is_(False))
    mixed = exists().where(Contribution.cluster_id == Cluster.id, ~_SIMULATED)
    held = exists().where(Contribution.cluster_id == Cluster.id)
    return {
        "people": db.session.scalar(people) or 0,
        "contributions": db.session.scalar(written) or 0,
        "dots": db.session.scalar(given) or 0,
        "themes": db.session.scalar(themes.where(held, ~mixed)) or 0,
    }


def _real(event: Event) -> dict[str, Any]:
    people = select(func.count()).where(Participant.event_id == event.id, Participant.simulated.is_(False))
    counts = {
        station.position: db.session.scalar(
            select(func.count()).where(
                Contribution.station_id == station.id, Contribution.state != "withdrawn", ~_SIMULATED
            )
        )
        or 0
        for station in event.stations
    }
    return {
        "people": db.session.scalar(people) or 0,
        "contributions": sum(counts.values()),
        "stations": [position for position, count in counts.items() if count],
    }
