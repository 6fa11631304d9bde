"""What organisers set of the survey: which questions there are, in which order, and which are asked no more.

All of it may change while the survey is open. A question has a number of its own, under which answers are stored, so
what was answered never becomes an answer to something else: a question with answers is closed, not removed, and its
words stay (`feedback.ask_otherwise`).
"""

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, FeedbackAnswer, FeedbackQuestion
from facilitation.services import feedback, own_texts, plan
from facilitation.services.committed import Committed
from facilitation.services.translations import Place
from facilitation.storage.transactions import CafeSession, lock_event, writing


def add(actor: Actor, *, text: str) -> Committed[FeedbackQuestion]:
    """Add a question as the last one. Raises CafeError `not_allowed`, `too_many_questions` (limit), and as `clean`."""
    actor.require_organiser()
    said = own_texts.cleaned(Place("survey", "text"), text, limit=bounds.TEXT_LIMIT)
    with writing() as session:
        event, questions = _locked(session, actor)
        if len(questions) >= bounds.MOST_QUESTIONS:
            raise CafeError("too_many_questions", limit=bounds.MOST_QUESTIONS)
        number = feedback.next_number(event)
        question = FeedbackQuestion(event_id=event.id, position=len(questions) + 1, number=number, text=said)
        session.add(question)
        return _changed(session, actor, event, "survey.add", question)


def move(actor: Actor, number: int, *, to: int) -> Committed[FeedbackQuestion]:
    """Put a question at a place among all, from 1; beyond either end it is the end.

    Raises CafeError `not_allowed`, `unknown_question`.
    """
    actor.require_organiser()
    with writing() as session:
        event, questions = _locked(session, actor)
        return _moved(session, actor, event, questions, _of_number(questions, number), to)


def move_by_one(actor: Actor, number: int, *, up: bool) -> Committed[FeedbackQuestion]:
    """Let a question and its neighbour change places; at either end nothing moves. Raises as `move` does."""
    actor.require_organiser()
    with writing() as session:
        event, questions = _locked(session, actor)
        question = _of_number(questions, number)
        place = questions.index(question) + 1 + (-1 if up else 1)
        return _moved(session, actor, event, questions, question, place)


def _moved(
    session: CafeSession,
    actor: Actor,
    event: Event,
    questions: list[FeedbackQuestion],
    question: FeedbackQuestion,
    to: int,
) -> Committed[FeedbackQuestion]:
    others = [one for one in questions if one is not question]
    others.insert(min(max(to, 1), len(questions)) - 1, question)
    if others == questions:
        return plan.unchanged(session, actor, question)
    _number(others)
    return _changed(session, actor, event, "survey.move", question)


def set_closed(actor: Actor, number: int, *, on: bool) -> Committed[FeedbackQuestion]:
    """Ask a question no more, or again; what was answered to it stays. Raises `not_allowed`, `unknown_question`."""
    actor.require_organiser()
    with writing() as session:
        event, questions = _locked(session, actor)
        question = _of_number(questions, number)
        if question.closed == on:
            return plan.unchanged(session, actor, question)
        question.closed = on
        return _changed(session, actor, event, "survey.close" if on else "survey.ask_again", question)


def remove(actor: Actor, number: int) -> Committed[FeedbackQuestion]:
    """Remove a question that nobody answered; what simulated guests answered to it goes along.

    Raises CafeError `not_allowed`, `unknown_question`, `question_answered`.
    """
    actor.require_organiser()
    with writing() as session:
        event, questions = _locked(session, actor)
        question = _of_number(questions, number)
        if feedback.answered(session, event.id)[number]:
            raise CafeError("question_answered")
        _leave_out(session, event.id, str(number))
        session.delete(question)
        _number([one for one in questions if one is not question])
        return _changed(session, actor, event, "survey.remove", question)


def _locked(session: CafeSession, actor: Actor) -> tuple[Event, list[FeedbackQuestion]]:
    event = lock_event(session, actor.event_id)
    wanted = select(FeedbackQuestion).where(FeedbackQuestion.event_id == event.id)
    ordered = wanted.order_by(FeedbackQuestion.position, FeedbackQuestion.id)
    return event, list(session.scalars(ordered.execution_options(populate_existing=True)))


def _of_number(questions: list[FeedbackQuestion], number: int) -> FeedbackQuestion:
    found = next((one for one in questions if one.number == number), None)
    if found is None:
        raise CafeError("unknown_question")
    return found


def _number(questions: list[FeedbackQuestion]) -> None:
    for position, one in enumerate(questions, start=1):
        if one.position != position:
            one.position = position


def _leave_out(session: CafeSession, event_id: int, number: str) -> None:
    of_rehearsal = select(FeedbackAnswer).where(FeedbackAnswer.event_id == event_id, FeedbackAnswer.simulated.is_(True))
    for answer in session.scalars(of_rehearsal):
        if number in answer.scale:
            answer.scale = {key: place for key, place in answer.scale.items() if key != number}


def _changed(
    session: CafeSession, actor: Actor, event: Event, deed: str, question: FeedbackQuestion
) -> Committed[FeedbackQuestion]:
    done = plan.changed(session, actor, event, deed, question, number=question.number)
    return done._replace(survey="state")
