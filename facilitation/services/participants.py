"""Guests: joining an event with the first deed, their name and their language.

A scanned code costs nothing: only the phone's cookie knows the id that was drawn for it. The row is stored with the
first deed, in that deed's transaction, which is where newcomers are counted.
"""

import datetime as dt
import math

from sqlalchemy import Text, bindparam, func, insert, select, update

from facilitation import bounds, clock
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.i18n.language_codes import can_be_written
from facilitation.models import Event, Participant
from facilitation.models.columns import now
from facilitation.services import limits, newcomers, rehearsals
from facilitation.services.committed import Committed
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import locking, write_together, writing
from facilitation.text import NAME_LIMIT, clean_line

NEWCOMERS_A_MINUTE = bounds.NEWCOMERS_A_MINUTE
MINUTE = dt.timedelta(minutes=1)
AT_ONCE = bounds.STRAIGHT_SECONDS

_KNOWN = Prepared(select(Participant.event_id).where(Participant.id == bindparam("participant")))
_IDS = Prepared(select(Participant.id))
_CALLED = Prepared(
    select(Participant.name, Participant.language, Participant.greeted).where(
        Participant.id == bindparam("participant")
    )
)
_EVENT = select(Event.language, Event.languages, Event.newcomers, Event.day_word, Event.rush_left_out).where(
    Event.id == bindparam("event")
)
_ASKED = Prepared(_EVENT)
_LOCKED = locking(_EVENT, of=Event)
"""Newcomers of all processes come in one after the other, so that none is stored twice and all are counted."""
_EARLIER = Prepared(
    select(Participant.joined_at)
    .where(
        Participant.event_id == bindparam("event"),
        Participant.joined_at <= bindparam("moment"),
        Participant.simulated.is_(False),
    )
    .order_by(Participant.joined_at.desc())
    .limit(1)
    .offset(bindparam("newer"))
)
_COLUMNS = Participant.__table__.c
_ADD = Prepared(insert(Participant).values({column.name: bindparam(column.name) for column in _COLUMNS}))
_LEFT_OUT = locking(select(Participant.left_out).where(Participant.id == bindparam("participant")), of=Participant)
_WROTE = Prepared(
    update(Participant).where(Participant.id == bindparam("participant")).values(wrote_early=True, left_out=False)
)
_NAME = Prepared(
    update(Participant)
    .where(Participant.id == bindparam("participant"))
    .values(name=bindparam("given"), language=bindparam("chosen"), greeted=True)
)
_WRITE_IN = Prepared(
    update(Participant).where(Participant.id == bindparam("participant")).values(language=bindparam("chosen"))
)
_CALL = Prepared(
    update(Participant)
    .where(Participant.id == bindparam("participant"))
    .values(name=func.coalesce(bindparam("given", type_=Text), Participant.name), greeted=True)
)


def ids(store: Store) -> list[int]:
    """Return the ids of all whose rows are stored, at every event."""
    return [one.id for one in store.all(_IDS)]


def is_known(store: Store, event_id: int, participant_id: int) -> bool:
    """Tell whether this participant's row is stored. Raises CafeError `not_joined` where it is another event's."""
    known = store.first(_KNOWN, participant=participant_id)
    if known is not None and known.event_id != event_id:
        raise CafeError("not_joined")
    return known is not None


def called(store: Store, participant_id: int) -> AnyRow | None:
    """Return the name that somebody gave (or None), the language they write in, and whether they were `greeted`.

    None where no row is stored.
    """
    return store.first(_CALLED, participant=participant_id)


def arrive(
    store: Store,
    actor: Actor,
    *,
    language: str,
    word: str = "",
    name: str | None = None,
    hello: bool = False,
    wrote: bool = False,
) -> list[int]:
    """Store the row of somebody whose first deed this is, within the deed's transaction; repeating is harmless.

    Returns the participants who are left out from now on: after the commit, `newcomers.count_again` is due for them.

    `word` is the day's word, as somebody typed it; `name` is what they are called, already cleaned; `hello` and `wrote`
    tell what the deed is. What is no language becomes the event's own.
    Raises CafeError `newcomers_wait` (retry_after), and as `newcomers.check` does.
    """
    assert actor.participant_id is not None, "who acts has an id"
    if is_known(store, actor.event_id, actor.participant_id):
        return []
    event = store.one(_LOCKED, event=actor.event_id)
    if is_known(store, actor.event_id, actor.participant_id):  # another tab of this phone was faster
        return []
    moment, straight, rushed, left_out = now(), False, False, list[int]()
    if actor.simulated:  # the organisers sent them, and no real newcomer waits for their sake
        rehearsals.check_place(store, actor.event_id)
    else:
        newcomers.check(actor, event.newcomers, event.day_word, word)
        _check_rush(store, actor.event_id)
        straight = not hello and _is_at_once(actor)
        rushed, left_out = newcomers.rushes(
            store, actor.event_id, moment, straight=straight, leave_out=event.rush_left_out
        )
    store.do(
        _ADD,
        id=actor.participant_id,
        event_id=actor.event_id,
        name=name,
        language=language if can_be_written(language, event.languages) else event.language,
        greeted=wrote,
        straight=straight,
        rushed=rushed,
        wrote_early=wrote,
        left_out=rushed and event.rush_left_out and not wrote,
        simulated=actor.simulated,
        joined_at=moment,
    )
    return left_out


