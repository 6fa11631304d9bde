"""The survey: one answer a person, anonymous, changeable until it closes; exact counts; comments that may be hidden."""

import dataclasses
import datetime as dt
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import Mock

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select, text

from facilitation import pseudonyms, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, FeedbackAnswer, FeedbackQuestion
from facilitation.models.columns import now
from facilitation.queries import harvest
from facilitation.queries import survey as figures
from facilitation.queries.covering import covered_row
from facilitation.queries.harvest import HarvestComment, HarvestFeedback
from facilitation.services import events, feedback, limits, participants, translations
from facilitation.storage import erasing, survey_keys, turns
from facilitation.storage.statements import reading
from tests.conftest import Guests, deleted_on, new_id, read_lines, refused

PLACES = range(1, 6)


@pytest.fixture
def opened(organiser: Actor) -> None:
    """The survey is open."""
    feedback.begin(organiser)


def give(actor: Actor, scale: dict[str, int] | None = None, text: str = "", language: str = "de") -> None:
    feedback.set(actor, scale=scale or {}, text=text, language=language)


def brought(event: Event) -> HarvestFeedback:
    found = harvest.of(event).feedback
    assert found is not None
    return found


def id_of(text: str) -> str:
    return db.session.execute(select(FeedbackAnswer.id).where(FeedbackAnswer.text == text)).scalar_one()


def rows() -> int:
    return db.session.execute(select(func.count()).select_from(FeedbackAnswer)).scalar_one()


def test_the_files_answers_are_counted_exactly(event: Event, guest: Guests, organiser: Actor, opened: None) -> None:
    lines = read_lines("feedback.jsonl")
    lines += [{"q2": 3, "lang": "fa", "text": ""}, {"lang": "tr", "text": "Teşekkürler"}, {"lang": "de", "text": " \n"}]
    for line in lines:
        scale = {str(n): line[f"q{n}"] for n in range(1, 5) if f"q{n}" in line}
        give(guest(), scale, line["text"], line["lang"])
        if "german_translation" in line:
            german = line["german_translation"]
            feedback.word_in_german(organiser, id_of(line["text"]), text=german, was=None)
    found = brought(event)
    assert found.people == 26  # 24 lines, one with an answer alone, one with a text alone; the last one says nothing
    for n, asked in enumerate(found.scales, start=1):
        chosen = [line[f"q{n}"] for line in lines if f"q{n}" in line]
        assert asked.question == seed.plan()["feedback"]["questions"][n - 1]
        assert asked.counts == tuple(sum(one == place for one in chosen) for place in PLACES)
        assert asked.answers == len(chosen)
        assert asked.mean == pytest.approx(fmean(chosen), abs=1e-12)
    assert [asked.answers for asked in found.scales] == [24, 25, 24, 24]
    written = [line for line in lines if line["text"].strip()]
    said = [(one.language, one.text, one.german) for one in found.comments]
    assert sorted(said, key=str) == sorted(
        ((one["lang"], one["text"], one.get("german_translation")) for one in written), key=str
    )
    assert [one.language for one in found.comments] == sorted(
        (one["lang"] for one in written), key=lambda language: (language != "de", language)
    )
    assert (found.comments[0].language, found.comments[-1].language) == ("de", "vi")


def test_a_persons_later_answer_takes_the_place_of_the_earlier(event: Event, guest: Guests, opened: None) -> None:
    person, other = guest(), guest()
    give(person, {"1": 2, "2": 5}, "Zu laut")
    give(other, {"1": 4})
    give(person, {"1": 3}, "Zu laut")
    give(person, {"1": 3}, "Zu laut")
    found = brought(event)
    assert (rows(), found.people) == (2, 2)
    assert [scale.counts for scale in found.scales[:2]] == [(0, 0, 1, 1, 0), (0, 0, 0, 0, 0)]
    assert (found.scales[0].mean, found.scales[1].mean) == (3.5, None)
    nobody = guest()
    with reading() as store:
        assert feedback.own(store, person) == ({"1": 3}, "Zu laut", "de")
        assert feedback.own(store, nobody) is None


def test_who_takes_everything_back_is_nobody(event: Event, guest: Guests, opened: None) -> None:
    person = guest()
    give(person, {"1": 5}, "Ja")
    give(person)
    assert (brought(event).people, brought(event).comments) == (0, ())


