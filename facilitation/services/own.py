"""What people do with all that is theirs at once: take their name off it, or delete it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Participant
from facilitation.services import contributions, feedback, limits, orders, participants, votes, wordings
from facilitation.services.committed import Committed
from facilitation.storage import erasing
from facilitation.storage.statements import reading
from facilitation.storage.transactions import CafeSession, let_go, lock_station, raise_revision, writing


def remove_name(actor: Actor) -> Committed[None]:
    """Take a person's name off all that they wrote, and forget it. Repeating is harmless.

    Raises CafeError `not_joined`, `too_many` (retry_after).
    """
    if not _is_known(actor):
        return Committed(None)
    with writing() as session:
        limits.count(actor, None, "name")
        done = _without_name(session, actor)
        orders.remember(session, actor, done, who=orders.guest(actor))
    erasing.want()
    return done


def delete(actor: Actor) -> Committed[int]:
    """Withdraw all that a person wrote, also in others' stead, and take back dots and, while that is open, the survey.

    Their name is forgotten, and their language: of their row there remains what numbers need to agree. Each
    contribution is withdrawn as its author would do it, in a transaction of its own, so that nobody waits behind a
    hundred of them; after a crash, repeating does the rest. At most DELETED_AT_ONCE are withdrawn; `row` tells how many
    are left, and only where none is left the rest goes, too.
    Raises CafeError `not_joined`, `too_many` (retry_after).
    """
    if not _is_known(actor):
        return Committed(0)
    limits.count(actor, None, "delete")
    once = replace(actor, order=None)
    done: list[Committed[Any]] = []
    for id in _written(actor):
        done.append(contributions.withdraw(once, id, counted=False))
    left = _left(actor)
    if not left:
        done += [*votes.take_all_back(once), wordings.take_all_back(once), feedback.take_back(once), _leave(actor)]
    return _together(left, done)


def _is_known(actor: Actor) -> bool:
    """Tell whether there is anything of the actor. Raises CafeError `not_joined`."""
    if actor.participant_id is None:
        raise CafeError("not_joined")
    with reading() as store:
        return participants.is_known(store, actor.event_id, actor.participant_id)


def _theirs(what: Any, actor: Actor) -> Any:
    return select(what).where(Contribution.participant_id == actor.participant_id, Contribution.state != "withdrawn")


def _written(actor: Actor) -> list[str]:
    """Return the ids of what a person wrote, as many as are withdrawn at once; no reading stays open behind it."""
    wanted = _theirs(Contribution.id, actor).order_by(Contribution.created_at).limit(bounds.DELETED_AT_ONCE)
    found = list(db.session.scalars(wanted))
    let_go()
    return found


def _left(actor: Actor) -> int:
    left = db.session.scalar(_theirs(func.count(), actor)) or 0
    let_go()
    return int(left)


def _leave(actor: Actor) -> Committed[None]:
    """Forget name and language, as the last step: the order is remembered with it."""
    with writing() as session:
        done = _without_name(session, actor)._replace(answer={"left": 0})
        person = session.get_one(Participant, actor.participant_id)
        person.language, person.greeted = session.get_one(Event, actor.event_id).language, False
        orders.remember(session, actor, done, who=orders.guest(actor))
    erasing.want()
    return done


def _without_name(session: CafeSession, actor: Actor) -> Committed[None]:
    named = Contribution.participant_id == actor.participant_id, Contribution.author.is_not(None)
    revisions: dict[int, int] = {}
    for id in session.scalars(select(Contribution.station_id).where(*named).distinct().order_by("station_id")).all():
        lock_station(session, id)
        revisions[id] = raise_revision(session, id)
        session.execute(
            update(Contribution)
            .where(*named, Contribution.station_id == id)
            .values(author=None, revision=revisions[id])
            .execution_options(synchronize_session=False)
        )
    session.get_one(Participant, actor.participant_id).name = None
    return Committed(None, stations=revisions)


def _together(left: int, several: Iterable[Committed[Any]]) -> Committed[int]:
    """Return one deed for several, of which each station's last revision counts."""
    stations: dict[int, int] = {}
    dots: dict[int, int] = {}
    told: dict[str, Any] = {"event": False, "survey": ""}
    for one in several:
        stations |= one.stations
        dots |= one.dots
        told = {"event": told["event"] or one.event, "survey": one.survey or told["survey"]}
    return Committed(left, {"left": left}, stations, dots, **told)
