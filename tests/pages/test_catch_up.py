"""A station's JSON is answered before Flask begins a request, exactly as its page would."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from facilitation.pages import catch_up
from tests.conftest import Doors

STATION = "foerderung-und-raeume"
PATH = f"/e/dresden-2023/stations/{STATION}.json"
COMPARED = ("Content-Type", "Content-Encoding", "Vary", "Cache-Control", "X-Content-Type-Options", "ETag")
QUERIES = (
    "",
    "?since=0",
    "?since=1",
    "?since=99",
    "?since=-1",
    "?since=1e3",
    "?since=٣",
    "?since=" + "9" * 40,
    "?audience=public",
    "?audience=hosts",
    "?audience=everybody",
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Accept-Encoding": "gzip, deflate, br"},
    {"Accept-Encoding": "gzip;q=0"},
    {"If-None-Match": '"something"'},
    {"If-None-Match": "*"},
)
WHO = ("stranger", "guest", "host", "other host", "wall", "organiser")


@pytest.fixture
def ways_in(doors: Doors) -> dict[str, str | None]:
    """By who comes in, the link they come by."""
    return {
        "stranger": None,
        "guest": doors.stations[STATION],
        "host": doors.hosts[STATION],
        "other host": doors.hosts["offene-verwaltung"],
        "wall": doors.wall,
        "organiser": doors.organiser,
    }


def answer(web: FlaskClient, query: str, headers: dict[str, str]) -> dict[str, Any]:
    got = web.get(PATH + query, headers=headers)
    shown = {name: got.headers.get(name) for name in COMPARED} if got.status_code in (200, 304) else {}
    return {"status": got.status_code, "body": got.data, **shown}


@pytest.mark.parametrize("who", WHO)
def test_the_front_answers_as_the_page_does(
    who: str, app: Flask, ways_in: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    web, way = app.test_client(), ways_in[who]
    if way:
        web.get(way)
    if who == "guest":
        web.post(PATH.removesuffix(".json"), data={"text": "Mehr Räume!", "kind": "idea", "language": "de", "id": ""})
    asked = [(query, headers) for query in QUERIES for headers in HEADERS]
    quick = [answer(web, *one) for one in asked]
    with monkeypatch.context() as patch:
        patch.setattr(catch_up, "PATH", re.compile("nothing"))
        assert [answer(web, *one) for one in asked] == quick
    known = quick[0].get("ETag")
    assert (known is None) == (who == "stranger")
    if known:
        again = answer(web, "", {"If-None-Match": known})
        assert (again["status"], again["body"], again["ETag"]) == (304, b"", known)


def test_it_does_not_begin_a_request(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    monkeypatch.setattr(app, "full_dispatch_request", lambda *_: app.make_response("page"))
    assert web.get(PATH).json["station"] == STATION  # type: ignore[index]
    assert web.get(PATH + "?audience=hosts").data == b"page", "what is refused is a request"


def test_a_renewed_link_ends_here_too_and_at_once(app: Flask, doors: Doors) -> None:
    desk, tablet = app.test_client(), app.test_client()
    desk.get(doors.organiser)
    tablet.get(doors.hosts[STATION])
    assert tablet.get(PATH + "?audience=hosts").status_code == 200
    page = desk.get("/e/dresden-2023/organise/doors").get_data(as_text=True)
    for door in re.findall(r'name="door"[^>]*value="(\d+)"', page):
        assert desk.post("/e/dresden-2023/organise/doors", data={"door": door}).status_code in (302, 303)
    assert tablet.get(PATH + "?audience=hosts").status_code == 403


def test_whoever_forges_a_cookie_is_a_stranger(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    cookie = web.get_cookie("cafe")
    assert cookie is not None
    assert web.get(PATH).status_code == 200
    payload, moment, signature = cookie.value.rsplit(".", 2)
    old = TimestampSigner("another key", salt="cookie-session").sign(payload).decode()
    for forged in (f"{payload}.{moment}.{signature[:-2]}AA", f"{payload}x.{moment}.{signature}", old, "x", ""):
        web.set_cookie("cafe", forged)
        assert web.get(PATH).status_code == 403, forged
    web.set_cookie("cafe", cookie.value)
    assert web.get(PATH).status_code == 200
