"""The survey at the end of the day: answering, opening, closing and sealing it, and moderating its comments."""

import datetime as dt
import random
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, update

from facilitation import pseudonyms
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models import PLACES, Event, FeedbackAnswer, FeedbackQuestion, Participant
from facilitation.models.columns import now
from facilitation.services import limits, newcomers, participants
from facilitation.storage import erasing, survey_keys
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import CafeSession, raise_event_revision, write_together, writing
from facilitation.text import clean

CHANGEABLE = dt.timedelta(hours=1)
"""How long after its closing a survey may be opened again. Then its key is destroyed, and it is closed for good."""


class Answers(NamedTuple):
    """One person's answers: `scale` maps a question's position to one of PLACES, `text` is a comment in `language`."""

    scale: dict[str, int]
    text: str
    language: str


_ASKED = Prepared(select(Event.feedback_state, Event.languages).where(Event.id == bindparam("event")))
_LOCKED = Prepared(
    select(Participant.id)
    .where(Participant.event_id == bindparam("event"), Participant.id == bindparam("participant"))
    .with_for_update()
)
"""The participant's row stays locked, so that two tabs of one phone do not both add an answer."""
_POSITIONS = Prepared(select(FeedbackQuestion.position).where(FeedbackQuestion.event_id == bindparam("event")))
_COLUMNS = FeedbackAnswer.__table__.c
_KNOWN = Prepared(select(*_COLUMNS).where(_COLUMNS.id == bindparam("answer")))
_ADD = Prepared(
    insert(FeedbackAnswer).values(
        {**{column.name: bindparam(column.name) for column in _COLUMNS}, "german": None, "hidden": False}
    )
)
_CHANGE = Prepared(
    update(FeedbackAnswer)
    .where(FeedbackAnswer.id == bindparam("answer"))
    .values({name: bindparam(f"new_{name}") for name in ("scale", "text", "language", "german")})
)


def set(actor: Actor, *, scale: dict[str, int], text: str, language: str) -> dict[int, int]:
    """Store a participant's answers in place of their earlier ones; each question and the comment may be left out.

    A changed comment loses its German wording, and stays hidden where it was. Returns the revisions of the stations
    where dots were counted anew.
    Raises CafeError `not_joined`, `feedback_closed`, `malformed` (scale), `unknown_language`, `text_too_long`,
    `too_many` (retry_after), and as `participants.arrive` does.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    to_count: list[int] = []

    def work(store: Store) -> None:
        _check(store, actor, scale, language)
        is_new = store.first(_LOCKED, event=actor.event_id, participant=actor.participant_id) is None
        limits.count(actor, None, "feedback")
        given = Answers(scale, _cleaned(text), language)
        if is_new:
            to_count.extend(participants.arrive(store, actor, language=language))
        id = _pseudonym(actor, survey_keys.make(actor.event_id))
        known = store.first(_KNOWN, answer=id)
        if known is not None and given == (known.scale, known.text, known.language):
            limits.give_back(actor, None, "feedback")
            return
        if known is None:
            store.do(_ADD, id=id, event_id=actor.event_id, **given._asdict())
            return
        values = {f"new_{name}": value for name, value in given._asdict().items()}
        store.do(_CHANGE, answer=id, new_german=known.german if known.text == given.text else None, **values)
        erasing.want()

    write_together(work)
    return newcomers.count_again(to_count)


def own(store: Store, actor: Actor) -> Answers | None:
    """Return this person's answers; None where there are none, or where nobody can tell any more which they are."""
    id = pseudonym(actor)
    known = store.first(_KNOWN, answer=id) if id else None
    return Answers(known.scale, known.text, known.language) if known else None


def pseudonym(actor: Actor) -> str | None:
    """Return the id under which a participant's answers are stored; None for others, and without the survey's key."""
    key = survey_keys.read(actor.event_id) if actor.participant_id is not None else None
    return _pseudonym(actor, key) if key else None


def _pseudonym(actor: Actor, key: bytes) -> str:
    assert actor.participant_id is not None, "only participants answer"
    return pseudonyms.of("feedback", actor.event_id, actor.participant_id, key=key)


def begin(actor: Actor) -> Event:
    """Open the survey, within CHANGEABLE also after it was closed.

    Raises CafeError `not_allowed`, `feedback_sealed`.
    """
    return _turn(actor, feedback_state="open", feedback_closed_at=None)


def end(actor: Actor) -> Event:
    """Close the survey; for CHANGEABLE it can be opened again. Repeating does not prolong that.

    Raises CafeError `not_allowed`, and `feedback_closed` where it was never opened.
    """
    return _turn(actor, feedback_state="closed", feedback_closed_at=now())


def has_answers() -> bool:
    """Tell whether anybody has ever answered a survey here."""
    return db.session.scalar(select(FeedbackAnswer.id).limit(1)) is not None


def seal_due(moment: dt.datetime) -> list[int]:
    """Seal every survey that was closed CHANGEABLE or longer before `moment`; return the ids of the events.

    What tells whose answers are whose is then gone: the survey's key from the disk, and the answers' ids and the order
    in which they came from the database. A key whose survey nobody can change is destroyed as well. Repeating is
    harmless. Raises OSError where the disk does not let a key be destroyed; the next time it is tried again.
    """
    closed = or_(Event.feedback_closed_at <= moment - CHANGEABLE, Event.feedback_closed_at.is_(None))
    due = db.session.scalars(select(Event.id).where(Event.feedback_state == "closed", closed)).all()
    sealed = [event_id for event_id in due if _seal(event_id, moment)]
    changeable = db.session.scalars(select(Event.id).where(Event.feedback_state.in_(("open", "closed")))).all()
    db.session.rollback()  # no transaction waits for the disk
    survey_keys.destroy_forgotten(changeable)
    return sealed