def name_typed(typed: str) -> str | None:
    """Return the name to store of one that was typed beside a text; None where nothing of it can be seen.

    Raises CafeError `text_too_long` (names have at most 60 graphemes), `too_many_marks`.
    """
    try:
        return clean_line(typed, limit=NAME_LIMIT)
    except CafeError as refusal:
        if refusal.code == "text_empty":
            return None
        raise


def call(store: Store, participant_id: int, name: str | None) -> None:
    """Remember the name that somebody gave with a text; without one they keep theirs, and were asked for it."""
    store.do(_CALL, participant=participant_id, given=name)


def write_early(store: Store, participant_id: int) -> list[int]:
    """Record that somebody wrote within their first minute: they are no longer left out.

    Returns who was left out so far: after the commit, `newcomers.count_again` is due for them. That is looked up anew,
    as `newcomers.leave_out` may have been in between while this transaction waited for its station.
    """
    was_left_out = store.one(_LEFT_OUT, participant=participant_id).left_out
    store.do(_WROTE, participant=participant_id)
    return [participant_id] if was_left_out else []


def join(event: Event, *, language: str, joined_at: dt.datetime | None = None) -> Participant:
    """Add a participant without a phone's deed; what is no language becomes the event's own."""
    with writing() as session:
        participant = Participant(
            event_id=event.id,
            language=language if can_be_written(language, event.languages) else event.language,
            joined_at=joined_at or now(),
        )
        session.add(participant)
        return participant


def greet(actor: Actor, *, name: str, language: str, word: str = "") -> Committed[None]:
    """Store the (optional) name and the language that somebody writes in; `word` is the day's word, where it is asked.

    Raises CafeError `not_joined`, `unknown_language`, `too_many` (retry_after), `text_empty` (only invisible
    characters), `text_too_long` (names have at most 60 graphemes), and as `arrive` does.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")

    def work(store: Store) -> list[int]:
        asked: AnyRow = store.one(_ASKED, event=actor.event_id)
        limits.count(actor, None, "name")
        if not can_be_written(language, asked.languages):
            raise CafeError("unknown_language")
        given = clean_line(name, limit=NAME_LIMIT) if name.strip() else None
        left_out = arrive(store, actor, language=language, word=word, hello=True)
        store.do(_NAME, participant=actor.participant_id, given=given, chosen=language)
        return left_out

    left_out = write_together(work)
    erasing.want()  # the name before this one
    return Committed(None, dots=newcomers.count_again(left_out), newcomers="came")


def write_in(actor: Actor, *, language: str) -> Committed[None]:
    """Store the language that somebody writes in from now on, where they have a row; before, only their cookie knows.

    Raises CafeError `not_joined`, `unknown_language`, `too_many` (retry_after).
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")

    def work(store: Store) -> None:
        asked: AnyRow = store.one(_ASKED, event=actor.event_id)
        limits.count(actor, None, "name")
        if not can_be_written(language, asked.languages):
            raise CafeError("unknown_language")
        store.do(_WRITE_IN, participant=actor.participant_id, chosen=language)

    write_together(work)
    return Committed(None)


def _is_at_once(actor: Actor) -> bool:
    """Tell whether somebody does something sooner after the scan than people read; so is one of whom nobody knows."""
    if actor.came_at is None:
        return True
    return clock.wall() - actor.came_at - clock.moved(actor.came_at) < AT_ONCE


def _check_rush(store: Store, event_id: int) -> None:
    moment = now()
    earlier = store.first(_EARLIER, event=event_id, moment=moment, newer=NEWCOMERS_A_MINUTE - 1)
    if earlier is None:
        return
    wait = (earlier.joined_at + MINUTE - moment).total_seconds()
    if wait > 0:
        raise CafeError("newcomers_wait", retry_after=max(2, math.ceil(wait)))
