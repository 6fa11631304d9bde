"""The survey's questions: added, moved, closed and removed, and no answer ever becomes one to something else."""

import json

import pytest
from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, EventDeed, FeedbackAnswer, FeedbackQuestion, Participant
from facilitation.queries import survey as figures
from facilitation.services import feedback, own_texts, seen, survey, translations
from facilitation.services.translations import Place
from facilitation.storage.statements import reading
from facilitation.transfer import records, restoring
from tests.conftest import NOON, Guests, refused

Counted = list[tuple[str, int]]


@pytest.fixture
def opened(organiser: Actor) -> None:
    """The survey is open."""
    feedback.begin(organiser)


def asked(event: Event) -> list[tuple[int, str, bool]]:
    """The questions as they stand: number, text, whether it is closed."""
    db.session.expire_all()
    return [(one.number, one.text, one.closed) for one in feedback.questions(event)]


def numbers(event: Event) -> list[int]:
    return [number for number, *_ in asked(event)]


def give(actor: Actor, **scale: int) -> None:
    answers = {key.removeprefix("q"): place for key, place in scale.items()}
    feedback.set(actor, scale=answers, text="", language="de")


def counted(event: Event) -> Counted:
    """What was asked, with how many answered it."""
    return [(question.text, sum(counts)) for question, counts in figures.tally(event.id).questions]


def reword(organiser: Actor, event: Event, position: int, text: str) -> None:
    now = asked(event)[position - 1][1]
    own_texts.write(organiser, Place("survey", "text", position), text=text, known=seen.mark(now))


def test_a_question_is_added_moved_and_removed(event: Event, organiser: Actor) -> None:
    before = asked(event)
    survey.add(organiser, text=" War es   laut? ")
    assert asked(event) == [*before, (5, "War es laut?", False)]
    survey.move(organiser, 5, to=1)
    assert numbers(event) == [5, 1, 2, 3, 4]
    survey.move_by_one(organiser, 5, up=False)
    survey.move_by_one(organiser, 4, up=False)
    survey.move(organiser, 1, to=99)
    assert numbers(event) == [5, 2, 3, 4, 1]
    survey.remove(organiser, 3)
    assert numbers(event) == [5, 2, 4, 1]
    assert [one.position for one in feedback.questions(event)] == [1, 2, 3, 4]
    deeds = [one.deed for one in db.session.scalars(select(EventDeed).order_by(EventDeed.number))]
    assert deeds == ["survey.add", *["survey.move"] * 3, "survey.remove"]


def test_a_number_is_never_given_twice(event: Event, organiser: Actor, guest: Guests, opened: None) -> None:
    survey.remove(organiser, 4)
    survey.add(organiser, text="Kommen Sie wieder?")
    assert numbers(event) == [1, 2, 3, 5]
    give(guest(), q3=2, q4=5)  # its phone still shows the question that was removed
    assert counted(event)[2:] == [(asked(event)[2][1], 1), ("Kommen Sie wieder?", 0)]
    with refused("malformed"):
        give(guest(), q6=5)


def test_answers_stay_with_their_question_wherever_it_stands(
    event: Event, organiser: Actor, guest: Guests, opened: None
) -> None:
    give(guest(), q1=5, q3=1)
    before = dict(counted(event))
    survey.move(organiser, 3, to=1)
    assert dict(counted(event)) == before
    assert counted(event)[0][1] == 1


def test_what_has_answers_keeps_its_words_and_cannot_be_removed(
    event: Event, organiser: Actor, guest: Guests, opened: None
) -> None:
    give(guest(), q1=5)
    before = asked(event)
    with refused("question_answered"):
        reword(organiser, event, 1, "War es schlecht?")
    with refused("question_answered"):
        survey.remove(organiser, 1)
    assert asked(event) == before
    reword(organiser, event, 2, "Wie war das Essen?")
    assert asked(event)[1][1] == "Wie war das Essen?"


def test_a_translation_that_guests_answered_by_stays(event: Event, organiser: Actor, guest: Guests) -> None:
    place, words = Place("survey", "text", 1), asked(event)[0][1]
    there = "Was it good?"
    known = translations.every(event.id)["en"].get(words, "")
    own_texts.translate(organiser, place, language="en", text=there, of=words, known=seen.mark(known))
    feedback.begin(organiser)
    give(guest(), q1=5)
    with refused("question_answered"):
        own_texts.translate(organiser, place, language="en", text="Was it bad?", of=words, known=seen.mark(there))