def test_nothing_that_is_stored_leads_back_to_a_person(event: Event, guest: Guests, opened: None) -> None:
    people = [guest() for _ in range(3)]
    for person in people:
        give(person, {"1": 3})
    stored = [row.__dict__ for row in db.session.scalars(select(FeedbackAnswer))]
    names = {name for row in stored for name in row} - {"_sa_instance_state"}
    assert names == {
        "id",
        "event_id",
        "scale",
        "language",
        "text",
        "german",
        "hidden",
        "contact_confirmed",
        "simulated",
    }
    assert len({row["id"] for row in stored}) == 3
    assert not any(str(person.participant_id) in row["id"] for person in people for row in stored)
    before = [str(feedback.pseudonym(person)) for person in people]
    assert sorted(before) == sorted(row["id"] for row in stored)


def test_a_pseudonym_needs_its_key(event: Event) -> None:
    first = pseudonyms.of("feedback", event.id, 7, key=b"one")
    assert first == pseudonyms.of("feedback", event.id, 7, key=b"one")
    others = [("x", event.id, 7), ("feedback", 8, 7), ("feedback", event.id, 8)]
    made = [pseudonyms.of(*one, key=b"one") for one in others] + [pseudonyms.of("feedback", event.id, 7, key=b"two")]
    assert len({first, *made}) == 5


def linkable(app: Any, event: Event, people: list[Actor]) -> list[str]:
    """The ids of answers to which whoever has the whole folder, and time, finds the person."""
    keys = [app.secret_key.encode()]
    keys += [path.read_bytes() for path in app.extensions["config"].data_dir.rglob("*") if path.stat().st_size == 32]
    numbers = [one.participant_id for one in people if one.participant_id is not None]
    made = {pseudonyms.of("feedback", event.id, number, key=key) for number in numbers for key in keys}
    return [id for id in db.session.scalars(select(FeedbackAnswer.id)) if id in made]


def key_file(app: Any, event: Event) -> Path:
    return Path(app.extensions["config"].data_dir / survey_keys.FOLDER / str(event.id))


@pytest.fixture
def answered(guest: Guests, opened: None, organiser: Actor) -> list[Actor]:
    """Twenty people answered, and the survey was closed."""
    people = [guest() for _ in range(20)]
    for number, person in enumerate(people):
        give(person, {"1": 1 + number % 5}, f"Nummer {number}")
    feedback.end(organiser)
    return people


def test_an_hour_after_closing_the_folder_says_nothing_about_whose_answers_are_whose(
    app: Any, event: Event, organiser: Actor, answered: list[Actor]
) -> None:
    key = key_file(app, event)
    secret = key.read_bytes()
    assert (len(linkable(app, event, answered)), key.stat().st_mode & 0o777) == (20, 0o600)
    assert key.parent.stat().st_mode & 0o777 == 0o700
    before = brought(event)
    assert feedback.seal_due(now() + feedback.CHANGEABLE - dt.timedelta(minutes=1)) == []
    assert feedback.seal_due(now() + feedback.CHANGEABLE) == [event.id]
    assert feedback.seal_due(now() + feedback.CHANGEABLE) == []
    assert (linkable(app, event, answered), key.exists()) == ([], False)
    folder = app.extensions["config"].data_dir
    assert not [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]
    found = brought(event)
    assert (found.people, found.scales) == (before.people, before.scales)
    assert sorted(one.text for one in found.comments) == sorted(one.text for one in before.comments)


def test_what_is_sealed_does_not_even_say_in_which_order_people_answered(
    event: Event, organiser: Actor, answered: list[Actor]
) -> None:
    came = [f"Nummer {number}" for number in range(20)]
    stored = select(FeedbackAnswer.text).order_by(text("rowid"))
    assert db.session.scalars(stored).all() == came
    feedback.seal_due(now() + feedback.CHANGEABLE)
    kept = db.session.scalars(stored).all()
    assert (sorted(kept) == sorted(came), kept != came) == (True, True)


