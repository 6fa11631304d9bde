"""A station read over the socket and as JSON is the same, and refused in the same words, whoever asks as whatever."""

from typing import Any

import pytest

from facilitation.actor import AUDIENCES
from tests import wire
from tests.conftest import Doors, OpenScreen, Screen, new_id

STATION = "foerderung-und-raeume"


@pytest.mark.parametrize("who", ["stranger", "guest", "host", "other host", "wall", "organiser"])
def test_both_ways_of_reading_choose_the_same_audience(
    screen: OpenScreen, doors: Doors, ways_in: dict[str, str | None], who: str
) -> None:
    author, organiser = screen(doors.stations[STATION]), screen(doors.organiser)
    written = {"kind": "idea", "language": "de", "station": STATION, "event": "dresden-2023"}
    assert author.order("contribution.add", id=new_id(), text="Ruft an: 0351 1234567", **written)["ok"]
    assert organiser.order("station.set_approve_first", event="dresden-2023", station=STATION, on=True)["ok"]
    assert author.order("contribution.add", id=new_id(), text="Das wartet.", **written)["ok"]
    somebody = screen(ways_in[who])
    for asked in (None, *AUDIENCES, "everybody"):
        assert by_socket(somebody, asked) == by_page(somebody, asked), asked


def by_socket(somebody: Screen, asked: str | None) -> object:
    fields: dict[str, Any] = {"audience": asked} if asked else {}
    answer = somebody.open(STATION, **fields)
    return answer["change"] if answer["ok"] else answer["error"]


def by_page(somebody: Screen, asked: str | None) -> object:
    query = f"?audience={asked}" if asked else ""
    answer = somebody.web.get(f"/e/dresden-2023/stations/{STATION}.json{query}").get_json()
    return answer.get("error") or wire.whole(answer)
