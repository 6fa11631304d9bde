"""What a screen missed: all of it comes, once, by the shortest way that works."""

import re
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.clocks import let_pass_until, stop_the_clock
from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import back_online, between, overheard
from tests.browser.people import CLOSED, OFFLINE, Neighbour, card, join, line, texts, write
from tests.browser.serving import Server, serve_quickly, stop

JSON = re.compile(r"\.json\?since=(?!0&)")
"""What was missed is asked for by this; what a page did not bring along, from 0."""
MANY = 20
LONG = 20_000


def write_many(guest: Neighbour, beginning: str) -> list[str]:
    """Contributions of somebody else, as fast as the server takes them."""
    wanted = [f"{beginning} {number}" for number in range(MANY)]
    for text in wanted:
        guest.write(text)
    return wanted


def arrive(page: Page, server: Server) -> None:
    """Join with a clock that the test may turn, and wait until the screen has asked for what is new.

    The station has a past, so that the screen knows a revision whenever the news of its own text come.
    """
    page.clock.install()
    name = server.stations[0]
    page.request.get(server.links["stations"][name], max_redirects=0)
    past: dict[str, str | float | bool] = {"id": str(uuid.uuid4()), "text": "Vorher", "kind": "idea", "language": "de"}
    assert page.request.post(server.page(f"stations/{name}"), form=past, max_redirects=0).status == 303
    join(page, server)
    write(page, "Ich bin da")


def away(page: Page) -> None:
    """Without network from now on, and for longer than a moment."""
    page.context.set_offline(True)
    expect(page.locator('[data-banner="offline"]')).to_be_visible()
    page.clock.fast_forward(LONG)


def back(page: Page) -> None:
    page.context.set_offline(False)
    back_online(page)


def test_what_was_missed_in_a_long_absence_comes_by_http(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = open_page("phone"), Neighbour(server)
    arrive(mine, server)
    network = overheard(mine.context)
    away(mine)
    wanted = write_many(other, "Verpasst")
    with mine.expect_response(JSON) as caught:
        back(mine)
    expect(card(mine, wanted[-1])).to_have_count(1)
    assert texts(mine, "Verpasst") == wanted
    # the news of one's own last contribution may have been missed, too
    came = [one["text"] for one in caught.value.json()["contributions"]]
    assert [text for text in came if text.startswith("Verpasst")] == wanted
    assert caught.value.header_value("Content-Encoding") == "gzip"
    other.write("Und weiter geht es")
    expect(card(mine, "Und weiter geht es")).to_have_count(1)
    (answer,) = network.acknowledgements("station.open")
    assert answer["change"]["contributions"] == []
    assert answer["change"]["since"] == caught.value.json()["revision"]


def elsewhere(route: Route) -> None:
    route.fulfill(status=302, headers={"Location": "http://portal.invalid/login"})


def cut(route: Route) -> None:
    route.abort("connectionreset")


@pytest.mark.parametrize("answer", [elsewhere, cut])
def test_whatever_answers_in_its_place_everything_still_comes(
    server: Server, open_page: OpenPage, watch: Watch, answer: Callable[[Route], None]
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = open_page("phone"), Neighbour(server)
    arrive(mine, server)
    network = overheard(mine.context)
    mine.route(JSON, answer)
    away(mine)
    wanted = write_many(other, answer.__name__)
    with mine.expect_request(JSON) as asked:
        back(mine)
    expect(card(mine, wanted[-1])).to_have_count(1)
    assert texts(mine, answer.__name__) == wanted
    (opened,) = network.orders("station.open")
    assert asked.value.url.endswith(f"since={opened['since']}&audience=public")


def test_an_answer_that_does_not_come_holds_up_neither_the_news_for_long_nor_what_waits(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = open_page("phone"), Neighbour(server)
    arrive(mine, server)
    network = overheard(mine.context)
    hanging: list[Route] = []
    mine.route(JSON, lambda route: hanging.append(route))
    away(mine)
    mine.get_by_label("Ihr Beitrag").fill("Wartet nicht darauf")
    mine.get_by_role("button", name="Senden").click()
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    other.write("Kommt trotzdem")
    stop_the_clock(mine)
    with mine.expect_request(JSON):
        back(mine)
        mine.clock.run_for(300)
    other.reads("Wartet nicht darauf")
    assert network.orders("station.open") == []
    mine.clock.run_for(4001)
    network.wait_for(mine, "station.open", 1)
    mine.clock.resume()
    expect(card(mine, "Kommt trotzdem")).to_have_count(1)
    assert len(hanging) == 1


def test_a_short_absence_and_the_first_connection_ask_over_the_connection(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = open_page("phone"), Neighbour(server)
    asked: list[str] = []
    mine.on("request", lambda request: asked.append(request.url) if JSON.search(request.url) else None)
    arrive(mine, server)
    stop_the_clock(mine)
    other.write("Eben noch gehört")
    let_pass_until(mine, lambda: bool(card(mine, "Eben noch gehört").count()))
    mine.context.set_offline(True)
    other.write("Kurz verpasst")
    mine.context.set_offline(False)
    back_online(mine)
    mine.clock.run_for(2000)
    mine.clock.resume()
    expect(card(mine, "Kurz verpasst")).to_have_count(1)
    assert asked == []


def test_news_that_get_lost_are_asked_for_at_once(server: Server, open_page: OpenPage) -> None:
    mine, other = open_page("phone"), Neighbour(server)
    network = between(mine.context)
    asked: list[str] = []
    mine.on("request", lambda request: asked.append(request.url) if JSON.search(request.url) else None)
    join(mine, server)
    other.open()
    write(mine, "Noch kommt alles an")
    other.hears("Noch kommt alles an")  # its news have left, and go with no others
    before = len(network.orders("station.open"))
    network.lost = "Unterwegs verloren"
    other.write("Unterwegs verloren")
    other.write("Angekommen")
    expect(card(mine, "Unterwegs verloren")).to_have_count(1)
    expect(card(mine, "Angekommen")).to_have_count(1)
    (again,) = network.orders("station.open")[before:]
    (answer,) = network.acknowledgements("station.open")[before:]
    assert [one["text"] for one in answer["change"]["contributions"]] == ["Unterwegs verloren", "Angekommen"]
    assert again["since"] == answer["change"]["since"]
    assert asked == []


def test_a_screen_begins_anew_where_the_server_was_set_back(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOSED)
    mine, other = open_page("phone"), join(open_page("phone"), own_server)
    mine.clock.install()
    join(mine, own_server)
    write(mine, "Ich bin da")
    write(other, "In der Sicherung")
    data = Path(own_server.environment["DATA_DIR"])
    (database,) = data.glob("*.sqlite3")
    copy = data / "copy"
    with sqlite3.connect(database) as running:
        running.execute("VACUUM INTO ?", (str(copy),))
    for text in ("Danach", "Viel später"):
        write(other, text)
        expect(card(mine, text)).to_have_count(1)
    stop(own_server.process)
    for rest in data.glob(f"{database.name}-*"):
        rest.unlink()
    copy.replace(database)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    mine.clock.fast_forward(LONG)
    with serve_quickly(data, PORT=own_server.environment["PORT"]):
        back_online(mine)
        expect(card(mine, "Danach")).to_have_count(0)
        assert texts(mine, "") == ["Ich bin da", "In der Sicherung"]
        back_online(other)
        write(other, "Ein neuer Anfang")
        expect(card(mine, "Ein neuer Anfang")).to_have_count(1)
