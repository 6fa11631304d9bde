"""Takes the pictures of the README anew: `python -m tests.pictures` writes docs/pictures/.

The Dresden event in its second round, with the texts of `tests/data/`, and a page of the report at the end of its day.
Needs a browser, LibreOffice, and `pdftoppm` of Poppler.
"""

import datetime as dt
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import update

from facilitation import create_app
from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.services import clusters, events, participants, rounds
from facilitation.storage.transactions import writing
from tests import example
from tests.browser.serving import ROOT, Server, serve
from tests.conftest import new_id, read_lines

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 256
"""Of a picture's palette: screens have few, and files stay small."""
DESK, TABLET, PHONE, HALL = (1440, 900), (1180, 820), (390, 844), (1920, 1080)
WIDE = 1200
"""So wide, in pixels, is the picture of a large screen at most."""
DRAWN = 2000
"""Milliseconds in which a screen has drawn what it was sent."""
PAGE_OF_REPORT = 3
PERSON: dict[str, Any] = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}


def main() -> None:
    """Take every picture."""
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=["--no-sandbox"])
        for part, take in ((until_round_two, screens), (until_evening, report)):
            with serve(Path(place) / part.__name__) as server:
                live(server, part.__name__)
                take(browser, server)
        browser.close()


def screens(browser: Browser, server: Server) -> None:
    """Take the screens while the second round runs."""
    links, first = server.links, server.stations[0]
    boards = {station: opened(browser, TABLET, link) for station, link in links["hosts"].items()}
    keep("join", opened(browser, PHONE, links["stations"][first]))
    phone = opened(browser, PHONE, links["stations"][first])
    phone.get_by_label("Ihr Beitrag").fill("Ein Saal in der Schule, jeden Freitagabend.")
    phone.get_by_role("button", name="Senden").click()
    keep("phone", phone)
    keep("welcome", opened(browser, DESK, links["join"]))
    keep("desk", opened(browser, DESK, links["organiser"]))
    keep("host", boards[first])
    keep("wall", opened(browser, HALL, links["wall"]))


def report(browser: Browser, server: Server) -> None:
    """Take a page of the report."""
    folder = server.output.parent
    desk = opened(browser, DESK, server.links["organiser"])
    word = folder / "report.docx"
    word.write_bytes(desk.request.get(server.page("report.docx")).body())
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", folder, word], check=True, capture_output=True, timeout=120)
    page = ["-f", str(PAGE_OF_REPORT), "-singlefile", "-r", "75", "-png", "report.pdf", "report"]
    subprocess.run(["pdftoppm", *page], cwd=folder, check=True, timeout=60)
    small("report", (folder / "report.png").read_bytes())


def opened(browser: Browser, size: tuple[int, int], link: str) -> Page:
    """A screen of this size to which a link led, once it has drawn what it was sent."""
    width, height = size
    person = browser.new_context(viewport={"width": width, "height": height}, **PERSON)
    page = person.new_page()
    page.goto(link)
    page.wait_for_timeout(DRAWN)
    return page


def keep(name: str, page: Page) -> None:
    """Write what a screen shows."""
    page.wait_for_timeout(DRAWN)
    small(name, page.screenshot())


def small(name: str, picture: bytes) -> None:
    """Write a picture as a small file."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDE, WIDE), Image.Resampling.LANCZOS)
    drawn = image.quantize(COLOURS, dither=Image.Dither.NONE)
    drawn.save(PICTURES / f"{name}.png", optimize=True)


def live(server: Server, part: str) -> None:
    """Let a part of the day pass in the server's data."""
    environment = {**server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    command = [sys.executable, "-m", "tests.pictures", part, server.event]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def until_round_two(event: Event) -> None:
    """The first round is over and sorted, in the second one people write."""
    with writing() as session:
        session.execute(update(Event).values(timezone=zone_of_the_afternoon(dt.datetime.now(dt.UTC).hour)))
    organiser = Actor(event.id, organiser=True)
    lines = [one for one in read_lines("contributions.jsonl") if one["round"] < 3]
    people = [participants.join(event, language="de").id for _ in range(example.most(lines))]
    stations = {station.position: station for station in event.stations}
    written: dict[int, str] = {}
    for position in (1, 2):
        rounds.start(organiser, position)
        for line in (one for one in lines if one["round"] == position):
            written[line["index"]] = example.write(event, stations[line["station"]], people, line)
        if position == 1:
            rounds.end(organiser)
    example.give_dots(event, people, lines, written)
    for one in (theme for theme in read_lines("themes.jsonl") if theme["size"] == "broad"):
        sorted_in = [written[index] for index in one["contributions"] if index in written and index % 3]
        if sorted_in:
            id = new_id()
            clusters.add(organiser, stations[one["station"]].id, id=id, title=one["title"])
            clusters.put(organiser, sorted_in, id)


def zone_of_the_afternoon(hour: int) -> str:
    """Return a zone in which it is after three in the afternoon, as in the second round, at this hour of UTC."""
    ahead = (15 - hour + 9) % 24 - 9  # zones are from 12 hours behind to 14 ahead
    return f"Etc/GMT{-ahead:+d}"  # POSIX counts westwards


def until_evening(event: Event) -> None:
    """The day as the example has it, in this event's place."""
    example.live(event, example.Clock())


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        with create_app().test_request_context():
            globals()[sys.argv[1]](events.find(sys.argv[2]))
