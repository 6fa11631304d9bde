"""Dots from a page without script: given and taken back as by an order, once each, and nothing typed is lost."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation.queries import snapshots
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id
from tests.markup import tags
from tests.test_ids import BAD

STATION = "foerderung-und-raeume"
PAGE = f"/e/dresden-2023/stations/{STATION}"
FULL = "Sie haben hier alle 3 Punkte vergeben."


@pytest.fixture
def author(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.stations[STATION])


@pytest.fixture
def plain(app: Flask, doors: Doors) -> FlaskClient:
    """A guest whose browser runs no script, at the station."""
    web = app.test_client()
    web.get(doors.stations[STATION])
    web.post("/e/dresden-2023/me", data={"language": "de", "name": ""})
    return web


def write(author: Screen, text: str = "Mehr Räume") -> str:
    """Write a contribution; return its id."""
    id = new_id()
    payload = {"id": id, "station": STATION, "text": text, "kind": "idea", "language": "de"}
    assert author.order("contribution.add", **payload)["ok"]
    return id


def buttons(page: str) -> dict[str, str]:
    """What each card's button does, by the card's id."""
    found = [one for one in tags(page, "button") if one.get("name") in ("give", "take")]
    assert {(one["form"], one["formaction"]) for one in found} <= {("composer", f"{PAGE}/votes")}
    return {one["value"]: one["name"] for one in found}


def page_id(page: str) -> str:
    (id,) = re.findall(r'name="id" value="([^"]*)"', page)
    return str(id)


def dots(author: Screen, id: str) -> int:
    """How many a contribution has, as another screen is told."""
    change = author.web.get(f"{PAGE}.json").get_json()
    return next(int(one.get("votes", 0)) for one in change["contributions"] if one["id"] == id)


def test_a_dot_is_given_and_taken_back(plain: FlaskClient, author: Screen) -> None:
    id = write(author)
    page = plain.get(PAGE).text
    assert (buttons(page), "noch 3 von 3 Punkten" in page) == ({id: "give"}, True)
    answer = plain.post(f"{PAGE}/votes", data={"give": id, "id": page_id(page)})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?card={id}#c-{id}")
    page = plain.get(PAGE).text
    assert (buttons(page), "noch 2 von 3 Punkten" in page, dots(author, id)) == ({id: "take"}, True, 1)
    plain.post(f"{PAGE}/votes", data={"take": id, "id": page_id(page)})
    assert (buttons(plain.get(PAGE).text), dots(author, id)) == ({id: "give"}, 0)


def test_other_screens_see_it_live(plain: FlaskClient, author: Screen, settle: Settle) -> None:
    id = write(author)
    author.open(STATION)
    settle()
    author.news("station.changed")
    plain.post(f"{PAGE}/votes", data={"give": id, "id": new_id()})
    settle()
    heard = [one for news in author.news("station.changed") for one in news["contributions"]]
    assert [(one["id"], one["votes"]) for one in heard] == [(id, 1)]


def test_a_form_that_comes_twice_counts_once(plain: FlaskClient, author: Screen) -> None:
    """Also where the dot was taken back in between: what a browser sends again when somebody goes back."""
    id = write(author)
    sent = {"give": id, "id": new_id()}
    plain.post(f"{PAGE}/votes", data=sent)
    plain.post(f"{PAGE}/votes", data={"take": id, "id": new_id()})
    assert plain.post(f"{PAGE}/votes", data=sent).status_code == 303
    assert dots(author, id) == 0


def test_two_dots_from_one_page_are_two(plain: FlaskClient, author: Screen) -> None:
    both, of_page = [write(author), write(author)], new_id()
    for id in both:
        plain.post(f"{PAGE}/votes", data={"give": id, "id": of_page})
    assert [dots(author, id) for id in both] == [1, 1]


@pytest.mark.parametrize("text", ["", "Halb getippt: <b>"])
def test_who_has_none_left_is_told_and_keeps_what_was_typed(plain: FlaskClient, author: Screen, text: str) -> None:
    ids = [write(author) for _ in range(4)]
    for id in ids[:3]:
        plain.post(f"{PAGE}/votes", data={"give": id, "id": new_id()})
    answer = plain.post(f"{PAGE}/votes", data={"give": ids[3], "id": new_id(), "text": text, "kind": "wish"})
    assert (answer.status_code, FULL in answer.text, dots(author, ids[3])) == (400, True, 0)
    assert text.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert re.search(r'value="wish" checked', answer.text)


def test_what_is_half_typed_stays_beside_a_dot(plain: FlaskClient, author: Screen) -> None:
    id, of_page = write(author), new_id()
    answer = plain.post(f"{PAGE}/votes", data={"give": id, "id": of_page, "text": "Halb getippt", "language": "ar"})
    assert (answer.status_code, buttons(answer.text), dots(author, id)) == (200, {id: "take"}, 1)
    (field,) = re.findall(r"<textarea[^>]*>\s*([^<]*)<", answer.text)
    assert field == "Halb getippt"
    assert page_id(answer.text) != of_page, "the next dot of this page is another order"


def test_ones_own_can_get_a_dot_of_ones_own(plain: FlaskClient, author: Screen) -> None:
    id = new_id()
    plain.post(PAGE, data={"id": id, "text": "Von mir", "kind": "idea", "language": "de"})
    assert buttons(plain.get(PAGE).text) == {id: "give"}
    plain.post(f"{PAGE}/votes", data={"give": id, "id": new_id()})
    assert dots(author, id) == 1


def test_what_is_no_id_is_refused(plain: FlaskClient, author: Screen) -> None:
    id = write(author)
    bad = [*({"give": id, "id": bad} for bad in BAD.values()), *({"give": bad, "id": new_id()} for bad in BAD.values())]
    assert {plain.post(f"{PAGE}/votes", data=sent).status_code for sent in bad} == {400}
    assert dots(author, id) == 0


def test_what_is_not_there_any_more_is_said(plain: FlaskClient, author: Screen) -> None:
    id = write(author)
    author.order("contribution.withdraw", id=id)
    answer = plain.post(f"{PAGE}/votes", data={"give": id, "id": new_id()})
    assert (answer.status_code, "Dieser Beitrag ist nicht mehr da." in answer.text) == (400, True)


def test_dots_are_counted_as_orders_are(plain: FlaskClient, author: Screen) -> None:
    id = write(author)
    answers = [plain.post(f"{PAGE}/votes", data={("give", "take")[n % 2]: id, "id": new_id()}) for n in range(80)]
    assert {answer.status_code for answer in answers} == {303, 429}


def test_ones_own_lead_to_where_they_are_changed_and_withdrawn(plain: FlaskClient, author: Screen) -> None:
    write(author)
    id = new_id()
    plain.post(PAGE, data={"id": id, "text": "Von mir", "kind": "idea", "language": "de"})
    led = [one["href"] for one in tags(plain.get(PAGE).text, "a") if one["href"].endswith(f"#c-{id}")]
    assert [plain.get(href).status_code for href in led] == [200]
    assert [one for one in tags(plain.get(led[0]).text, "article") if one.get("id") == f"c-{id}"]


def test_a_link_to_a_card_finds_it_however_old_it_is(plain: FlaskClient, author: Screen) -> None:
    old = write(author, "Die älteste")
    for number in range(snapshots.NEWEST):
        write(author, f"Neuer {number}")
    assert f"c-{old}" not in plain.get(PAGE).text
    given = plain.post(f"{PAGE}/votes", data={"give": old, "id": new_id()})
    path, _, place = given.location.partition("#")
    assert [one for one in tags(plain.get(path).text, "article") if one.get("id") == place]
    newest = next(one["id"] for one in tags(plain.get(PAGE).text, "article"))
    assert len(tags(plain.get(f"{PAGE}?card={newest.removeprefix('c-')}").text, "article")) == snapshots.NEWEST