def _seal(event_id: int, moment: dt.datetime) -> bool:
    """Seal one survey, unless somebody has opened it again meanwhile."""
    with writing() as session:
        event = _locked(session, event_id)
        if event.feedback_state != "closed" or not _is_due(event, moment):
            return False
        event.feedback_state = "sealed"
        session.flush()
        raise_event_revision(session, event_id)
        _shuffle(session, event_id)
    survey_keys.destroy(event_id)
    erasing.want()  # copies and the database's log still hold the ids that the key gave
    return True


def _is_due(event: Event, moment: dt.datetime) -> bool:
    return event.feedback_closed_at is None or event.feedback_closed_at <= moment - CHANGEABLE


def _shuffle(session: CafeSession, event_id: int) -> None:
    """Store all answers anew, under other ids and in an order drawn by lot.

    A database keeps rows in the order in which they came: beside the times of contributions that would tell a lot.
    """
    answers = FeedbackAnswer.__table__
    rows = [dict(row) for row in session.execute(select(answers).where(answers.c.event_id == event_id)).mappings()]
    if not rows:
        return
    random.SystemRandom().shuffle(rows)
    session.execute(delete(answers).where(answers.c.event_id == event_id))
    session.execute(insert(answers), [{**row, "id": new_id()} for row in rows])


def show(actor: Actor, *, on: bool) -> Event:
    """Let the wall show how many people chose what, or stop it; a chosen scene ends. Raises CafeError `not_allowed`."""
    return _turn(actor, feedback_shown=on, **({"wall_scene": ""} if on else {}))


def hide(actor: Actor, answer_id: str, *, on: bool) -> None:
    """Keep a comment out of the report, or let it in again. Raises CafeError `not_allowed`, `unknown_comment`."""
    actor.require_organiser()
    with writing() as session:
        _find(session, actor, answer_id).hidden = on


def word_in_german(actor: Actor, answer_id: str, *, text: str | None, was: str | None) -> None:
    """Give a comment a German wording, or (None) remove it; `was` is the wording that the organiser saw before.

    Raises CafeError `not_allowed`, `unknown_comment`, `text_empty`, `text_too_long`, `reworded` (now).
    """
    actor.require_organiser()
    with writing() as session:
        answer = _find(session, actor, answer_id)
        text = clean(text) if text is not None else None
        if answer.german not in (text, was):
            raise CafeError("reworded", now=answer.german or "")
        answer.german = text
        erasing.want()


def _check(store: Store, actor: Actor, scale: dict[str, int], language: str) -> None:
    asked: AnyRow = store.one(_ASKED, event=actor.event_id)
    if asked.feedback_state != "open":
        raise CafeError("feedback_closed")
    if language not in asked.languages:
        raise CafeError("unknown_language")
    positions = {str(row.position) for row in store.all(_POSITIONS, event=actor.event_id)}
    if not scale.keys() <= positions or any(not _is_place(one) for one in scale.values()):
        raise CafeError("malformed", field="scale")


def _is_place(chosen: object) -> bool:
    return type(chosen) is int and chosen in PLACES


def _cleaned(text: str) -> str:
    try:
        return clean(text)
    except CafeError as refusal:
        if refusal.code != "text_empty":
            raise
        return ""


def _turn(actor: Actor, **values: object) -> Event:
    actor.require_organiser()
    with writing() as session:
        event = _locked(session, actor.event_id)
        if "feedback_state" in values:
            values = _turned(event, values)
        for name, value in values.items():
            setattr(event, name, value)
        session.flush()
        raise_event_revision(session, event.id)
        return event


def _turned(event: Event, values: dict[str, object]) -> dict[str, object]:
    """What opening or closing changes at a survey in its present state. Raises CafeError as `begin` and `end` do."""
    if values["feedback_state"] == "open":
        if event.feedback_state == "sealed" or (event.feedback_state == "closed" and _is_due(event, now())):
            raise CafeError("feedback_sealed")
        survey_keys.make(event.id)
    elif event.feedback_state == "before":
        raise CafeError("feedback_closed")
    elif event.feedback_state != "open":
        return {}
    return values


def _locked(session: CafeSession, event_id: int) -> Event:
    locked = select(Event).where(Event.id == event_id).with_for_update()
    return session.execute(locked.execution_options(populate_existing=True)).scalar_one()


def _find(session: CafeSession, actor: Actor, answer_id: str) -> FeedbackAnswer:
    wanted = select(FeedbackAnswer).where(FeedbackAnswer.id == answer_id, FeedbackAnswer.event_id == actor.event_id)
    found = session.execute(wanted.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None or not found.text:
        raise CafeError("unknown_comment")
    return found


def questions(event: Event) -> list[FeedbackQuestion]:
    """Return the event's survey questions in their order."""
    asked = select(FeedbackQuestion).where(FeedbackQuestion.event_id == event.id)
    return list(db.session.scalars(asked.order_by(FeedbackQuestion.position)))
