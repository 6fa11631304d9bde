"""An event that is locked: its day of deletion came for a clock that nobody has confirmed, and nothing is lost."""

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.boards import board
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import CLOSED, Neighbour, all_leave, card, join, send, write
from tests.browser.serving import Server, serve_quickly, stop


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def used(own_server: Server) -> Server:
    """A café in which somebody has written something; of another one there is nothing to lock."""
    Neighbour(own_server).write("Das ist gespeichert.")
    all_leave()
    return own_server


@contextmanager
def begun_again(server: Server, *, days: int) -> Iterator[Server]:
    """The same server, started again at its address with a clock that is 240 days further than when it ended.

    The day of deletion is so many days from today.
    """
    if server.process.poll() is None:
        stop(server.process)
    folder = Path(server.environment["DATA_DIR"])
    now = dt.datetime.now(dt.UTC)
    with closing(sqlite3.connect(folder / "cafe.sqlite3")) as database:
        seen = (now - dt.timedelta(days=240)).isoformat(" ").removesuffix("+00:00")
        database.execute("UPDATE house SET seen_at = ?", (seen,))
        database.execute("UPDATE event SET delete_on = ?", ((now + dt.timedelta(days=days)).date().isoformat(),))
        database.commit()
    with serve_quickly(folder, PORT=server.environment["PORT"]) as again:
        yield again


def test_every_screen_says_so_and_what_was_typed_stays(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{CLOSED}|410")
    phone, other = (join(open_page("phone"), own_server) for _ in range(2))
    tablet, desk = board(open_page("tablet"), own_server), open_page("desk", own_server.links["organiser"])
    wall = open_page("wall", own_server.links["wall"])
    write(phone, "Das ist gespeichert.")
    expect(card(tablet, "Das ist gespeichert.")).to_be_visible()
    other.get_by_label("Ihr Beitrag").fill("Das ist noch nicht gesendet.")
    tablet.get_by_role("button", name="Papierkarte").click()
    tablet.get_by_label("Text der Karte").fill("Das steht auf Papier.")
    stop(own_server.process)
    send(phone, "Das wartet.")
    with begun_again(own_server, days=-1):
        for screen, name in ((phone, "phone"), (other, "other"), (tablet, "board"), (wall, "wall")):
            expect(screen.get_by_role("heading", level=1)).to_contain_text("Der versprochene Tag ist gekommen")
            expect(screen.get_by_text("Das ist gespeichert.")).to_have_count(0)
            expect(screen.get_by_text("noch nicht gesendet ist, bleibt bis dahin hier")).to_be_visible()
            look(screen, f"locked-{name}")
        expect(desk.get_by_role("heading", level=1)).to_have_text("Gesperrt, aber noch nicht gelöscht")
    with begun_again(own_server, days=100):
        for screen in (phone, other, tablet, desk, wall):
            screen.reload()
        expect(card(phone, "Das ist gespeichert.")).to_be_visible()
        expect(card(tablet, "Das wartet.")).to_be_visible()
        expect(other.get_by_label("Ihr Beitrag")).to_have_value("Das ist noch nicht gesendet.")
        expect(tablet.get_by_label("Text der Karte")).to_have_value("Das steht auf Papier.")
        expect(desk.locator("[data-locked]")).to_have_count(0)


def test_the_desk_says_what_happened_and_a_person_says_which_day_it_is(
    own_server: Server, used: Server, open_page: OpenPage, watch: Watch
) -> None:
    with begun_again(own_server, days=-1):
        desk = open_page("desk", own_server.links["organiser"])
        expect(desk.get_by_role("heading", level=1)).to_have_text("Gesperrt, aber noch nicht gelöscht")
        expect(desk.locator(".banner")).to_have_count(3)
        assert desk.locator(".banner").filter(visible=True).count() == 0, "no other device has said anything yet"
        day = desk.get_by_label("welcher Tag heute ist")
        today = dt.datetime.now(ZoneInfo("Europe/Berlin")).date()
        day.fill((today - dt.timedelta(days=240)).isoformat())
        desk.get_by_role("button", name="Das ist der heutige Tag").click()
        expect(desk.locator(".banner").filter(visible=True)).to_contain_text("Das ist ein anderer Tag.")
        expect(desk.locator(".banner").filter(visible=True)).to_have_count(1)
        for language, direction in (("de", "ltr"), ("en", "ltr"), ("de", "rtl")):
            desk.goto(f"{own_server.page('organise')}?typed=ahead&lang={language}")
            desk.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
            for width in (1440, 320):
                desk.set_viewport_size({"width": width, "height": 900})
                assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, direction, width)
                look(desk, f"locked-desk-{language}-{direction}-{width}")
            assert violations(desk) == []
        desk.goto(own_server.page("organise"))
        day.fill(today.isoformat())
        desk.get_by_role("button", name="Das ist der heutige Tag").click()
        expect(desk.get_by_role("status")).to_contain_text(
            "Das ist bestätigt: In der nächsten Minute wird alles gelöscht."
        )
        expect(day).to_have_count(0)


def test_a_wall_comes_back_by_itself_once_the_clock_is_put_right(
    own_server: Server, used: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{CLOSED}|410")
    wall = open_page("wall")
    wall.clock.install()
    with begun_again(own_server, days=-1):
        wall.goto(own_server.links["wall"])
        expect(wall.get_by_role("heading", level=1)).to_contain_text("Der versprochene Tag ist gekommen")
        with wall.expect_response("**/here") as asked:
            wall.clock.fast_forward(60_000)
        assert asked.value.status == 410
    with begun_again(own_server, days=100):
        with wall.expect_navigation():
            wall.clock.fast_forward(60_000)
        expect(wall.locator("[data-reopen]")).to_have_count(0)
        expect(wall.get_by_text("Der versprochene Tag ist gekommen")).to_have_count(0)


@pytest.mark.parametrize(("apart", "said"), [(-240, "Die Uhr des Rechners geht vor."), (0, "bestätigt es")])
def test_another_devices_clock_is_heard_by_itself(
    own_server: Server, used: Server, open_page: OpenPage, watch: Watch, apart: int, said: str
) -> None:
    """A proxy in front tells that the device is another one than the server's."""
    with begun_again(own_server, days=-1):
        desk = open_page("desk", extra_http_headers={"X-Forwarded-For": "198.51.100.7"})
        shown = dt.datetime.now(dt.UTC) + dt.timedelta(days=apart)
        desk.add_init_script(f"Date.now = () => {shown.timestamp() * 1000:.0f};")
        desk.goto(own_server.links["organiser"])
        expect(desk.locator(".banner").filter(visible=True)).to_contain_text(said)
        expect(desk.locator(".banner").filter(visible=True)).to_have_count(1)
        look(desk, f"locked-desk-heard-{abs(apart)}")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("de", "rtl")])
def test_what_guests_see_fits_in_other_languages(
    own_server: Server, used: Server, open_page: OpenPage, watch: Watch, language: str, direction: str
) -> None:
    watch.expect("410")
    with begun_again(own_server, days=-1):
        phone = open_page("phone", f"{own_server.page(f'stations/{own_server.stations[0]}')}?lang={language}")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("gelöscht" if language == "de" else "deleted")
        phone.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        phone.set_viewport_size({"width": 320, "height": 640})
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(phone) == []
        look(phone, f"locked-phone-{language}-{direction}")
