"""Dots: so many a person and station."""

from sqlalchemy import delete, func, select

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Vote
from facilitation.services import contributions, limits
from facilitation.services.writing import CafeSession, lock_station, raise_revision, write_together


def of(actor: Actor, station_id: int) -> list[str]:
    """The contributions of a station that this person gave a dot to and that are still to be seen."""
    return _given(db.session, actor, station_id)


def left(actor: Actor, station_id: int) -> int:
    """How many dots this person may still give at a station."""
    return _left(db.session, actor, station_id)


def set(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Give a dot or take it back; repeating it changes nothing. Dots on what is hidden or withdrawn are free again.

    Raises CafeError `not_joined`, `unknown_contribution`, `contribution_gone`, `no_votes_left` (limit),
    `too_many`.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")

    def work(session: CafeSession) -> Contribution:
        station = lock_station(session, contributions.find_in(session, actor, contribution_id).station_id)
        contribution = contributions.find_in(session, actor, contribution_id)
        given = session.get(Vote, (actor.participant_id, contribution_id))
        if on == (given is not None):
            return contribution
        limits.count(actor, station.id, "vote")
        if on:
            if contribution.state != "visible":
                raise CafeError("contribution_gone")
            if _left(session, actor, station.id) == 0:
                raise CafeError("no_votes_left", limit=station.event.votes_per_person)
            session.add(Vote(participant_id=actor.participant_id, contribution_id=contribution_id))
        else:
            session.execute(
                delete(Vote).where(Vote.participant_id == actor.participant_id, Vote.contribution_id == contribution_id)
            )
        session.flush()
        counted = select(func.count()).select_from(Vote).where(Vote.contribution_id == contribution_id)
        contribution.votes = session.execute(counted).scalar_one()
        contribution.revision = raise_revision(session, station.id)
        return contribution

    return write_together(work)


def _given(session: CafeSession, actor: Actor, station_id: int) -> list[str]:
    if actor.participant_id is None:
        return []
    given = (
        select(Vote.contribution_id)
        .join(Contribution)
        .where(
            Vote.participant_id == actor.participant_id,
            Contribution.station_id == station_id,
            Contribution.state == "visible",
        )
    )
    return list(session.scalars(given.order_by(Vote.created_at)))


def _left(session: CafeSession, actor: Actor, station_id: int) -> int:
    budget = session.get_one(Event, actor.event_id).votes_per_person
    return max(0, budget - len(_given(session, actor, station_id)))
