"""What was withdrawn is told by no page, file, export or order any more, whoever asks."""

import json
from pathlib import Path

from flask import Flask

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import contributions
from tests.conftest import Doors, Guests, OpenScreen, Screen, Settle, write
from tests.matrix import PAGES
from tests.remains import found
from tests.services.copies import TEXT, WORD, drive


def test_no_page_file_order_or_export_tells_it(
    app: Flask,
    tmp_path: Path,
    station: Station,
    host: Actor,
    organiser: Actor,
    guest: Guests,
    doors: Doors,
    screen: OpenScreen,
    settle: Settle,
) -> None:
    author = guest()
    card = write(author, station, TEXT, language="en").id
    drive(card, station, host, organiser, guest())
    wall, board = screen(doors.wall), screen(doors.hosts[station.slug])
    desk, phone = screen(doors.organiser), screen(doors.stations[station.slug])
    before = shown(tmp_path / "before", station.slug, desk, board, wall, phone)
    assert len(before[WORD]) > 12, before
    contributions.withdraw(author, card)
    settle()
    assert shown(tmp_path / "after", station.slug, desk, board, wall, phone) == {}


def shown(folder: Path, slug: str, desk: Screen, board: Screen, wall: Screen, phone: Screen) -> dict[str, list[str]]:
    """What tells the word, of all that any screen can ask for."""
    folder.mkdir()
    for place, screen in (("desk", desk), ("board", board), ("wall", wall), ("phone", phone)):
        for number, page in enumerate(one for one in PAGES if one.startswith("GET ")):
            path = page.split(" ")[1].replace("<event_slug>", "dresden-2023").replace("<station_slug>", slug)
            if "<" not in path and not path.endswith(".pdf"):
                with screen.web.get(path) as answer:
                    (folder / f"{place}-{number}-{path.replace('/', '_')}").write_bytes(answer.get_data())
    orders = {
        "open": desk.order("desk.open", event="dresden-2023"),
        "hosts": board.order("station.open", event="dresden-2023", station=slug, since=0, audience="hosts"),
        "public": phone.order("station.open", event="dresden-2023", station=slug, since=0),
        "wall": wall.order("station.open", event="dresden-2023", station=slug, since=0, audience="wall"),
        "journal": board.order("journal.read", event="dresden-2023", station=slug),
        "suggestions": board.order("suggestion.read", event="dresden-2023", station=slug),
        "state": phone.order("event.open", event="dresden-2023"),
    }
    for name, told in orders.items():
        assert told["ok"], (name, told)
        (folder / f"order-{name}").write_text(json.dumps(told, ensure_ascii=False))
    return found(folder, [WORD])
