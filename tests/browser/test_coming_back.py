"""Pages that the browser brings back as they were: what their person chose or wrote meanwhile holds on them, too.

Chromium keeps a page in its memory (bfcache) where it may be kept and has no open connection. Playwright switches that
off, and the browser without windows has none, so these tests start the whole browser with it.
"""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BROWSER_ARGUMENTS, DEVICES, PERSON, TIMEOUT, OpenPage, Watch
from tests.browser.people import Neighbour, card, join, write
from tests.browser.serving import ROOT, Server

SHOWN = """
addEventListener("pageshow", ({ persisted }) => {
  window.broughtBack = persisted;
  sessionStorage.broughtBack = persisted || sessionStorage.broughtBack === "true";
});
"""
EVER = 'sessionStorage.broughtBack === "true"'
"""Whether this tab ever showed a page that was brought back; the page there may have been loaded anew since."""


@pytest.fixture
def phone(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A phone whose browser keeps pages in its memory."""
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=True)
    keeping = browser.browser_type.launch(
        executable_path=found.stdout.strip(),
        args=[*BROWSER_ARGUMENTS, "--headless=new"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = keeping.new_context(**{**PERSON, **DEVICES["phone"]})
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(SHOWN)
    watch.context(context)
    yield context.new_page()
    keeping.close()
    assert watch.unexpected() == []


def go_back(page: Page, to: str, steps: int = 1) -> None:
    """Go back as somebody does who taps the arrow; the page there is the one that was left, not loaded anew."""
    page.evaluate("(steps) => void setTimeout(() => history.go(-steps), 0)", steps)
    page.wait_for_url(to, wait_until="commit")
    page.wait_for_function("window.broughtBack === true")


def station_of(server: Server) -> str:
    return server.page(f"stations/{server.stations[0]}")


def test_a_page_that_comes_back_hears_what_it_missed_and_goes_on(server: Server, phone: Page) -> None:
    join(phone, server)
    phone.get_by_label("Ihr Beitrag").fill("Noch nicht fertig")
    phone.evaluate("window.left = true")
    phone.goto(server.page())
    other = Neighbour(server)
    other.write("Inzwischen geschrieben")
    go_back(phone, station_of(server))
    assert phone.evaluate("window.left") is True
    expect(card(phone, "Inzwischen geschrieben")).to_be_visible()
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Noch nicht fertig")
    write(phone, "Auf der Seite von vorhin")
    other.reads("Auf der Seite von vorhin")


def test_the_language_that_was_chosen_meanwhile_is_that_of_the_page_that_comes_back(
    server: Server, phone: Page, open_page: OpenPage
) -> None:
    other = join(open_page("phone"), server)
    join(phone, server)
    phone.goto(server.page("me") + f"?next=/e/{server.event}/language")
    phone.get_by_label("Wie dürfen wir Sie nennen?").fill("Rojda")
    phone.get_by_role("button", name="Speichern").click()
    phone.get_by_text("Andere Sprache").click()
    phone.get_by_role("button", name="Kurmancî").click()
    expect(phone).to_have_url(server.page())
    go_back(phone, station_of(server), steps=3)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_attribute("lang", "kmr")
    phone.get_by_label("Ihr Beitrag").fill("Cihê zêdetir")
    phone.get_by_role("button", name="Senden").click()
    expect(card(other, "Cihê zêdetir").locator("[data-text]").first).to_have_attribute("lang", "kmr")
    expect(card(other, "Cihê zêdetir")).to_contain_text("Rojda")


def test_a_page_in_another_language_of_the_interface_is_loaded_anew(server: Server, phone: Page) -> None:
    join(phone, server)
    phone.goto(server.page("language") + f"?next=/e/{server.event}/")
    phone.get_by_role("main").get_by_role("button", name="English").click()
    expect(phone).to_have_url(server.page())
    phone.evaluate("void setTimeout(() => history.go(-2), 0)")
    expect(phone.get_by_label("Your contribution")).to_be_visible()
    assert phone.evaluate(EVER) is True


def test_whoever_gets_the_phone_does_not_come_back_to_what_the_other_wrote(server: Server, phone: Page) -> None:
    join(phone, server)
    write(phone, "Das schrieb die Erste")
    own = card(phone, "Das schrieb die Erste").get_by_role("button", name="Zurückziehen")
    expect(own).to_have_count(1)
    phone.get_by_label("Ihr Beitrag").fill("Das tippte die Erste")
    phone.goto(server.page("me") + f"?next=/e/{server.event}/")
    phone.get_by_role("button", name="Jemand anderes schreibt hier").click()
    expect(phone).to_have_url(server.page())
    phone.evaluate("void setTimeout(() => history.go(-2), 0)")
    phone.wait_for_url(station_of(server), wait_until="commit")
    expect(phone.get_by_label("Ihr Name")).to_be_visible()
    assert phone.evaluate(EVER) is True
    expect(card(phone, "Das schrieb die Erste")).to_be_visible()
    expect(own).to_have_count(0)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
