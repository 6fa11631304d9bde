"""A host's key statements, and the questions that stay open."""

from collections.abc import Sequence

from sqlalchemy import func, select

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.models import STATEMENT_KINDS, Statement, Station
from facilitation.services import contributions, rounds
from facilitation.services.journal import Deed
from facilitation.services.writing import CafeSession, writing
from facilitation.text import clean


def add(
    actor: Actor, station: Station, *, id: str, text: str, round_position: int | None, kind: str = "statement"
) -> Statement:
    """Write a statement or an open question for a round, or (None) for the whole station.

    Raises CafeError `not_allowed`, `malformed`, `unknown_kind`, `id_taken`, `unknown_round`, `text_empty`,
    `text_too_long`.
    """
    station_id = station.id
    contributions.check_id(id)
    text = clean(text)
    if kind not in STATEMENT_KINDS:
        raise CafeError("unknown_kind")
    with writing() as session:
        deed = Deed(session, actor, station_id, "statement.add")
        known = session.get(Statement, id)
        if known is not None:
            if known.station_id != station_id:
                raise CafeError("id_taken")
            return known
        last = select(func.coalesce(func.max(Statement.position), 0)).where(Statement.station_id == station_id)
        statement = Statement(
            id=id,
            station_id=station_id,
            round_id=rounds.id_of(session, deed.station.event_id, round_position),
            kind=kind,
            text=text,
            position=session.execute(last).scalar_one() + 1,
        )
        deed.add(statement)
        deed.done()
        return statement


def edit(actor: Actor, statement_id: str, *, text: str, was: str | None = None) -> Statement:
    """Put a statement into other words, from the wording `was`.

    Raises CafeError `unknown_statement`, `not_allowed`, `text_empty`, `text_too_long`, `reworded` (now).
    """
    text = clean(text)
    with writing() as session:
        statement, deed = _begun(session, actor, statement_id, "statement.edit")
        if statement.text != text:
            if was is not None and statement.text != was:
                raise CafeError("reworded", now=statement.text)
            deed.change(statement, text=text)
        deed.done()
        return statement


def arrange(actor: Actor, station: Station, ids: Sequence[str]) -> int:
    """Put statements into this order; those that are not named follow as they stood. The station's revision.

    Raises CafeError `unknown_statement` where one is not (or no longer) of this station, `not_allowed`.
    """
    station_id = station.id
    with writing() as session:
        deed = Deed(session, actor, station_id, "statement.arrange")
        standing = select(Statement).where(Statement.station_id == station_id, Statement.removed.is_(False))
        known = {one.id: one for one in session.scalars(standing.order_by(Statement.position, Statement.id))}
        wanted = list(dict.fromkeys(ids))
        if not set(wanted) <= set(known):
            raise CafeError("unknown_statement")
        for position, id in enumerate([*wanted, *(id for id in known if id not in wanted)], start=1):
            deed.change(known[id], position=position)
        return deed.done()


def remove(actor: Actor, statement_id: str) -> Statement:
    """Harmless where somebody else has removed it. Raises CafeError `unknown_statement`, `not_allowed`."""
    with writing() as session:
        statement, deed = _begun(session, actor, statement_id, "statement.remove", standing=False)
        deed.change(statement, removed=True)
        deed.done()
        return statement


def _begun(
    session: CafeSession, actor: Actor, statement_id: str, name: str, *, standing: bool = True
) -> tuple[Statement, Deed]:
    """A statement whose station is locked, and a deed that may change it."""
    deed = Deed(session, actor, _find(session, actor, statement_id, standing=standing).station_id, name)
    return _find(session, actor, statement_id, standing=standing), deed


def _find(session: CafeSession, actor: Actor, statement_id: str, *, standing: bool = True) -> Statement:
    found = session.execute(
        select(Statement)
        .join(Station)
        .where(Statement.id == statement_id, Station.event_id == actor.event_id)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None or (standing and found.removed):
        raise CafeError("unknown_statement")
    return found
