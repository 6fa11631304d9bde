"""The menu of every guest's page: it leads everywhere, works without script, and counts for its own person only."""

import pytest
from flask import Flask

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.queries import menu
from facilitation.services import contributions, moderation, votes
from tests.conftest import Doors, Guests, OpenScreen, add, new_id, write
from tests.markup import tags

EVENT = "/e/dresden-2023"
STATIONS = [
    f"{EVENT}/stations/{slug}" for slug in ("foerderung-und-raeume", "offene-verwaltung", "teilhabe-und-vernetzung")
]
PAGES = [
    f"{EVENT}/",
    f"{EVENT}/privacy",
    f"{EVENT}/imprint",
    f"{EVENT}/accessibility",
    f"{EVENT}/feedback",
    f"{EVENT}/me",
    f"{EVENT}/language",
    STATIONS[1],
]


@pytest.mark.parametrize("page", PAGES)
def test_every_guests_page_leads_to_all_others(app: Flask, doors: Doors, page: str) -> None:
    web = app.test_client()
    web.get(doors.join)
    web.post(f"{EVENT}/me", data={"language": "de", "name": ""})
    answer = web.get(page)
    assert answer.status_code == 200
    sheet = answer.text.partition('<details class="menu"')[2].partition("</details>")[0]
    led = {one["href"].partition("?")[0].partition("#")[0] for one in tags(sheet, "a")}
    notices = {f"{EVENT}/{name}" for name in ("privacy", "accessibility", "imprint")}
    assert {*STATIONS, f"{EVENT}/me", f"{EVENT}/language", f"{EVENT}/mine", f"{EVENT}/feedback", *notices} <= led
    assert (f"{EVENT}/" in led) == (page != f"{EVENT}/"), "a page does not lead to itself"
    here = [one["href"].partition("?")[0] for one in tags(sheet, "a") if one.get("aria-current")]
    assert here == ([page] if page in (*STATIONS, f"{EVENT}/language", f"{EVENT}/feedback") else [])


def test_a_page_of_ones_own_leads_back_to_where_the_menu_was_opened(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.join)
    web.post(f"{EVENT}/me", data={"language": "de", "name": ""})
    menu_of = web.get(STATIONS[1]).text
    led = {one["href"] for one in tags(menu_of, "a") if "?next=" in one["href"]}
    own = [f"{EVENT}/{page}?next={STATIONS[1]}" for page in ("language", "me", "mine")]
    assert led >= {own[0], f"{own[1]}#name", own[2]}


def test_the_menu_counts_what_stands_there_and_what_one_has_left(
    event: Event, station: Station, other_station: Station, guest: Guests, host: Actor
) -> None:
    one, other = guest(), guest()
    mine = [write(one, station, f"Nummer {n}") for n in range(3)]
    theirs = write(other, other_station)
    moderation.hide(host, mine[0].id)
    contributions.withdraw(one, mine[1].id)
    votes.set(one, theirs.id, on=True)
    votes.set(other, mine[2].id, on=True)
    assert menu.read(event, one) == {
        "stations": {
            "foerderung-und-raeume": {"contributions": 1, "left": 3},
            "offene-verwaltung": {"contributions": 1, "left": 2},
            "teilhabe-und-vernetzung": {"contributions": 0, "left": 3},
        },
        "own": {"all": 2, "pending": 0, "hidden": 1},
        "survey": "before",
    }
    assert menu.read(event, other)["own"] == {"all": 1, "pending": 0, "hidden": 0}
    assert menu.read(event, host)["own"] == {"all": 0, "pending": 0, "hidden": 0}


def test_its_numbers_are_asked_for_by_who_is_there(
    app: Flask, screen: OpenScreen, doors: Doors, station: Station
) -> None:
    asking = screen(doors.stations[station.slug])
    add(Actor(station.event_id, 7_000_001), station.slug, id=new_id())
    told = asking.web.get(f"{EVENT}/menu.json").json
    assert told is not None
    assert told["stations"][station.slug] == {"contributions": 1, "left": 3}
    assert app.test_client().get(f"{EVENT}/menu.json").status_code == 403
