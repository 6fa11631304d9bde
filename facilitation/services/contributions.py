"""Writing, changing and moderating contributions."""

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import KINDS, Contribution, Event, Participant, Station
from facilitation.services import limits
from facilitation.services.writing import CafeSession, lock_station, raise_revision, write_together, writing
from facilitation.text import clean, clean_line


def find(actor: Actor, contribution_id: str) -> Contribution:
    """A contribution of the actor's event. Raises CafeError `unknown_contribution`."""
    return find_in(db.session, actor, contribution_id)


def find_in(session: CafeSession, actor: Actor, contribution_id: str) -> Contribution:
    """The same, as a transaction that writes sees it."""
    found = session.execute(
        select(Contribution)
        .join(Station)
        .where(Contribution.id == contribution_id, Station.event_id == actor.event_id)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_contribution")
    return found


def own(actor: Actor, station_id: int) -> list[Contribution]:
    """What this person wrote at a station and did not withdraw, in any state, oldest first."""
    if actor.participant_id is None:
        return []
    written = select(Contribution).where(
        Contribution.station_id == station_id,
        Contribution.participant_id == actor.participant_id,
        Contribution.state != "withdrawn",
    )
    return list(db.session.scalars(written.order_by(Contribution.number)))


def add(
    actor: Actor,
    station: Station,
    *,
    id: str,
    text: str,
    kind: str,
    language: str,
    table: int | None = None,
    reply_to: str | None = None,
) -> Contribution:
    """Store what somebody wrote; sent again with the same id it is answered like the first time.

    Raises CafeError `not_joined`, `malformed` (id), `text_empty`, `text_too_long`, `unknown_kind`,
    `unknown_language`, `unknown_table`, `unknown_contribution`, `wrong_station`, `parent_gone`, `id_taken`, `too_many`.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    check_id(id)
    text, station_id = clean(text), station.id
    if kind not in KINDS:
        raise CafeError("unknown_kind")

    def work(session: CafeSession) -> Contribution:
        station = lock_station(session, station_id)
        known = session.get(Contribution, id)
        if known is not None:
            return _known(actor, station, known)
        limits.count(actor, station.id, "add")
        _check_place(station, language, table)
        _check_parent(session, actor, station, reply_to)
        return _store(session, actor, station, id, text, kind, language, table, reply_to)

    try:
        return write_together(work)
    except IntegrityError as error:  # two servers, the same id, two stations, the same moment
        raise CafeError("id_taken") from error


def edit(actor: Actor, contribution_id: str, *, text: str) -> Contribution:
    """Put one's own text into other words. Where hosts approve first, a guest's new wording waits again.

    Raises CafeError `unknown_contribution`, `not_yours`, `contribution_gone`, `contribution_hidden`, `text_…`,
    `too_many`.
    """
    text = clean(text)

    def work(session: CafeSession) -> Contribution:
        contribution = _locked(session, actor, contribution_id)
        _check_own(actor, contribution)
        if contribution.text == text:
            return contribution
        limits.count(actor, contribution.station_id, "change")
        station = session.get_one(Station, contribution.station_id)
        contribution.text = text
        contribution.edited = True
        contribution.contact_confirmed = False
        contribution.german = None
        if station.approve_first and not actor.may_host(station.id):
            contribution.state = "pending"
        contribution.revision = raise_revision(session, station.id)
        return contribution

    return write_together(work)


def withdraw(actor: Actor, contribution_id: str) -> Contribution:
    """Take one's own contribution back. Its text is deleted, its dots are free again; harmless when repeated.

    Raises CafeError `unknown_contribution`, `not_yours`, `too_many`.
    """

    def work(session: CafeSession) -> Contribution:
        contribution = _locked(session, actor, contribution_id)
        if contribution.participant_id is None or contribution.participant_id != actor.participant_id:
            raise CafeError("not_yours")
        if contribution.state != "withdrawn":
            limits.count(actor, contribution.station_id, "change")
            contribution.state = "withdrawn"
            contribution.text = ""
            contribution.original = contribution.german = contribution.author = None
            contribution.cluster_id = None
            contribution.revision = raise_revision(session, contribution.station_id)
        return contribution

    return write_together(work)


def approve(actor: Actor, contribution_id: str) -> Contribution:
    """Let a waiting contribution onto the screens. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, state="visible", hidden_reason=None)


