"""A host's key statements, and the questions that stay open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import STATEMENT_KINDS, Behind, Cluster, Contribution, Event, Statement, Station
from facilitation.services import journal, ordering, rounds, seen
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.services.seen import UNSAID
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean

_RESTS_ON: dict[str, Any] = {"clusters": Cluster, "contributions": Contribution}


def add(
    actor: Actor,
    station_id: int,
    *,
    id: str,
    text: str,
    round_position: int | None,
    kind: str = "statement",
    behind: Behind | None = None,
) -> Committed[Statement]:
    """Write a statement or an open question for a round, or (None) for the whole station.

    `behind` names the station's clusters and contributions that it rests on. The tablet makes the id, so sending it
    twice is harmless.
    Raises CafeError `not_allowed`, `malformed` (id), `unknown_kind`, `id_taken`, `unknown_round`, `unknown_cluster`,
    `unknown_contribution`, `wrong_station`, `text_empty`, `text_too_long`.
    """
    actor.require_host(station_id)
    check_id(id)
    _check_kind(kind)
    with writing() as session:
        deed = Deed(session, actor, station_id, "statement.add")
        known = journal.known(session, Statement, id, station_id)
        if known is not None:
            return deed.done_before(known)
        statement = Statement(
            id=id,
            station_id=station_id,
            round_id=rounds.id_of(session, deed.station.event_id, round_position),
            kind=kind,
            text=clean(text),
            behind=_checked(session, deed.station, behind or {}),
            position=ordering.last(session, Statement, station_id) + 1,
        )
        deed.add(statement)
        return deed.done(statement)


def edit(
    actor: Actor,
    statement_id: str,
    *,
    text: str,
    was: str | None = None,
    kind: str | None = None,
    behind: Behind | None = None,
) -> Committed[Statement]:
    """Reword a statement, and change its kind and what it rests on, where these are not None.

    `was` is the wording that the host saw before (None: whatever it is); where `text` is the same, the words are left
    alone. A new wording has no translations yet.
    Raises CafeError `unknown_statement`, `not_allowed`, `unknown_kind`, `unknown_cluster`, `unknown_contribution`,
    `wrong_station`, `text_empty`, `text_too_long`, `reworded` (now).
    """
    if kind is not None:
        _check_kind(kind)
    with writing() as session:
        statement, deed = journal.begin(session, actor, Statement, statement_id, "statement.edit")
        text = clean(text)
        if text == was:
            text = statement.text
        else:
            seen.check(statement.text, UNSAID if was is None else was, wanted=text)
        rests_on = statement.behind if behind is None else _checked(session, deed.station, behind)
        kept = statement.translations if text == statement.text else {}  # other words need other translations
        confirmed = statement.contact_confirmed and text == statement.text
        deed.change(
            statement,
            text=text,
            kind=kind or statement.kind,
            behind=rests_on,
            translations=kept,
            contact_confirmed=confirmed,
        )
        return deed.done(statement)


def translate(
    actor: Actor, statement_id: str, *, language: str, text: str | None, was: str | None = None
) -> Committed[Statement]:
    """Set a statement's translation into another language of the event, or (None) remove it.

    `was` is the translation that the host saw before. Raises CafeError `unknown_statement`, `not_allowed`,
    `unknown_language`, `text_empty`, `text_too_long`, `reworded` (now).
    """
    with writing() as session:
        statement, deed = journal.begin(session, actor, Statement, statement_id, "statement.translate")
        text = clean(text) if text is not None else None
        if language not in session.get_one(Event, actor.event_id).languages:
            raise CafeError("unknown_language")
        known = statement.translations.get(language)
        if known != text:
            seen.check(known, was)
            others = {code: said for code, said in statement.translations.items() if code != language}
            words = others if text is None else {**others, language: text}
            deed.change(statement, translations=words, contact_confirmed=statement.contact_confirmed and text is None)
        return deed.done(statement)


def arrange(actor: Actor, station_id: int, ids: Sequence[str]) -> Committed[None]:
    """Put statements into this order; those not named follow in their earlier order.

    Raises CafeError `not_allowed`, and `unknown_statement` where one is not of this station or was removed.
    """
    return ordering.arrange(actor, station_id, Statement, ids, "statement.arrange")


def remove(actor: Actor, statement_id: str) -> Committed[Statement]:
    """Remove a statement; repeating is harmless. Raises CafeError `unknown_statement`, `not_allowed`."""
    return journal.remove(actor, Statement, statement_id, "statement.remove")


def _check_kind(kind: str) -> None:
    if kind not in STATEMENT_KINDS:
        raise CafeError("unknown_kind")


def _checked(session: CafeSession, station: Station, behind: Behind) -> Behind:
    return {noun: _of_station(session, station, model, behind.get(noun, [])) for noun, model in _RESTS_ON.items()}


def _of_station(session: CafeSession, station: Station, model: Any, ids: Sequence[str]) -> list[str]:
    """Return the ids, each once, also of what is dissolved or hidden, which may come back; not of what was withdrawn.

    Raises CafeError `unknown_cluster` or `unknown_contribution`, and `wrong_station`.
    """
    wanted = list(dict.fromkeys(ids))
    of_event = select(model.id, model.station_id).join(Station).where(Station.event_id == station.event_id)
    found = {row.id: row.station_id for row in session.execute(of_event.where(model.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise CafeError(f"unknown_{model.__tablename__}")
    if set(found.values()) - {station.id}:
        raise CafeError("wrong_station")
    withdrawn = select(Contribution.id).where(Contribution.id.in_(wanted), Contribution.state == "withdrawn")
    gone = set(session.scalars(withdrawn)) if model is Contribution else set()
    return [id for id in wanted if id not in gone]
