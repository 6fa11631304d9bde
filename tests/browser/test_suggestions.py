"""What a host's board suggests: merged by one tap and taken back, called different for every tablet, made a cluster."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import board, column, said, texts
from tests.browser.conftest import OpenPage
from tests.browser.people import Neighbour, card, order
from tests.browser.serving import Server
from tests.browser.test_host import FITS, SMALL_TARGETS
from tests.browser.test_host_clusters import tab_to
from tests.conftest import new_id

FIRST = "Es fehlen bezahlbare Proberäume, vor allem abends."
SECOND = "Bezahlbare Räume für Proben fehlen abends!"
OTHER = "Mehr Mut."


@pytest.fixture
def guest(own_server: Server, open_page: OpenPage) -> Neighbour:
    return Neighbour(own_server)


@pytest.fixture
def host(own_server: Server, open_page: OpenPage, guest: Neighbour) -> Page:
    for text in (FIRST, SECOND, OTHER):
        guest.write(text)
    return board(open_page("tablet"), own_server)


def area(page: Page, part: str = "same") -> Locator:
    return page.locator(f'[data-suggested="{part}"]')


def opened(page: Page, part: str = "same") -> Locator:
    """The area, unfolded by a tap where it is not; a board remembers that."""
    expect(area(page, part)).to_have_count(1)
    if area(page, part).get_attribute("open") is None:
        area(page, part).locator("summary").tap()
    return area(page, part)


def test_one_tap_merges_and_one_takes_it_back(host: Page) -> None:
    expect(area(host).locator("summary")).to_have_text("Ähnliche Beiträge: 1")
    expect(said(host)).to_have_text("Ähnliche Beiträge: 1")
    same = opened(host)
    expect(same.locator(".card-text")).to_have_text([FIRST, SECOND])
    expect(same.locator("bdi")).to_have_text(["fehlen", "bezahlbare", "Proberäume", "abends"])
    same.get_by_role("button", name="Zusammenführen").tap()
    expect(card(host, FIRST).locator("[data-beneath]")).to_have_attribute("data-beneath", "1")
    expect(area(host)).to_have_count(0)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(host, FIRST).locator("[data-beneath]")).to_have_count(0)
    expect(area(host).locator("summary")).to_have_text("Ähnliche Beiträge: 1")


def test_what_is_called_different_leaves_every_tablet_until_that_is_taken_back(
    own_server: Server, open_page: OpenPage, host: Page
) -> None:
    second = board(open_page("tablet"), own_server)
    expect(area(second)).to_have_count(1)
    opened(host).get_by_role("button", name="Nicht dasselbe").tap()
    expect(said(host)).to_have_text("Diese Beiträge werden nicht mehr zum Zusammenführen vorgeschlagen.")
    expect(area(host)).to_have_count(0)
    expect(area(second)).to_have_count(0)
    host.get_by_role("button", name="Verlauf").tap()
    expect(host.locator("[data-entry]")).to_contain_text(["Vorschlag abgelehnt."])
    host.locator("[data-entry]").get_by_role("button", name="Rückgängig").tap()
    expect(area(second)).to_have_count(1)


def test_a_theme_is_made_by_one_tap_and_taken_back_by_one(host: Page, guest: Neighbour) -> None:
    guest.write("Die Räume im Zentrum sind kaum bezahlbar, die Miete steigt")
    themes = opened(host, "themes")
    expect(themes.locator(".choice-text")).to_have_count(3)
    themes.locator("[data-take]").last.uncheck()
    expect(themes.locator("[data-stays]")).to_have_text("Bleiben in „Unsortiert“: 1")
    themes.get_by_role("button", name="Thema anlegen: Räume (2)").focus()
    themes.locator("[data-take]").last.check()
    themes.get_by_role("button", name="Thema anlegen: Räume (3)").tap()
    expect(column(host, "Räume").locator("[data-cards]")).to_have_text("Beiträge: 3")
    expect(area(host, "themes")).to_have_count(0)
    guest.write("Im Zentrum steigt die Miete")
    opened(host, "themes").get_by_role("button", name="Einsortieren in „Räume“ (1)").tap()
    expect(column(host, "Räume").locator("[data-cards]")).to_have_text("Beiträge: 4")
    host.get_by_role("button", name="Rückgängig").tap()
    expect(column(host, "Räume").locator("[data-cards]")).to_have_text("Beiträge: 3")
    area(host, "themes").get_by_role("button", name="Nicht vorschlagen: Räume").tap()
    expect(area(host, "themes")).to_have_count(0)
    host.reload()
    expect(area(host)).to_have_count(1)
    expect(area(host, "themes")).to_have_count(0)
    expect(column(host, "Räume").locator("[data-cards]")).to_have_text("Beiträge: 3")


def test_a_new_theme_is_taken_back_whole(host: Page, guest: Neighbour) -> None:
    guest.write("Die Räume im Zentrum sind kaum bezahlbar, die Miete steigt")
    opened(host, "themes").get_by_label("Titel des vorgeschlagenen Themas").fill("Bezahlbare Räume")
    host.reload()
    opened(host, "themes").get_by_role("button", name="Thema anlegen: Bezahlbare Räume (3)").tap()
    expect(column(host, "Bezahlbare Räume")).to_have_count(1)
    host.get_by_role("button", name="Rückgängig").tap()
    expect(column(host, "Bezahlbare Räume")).to_have_count(0)
    expect(host.locator("[data-inbox] > [data-contribution]")).to_have_count(4)


def test_by_keyboard_alone(host: Page, guest: Neighbour) -> None:
    expect(area(host)).to_have_count(1)
    guest.write("Ein Fest der Kulturen auf dem Altmarkt")
    guest.write("Kulturfest auf dem Altmarkt, ein Fest!")
    expect(area(host).locator("summary")).to_have_text("Ähnliche Beiträge: 2")
    host.locator("body").press("Tab")
    tab_to(host, area(host).locator("summary"))
    host.keyboard.press("Enter")
    tab_to(host, area(host).get_by_role("button", name="Weitere zeigen (1)"))
    host.keyboard.press("Enter")
    expect(area(host).locator("[data-suggestion]")).to_have_count(2)
    tab_to(host, area(host).get_by_role("button", name="Nicht dasselbe").first)
    host.keyboard.press("Enter")
    expect(area(host).locator("summary")).to_have_text("Ähnliche Beiträge: 1")
    expect(area(host).locator("summary")).to_be_focused()
    tab_to(host, area(host).get_by_role("button", name="Zusammenführen"))
    host.keyboard.press("Enter")
    expect(area(host)).to_have_count(0)
    host.wait_for_function("document.activeElement !== document.body")


ARABIC = "لا توجد قاعات للتدريب بأسعار معقولة، وخاصة في المساء."


def test_two_languages_are_alike_by_a_wording_which_is_shown(
    own_server: Server, open_page: OpenPage, guest: Neighbour
) -> None:
    """Merged by one tap: exactly the two that were shown, and the wording that made them alike stood below its card."""
    guest.write(FIRST)
    arabic = guest.write(ARABIC, "ar")
    order(guest, "wording.add", id=new_id(), contribution=arabic, text=SECOND, language="de", was=ARABIC)
    host = board(open_page("tablet"), own_server)
    same = opened(host)
    expect(same.locator(".twin-one > .card-text")).to_have_text([FIRST, ARABIC, SECOND])
    expect(same.locator('[data-worded="guest"]')).to_have_text(SECOND)
    expect(same.locator('[data-worded="guest"]')).to_have_attribute("lang", "de")
    expect(same.locator('[data-by="guest"]')).to_have_text("übersetzt: ein Gast")
    expect(same.locator("[data-by-wording]")).to_have_text("Wegen der Übersetzung: Deutsch")
    assert host.evaluate(FITS) is True
    same.get_by_role("button", name="Zusammenführen").tap()
    expect(card(host, FIRST).locator("[data-beneath]")).to_have_attribute("data-beneath", "1")
    expect(area(host)).to_have_count(0)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_fits_and_can_be_tapped(host: Page, guest: Neighbour, turned: bool, direction: str) -> None:
    if turned:
        host.set_viewport_size({"width": 820, "height": 1180})
    host.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    guest.write("Die Räume im Zentrum sind kaum bezahlbar, die Miete steigt")
    opened(host)
    opened(host, "themes")
    assert host.evaluate(FITS) is True
    assert host.evaluate(SMALL_TARGETS) == []
    inbox = host.locator("[data-inbox]")
    assert inbox.evaluate("box => box.scrollWidth <= box.clientWidth") is True
    expect(inbox.locator("[data-text]")).to_have_count(4)
    assert texts(inbox)[-3:] == [OTHER, SECOND, FIRST]
