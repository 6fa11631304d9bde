"""A guest's rarer states in Arabic and in Vietnamese with large letters: measured like the whole journey.

A closed door, the day's word, a pause, waiting for a host, no dots left, the last minute, two wordings of one text, a
closed station, and a day that is over.
"""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from facilitation.models.columns import now
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import Away, behind_door, card, join, order
from tests.browser.people import write as write_german
from tests.browser.serving import Server
from tests.browser.test_locked import begun_again
from tests.browser.test_whole_journeys import GERMAN, SAID, Looks, faults, language, looks, phone, send

__all__ = ["faults", "language", "looks", "phone"]


def database(server: Server) -> sqlite3.Connection:
    return sqlite3.connect(Path(server.environment["DATA_DIR"]) / "cafe.sqlite3")


def test_at_the_door(
    own_server: Server,
    open_page: OpenPage,
    phone: Page,
    looks: Looks,
    faults: dict[str, list[str]],
    watch: Watch,
) -> None:
    watch.expect("403")
    organiser = behind_door(own_server, own_server.links["organiser"])
    event, station = own_server.event, own_server.links["stations"][own_server.stations[0]]
    order(organiser, "newcomers.set", event=event, door="closed")
    phone.goto(station)
    expect(phone.get_by_role("status").first).to_be_visible()
    looks("door-closed")
    phone.locator("[name=name]").fill("Ada (Verein)")
    phone.locator("main form button").last.tap()
    expect(phone.get_by_role("alert").first).to_be_visible()
    looks("door-closed-refused")
    order(organiser, "newcomers.set", event=event, door="word")
    phone.goto(station)
    expect(phone.locator("[name=word]")).to_be_visible()
    looks("word")
    phone.locator("[name=word]").fill("Apfel 12!")
    phone.locator("main form button").last.tap()
    expect(phone.get_by_role("alert").first).to_be_visible()
    looks("word-wrong")
    assert faults == {}


def test_at_the_table(
    own_server: Server,
    open_page: OpenPage,
    phone: Page,
    looks: Looks,
    faults: dict[str, list[str]],
    language: str,
    watch: Watch,
) -> None:
    event, stations = own_server.event, own_server.stations
    text, answer, _ = SAID[language]
    neighbour = join(open_page("phone"), own_server)
    organiser = behind_door(own_server, own_server.links["organiser"])
    host = behind_door(own_server, own_server.links["hosts"][stations[0]])

    def say(message: str, sender: Away = organiser, **payload: Any) -> dict[str, Any]:
        return order(sender, message, event=event, **payload)

    for number in range(6):
        write_german(neighbour, f"{number + 3} Räume (bis 20:30 Uhr)!")
    phone.goto(own_server.links["stations"][stations[0]])
    expect(phone.locator("[data-votes-left]")).to_be_visible()
    send(phone, text)
    mine = card(phone, text)
    expect(mine).to_have_count(1)
    id = mine.get_attribute("data-contribution")
    # no dots left
    for dot in phone.locator('[data-do="vote"]').all()[:4]:
        dot.tap()
    expect(
        phone.locator("[data-stream] .card-note, [data-stream] [role=status], [data-stream] [role=alert]").first
    ).to_be_visible()
    looks("dots-given")
    # two wordings of one text
    mine.locator('[data-do="edit"]').first.tap()
    phone.locator("#text").fill(f"{text} 4")
    assert say("contribution.reword", host, id=id, text=f"{text} (2)", was=text)["ok"]
    expect(card(phone, f"{text} (2)")).to_have_count(1)
    phone.locator("[data-send]").tap()
    expect(phone.locator("[data-composer]")).to_have_attribute("data-state", "refused")
    looks("two-wordings")
    phone.reload()
    expect(phone.locator("[data-votes-left]")).to_be_visible()
    phone.locator("#text").fill("")
    # waiting for a host
    assert say("station.set_approve_first", station=stations[0], on=True)["ok"]
    phone.locator("#text").fill(answer)
    phone.locator("[data-send]").tap()
    expect(phone.locator("[data-composer]")).to_have_attribute("data-state", "saved")
    looks("waiting-for-a-host")
    # a pause
    assert say("contribution.pause_author", host, id=id, on=True)["ok"]
    phone.locator("#text").fill(GERMAN)
    phone.locator("[data-send]").tap()
    expect(phone.locator("[data-composer]")).not_to_have_attribute("data-state", "saved")
    looks("paused")
    say("contribution.pause_author", host, id=id, on=False)
    # the last minute of a round
    assert say("round.start", round=1)["ok"]
    ends = (now() + dt.timedelta(seconds=50)).isoformat(" ").removesuffix("+00:00")
    with closing(database(own_server)) as opened, opened:
        opened.execute("UPDATE round SET ends_at = ? WHERE position = 1", (ends,))
    phone.reload()
    expect(phone.locator("[data-band][data-last-minute]")).to_be_visible()
    looks("last-minute")
    # a closed station
    with closing(database(own_server)) as opened, opened:
        opened.execute("UPDATE station SET closed = 1 WHERE slug = ?", (stations[0],))
    phone.goto(own_server.page(f"stations/{stations[0]}"))
    expect(phone.locator("[data-banner=closed]")).to_be_visible()
    looks("closed-station")
    assert faults == {}


def test_a_day_that_is_over(
    own_server: Server, open_page: OpenPage, phone: Page, looks: Looks, faults: dict[str, list[str]], watch: Watch
) -> None:
    watch.expect("410")
    write_german(join(open_page("phone"), own_server), GERMAN).page.close()
    with begun_again(own_server, days=-1):
        for page in (f"stations/{own_server.stations[0]}", "", "mine", "feedback", "privacy"):
            phone.goto(own_server.page(page))
            expect(phone.locator("#text, form[data-survey]")).to_have_count(0)
            looks(f"locked-{page.partition('/')[0] or 'welcome'}")
    assert faults == {}
