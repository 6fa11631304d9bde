"""The rehearsal: beginning it, steering it, and hearing how far it is. Its deletion is in `rehearsal_deletion`.

Its guests are simulated, and come by a pass that the server signs for one rehearsal (`doors/passes.py`). So nobody can
mark themselves, and no simulated guest counts as a real one.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, EventDeed, Participant, Rehearsal, Round
from facilitation.models.columns import iso, now
from facilitation.models.rehearsal import WANTED
from facilitation.services.committed import Committed, of_event
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import CafeSession, lock_event, lock_house, raise_event_revision, writing

PEOPLE, MINUTES = bounds.REHEARSAL_PEOPLE, bounds.REHEARSAL_MINUTES
AT_ONCE = bounds.REHEARSALS_AT_ONCE
SILENT = dt.timedelta(seconds=bounds.REHEARSAL_SILENT_SECONDS)
"""How long a rehearsal says nothing until it counts as ended: its process was killed, or the server was."""
STEP = re.compile(r"arrive|round|dots|statements|feedback|end")
NUMBERS = ("at", "round", "here", "left", "late", "orders", "refused", "straight")
"""What a rehearsal tells as whole numbers: seconds played, its round, people, orders sent and those refused."""
LATENCIES = ("median", "p95", "slowest")
"""What it tells of its phones' latency, in milliseconds: acknowledged minus sent."""

_RUNNING = Prepared(
    select(Rehearsal.people).where(
        Rehearsal.event_id == bindparam("event"), Rehearsal.id == bindparam("rehearsal"), Rehearsal.ended_at.is_(None)
    )
)
_PLACES = Prepared(
    select(
        Rehearsal.people,
        select(func.count())
        .where(Participant.event_id == bindparam("event"), Participant.simulated)
        .scalar_subquery()
        .label("came"),
    ).where(Rehearsal.event_id == bindparam("event"), Rehearsal.ended_at.is_(None))
)


def of(event_id: int) -> Rehearsal | None:
    """Return an event's rehearsal, as long as anything of it is there; None where none is."""
    wanted = select(Rehearsal).where(Rehearsal.event_id == event_id).execution_options(populate_existing=True)
    return db.session.scalars(wanted).first()


def is_running(store: Store, event_id: int, rehearsal_id: str) -> bool:
    """Tell whether this is the event's rehearsal, and it has not ended: whoever came by its pass is somebody."""
    return store.first(_RUNNING, event=event_id, rehearsal=rehearsal_id) is not None


def check_place(store: Store, event_id: int) -> None:
    """Let no simulated guest in where no rehearsal runs, or all of its people are there. Raises CafeError `not_joined`.

    Within the deed's transaction, which has locked the event: what is deleted meanwhile does not come back.
    """
    found: AnyRow | None = store.first(_PLACES, event=event_id)
    if found is None or found.came >= found.people:
        raise CafeError("not_joined")


def check_none(event_id: int) -> None:
    """Refuse what simulated texts must not go into: files that leave the house. Raises CafeError `rehearsal_kept`."""
    if of(event_id) is not None:
        raise CafeError("rehearsal_kept")


def begin(actor: Actor, *, people: int, seconds: int, plays: bool) -> Committed[Rehearsal]:
    """Begin a rehearsal: so many simulated guests, for whom the day takes so many seconds.

    It begins before the first round and before the survey, so that its deletion puts clocks and phases back to that.
    Raises CafeError `not_allowed`, `malformed` (people, minutes), `rehearsal_there` (what is left of the one before is
    to be deleted first), `rehearsal_not_now` (the day has begun), `rehearsal_nowhere` (no station is open),
    `rehearsals_busy` (limit: as many run at other events).
    """
    actor.require_organiser()
    if not 1 <= people <= PEOPLE:
        raise CafeError("malformed", field="people")
    if not 1 <= seconds <= MINUTES * 60:
        raise CafeError("malformed", field="minutes")
    with writing() as session:
        lock_house(session)  # two that begin at the same moment would not count each other
        event = lock_event(session, actor.event_id)
        if of(event.id) is not None:
            raise CafeError("rehearsal_there")
        started = select(Round.id).where(Round.event_id == event.id, Round.started_at.is_not(None))
        if event.phase != "before" or event.feedback_state != "before" or session.scalar(started.limit(1)) is not None:
            raise CafeError("rehearsal_not_now")
        if all(station.closed for station in event.stations):
            raise CafeError("rehearsal_nowhere")
        heard = Rehearsal.heard_at.between(now() - SILENT, now() + SILENT)
        running = select(func.count()).select_from(Rehearsal).where(Rehearsal.ended_at.is_(None), heard)
        if (session.scalar(running) or 0) >= AT_ONCE:
            raise CafeError("rehearsals_busy", limit=AT_ONCE)
        last = select(func.max(EventDeed.number)).where(EventDeed.event_id == event.id)
        begun = Rehearsal(
            event_id=event.id, people=people, seconds=seconds, plays=plays, begun_deed=session.scalar(last) or 0
        )
        begun.begun_at = begun.heard_at = now()
        begun.told = _checked(
            {"step": "arrive", **dict.fromkeys(NUMBERS, 0), "latency": dict.fromkeys(LATENCIES, 0), "line": []}
        )
        session.add(begun)
        event.tried = {**event.tried, "rehearsal": {"at": iso(now()), "people": people}}
        session.flush()
        raise_event_revision(session, event.id)
        return of_event(begun)


