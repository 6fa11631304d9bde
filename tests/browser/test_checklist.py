"""The hosts' checklist: ticked on the tablet, or printed."""

from playwright.sync_api import expect

from tests.browser.boards import board
from tests.browser.conftest import OpenPage
from tests.browser.serving import Server


def test_what_is_ticked_stays_ticked(server: Server, open_page: OpenPage) -> None:
    tablet = board(open_page("tablet"), server)
    with tablet.context.expect_page() as opened:
        tablet.get_by_role("link", name="Checkliste").tap()
    page = opened.value
    box = page.get_by_label("QR-Code steht auf jedem Tisch", exact=False)
    box.check()
    page.reload()
    expect(box).to_be_checked()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_it_is_one_sheet_of_paper(server: Server, open_page: OpenPage) -> None:
    tablet = board(open_page("tablet"), server)
    tablet.goto(server.page(f"host/{server.stations[0]}/checklist"))
    pages = tablet.pdf(format="A4", margin={"top": "15mm", "bottom": "15mm"}).count(b"/Type /Page\n")
    assert pages == 1


def test_buttons_are_not_printed(server: Server, open_page: OpenPage) -> None:
    desk = open_page("desk", server.links["organiser"])
    desk.emulate_media(media="print")
    for path in ("organise/doors", f"host/{server.stations[0]}/checklist"):
        desk.goto(server.page(path))
        expect(desk.locator(".no-print")).not_to_have_count(0)
        expect(desk.locator(".no-print:visible, button:visible")).to_have_count(0)