def test_a_key_is_overwritten_before_it_is_deleted(app: Any, event: Event, opened: None, tmp_path: Path) -> None:
    key, other = key_file(app, event), tmp_path / "another name of the same bytes"
    other.hardlink_to(key)
    assert other.read_bytes() != bytes(32)
    survey_keys.destroy(event.id)
    assert (key.exists(), other.read_bytes()) == (False, bytes(32))


def test_within_the_hour_it_opens_again_and_people_change_their_answers(
    event: Event, organiser: Actor, answered: list[Actor]
) -> None:
    feedback.begin(organiser)
    assert feedback.seal_due(now() + 5 * feedback.CHANGEABLE) == []
    give(answered[0], {"1": 5}, "Nummer 0")
    assert (rows(), event.feedback_closed_at) == (20, None)
    feedback.end(organiser)
    first = event.feedback_closed_at
    feedback.end(organiser)
    assert event.feedback_closed_at == first
    assert feedback.seal_due(now() + feedback.CHANGEABLE) == [event.id]


def test_what_is_sealed_stays_closed(
    event: Event, guest: Guests, organiser: Actor, answered: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(feedback, "now", lambda: now() + feedback.CHANGEABLE)
        with refused("feedback_sealed"):  # also where nobody has sealed it yet
            feedback.begin(organiser)
    feedback.seal_due(now() + feedback.CHANGEABLE)
    with refused("feedback_sealed"):
        feedback.begin(organiser)
    feedback.end(organiser)
    assert event.feedback_state == "sealed"
    for person in (answered[0], guest()):
        with refused("feedback_closed"):
            give(person, {"1": 1})
        with reading() as store:
            assert feedback.own(store, person) is None
    assert rows() == 20


def test_a_clock_that_is_put_back_seals_an_hour_later_and_not_two_days(
    event: Event, organiser: Actor, opened: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        ahead.setattr(feedback, "now", lambda: now() + dt.timedelta(days=2))
        feedback.end(organiser)
    moment = now()
    assert feedback.seal_due(moment) == []
    assert feedback.seal_due(moment + feedback.CHANGEABLE - dt.timedelta(minutes=1)) == []
    assert feedback.seal_due(moment + feedback.CHANGEABLE) == [event.id]


def test_moderation_goes_on_after_the_sealing(event: Event, organiser: Actor, answered: list[Actor]) -> None:
    feedback.seal_due(now() + feedback.CHANGEABLE)
    feedback.hide(organiser, id_of("Nummer 3"), on=True)
    feedback.word_in_german(organiser, id_of("Nummer 4"), text="Nummer vier", was=None)
    assert len(brought(event).comments) == 19


def test_a_key_that_the_disk_keeps_for_now_keeps_no_ids_from_being_erased(
    answered: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(erasing._due, "erased", erasing._due.wanted)
    monkeypatch.setattr(survey_keys, "destroy", fails)
    with pytest.raises(PermissionError):
        feedback.seal_due(now() + feedback.CHANGEABLE)
    assert erasing.is_wanted()


def test_keys_that_belong_to_no_changeable_survey_are_destroyed(
    app: Any, event: Event, opened: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for left in (event.id + 1, f"{event.id}.0f0f"):
        (key_file(app, event).parent / str(left)).write_bytes(bytes(32))
    feedback.seal_due(now())
    assert len(list(key_file(app, event).parent.iterdir())) == 3  # another process may just be making them
    monkeypatch.setattr(survey_keys, "MAKING_SECONDS", 0)
    feedback.seal_due(now())
    assert list(key_file(app, event).parent.iterdir()) == [key_file(app, event)]


def test_a_survey_that_came_back_without_its_key_goes_on(
    event: Event, guest: Guests, organiser: Actor, opened: None
) -> None:
    """As a backup brings it back: what was answered stays, and nobody can change it any more."""
    person = guest()
    give(person, {"1": 2}, "Vorher")
    survey_keys.destroy(event.id)
    with reading() as store:
        assert feedback.own(store, person) is None
    give(person, {"1": 5}, "Nachher")
    assert sorted(one.text for one in brought(event).comments) == ["Nachher", "Vorher"]


def test_the_day_of_deletion_takes_the_key_along(app: Any, event: Event, guest: Guests, opened: None) -> None:
    give(guest(), {"1": 4}, "Danke")
    deleted_on(event.delete_on)
    assert not key_file(app, event).exists()


@pytest.mark.parametrize(("state", "linked"), [("open", 2), ("closed", 0)])
def test_the_migration_unlinks_what_earlier_versions_stored(
    app: Any, event: Event, guest: Guests, opened: None, state: str, linked: int
) -> None:
    people = [guest(), guest()]
    for place, person in enumerate(people, start=1):
        give(person, {"1": place}, f"Nummer {place}")
    event_id, numbers = event.id, [one.participant_id or 0 for one in people]
    ids = {str(feedback.pseudonym(one)): one.participant_id or 0 for one in people}
    survey_keys.destroy(event_id)
    db.session.remove()
    downgrade(revision="0013")
    with db.engine.begin() as connection:
        for new, number in ids.items():
            old = pseudonyms.of("feedback", event_id, number, key=app.secret_key.encode())
            connection.execute(text("UPDATE feedback_answer SET id = :old WHERE id = :new"), {"old": old, "new": new})
        connection.execute(text("UPDATE event SET feedback_state = :state"), {"state": state})
    upgrade()
    kept = db.session.get_one(Event, event_id)
    assert kept.feedback_state == {"open": "open", "closed": "sealed"}[state]
    assert len(linkable(app, kept, people)) == linked
    linkable_before = {pseudonyms.of("feedback", event_id, one, key=app.secret_key.encode()) for one in numbers}
    assert linkable_before.isdisjoint(db.session.scalars(select(FeedbackAnswer.id)))
    with reading() as store:
        said = [answers and answers.text for answers in (feedback.own(store, person) for person in people)]
    assert said == (["Nummer 1", "Nummer 2"] if linked else [None, None])


def test_only_participants_answer_and_only_while_it_is_open(
    event: Event, guest: Guests, host: Actor, organiser: Actor
) -> None:
    person = guest()
    with refused("feedback_closed"):
        give(person, {"1": 5})
    feedback.begin(organiser)
    for somebody in (host, organiser, Actor(event.id, wall=True), Actor(event.id)):
        with refused("not_joined"):
            give(somebody, {"1": 5})
    give(person, {"1": 5})
    feedback.end(organiser)
    with refused("feedback_closed"):
        give(person, {"1": 1})
    feedback.begin(organiser)
    give(person, {"1": 4})
    assert brought(event).scales[0].counts == (0, 0, 0, 1, 0)


def test_a_guest_of_another_event_answers_there_only(event: Event, organiser: Actor, opened: None) -> None:
    elsewhere = events.create({**seed.plan(), "slug": "elsewhere"}, today=event.date)
    stranger = participants.join(elsewhere, language="de").id
    with refused("not_joined"):
        give(Actor(event.id, stranger), {"1": 5})
    feedback.begin(Actor(elsewhere.id, organiser=True))
    give(Actor(elsewhere.id, stranger), {"1": 5}, "Dort")
    assert (brought(event).people, brought(elsewhere).people) == (0, 1)
    with refused("unknown_comment"):
        feedback.hide(organiser, id_of("Dort"), on=True)


def test_only_organisers_open_close_show_and_hide(
    event: Event, guest: Guests, host: Actor, organiser: Actor, opened: None
) -> None:
    person = guest()
    give(person, {}, "Das war schön")
    id = id_of("Das war schön")
    for somebody in (person, host, Actor(event.id, wall=True)):
        for deed in (feedback.begin, feedback.end):
            with refused("not_allowed"):
                deed(somebody)
        with refused("not_allowed"):
            feedback.show(somebody, on=True)
        with refused("not_allowed"):
            feedback.hide(somebody, id, on=True)
        with refused("not_allowed"):
            feedback.word_in_german(somebody, id, text="Ja", was=None)
    stored = db.session.get_one(FeedbackAnswer, id, populate_existing=True)
    assert (stored.hidden, stored.german, event.feedback_state, event.feedback_shown) == (False, None, "open", False)


@pytest.mark.parametrize("scale", [{"9": 3}, {"1": 0}, {"1": 6}, {"1": True}, {"1": "5"}, {"": 3}, {"01": 3}])
def test_what_is_not_on_the_scale_is_refused(guest: Guests, opened: None, scale: dict[str, Any]) -> None:
    with refused("malformed"):
        give(guest(), scale)
    assert rows() == 0


def test_comments_are_cleaned_and_limited_like_contributions(event: Event, guest: Guests, opened: None) -> None:
    with refused("text_too_long"):
        give(guest(), {}, "a" * 501)
    with refused("unknown_language"):
        give(guest(), {}, "Hallo", "xx")
    give(guest(), {}, "  Zwei\r\n\r\n\r\n\r\nZeilen\x00\u202e ")
    give(guest(), {"1": 5}, "\u200b\u200b")
    assert [one.text for one in brought(event).comments] == ["Zwei\n\nZeilen"]


def test_contact_data_does_not_reach_the_report(event: Event, guest: Guests, organiser: Actor, opened: None) -> None:
    give(guest(), {}, "Write to amina@example.org", "en")
    wording = "Schreiben Sie an amina@example.org"
    feedback.word_in_german(organiser, id_of("Write to amina@example.org"), text=wording, was=None)
    (comment,) = brought(event).comments
    assert comment == HarvestComment("en", "Write to [Kontaktangabe]", "Schreiben Sie an [Kontaktangabe]")


def test_a_comments_contact_data_is_shown_once_an_organiser_confirmed_what_they_read(
    event: Event, guest: Guests, organiser: Actor, host: Actor, opened: None
) -> None:
    person, typed, german = guest(), "Write to amina@example.org", "Schreiben Sie an amina@example.org"
    give(person, {}, typed, "en")
    id = id_of(typed)

    def told() -> tuple[str, str | None]:
        (comment,) = brought(event).comments
        (desk,) = (figures.told(event.id, "desk") or {})["comments"]
        assert (desk["text"], desk["masked"] is None) == (typed, "[" not in comment.text + (comment.german or ""))
        return comment.text, comment.german

    with refused("not_allowed"):
        feedback.confirm_contact(host, id, was=typed)
    with refused("unknown_comment"):
        feedback.confirm_contact(organiser, new_id(), was=typed)
    feedback.word_in_german(organiser, id, text=german, was=None)
    with refused("reworded") as refusal:
        feedback.confirm_contact(organiser, id, was=typed)
    assert refusal.value.detail == {"now": f"{typed}\n{german}"}
    assert told() == ("Write to [Kontaktangabe]", "Schreiben Sie an [Kontaktangabe]")
    feedback.confirm_contact(organiser, id, was=f"{typed}\n{german}")
    assert told() == (typed, german)
    feedback.word_in_german(organiser, id, text="Bitte schreiben", was=german)
    assert told() == (typed, "Bitte schreiben")
    feedback.word_in_german(organiser, id, text="Oder an info@example.org", was="Bitte schreiben")
    assert told() == ("Write to [Kontaktangabe]", "Oder an [Kontaktangabe]")
    feedback.confirm_contact(organiser, id, was=f"{typed}\nOder an info@example.org")
    give(person, {"1": 5}, typed, "en")
    assert told() == (typed, "Oder an info@example.org")
    typed = "Write to amira@example.org"
    give(person, {"1": 5}, typed, "en")
    assert told() == ("Write to [Kontaktangabe]", None)


def test_a_hidden_comment_is_the_desks_alone(event: Event, guest: Guests, organiser: Actor, opened: None) -> None:
    person = guest()
    give(person, {"1": 2}, "Frau M. war unfreundlich")
    give(guest(), {}, "Danke")
    id = id_of("Frau M. war unfreundlich")
    feedback.hide(organiser, id, on=True)
    found = brought(event)
    assert [one.text for one in found.comments] == ["Danke"]
    assert (found.people, found.scales[0].counts) == (2, (0, 1, 0, 0, 0))
    desk, wall = figures.told(event.id, "desk"), figures.told(event.id, "wall")
    assert desk is not None
    assert {one["text"]: one["hidden"] for one in desk["comments"]} == {
        "Frau M. war unfreundlich": True,
        "Danke": False,
    }
    assert wall is None
    give(person, {"1": 2}, "Frau Meier war unfreundlich")
    assert [one.text for one in brought(event).comments] == ["Danke"]
    feedback.hide(organiser, id, on=False)
    assert len(brought(event).comments) == 2


def test_another_text_loses_its_german_wording(event: Event, guest: Guests, organiser: Actor, opened: None) -> None:
    person = guest()
    give(person, {}, "Thank you", "en")
    id = id_of("Thank you")
    feedback.word_in_german(organiser, id, text="Danke", was=None)
    with refused("reworded") as refusal:
        feedback.word_in_german(organiser, id, text="Vielen Dank", was=None)
    assert refusal.value.detail == {"now": "Danke"}
    give(person, {"1": 5}, "Thank you", "en")
    assert brought(event).comments[0].german == "Danke"
    give(person, {"1": 5}, "Thanks", "en")
    assert brought(event).comments[0].german is None


def test_the_wall_is_told_only_what_is_released_and_never_a_comment(
    event: Event, guest: Guests, organiser: Actor, opened: None
) -> None:
    give(guest(), {"1": 4}, "Nur für die Organisation")
    assert figures.told(event.id, "wall") is None
    feedback.show(organiser, on=True)
    told = figures.told(event.id, "wall")
    assert told is not None
    assert set(told) == {"event", "people", "questions"}
    assert (told["people"], told["questions"][0]["counts"]) == (1, (0, 0, 0, 1, 0))
    feedback.show(organiser, on=False)
    assert figures.told(event.id, "wall") is None


def test_who_was_never_asked_has_no_feedback(event: Event, organiser: Actor) -> None:
    assert harvest.of(event).feedback is None
    with refused("feedback_closed"):
        feedback.end(organiser)
    feedback.begin(organiser)
    found = brought(event)
    assert (found.people, found.comments, found.asked) == (0, (), event.feedback_free_text)
    assert [scale.mean for scale in found.scales] == [None] * 4


def test_everything_answered_is_deleted_on_the_promised_day(event: Event, guest: Guests, opened: None) -> None:
    give(guest(), {"1": 4}, "Danke")
    assert rows() == 1
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    assert rows() == 0
    assert len(feedback.questions(event)) == 4


def test_sending_again_does_not_count_but_changing_has_a_limit(
    guest: Guests, opened: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "clock", lambda: 1000.0)
    person = guest()
    most = limits.LIMITS["feedback"].at_once
    for _ in range(most + 1):
        give(person, {"1": 3})
    for n in range(most - 1):
        give(person, {"1": 1 + n % 2})
    with refused("too_many"):
        give(person, {"1": 5})
    give(guest(), {"1": 5})


def test_a_plan_may_bring_its_questions_in_other_languages(event: Event) -> None:
    survey = {"questions": ["Es war gut.", "Nur auf Deutsch."], "free_text": "Und?"}
    said = {"en": {"Es war gut.": "It was good.", "Und?": "And?"}}
    plan = {**seed.plan(), "slug": "elsewhere", "feedback": survey, "translations": said}
    made = events.create(plan, today=event.date)
    assert [one.text for one in feedback.questions(made)] == survey["questions"]
    assert (made.feedback_free_text, translations.every(made.id)) == ("Und?", said)
    assert db.session.query(FeedbackQuestion).count() == 6


def test_the_agreed_shape_is_filled(event: Event, guest: Guests, opened: None) -> None:
    give(guest(), {"1": 4}, "Danke")
    assert dataclasses.asdict(brought(event))["comments"] == ({"language": "de", "text": "Danke", "german": None},)


def test_comments_are_looked_through_for_who_reads_them_and_others_have_turns_meanwhile(
    event: Event, guest: Guests, opened: None, organiser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        give(guest(), {"1": 4}, f"Bitte rufen Sie an: 0351 4{number:02} 12 34")
    feedback.show(organiser, on=True)
    covering, giving = Mock(wraps=covered_row), Mock()
    monkeypatch.setattr("facilitation.queries.survey.covered_row", covering)
    monkeypatch.setattr(turns, "give", giving)
    wall = figures.told(event.id, "wall")
    assert wall is not None
    assert (wall["people"], covering.call_count, giving.call_count) == (20, 0, 0)
    desk = figures.told(event.id, "desk")
    assert desk is not None
    assert all(one["masked"] for one in desk["comments"])
    assert (len(desk["comments"]), covering.call_count, giving.call_count) == (20, 20, 3)
