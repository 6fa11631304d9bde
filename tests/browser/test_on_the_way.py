"""What stands between phone and café: proxies that block the live connection or rewrite pages leave no dead page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import LIVE
from tests.browser.people import SAVED, Neighbour, card, connected, line, scan, write
from tests.browser.serving import Server

ANSWERS: dict[str, dict[str, Any]] = {
    "refused": {"status": 403, "body": "Forbidden"},
    "not found": {"status": 404, "body": "Not found"},
    "a page": {"status": 200, "content_type": "text/html", "body": "<!doctype html><title>Proxy</title>"},
}
ELSEWHERE = re.compile(r"/live/")


@pytest.mark.parametrize("answer", ANSWERS)
def test_where_the_live_connections_path_is_blocked_texts_still_arrive(
    server: Server, open_page: OpenPage, watch: Watch, answer: str
) -> None:
    watch.expect("WebSocket|403|404")
    reader, phone = Neighbour(server), open_page("phone")
    phone.route(LIVE, lambda route: route.fulfill(**ANSWERS[answer]))
    phone.route_web_socket(LIVE, lambda channel: channel.close())
    scan(phone, server)
    write(phone, f"Am Proxy vorbei: {answer}")
    reader.reads(f"Am Proxy vorbei: {answer}")


def test_where_no_path_leads_through_what_is_written_waits_and_says_so(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("WebSocket|403")
    phone = open_page("phone")
    blocked = True

    def between(channel: WebSocketRoute) -> None:
        if blocked:
            channel.close()
        else:
            channel.connect_to_server()

    for path in (LIVE, ELSEWHERE):
        phone.route(path, lambda route: route.fulfill(status=403) if blocked else route.continue_())
        phone.route_web_socket(path, between)
    phone.goto(server.links["stations"][server.stations[0]])
    expect(phone.locator('[data-banner="offline"]')).to_be_visible()
    phone.get_by_label("Ihr Beitrag").fill("Wartet hinter dem Proxy")
    phone.get_by_role("button", name="Senden").click()
    expect(line(phone)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    blocked = False
    connected(phone)
    expect(line(phone)).to_have_text(SAVED)


REWRITES: dict[str, Callable[[str], str]] = {
    "a script in its head": lambda page: page.replace("<head>", "<head><script>window.proxy = 1</script>"),
    "a script at its end": lambda page: page.replace("</body>", "<script src='/proxy.js'></script></body>"),
    "other blanks": lambda page: re.sub(r"\s*\n\s*", " ", page),
    "a banner": lambda page: re.sub(r"(<body[^>]*>)", r"\1<div>Geschwindigkeit begrenzt</div>", page),
}


def rewritten(page: Page, rewrite: Callable[[str], str]) -> None:
    """Let every page come as a proxy wrote it anew."""

    def answer(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        found = route.fetch()
        route.fulfill(response=found, body=rewrite(found.text()))

    page.route("**/e/**", answer)


@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_page_that_was_rewritten_on_its_way_writes_and_shows(
    server: Server, open_page: OpenPage, watch: Watch, rewrite: str
) -> None:
    # Chromium opens no WebSocket for a page that a test answered.
    watch.expect("CSP|Content Security Policy|404|proxy.js|WebSocket")
    reader, phone = Neighbour(server), open_page("phone")
    rewritten(phone, REWRITES[rewrite])
    phone.goto(server.page(f"stations/{server.stations[0]}"))
    expect(connected(phone).locator("html[data-script=runs]")).to_have_count(1)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
    text = f"Durch den Proxy: {rewrite}"
    write(phone, text)
    reader.reads(text)
    reader.write(f"Zurück: {rewrite}")
    expect(card(phone, f"Zurück: {rewrite}")).to_have_count(1)
