"""A station's page whose script never comes, breaks, or breaks later: its form works the plain way, and is told of."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import SAVED, card, join, line
from tests.browser.serving import Server

SCRIPT = "**/station.js"
TAKES_OVER = 'dataset.script="runs"'
BREAKS = 'document.documentElement.dataset.breaks.here="now"'


def changed(change: Callable[[str], str]) -> Callable[[Route], None]:
    """The script, as somebody on the way changed it."""

    def answer(route: Route) -> None:
        found = route.fetch()
        try:
            before = found.text()
        except Error:  # its page has gone on to another one meanwhile
            return
        after = change(before)
        assert after != before
        route.fulfill(response=found, body=after)

    return answer


WAYS: dict[str, Callable[[Route], None]] = {
    "it never comes": lambda route: route.abort(),
    "half of it comes": changed(lambda script: script[: len(script) // 2]),
    "it breaks before it has begun": changed(lambda script: f"{BREAKS};{script}"),
    "it breaks when all is drawn": changed(lambda script: script.replace(TAKES_OVER, "dataset.script.breaks.here=0")),
}


def arrive(page: Page, server: Server) -> Page:
    """Be at the first station, whatever its script does."""
    page.request.get(server.links["stations"][server.stations[0]], max_redirects=0)
    page.request.post(server.page("me"), max_redirects=0)
    page.goto(server.page(f"stations/{server.stations[0]}"))
    return page


@pytest.mark.parametrize("way", WAYS)
def test_a_page_without_its_script_writes_and_gives_dots(
    server: Server, open_page: OpenPage, watch: Watch, way: str
) -> None:
    watch.expect("ERR_FAILED|SyntaxError|Unexpected|Cannot (read|set) properties")
    reader = join(open_page("phone"), server)
    text, theirs = f"Geschrieben, obwohl: {way}", f"Von nebenan, als {way}"
    reader.get_by_label("Ihr Beitrag").fill(theirs)
    reader.get_by_role("button", name="Senden").click()
    expect(line(reader)).to_have_text(SAVED)
    phone = open_page("phone")
    phone.route(SCRIPT, WAYS[way])
    arrive(phone, server)
    expect(phone.locator("html[data-script=runs]")).to_have_count(0)
    plain = phone.locator("article", has_text=theirs)
    expect(plain.get_by_role("button")).to_have_accessible_name(re.compile("^Punkt geben: "))
    phone.get_by_label("Ihr Beitrag").fill(text)
    phone.get_by_role("button", name="Senden").click()
    expect(phone.locator("#composer-line")).to_have_text(SAVED)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
    expect(card(reader, text)).to_have_count(1)
    phone.get_by_label("Ihr Beitrag").fill("Halb getippt")
    plain.get_by_role("button").click()
    expect(plain.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Halb getippt")
    expect(card(reader, theirs).locator("[data-do=vote]")).to_have_attribute("data-votes", "1")


def test_a_script_that_keeps_failing_gives_the_page_back(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("is not a function|Cannot (read|set) properties")
    phone = join(open_page("phone"), server)
    phone.get_by_label("Wunsch").check(force=True)
    phone.get_by_label("Ihr Beitrag").fill("Getippt, bevor es bricht")
    phone.evaluate("String.prototype.trim = undefined")  # what stands in for any fault: it breaks within our script
    phone.get_by_label("Ihr Beitrag").press("End")
    for key in "...":
        phone.get_by_label("Ihr Beitrag").press(key)
    expect(phone.locator("html")).to_have_attribute("data-script", "failed")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value(re.compile("^Getippt, bevor es bricht"))
    expect(phone.get_by_label("Ihr Beitrag")).to_be_focused()
    expect(phone.get_by_label("Wunsch")).to_be_checked()
    phone.get_by_role("button", name="Senden").click()
    expect(card(phone, "Getippt, bevor es bricht...")).to_have_count(1)


def test_a_script_that_fails_while_it_sends_leaves_it_to_the_form(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("is not a function|Cannot (read|set) properties")
    phone = join(open_page("phone"), server)
    phone.get_by_label("Ihr Beitrag").fill("Bricht beim Senden")
    phone.evaluate("String.prototype.trim = undefined")
    phone.get_by_role("button", name="Senden").click()
    expect(line(phone)).to_have_text(SAVED)
    expect(card(phone, "Bricht beim Senden")).to_have_count(1)
