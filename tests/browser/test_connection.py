"""How a phone keeps its connection: it notices one that only seems to stand, and does not come back with all others."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import Network, between
from tests.browser.people import CLOSED, SAVED, Neighbour, card, join, line, send, write
from tests.browser.serving import Server

ON_WIFI = """
const connection = Object.assign(new EventTarget(), { type: "wifi" });
Object.defineProperty(navigator, "connection", { value: connection });
"""
ON_MOBILE = """
navigator.connection.type = "cellular";
navigator.connection.dispatchEvent(new Event("change"));
"""
FASTER = "navigator.connection.dispatchEvent(new Event('change'))"
PING_AND_PATIENCE = 45_000
"""The server's ping comes every 25 seconds, and is waited for for 20 more."""


@pytest.fixture
def mine(server: Server, open_page: OpenPage, watch: Watch) -> tuple[Page, Network]:
    """A phone on WiFi, whose clock the test may turn, and its network."""
    watch.expect(CLOSED)
    page = open_page("phone")
    page.add_init_script(ON_WIFI)
    network = between(page.context)
    page.clock.install()
    join(page, server)
    write(page, "Noch im WLAN")
    return page, network


def test_what_goes_into_a_silent_connection_is_sent_again_in_order(mine: tuple[Page, Network], server: Server) -> None:
    page, network = mine
    other = Neighbour(server)
    network.sent.clear()
    network.silence()
    wanted = ["Zwischen den Netzen eins", "Zwischen den Netzen zwei"]
    for text in wanted:
        send(page, text)
    expect(line(page)).to_have_text("Wird gesendet …")
    network.wait_for(page, "contribution.add", 1)
    page.clock.run_for(8001)
    page.clock.run_for(1000)
    expect(line(page)).to_have_text(SAVED)
    other.reads(wanted[-1])
    assert other.texts("Zwischen den Netzen") == wanted
    sent = [payload["text"] for payload in network.orders("contribution.add")]
    assert sent[-2:] == wanted
    assert set(sent[:-2]) == {wanted[0]}


def test_a_silent_connection_is_noticed_by_whoever_only_reads(mine: tuple[Page, Network], server: Server) -> None:
    page, network = mine
    other = Neighbour(server)
    network.silence()
    other.write("Hört das jemand?")
    page.clock.run_for(PING_AND_PATIENCE + 1)
    page.clock.run_for(1000)
    expect(card(page, "Hört das jemand?")).to_have_count(1)


def test_another_network_makes_the_connection_prove_that_it_lives(mine: tuple[Page, Network], server: Server) -> None:
    page, network = mine
    other = Neighbour(server)
    network.sent.clear()
    network.silence()
    other.write("Vom WLAN ins Mobilnetz")
    page.clock.run_for(6000)
    page.evaluate(FASTER)
    assert network.orders("station.open") == []
    page.evaluate(ON_MOBILE)
    network.wait_for(page, "station.open", 1)
    page.clock.run_for(8001)
    page.clock.run_for(1000)
    expect(card(page, "Vom WLAN ins Mobilnetz")).to_have_count(1)
