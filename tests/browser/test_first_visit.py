"""What a phone asks for before its guest can write, counted and never timed."""

import datetime as dt
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, card, join, order, runs_down, scan, write
from tests.browser.serving import Server


def test_a_first_visit_asks_for_few_files(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    scan(phone, server)
    files = [path.split("/", 3)[3] for path in asked if path.startswith("/static/")]
    scripts = {"de/station.js", "de/station-later.js"}
    assert set(files) - {"favicon.svg"} == {"built/station.css", "built/station.svg", *scripts}
    assert len(asked) <= 10, asked


def test_two_keys_lead_to_the_field(server: Server, open_page: OpenPage) -> None:
    phone = scan(open_page("phone"), server)
    for key in ("Tab", "Enter"):
        phone.keyboard.press(key)
    expect(phone.get_by_label("Ihr Beitrag")).to_be_focused()


def test_phones_whose_clock_is_a_year_off_write_and_count_down(server: Server, open_page: OpenPage) -> None:
    desk = behind_door(server, server.links["organiser"])
    order(desk, "round.start", round=1)
    year, phones = dt.timedelta(days=365), [open_page("phone"), open_page("phone")]
    for phone, off in zip(phones, (year, -year), strict=True):
        phone.clock.set_system_time(dt.datetime.now(dt.UTC) + off)
        join(phone, server)
        expect(phone.locator("[data-clock]")).to_have_text(runs_down(25))
        write(phone, f"Von einem Handy, dessen Uhr {off.days} Tage danebengeht")
    for phone, off in zip(phones, (-year, year), strict=True):
        phone.reload()
        expect(card(phone, f"Von einem Handy, dessen Uhr {off.days} Tage danebengeht")).to_have_count(1)
