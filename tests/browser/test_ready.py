"""The page "Ready?" in a browser: another device proves a scan, what is tried shows itself, keys reach all."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitation.documents import poster_room
from facilitation.models import Event, Station
from tests.browser.axe import in_every_look
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, page_behind_door
from tests.browser.serving import Server

LANGUAGES = """(all) => all.map((one) => [one.lang, one.querySelector("span").textContent])"""
GROW = """(one, [text, long]) => {
  const question = one.querySelector(".poster-question");
  question.textContent = text;
  question.classList.toggle("poster-long", long);
}"""
TRANSLATE = """(place) => {
  const font = document.createElement("font");
  font.textContent = "Po polsku";
  place.replaceChildren(font);
}"""
FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
SIZES = ((1440, 900), (1280, 720), (1024, 768), (390, 844))
SCANNED = {"X-Forwarded-For": "192.168.1.7"}
"""What a proxy on this machine says of a phone: whoever asks from here without it is this machine itself."""


CAFE = "http://cafe.example"


@pytest.fixture
def own_settings() -> dict[str, str]:
    """Codes lead to a name in front of which a proxy stands: it hands on what phones ask for."""
    return {"BASE_URL": CAFE}


def line(page: Page, name: str) -> Locator:
    return page.locator(f"[data-line={name}]")


def open_ready(server: Server, open_page: OpenPage) -> Page:
    page = page_behind_door(open_page, server, server.links["organiser"].replace(CAFE, server.url))
    page.goto(server.page("ready"))
    return page


def test_a_scan_is_said_at_once_and_nothing_moves(own_server: Server, open_page: OpenPage) -> None:
    page = open_ready(own_server, open_page)
    page.evaluate("window.notReloaded = true")
    phone = line(page, "phone")
    expect(phone).to_have_attribute("data-state", "untried")
    expect(page.locator("[data-reached-said]")).to_have_text("Noch war keines da.")
    scanner = open_page("phone", extra_http_headers=SCANNED)
    expect(page.locator(".reach .qr")).to_have_attribute("aria-label", f"QR-Code zum Ausprobieren: {CAFE}")
    scanner.goto(f"{own_server.url}/there")
    expect(scanner.get_by_role("heading", level=1)).to_have_text("Es klappt")
    expect(phone).to_have_attribute("data-state", "good")
    expect(page.locator("[data-reached-said]")).to_have_text("Ja, ein Handy war da.")
    expect(page.get_by_role("status").filter(has_text="Geprüft: Handys kommen herein")).to_have_count(1)
    assert page.evaluate("window.notReloaded")
    assert page.locator("#h-untried ~ ul [data-line=phone]").count() == 1, "it stays in its group until asked anew"
    page.reload()
    assert page.locator("#h-good ~ ul [data-line=phone]").count() == 1


def test_a_tablet_that_comes_is_counted(server: Server, open_page: OpenPage) -> None:
    page = open_ready(server, open_page)
    expect(line(page, "tablets").locator("[data-proof]")).to_have_text("0 von 3")
    laptops_own = open_page("desk", server.links["hosts"][server.stations[0]])
    expect(laptops_own.locator(".host")).to_be_visible()
    page.reload()
    expect(line(page, "tablets").locator("[data-proof]")).to_have_text("0 von 3")
    open_page("tablet", server.links["hosts"][server.stations[0]], extra_http_headers=SCANNED)
    expect(line(page, "tablets").locator("[data-proof]")).to_have_text("1 von 3")


def test_a_translated_page_is_written_again_only_where_something_changes(
    own_server: Server, open_page: OpenPage
) -> None:
    page = open_ready(own_server, open_page)
    phone, tablets = (line(page, name) for name in ("phone", "tablets"))
    for place in (phone.locator("[data-sentence]"), tablets.locator("[data-proof]")):
        place.evaluate(TRANSLATE)
    link = own_server.links["hosts"][own_server.stations[0]].replace(CAFE, own_server.url)
    open_page("tablet", link, extra_http_headers=SCANNED)
    expect(tablets.locator("[data-proof]")).to_have_text("1 von 3")
    expect(phone.locator("[data-sentence]")).to_have_text("Po polsku")


def test_it_says_how_old_it_is_while_the_server_does_not_answer(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    page = open_ready(server, open_page)
    said = page.locator("[data-offline]")
    expect(said).to_be_hidden()
    page.context.set_offline(True)
    expect(said).to_have_text(re.compile(r"Keine Verbindung\.\s+Was Sie hier sehen, kam zuletzt um \d\d:\d\d\."))
    page.context.set_offline(False)
    expect(said).to_be_hidden()


def test_a_check_is_tried_while_the_page_waits(own_server: Server, open_page: OpenPage) -> None:
    page = open_ready(own_server, open_page)
    page.get_by_role("button", name="Alles neu prüfen").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#h-good ~ ul [data-line=disk], #h-todo ~ ul [data-line=disk]")).to_have_count(
        1, timeout=60_000
    )
    expect(line(page, "disk")).to_contain_text(re.compile(r"schreibt in \d+ Millisekunden", re.IGNORECASE))
    expect(page.locator("[data-waits]")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everything_is_in_sight_at_every_size(server: Server, open_page: OpenPage, width: int, height: int) -> None:
    page = open_ready(server, open_page)
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate(FITS)
    cut = """() => [...document.querySelectorAll(".ready .button, .ready h4, .ready p, .tab")]
      .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
    assert page.evaluate(cut) == []
    aside = """() => [...document.querySelectorAll(".ready-key .button")].filter((key) => {
      const words = document.createRange();
      words.selectNodeContents([...key.childNodes].find((one) => one.nodeType === 3 && one.data.trim()));
      const [all, sign] = [key, key.querySelector("svg")].map((one) => one.getBoundingClientRect());
      return Math.abs(sign.left - all.left - (all.right - words.getBoundingClientRect().right)) > 1;
    }).map((one) => one.textContent)"""
    assert page.evaluate(aside) == []
    assert in_every_look(page) == []


