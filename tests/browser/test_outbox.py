"""Nothing typed is lost, nothing arrives twice, and a person's order is kept: through every kind of bad network."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import back_online, between, controlled, overheard, sign_in_page, wait_until_kept
from tests.browser.people import (
    CLOSED,
    OFFLINE,
    SAVED,
    Neighbour,
    behind_door,
    card,
    join,
    line,
    order,
    runs_down,
    send,
    texts,
    write,
)
from tests.browser.serving import Server, serve_quickly, stop

ADDRESSES = """
async () => {
  const caching = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
  const kept = (await Promise.all(caching)).flat().map(({ url }) => new URL(url));
  return kept.map(({ pathname, search }) => pathname + search).sort();
}
"""


def test_an_answer_that_is_cut_off_doubles_nothing(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(CLOSED)
    mine, other = open_page("phone"), Neighbour(server)
    network = between(mine.context)
    join(mine, server)
    network.cut = "contribution.add"
    send(mine, "Gespeichert, aber nicht gehört")
    expect(line(mine)).to_have_text(SAVED)
    first, again = network.orders("contribution.add")
    assert first == again
    write(mine, "Und gleich das Nächste")
    other.reads("Und gleich das Nächste")
    assert other.texts("Gespeichert") == ["Gespeichert, aber nicht gehört"]
    mine.reload()
    expect(card(mine, "Gespeichert, aber nicht gehört")).to_have_count(1)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["in place", "elsewhere"])
def test_a_sign_in_page_instead_of_an_answer_loses_nothing(
    own_server: Server, open_page: OpenPage, watch: Watch, elsewhere: bool
) -> None:
    watch.expect(f"{CLOSED}|{OFFLINE}|502|SyntaxError|MIME type|portal.test|CSP: connect-src blocked .*/socket.io/")
    mine = join(open_page("phone", service_workers="allow"), own_server)
    address = mine.url
    wait_until_kept(mine)
    port, data = own_server.environment["PORT"], Path(own_server.environment["DATA_DIR"])
    wanted = [f"Am Portal {number}" for number in range(3)]
    stop(own_server.process)
    with sign_in_page(int(port), f"http://portal.test:{port}/" if elsewhere else ""):
        expect(mine.locator('[data-banner="offline"]')).to_be_visible()
        for text in wanted:
            send(mine, text)
        back_online(mine)
        expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (3)")
        expect(card(mine, wanted[0])).to_have_attribute("data-state", "offline")
        mine.goto(address)
        expect(mine.get_by_text("Bitte melden Sie sich im WLAN an.")).to_be_visible()
    mine.goto(address)
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (3)")
    network = overheard(mine.context)
    with serve_quickly(data, PORT=port) as again:
        other = Neighbour(again)
        back_online(mine)
        expect(line(mine)).to_have_text(SAVED)
        other.reads(wanted[-1])
        assert other.texts("Am Portal") == wanted
        assert [sent["text"] for sent in network.orders("contribution.add")] == wanted


def test_a_phone_whose_clock_is_a_day_wrong(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = open_page("phone", service_workers="allow"), Neighbour(own_server)
    now = dt.datetime.now(dt.UTC)
    mine.clock.install(time=now + dt.timedelta(days=1))
    join(mine, own_server)
    desk = behind_door(own_server, own_server.links["organiser"])
    order(desk, "round.start", event=own_server.event, round=1)
    expect(mine.locator("[data-clock]")).to_have_text(runs_down(25))
    other.write("Vorher")
    expect(card(mine, "Vorher")).to_have_count(1)
    wait_until_kept(mine)
    mine.context.set_offline(True)
    send(mine, "Eins")
    mine.clock.set_system_time(now - dt.timedelta(days=2))
    send(mine, "Zwei")
    mine.reload()
    send(mine, "Drei")
    assert texts(mine, "") == ["Eins", "Zwei", "Drei"]
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text(SAVED)
    other.reads("Drei")
    expect(card(mine, "Drei")).to_have_attribute("data-state", "visible")
    assert texts(mine, "") == other.texts() == ["Vorher", "Eins", "Zwei", "Drei"]
    expect(mine.locator("[data-clock]")).to_have_text(runs_down(25))


def test_two_tabs_send_each_order_once_and_in_order(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = join(open_page("phone"), server), join(open_page("phone"), server)
    tab = mine.context.new_page()
    network = overheard(mine.context)
    for page in (mine, tab):
        page.goto(mine.url)
    target = write(other, "Ein Punkt, hin und her").get_attribute("data-contribution")
    expect(card(tab, "Ein Punkt, hin und her")).to_have_count(1)
    expect(card(mine, "Ein Punkt, hin und her")).to_have_count(1)
    mine.context.set_offline(True)
    for page in (mine, tab):
        expect(page.locator('[data-banner="offline"]')).to_be_visible()
    for page, text in ((mine, "Fenster 1"), (tab, "Fenster 2"), (mine, "Fenster 3"), (tab, "Fenster 4")):
        send(page, text)
        expect(card(tab if page is mine else mine, text)).to_have_count(1)
        card(page, "Ein Punkt, hin und her").locator("[data-do=vote]").click()
    mine.context.set_offline(False)
    for page in (mine, tab, other):
        expect(card(page, "Fenster 4")).to_have_attribute("data-state", "visible")
        expect(card(page, "Ein Punkt, hin und her").locator(".chip")).to_have_count(0)
    wanted = ["Fenster 1", "Fenster 2", "Fenster 3", "Fenster 4"]
    assert texts(other, "Fenster") == wanted
    assert [sent["text"] for sent in network.orders("contribution.add")] == wanted
    dots = [sent["on"] for sent in network.orders("vote.set") if sent["contribution"] == target]
    assert dots == [True, False, True, False]
    expect(card(other, "Ein Punkt, hin und her").locator("[data-votes]")).to_have_attribute("data-votes", "0")


def test_what_the_server_puts_off_is_sent_again_when_it_says(server: Server, open_page: OpenPage) -> None:
    mine, network = controlled(server, open_page)
    wait = {"ok": False, "error": "too_many", "message": "Das war viel auf einmal.", "retry_after": 30}
    network.answer = ("contribution.add", wait)
    send(mine, "Etwas zu schnell")
    expect(line(mine)).to_have_text("Das war viel auf einmal.")
    expect(card(mine, "Etwas zu schnell").locator(".chip")).to_have_text("wird gleich noch einmal gesendet")
    send(mine, "Und noch eins")
    mine.clock.run_for(29_000)
    assert len(network.orders("contribution.add")) == 1
    mine.clock.run_for(2000)
    expect(line(mine)).to_have_text(SAVED)
    sent = [payload["text"] for payload in network.orders("contribution.add")]
    assert sent == ["Etwas zu schnell", "Etwas zu schnell", "Und noch eins"]


def test_a_connection_that_died_in_sleep_is_noticed_on_waking(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOSED)
    other = Neighbour(server)
    mine, network = controlled(server, open_page)
    other.write("Vor dem Schlaf")
    expect(card(mine, "Vor dem Schlaf")).to_have_count(1)
    asked = len(network.orders("station.open"))
    network.deaf = True
    other.write("Während Sie schliefen")
    mine.clock.run_for(6000)
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    network.wait_for(mine, "station.open", asked + 1)
    network.deaf = False
    mine.clock.run_for(8001)
    mine.clock.run_for(1000)
    expect(card(mine, "Während Sie schliefen")).to_have_count(1)


def test_a_frozen_page_is_up_to_date_when_it_thaws(server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), server), Neighbour(server)
    lifecycle = mine.context.new_cdp_session(mine)
    lifecycle.send("Page.setWebLifecycleState", {"state": "frozen"})
    other.write("Eingefroren geschrieben")
    lifecycle.send("Page.setWebLifecycleState", {"state": "active"})
    expect(card(mine, "Eingefroren geschrieben")).to_have_count(1)
    write(mine, "Aufgetaut geschrieben")
    other.reads("Aufgetaut geschrieben")


def test_a_phone_that_comes_back_asks_once(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = join(open_page("phone"), server), Neighbour(server)
    network = overheard(mine.context)
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    for number in range(3):
        other.write(f"Inzwischen {number}")
    mine.context.set_offline(False)
    other.write("Gerade jetzt")
    expect(card(mine, "Gerade jetzt")).to_have_count(1)
    assert texts(mine, "Inzwischen") == [f"Inzwischen {number}" for number in range(3)]
    (again,) = network.orders("station.open")
    assert again["since"] > 0


def test_the_author_of_what_waits_is_told_when_it_is_hidden(own_server: Server, open_page: OpenPage) -> None:
    mine = join(open_page("phone"), own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    order(host, "station.set_approve_first", event=own_server.event, station=own_server.stations[0], on=True)
    send(mine, "Das geht so nicht")
    expect(line(mine)).to_have_text("Gespeichert – wartet auf Freigabe")
    waiting = card(mine, "Das geht so nicht")
    order(host, "contribution.hide", event=own_server.event, id=waiting.get_attribute("data-contribution"))
    expect(waiting).to_have_count(0)
    expect(mine.locator("[data-hidden-note]")).to_be_visible()


def test_each_card_says_what_still_waits(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = join(open_page("phone"), own_server), join(open_page("phone"), own_server)
    write(other, "Von jemand anderem")
    write(mine, "Bleibt nicht")
    write(mine, "Wird anders")
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    card(mine, "Von jemand anderem").locator("[data-do=vote]").click()
    expect(card(mine, "Von jemand anderem").locator(".chip")).to_have_text("Punkt wird später gesendet")
    card(mine, "Bleibt nicht").locator("[data-do=withdraw]").click()
    mine.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(mine, "Bleibt nicht").locator(".chip")).to_have_text("wird noch zurückgezogen")
    expect(card(mine, "Bleibt nicht").locator("button")).to_have_count(0)
    card(mine, "Wird anders").locator("[data-do=edit]").click()
    mine.get_by_label("Ihr Beitrag").fill("Ist anders")
    mine.get_by_role("button", name="Senden").click()
    expect(card(mine, "Ist anders").locator(".chip")).to_have_text("wird später gesendet")
    mine.context.set_offline(False)
    expect(card(other, "Ist anders")).to_have_count(1)
    expect(card(mine, "Bleibt nicht")).to_have_count(0)
    expect(card(other, "Bleibt nicht")).to_have_count(0)
    expect(card(other, "Von jemand anderem").locator("[data-votes]")).to_have_attribute("data-votes", "1")
    expect(mine.locator("[data-contribution] .chip")).to_have_count(0)


def test_ten_minutes_without_network(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = open_page("phone", service_workers="allow"), Neighbour(server)
    mine.clock.install()
    join(mine, server)
    wait_until_kept(mine)
    wanted = [f"Zehn Minuten, {number}." for number in range(20)]
    mine.context.set_offline(True)
    for text in wanted[:10]:
        send(mine, text)
    mine.clock.fast_forward("05:00")
    mine.reload()
    for text in wanted[10:]:
        send(mine, text)
    mine.clock.fast_forward("05:00")
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (20)")
    mine.context.set_offline(False)
    back_online(mine)
    expect(line(mine)).to_have_text(SAVED)
    other.reads(wanted[-1])
    assert other.texts("Zehn Minuten") == wanted
    mine.reload()
    expect(card(mine, wanted[-1])).to_have_attribute("data-state", "visible")
    assert texts(mine, "Zehn Minuten") == wanted


def test_only_the_stations_own_page_is_kept(own_server: Server, open_page: OpenPage) -> None:
    mine = join(open_page("tablet", service_workers="allow"), own_server)
    wait_until_kept(mine)
    station = own_server.stations[0]
    for link in (own_server.links["hosts"][station], own_server.links["wall"], own_server.links["organiser"]):
        mine.goto(link)
    mine.goto(own_server.page(f"host/{station}"))
    mine.goto(own_server.links["stations"][station])
    write(mine, "Nach allen Türen")
    kept = mine.evaluate(ADDRESSES)
    assert [one for one in kept if not one.startswith("/static/")] == [f"/e/{own_server.event}/stations/{station}"]
