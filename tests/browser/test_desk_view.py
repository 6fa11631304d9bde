"""What an organiser needs during a round stands in one view, with four stations and with six."""

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from facilitation import seed
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import events
from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, order
from tests.browser.serving import Server, serve_quickly
from tests.conftest import fill
from tests.prepared import prepared

MORE = ("Jugend & Bildung", "Frauen & Ehrenamt", "Gesundheitsförderung", "Öffentlichkeitsarbeit")
VISIBLE, PENDING = 62, 34
SAID = "Bitte die Fenster schließen: Im Hof wird gleich gemäht, und danach gibt es Kaffee und Kuchen im Foyer."
SIZES = [(1180, 820), (1280, 720), (1280, 800), (1440, 900)]
NEEDED = """
[data-conductor] [data-kicker], [data-conductor] [data-title], [data-clock], [data-conductor] button, [data-tile],
[data-said-text], [data-do="take-back"], #say, [data-announce] form button, [data-announce] select, #wall-scene,
[data-day] [aria-current="time"], [data-day] [aria-current="time"] + li
"""
OUT_OF_SIGHT = """
(needed) => {
  const window_ = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const within = (box, frame) =>
    box.left >= frame.left - 1 && box.top >= frame.top - 1 &&
    box.right <= frame.right + 1 && box.bottom <= frame.bottom + 1;
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    let frame = one.parentElement;
    for (; frame && getComputedStyle(frame).overflowY === "visible"; frame = frame.parentElement);
    const inner = frame && frame !== document.scrollingElement ? frame.getBoundingClientRect() : window_;
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return box.width > 0 && within(box, window_) && within(box, inner) && (one.contains(top) || top?.contains(one));
  };
  const all = [...document.querySelectorAll(needed)];
  const name = (one) => one.outerHTML.slice(0, 90) + JSON.stringify(one.getBoundingClientRect());
  return { count: all.length, hidden: all.filter((one) => !seen(one)).map(name) };
}
"""
"""What of these is not wholly inside the window, or is cut by a box that scrolls, or lies beneath something."""
OVERLAPS = """
() => {
  const boxes = document.querySelectorAll("[data-conductor], [data-tile], .day, .desk-side > .panel");
  const found = [];
  for (const [at, one] of boxes.entries()) {
    const a = one.getBoundingClientRect();
    for (const other of [...boxes].slice(at + 1)) {
      const b = other.getBoundingClientRect();
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
        found.push([one.className, other.className]);
      }
    }
    const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      const said = document.createRange();
      said.selectNodeContents(text.currentNode);
      const box = said.getBoundingClientRect();
      const place = text.currentNode.parentElement;
      const apart = place.closest(".day-list, [data-clock], option, details:not([open]) > *");
      const shown = box.width > 1 && !apart && getComputedStyle(place).clipPath === "none";
      const key = place.closest("button, a.button")?.getBoundingClientRect();
      if (shown && key && (box.left < key.left || box.right > key.right)) {
        found.push(["button", text.currentNode.data]);
      }
      if (shown && (box.left < a.left || box.right > a.right || box.top < a.top - 1 || box.bottom > a.bottom + 1)) {
        found.push([one.className, text.currentNode.data]);
      }
    }
  }
  return found;
}
"""
"""Panels that lie upon each other, and words that stand outside their panel."""
BROKEN_WORDS = r"""
(places) => {
  const found = [];
  for (const place of document.querySelectorAll(places)) {
    const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      const { data } = text.currentNode;
      let before = null;
      for (let at = 0; at < data.length; at += 1) {
        const letter = document.createRange();
        letter.setStart(text.currentNode, at);
        letter.setEnd(text.currentNode, at + 1);
        const box = letter.getBoundingClientRect();
        const goesOn = /\p{L}\p{L}/u.test(data.slice(at - 1, at + 1)) && data[at - 2] !== "\u00ad";
        if (box.height && before !== null && box.top > before + 4 && goesOn) {
          found.push(`${data.slice(0, at)}|${data.slice(at)}`);
        }
        before = box.height ? box.top : before;
      }
    }
  }
  return found;
}
"""
"""Texts with a word that goes on in the next line without a hyphen or a place for one."""
SIDEWAYS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