def test_keys_reach_every_action_in_the_order_of_the_lines(server: Server, open_page: OpenPage) -> None:
    page = open_ready(server, open_page)
    page.locator("[aria-current=page]").focus()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('[data-line]')?.dataset.line ?? ''"))
    shown = page.locator("[data-line]:has(.button)").evaluate_all("(all) => all.map((one) => one.dataset.line)")
    assert [name for name in dict.fromkeys(reached) if name] == shown
    assert len(shown) >= 4


def test_tabs_lead_from_page_to_page(server: Server, open_page: OpenPage) -> None:
    page = open_ready(server, open_page)
    for name, path in (("Bearbeiten", "edit"), ("Drucken", "organise/print"), ("Probelauf", "rehearsal")):
        page.get_by_role("navigation", name="Vorbereiten und leiten").get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(rf"/{path}$"))
        expect(page.locator(".event-tabs [aria-current=page]")).to_have_text(name)
        assert page.evaluate(FITS)


def test_a_pages_title_stands_free_of_the_tabs(server: Server, open_page: OpenPage) -> None:
    page = open_ready(server, open_page)
    page.goto(server.page("organise/translations"))
    tabs = page.locator(".event-tabs").bounding_box()
    title = page.get_by_role("heading", name="Übersetzungen").bounding_box()
    assert tabs
    assert title
    assert title["y"] - tabs["y"] - tabs["height"] >= 12


def test_what_fits_by_its_lines_is_whole_on_its_poster_and_what_is_cut_is_said(
    server: Server, open_page: OpenPage
) -> None:
    """Questions grow until they are cut in a browser: none that is said to fit is, and few are said to be too long."""
    page = open_ready(server, open_page)
    page.goto(server.page("organise/print"))
    poster = page.locator("[data-part=posters] .poster").first
    words: dict[str, str] = dict(poster.locator(".poster-langs li").evaluate_all(LANGUAGES))
    event = Event(language="de", languages=["de", *words])
    name = poster.locator("h2").inner_text()
    told = []
    for times in range(1, 15):
        text = " ".join(["Verantwortung übernehmen wir gemeinsam"] * times) + "?"
        poster.evaluate(GROW, [text, len(text) > poster_room.LONG])
        cut = poster.evaluate("(one) => one.scrollHeight > one.clientHeight + 1")
        station = Station(position=1, short_title=name, question=text, closed=False)
        said = poster_room.too_long(event, station, {code: {text: there} for code, there in words.items()}, words)
        told.append((cut, bool(said)))
    assert (True, False) not in told, "cut, and nothing was said"
    assert told.count((False, True)) <= 2, "said to be too long by more than two lines early"
    assert told[0] == (False, False)
    assert told[-1] == (True, True)
