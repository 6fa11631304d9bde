"""A station's JSON is answered before WSGI and Flask begin, exactly as its page would."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from werkzeug.datastructures import Headers

from facilitation.extensions import db
from facilitation.pages import catch_up, compression
from facilitation.queries import snapshots
from facilitation.storage import statements
from tests.apps import COOKIE
from tests.conftest import Doors, new_id

STATION = "foerderung-und-raeume"
PATH = f"/e/dresden-2023/stations/{STATION}.json"
COMPARED = ("Content-Type", "Content-Encoding", "Vary", "Cache-Control", "ETag")
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


def page(web: FlaskClient, query: str, headers: dict[str, str]) -> dict[str, Any] | None:
    """What the page answers; None where it refuses."""
    got = web.get(PATH + query, headers=headers)
    if got.status_code not in (200, 304):
        return None
    return {"status": got.status_code, "body": got.data, **{name: got.headers.get(name) for name in COMPARED}}


def quick(web: FlaskClient, query: str, headers: dict[str, str]) -> dict[str, Any] | None:
    """What is answered before; None where it is left to the page."""
    cookie = web.get_cookie(COOKIE)
    asked = Headers({**headers, **({"cookie": f"other=x; {COOKIE}={cookie.value}"} if cookie else {})})
    got = catch_up.at_once(web.application)(PATH + query, asked)
    if got is None:
        return None
    status, said, body = got
    assert {name for name, _ in said} <= set(COMPARED)
    return {"status": int(status.split()[0]), "body": body, **{name: dict(said).get(name) for name in COMPARED}}


@pytest.mark.parametrize("who", WHO)
def test_the_quick_way_answers_as_the_page_does(who: str, app: Flask, ways_in: dict[str, str | None]) -> None:
    web, way = app.test_client(), ways_in[who]
    if way:
        web.get(way)
    if who == "guest":
        written = {"text": "Mehr Räume!", "kind": "idea", "language": "de", "id": new_id()}
        assert web.post(PATH.removesuffix(".json"), data=written).status_code == 303
    asked = [(query, headers) for query in QUERIES for headers in HEADERS]
    answers = [quick(web, *one) for one in asked]
    assert answers == [page(web, *one) for one in asked]
    first = answers[0]
    assert (first is None) == (who == "stranger")
    if first:
        again = quick(web, "", {"If-None-Match": first["ETag"]})
        assert again is not None
        assert (again["status"], again["body"], again["ETag"]) == (304, b"", first["ETag"])


def test_it_does_not_begin_a_request(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    monkeypatch.setattr(app, "request_context", None)
    answer = quick(web, "", {})
    assert answer is not None
    assert json.loads(answer["body"])["station"] == STATION
    assert quick(web, "?audience=hosts", {}) is None, "what is refused is the page's"
    assert catch_up.at_once(app)("/", Headers()) is None


def test_a_renewed_link_ends_here_too_and_at_once(app: Flask, doors: Doors) -> None:
    desk, tablet = app.test_client(), app.test_client()
    desk.get(doors.organiser)
    tablet.get(doors.hosts[STATION])
    assert quick(tablet, "?audience=hosts", {}) is not None
    page = desk.get("/e/dresden-2023/organise/doors").get_data(as_text=True)
    for door in re.findall(r'name="door"[^>]*value="(\d+)"', page):
        assert desk.post("/e/dresden-2023/organise/doors", data={"door": door}).status_code in (302, 303)
    assert quick(tablet, "?audience=hosts", {}) is None
    assert tablet.get(PATH + "?audience=hosts").status_code == 403


def test_whoever_forges_a_cookie_is_a_stranger(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    cookie = web.get_cookie(COOKIE)
    assert cookie is not None
    assert quick(web, "", {}) is not None
    payload, moment, signature = cookie.value.rsplit(".", 2)
    old = TimestampSigner("another key", salt="cookie-session").sign(payload).decode()
    other = "B" if signature[0] == "A" else "A"
    for forged in (f"{payload}.{moment}.{other}{signature[1:]}", f"{payload}x.{moment}.{signature}", old, "x", ""):
        web.set_cookie(COOKIE, forged)
        assert quick(web, "", {}) is None, forged
        assert web.get(PATH).status_code == 403, forged
    web.set_cookie(COOKIE, cookie.value)
    assert quick(web, "", {}) is not None


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many connections to the database were taken whenever something was compressed."""
    taken: list[int] = []

    def watched(work: Any, *args: Any, **named: Any) -> Any:
        if statements._open.get() is not None or (db.session.registry.has() and db.session().in_transaction()):
            taken.append(1)
        else:
            taken.append(0)
        return work(*args, **named)

    for module in (snapshots, compression):
        monkeypatch.setattr(module, "offload", watched)
    monkeypatch.setattr(snapshots, "LARGE", 0)
    monkeypatch.setattr(compression, "LARGE_PAGE", 0)
    return taken


@pytest.mark.parametrize("way", ["at once", "by the page", "a whole page"])
def test_while_an_answer_is_compressed_no_connection_is_held(
    app: Flask, doors: Doors, held: list[int], way: str
) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    held.clear()
    headers = {"Accept-Encoding": "gzip"}
    if way == "at once":
        answer = quick(web, "", headers)
        assert answer is not None
        assert answer["Content-Encoding"] == "gzip"
    else:
        path = PATH if way == "by the page" else "/e/dresden-2023/privacy"
        assert web.get(path, headers=headers).headers["Content-Encoding"] == "gzip"
    assert held == [0]
