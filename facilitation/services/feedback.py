"""The survey at the end of the day: answering, opening, closing and sealing it, and moderating its comments."""

import datetime as dt
import random
from collections import Counter
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from facilitation import bounds, clock, pseudonyms
from facilitation.actor import Actor
from facilitation.contact_data import has_contact_data
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n.language_codes import can_be_written
from facilitation.ids import new_id
from facilitation.models import PLACES, Event, FeedbackAnswer, FeedbackQuestion, Participant
from facilitation.models.columns import now
from facilitation.services import event_journal, limits, newcomers, orders, participants, seen
from facilitation.services.committed import Committed
from facilitation.storage import erasing, survey_keys
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import (
    CafeSession,
    lock_answer,
    lock_event,
    locking,
    raise_event_revision,
    write_together,
    writing,
)
from facilitation.text import clean, number

CHANGEABLE = dt.timedelta(seconds=bounds.SURVEY_SECONDS)


class Answers(NamedTuple):
    """One person's answers: `scale` maps a question's number to one of PLACES, `text` is a comment in `language`."""

    scale: dict[str, int]
    text: str
    language: str


_ASKED = Prepared(
    select(Event.feedback_state, Event.languages, Event.survey_numbered).where(Event.id == bindparam("event"))
)
_LOCKED = locking(
    select(Participant.id).where(
        Participant.event_id == bindparam("event"), Participant.id == bindparam("participant")
    ),
    of=Participant,
)
"""The participant's row stays locked, so that two tabs of one phone do not both add an answer."""
_QUESTIONS = Prepared(
    select(FeedbackQuestion.number, FeedbackQuestion.closed).where(FeedbackQuestion.event_id == bindparam("event"))
)
_COLUMNS = FeedbackAnswer.__table__.c
_OF_THIS_ID = select(*_COLUMNS).where(_COLUMNS.id == bindparam("answer"))
_KNOWN = Prepared(_OF_THIS_ID)
_CHANGED = locking(_OF_THIS_ID, of=FeedbackAnswer)
"""The answer stays as it is read: an organiser may be giving it a German wording just now."""
_UNSEEN = {"hidden": False, "contact_confirmed": False}
"""What a comment is that no organiser has looked at."""
_ADD = Prepared(
    insert(FeedbackAnswer).values(
        {**{column.name: bindparam(column.name) for column in _COLUMNS}, "german": None, **_UNSEEN}
    )
)
_CHANGE = Prepared(
    update(FeedbackAnswer)
    .where(FeedbackAnswer.id == bindparam("answer"))
    .values({name: bindparam(f"new_{name}") for name in ("scale", "text", "language", "german", "contact_confirmed")})
)

_TAKE_BACK = Prepared(delete(FeedbackAnswer).where(FeedbackAnswer.id == bindparam("answer")))


def set(actor: Actor, *, scale: dict[str, int], text: str, language: str) -> Committed[None]:
    """Store a participant's answers in place of their earlier ones; each question and the comment may be left out.

    A changed comment loses its German wording, and stays hidden where it was; contact data in it has to be confirmed
    anew. What was answered to a question that is asked no more stays. Nothing remembers who gave this order
    (`orders.NOBODY`), so that it tells nobody who answered.
    Raises CafeError `not_joined`, `feedback_closed`, `malformed` (scale), `unknown_language`, `text_too_long`,
    `too_many` (retry_after), and as `participants.arrive` does.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    to_count: list[int] = []

    def work(store: Store) -> Committed[None]:
        counted, closed = _checked(store, actor, scale, language)
        is_new = store.first(_LOCKED, event=actor.event_id, participant=actor.participant_id) is None
        limits.count(actor, None, "feedback")
        said = _cleaned(text)
        if is_new:
            to_count.extend(participants.arrive(store, actor, language=language))
        id = _pseudonym(actor, survey_keys.make(actor.event_id))
        known = store.first(_CHANGED, answer=id)
        kept_scale = {key: place for key, place in known.scale.items() if key in closed} if known else {}
        given = Answers({**kept_scale, **counted}, said, language)
        if known is not None and given == (known.scale, known.text, known.language):
            if actor.order is None:
                limits.give_back(actor, None, "feedback")
        elif known is None:
            store.do(_ADD, id=id, event_id=actor.event_id, simulated=actor.simulated, **given._asdict())
        else:
            is_same = known.text == given.text
            kept = {"german": known.german if is_same else None}
            kept["contact_confirmed"] = known.contact_confirmed and is_same
            store.do(_CHANGE, answer=id, **{f"new_{name}": one for name, one in {**given._asdict(), **kept}.items()})
            erasing.want()
        return orders.remember(store, actor, Committed(None, survey="answers"), who=orders.NOBODY)

    return write_together(work)._replace(dots=newcomers.count_again(to_count))


def take_back(actor: Actor) -> Committed[None]:
    """Delete a person's answers while the survey is open; afterwards they stay, as they would if changed."""

    def work(store: Store) -> Committed[None]:
        if store.one(_ASKED, event=actor.event_id).feedback_state != "open":
            return Committed(None)
        store.first(_LOCKED, event=actor.event_id, participant=actor.participant_id)
        id = pseudonym(actor)
        if id is None or store.first(_CHANGED, answer=id) is None:
            return Committed(None)
        store.do(_TAKE_BACK, answer=id)
        return Committed(None, survey="answers")

    done = write_together(work)
    erasing.want()
    return done


