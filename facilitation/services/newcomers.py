"""The door for newcomers: open, open to who knows the day's word, or closed. Who did something before is in.

For the hour in which somebody sends strangers by the thousand: nothing tells them from a hall's guests, but a word
does that is said in the hall.
"""

import datetime as dt
import hmac
import secrets

from sqlalchemy import Boolean, bindparam, false, select, update

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution, Participant, Vote
from facilitation.services import counting, event_journal, limits, orders
from facilitation.services.committed import Committed
from facilitation.storage.statements import Prepared, Store
from facilitation.storage.transactions import lock_event, lock_station, lock_stations_and_event, raise_revision, writing

DOORS = ("open", "word", "closed")
"""How newcomers may come in."""
CONSONANTS, VOWELS, SYLLABLES = "bdfgklmnprstvwz", "aeiou", 5
"""What a word is made of: it can be said aloud in most languages, and there are 2,373 million of them."""
RUSH = dt.timedelta(seconds=bounds.RUSH_SECONDS)
STRAIGHT, ANY = bounds.RUSH_STRAIGHT, bounds.RUSH_OF_ANY
EARLY = bounds.EARLY_SECONDS
LONGEST_WORD = bounds.DAY_WORD_LIMIT
_LATELY = (
    select(Participant.joined_at)
    .where(
        Participant.event_id == bindparam("event"),
        Participant.joined_at > bindparam("since"),
        Participant.joined_at <= bindparam("moment"),
        Participant.simulated.is_(False),
    )
    .order_by(Participant.joined_at.desc())
    .limit(1)
    .offset(bindparam("newer"))
)
_ANY_LATELY, _STRAIGHT_LATELY = Prepared(_LATELY), Prepared(_LATELY.where(Participant.straight))
_MARK = (
    update(Participant)
    .where(
        Participant.event_id == bindparam("event"),
        Participant.joined_at > bindparam("since"),
        Participant.joined_at <= bindparam("moment"),
        Participant.rushed.is_(False),
        Participant.simulated.is_(False),
    )
    .values(
        rushed=True,
        left_out=bindparam("leave_out", type_=Boolean) & Participant.wrote_early.is_(False),
    )
    .returning(Participant.id, Participant.left_out)
)
_MARK_ANY, _MARK_STRAIGHT = Prepared(_MARK), Prepared(_MARK.where(Participant.straight))


def set_door(actor: Actor, door: str, *, renew: bool = False) -> Committed[None]:
    """Set how newcomers come in. The first time, or with `renew`, a day's word is drawn by lot.

    Raises CafeError `not_allowed`, `malformed` (door).
    """
    actor.require_organiser()
    if door not in DOORS:
        raise CafeError("malformed", field="door")
    with writing() as session:
        event = lock_event(session, actor.event_id)
        draws = door == "word" and (renew or event.day_word is None)
        if draws:
            event.day_word = new_word()
        if draws or event.newcomers != door:
            event.newcomers = door
            event_journal.note(session, actor, "newcomers.set", door=door, renew=draws)
        return orders.remember(session, actor, Committed(None, newcomers="door"))


def rushes(
    store: Store, event_id: int, moment: dt.datetime, *, straight: bool, leave_out: bool
) -> tuple[bool, list[int]]:
    """Tell whether somebody who comes at this moment comes in a rush, and mark those who came just before.

    Whoever came later, before the clock was put back, is none of them. With `leave_out` they are left out
    where they wrote nothing; returned with the answer are those who were, whose dots are to be counted anew
    (`count_again`).
    """
    lately = {"event": event_id, "since": moment - RUSH, "moment": moment}
    if store.first(_ANY_LATELY, newer=ANY - 2, **lately) is not None:
        marked = store.all(_MARK_ANY, leave_out=leave_out, **lately)
    elif straight and store.first(_STRAIGHT_LATELY, newer=STRAIGHT - 2, **lately) is not None:
        marked = store.all(_MARK_STRAIGHT, leave_out=leave_out, **lately)
    else:
        return False, []
    return True, [one.id for one in marked if one.left_out]


def count_again(participant_ids: list[int]) -> dict[int, int]:
    """Count the dots anew of what these people voted for, who were left out just now, or are so no longer.

    In a transaction of its own, after that deed's: it locks all their stations, in the order in which everybody does.
    Returns the revisions of the stations that changed.
    """
    if not participant_ids:
        return {}
    with writing() as session:
        given = select(Vote.contribution_id).where(Vote.participant_id.in_(participant_ids))
        places = select(Contribution.station_id).where(Contribution.id.in_(given)).distinct()
        revisions = {}
        for station_id in session.scalars(places.order_by(Contribution.station_id)).all():
            lock_station(session, station_id)
            revisions[station_id] = raise_revision(session, station_id)
            counting.count_many(session, station_id, given, revisions[station_id])
        return revisions


def leave_out(actor: Actor, *, on: bool) -> Committed[None]:
    """Leave the dots of those out of all counts who came in a rush and wrote nothing within their first minute.

    Or count them again. Done once more it is looked at anew who that is. Whoever comes in a rush meanwhile is left out,
    too. Raises CafeError `not_allowed`.
    """
    actor.require_organiser()
    with writing() as session:
        stations, event = lock_stations_and_event(session, actor.event_id)
        event.rush_left_out = on
        hidden = Participant.rushed & Participant.wrote_early.is_(False) if on else false()
        in_a_rush = Participant.event_id == actor.event_id, Participant.rushed
        marked = update(Participant).where(*in_a_rush).values(left_out=hidden)
        session.execute(marked.execution_options(synchronize_session=False))
        given = select(Vote.contribution_id).join(Participant).where(*in_a_rush)
        revisions = {}
        for station in stations:
            revisions[station.id] = raise_revision(session, station.id)
            counting.count_many(session, station.id, given, revisions[station.id])
        event_journal.note(session, actor, "newcomers.leave_out", on=on)
        return orders.remember(session, actor, Committed(None, stations=revisions, newcomers="door"))


def new_word() -> str:
    """Return a word that nobody guesses: ten letters that can be said aloud."""
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))


def check(actor: Actor, door: str, wanted: str | None, said: str) -> None:
    """Refuse a newcomer whom the door does not let in; `said` is the day's word as it was typed.

    Hosts and organisers came in by a door of their own.

    The right word is let in whatever others tried; wrong ones are limited for each participant, and for the event, as a
    participant costs nothing.
    Raises CafeError `door_closed`, `word_wanted` (none was given), `word_wrong`, `too_many` (retry_after).
    """
    if actor.is_staff:
        return
    if door == "closed":
        raise CafeError("door_closed")
    if door != "word":
        return
    typed = "".join(said[:LONGEST_WORD].split()).casefold()
    if not typed:
        raise CafeError("word_wanted")
    if hmac.compare_digest(typed.encode(errors="replace"), (wanted or "").encode()):
        return
    limits.count_of(actor.participant_id, "word")
    limits.count_of(f"event {actor.event_id}", "words")
    raise CafeError("word_wrong")
