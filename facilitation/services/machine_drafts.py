"""Machine drafts of contributions: organisers switch them on and off, and the server keeps what its translator said.

Nobody has read a draft. It is of one text, as a guest's wording is, and shown on phones alone.
"""

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.models import Contribution, MachineDraft, Wording
from facilitation.models.wording import mark_of
from facilitation.services import event_journal, worded
from facilitation.services.committed import Committed, of_station
from facilitation.storage.transactions import (
    CafeSession,
    lock_station,
    lock_stations_and_event,
    raise_event_revision,
    raise_revision,
    writing,
)

BLOCKING = ("visible", "pending", "hidden")
"""States of a guest's wording beside which there is no draft; a hidden one may have been a draft."""


def switch(actor: Actor, *, on: bool) -> Committed[None]:
    """Let phones show machine drafts at an event, or not any more, which deletes them. Repeating is harmless.

    Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    revisions: dict[int, int] = {}
    with writing() as session:
        stations, event = lock_stations_and_event(session, actor.event_id)
        if event.machine_drafts != on:
            event.machine_drafts = on
            event_journal.note(session, actor, "event.set_machine_drafts", on=on)
            raise_event_revision(session, actor.event_id)
            if not on:
                revisions = {station.id: _drop_all(session, station.id) for station in stations}
    return Committed(None, stations=revisions, event=True)


def keep(contribution_id: str, language: str, *, text: str, made_of: str) -> Committed[None] | None:
    """Store a draft of the contribution whose text has this mark (`wording.mark_of`), or nothing, and return None.

    It is stored where, by now, everybody can read that text, no guest said it in this language, and drafts are wanted.
    Raises CafeError as `writing` does.
    """
    with writing() as session:
        found = session.get(Contribution, contribution_id)
        if found is None:
            return None
        station = lock_station(session, found.station_id)
        session.refresh(found)
        if found.state != "visible" or mark_of(found.text) != made_of or not station.event.machine_drafts:
            return None
        if _is_worded(session, found, language):
            return None
        revision = raise_revision(session, station.id)
        draft = _of(session, contribution_id, language) or MachineDraft(
            station_id=station.id, contribution_id=contribution_id, language=language
        )
        draft.text, draft.made_of, draft.revision = text, made_of, revision
        session.add(draft)
        return of_station(None, station.id, revision)


def drop(contribution_id: str, language: str) -> Committed[None] | None:
    """Delete a draft of which turned out that it cannot be believed; None where there is none."""
    with writing() as session:
        found = _of(session, contribution_id, language)
        if found is None or not found.text:
            return None
        station_id = found.station_id
        lock_station(session, station_id)
        revision = raise_revision(session, station_id)
        worded.drop_drafts(session, MachineDraft.id == found.id, revision)
        return of_station(None, station_id, revision)


def _drop_all(session: CafeSession, station_id: int) -> int:
    revision = raise_revision(session, station_id)
    worded.drop_drafts(session, MachineDraft.station_id == station_id, revision)
    return revision


def _of(session: CafeSession, contribution_id: str, language: str) -> MachineDraft | None:
    same = MachineDraft.contribution_id == contribution_id, MachineDraft.language == language
    return session.scalars(select(MachineDraft).where(*same)).first()


def _is_worded(session: CafeSession, contribution: Contribution, language: str) -> bool:
    """Tell whether a guest said this text in a language."""
    of_text = Wording.contribution_id == contribution.id, Wording.made_of == mark_of(contribution.text)
    wanted = select(Wording.id).where(*of_text, Wording.language == language, Wording.state.in_(BLOCKING))
    return session.scalar(wanted.limit(1)) is not None