def hide(actor: Actor, contribution_id: str, *, reason: str | None = None) -> Contribution:
    """Take a contribution off every public screen. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(
        actor,
        contribution_id,
        state="hidden",
        hidden_reason=clean_line(reason, limit=120) if reason else None,
    )


def show(actor: Actor, contribution_id: str) -> Contribution:
    """Bring a hidden contribution back. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, state="visible", hidden_reason=None)


def highlight(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Mark a contribution as important, or no longer. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, highlighted=on)


def confirm_contact(actor: Actor, contribution_id: str) -> Contribution:
    """Let contact data in a text be shown on the wall and in the report. Raises CafeError `not_allowed`."""
    return _moderate(actor, contribution_id, contact_confirmed=True)


def check_id(id: str) -> None:
    """Raises CafeError `malformed` where the id is not a UUID in its usual lower-case form."""
    try:
        usual = str(uuid.UUID(id))
    except ValueError:
        usual = ""
    if usual != id:
        raise CafeError("malformed", field="id")


def _moderate(actor: Actor, contribution_id: str, **values: object) -> Contribution:
    with writing() as session:
        contribution = _locked(session, actor, contribution_id)
        actor.require_host(contribution.station_id)
        if contribution.state == "withdrawn":
            raise CafeError("contribution_gone")
        if any(getattr(contribution, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(contribution, name, value)
            contribution.revision = raise_revision(session, contribution.station_id)
        return contribution


def _locked(session: CafeSession, actor: Actor, contribution_id: str) -> Contribution:
    lock_station(session, find_in(session, actor, contribution_id).station_id)
    return find_in(session, actor, contribution_id)


def _check_own(actor: Actor, contribution: Contribution) -> None:
    if contribution.participant_id is None or contribution.participant_id != actor.participant_id:
        raise CafeError("not_yours")
    if contribution.state == "withdrawn":
        raise CafeError("contribution_gone")
    if contribution.state == "hidden":
        raise CafeError("contribution_hidden")


def _known(actor: Actor, station: Station, known: Contribution) -> Contribution:
    if known.participant_id != actor.participant_id or known.station_id != station.id:
        raise CafeError("id_taken")
    return known


def _check_place(station: Station, language: str, table: int | None) -> None:
    if language not in station.event.languages:
        raise CafeError("unknown_language")
    if table is not None and not 1 <= table <= station.tables:
        raise CafeError("unknown_table")


def _check_parent(session: CafeSession, actor: Actor, station: Station, reply_to: str | None) -> None:
    if reply_to is None:
        return
    parent = find_in(session, actor, reply_to)
    if parent.station_id != station.id:
        raise CafeError("wrong_station")
    if parent.state != "visible" and not (parent.state == "pending" and actor.may_host(station.id)):
        raise CafeError("parent_gone")


def _store(
    session: CafeSession,
    actor: Actor,
    station: Station,
    id: str,
    text: str,
    kind: str,
    language: str,
    table: int | None,
    reply_to: str | None,
) -> Contribution:
    event = session.get_one(Event, station.event_id)
    author = session.get_one(Participant, actor.participant_id)
    running = event.current_round if event.phase == "round" else None
    waits = station.approve_first and not actor.may_host(station.id)
    contribution = Contribution(
        id=id,
        station_id=station.id,
        participant_id=author.id,
        round_id=running.id if running else None,
        number=station.numbered + 1,
        table=table,
        kind=kind,
        language=language,
        text=text,
        author=author.name,
        reply_to=reply_to,
        state="pending" if waits else "visible",
        revision=raise_revision(session, station.id, numbered=1),
    )
    session.add(contribution)
    return contribution
