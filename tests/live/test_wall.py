"""What goes to a projector holds no contact data that nobody confirmed: not in a page, in JSON, or in news."""

import json
from typing import Any

import pytest

from tests import camera
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"
GUESTS = ("mona@beispiel.example", "0351 / 456 78 90", "+49 151 23456789", "name@beispiel.example", "0170 5554443")
HOSTS = (
    "thema@beispiel.example",
    "0351 1112223",
    "wer@beispiel.example",
    "foto@beispiel.example",
    "eng@beispiel.example",
)
CONFIRMED = "buero@beispiel.example"


def add(guest: Screen, text: str, language: str = "de") -> str:
    id = new_id()
    sent = {"id": id, "station": STATION, "text": text, "kind": "offer", "language": language}
    assert guest.order("contribution.add", event=EVENT, **sent)["ok"] is True
    return id


def host_writes(host: Screen, behind: dict[str, list[str]]) -> None:
    """Contact data in everything that a host may write."""
    (cluster,) = behind["clusters"]
    statement, measure = new_id(), new_id()
    orders: list[tuple[str, dict[str, Any]]] = [
        ("cluster.add", {"id": cluster, "station": STATION, "title": f"Bei {HOSTS[0]} melden"}),
        ("contribution.cluster", {"ids": behind["contributions"], "cluster": cluster}),
        ("statement.add", {"id": statement, "station": STATION, "text": f"Anruf unter {HOSTS[1]}", "behind": behind}),
        ("statement.translate", {"id": statement, "language": "en", "text": f"Ask {HOSTS[4]}"}),
        ("measure.add", {"id": measure, "station": STATION, "what": "Liste", "who": HOSTS[2]}),
    ]
    for name, payload in orders:
        assert host.order(name, event=EVENT, **payload)["ok"] is True, name
    photo = host.web.post(
        f"/e/{EVENT}/host/{STATION}/photos?id={(id := new_id())}",
        data=camera.file(),
        headers={"Accept": "application/json"},
    )
    assert photo.get_json()["ok"] is True
    assert host.order("photo.edit", event=EVENT, id=id, caption=f"Von {HOSTS[3]}")["ok"] is True


def pages(screen: Screen) -> str:
    """Every page and JSON of a projector."""
    paths = (
        *("wall", "wall?scene=strongest", "wall/words.json", f"wall/words.json?station={STATION}"),
        *("presentation", f"stations/{STATION}/summary"),
    )
    answers = [screen.web.get(f"/e/{EVENT}/{path}") for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return "\n".join(answer.get_data(as_text=True) for answer in answers)


def catch_up(screen: Screen, audience: str | None) -> str:
    """The station's JSON from the beginning and from the first revision."""
    asked = f"&audience={audience}" if audience else ""
    path = f"/e/{EVENT}/stations/{STATION}.json"
    return "".join(screen.web.get(f"{path}?since={since}{asked}").get_data(as_text=True) for since in (0, 1))


def found(told: str) -> list[str]:
    """The contact data that stand in it."""
    return [one for one in (*GUESTS, *HOSTS) if one in told or one in json.loads(json.dumps(told))]


@pytest.mark.parametrize(
    ("link", "audience"),
    [("wall", None), ("wall", "public"), ("wall", "wall"), ("organiser", "wall"), ("stations", "wall")],
)
def test_no_contact_data_goes_to_a_projector(
    screen: OpenScreen, doors: Doors, settle: Settle, link: str, audience: str | None
) -> None:
    path = doors.stations[STATION] if link == "stations" else getattr(doors, link)
    wall, guest, host = screen(path), screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    guest.web.post(f"/e/{EVENT}/me", data={"language": "de", "name": f"Mona {GUESTS[3]}"})
    fields: dict[str, Any] = {"audience": audience} if audience else {}
    wall.open(STATION, **fields)
    wall.order("event.open", event=EVENT)
    if link != "stations":
        wall.order("feedback.open", event=EVENT, audience="wall")
    host.open(STATION)
    first = add(guest, f"Schreiben Sie an {GUESTS[0]}")
    called = add(guest, f"Rufen Sie an: {GUESTS[1]}")
    arabic = add(guest, "اتصلوا بنا", "ar")
    host.order("contribution.word_in_german", event=EVENT, id=arabic, text=f"Rufen Sie uns an: {GUESTS[2]}", was=None)
    host.order(
        "contribution.reword", event=EVENT, id=called, text=f"Anruf: {GUESTS[4]}", was=f"Rufen Sie an: {GUESTS[1]}"
    )
    office = add(guest, f"Das Büro hilft: {CONFIRMED}")
    host.order("contribution.confirm_contact", event=EVENT, id=office, was=f"Das Büro hilft: {CONFIRMED}")
    guest.order("vote.set", event=EVENT, contribution=first, on=True)
    host_writes(host, {"clusters": [new_id()], "contributions": [first, called, arabic, office]})
    settle()
    news = json.dumps(wall.live.get_received(), ensure_ascii=False)
    told = [news, json.dumps(wall.open(STATION, **fields), ensure_ascii=False), catch_up(wall, audience)]
    assert [found(one) for one in told] == [[], [], []]
    assert [CONFIRMED in one for one in told] == [True, True, True]
    assert all(one.count("•••") >= 8 for one in told)
    if link != "stations":
        shown = pages(wall)
        assert found(shown) == []
        assert CONFIRMED in shown


def test_phones_are_told_what_the_wall_is_told_and_the_author_what_they_wrote(
    screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    wall, reader, guest = screen(doors.wall), screen(doors.stations[STATION]), screen(doors.stations[STATION])
    for one in (wall, reader):
        one.open(STATION)
    for one in (reader, guest):
        one.web.post(f"/e/{EVENT}/me", data={"language": "de"})
    typed, covered = f"Schreiben Sie an {GUESTS[0]}", "Schreiben Sie an •••"
    add(guest, typed)
    settle()
    (here,), (there,) = ([*one.news("station.changed")[-1]["contributions"]] for one in (reader, wall))
    assert (here["text"], here["masked"]) == (covered, covered)
    assert there == {**here, "masked": None, "author": None}
    (mine,) = guest.open(STATION)["mine"]
    assert (mine["text"], mine["masked"]) == (typed, covered)
    assert typed in guest.web.get(f"/e/{EVENT}/stations/{STATION}").get_data(as_text=True)
    assert typed not in reader.web.get(f"/e/{EVENT}/stations/{STATION}").get_data(as_text=True)
