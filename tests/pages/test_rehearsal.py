"""The rehearsal's page: its forms, what its process tells, and what says that simulated texts are there."""

import io
import json
import re
from typing import Any

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from facilitation import bounds
from facilitation.doors import addresses, passes
from facilitation.extensions import db
from facilitation.models import Event, Participant, Rehearsal, Station
from facilitation.pages import rehearsal_process
from facilitation.services import rehearsals
from tests.conftest import Doors, Guests, OpenScreen, new_id, write
from tests.services.test_rehearsal import TOLD, begin, simulated

PAGE = "/e/dresden-2023/rehearsal"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The plans of the processes that were started: none runs here, `tests/faults/test_rehearsal.py` lets one run."""
    plans: list[dict[str, Any]] = []
    monkeypatch.setattr(rehearsal_process, "start", lambda event_id, plan: plans.append(plan))
    return plans


def order(web: Any, **form: str) -> Any:
    return web.post(PAGE, data=form)


def test_it_begins_is_steered_and_deleted_by_plain_forms(
    screen: OpenScreen, doors: Doors, started: list[dict[str, Any]], event: Event, station: Station
) -> None:
    web = screen(doors.organiser).web
    gone = "Der letzte Probelauf ist gelöscht."
    page = web.get(PAGE).text
    assert "Probelauf beginnen" in page
    assert gone not in page
    answer = order(web, do="begin", people="12", minutes="3", plays="on")
    assert (answer.status_code, answer.location) == (303, PAGE)
    plan = started[0]
    assert (plan["people"], plan["seconds"], plan["plays"], plan["rounds"]) == (12, 180, True, [1, 2, 3])
    assert plan["stations"][0]["codes"]
    assert plan["organiser"].startswith("http://localhost/go/")
    for do, wanted in (("pause", "pause"), ("go_on", "run"), ("take", "run")):
        assert order(web, do=do, minutes="5").status_code == 303
        known = db.session.scalars(select(Rehearsal).execution_options(populate_existing=True)).one()
        assert (known.wanted, known.seconds) == (wanted, 300)
        db.session.rollback()
    write(simulated(event), station)
    figures = web.get(f"{PAGE}.json").get_json()
    assert figures["goes"] == {"people": 1, "contributions": 1, "dots": 0, "themes": 0}
    assert figures["languages"] == [{"code": "de", "name": "Deutsch", "people": 1}]
    page = web.get(PAGE).text
    assert page.index('id="h-see"') < page.index('id="h-delete"')
    assert order(web, do="stop").status_code == 303
    assert order(web, do="delete").status_code == 303
    assert web.get(f"{PAGE}.json").get_json()["rehearsal"] is None
    assert gone in web.get(PAGE).text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "begin", "people": "0", "minutes": "3"}, 400),
        ({"do": "begin", "people": "x", "minutes": "3"}, 400),
        ({"do": "begin", "people": "9", "minutes": ""}, 400),
        ({"do": "begin", "people": "9", "minutes": "61"}, 400),
        ({"do": "dance"}, 400),
        ({"do": "stop"}, 404),
    ],
)
def test_a_form_that_is_refused_says_why_on_the_page(
    screen: OpenScreen, doors: Doors, form: dict[str, str], status: int
) -> None:
    answer = order(screen(doors.organiser).web, **form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert f'value="{form.get("people", "90")}"' in answer.text  # what was typed stays


def test_what_was_chosen_stays_in_a_form_that_is_refused(screen: OpenScreen, doors: Doors) -> None:
    web = screen(doors.organiser).web
    for plays in (True, False):
        answer = order(web, do="begin", people="0", minutes="5", **({"plays": "on"} if plays else {}))
        assert re.search(r'<option value="5" selected>', answer.text)
        assert bool(re.search(r'name="plays"\s+checked', answer.text)) is plays


def test_real_people_are_told_apart(
    screen: OpenScreen, doors: Doors, event: Event, station: Station, guest: Guests
) -> None:
    web = screen(doors.organiser).web
    order(web, do="begin", people="12", minutes="3")
    write(guest(), station)
    write(simulated(event), station)
    figures = web.get(f"{PAGE}.json").get_json()
    assert figures["real"] == {"people": 1, "contributions": 1, "stations": [1]}
    assert figures["goes"]["contributions"] == 1


def brought(app: Flask, event: Event, way: str, given: str | None) -> Any:
    """A browser that comes by a code or link and brings a pass along."""
    web = app.test_client()
    web.get(way, headers={passes.HEADER: given} if given else {})
    return web


def test_only_who_brings_the_pass_is_simulated(app: Flask, screen: OpenScreen, doors: Doors, event: Event) -> None:
    order(screen(doors.organiser).web, do="begin", people="12", minutes="3")
    known = db.session.scalars(select(Rehearsal)).one()
    code = next(iter(doors.stations.values()))
    good = passes.make(app, event.id, known.id)
    elsewhere = [passes.make(app, event.id, new_id()), passes.make(app, event.id + 1, known.id)]
    forged = [good[:-2] + ("AA" if good[-2:] != "AA" else "BB"), json.dumps([event.id, known.id]), "x"]
    for given, is_simulated in [(good, True), (None, False), *((one, False) for one in (*elsewhere, *forged))]:
        web = brought(app, event, code, given)
        answer = web.post("/e/dresden-2023/me", data={"language": "de", "name": ""})
        assert answer.status_code == 303
        db.session.rollback()
        people = db.session.scalars(select(Participant).order_by(Participant.joined_at.desc())).all()
        assert people[0].simulated is is_simulated, given


def test_who_came_by_its_pass_is_nobody_afterwards(app: Flask, screen: OpenScreen, doors: Doors, event: Event) -> None:
    organiser = screen(doors.organiser).web
    order(organiser, do="begin", people="12", minutes="3")
    given = passes.make(app, event.id, db.session.scalars(select(Rehearsal)).one().id)
    guest, conductor = (
        brought(app, event, way, given) for way in (next(iter(doors.stations.values())), doors.organiser)
    )
    assert guest.post("/e/dresden-2023/me", data={"language": "de", "name": ""}).status_code == 303
    assert conductor.post(f"{PAGE}/told", json=TOLD, headers=JSON).get_json() == {
        "ok": True,
        "wanted": "run",
        "seconds": 180,
    }
    order(organiser, do="delete")
    assert guest.post("/e/dresden-2023/me", data={"language": "de", "name": ""}).status_code == 403
    assert conductor.post(f"{PAGE}/told", json=TOLD, headers=JSON).status_code == 403
    assert conductor.get("/e/dresden-2023/organise").status_code == 403
    order(organiser, do="begin", people="12", minutes="3")  # another one has another pass
    assert conductor.post(f"{PAGE}/told", json=TOLD, headers=JSON).status_code == 403


@pytest.mark.parametrize(
    ("address", "said"),
    [("https://cafe.example", "unverschlüsselt direkt zum Server"), ("http://cafe.example", "nicht zu erreichen")],
)
def test_the_page_says_why_its_people_come_straight_to_the_server(
    screen: OpenScreen, doors: Doors, organiser: Any, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    known = begin(organiser)
    rehearsals.hear(known.event_id, known.id, {**TOLD, "straight": 1})
    monkeypatch.setattr(addresses, "base_url", lambda: address)
    assert said in screen(doors.organiser).web.get(PAGE, headers={"Accept-Language": "de"}).text


def test_what_it_tells_is_bounded(app: Flask, screen: OpenScreen, doors: Doors, event: Event) -> None:
    order(screen(doors.organiser).web, do="begin", people="12", minutes="3")
    given = passes.make(app, event.id, db.session.scalars(select(Rehearsal)).one().id)
    conductor = brought(app, event, doors.organiser, given)
    said = json.dumps(TOLD).encode()
    for size, status in ((bounds.REHEARSAL_TOLD, 200), (bounds.REHEARSAL_TOLD + 1, 413)):
        sent = said + b" " * (size - len(said))
        answer = conductor.post(f"{PAGE}/told", data=sent, content_type="application/json", headers=JSON)
        assert answer.status_code == status
    assert conductor.post(f"{PAGE}/told", data=b"[]", content_type="application/json", headers=JSON).status_code == 400


def test_a_real_organiser_tells_nothing(screen: OpenScreen, doors: Doors, event: Event) -> None:
    web = screen(doors.organiser).web
    order(web, do="begin", people="12", minutes="3")
    assert web.post(f"{PAGE}/told", json=TOLD, headers=JSON).status_code == 403


MARK = "Probelauf mit ausgedachten Texten"
SCREENS = ("wall", "presentation", "organise", "host/{station}", "stations/{station}/summary", "report")


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_of_the_hall_and_of_staff_says_that_simulated_texts_are_there(
    screen: OpenScreen, doors: Doors, organiser: Any, station: Station, path: str
) -> None:
    web = screen(doors.organiser).web
    address = f"/e/dresden-2023/{path.format(station=station.slug)}"

    def hides() -> bool:
        page = web.get(address).text
        at = page.index("data-rehearsal-mark")
        return "hidden" in page[at : page.index(">", at)]

    assert MARK in web.get(address).text
    assert hides()
    begin(organiser)
    assert not hides()
    order(web, do="delete")
    assert hides()


def test_screens_that_are_open_are_told(screen: OpenScreen, doors: Doors) -> None:
    wall, organiser = screen(doors.wall), screen(doors.organiser)
    assert wall.order("event.open", event="dresden-2023")["event_state"]["rehearsal"] is False
    order(organiser.web, do="begin", people="12", minutes="3")
    order(organiser.web, do="delete")
    assert [news["rehearsal"] for news in wall.news("event.changed")] == [True, False]


@pytest.mark.parametrize(
    "file",
    ["export.xlsx", "export.csv", "export.md", "export.json", "export.zip", "event.zip", "presentation.pptx"],
)
def test_files_that_would_be_taken_for_real_are_refused(
    screen: OpenScreen, doors: Doors, organiser: Any, file: str
) -> None:
    web = screen(doors.organiser).web
    begin(organiser)
    answer = web.get(f"/e/dresden-2023/{file}")
    assert (answer.status_code, "Texte vom Probelauf" in answer.text) == (409, True)
    order(web, do="delete")
    assert web.get(f"/e/dresden-2023/{file}").status_code == 200


def test_no_final_version_of_the_report_is_made_of_it(screen: OpenScreen, doors: Doors, organiser: Any) -> None:
    web = screen(doors.organiser).web
    begin(organiser)
    assert web.post("/e/dresden-2023/report/editions", data={"language": "de"}, headers=JSON).status_code == 409


@pytest.mark.parametrize(("language", "mark"), [("de", MARK), ("en", "Rehearsal with simulated texts")])
def test_the_report_says_so_on_every_page_and_in_its_name(
    screen: OpenScreen, doors: Doors, organiser: Any, event: Event, station: Station, language: str, mark: str
) -> None:
    web = screen(doors.organiser).web
    begin(organiser)
    write(simulated(event), station, "Ausgedacht")
    answer = web.get(f"/e/dresden-2023/report.docx?language={language}")
    assert "probelauf-" in answer.headers["Content-Disposition"]
    document = Document(io.BytesIO(answer.data))
    headers = [one for section in document.sections for one in (section.header, section.first_page_header)]
    shown = [" ".join(row.text for row in header.paragraphs) for header in headers]
    assert any(mark in text for text in shown)
    front = " ".join(paragraph.text for paragraph in document.paragraphs[:12])
    assert mark in front


def test_one_whose_process_was_killed_is_shown_as_ended(
    screen: OpenScreen, doors: Doors, organiser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = screen(doors.organiser).web
    begin(organiser)
    assert web.get(f"{PAGE}.json").get_json()["rehearsal"]["ended"] is False
    monkeypatch.setattr(rehearsals, "is_lost", lambda known, moment: True)
    page = web.get(PAGE).text
    assert "antwortet nicht mehr" in page
    assert page.count('value="delete"') == 1
    assert page.index('id="h-delete"') < page.index('id="h-see"')  # what is left to do is in sight
    assert order(web, do="delete").status_code == 303
