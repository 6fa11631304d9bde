"""An event as somebody may import it: forty stations, each with a title of 300 Arabic letters."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from facilitation import seed
from facilitation.services import events
from tests.browser.conftest import OpenPage
from tests.browser.people import scan, write
from tests.browser.serving import Server, serve_quickly
from tests.browser.test_enlarged import fits
from tests.conftest import fill

MANY = 40
TITLE = ("قاعات ومساحات للجمعيات " * 14)[:300]


def make() -> None:
    plan: dict[str, Any] = seed.plan()
    (one, *_) = plan["stations"]
    stations = [
        {**one, "slug": f"station-{number}", "position": number, "short_title": f"{TITLE[:297]} {number}"}
        for number in range(1, MANY + 1)
    ]
    events.create({**plan, "stations": stations}, today=dt.datetime.now(dt.UTC).date())


@pytest.fixture
def own_server(migrated: Path, tmp_path: Path) -> Iterator[Server]:
    fill(tmp_path / "made", make, migrated)
    with serve_quickly(tmp_path / "data", tmp_path / "made") as running:
        yield running


def test_a_guest_arrives_writes_and_reaches_the_last_station(own_server: Server, open_page: OpenPage) -> None:
    page = open_page("phone", viewport={"width": 360, "height": 640})
    scan(page, own_server)
    band, dock = page.locator("[data-band]").bounding_box(), page.locator(".phone-dock").bounding_box()
    assert band
    assert dock
    assert band["height"] <= 640 / 4
    assert dock["y"] + dock["height"] <= 640
    write(page, "Auch hier ist Platz")
    page.locator("[data-menu] summary").click()
    stations = page.locator(".menu-stations a")
    expect(stations).to_have_count(MANY)
    stations.last.scroll_into_view_if_needed()
    stations.last.click()
    expect(page).to_have_url(own_server.page(f"stations/station-{MANY}"))
    fits(page)
