"""The matrix of rights: every page and every message, tried by everybody (`tests/matrix.py` says who may)."""

import io
import itertools
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitation import seed
from facilitation.actor import HOUSE, Actor
from facilitation.doors import links
from facilitation.extensions import db, socketio
from facilitation.models import Door, Event, FeedbackAnswer, Participant, Photo, Wording
from facilitation.services import clusters, contact_data, doors, events, feedback, measures, statements, stations
from tests import matrix
from tests.apps import COOKIE, MovingApp
from tests.conftest import Settle, new_id, wording

DOCS = Path(__file__).parent.parent / "docs" / "security.md"
STATION, OTHER = "foerderung-und-raeume", "offene-verwaltung"
REFUSED = {"not_allowed", "not_joined", "not_yours"}
"""What somebody is told who may not."""
NO_ANSWER = {"malformed", "server_error", "unknown_message"}
"""What says nothing about rights: the order was not as it should be."""


@dataclass
class Cafe:
    """A server with two events, what stands at the first one's station, and everybody's cookie."""

    app: Flask
    cookies: dict[str, str | None]
    known: dict[str, str]

    def ask(self, asker: str, page: str) -> TestResponse:
        """Ask for a page in a browser of its own, which knows nothing but this asker's cookie."""
        web = self.app.test_client()
        if cookie := self.cookies[asker]:
            web.set_cookie(COOKIE, cookie)
        method, address = page.split(" ", 1)
        path, _, query = address.partition("?")
        for name, value in self.known.items():
            path = path.replace(f"<{name}>", value)
        assert "<" not in path, f"say in `known` what stands for a part of {path}"
        # an answer of many parts is begun and not read
        return web.open(path, method=method, query_string=query, data=form(page), buffered=False)

    def screen(self, asker: str) -> SocketIOTestClient:
        """Connect a screen with this asker's cookie."""
        web = self.app.test_client()
        if cookie := self.cookies[asker]:
            web.set_cookie(COOKIE, cookie)
        return socketio.test_client(self.app, flask_test_client=web)


def form(page: str) -> dict[str, Any] | None:
    """What is sent along with a page."""
    if page in (f"POST {matrix.EVENT}/report/paper/<kind>", f"POST {matrix.EVENT}/edit/logo"):
        return {"file": (io.BytesIO(b""), "leer.docx")}
    return FORMS.get(page)


FORMS: dict[str, dict[str, Any]] = {
    "POST /house/door": {"door": "0"},
    f"POST {matrix.EVENT}/organise/doors": {"door": "0"},
    f"POST {matrix.EVENT}/organise/clock": {"now": "x"},
    f"POST {matrix.STATION}": {"text": "Mehr Räume", "kind": "idea", "language": "de"},
    f"POST {matrix.EVENT}/me": {"language": "de"},
    f"POST {matrix.EVENT}/language": {"language": "de"},
    f"POST {matrix.EVENT}/feedback": {"language": "de", "text": ""},
    f"POST {matrix.EVENT}/presentation": {"name": "none"},
}
"""What is sent along; other forms are empty."""


@dataclass
class Kept:
    """The data of a café as it was when it was made, everybody's cookie, and what stands there."""

    folder: Path
    cookies: dict[str, str | None]
    known: dict[str, str]


_kept: list[Kept] = []
"""The café that this process's first test made; the others begin with a copy of it."""


