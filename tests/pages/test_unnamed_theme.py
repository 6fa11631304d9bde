"""A theme that no host has named is looked for on every page and in every file of those who are no hosts."""

import json
from typing import NamedTuple

import pytest

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import UNNAMED, Cluster, Event, Station
from facilitation.services import clusters, common_themes, journal, rounds, statements
from tests import matrix
from tests.conftest import Doors, Guests, OpenScreen, new_id, write
from tests.pages.test_contact_data import FILES, STATION, live_of, pages_of, parts

CARDS = ("Räume am Abend", "قاعات في المساء", "Schlüssel für alle")
ONCE = "Xylophon"
"""What the theme was called for a moment, until its host took that back."""
OF_HOSTS = {
    f"GET {matrix.BOARD}": "a host's board",
    f"GET {matrix.BOARD}/checklist": "a host's own list",
    f"GET {matrix.STATION}.json?audience=hosts": "a host's board",
    f"GET {matrix.STATION}.json": "who is a host here is told as a host",
    f"GET {matrix.EVENT}/export.json": "it moves an event",
    f"GET {matrix.EVENT}/event.zip": "it moves an event",
}


class Planted(NamedTuple):
    """Two themes without a name, one of which had one, and a third with one."""

    unnamed: list[str]
    named: str


@pytest.fixture
def day(event: Event, station: Station, host: Actor, organiser: Actor, guest: Guests) -> Planted:
    """An event in which everything that can refer to a theme refers to one without a name."""
    rounds.start(organiser, 1)
    one = guest()
    cards = [write(one, station, text, language="ar" if "ق" in text else "de") for text in (*CARDS, "Ein Lager")]
    themes = [clusters.add(host, station.id, id=new_id()).row for _ in range(2)]
    named = clusters.add(host, station.id, id=new_id(), title="Orte").row
    clusters.put(host, [card.id for card in cards[:2]], themes[0].id)
    clusters.put(host, [cards[2].id], themes[1].id)
    clusters.put(host, [cards[3].id], named.id)
    revision = clusters.rename(host, themes[1].id, title=ONCE).row.revision
    behind = {"clusters": [theme.id for theme in themes], "contributions": [cards[0].id]}
    statements.add(host, station.id, id=new_id(), text="Räume fehlen.", round_position=1, behind=behind)
    common_themes.write(
        organiser, id=new_id(), title="Gemeinsam", text="Text", clusters=[theme.id for theme in themes], known=0
    )
    journal.undo(host, station.id, revision)
    db.session.rollback()
    assert db.session.get_one(Cluster, themes[1].id).title == UNNAMED
    rounds.end(organiser)
    return Planted([theme.id for theme in themes], named.id)


def told_of(day: Planted, content: bytes) -> list[str]:
    """What an answer says of themes without a name."""
    said = "\n".join(parts(content))
    return [word for word in (*day.unnamed, ONCE) if word in said]


def test_no_page_and_no_file_tells_of_a_theme_without_a_name(
    screen: OpenScreen, doors: Doors, day: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no LibreOffice: the PDF is made of the Word file
    organiser = screen(doors.organiser).web
    assert organiser.post("/e/dresden-2023/report/editions", data={"language": "de"}).status_code < 400
    ways = {"stranger": None, "guest": doors.stations[STATION], "wall": doors.wall}
    askers = {asker: screen(way).web for asker, way in ways.items()} | {"organiser": organiser}
    told = {}
    for asker, web in askers.items():
        of_hosts = OF_HOSTS if asker == "organiser" else {}
        in_english = [f"GET {matrix.EVENT}/{name}?language=en" for name in FILES] if asker == "organiser" else []
        for page in [*pages_of(asker), *in_english]:
            path = page.removeprefix("GET ").replace("<event_slug>", "dresden-2023").replace("<station_slug>", STATION)
            with web.get(path.replace("<int:number>", "1")) as answer:
                if page not in of_hosts and (words := told_of(day, answer.get_data())):
                    told[asker, page] = words
    assert told == {}


def test_no_screen_is_told_of_it_live(screen: OpenScreen, doors: Doors, day: Planted) -> None:
    for path, audience in ((doors.stations[STATION], None), (doors.wall, None), (doors.organiser, "public")):
        first, later = (one["change"] for one in json.loads(live_of(screen, path, audience)))
        assert told_of(day, json.dumps(first).encode()) == []
        assert [one["id"] for one in first["clusters"]] == [day.named]
        left = [one for one in later["clusters"] if one["id"] in day.unnamed]
        assert all(one == {"id": one["id"], "gone": True} for one in left), "one had a name for a moment"
        assert told_of(day, json.dumps({**later, "clusters": []}).encode()) == []
    assert day.unnamed[0] in live_of(screen, doors.hosts[STATION], "hosts").decode()


def test_its_cards_are_in_no_theme_and_each_is_there_once(screen: OpenScreen, doors: Doors, day: Planted) -> None:
    change = json.loads(live_of(screen, doors.stations[STATION], None))[0]["change"]
    themes = {one["text"]: one["cluster"] for one in change["contributions"]}
    assert themes == {**dict.fromkeys(CARDS), "Ein Lager": day.named}
    markdown = screen(doors.organiser).web.get("/e/dresden-2023/export.md").text
    assert [markdown.count(text) for text in CARDS] == [1, 1, 1]