def standing(store: Store, actor: Actor) -> Answers | None:
    """Return what this person's form holds: their comment, and what they answered to questions that are still asked."""
    given = own(store, actor)
    asked = {str(row.number) for row in store.all(_QUESTIONS, event=actor.event_id) if not row.closed}
    return given and given._replace(scale={key: place for key, place in given.scale.items() if key in asked})


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


def begin(actor: Actor) -> Committed[Event]:
    """Open the survey, within CHANGEABLE also after it was closed.

    Raises CafeError `not_allowed`, `feedback_sealed`.
    """
    return _turn(actor, "feedback.begin", {}, feedback_state="open", feedback_closed_at=None)


def end(actor: Actor) -> Committed[Event]:
    """Close the survey; for CHANGEABLE it can be opened again. Repeating does not prolong that.

    Raises CafeError `not_allowed`, and `feedback_closed` where it was never opened.
    """
    return _turn(actor, "feedback.end", {}, feedback_state="closed", feedback_closed_at=now())


def has_answers() -> bool:
    """Tell whether anybody has ever answered a survey here."""
    return db.session.scalar(select(FeedbackAnswer.id).limit(1)) is not None


def seal_due(moment: dt.datetime) -> list[int]:
    """Seal every survey that was closed CHANGEABLE or longer before `moment`; return the ids of the events.

    What tells whose answers are whose is then gone: the survey's key from the disk, and the answers' ids and the order
    in which they came from the database. A key whose survey nobody can change is destroyed as well. A survey that was
    closed later than `moment`, before the clock was put back, counts as closed now. Repeating is harmless. Raises
    OSError where the disk does not let a key be destroyed; the next time it is tried again.
    """
    _put_right(moment)
    closed = db.session.scalars(select(Event).where(Event.feedback_state == "closed"))
    due = [event.id for event in closed if _is_due(event, moment)]
    sealed = [event_id for event_id in due if _seal(event_id, moment)]
    changeable = db.session.scalars(select(Event.id).where(Event.feedback_state.in_(("open", "closed")))).all()
    db.session.rollback()  # no transaction waits for the disk
    survey_keys.destroy_forgotten(changeable)
    return sealed


def _put_right(moment: dt.datetime) -> None:
    ahead = Event.feedback_state == "closed", Event.feedback_closed_at > moment
    if db.session.scalars(select(Event.id).where(*ahead)).first() is not None:
        with writing() as session:
            session.execute(update(Event).where(*ahead).values(feedback_closed_at=moment))


def _seal(event_id: int, moment: dt.datetime) -> bool:
    """Seal one survey, unless somebody has opened it again meanwhile."""
    with writing() as session:
        event = lock_event(session, event_id)
        if event.feedback_state != "closed" or not _is_due(event, moment):
            return False
        event.feedback_state = "sealed"
        session.flush()
        raise_event_revision(session, event_id)
        _shuffle(session, event_id)
    erasing.want()  # copies and the database's log still hold the ids that the key gave
    survey_keys.destroy(event_id)
    return True


def _is_due(event: Event, moment: dt.datetime) -> bool:
    """Tell whether a closed survey can be sealed: its hour has passed, whatever the clock was moved meanwhile."""
    if event.feedback_closed_at is None:
        return True
    moved = dt.timedelta(seconds=clock.moved(event.feedback_closed_at.timestamp()))
    return moment - event.feedback_closed_at - moved >= CHANGEABLE


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


def show(actor: Actor, *, on: bool) -> Committed[Event]:
    """Let the wall show how many people chose what, or stop it; a chosen scene ends. Raises CafeError `not_allowed`."""
    return _turn(actor, "feedback.show", {"on": on}, feedback_shown=on, **({"wall_scene": ""} if on else {}))


def hide(actor: Actor, answer_id: str, *, on: bool) -> Committed[FeedbackAnswer]:
    """Keep a comment out of the report, or let it in again. Raises CafeError `not_allowed`, `unknown_comment`."""
    actor.require_organiser()
    with writing() as session:
        answer = _find(session, actor, answer_id)
        if answer.hidden != on:
            event_journal.note(session, actor, "feedback.hide", on=on)
        answer.hidden = on
        return orders.remember(session, actor, Committed(answer, survey="answers"))


