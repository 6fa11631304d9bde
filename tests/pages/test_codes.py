"""The desk's page about the codes' address, and the page by which a phone shows that it gets through."""

import json
from typing import Any

import pytest
from flask import Flask

from facilitation.doors import addresses
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.models.columns import now
from facilitation.services import house
from facilitation.transfer.record_tables import EVENT
from tests.conftest import Doors, Screen, Settle
from tests.doors.test_addresses import HERE, listen

PAGE = "/e/dresden-2023/organise/address"
BY = f"{HERE[0]}:8000"
PHONE = {"REMOTE_ADDR": "192.168.1.7", "HTTP_HOST": BY}
LAPTOP = {"REMOTE_ADDR": HERE[0], "HTTP_HOST": BY}
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
PROXIED = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.168.1.7", "HTTP_HOST": BY}
PROXIED_LAPTOP = {**PROXIED, "HTTP_X_FORWARDED_FOR": f"192.168.1.9, {HERE[0]}"}


@pytest.mark.parametrize(
    ("environ", "said", "noted"),
    [
        (PHONE, "Es klappt", True),
        (PROXIED, "Es klappt", True),
        ({**PHONE, "REMOTE_ADDR": "::ffff:192.168.1.7"}, "Es klappt", True),
        (LAPTOP, "Das hier ist der Rechner selbst", False),
        ({**LAPTOP, "REMOTE_ADDR": f"::ffff:{HERE[0]}"}, "Das hier ist der Rechner selbst", False),
        (LOCAL, "Das hier ist der Rechner selbst", False),
        (PROXIED_LAPTOP, "Das hier ist der Rechner selbst", False),
        ({**PHONE, "HTTP_HOST": "laptop.local:8000"}, "Diese Adresse steht in keinem QR-Code", False),
    ],
)
def test_only_a_phone_shows_that_phones_get_through(
    app: Flask, event: Event, environ: dict[str, str], said: str, noted: bool
) -> None:
    listen(app, host="0.0.0.0")
    answer = app.test_client().get("/there", environ_overrides=environ)
    assert (answer.status_code, f"<h1>{said}</h1>" in answer.text) == (200, True)
    assert list(house.known().phones) == ([f"http://{BY}"] if noted else [])
    assert "Set-Cookie" not in answer.headers


def test_the_desk_hears_of_the_phone_at_once(app: Flask, doors: Doors, settle: Settle) -> None:
    listen(app, host="0.0.0.0")
    desk = Screen(app, doors.organiser)
    assert desk.order("desk.open", event="dresden-2023")["desk"]["codes"] == {
        "url": f"http://{BY}",
        "by": "machine",
        "only_here": HERE == ["127.0.0.1"],
        "shut_by": "network" if HERE == ["127.0.0.1"] else None,
        "gone": None,
        "printed_for": None,
        "tried": {f"http://{one}:8000": None for one in HERE},
    }
    app.test_client().get("/there", environ_overrides=PHONE)
    settle()
    heard: list[dict[str, Any]] = [one["args"][0] for one in desk.live.get_received() if one["name"] == "desk.changed"]
    assert heard[-1]["codes"]["tried"][f"http://{BY}"] is not None
    page = desk.web.get(PAGE).text
    assert page.count("Ein Handy war da.") == 1


def test_an_organiser_chooses_at_the_desk(app: Flask, doors: Doors) -> None:
    listen(app, host="0.0.0.0")
    desk = Screen(app, doors.organiser)
    assert desk.web.post(PAGE, data={"address": HERE[-1]}).headers["Location"] == PAGE
    assert desk.order("desk.open", event="dresden-2023")["desk"]["codes"]["by"] == "organiser"
    assert "Den Rechner wählen lassen" in desk.web.get(PAGE).text
    desk.web.post(PAGE)
    assert desk.order("desk.open", event="dresden-2023")["desk"]["codes"]["by"] == "machine"
    refused = desk.web.post(PAGE, data={"address": "evil.example"})
    assert (refused.status_code, "Diese Adresse hat dieser Rechner nicht." in refused.text) == (404, True)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"host": "127.0.0.1"}, "HOST lässt niemand anderen herein."),
        ({"base_url": "http://localhost:8000"}, "Setzen Sie BASE_URL auf die Adresse"),
        ({"base_url": "http://cafe.example"}, "BASE_URL legt die Adresse fest"),
    ],
)
def test_the_page_says_what_keeps_phones_away(
    app: Flask, doors: Doors, settings: dict[str, str], sentence: str
) -> None:
    listen(app, **settings)
    page = Screen(app, doors.organiser).web.get(PAGE).text
    alone = "cafe.example" not in settings.get("base_url", "")
    assert (sentence in page, "banner-bad" in page) == (True, alone)


def test_what_was_printed_is_remembered_and_a_change_is_said(app: Flask, doors: Doors, event: Event) -> None:
    listen(app, base_url="http://192.0.2.5:8000")
    desk = Screen(app, doors.organiser)
    for page in ("print", "doors"):
        shown = desk.web.get(f"/e/dresden-2023/organise/{page}").text
        assert 'data-printed="/e/dresden-2023/organise/printed"' in shown
    done = desk.web.post("/e/dresden-2023/organise/printed", headers={"Accept": "application/json"})
    assert json.loads(done.text) == {"ok": True}
    db.session.expire_all()
    assert event.printed_for == "http://192.0.2.5:8000"
    listen(app, base_url="http://192.0.2.6:8000")
    assert "Gedruckt wurde für eine andere Adresse: http://192.0.2.5:8000" in desk.web.get(PAGE).text
    assert addresses.for_desk(event)["printed_for"] == "http://192.0.2.5:8000"


def test_a_copy_of_an_event_has_printed_nothing() -> None:
    assert "printed_for" not in EVENT.columns


def test_addresses_of_many_tries_are_not_kept_forever(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = now()
    monkeypatch.setattr(house, "now", lambda: moment)  # on a quick machine several are tried in one millisecond
    for number in range(12):
        house.note_phone(f"http://192.0.2.{number}")
    assert list(house.known().phones) == [f"http://192.0.2.{number}" for number in range(11, 1, -1)]
