"""What was tried before the day, and what came of it: the page "Ready?" calls nothing good that nobody tried.

`House.tried` holds what concerns this machine, by TRIALS, `Event.tried` what concerns one event. All of it are moments
(ISO 8601) and numbers, and nothing says who tried. Both are kept, because the day is often another process's.
"""

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy.exc import InternalError, OperationalError

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.models.columns import iso, now
from facilitation.services import house
from facilitation.storage.transactions import lock_event, lock_house, writing

log = logging.getLogger(__name__)

Trial = Literal["disk", "office", "clock", "backup"]
"""What is tried on this machine: writing to its disk, making a PDF with LibreOffice, its clock, a backup of it all."""
STARTED: tuple[Trial, ...] = ("disk", "office")
"""What takes time, and is begun with a button."""
DEADLINE = dt.timedelta(seconds=150)
"""How long a trial may take; one that has brought nothing by then has failed."""
NOT_STORED = (CafeError, OperationalError, InternalError)
"""What is raised where the database takes nothing just now: its disk is full, it is locked, or it only reads."""
SEEN_AGAIN = dt.timedelta(minutes=10)
"""How long it is no news that a station's tablet is there again."""


def of_house() -> Mapping[str, dict[str, Any]]:
    """Return what was tried on this machine, by TRIALS."""
    return house.known().tried


def is_under_way(tried: Mapping[str, Any], moment: dt.datetime) -> bool:
    """Tell whether a trial was begun, has brought nothing so far, and still may."""
    begun = tried.get("begun")
    return begun is not None and abs(moment - dt.datetime.fromisoformat(begun)) < DEADLINE


def begin(actor: Actor) -> bool:
    """Note that everything of STARTED is tried now; return whether it is to be done, for nobody else is at it.

    Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    with writing() as session:
        known = lock_house(session)
        if any(is_under_way(known.tried.get(name, {}), now()) for name in STARTED):
            return False
        begun: dict[str, Any] = {name: {**known.tried.get(name, {}), "begun": iso(now())} for name in STARTED}
        known.tried = {**known.tried, **begun}
    return True


def note(name: Trial, **told: int | bool | str) -> None:
    """Note what came of a trial just now; what was known of it before is replaced."""
    with writing() as session:
        known = lock_house(session)
        known.tried = {**known.tried, name: {"at": iso(now()), **told}}


def accept_plain(actor: Actor) -> None:
    """Note that the organisers hold this event without encryption, knowing what that means.

    Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        event.tried = {**event.tried, "plain": str(iso(now()))}


def confirm_clock(actor: Actor) -> None:
    """Note that a person says this machine's clock is right. Raises CafeError `not_allowed`."""
    actor.require_organiser()
    note("clock", by="person", apart=0)


def note_tablet(actor: Actor, station_id: int) -> None:
    """Note that a screen that came by a station's own secret link shows its board; a rehearsal's does not count.

    A board opens also where nothing can be stored.
    """
    if actor.simulated or actor.organiser or station_id not in actor.hosts:
        return
    known = db.session.get(Event, actor.event_id)
    before = known.tried.get("tablets", {}).get(str(station_id)) if known else None
    db.session.rollback()
    if before is not None and abs(now() - dt.datetime.fromisoformat(before)) < SEEN_AGAIN:
        return
    try:
        with writing() as session:
            event = lock_event(session, actor.event_id)
            tablets = {**event.tried.get("tablets", {}), str(station_id): str(iso(now()))}
            event.tried = {**event.tried, "tablets": tablets}
    except NOT_STORED:
        log.warning("That a tablet is there could not be noted.", exc_info=True)
