"""The hall's screen: what it shows, what it never shows, and that it stays calm."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.clocks import gone_within_a_second
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, Neighbour, behind_door, card, join, line, order, runs_down, write
from tests.browser.serving import ROOT, Server

FITS = """
(() => {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.scrollingElement;
  return scrollWidth <= clientWidth && scrollHeight <= clientHeight;
})()
"""
CUT = """
[...document.querySelectorAll("[data-contribution]")].filter((card) => {
  if (!card.offsetHeight) {
    return false;
  }
  const text = card.querySelector("[data-text]");
  const lines = text.offsetHeight / parseFloat(getComputedStyle(text).lineHeight);
  const box = card.parentElement.getBoundingClientRect();
  const wholeLines = Math.abs(lines - Math.round(lines)) < 0.1;
  return !wholeLines || card.getBoundingClientRect().bottom > box.bottom + 1;
}).map((card) => card.textContent)
"""


@pytest.fixture
def at_wall(own_server: Server, open_page: OpenPage) -> Page:
    return open_wall(own_server, open_page)


def open_wall(server: Server, open_page: OpenPage, **options: Any) -> Page:
    """One that holds to the stations, with a clock that a test may stop: scenes are looked at in test_scenes.py."""
    page = open_page("wall", **options)
    page.clock.install()
    page.goto(server.links["wall"])
    page.goto(f"{server.page('wall')}?scene=stations")
    expect(page.locator("[data-column]")).to_have_count(len(server.stations))
    page.evaluate("window.notReloaded = true")
    return page


def column(wall: Page, server: Server, station: int = 0) -> Locator:
    return wall.locator(f'[data-column="{server.stations[station]}"]')


def strongest(wall: Page, server: Server, station: int = 0) -> Locator:
    return column(wall, server, station).locator("[data-strongest] [data-text]")


def newest(wall: Page, server: Server, station: int = 0) -> Locator:
    return column(wall, server, station).locator("[data-newest] [data-text]")


def test_the_newest_and_the_strongest_are_shown(own_server: Server, at_wall: Page) -> None:
    expect(at_wall.locator("[data-empty]")).to_have_count(3)
    expect(at_wall.locator("[data-empty]").first).to_have_text("Noch keine BeiträgeCode scannen und mitmachen")
    guest, other = Neighbour(own_server), Neighbour(own_server)
    first = guest.write("Zuerst gedacht")
    expect(strongest(at_wall, own_server)).to_have_text(["Zuerst gedacht"])
    expect(column(at_wall, own_server).locator("[data-empty]")).to_have_count(0)
    guest.write("Danach gedacht")
    guest.write("Zuletzt gedacht")
    other.vote(first)
    expect(strongest(at_wall, own_server)).to_have_text(["Zuerst gedacht"])
    expect(column(at_wall, own_server).locator("[data-strongest] [data-votes]")).to_have_attribute("data-votes", "1")
    expect(newest(at_wall, own_server)).to_have_text(["Zuletzt gedacht", "Danach gedacht"])
    expect(column(at_wall, own_server).locator("[data-number]")).to_have_text(["S1-001", "S1-003", "S1-002"])
    expect(column(at_wall, own_server).locator("[data-count]")).to_have_text("3")
    expect(column(at_wall, own_server, 1).locator("[data-count]")).to_have_text("0")
    assert at_wall.evaluate("window.notReloaded") is True


def test_what_a_host_hides_is_gone_within_a_second(own_server: Server, at_wall: Page) -> None:
    guest = Neighbour(own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    stays, goes = guest.write("Das bleibt"), guest.write("Das verletzt jemanden")
    expect(card(at_wall, "Das verletzt jemanden")).to_be_visible()
    for id, text in ((goes, "Das verletzt jemanden"), (stays, "Das bleibt")):
        with gone_within_a_second(at_wall, card(at_wall, text)):
            order(host, "contribution.hide", event=own_server.event, id=id)
        expect(card(at_wall, text)).to_have_count(0)
    expect(at_wall.locator("[data-empty]")).to_have_count(3)


def test_what_waits_is_not_shown_also_not_to_organisers(own_server: Server, open_page: OpenPage) -> None:
    station = own_server.stations[0]
    wall = open_page("wall", own_server.links["organiser"])
    wall.goto(own_server.page("wall"))
    phone = join(open_page("phone"), own_server)
    host = behind_door(own_server, own_server.links["hosts"][station])
    order(host, "station.set_approve_first", event=own_server.event, station=station, on=True)
    phone.get_by_label("Ihr Beitrag").fill("Wartet noch")
    phone.get_by_role("button", name="Senden").click()
    expect(line(phone)).to_have_text("Gespeichert – wartet auf Freigabe")
    waiting = card(phone, "Wartet noch").get_attribute("data-contribution")
    order(host, "station.set_approve_first", event=own_server.event, station=station, on=False)
    write(phone, "Ist zu sehen")
    expect(strongest(wall, own_server)).to_have_text(["Ist zu sehen"])
    expect(column(wall, own_server).locator("[data-count]")).to_have_text("1")
    expect(card(wall, "Wartet noch")).to_have_count(0)
    order(host, "contribution.approve", event=own_server.event, id=waiting, was="Wartet noch")
    expect(card(wall, "Wartet noch")).to_be_visible()


def test_contact_data_is_covered_until_a_host_confirms_it(own_server: Server, at_wall: Page) -> None:
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    text = "Schreibt mir: amina@example.org"
    id = Neighbour(own_server).write(text)
    expect(strongest(at_wall, own_server)).to_have_text(["Schreibt mir: •••"])
    order(host, "contribution.confirm_contact", event=own_server.event, id=id, was=text)
    expect(strongest(at_wall, own_server)).to_have_text([text])


def test_it_follows_the_rounds_and_shows_where_to_go(own_server: Server, open_page: OpenPage, at_wall: Page) -> None:
    desk = behind_door(own_server, own_server.links["organiser"])
    expect(at_wall.locator("[data-title]")).to_have_text("Gleich geht es los")
    expect(at_wall.locator("[data-clock]")).to_have_count(0)
    order(desk, "round.start", event=own_server.event, round=2)
    expect(at_wall.locator("[data-title]")).to_have_text("Runde 2: Lösungen")
    expect(at_wall.locator("[data-clock]")).to_have_text(runs_down(25))
    expect(at_wall.locator("[data-join]")).to_have_text("Mitmachenin Ihrer Sprache")
    order(desk, "round.end", event=own_server.event)
    expect(at_wall.locator("[data-title]")).to_have_text("Wohin jetzt?")
    expect(at_wall.locator("[data-way]")).to_have_count(3)
    assert [way.get_attribute("data-way") for way in at_wall.locator("[data-way]").all()] == ["1-2", "2-3", "3-1"]
    expect(at_wall.locator("[data-column]").first).to_be_hidden()
    expect(at_wall.locator(".wall-event")).to_have_text(re.compile(r"^Um \d\d:\d\d beginnt Runde 3: Verabreden$"))
    expect(at_wall.locator("[data-clock]")).to_have_text(runs_down(5))
    order(desk, "round.start", event=own_server.event, round=3)
    expect(at_wall.locator("[data-way]").first).to_be_hidden()
    expect(at_wall.locator("[data-column]").first).to_be_visible()
    order(desk, "round.end", event=own_server.event)
    expect(at_wall.locator("[data-title]")).to_have_text("Danke fürs Mitdenken!")
    assert at_wall.evaluate("window.notReloaded") is True


def test_it_keeps_the_picture_without_network_and_catches_up(own_server: Server, at_wall: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    guest = Neighbour(own_server)
    guest.write("Vorher geschrieben")
    expect(strongest(at_wall, own_server)).to_have_text(["Vorher geschrieben"])
    at_wall.context.set_offline(True)
    expect(at_wall.locator("[data-lost]")).to_have_text(re.compile(r"^Keine Verbindung – Stand \d\d:\d\d$"))
    guest.write("Inzwischen geschrieben")
    expect(strongest(at_wall, own_server)).to_have_text(["Vorher geschrieben"])
    at_wall.context.set_offline(False)
    expect(at_wall.locator("[data-lost]")).to_have_count(0)
    expect(strongest(at_wall, own_server)).to_have_text(["Inzwischen geschrieben"])
    expect(newest(at_wall, own_server)).to_have_text(["Vorher geschrieben"])
    assert at_wall.evaluate("window.notReloaded") is True


def test_a_renewed_link_is_told_in_words(own_server: Server, open_page: OpenPage, at_wall: Page) -> None:
    expect(at_wall.locator("[data-lost]")).to_have_count(0)
    organiser = open_page("desk", own_server.links["organiser"])
    organiser.goto(own_server.page("organise/doors"))
    doors = organiser.locator("section[aria-labelledby=h-wall]")
    doors.locator("summary").click()
    doors.get_by_role("button", name="Jetzt erneuern").click()
    expect(at_wall.locator("[data-lost]")).to_have_text("Bitte scannen Sie zuerst den QR-Code an Ihrem Tisch.")


def test_a_renewed_code_is_on_an_open_wall_at_once(own_server: Server, open_page: OpenPage, at_wall: Page) -> None:
    shown = at_wall.locator(".wall-address")
    before = shown.inner_text()
    organiser = open_page("desk", own_server.links["organiser"])
    organiser.goto(own_server.page("organise/doors"))
    codes = organiser.locator("form", has=organiser.locator('[name=codes][value="all"]'))
    organiser.locator("details", has=codes).locator("summary").click()
    codes.get_by_role("button", name="Jetzt erneuern").click()
    expect(shown).not_to_have_text(before)
    assert at_wall.request.get(f"http://{shown.inner_text()}", max_redirects=0).status == 302


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720), (1024, 768), (3840, 2160)])
def test_nothing_is_cut_or_scrolls_on_any_projector(
    server: Server, open_page: OpenPage, width: int, height: int
) -> None:
    fill(server, open_page)
    wall = open_wall(server, open_page, viewport={"width": width, "height": height})
    expect(column(wall, server).locator("[data-strongest] [data-contribution]")).to_be_visible()
    for scheme in ("light", "dark"):
        wall.emulate_media(color_scheme=scheme)
        assert wall.evaluate(CUT) == []
        assert wall.evaluate(FITS) is True
    for station in range(len(server.stations)):
        expect(newest(wall, server, station).first).to_be_visible()


_filled: set[str] = set()


def fill(server: Server, open_page: OpenPage) -> None:
    """Texts of every length and script on a shared café's wall, once."""
    if server.url in _filled:
        return
    _filled.add(server.url)
    lines = (ROOT / "tests" / "data" / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    phones = [join(open_page("phone"), server, station) for station in range(len(server.stations))]
    for number, one in enumerate(map(json.loads, lines[::3])):
        station = number % len(phones)
        order(
            phones[station],
            "contribution.add",
            event=server.event,
            id=f"00000000-0000-4000-8000-{number:012}",
            station=server.stations[station],
            text=one["text"],
            kind=one["kind"],
            language=one["lang"],
        )


@pytest.mark.parametrize("door", ["guest", "host"])
def test_nobody_else_gets_to_the_wall(server: Server, open_page: OpenPage, watch: Watch, door: str) -> None:
    watch.expect("403")
    page = open_page("phone")
    if door == "guest":
        join(page, server)
    else:
        page.goto(server.links["hosts"][server.stations[0]])
    answer = page.goto(server.page("wall"))
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite ist für die Leinwand.")
