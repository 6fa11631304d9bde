"""The watch over pages sees what it promises to see: a blind one would let every journey pass."""

from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.browser.serving import Server


def complaints_after(page: Page, script: str, watch: Watch) -> list[str]:
    """What the watch noted, and forgets, once the page has told of it."""
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate(script)
    noted, watch.complaints = watch.complaints, []
    return noted


def test_console_errors_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    assert complaints_after(phone, "console.error('kaputt')", watch) == ["console: kaputt ()"]


def test_what_the_policy_blocks_is_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    noted = complaints_after(phone, "document.body.setAttribute('style', 'color: red')", watch)
    assert any("style-src" in text for text in noted)
    watch.expect("style-src")


def test_page_errors_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    with phone.expect_event("pageerror"):
        phone.evaluate("queueMicrotask(() => { throw new Error('kaputt') })")
    assert watch.complaints == ["page error: kaputt"]
    watch.expect("kaputt")


def test_foreign_hosts_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    phone.context.route("**/font.woff2", lambda route: route.fulfill(body=""))
    phone.goto("http://fonts.example/font.woff2")
    assert watch.complaints == ["foreign host: http://fonts.example/font.woff2"]
    watch.expect("fonts.example")


def test_expected_complaints_pass(watch: Watch) -> None:
    watch.complaints += ["console: net::ERR_INTERNET_DISCONNECTED", "console: other"]
    watch.expect("ERR_INTERNET_DISCONNECTED")
    assert watch.unexpected() == ["console: other"]
