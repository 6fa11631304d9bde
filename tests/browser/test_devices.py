"""Every device of the café opens its page without a complaint (see Watch) and without scrolling sideways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Device, OpenPage
from tests.browser.serving import Server

NEEDS_SIDEWAYS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


def fits(page: Page) -> bool:
    return not page.evaluate(NEEDS_SIDEWAYS)


@pytest.mark.parametrize("device", ["phone", "tablet", "desk", "wall"])
def test_the_welcome_page_fits_every_device(server: Server, open_page: OpenPage, device: Device) -> None:
    page = open_page(device, server.links["join"])
    expect(page.locator("main")).to_be_visible()
    assert fits(page)


def test_a_phone_opens_a_station(server: Server, phone: Page) -> None:
    phone.goto(server.links["stations"][server.stations[0]])
    expect(phone).to_have_url(server.page(f"stations/{server.stations[0]}"))
    expect(phone.locator("main")).to_be_visible()
    assert fits(phone)


def test_a_tablet_opens_the_board(server: Server, tablet: Page) -> None:
    tablet.goto(server.links["hosts"][server.stations[0]])
    expect(tablet).to_have_url(server.page(f"host/{server.stations[0]}"))
    expect(tablet.locator("[data-host]")).to_be_visible()
    assert fits(tablet)


def test_a_laptop_opens_the_desk(server: Server, desk: Page) -> None:
    desk.goto(server.links["organiser"])
    expect(desk).to_have_url(server.page("organise"))
    expect(desk.locator("main")).to_be_visible()
    assert fits(desk)


def test_a_projector_opens_the_wall(server: Server, wall: Page) -> None:
    wall.goto(server.links["wall"])
    expect(wall).to_have_url(server.page("wall"))
    expect(wall.locator("main")).to_be_visible()
    assert fits(wall)
