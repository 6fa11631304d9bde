"""The deck's page: who may see it, what never stands in it, and how organisers arrange it."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation.actor import Actor
from facilitation.pages.download import POWERPOINT
from facilitation.services import clusters, events, participants, votes
from tests.conftest import Doors, OpenScreen, new_id, write
from tests.documents.exports.lived import HIDDEN, NAME, WAITING, WITHDRAWN, lived

DECK = "/e/dresden-2023/presentation"
NATURAL = ["title", "numbers", "s1-question", "s2-question", "s3-question", "thanks"]


@pytest.fixture
def organiser(screen: OpenScreen, doors: Doors) -> FlaskClient:
    return screen(doors.organiser).web


@pytest.fixture
def projector(screen: OpenScreen, doors: Doors) -> FlaskClient:
    return screen(doors.wall).web


def shown(web: FlaskClient, query: str = "") -> list[str]:
    return re.findall(r'data-slide="([^"]+)"', web.get(DECK + query).text)


def arranged(web: FlaskClient, names: list[str], *, leaving: tuple[str, ...] = (), **more: Any) -> int:
    form = {"name": names, "shown": [name for name in names if name not in leaving], **more}
    return web.post(DECK, data=form, headers={"Accept": "application/json"}).status_code


def test_the_deck_is_for_the_projector_and_organisers(screen: OpenScreen, doors: Doors) -> None:
    for door in (doors.wall, doors.organiser):
        assert screen(door).web.get(DECK).status_code == 200
    for path in (None, *doors.hosts.values(), *doors.stations.values()):
        assert screen(path).web.get(DECK).status_code == 403


def test_notes_and_the_list_are_for_organisers(screen: OpenScreen, doors: Doors) -> None:
    assert screen(doors.organiser).web.get(f"{DECK}?presenter").status_code == 200
    for path in (None, doors.wall, *doors.hosts.values()):
        web = screen(path).web
        assert (web.get(f"{DECK}?presenter").status_code, arranged(web, NATURAL)) == (403, 403)


def test_what_nobody_may_read_is_not_in_it(app: Flask, organiser: FlaskClient, projector: FlaskClient) -> None:
    with app.app_context():
        lived()
    for page in (organiser.get(f"{DECK}?presenter").text, projector.get(DECK).text):
        assert [word for word in (HIDDEN, WAITING, WITHDRAWN, NAME) if word in page] == []
        assert "نحتاج إلى مكان دائم." in page


def test_what_is_left_out_is_not_sent_to_the_projector(organiser: FlaskClient, projector: FlaskClient) -> None:
    assert shown(projector) == NATURAL
    order = ["thanks", *NATURAL[:-1]]
    assert arranged(organiser, order, leaving=("numbers", "s2-question")) == 200
    assert shown(projector) == ["thanks", "title", "s1-question", "s3-question"]
    assert shown(organiser) == shown(projector)
    assert shown(organiser, "?presenter") == order


def test_buttons_move_one_slide_and_reset_forgets_all(organiser: FlaskClient, projector: FlaskClient) -> None:
    assert arranged(organiser, NATURAL, up="thanks") == 200
    assert shown(projector) == [*NATURAL[:4], "thanks", "s3-question"]
    assert arranged(organiser, shown(projector), down="title", leaving=("numbers",)) == 200
    assert shown(organiser, "?presenter") == ["numbers", "title", *NATURAL[2:4], "thanks", "s3-question"]
    assert arranged(organiser, NATURAL, up="title") == 200
    assert shown(projector) == NATURAL
    assert arranged(organiser, NATURAL[::-1], leaving=("title",)) == 200
    assert arranged(organiser, NATURAL[::-1], leaving=("title",), reset="1") == 200
    assert shown(projector) == NATURAL


def test_a_plain_form_comes_back_to_the_list(organiser: FlaskClient) -> None:
    answer = organiser.post(DECK, data={"name": NATURAL, "shown": NATURAL})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DECK}?presenter=#h-list")


@pytest.mark.parametrize("name", ["", "a b", "A", "ä", "a" * 41, "<b>"])
def test_what_is_no_name_is_refused(organiser: FlaskClient, projector: FlaskClient, name: str) -> None:
    assert arranged(organiser, [name]) == 400
    assert arranged(organiser, ["title"] * 501) == 400
    assert shown(projector) == NATURAL


def test_the_powerpoint_file_is_for_organisers(organiser: FlaskClient, screen: OpenScreen, doors: Doors) -> None:
    answer = organiser.get(f"{DECK}.pptx")
    assert (answer.status_code, answer.mimetype) == (200, POWERPOINT)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="praesentation-dresden-2023.pptx"'
    english = organiser.get(f"{DECK}.pptx?language=en")
    assert english.headers["Content-Disposition"] == 'attachment; filename="presentation-dresden-2023.pptx"'
    for path in (None, doors.wall, *doors.hosts.values()):
        assert screen(path).web.get(f"{DECK}.pptx").status_code == 403


def test_a_stations_poster_is_for_the_projector_and_organisers(screen: OpenScreen, doors: Doors) -> None:
    for slug in doors.stations:
        page = f"/e/dresden-2023/stations/{slug}/summary"
        for door in (doors.wall, doors.organiser):
            answer = screen(door).web.get(page)
            assert (answer.status_code, "An dieser Station liegen noch keine Beiträge vor." in answer.text) == (
                200,
                True,
            )
        for path in (None, *doors.hosts.values(), *doors.stations.values()):
            assert screen(path).web.get(page).status_code == 403


def test_a_stations_poster_says_what_its_bars_leave_out(app: Flask, projector: FlaskClient) -> None:
    with app.test_request_context():
        event = events.find("dresden-2023")
        host = Actor(event.id, hosts=frozenset({event.stations[0].id}))
        guests = [Actor(event.id, participants.join(event, language="de").id) for _ in range(2)]
        for place in range(7):
            card = write(guests[0], event.stations[0], f"Beitrag {place}").id
            if place:
                theme = clusters.add(host, event.stations[0].id, id=new_id(), title=f"Thema {place}").row
                clusters.put(host, [card], theme.id)
            for guest in guests[: {0: 2, 1: 2, 3: 1}.get(place, 0)]:
                votes.set(guest, card, on=True)
    page = projector.get("/e/dresden-2023/stations/foerderung-und-raeume/summary").text
    given = re.findall(r'data-value="(\d+)"', page)
    (more,) = re.findall(r"data-more>([^<]*)<", page)
    (numbers,) = re.findall(r'<p class="num" translate="no">([^<]*)<', page)
    assert (given, numbers) == (["2", "1", "0", "0", "0"], "7 Beiträge · 5 Punkte")
    assert more == "+ 0 Punkte für 1 weiteres Thema. 2 Punkte ohne Thema."