@pytest.fixture
def cafe(
    app: Flask,
    context: None,
    moving_app: MovingApp,
    settle: Settle,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Cafe:
    """Everybody came in, and two links were renewed since."""
    monkeypatch.setenv("PATH", "")  # no LibreOffice: who may have a PDF is told that there is none
    if not _kept:
        cookies, known = everybody(app)
        settle()
        moving_app.leave()
        folder = shutil.copytree(tmp_path, tmp_path_factory.mktemp("cafe"), dirs_exist_ok=True)
        _kept.append(Kept(folder, cookies, known))
    else:
        moving_app.bring(_kept[0].folder)
    return Cafe(app, dict(_kept[0].cookies), dict(_kept[0].known))


def everybody(app: Flask) -> tuple[dict[str, str | None], dict[str, str]]:
    """Let everybody come in and write; their cookies, and what stands there."""
    event = events.find("dresden-2023")
    elsewhere = events.create({**seed.plan(), "slug": "elsewhere"}, today=event.date)
    here, there = _short(links.all_of(event)), _short(links.all_of(elsewhere))
    cookies: dict[str, str | None] = {"stranger": None}
    cookies["former host"] = _cookie(app, here["hosts"][STATION])
    cookies["former organiser"] = _cookie(app, here["organiser"])
    cookies["former administrator"] = _cookie(app, here["house"])
    doors.renew(Actor(HOUSE, administrator=True), doors.of_house().id)
    station = stations.find(event.id, STATION)
    for door in db.session.scalars(select(Door).where(Door.event_id == event.id)).all():
        if door.role == "organiser" or door.station_id == station.id:
            doors.renew(Actor(event.id, organiser=True), door.id)
    here = _short(links.all_of(event))
    ways = {
        "guest": here["stations"][STATION],
        "other guest": here["stations"][STATION],
        "wall": here["wall"],
        "host": here["hosts"][STATION],
        "other host": here["hosts"][OTHER],
        "organiser": here["organiser"],
        "administrator": here["house"],
        "guest elsewhere": there["stations"][STATION],
        "host elsewhere": there["hosts"][STATION],
        "organiser elsewhere": there["organiser"],
    }
    cookies |= {asker: _cookie(app, way) for asker, way in ways.items()}
    known = {
        "event_slug": event.slug,
        "station_slug": STATION,
        "number": "1",
        "int:door_id": "1",
        "int:number": "1",
        "kind": "letterhead",
        "code": "en",
        "file": new_id(),
        "path:secret": "unknown",
        "anything:code": here["stations"][STATION].removeprefix("/q/"),
        "typed:code": here["stations"][STATION].removeprefix("/q/"),
        "version": "1",
        "path:path": "favicon.svg",
    }
    return cookies, known | _written(app, event, cookies["guest"])


def _short(urls: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.removeprefix("http://localhost") if isinstance(value, str) else _short(value)
        for name, value in urls.items()
    }


def _cookie(app: Flask, way: str) -> str:
    web = app.test_client()
    assert web.get(way).status_code == 302
    cookie = web.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def _written(app: Flask, event: Event, guest: str | None) -> dict[str, str]:
    """What stands at the station: one of each noun."""
    screen = app.test_client()
    screen.set_cookie(COOKIE, guest or "")
    live = socketio.test_client(app, flask_test_client=screen)
    contribution, host = new_id(), Actor(event.id, organiser=True)
    second = new_id()
    for id in (contribution, second):
        sent = {"id": id, "text": "Mehr Räume", "kind": "idea", "language": "de", "station": STATION}
        assert live.emit("contribution.add", {"event": event.slug, **sent}, callback=True)["ok"]
    word = {"contribution": contribution, "language": "ar", "text": "غرف", "was": "Mehr Räume"}
    worded = new_id()
    assert live.emit("wording.add", {"event": event.slug, "id": worded, **word}, callback=True)["ok"]
    ids = {noun: new_id() for noun in ("cluster", "statement", "measure", "photo")}
    station = stations.find(event.id, STATION)
    clusters.add(host, station.id, id=ids["cluster"], title="Räume")
    statements.add(host, station.id, id=ids["statement"], text="Räume fehlen", round_position=None)
    measures.add(host, station.id, id=ids["measure"], what="Räume öffnen")
    db.session.add(Photo(id=ids["photo"], station_id=station.id, width=1, height=1, revision=station.revision))
    db.session.commit()
    feedback.begin(host)
    answered = {"event": event.slug, "scale": {}, "text": "Danke", "language": "de"}
    assert live.emit("feedback.set", answered, callback=True)["ok"]
    comment = db.session.scalars(select(FeedbackAnswer.id)).one()
    parts = {"contribution_id": contribution, "name": ids["photo"]}
    return {**ids, **parts, "wording": worded, "contribution": contribution, "second": second, "comment": comment}


def rows_of(app: Flask) -> set[str]:
    """The app's pages, as the table names them."""
    rules = app.url_map.iter_rules()
    return {f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}


def test_every_page_has_its_row(app: Flask) -> None:
    assert {page.partition("?")[0] for page in matrix.PAGES} == rows_of(app)


def test_every_message_has_its_row(app: Flask) -> None:
    known = set(socketio.server.handlers["/"]) - {"connect", "disconnect", "*"}
    assert {message.partition(" ")[0] for message in matrix.MESSAGES} == known


@pytest.mark.parametrize("asker", matrix.ASKERS)
def test_pages_are_for_whom_the_table_says(cafe: Cafe, asker: str) -> None:
    allowed = set()
    for page in matrix.PAGES:
        with cafe.ask(asker, page) as answer:
            assert answer.status_code < 500 or answer.status_code == 502, f"{page}: {answer.status_code}"
            if answer.status_code != 403:
                allowed.add(page)
    assert allowed == {page for page, who in matrix.PAGES.items() if asker in who}


def payload(cafe: Cafe, message: str) -> dict[str, Any]:
    """An order that is complete, whoever gives it."""
    name, _, variant = message.partition(" ")
    noun = name.partition(".")[0]
    row = {"feedback": "comment"}.get(noun, noun)
    fields: dict[str, Any] = {
        "event": cafe.known["event_slug"],
        "station": STATION,
        "id": cafe.known.get(row, new_id()),
        "contribution": cafe.known["contribution"],
        "into": cafe.known["contribution"],
        "ids": [cafe.known["contribution"]],
        "text": "Mehr Räume",
        "title": "Räume",
        "what": "Räume öffnen",
        "caption": "",
        "kind": "idea",
        "language": "de",
        "on": True,
        "by_hand": 1,
        "round": 1,
        "minutes": 1,
        "revision": 1,
        "state": "open",
        "scene": "",
        "scale": {},
        "door": "open",
    }
    if name.endswith((".add", ".type_in", ".dismiss")):
        fields["id"] = new_id()
    if name == "contribution.reword":
        fields["was"] = fields["text"]
    if name in ("contribution.edit", "contribution.approve", "contribution.show", "contribution.confirm_contact"):
        db.session.rollback()  # as it reads by now
        fields["was"] = wording(fields["id"])
    elif name == "wording.add":
        db.session.rollback()
        fields |= {"was": wording(fields["contribution"]), "language": "uk"}
    elif name == "wording.word":
        db.session.rollback()
        fields |= {"id": new_id(), "read": wording(fields["contribution"]), "language": "fa"}
    elif name == "wall.speak":
        fields["language"] = "fa"
    elif name in ("wording.edit", "wording.approve"):
        db.session.rollback()
        fields["was"] = db.session.get_one(Wording, fields["id"]).text
    elif name == "feedback.confirm_contact":
        db.session.rollback()
        fields["was"] = feedback.lines(db.session.get_one(FeedbackAnswer, fields["id"]))
    elif name.endswith(".confirm_contact"):
        db.session.rollback()
        fields["was"] = next(
            lines(db.session.get_one(model, fields["id"]))
            for model, lines in contact_data.LINES.items()
            if model.__tablename__ == noun
        )
    if name in ("statement.add", "statement.edit"):
        del fields["kind"], fields["round"]
    if name in ("contribution.merge", "suggestion.dismiss"):
        fields["ids"] = [cafe.known["second"]] + [cafe.known["contribution"]] * (name == "suggestion.dismiss")
    if name in ("statement.arrange", "measure.arrange"):
        fields["ids"] = [cafe.known[noun]]
    if variant:
        field, _, value = variant.partition("=")
        fields[field] = value
    return fields


@pytest.mark.parametrize("asker", matrix.ASKERS)
def test_messages_are_heard_from_whom_the_table_says(cafe: Cafe, asker: str) -> None:
    screen = cafe.screen(asker)
    allowed = set()
    for message in sorted(matrix.MESSAGES, key=lambda one: one.endswith((".remove", ".withdraw", "feedback.end"))):
        answer = screen.emit(message.partition(" ")[0], payload(cafe, message), callback=True)
        assert answer["ok"] or answer["error"] not in NO_ANSWER, (
            message,
            answer,
        )
        if answer["ok"] or answer["error"] not in REFUSED:
            allowed.add(message)
    assert allowed == {message for message, who in matrix.MESSAGES.items() if asker in who}
    screen.disconnect()


def test_the_documentation_shows_the_table() -> None:
    assert matrix.as_markdown() in DOCS.read_text(encoding="utf-8")


def test_the_table_knows_everybody(cafe: Cafe) -> None:
    assert set(cafe.cookies) == set(matrix.ASKERS)
    cells = [*itertools.product(matrix.ASKERS, [*matrix.PAGES, *matrix.MESSAGES])]
    assert len(cells) > 1_048, "the first day of attack tried as many"
    for guest in ("guest", "other guest"):
        assert cafe.ask(guest, f"POST {matrix.EVENT}/me").status_code == 303
    assert db.session.query(Participant).count() == 2, "who only scanned a code is not stored"
