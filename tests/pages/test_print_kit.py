"""The print kit: which sheets there are, in which language, what is remembered of printing, and what is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation import offload
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services.printing import PARTS
from tests.conftest import Doors

KIT = "/e/dresden-2023/organise/print"
PRINTED = "/e/dresden-2023/organise/printed"


@pytest.fixture
def desk(app: Flask, doors: Doors) -> FlaskClient:
    web = app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    web.get(doors.organiser)
    return web


def parts(page: str) -> dict[str, dict[str, str]]:
    """Every part of the kit by its name: what stands on its sheets, its mark, and whether it is hidden."""
    told = {}
    for drawn in page.split('class="print-sheets"')[1:]:
        attributes, _, html = drawn.partition(">")
        said: dict[str, str] = dict(re.findall(r'data-(part|mark)="(.*?)"', attributes))
        hidden = "yes" * attributes.rstrip().endswith("hidden")
        told[said["part"]] = {"mark": said["mark"], "html": html, "hidden": hidden}
    return told


def state_of(page: str, part: str) -> str:
    label = page.partition(f'value="{part}"')[2].partition("</label>")[0]
    return next(word for word in ("aktuell", "veraltet", "noch nie gedruckt") if word in label)


def test_all_parts_are_there_and_hosts_cards_come_last(desk: FlaskClient) -> None:
    found = parts(desk.get(KIT).text)
    assert list(found) == [name for name in PARTS if name != "wifi"]
    assert [name for name, part in found.items() if part["hidden"]] == ["photo_notice"]


def test_no_secret_code_lies_beside_a_code_for_guests(desk: FlaskClient, doors: Doors) -> None:
    found = parts(desk.get(KIT).text)
    assert [name for name, part in found.items() if "/go/" in part["html"]] == []
    assert [name for name, part in found.items() if "/q/" in part["html"]] == ["posters", "invitation"]
    assert found["host_cards"]["html"].count('class="poster sheet-host"') == 3


def test_what_is_asked_for_is_shown(desk: FlaskClient) -> None:
    page = desk.get(f"{KIT}?part=posters&part=paper_cards&cards=2&ink=black").text
    found = parts(page)
    assert [name for name, part in found.items() if not part["hidden"]] == ["posters", "paper_cards"]
    assert found["paper_cards"]["html"].count('class="paper-card"') == 8
    assert 'data-ink="black"' in page


def test_codes_are_drawn_off_the_event_loop_and_hold_no_connection(
    app: Flask, desk: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    def in_a_thread(work: Callable[..., Any], *said: Any, **more: Any) -> Any:
        if work is offload._slice:
            held.append(db.session().in_transaction())
        return work(*said, **more)

    monkeypatch.setitem(app.extensions, "offload", in_a_thread)
    for path in (KIT, f"/e/{event.slug}/organise/doors"):
        held.clear()
        assert desk.get(path).status_code == 200
        assert held
        assert not any(held)


@pytest.mark.parametrize(
    ("asked", "sheets"), [("", 6), ("x", 6), ("-3", 6), ("1", 1), ("50", 50), ("51", 50), ("1e9", 6)]
)
def test_sheets_of_paper_cards_are_bounded(desk: FlaskClient, asked: str, sheets: int) -> None:
    page = desk.get(f"{KIT}?cards={asked}").text
    assert page.count('class="poster sheet-cards"') == sheets


def test_the_wifi_has_a_sheet_once_it_is_known(desk: FlaskClient, event: Event) -> None:
    assert "wifi" not in parts(desk.get(KIT).text)
    event.wifi_name, event.wifi_password = "Saal <1>", "kaffee;kuchen"
    db.session.commit()
    html = parts(desk.get(KIT).text)["wifi"]["html"]
    assert "<bdi>Saal &lt;1&gt;</bdi>" in html
    assert "<bdi>kaffee;kuchen</bdi>" in html
    event.wifi_password = ""
    db.session.commit()
    assert "Passwort" not in parts(desk.get(KIT).text)["wifi"]["html"]


def test_guests_sheets_speak_the_events_language_and_hosts_one_of_theirs(desk: FlaskClient, event: Event) -> None:
    event.language = "pl"
    db.session.commit()
    page = desk.get(KIT).text
    spoken = re.findall(r'class="print-sheets"\s+lang="(\w+)"', page)
    assert spoken == [*["pl"] * 6, "de"]
    assert "Proszę zakreślić stację" in page


def test_a_question_in_a_language_stands_on_the_poster_where_it_is_translated(desk: FlaskClient) -> None:
    html = parts(desk.get(KIT).text)["posters"]["html"]
    assert "What do migrants’ organisations in Dresden need" in html
    assert html.count('<li lang="ar" dir="rtl">') == 6


def test_it_is_remembered_what_was_printed_until_it_says_something_else(desk: FlaskClient, event: Event) -> None:
    page = desk.get(KIT).text
    assert state_of(page, "posters") == "noch nie gedruckt"
    told = [f"{name}:{part['mark']}" for name, part in parts(page).items() if name != "host_cards"]
    assert desk.post(PRINTED, data={"part": told}, headers={"Accept": "application/json"}).status_code == 200
    page = desk.get(KIT).text
    assert [state_of(page, name) for name in ("posters", "schedule", "host_cards")] == [
        *("aktuell", "aktuell", "noch nie gedruckt")
    ]
    event.stations[0].question = "Was ist neu?"
    db.session.commit()
    page = desk.get(KIT).text
    assert [state_of(page, name) for name in ("posters", "schedule")] == ["veraltet", "aktuell"]


def test_what_was_printed_in_another_language_is_compared_in_that(desk: FlaskClient, event: Event) -> None:
    arabic = f"{KIT}?lang=ar"
    told = [f"{name}:{part['mark']}" for name, part in parts(desk.get(arabic).text).items()]
    assert {one.rpartition(":")[2] for one in told} == {"ar", "de"}, "hosts' cards speak what says everything"
    assert desk.post(PRINTED, data={"part": told}, headers={"Accept": "application/json"}).status_code == 200
    for page in (KIT, arabic, f"{KIT}?lang=en"):
        assert {state_of(desk.get(page).text, name) for name in ("posters", "schedule", "host_cards")} == {"aktuell"}
    event.stations[0].question = "Was ist neu?"
    db.session.commit()
    assert state_of(desk.get(KIT).text, "posters") == "veraltet"


def test_what_an_earlier_version_noted_without_a_language_counts(desk: FlaskClient, event: Event) -> None:
    told = {name: part["mark"].partition(":")[0] for name, part in parts(desk.get(KIT).text).items()}
    event.printed = told
    db.session.commit()
    assert state_of(desk.get(KIT).text, "posters") == "aktuell"


MALFORMED = (
    *("posters", "posters:", "posters:0123456789abcdef:", "posters:0123456789abcdef:DE", "posters:zz"),
    *(f"{'x' * 40}:0123456789abcdef", "wall:0123456789abcdef"),
)


@pytest.mark.parametrize("told", MALFORMED)
def test_what_is_no_part_is_refused(desk: FlaskClient, event: Event, told: str) -> None:
    answer: Any = desk.post(PRINTED, data={"part": told}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"], answer.json["field"]) == (400, "malformed", "part")
    db.session.refresh(event)
    assert (event.printed, event.printed_for) == ({}, None)
