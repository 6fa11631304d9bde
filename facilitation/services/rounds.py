"""Starting, extending and ending rounds: organisers only."""

import datetime as dt

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, Round
from facilitation.models.columns import now
from facilitation.storage.transactions import CafeSession, raise_event_revision, writing

MOST_MINUTES = bounds.MOST_MINUTES


def start(actor: Actor, position: int) -> Round:
    """Start a round now, for its planned minutes; one that has ended may start again.

    Raises CafeError `not_allowed`, `unknown_round`, `round_running`.
    """
    actor.require_organiser()
    with writing() as session:
        event = _locked_event(session, actor)
        if event.phase == "round":
            raise CafeError("round_running")
        wanted = select(Round).where(Round.event_id == event.id, Round.position == position)
        started = session.execute(wanted).scalar_one_or_none()
        if started is None:
            raise CafeError("unknown_round")
        started.started_at = now()
        started.ends_at = started.started_at + dt.timedelta(minutes=started.minutes)
        started.ended_at = None
        event.phase = "round"
        event.round_position = started.position
        session.flush()
        raise_event_revision(session, event.id)
        return started


def extend(actor: Actor, minutes: int) -> Round:
    """Give the running round more minutes (1 to 60), counted from its end, or from now where the time is up already.

    Raises CafeError `not_allowed`, `no_round_running`, `malformed` (minutes).
    """
    actor.require_organiser()
    if not 1 <= minutes <= MOST_MINUTES:
        raise CafeError("malformed", field="minutes")
    with writing() as session:
        event = _locked_event(session, actor)
        running = _running(event)
        running.ends_at = max(now(), running.ends_at or now()) + dt.timedelta(minutes=minutes)
        raise_event_revision(session, event.id)
        return running


def end(actor: Actor) -> Round:
    """End the running round. Raises CafeError `not_allowed`, `no_round_running`."""
    actor.require_organiser()
    with writing() as session:
        event = _locked_event(session, actor)
        running = _running(event)
        running.ended_at = now()
        last = max(one.position for one in event.rounds)
        event.phase = "after" if running.position == last else "change"
        session.flush()
        raise_event_revision(session, event.id)
        return running


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


def _locked_event(session: CafeSession, actor: Actor) -> Event:
    locked = select(Event).where(Event.id == actor.event_id).with_for_update()
    return session.execute(locked.execution_options(populate_existing=True)).scalar_one()


def _running(event: Event) -> Round:
    running = event.current_round
    if event.phase != "round" or running is None:
        raise CafeError("no_round_running")
    return running