def make(stations: int) -> None:
    """An event with so many stations, in each of which there is something to read."""
    plan: dict[str, Any] = seed.plan()
    for position, title in enumerate(MORE[: stations - len(plan["stations"])], start=len(plan["stations"]) + 1):
        plan["stations"].append(
            {**plan["stations"][0], "slug": f"station-{position}", "position": position, "short_title": title}
        )
    created = events.create(plan, today=dt.datetime.now(dt.UTC).date())
    for station in db.session.scalars(select(Station).where(Station.event_id == created.id)):
        for number in range(1, VISIBLE + PENDING + 1):
            db.session.add(
                Contribution(
                    id=str(uuid.uuid4()),
                    station_id=station.id,
                    number=number,
                    kind="idea",
                    language="de",
                    text=f"Ein Raum, der auch am Abend offen ist ({number})",
                    state="visible" if number <= VISIBLE else "pending",
                    revision=number,
                )
            )
        station.revision = station.numbered = VISIBLE + PENDING
    db.session.commit()


@pytest.fixture(scope="module", params=[4, 6])
def server(
    request: pytest.FixtureRequest, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A café with more stations than three, whose second round runs while something is announced."""
    count: int = request.param
    folder = prepared(tmp_path_factory, f"stations-{count}", lambda new: fill(new, lambda: make(count), migrated))
    with serve_quickly(tmp_path_factory.mktemp("desk") / "data", folder) as running:
        yield running


@pytest.fixture
def at_desk(server: Server, open_page: OpenPage) -> Page:
    """The desk in the middle of a round: something is announced, two tables have their tablet, the others don't."""
    other = behind_door(open_page, server, server.links["organiser"])
    state = order(other, "event.open", event=server.event)["event_state"]
    if state["phase"] == "before":
        order(other, "round.start", event=server.event, round=2)
        order(other, "event.announce", event=server.event, minutes=30, text=SAID, was=None)
    for station in server.stations[:2]:
        host = behind_door(open_page, server, server.links["hosts"][station])
        order(host, "station.open", event=server.event, station=station, since=0, audience="hosts")
    page = open_page("desk", server.links["organiser"])
    expect(page.locator("[data-said-text]")).to_have_text(SAID)
    expect(page.locator('[data-tablet="online"]')).to_have_count(2)
    expect(page.locator('[data-figure="waiting"]')).to_have_text([str(PENDING)] * len(server.stations))
    expect(page.locator("[data-alarm-text]")).to_have_count(len(server.stations) - 2)
    return page


def language(page: Page, server: Server, code: str) -> None:
    page.goto(server.page(f"organise?lang={code}"))
    expect(page.locator("[data-said-text]")).to_have_text(SAID)
    expect(page.locator("[data-alarm-text]")).to_have_count(len(server.stations) - 2)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_a_round_needs_is_in_one_view(server: Server, at_desk: Page, width: int, height: int) -> None:
    at_desk.set_viewport_size({"width": width, "height": height})
    for code in ("de", "en"):
        language(at_desk, server, code)
        sight = at_desk.evaluate(OUT_OF_SIGHT, NEEDED)
        assert (code, sight["hidden"]) == (code, [])
        assert sight["count"] == 17 + len(server.stations)
        assert (code, at_desk.evaluate(OVERLAPS)) == (code, [])
        assert at_desk.evaluate(SIDEWAYS) is False


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (820, 1180), (390, 844)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_smaller_screens_show_all_of_it_below_each_other(
    at_desk: Page, direction: str, width: int, height: int
) -> None:
    at_desk.set_viewport_size({"width": width, "height": height})
    at_desk.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    assert at_desk.evaluate(OVERLAPS) == []
    assert at_desk.evaluate(SIDEWAYS) is False


@pytest.mark.parametrize(("width", "height"), [*SIZES, (1024, 768), (820, 1180), (390, 844)])
def test_long_words_break_with_a_hyphen(at_desk: Page, width: int, height: int) -> None:
    at_desk.set_viewport_size({"width": width, "height": height})
    places = ".day-title, .tile h3, .tile dt, .tile-switch, .panel-title, [data-next]"
    assert at_desk.locator(places).count() > 20
    assert at_desk.evaluate(BROKEN_WORDS, places) == []
