"""A scanned code costs nothing: the row of a guest comes with the first deed, and newcomers are counted there."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Participant, Vote
from facilitation.models.columns import lot, now
from facilitation.services import limits, participants
from tests.conftest import Doors, OpenScreen, add, new_id, refused

EVENT = "/e/dresden-2023"
STATION = "foerderung-und-raeume"
PAGE = f"{EVENT}/stations/{STATION}"
CARD = {"text": "Mehr Räume!", "kind": "idea", "language": "uk"}


def rows() -> list[Participant]:
    db.session.rollback()
    return list(db.session.scalars(select(Participant)))


def scanned(app: Flask, doors: Doors) -> FlaskClient:
    web = app.test_client()
    assert web.get(doors.stations[STATION]).status_code == 302
    return web


def claimed(web: FlaskClient) -> list[int]:
    """What the cookie says: the id, and the event's generation."""
    with web.session_transaction() as session:
        (said,) = session["participants"].values()
    return list(said[:2])


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_makes_no_row(app: Flask, doors: Doors, event: Event, method: str) -> None:
    ids = set()
    for path in (doors.stations[STATION], doors.join, PAGE, f"{EVENT}/me", f"{EVENT}/feedback"):
        web = app.test_client()
        assert getattr(web, method)(path).status_code in (200, 302)
        id, generation = claimed(web)
        assert generation == event.generation
        ids.add(id)
        assert web.get(PAGE).status_code == web.get(f"{PAGE}.json").status_code == 200
        assert claimed(web) == [id, generation]
    assert len(ids) == 5
    assert rows() == []


def test_ids_have_64_bits(app: Flask, doors: Doors) -> None:
    ids = [claimed(scanned(app, doors))[0] for _ in range(20)]
    assert len(set(ids)) == 20
    assert 2**53 < max(ids) < 2**63


def name(web: FlaskClient) -> None:
    assert web.post(f"{EVENT}/me", data={"language": "uk", "name": "Olena"}).status_code == 303


def write(web: FlaskClient) -> None:
    assert web.post(PAGE, data={"id": new_id(), **CARD}).status_code == 303


def answer(web: FlaskClient) -> None:
    db.session.execute(update(Event).values(feedback_state="open"))
    db.session.commit()
    assert web.post(f"{EVENT}/feedback", data={"q1": "5", "language": "uk"}).status_code == 303


@pytest.mark.parametrize("deed", [name, write, answer])
def test_the_first_deed_stores_the_row(
    app: Flask, doors: Doors, event: Event, deed: Callable[[FlaskClient], None]
) -> None:
    web = scanned(app, doors)
    before = claimed(web)
    deed(web)
    deed(web)
    (row,) = rows()
    assert (row.id, row.language, row.greeted) == (before[0], "uk", deed is not answer)
    assert claimed(web) == before


def test_a_dot_stores_the_row(screen: OpenScreen, doors: Doors, event: Event) -> None:
    phone, id = screen(doors.stations[STATION]), new_id()
    write(screen(doors.stations[STATION]).web)
    card = db.session.scalars(select(Contribution.id)).one()
    for _ in range(2):
        assert phone.order("vote.set", contribution=card, on=True)["votes_left"] == 2
    assert {row.id for row in rows()} > {claimed(phone.web)[0]}
    assert db.session.scalars(select(Vote.participant_id)).all() == [claimed(phone.web)[0]]
    assert phone.order("vote.set", contribution=id, on=True)["error"] == "unknown_contribution"


@pytest.mark.parametrize("form", [{**CARD, "text": " "}, {**CARD, "kind": "nothing"}, {**CARD, "language": "xx"}])
def test_a_refused_deed_stores_no_row(app: Flask, doors: Doors, event: Event, form: dict[str, str]) -> None:
    web = scanned(app, doors)
    assert web.post(PAGE, data={"id": new_id(), **form}).status_code == 400
    assert web.post(f"{EVENT}/me", data={"language": "xx"}).status_code == 400
    assert web.post(f"{EVENT}/feedback", data={"q1": "5", "language": "de"}).status_code == 400
    assert rows() == []


def test_who_has_a_cookie_reads_and_is_counted_like_everybody(screen: OpenScreen, doors: Doors, event: Event) -> None:
    desk, phone = screen(doors.organiser), screen(doors.stations[STATION])
    opened = phone.open(STATION)
    assert (opened["ok"], opened["votes_left"], opened["mine"]) == (True, 3, [])
    assert desk.order("desk.open", event="dresden-2023")["desk"]["people"] == 1
    assert rows() == []


def test_a_cookie_from_before_the_database_was_emptied_is_nobody(app: Flask, doors: Doors, event: Event) -> None:
    web = scanned(app, doors)
    write(web)
    (row,) = rows()
    db.session.execute(update(Event).values(generation=event.generation - 1))
    db.session.commit()
    assert web.get(f"{PAGE}.json").status_code == 403
    web.get(PAGE)
    assert claimed(web)[0] != row.id


