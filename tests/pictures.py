"""Makes the README's pictures of the screens anew, in docs/pictures/: `python -m tests.pictures`.

A café of its own holds the 112 real-looking texts, sorted into their themes, in the last round. The page of the report
is not among them: it is taken from the Word file by hand.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import BROWSER_ARGUMENTS, DEVICES, PERSON, Device
from tests.browser.people import order, scan
from tests.browser.serving import ROOT, Server, serve
from tests.browser.test_journey import let_them_be_here_for_long
from tests.conftest import read_lines, texts

PLACE = ROOT / "docs" / "pictures"
WIDTHS = {"welcome": 1200, "desk": 1200, "wall": 1200, "host": 1180, "join": 390, "phone": 390}
"""Pixels of a picture, by its name."""
CHROMIUM = "/usr/bin/chromium"


def make(place: Path) -> None:
    """Take all pictures into this folder."""
    with TemporaryDirectory() as folder, serve(Path(folder) / "data") as server, browser() as chromium:
        phones = [scan(open_page(chromium, "phone"), server, number) for number in range(3)]
        let_them_be_here_for_long(server, phones)
        hosts = [open_page(chromium, "tablet", server.links["hosts"][slug]) for slug in server.stations]
        desk = open_page(chromium, "desk", server.links["organiser"])
        fill(server, desk, hosts, phones)
        wall = open_page(chromium, "wall", server.links["wall"])
        shown = {"wall": wall, "desk": desk, "host": hosts[0], "phone": phones[0]}
        shown["welcome"] = open_page(chromium, "desk", server.page())
        shown["join"] = scan(open_page(chromium, "phone"), server)
        for name, page in shown.items():
            page.wait_for_timeout(1500)  # what comes in is marked for a moment
            take(page, place / f"{name}.png", WIDTHS[name])


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


def open_page(chromium: Browser, device: Device, url: str = "") -> Page:
    page = chromium.new_context(**PERSON, **DEVICES[device]).new_page()
    if url:
        page.goto(url)
    return page


def fill(server: Server, desk: Page, hosts: list[Page], phones: list[Page]) -> None:
    """Let a hall write in three rounds, hosts sort it, and each station say what matters."""
    ids: dict[int, str] = {}
    lines = texts()
    for position in (1, 2, 3):
        order(desk, "round.start", event=server.event, round=position)
        for line in (line for line in lines if line["round"] == position):
            ids[line["index"]] = write(server, phones[line["station"] - 1], line, ids)
        if position < 3:
            order(desk, "round.end", event=server.event)
    for line in lines:
        counted = {"id": ids[line["index"]], "by_hand": line["votes"]}
        order(hosts[line["station"] - 1], "contribution.count_hands", **counted)
    for theme in (theme for theme in read_lines("themes.jsonl") if theme["size"] == "broad"):
        host, id = hosts[theme["station"] - 1], str(uuid.uuid4())
        order(host, "cluster.add", id=id, station=server.stations[theme["station"] - 1], title=theme["title"])
        order(host, "contribution.cluster", ids=[ids[index] for index in theme["contributions"]], cluster=id)
        said = {"id": str(uuid.uuid4()), "station": server.stations[theme["station"] - 1]}
        if len(theme["contributions"]) > 4:
            behind = {"clusters": [id], "contributions": []}
            order(host, "statement.add", **said, text=f"Gemeinsam anpacken: {theme['title']}", behind=behind)


def write(server: Server, phone: Page, line: dict[str, Any], ids: dict[int, str]) -> str:
    id = str(uuid.uuid4())
    answers = {"reply_to": ids[line["reply_to"]]} if line.get("reply_to") is not None else {}
    station = server.stations[line["station"] - 1]
    said = {"id": id, "text": line["text"], "kind": line["kind"], "language": line["lang"], "table": 1}
    order(phone, "contribution.add", event=server.event, station=station, **said, **answers)
    return id


def take(page: Page, path: Path, width: int) -> None:
    """Take a page's picture as wide as that."""
    page.screenshot(path=path)
    with Image.open(path) as picture:
        height = round(picture.height * width / picture.width)
        small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(256).save(path, optimize=True)


if __name__ == "__main__":
    make(PLACE)
