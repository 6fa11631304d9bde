"""Starting, extending, ending and resuming rounds: organisers only."""

import datetime as dt

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Round
from facilitation.models.columns import iso, now
from facilitation.services import event_journal, orders
from facilitation.services.committed import Committed, of_event
from facilitation.services.seen import UNSAID
from facilitation.storage.transactions import CafeSession, lock_event, raise_event_revision, writing

MOST_MINUTES = bounds.MOST_MINUTES


def start(actor: Actor, position: int, *, phase: str | None = None, after: int | None = None) -> Committed[Round]:
    """Start a round now, for its planned minutes; one that has ended may start again. An archived event comes back.

    `phase` is the event's as the organiser saw it (None: whatever it is), and `after` the position of the round that
    was the last then. Raises CafeError `not_allowed`, `unknown_round`, `round_running`, `clock_moved` (now).
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        if event.phase == "round":
            raise CafeError("round_running")
        if phase is not None and (event.phase, event.round_position) != (phase, after):
            raise CafeError("clock_moved", now="")
        wanted = select(Round).where(Round.event_id == event.id, Round.position == position)
        started = session.execute(wanted).scalar_one_or_none()
        if started is None:
            raise CafeError("unknown_round")
        started.started_at = now()
        started.ends_at = started.started_at + dt.timedelta(minutes=started.minutes)
        started.ended_at = None
        event.phase = "round"
        event.round_position = started.position
        event.archived_at = None  # what is held is put away no longer
        session.flush()
        raise_event_revision(session, event.id)
        event_journal.note(session, actor, "round.start", round=position)
        return orders.remember(session, actor, of_event(started))


def extend(
    actor: Actor, minutes: int, *, position: int | None = None, ends_at: str | None = UNSAID
) -> Committed[Round]:
    """Give the running round more minutes (1 to 60), counted from its end, or from now where the time is up already.

    Negative minutes (-60 to -1) are taken away: what is not left any more ends now, and time that is up stays up.
    `position` is the round's that the organiser saw running (None: whichever it is), `ends_at` its end then, as screens
    read it (`iso`).
    Raises CafeError `not_allowed`, `no_round_running`, `malformed` (minutes), `clock_moved` (now: when it ends).
    """
    actor.require_organiser()
    if not 1 <= abs(minutes) <= MOST_MINUTES:
        raise CafeError("malformed", field="minutes")
    with writing() as session:
        event = lock_event(session, actor.event_id)
        running = _running(event, position, ends_at)
        running.ends_at = _moved(running.ends_at or now(), minutes)
        raise_event_revision(session, event.id)
        event_journal.note(session, actor, "round.extend", round=running.position, minutes=minutes)
        return orders.remember(session, actor, of_event(running))


def _moved(ends_at: dt.datetime, minutes: int) -> dt.datetime:
    """Return when a round ends that is given minutes, or loses them where they are negative."""
    moved = max(now(), ends_at) + dt.timedelta(minutes=minutes)
    return moved if minutes > 0 else min(ends_at, max(now(), moved))


def end(actor: Actor, *, position: int | None = None, ends_at: str | None = UNSAID) -> Committed[Round]:
    """End the running round; `position` and `ends_at` are as in `extend`.

    Raises CafeError `not_allowed`, `no_round_running`, `clock_moved` (now: when it ends).
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        running = _running(event, position, ends_at)
        running.ended_at = now()
        last = max(one.position for one in event.rounds)
        event.phase = "after" if running.position == last else "change"
        session.flush()
        raise_event_revision(session, event.id)
        event_journal.note(session, actor, "round.end", round=running.position)
        return orders.remember(session, actor, of_event(running))


def resume(actor: Actor, position: int) -> Committed[Round]:
    """Let the round at this position, which has just ended, run on with the clock that it had.

    Its end is as it was before: the time since it was ended has passed, so that a round that was ended by mistake costs
    nobody a minute, and gives nobody one. Repeating is harmless.
    Raises CafeError `not_allowed`, `round_running` (another), `clock_moved` (now) where it is not the round that ended
    last.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        ended = event.current_round
        if ended is None or ended.position != position:
            raise CafeError("round_running" if event.phase == "round" else "clock_moved", now="")
        if event.phase != "round":
            ended.ended_at = None
            event.phase = "round"
            session.flush()
            raise_event_revision(session, event.id)
            event_journal.note(session, actor, "round.resume", round=ended.position)
        return orders.remember(session, actor, of_event(ended))


def id_of(session: CafeSession, event_id: int, position: int | None) -> int | None:
    """Return the id of the round at this position; None stands for the whole station and gives None.

    Raises CafeError `unknown_round`.
    """
    if position is None:
        return None
    wanted = select(Round.id).where(Round.event_id == event_id, Round.position == position)
    found = session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_round")
    return found


def _running(event: Event, position: int | None, ends_at: str | None) -> Round:
    """Return the running round. Refused is whoever saw another one, or another end of it (`clock_moved`)."""
    running = event.current_round
    if event.phase != "round" or running is None:
        raise CafeError("no_round_running")
    standing = iso(running.ends_at)
    if position not in (None, running.position) or ends_at not in (UNSAID, standing):
        raise CafeError("clock_moved", now=standing or "")
    return running
