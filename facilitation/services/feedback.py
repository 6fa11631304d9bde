"""The survey at the end of the day: answering, opening and closing it, and moderating its comments."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from facilitation import pseudonyms
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import PLACES, Event, FeedbackAnswer, FeedbackQuestion, Participant
from facilitation.services import limits, participants
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import CafeSession, raise_event_revision, write_together, writing
from facilitation.text import clean


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


def set(actor: Actor, *, scale: dict[str, int], text: str, language: str) -> None:
    """Store a participant's answers in place of their earlier ones; each question and the comment may be left out.

    A changed comment loses its German wording, and stays hidden where it was.
    Raises CafeError `not_joined`, `feedback_closed`, `malformed` (scale), `unknown_language`, `text_too_long`,
    `too_many` (retry_after), and as `participants.arrive` does.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    id = pseudonym(actor)

    def work(store: Store) -> None:
        _check(store, actor, scale, language)
        is_new = store.first(_LOCKED, event=actor.event_id, participant=actor.participant_id) is None
        limits.count(actor, None, "feedback")
        given = Answers(scale, _cleaned(text), language)
        if is_new:
            participants.arrive(store, actor, language=language)
        known = store.first(_KNOWN, answer=id)
        if known is not None and given == (known.scale, known.text, known.language):
            limits.give_back(actor, None, "feedback")
            return
        if known is None:
            store.do(_ADD, id=id, event_id=actor.event_id, **given._asdict())
            return
        values = {f"new_{name}": value for name, value in given._asdict().items()}
        store.do(_CHANGE, answer=id, new_german=known.german if known.text == given.text else None, **values)

    write_together(work)


def own(store: Store, actor: Actor) -> Answers | None:
    """Return this person's answers; None where there are none."""
    if actor.participant_id is None:
        return None
    known = store.first(_KNOWN, answer=pseudonym(actor))
    return Answers(known.scale, known.text, known.language) if known else None


def pseudonym(actor: Actor) -> str:
    """Return the id under which a participant's answers are stored."""
    assert actor.participant_id is not None, "only participants answer"
    return pseudonyms.of("feedback", actor.event_id, actor.participant_id)


def begin(actor: Actor) -> Event:
    """Open the survey, also after it was closed. Raises CafeError `not_allowed`."""
    return _turn(actor, feedback_state="open")


def end(actor: Actor) -> Event:
    """Close the survey until it is opened again.

    Raises CafeError `not_allowed`, and `feedback_closed` where it was never opened.
    """
    return _turn(actor, feedback_state="closed")


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
        locked = select(Event).where(Event.id == actor.event_id).with_for_update()
        event = session.execute(locked.execution_options(populate_existing=True)).scalar_one()
        if values.get("feedback_state") == "closed" and event.feedback_state == "before":
            raise CafeError("feedback_closed")
        for name, value in values.items():
            setattr(event, name, value)
        session.flush()
        raise_event_revision(session, event.id)
        return event


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
