"""Refusals stand by themselves: they are drawn, in everybody's language, while the database answers nothing."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event as happening

from facilitation.errors import CafeError
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


BEGINS = {"storage_full": "Der Server kann gerade nicht speichern.", "server_error": "Beim Server ist etwas schiefge"}
SENT: dict[str, tuple[str, str, dict[str, str], bool]] = {
    "contribution": (f"stations/{STATION}", "contributions.add", {"text": "Mehr Räume!"}, True),
    "name": ("me", "participants.greet", {"language": "de", "name": "Olena"}, True),
    "no name": ("me", "participants.greet", {"language": "de", "name": ""}, False),
    "comment": ("feedback", "feedback.set", {"text": "Schön", "language": "de"}, True),
    "no comment": ("feedback", "feedback.set", {"text": " ", "language": "de"}, False),
    "introduction": ("report/texts", "report_texts.write", {"name": "introduction", "text": "Worum es ging"}, True),
    "edition": ("report/editions", "editions.add", {}, False),
    "letterhead": ("report/paper/letterhead", "letterheads.remove", {"do": "remove"}, False),
    "new link": ("organise/doors", "doors.renew", {"door": "2"}, False),
}
"""What is sent: to where, to which service, in which form, and whether the page that answers keeps what was typed."""


def seen(page: str) -> str:
    """What somebody reads on a page, without what its script may say later."""
    return " ".join(re.sub(r"<script.*?</script>|<template.*?</template>|<[^>]+>", " ", page, flags=re.DOTALL).split())


@pytest.mark.parametrize("code", BEGINS)
@pytest.mark.parametrize("sent", SENT)
def test_a_page_promises_a_text_only_where_it_keeps_one(
    app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch, sent: str, code: str
) -> None:
    path, service, form, keeps = SENT[sent]
    web = app.test_client()
    for way in (doors.stations[STATION], doors.organiser):
        assert web.get(way).status_code == 302

    def fail(*_: object, **__: object) -> None:
        raise CafeError(code)

    monkeypatch.setattr(f"facilitation.services.{service}", fail)
    answer = web.post(f"/e/dresden-2023/{path}", data=form)
    said = seen(answer.text)
    assert (answer.status_code, BEGINS[code] in said) == (CafeError(code).status, True)
    assert ("bleibt hier" in said) is keeps
    assert not keeps or (form.get("text") or form["name"]) in answer.text


def test_a_page_that_could_not_be_shown_promises_no_text(app: Flask, away: None) -> None:
    looked = seen(app.test_client().get("/e/dresden-2023/").text)
    sent = seen(app.test_client().post("/e/dresden-2023/me", data={"name": "Olena"}).text)
    assert ["bleibt hier" in one for one in (looked, sent)] == [False, False]
    assert ["laden Sie die Seite gleich noch einmal" in one for one in (looked, sent)] == [True, False]
    assert ["Gehen Sie eine Seite zurück" in one for one in (looked, sent)] == [False, True]