def test_a_phone_that_shows_the_old_words_answers_no_new_ones(
    event: Event, organiser: Actor, guest: Guests, opened: None
) -> None:
    reword(organiser, event, 1, "War es zu lang?")  # the survey is open, and nobody has answered yet
    give(guest(), q1=5, q2=4)
    assert [count for _, count in counted(event)] == [0, 1, 0, 0]


def test_before_the_survey_opens_a_reworded_question_is_the_same_one(event: Event, organiser: Actor) -> None:
    reword(organiser, event, 1, "War es zu lang?")
    assert numbers(event) == [1, 2, 3, 4]


def test_a_closed_question_keeps_its_answers(event: Event, organiser: Actor, guest: Guests, opened: None) -> None:
    person, late = guest(), guest()
    give(person, q1=5, q2=4)
    survey.set_closed(organiser, 1, on=True)
    with reading() as store:
        form = feedback.standing(store, person)
    assert form is not None
    assert form.scale == {"2": 4}
    give(person, q2=1)  # a page that does not show it any more
    give(late, q1=3)  # one that still does
    assert [count for _, count in counted(event)] == [2, 1, 0, 0]
    survey.set_closed(organiser, 1, on=False)
    with reading() as store:
        assert feedback.standing(store, person) == ({"1": 5, "2": 1}, "", "de")


def test_a_question_closed_before_anybody_answered_is_in_no_result(
    event: Event, organiser: Actor, opened: None
) -> None:
    survey.set_closed(organiser, 2, on=True)
    assert len(counted(event)) == 3


def test_what_a_rehearsal_answered_holds_back_nothing(
    event: Event, organiser: Actor, guest: Guests, opened: None
) -> None:
    simulated = guest()
    give(simulated, q1=5, q2=4)
    db.session.query(FeedbackAnswer).update({"simulated": True})
    db.session.query(Participant).update({"simulated": True})
    db.session.commit()
    survey.remove(organiser, 1)
    assert db.session.scalars(select(FeedbackAnswer.scale)).all() == [{"2": 4}]


def test_as_many_questions_as_a_minute_has_room_for(event: Event, organiser: Actor) -> None:
    for n in range(5, bounds.MOST_QUESTIONS + 1):
        survey.add(organiser, text=f"Frage {n}")
    with refused("too_many_questions"):
        survey.add(organiser, text="Noch eine")
    with refused("text_empty"):
        survey.add(organiser, text=" ")


def test_only_organisers_arrange_questions(event: Event, host: Actor, guest: Guests) -> None:
    for actor in (host, guest()):
        for deed in (
            lambda by: survey.add(by, text="Noch eine"),
            lambda by: survey.move(by, 1, to=2),
            lambda by: survey.move_by_one(by, 1, up=True),
            lambda by: survey.set_closed(by, 1, on=True),
            lambda by: survey.remove(by, 1),
        ):
            with refused("not_allowed"):
                deed(actor)


def test_a_question_of_another_event_is_none_here(event: Event, organiser: Actor) -> None:
    with refused("unknown_question"):
        survey.remove(organiser, 9)


def test_questions_and_answers_come_back_from_a_file(
    event: Event, organiser: Actor, guest: Guests, opened: None
) -> None:
    give(guest(), q1=5, q2=4)
    survey.set_closed(organiser, 1, on=True)
    survey.move(organiser, 2, to=4)
    before = counted(event)
    record = json.loads(json.dumps(records.read(event)))
    restored = restoring.restore(record, slug="wieder", moment=NOON, picture=lambda _: None)
    made = db.session.execute(select(Event).where(Event.slug == restored.slug)).scalar_one()
    assert (counted(made), made.survey_numbered) == (before, 4)
    earlier = {**record, "event": dict(record["event"])}
    del earlier["event"]["survey_numbered"]
    earlier["feedback_questions"] = [
        {name: value for name, value in row.items() if name not in ("number", "closed")}
        for row in record["feedback_questions"]
    ]
    restored = restoring.restore(earlier, slug="frueher", moment=NOON, picture=lambda _: None)
    made = db.session.execute(select(Event).where(Event.slug == restored.slug)).scalar_one()
    assert [(one.number, one.closed) for one in feedback.questions(made)] == [(n, False) for n in range(1, 5)]
    assert made.survey_numbered == 4
    assert db.session.query(FeedbackQuestion).count() == 12
