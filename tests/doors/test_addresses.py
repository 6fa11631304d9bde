"""Which address codes carry: BASE_URL's, the organiser's choice, or the likeliest of this machine's."""

import socket
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from facilitation.actor import Actor
from facilitation.doors import addresses, interfaces, links
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import event_journal, house, printing
from tests.conftest import refused

HERE = [one.host for one in interfaces.all_here((socket.AF_INET,))]


def listen(app: Flask, **settings: Any) -> None:
    """Let the server be started with these settings."""
    app.extensions["config"] = replace(app.extensions["config"], **{"base_url": None, **settings})


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("0.0.0.0", 8016, f"http://{HERE[0]}:8016"),
        ("0.0.0.0", 80, f"http://{HERE[0]}"),
        ("::", 8016, f"http://{HERE[0]}:8016"),
        ("127.0.0.1", 8016, "http://127.0.0.1:8016"),
        ("::1", 8016, "http://[::1]:8016"),
        ("localhost", 8016, ("http://127.0.0.1:8016", "http://[::1]:8016")),
        (HERE[0], 8016, f"http://{HERE[0]}:8016"),
        ("203.0.113.7", 8016, "http://203.0.113.7:8016"),
    ],
)
def test_codes_carry_an_address_at_which_the_server_answers(
    app: Flask, event: Event, host: str, port: int, url: str | tuple[str, ...]
) -> None:
    listen(app, host=host, port=port)
    codes = addresses.codes()
    assert codes.url in ([url] if isinstance(url, str) else url)
    assert (codes.by, codes.only_here) == ("machine", interfaces.is_loopback(host) or HERE == ["127.0.0.1"])
    assert links.join_url(event).startswith(f"{codes.url}/q/")


def test_a_code_stays_when_the_address_changes(app: Flask, event: Event) -> None:
    listen(app, host="127.0.0.1", port=8016)
    before = links.join_url(event)
    listen(app, host="127.0.0.1", base_url="https://cafe.example")
    after = links.join_url(event)
    assert before.removeprefix("http://127.0.0.1:8016") == after.removeprefix("https://cafe.example")
    assert after.startswith("https://cafe.example/q/")


def test_base_url_is_what_codes_carry(app: Flask, event: Event) -> None:
    listen(app, host="127.0.0.1", base_url="https://cafe.example")
    codes = addresses.codes()
    assert (codes.url, codes.by, codes.only_here) == ("https://cafe.example", "setting", False)
    listen(app, host="0.0.0.0", base_url="http://localhost:8000")
    assert addresses.codes().only_here


def test_an_organiser_chooses_and_it_is_remembered(app: Flask, event: Event, organiser: Actor) -> None:
    listen(app, host="0.0.0.0")
    house.choose_address(organiser, HERE[-1], HERE)
    assert (addresses.codes().url, addresses.codes().by) == (f"http://{HERE[-1]}:8000", "organiser")
    house.choose_address(organiser, "", HERE)
    assert addresses.codes().by == "machine"
    assert [(one.deed, one.said) for one in event_journal.of_event(event.id)] == [
        ("address.choose", {"by": "organiser"}),
        ("address.choose", {"by": "machine"}),
    ]


def test_nobody_else_chooses_and_nothing_else_is_chosen(event: Event, organiser: Actor, host: Actor) -> None:
    with refused("not_allowed"):
        house.choose_address(host, HERE[0], HERE)
    with refused("unknown_address"):
        house.choose_address(organiser, "evil.example", HERE)
    assert house.known().address is None


def test_a_chosen_address_that_is_gone_is_said(app: Flask, event: Event, organiser: Actor) -> None:
    listen(app, host="0.0.0.0")
    house.choose_address(organiser, "203.0.113.7", ["203.0.113.7"])
    codes = addresses.codes()
    assert (codes.url, codes.by, codes.gone) == (f"http://{HERE[0]}:8000", "machine", "http://203.0.113.7:8000")
    assert addresses.for_desk(event)["gone"] == codes.gone


def test_posters_for_another_address_are_said(app: Flask, event: Event, organiser: Actor) -> None:
    listen(app, host="0.0.0.0")
    assert addresses.for_desk(event)["printed_for"] is None
    printing.note(organiser, addresses.base_url(), {})
    db.session.expire_all()
    assert addresses.for_desk(event)["printed_for"] is None
    printing.note(organiser, "http://192.0.2.77:8000", {})
    db.session.expire_all()
    assert addresses.for_desk(event)["printed_for"] == "http://192.0.2.77:8000"


def test_who_tries_an_address_is_known_by_the_host_they_asked_for(app: Flask, event: Event) -> None:
    listen(app, host="0.0.0.0")
    asked = [f"{HERE[0]}:8000", "laptop.local:8000", f"{HERE[0]}:8001", ""]
    assert [addresses.tried(one) for one in asked] == [f"http://{HERE[0]}:8000", None, None, None]
    listen(app, base_url="https://cafe.example")
    assert addresses.tried("127.0.0.1:8000") == "https://cafe.example"
