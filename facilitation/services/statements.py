"""A host's key statements."""

from sqlalchemy import func, select

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Round, Statement, Station
from facilitation.services import contributions
from facilitation.services.writing import CafeSession, lock_station, raise_revision, writing
from facilitation.text import clean


def add(actor: Actor, station: Station, *, id: str, text: str, round_position: int | None) -> Statement:
    """Write a statement for a round, or (None) for the whole station.

    Raises CafeError `not_allowed`, `malformed`, `id_taken`, `unknown_round`, `text_empty`, `text_too_long`.
    """
    actor.require_host(station.id)
    contributions.check_id(id)
    text = clean(text)
    station_id = station.id
    with writing() as session:
        station = lock_station(session, station_id)
        known = session.get(Statement, id)
        if known is not None:
            if known.station_id != station.id:
                raise CafeError("id_taken")
            return known
        last = select(func.coalesce(func.max(Statement.position), 0)).where(Statement.station_id == station.id)
        statement = Statement(
            id=id,
            station_id=station.id,
            round_id=_round_id(session, station, round_position),
            text=text,
            position=session.execute(last).scalar_one() + 1,
            revision=raise_revision(session, station.id),
        )
        session.add(statement)
        return statement


def edit(actor: Actor, statement_id: str, *, text: str) -> Statement:
    """Raises CafeError `unknown_statement`, `not_allowed`, `text_empty`, `text_too_long`."""
    text = clean(text)
    with writing() as session:
        statement = _locked(session, actor, statement_id)
        if statement.text != text:
            statement.text = text
            statement.revision = raise_revision(session, statement.station_id)
        return statement


def remove(actor: Actor, statement_id: str) -> Statement:
    """Raises CafeError `unknown_statement`, `not_allowed`."""
    with writing() as session:
        statement = _locked(session, actor, statement_id)
        statement.removed = True
        statement.revision = raise_revision(session, statement.station_id)
        return statement


def _round_id(session: CafeSession, station: Station, position: int | None) -> int | None:
    if position is None:
        return None
    wanted = select(Round.id).where(Round.event_id == station.event_id, Round.position == position)
    found = session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_round")
    return found


def _find(actor: Actor, statement_id: str) -> Statement:
    found = db.session.execute(
        select(Statement)
        .join(Station)
        .where(Statement.id == statement_id, Station.event_id == actor.event_id, Statement.removed.is_(False))
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_statement")
    return found


def _locked(session: CafeSession, actor: Actor, statement_id: str) -> Statement:
    station_id = _find(actor, statement_id).station_id
    actor.require_host(station_id)
    lock_station(session, station_id)
    return _find(actor, statement_id)