def steer(actor: Actor, *, wanted: str, seconds: int | None = None) -> Committed[Rehearsal]:
    """Let the rehearsal run, pause or stop; or let the whole day take so many seconds. One that has ended stays so.

    Raises CafeError `not_allowed`, `malformed` (wanted, minutes), `unknown_rehearsal`.
    """
    actor.require_organiser()
    if wanted not in WANTED:
        raise CafeError("malformed", field="wanted")
    if seconds is not None and not 1 <= seconds <= MINUTES * 60:
        raise CafeError("malformed", field="minutes")
    with writing() as session:
        lock_event(session, actor.event_id)
        known = of(actor.event_id)
        if known is None:
            raise CafeError("unknown_rehearsal")
        if known.ended_at is None:
            known.wanted = wanted
            known.seconds = seconds or known.seconds
        return Committed(known)


def hear(event_id: int, rehearsal_id: str, told: Mapping[str, Any]) -> Rehearsal:
    """Note how far a rehearsal is, as its process tells, and return it; `told` may say that it has ended.

    Raises CafeError `unknown_rehearsal` where it was deleted or has ended, `malformed` (told).
    """
    said = _checked(told)
    with writing() as session:
        known = _running(session, event_id, rehearsal_id)
        if said["step"] == "end":
            known.ended_at = now()
            if known.wanted == "stop":  # it was ended within a step, and that is how far it came
                said = {**said, **{name: known.told[name] for name in ("step", "round")}}
        known.told, known.heard_at = said, now()
        return known


def end(event_id: int) -> None:
    """Note that an event's rehearsal has ended: its process did."""
    with writing() as session:
        lock_event(session, event_id)
        known = of(event_id)
        if known is not None and known.ended_at is None:
            known.ended_at = now()


def is_lost(known: Rehearsal, moment: dt.datetime) -> bool:
    """Tell whether a rehearsal that has not ended has been silent for so long that nobody can be there any more."""
    return known.ended_at is None and (known.heard_at is None or abs(moment - known.heard_at) > SILENT)


def _running(session: CafeSession, event_id: int, rehearsal_id: str) -> Rehearsal:
    lock_event(session, event_id)
    known = of(event_id)
    if known is None or known.id != rehearsal_id or known.ended_at is not None:
        raise CafeError("unknown_rehearsal")
    return known


def _checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a rehearsal told, as it is stored: numbers alone, so that nothing of it is ever a text."""
    latency, line = told.get("latency"), told.get("line")
    if not isinstance(latency, dict) or not isinstance(line, list) or len(line) > bounds.REHEARSAL_LINE:
        raise CafeError("malformed", field="told")
    if not STEP.fullmatch(str(told.get("step"))):
        raise CafeError("malformed", field="told")
    if not all(isinstance(one, list) and len(one) == 2 for one in line):
        raise CafeError("malformed", field="told")
    return {
        "step": told["step"],
        **{name: _number(told.get(name)) for name in NUMBERS},
        "latency": {name: _number(latency.get(name)) for name in LATENCIES},
        "line": [[_number(one) for one in pair] for pair in line],
    }


def _number(said: object) -> int:
    if type(said) is not int or not 0 <= said <= bounds.LARGEST_NUMBER:
        raise CafeError("malformed", field="told")
    return said


def languages(event: Event) -> dict[str, int]:
    """Return how many simulated guests write in each language."""
    counted = select(Participant.language, func.count()).where(Participant.event_id == event.id, Participant.simulated)
    return {str(code): int(count) for code, count in db.session.execute(counted.group_by(Participant.language)).all()}
