"""The journal of what organisers do at the whole event: rounds, links, newcomers, the survey, the report, downloads.

It is a chain like a station's (`journal_chain`), so that a change shows. It holds what was done and when, and no text,
no name and no secret: nothing in it has to be forgotten before the day of deletion. Nothing of it can be undone here.
What organisers do at a station stands in that station's journal.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.exc import InternalError, OperationalError

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import EventDeed
from facilitation.models.columns import now
from facilitation.services import journal_chain
from facilitation.storage.transactions import CafeSession, lock_event, writing

log = logging.getLogger(__name__)

NOT_NOW = ("storage_full", "server_error")
"""Refusals for which nobody has to do without their files."""


class Fault(NamedTuple):
    """Where the journal is not as it was written; `says` is for whoever runs the server."""

    number: int
    done_at: dt.datetime
    says: str


def note(session: CafeSession, actor: Actor, deed: str, **said: str | int | bool | None) -> None:
    """Write down a deed within its transaction; `deed` is the order's name, `said` what was ordered.

    The event stays locked until that ends, so that entries are committed in their order. Who locks stations, too, has
    done that before. Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    lock_event(session, actor.event_id)
    before = _newest(session, actor.event_id)
    entry = EventDeed(
        event_id=actor.event_id,
        number=before.number + 1 if before else 1,
        deed=deed,
        said=said,
        done_at=now(),
    )
    entry.link = _link(before.link if before else journal_chain.FIRST, entry)
    session.add(entry)


def note_once(session: CafeSession, actor: Actor, deed: str, **said: str | int | bool | None) -> None:
    """Write down a deed as `note` does, once for what is done in many steps: typing saves itself at every pause.

    Where the newest entry says the same, that is it. Raises CafeError `not_allowed`.
    """
    newest = _newest(session, actor.event_id)
    if newest is None or (newest.deed, newest.said) != (deed, said):
        note(session, actor, deed, **said)


def note_download(actor: Actor, file: str, **said: str | int | None) -> None:
    """Write down that an organiser takes a file home.

    Where nothing can be stored, nothing is: what people wrote is worth more than that entry. That is so whatever the
    database says of it: its disk is full, it is locked, takes too long, only reads. Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    try:
        with writing() as session:
            note(session, actor, "download", file=file, **said)
    except CafeError as refusal:
        if refusal.code not in NOT_NOW:
            raise
    except (OperationalError, InternalError):
        log.warning("A download could not be written into the event's journal.", exc_info=True)


def of_event(event_id: int) -> Sequence[EventDeed]:
    """Return every entry of an event's journal, oldest first."""
    wanted = select(EventDeed).where(EventDeed.event_id == event_id).order_by(EventDeed.number)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()


def last_taken_home(event_id: int, files: Sequence[str]) -> dt.datetime | None:
    """Return when an organiser last took one of these files home; None where nobody did."""
    taken = select(func.max(EventDeed.done_at)).where(
        EventDeed.event_id == event_id, EventDeed.deed == "download", EventDeed.said["file"].as_string().in_(files)
    )
    return db.session.scalar(taken)


def newest_of(event_id: int) -> str:
    """Return the newest link of an event's journal, as it is shown; empty where there is none."""
    newest = _newest(db.session, event_id)
    return journal_chain.shown(newest.link) if newest else ""


def noted(value: str) -> EventDeed | None:
    """Return the entry with a link that somebody noted, as `journal_chain.noted` does."""
    if not journal_chain.is_shown(value):
        return None
    return db.session.scalars(select(EventDeed).where(EventDeed.link.startswith(value.lower()))).first()


def faults(event_id: int) -> list[Fault]:
    """Return what is not as it was written in an event's journal, oldest first."""
    found, before = [], journal_chain.FIRST
    for entry in of_event(event_id):
        if entry.link != _link(before, entry):
            found.append(Fault(entry.number, entry.done_at, journal_chain.CHANGED))
        before = entry.link
    return found


def take_out(session: CafeSession, event_id: int, after: int, deeds: tuple[str, ...]) -> None:
    """Take deeds out whose names begin so, from the entry after this number on; the rest gets a chain of its own.

    For a rehearsal that is deleted: nothing of before it changes.
    """
    before, changed = journal_chain.FIRST, False
    for entry in of_event(event_id):
        if entry.number > after and entry.deed.startswith(deeds):
            session.delete(entry)
            changed = True
            continue
        if changed:
            entry.link = _link(before, entry)
        before = entry.link
    session.flush()


def _newest(session: CafeSession, event_id: int) -> EventDeed | None:
    of_this = select(EventDeed).where(EventDeed.event_id == event_id)
    return session.scalars(of_this.order_by(EventDeed.number.desc()).limit(1)).first()


def _link(before: str, entry: EventDeed) -> str:
    told = {
        "event": entry.event_id,
        "number": entry.number,
        "deed": entry.deed,
        "said": entry.said,
        "done_at": journal_chain.moment(entry.done_at),
    }
    return journal_chain.digest([before, told])
