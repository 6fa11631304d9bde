"""Photos come in by HTTP and go out to those who came in, and to nobody else."""

import io
import itertools
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from facilitation.pages import photos
from facilitation.services import orders
from facilitation.services import photos as services
from facilitation.storage import images
from tests import camera
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id
from tests.test_ids import BAD

STATION = "foerderung-und-raeume"
ADDRESS = f"/e/dresden-2023/host/{STATION}/photos"
JSON = {"Accept": "application/json"}


@pytest.fixture
def tablet(screen: OpenScreen, doors: Doors) -> Screen:
    """The station's host."""
    return screen(doors.hosts[STATION])


def send(screen: Screen, id: str, body: bytes | None = None, query: str = "", **options: Any) -> TestResponse:
    """Send a photo as the tablet does."""
    headers = {**JSON, **options.pop("headers", {})}
    return screen.web.post(f"{ADDRESS}?id={id}{query}", data=body or camera.from_phone(), headers=headers, **options)


def get(screen: Screen, id: str, size: str = "", event: str = "dresden-2023") -> TestResponse:
    return screen.web.get(f"/e/{event}/photos/{id}{size}.jpg")


def test_everybody_sees_a_photo_without_reloading(
    screen: OpenScreen, doors: Doors, tablet: Screen, settle: Settle
) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    id = new_id()
    answer = send(tablet, id, query="&table=2&round=1")
    assert (answer.status_code, answer.json) == (200, {"ok": True, "revision": 1})
    assert send(tablet, id, query="&table=2&round=1").json == answer.json
    settle()
    ((photo,),) = [news["photos"] for news in phone.news("station.changed")]
    assert (photo["id"], photo["table"], photo["round"], photo["caption"]) == (id, 2, 1, "")
    got = get(phone, id)
    assert (got.status_code, got.mimetype) == (200, "image/jpeg")
    assert got.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(got.data)).size == (photo["width"], photo["height"])


def test_whoever_came_in_sees_it_and_nobody_else(screen: OpenScreen, doors: Doors, tablet: Screen) -> None:
    id = new_id()
    send(tablet, id)
    others = (doors.stations["offene-verwaltung"], doors.hosts["offene-verwaltung"], doors.organiser, doors.wall)
    for path in others:
        assert get(screen(path), id).status_code == 200
    assert get(screen(None), id).status_code == 403
    assert {get(tablet, id, size).status_code for size in ("", "-small", "-medium")} == {200}
    assert {get(tablet, id, size).status_code for size in ("-large", "-", ".jpg/..")} == {404}
    assert {get(tablet, name).status_code for name in (new_id(), "x", "..%2fsecret_key", "%FF")} == {404}
    assert get(tablet, id, event="elsewhere").status_code == 404


def test_what_was_removed_is_gone_until_it_is_brought_back(tablet: Screen) -> None:
    id = new_id()
    send(tablet, id)
    tablet.open(STATION, audience="hosts")
    removed = tablet.order("photo.remove", id=id)
    assert get(tablet, id).status_code == 404
    assert tablet.order("journal.undo", station=STATION, revision=removed["revision"])["ok"]
    assert get(tablet, id).status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (lambda doors: doors.stations[STATION], "not_allowed"),
        (lambda doors: doors.hosts["offene-verwaltung"], "not_allowed"),
        (lambda doors: doors.wall, "not_allowed"),
        (lambda doors: None, "not_joined"),
    ],
    ids=["guest", "other host", "wall", "stranger"],
)
def test_only_this_stations_host_sends_photos(screen: OpenScreen, doors: Doors, path: Any, code: str) -> None:
    answer = send(screen(path(doors)), new_id())
    assert answer.status_code == 403
    assert answer.json is not None
    assert (answer.json["ok"], answer.json["error"]) == (False, code)


def test_an_organiser_sends_photos_too(screen: OpenScreen, doors: Doors) -> None:
    assert send(screen(doors.organiser), new_id()).json == {"ok": True, "revision": 1}


def test_foreign_pages_send_none(tablet: Screen) -> None:
    answer = send(tablet, new_id(), headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json and answer.json["error"]) == (403, "foreign_page")


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"Nur Text.", 415, "Diese Datei ist kein Foto, das hier gelesen werden kann."),
        (camera.huge_jpeg(9300, 7000), 413, "Dieses Foto hat 66 Megapixel, höchstens 64 sind möglich."),
        (camera.file(camera.cloth(800, 600))[:2000], 400, "Dieses Foto ist beschädigt oder unvollständig."),
    ],
    ids=["text named .jpg", "65 megapixels", "cut off"],
)
def test_what_cannot_be_taken_is_refused_in_words(tablet: Screen, body: bytes, status: int, sentence: str) -> None:
    answer = send(tablet, new_id(), body, headers={"Content-Type": "image/jpeg", "Accept-Language": "de"})
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["message"].startswith(sentence)