def word_in_german(actor: Actor, answer_id: str, *, text: str | None, was: str | None) -> Committed[FeedbackAnswer]:
    """Give a comment a German wording, or (None) remove it; `was` is the wording that the organiser saw before.

    Contact data in it has to be confirmed anew.
    Raises CafeError `not_allowed`, `unknown_comment`, `text_empty`, `text_too_long`, `reworded` (now).
    """
    actor.require_organiser()
    with writing() as session:
        answer = _find(session, actor, answer_id)
        text = clean(text) if text is not None else None
        seen.check(answer.german, was, wanted=text)
        if answer.german != text:
            event_journal.note(session, actor, "feedback.word_in_german", on=text is not None)
            country = session.get_one(Event, actor.event_id).country
            confirmed = answer.contact_confirmed and not (text and has_contact_data(text, country))
            answer.german, answer.contact_confirmed = text, confirmed
        erasing.want()
        return orders.remember(session, actor, Committed(answer, survey="answers"))


def lines(answer: FeedbackAnswer) -> str:
    """Return all texts of a comment, one below the other: what an organiser reads before confirming."""
    return seen.with_german(answer.text, answer.german)


def confirm_contact(actor: Actor, answer_id: str, *, was: str) -> Committed[FeedbackAnswer]:
    """Let contact data in a comment be shown in the report; `was` are the `lines` that the organiser read.

    Raises CafeError `not_allowed`, `unknown_comment`, `reworded` (now: in the form of `was`).
    """
    actor.require_organiser()
    with writing() as session:
        answer = _find(session, actor, answer_id)
        seen.check(lines(answer), was)
        if not answer.contact_confirmed:
            event_journal.note(session, actor, "feedback.confirm_contact")
        answer.contact_confirmed = True
        return orders.remember(session, actor, Committed(answer, survey="answers"))


def _checked(store: Store, actor: Actor, scale: dict[str, int], language: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return the answers that count, and the numbers of questions that are asked no more.

    A phone may have shown a question that was removed since: what was answered to it is left out.
    """
    asked: AnyRow = store.one(_ASKED, event=actor.event_id)
    if asked.feedback_state != "open":
        raise CafeError("feedback_closed")
    if not can_be_written(language, asked.languages):
        raise CafeError("unknown_language")
    questions = {str(row.number): bool(row.closed) for row in store.all(_QUESTIONS, event=actor.event_id)}
    gone = {key for key in scale.keys() - questions.keys() if _was_given(key, asked.survey_numbered)}
    if not scale.keys() <= questions.keys() | gone or any(not _is_place(one) for one in scale.values()):
        raise CafeError("malformed", field="scale")
    counted = {key: place for key, place in scale.items() if key in questions}
    return counted, frozenset(key for key, closed in questions.items() if closed)


def _was_given(key: str, highest: int) -> bool:
    """Tell whether a question once had this number."""
    found = number(key)
    return found is not None and 0 < found <= highest and key == str(found)


def _is_place(chosen: object) -> bool:
    return type(chosen) is int and chosen in PLACES


def _cleaned(text: str) -> str:
    try:
        return clean(text)
    except CafeError as refusal:
        if refusal.code != "text_empty":
            raise
        return ""


def _turn(actor: Actor, deed: str, said: dict[str, bool], **values: object) -> Committed[Event]:
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        if "feedback_state" in values:
            values = _turned(event, values)
        if any(getattr(event, name) != value for name, value in values.items()):
            event_journal.note(session, actor, deed, **said)
        for name, value in values.items():
            setattr(event, name, value)
        session.flush()
        raise_event_revision(session, event.id)
        return orders.remember(session, actor, Committed(event, survey="state"))


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


def _find(session: CafeSession, actor: Actor, answer_id: str) -> FeedbackAnswer:
    """Return a comment as it is now; nobody changes it before this transaction ends. Raises `unknown_comment`.

    The event is locked before, as it is by the journal and by somebody whose first deed an answer is.
    """
    lock_event(session, actor.event_id)
    found = lock_answer(session, actor.event_id, answer_id)
    if found is None or not found.text:
        raise CafeError("unknown_comment")
    return found


def questions(event: Event) -> list[FeedbackQuestion]:
    """Return the event's survey questions in their order, also those that are asked no more."""
    asked = select(FeedbackQuestion).where(FeedbackQuestion.event_id == event.id)
    return list(db.session.scalars(asked.order_by(FeedbackQuestion.position)))


def answered(session: CafeSession, event_id: int) -> Counter[int]:
    """Count the answers to each question by its number; a rehearsal's count for nothing, because they go with it."""
    mine = select(FeedbackAnswer.scale).where(FeedbackAnswer.event_id == event_id, FeedbackAnswer.simulated.is_(False))
    return Counter(number(key) or 0 for scale in session.scalars(mine) for key in scale)


def ask_otherwise(session: CafeSession, event: Event, question: FeedbackQuestion) -> None:
    """Prepare that a question of an event, which is locked, reads otherwise from now on.

    What was answered to it would seem to be about other words: that refuses it. Where the survey was opened, a phone
    may still show the old words, so the question gets a number of its own. Raises CafeError `question_answered`.
    """
    if answered(session, event.id)[question.number]:
        raise CafeError("question_answered")
    if event.feedback_state != "before":
        question.number = next_number(event)


def next_number(event: Event) -> int:
    """Return a number that no question of the event, which is locked, ever had."""
    event.survey_numbered += 1
    return event.survey_numbered
