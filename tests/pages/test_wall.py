"""The hall's screen and its words, by the wall's door and the organisers' only."""

import pytest
from flask import Flask
from flask_babel import refresh

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import merging, moderation
from tests.conftest import Doors, Guests, OpenScreen, write

WORDS = "/e/dresden-2023/wall/words.json"


def test_the_words_of_all_and_of_one_station(
    screen: OpenScreen, doors: Doors, station: Station, other_station: Station, guest: Guests
) -> None:
    write(guest(), station, "Mehr Räume")
    write(guest(), other_station, "Mehr Räume und Termine")
    wall = screen(doors.wall)
    answer = wall.web.get(WORDS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "words": [
            {"text": "Räume", "language": "de", "count": 2, "station": 1},
            {"text": "Termine", "language": "de", "count": 1, "station": 2},
        ],
        "contributions": 2,
        "languages": 1,
        "said": "Aus 2 Beiträgen in 1 Sprache",
    }
    one = wall.web.get(f"{WORDS}?station={station.slug}").json
    words = [{"text": "Räume", "language": "de", "count": 1, "station": 1}]
    assert one == {"words": words, "contributions": 1, "languages": 1, "said": "Aus 1 Beitrag in 1 Sprache"}
    none = {"words": [], "contributions": 0, "languages": 0, "said": ""}
    assert wall.web.get(f"{WORDS}?station=nowhere").json == none


def test_how_many_they_were_counted_in_is_said_in_the_page_s_language(
    screen: OpenScreen, doors: Doors, station: Station, guest: Guests, host: Actor
) -> None:
    written = [write(guest(), station, "Потрібні приміщення", language="uk"), write(guest(), station, "Mehr Räume")]
    write(guest(), station, "Das sehe ich auch so", reply_to=written[0].id)
    moderation.word_in_german(host, written[0].id, text="Mehr Räume", was=None)
    moderation.hide(host, write(guest(), station, "Nicht gezeigt", language="en").id, reason="Test")
    merging.merge(host, written[1].id, [written[0].id])  # what lies beneath another one still counts
    wall = screen(doors.wall)
    german = wall.web.get(WORDS, headers={"Accept-Language": "de"}).get_json()
    refresh()  # a test's context keeps the language that was asked for first
    english = wall.web.get(WORDS, headers={"Accept-Language": "en"}).get_json()
    assert [german[name] for name in ("contributions", "languages")] == [3, 2]
    assert german["said"] == "Aus 3 Beiträgen in 2 Sprachen"
    assert english["said"] == "From 3 contributions in 2 languages"


@pytest.mark.parametrize("door", ["participant", "host", "nobody"])
def test_nobody_else(app: Flask, screen: OpenScreen, doors: Doors, door: str) -> None:
    station = "foerderung-und-raeume"
    paths = {"participant": doors.stations[station], "host": doors.hosts[station]}
    web = screen(paths[door]).web if door in paths else app.test_client()
    assert (web.get(WORDS).status_code, web.get("/e/dresden-2023/wall").status_code) == (403, 403)
    assert screen(doors.organiser).web.get(WORDS).status_code == 200
