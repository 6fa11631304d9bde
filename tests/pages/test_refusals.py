"""Refusals stand by themselves: they are drawn, in everybody's language, while the database answers nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event as happening

from facilitation.extensions import db
from facilitation.models import Event
from facilitation.storage.transactions import writing
from tests.conftest import Doors, OpenScreen

STATION = "foerderung-und-raeume"
NOWHERE = "/nowhere"
SENTENCES = {"de": "Diese Seite gibt es nicht.", "en": "This page does not exist."}


@pytest.fixture
def away(app: Flask) -> Iterator[None]:
    """From now on no connection to the database is opened."""

    def fail(*_: object) -> None:
        raise ConnectionError("the database is away")

    with app.app_context():
        engine = db.engine
        db.session.remove()
        engine.dispose()
    happening.listen(engine, "do_connect", fail, insert=True)
    yield
    happening.remove(engine, "do_connect", fail)


def speak(app: Flask, language: str) -> None:
    """Change the language of the event."""
    with app.test_request_context(), writing() as session:
        session.query(Event).one().language = language


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_refusal_asks_nobody_for_its_language(app: Flask, language: str, request: pytest.FixtureRequest) -> None:
    speak(app, language)
    web = app.test_client()
    assert f'lang="{language}"' in web.get("/e/dresden-2023/", headers={"Accept-Language": "sw"}).text
    request.getfixturevalue("away")
    answer = web.get(NOWHERE, headers={"Accept-Language": "sw"})
    assert (answer.status_code, SENTENCES[language] in answer.text) == (404, True)
    answer = web.get(f"{NOWHERE}.json", headers={"Accept-Language": "sw"})
    assert (answer.status_code, answer.get_json()["message"]) == (404, SENTENCES[language])


@pytest.mark.parametrize(("accepts", "begins"), [("sw", "Beim Server"), ("en", "Something"), ("", "Beim Server")])
def test_while_the_database_is_away_pages_say_so(app: Flask, accepts: str, begins: str, away: None) -> None:
    web = app.test_client()
    for path in ("/", "/e/dresden-2023/", f"/e/dresden-2023/stations/{STATION}", "/q/867gh6", "/go/secret"):
        answer = web.get(path, headers={"Accept-Language": accepts})
        assert (answer.status_code, begins in answer.text) == (500, True), path
    assert (web.get("/healthz").status_code, web.get("/metrics").status_code) == (503, 200)
    assert web.post("/e/dresden-2023/me", headers={"Origin": "https://evil.example"}).status_code == 403


def test_while_the_database_is_away_orders_are_answered(
    screen: OpenScreen, doors: Doors, request: pytest.FixtureRequest
) -> None:
    guest = screen(doors.stations[STATION])
    guest.open(STATION)
    request.getfixturevalue("away")
    answers = [guest.order(message) for message in ("presence.sign", "no.message")]
    assert [answer["error"] for answer in answers] == ["server_error", "unknown_message"]
    assert answers[0]["message"].startswith("Beim Server")


@pytest.mark.parametrize(
    ("form", "status", "heading", "helps"),
    [
        (None, 404, "Diese Seite gibt es nicht.", "Auf der Startseite finden Sie alle Stationen."),
        ("x" * 70_000, 413, "Das ist zu viel auf einmal. Bitte teilen Sie es auf.", "Kürzen Sie dort den Text"),
    ],
)
def test_a_page_says_what_is_wrong_and_what_helps(
    app: Flask, event: Event, form: str | None, status: int, heading: str, helps: str
) -> None:
    web = app.test_client()
    answer = web.get(NOWHERE) if form is None else web.post("/e/dresden-2023/me", data={"name": form})
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.text, helps in answer.text) == (status, True, True)
