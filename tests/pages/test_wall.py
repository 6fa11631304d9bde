"""The hall's screen and its words, by the wall's door and the organisers' only."""

import pytest
from flask import Flask

from facilitation.models import Station
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
        ]
    }
    one = wall.web.get(f"{WORDS}?station={station.slug}").json
    assert one == {"words": [{"text": "Räume", "language": "de", "count": 1, "station": 1}]}
    assert wall.web.get(f"{WORDS}?station=nowhere").json == {"words": []}


@pytest.mark.parametrize("door", ["participant", "host", "nobody"])
def test_nobody_else(app: Flask, screen: OpenScreen, doors: Doors, door: str) -> None:
    station = "foerderung-und-raeume"
    paths = {"participant": doors.stations[station], "host": doors.hosts[station]}
    web = screen(paths[door]).web if door in paths else app.test_client()
    assert (web.get(WORDS).status_code, web.get("/e/dresden-2023/wall").status_code) == (403, 403)
    assert screen(doors.organiser).web.get(WORDS).status_code == 200