def test_a_photo_that_is_sent_twice_counts_once_and_is_answered_as_before(tablet: Screen, settle: Settle) -> None:
    """Also where hosts changed it since, or removed it."""
    tablet.open(STATION, audience="hosts")
    id, order = new_id(), new_id()
    first = send(tablet, id, query=f"&order={order}").json
    assert first == {"ok": True, "revision": 1}
    assert tablet.order("photo.edit", id=id, caption="Tischdecke")["revision"] == 2
    assert tablet.order("photo.remove", id=id)["revision"] == 3
    settle()
    tablet.news("station.changed")
    for again in (id, new_id()):
        assert send(tablet, again, b"it is not looked at", query=f"&order={order}").json == first
    settle()
    assert tablet.news("station.changed") == []
    assert get(tablet, id).status_code == 404
    assert send(tablet, id, query=f"&order={new_id()}").json == {"ok": True, "revision": 3}


def test_nobody_else_is_answered_for_a_photo(screen: OpenScreen, doors: Doors, tablet: Screen) -> None:
    id, order = new_id(), new_id()
    send(tablet, id, query=f"&order={order}")
    for path in (doors.hosts["offene-verwaltung"], doors.stations[STATION]):
        answer = send(screen(path), id, query=f"&order={order}").json
        assert (answer or {})["error"] == "not_allowed"
    answer = send(screen(doors.organiser), new_id(), query=f"&order={order}").json
    assert (answer or {})["error"] == "id_taken"
    assert screen(doors.hosts[STATION]).order("photo.remove", id=id, order=order, event="dresden-2023") == {
        "ok": True,
        "revision": 1,
    }, "by the same door it is the same order, whatever it asks for"


def test_the_same_photo_of_two_processes_counts_once(tablet: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks for the order before the first has committed."""
    id, query = new_id(), f"&order={new_id()}"
    first = send(tablet, id, query=query).json
    looked = itertools.count()
    find = orders.find
    monkeypatch.setattr(orders, "find", lambda store, id: find(store, id) if next(looked) else None)
    monkeypatch.setattr(services, "_known", lambda *_: None)
    assert send(tablet, id, query=query).json == first
    folder = tablet.web.application.extensions["config"].data_dir / "photos"
    assert len(list(folder.iterdir())) == len(images.SIZES), "the second one's files are cleared away"


@pytest.mark.parametrize("query", ["&table=x", "&table=-1", "&round=٣", "&round=2147483648"])
def test_numbers_are_numbers(tablet: Screen, query: str) -> None:
    answer = send(tablet, new_id(), query=query)
    assert answer.json is not None
    assert answer.json["error"] == "malformed"


def test_ids_are_ids(tablet: Screen) -> None:
    for field, query in (("id", "{}"), ("order", f"{new_id()}&order={{}}")):
        answers = {name: send(tablet, query.format(quote(bad)), b"a picture").json for name, bad in BAD.items()}
        refusals = {name: (one["error"], one["field"]) for name, one in answers.items() if one is not None}
        assert refusals == dict.fromkeys(BAD, ("malformed", field))


class Unread(io.BytesIO):
    """A body that must not be looked at."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("it was read")

    readinto = read  # type: ignore[assignment]


def test_what_says_that_it_is_too_large_is_not_read(tablet: Screen) -> None:
    answer = tablet.web.post(
        f"{ADDRESS}?id={new_id()}",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(photos.LARGEST_PHOTO + 1)},
        headers=JSON,
    )
    assert (answer.status_code, answer.json and answer.json["error"]) == (413, "too_large")


def test_strangers_are_not_even_read(screen: OpenScreen) -> None:
    answer = screen(None).web.post(f"{ADDRESS}?id={new_id()}", input_stream=Unread(), headers=JSON)
    assert answer.status_code == 403


def test_only_here_much_may_come(app: Flask, tablet: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    larger = camera.file(kind="BMP") + bytes(app.config["MAX_CONTENT_LENGTH"])
    assert send(tablet, new_id(), larger).status_code == 415, "it was read"
    assert tablet.web.post("/e/dresden-2023/me", data=larger).status_code == 413
    monkeypatch.setattr(photos, "LARGEST_PHOTO", 100)
    assert send(tablet, new_id()).status_code == 413


def test_browsers_that_want_a_page_get_one(tablet: Screen) -> None:
    answer = tablet.web.post(f"{ADDRESS}?id={new_id()}", data=b"x", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.mimetype) == (415, "text/html")


def test_caption_and_table_travel(tablet: Screen, settle: Settle) -> None:
    id = new_id()
    send(tablet, id)
    settle()  # or its own news might come once the screen is open
    tablet.open(STATION, audience="hosts")
    assert tablet.order("photo.edit", id=id, caption="Alle Ideen", table=1, was="") == {"ok": True, "revision": 2}
    refusal = tablet.order("photo.edit", id=id, caption="Anders", table=1, was="")
    assert (refusal["error"], refusal["now"]) == ("reworded", "Alle Ideen")
    settle()
    assert [one["caption"] for news in tablet.news("station.changed") for one in news["photos"]] == ["Alle Ideen"]