def test_a_cookie_of_an_earlier_version_keeps_its_row_and_makes_none(app: Flask, event: Event) -> None:
    known = participants.join(event, language="de").id
    for id, status in ((known, 200), (known + 1, 403)):
        web = app.test_client()
        with web.session_transaction() as session:
            session["participants"] = {str(event.id): id}
        assert web.get(f"{PAGE}.json").status_code == status
    assert [row.id for row in rows()] == [known]


def test_a_scan_with_a_cookie_keeps_its_person(app: Flask, doors: Doors, event: Event) -> None:
    web = scanned(app, doors)
    before = claimed(web)
    web.get(doors.join)
    assert claimed(web) == before


def test_more_newcomers_than_may_come_wait_and_lose_nothing(
    app: Flask, doors: Doors, screen: OpenScreen, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(participants, "NEWCOMERS_A_MINUTE", 3)
    inside = [scanned(app, doors) for _ in range(3)]
    for web in inside:
        write(web)
    late = screen(doors.stations[STATION])
    answer = late.order("contribution.add", id=new_id(), station=STATION, **CARD)
    assert (answer["error"], 55 <= answer["retry_after"] <= 60) == ("newcomers_wait", True)
    page = late.web.post(f"{EVENT}/me", data={"language": "uk", "name": "Олена"})
    assert (page.status_code, 'value="Олена"' in page.get_data(as_text=True)) == (429, True)
    for web in inside:
        write(web)
    db.session.execute(update(Participant).values(joined_at=now() - dt.timedelta(minutes=1)))
    db.session.commit()
    write(late.web)
    assert len(rows()) == 4


def test_a_thousand_within_a_minute_pass(event: Event) -> None:
    assert participants.NEWCOMERS_A_MINUTE > 1_000
    many = [Participant(event_id=event.id, language="de") for _ in range(participants.NEWCOMERS_A_MINUTE - 1)]
    db.session.add_all(many)
    db.session.commit()
    add(Actor(event.id, lot()), STATION)
    with refused("newcomers_wait"):
        add(Actor(event.id, lot()), STATION)


def test_forms_that_are_refused_count_too(
    app: Flask, doors: Doors, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "refused", limits.Limit(per_minute=1, at_once=3))
    web, other = scanned(app, doors), scanned(app, doors)
    wrong = {"id": new_id(), **CARD, "kind": "nothing"}
    answers = [web.post(PAGE, data=wrong).status_code for _ in range(2)]
    answers.append(web.post(f"{EVENT}/me", data={"language": "xx"}).status_code)
    answers.append(web.post(f"{EVENT}/feedback", data={"q1": "5", "language": "de"}).status_code)
    answers.append(web.post(PAGE, data={"id": new_id(), **CARD}).status_code)
    assert answers == [400, 400, 400, 429, 429]
    write(other)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Solange Sie nichts absenden, speichern wir nichts über Sie."),
        ("en", "As long as you send nothing, we store nothing about you."),
    ],
)
def test_the_privacy_page_says_from_when_on_somebody_is_stored(
    app: Flask, event: Event, language: str, sentence: str
) -> None:
    page = app.test_client().get(f"{EVENT}/privacy?lang={language}").get_data(as_text=True)
    assert sentence in " ".join(page.split())


@pytest.mark.parametrize(
    ("said", "name", "status", "sentence"),
    [
        ("falsch", "Olena", 403, "Das ist nicht das Tageswort."),
        ("lalalalala", "O" * 61, 400, "Bitte kürzen Sie: 61 Zeichen, möglich sind 60."),
        ("lalalalala", "Olena", 429, "noch einmal auf „Mitmachen“. Was Sie eingegeben haben, bleibt hier."),
    ],
)
def test_what_is_refused_stays_in_the_form_with_the_word_first(
    app: Flask,
    doors: Doors,
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    name: str,
    status: int,
    sentence: str,
) -> None:
    write(scanned(app, doors))
    db.session.execute(update(Event).values(newcomers="word", day_word="lalalalala"))
    db.session.commit()
    if status == 429:
        monkeypatch.setattr(participants, "NEWCOMERS_A_MINUTE", 1)
    web = scanned(app, doors)
    answer = web.post(f"{EVENT}/me", data={"language": "uk", "name": name, "word": said, "next": PAGE})
    page = answer.text
    assert (answer.status_code, sentence in page) == (status, True)
    assert (f'value="{said}"' in page, f'value="{name}"' in page) == (True, True)
    assert page.index('id="refused"') < page.index('name="word"') < page.index('name="speak"')
    assert ('aria-invalid="true"' in page) == (said == "falsch")


def test_newcomers_are_asked_at_the_first_station_and_not_at_each(app: Flask, doors: Doors) -> None:
    web, other = scanned(app, doors), f"{EVENT}/stations/teilhabe-und-vernetzung"
    asks = [["data-arrival" in web.get(path).text, 'name="name"' in web.get(path).text] for path in (PAGE, other, PAGE)]
    assert asks == [[True, True], [False, False], [True, True]]
    web.post(other, data={**CARD, "id": new_id(), "text": "Von nebenan"})
    assert "data-arrival" not in web.get(PAGE).text
    web.post(f"{EVENT}/me/anew")
    assert "data-arrival" in web.get(other).text
