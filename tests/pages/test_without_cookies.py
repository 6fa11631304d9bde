"""Browsers that take no cookies, or have lost them: told in words, nothing is stored, and the way back in is named."""

from typing import Any

import pytest
from flask import Flask

from facilitation.extensions import db
from facilitation.models import Contribution, Event, FeedbackAnswer, Participant
from facilitation.services import feedback
from tests.conftest import Doors, new_id

EVENT = "/e/dresden-2023"
STATION = f"{EVENT}/stations/foerderung-und-raeume"
FORMS: dict[str, dict[str, Any]] = {
    f"{EVENT}/me": {"language": "de", "name": "Aylin", "next": STATION},
    STATION: {"id": new_id(), "text": "Mehr Räume", "kind": "idea", "language": "de"},
    f"{STATION}/votes": {"id": new_id(), "give": new_id(), "text": "Mehr Räume"},
    f"{EVENT}/feedback": {"language": "de", "text": "Schön war es"},
}
SENTENCE = "Er nimmt keine Cookies an."


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_so_and_stores_nobody(app: Flask, event: Event, organiser: Any, form: str) -> None:
    feedback.begin(organiser)
    blocked = app.test_client(use_cookies=False)
    for _ in range(2):
        answer = blocked.post(form, data=FORMS[form])
        assert (answer.status_code, SENTENCE in answer.text) == (400, True)
        typed = FORMS[form].get("name") or FORMS[form]["text"]
        assert typed in answer.text
    assert [db.session.query(one).count() for one in (Participant, Contribution, FeedbackAnswer)] == [0, 0, 0]


def test_a_browser_whose_page_has_grown_old_needs_one_more_tap(app: Flask, event: Event) -> None:
    web = app.test_client()
    assert web.post(f"{EVENT}/me", data=FORMS[f"{EVENT}/me"]).status_code == 400
    assert web.post(f"{EVENT}/me", data=FORMS[f"{EVENT}/me"]).headers["Location"] == STATION
    assert db.session.query(Participant).count() == 1


def test_a_secret_link_says_that_cookies_are_blocked(app: Flask, doors: Doors) -> None:
    blocked, web = app.test_client(use_cookies=False), app.test_client()
    for link in (doors.organiser, doors.wall, *doors.hosts.values()):
        assert blocked.get(link).status_code == 302
        came = blocked.get(blocked.get(link).headers["Location"])
        assert (came.status_code, SENTENCE in came.text) == (400, True)
        assert web.get(link, follow_redirects=True).status_code == 200
    assert web.get("/in/999999").status_code == 400


def test_a_door_tells_nobody_where_it_leads(app: Flask, doors: Doors) -> None:
    organiser, guest = app.test_client(), app.test_client()
    way = organiser.get(doors.organiser).headers["Location"]
    guest.get(doors.join)
    assert organiser.get(way).headers["Location"] == f"{EVENT}/organise"
    assert (guest.get(way).status_code, guest.get("/in/999999").status_code) == (400, 400)


@pytest.mark.parametrize(
    ("page", "whose"),
    [
        (f"{EVENT}/organise", "Diese Seite gehört dem Organisationsteam."),
        (f"{EVENT}/organise/address", "Diese Seite gehört dem Organisationsteam."),
        (f"{EVENT}/report", "Diese Seite gehört dem Organisationsteam."),
        *(
            (f"{EVENT}/{file}", "Diese Seite gehört dem Organisationsteam.")
            for file in (
                *("export.zip", "export.json", "export.xlsx", "export.csv", "export.md", "event.zip"),
                *("report.docx", "report.pdf", "presentation.pptx", "organise/translations.xlsx"),
            )
        ),
        (f"{EVENT}/host/foerderung-und-raeume", "Diese Seite gehört den Gastgeber*innen einer Station."),
        (f"{EVENT}/wall", "Diese Seite ist für die Leinwand."),
        (f"{EVENT}/presentation", "Diese Seite ist für die Leinwand."),
    ],
)
def test_a_page_without_its_cookie_says_what_it_is_and_how_to_get_back_in(
    app: Flask, event: Event, page: str, whose: str
) -> None:
    answer = app.test_client().get(page, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, f"<h1>{whose}</h1>" in answer.text) == (403, True)
    assert ".venv/bin/flask --app wsgi links" in answer.text
    assert "Alle Links und QR-Codes" in answer.text


@pytest.mark.parametrize("page", ["export.json", "export.zip", "ready.json", "host/foerderung-und-raeume"])
def test_a_script_without_its_cookie_is_told_so_too(app: Flask, event: Event, page: str) -> None:
    answer = app.test_client().get(f"{EVENT}/{page}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (403, "not_joined")
    assert answer.get_json()["message"].endswith("Öffnen Sie den Link noch einmal.")
    assert "QR-Code" not in answer.get_json()["message"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/q/zzzzzz", 404, "Diesen Code gibt es hier nicht."),
        ("/q/not-a-code", 404, "Diesen Code gibt es hier nicht."),
        ("/go/nobody", 410, "Dieser Link gilt nicht mehr. Bitte fragen Sie nach einem neuen."),
    ],
)
def test_what_leads_nowhere_says_what_it_is(app: Flask, event: Event, path: str, status: int, said: str) -> None:
    answer = app.test_client().get(path)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert ("flask --app wsgi links" in answer.text) is path.startswith("/go/")


def test_the_organisers_link_is_found_from_the_desk_and_the_terminal(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.organiser)
    assert f"{EVENT}/organise/doors#h-organiser" in web.get(f"{EVENT}/organise").text
    assert f"http://localhost{doors.organiser}" in web.get(f"{EVENT}/organise/doors").text
    assert f"http://localhost{doors.organiser}" in app.test_cli_runner().invoke(args=["links"]).output
