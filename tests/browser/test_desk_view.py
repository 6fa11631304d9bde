"""What an organiser needs during a round stands in one view, with one station, with four and with six."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from facilitation import seed
from facilitation.extensions import db
from facilitation.models import Station
from facilitation.services import events
from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, order
from tests.browser.serving import Server, serve_quickly
from tests.conftest import fill
from tests.load.filling import write_into
from tests.prepared import prepared

MORE = ("Jugend & Bildung", "Frauen & Ehrenamt", "Gesundheitsförderung", "Öffentlichkeitsarbeit", "Sport", "Sprache")
ONE_VIEW = 6
SMALL = {"de": 1240, "en": 1400}
"""So many stations at most stand in one view in so narrow a window; of more, what concerns all of them does."""
VISIBLE, PENDING = 62, 34
SAID = "Bitte die Fenster schließen: Im Hof wird gleich gemäht, und danach gibt es Kaffee und Kuchen im Foyer."
SIZES = [(1180, 820), (1280, 720), (1280, 800), (1440, 900)]
SMALLER = [(1024, 768), (820, 1180), (390, 844), (320, 640)]
NEEDED = """
[data-conductor] [data-kicker], [data-conductor] [data-title], [data-clock], [data-conductor] button,
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
CUT_CHOICES = """
() => [...document.querySelectorAll("[data-announce] select, #wall-scene, #newcomers-door")].filter((one) => {
  const style = getComputedStyle(one);
  const said = document.createElement("span");
  said.style.cssText = `position: absolute; white-space: nowrap; letter-spacing: ${style.letterSpacing}`;
  said.style.font = style.font;
  said.textContent = one.selectedOptions[0].textContent;
  document.body.append(said);
  const needs = said.getBoundingClientRect().width;
  said.remove();
  return needs > one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}).map((one) => one.selectedOptions[0].textContent)
"""
"""What is chosen and is not seen whole."""
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
PAST_THE_EDGE = """
() => [...document.querySelectorAll(".desk-side .panel-title > *, .desk-pair .button, .doors b")].filter((one) => {
  const panel = one.closest(".panel");
  const room = panel.getBoundingClientRect();
  const edge = parseFloat(getComputedStyle(panel).paddingInlineEnd);
  const said = document.createRange();
  said.selectNodeContents(one);
  const box = said.getBoundingClientRect();
  return box.left < room.left + edge - 1 || box.right > room.right - edge + 1;
}).map((one) => one.textContent)
"""
"""What stands in the edge of its panel, which is to be free."""
SIDEWAYS = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


def make(stations: int) -> None:
    """An event with so many stations, in each of which there is something to read."""
    plan: dict[str, Any] = seed.plan()
    known = plan["stations"]
    plan["stations"] = known[:stations] + [
        {**known[0], "slug": f"station-{n}", "position": n, "short_title": MORE[n % len(MORE)]}
        for n in range(len(known) + 1, stations + 1)
    ]
    created = events.create(plan, today=dt.datetime.now(dt.UTC).date())
    for station in db.session.scalars(select(Station).where(Station.event_id == created.id)):
        write_into(station, VISIBLE + PENDING, "Ein Raum, der auch am Abend offen ist", pending=PENDING)


@pytest.fixture(scope="module", params=[1, 4, 6, 12])
def server(
    request: pytest.FixtureRequest, migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A café with so many stations."""
    count: int = request.param
    folder = prepared(tmp_path_factory, f"stations-{count}", lambda new: fill(new, lambda: make(count), migrated))
    with serve_quickly(tmp_path_factory.mktemp("desk") / "data", folder) as running:
        yield running


@pytest.fixture
def at_desk(server: Server, open_page: OpenPage) -> Page:
    """The desk in the middle of a round: something is announced, two tables have their tablet, the others don't."""
    other = behind_door(server, server.links["organiser"])
    state = order(other, "event.open", event=server.event)["event_state"]
    if state["phase"] == "before":
        order(other, "round.start", event=server.event, round=2)
        order(other, "event.announce", event=server.event, minutes=30, text=SAID, was=None)
    for station in server.stations[:2]:
        host = behind_door(server, server.links["hosts"][station])
        order(host, "station.open", event=server.event, station=station, since=0, audience="hosts")
    page = open_page("desk", server.links["organiser"])
    expect(page.locator("[data-said-text]")).to_have_text(SAID)
    expect(page.locator('[data-tablet="online"]')).to_have_count(len(server.stations[:2]))
    expect(page.locator('[data-figure="waiting"]')).to_have_text([str(PENDING)] * len(server.stations))
    expect(page.locator("[data-alarm-text]")).to_have_count(len(server.stations[2:]))
    return page


def language(page: Page, server: Server, code: str) -> None:
    page.goto(server.page(f"organise?lang={code}"))
    expect(page.locator("[data-said-text]")).to_have_text(SAID)
    expect(page.locator("[data-alarm-text]")).to_have_count(len(server.stations[2:]))


def test_what_a_round_needs_is_in_one_view(server: Server, at_desk: Page) -> None:
    for code in ("de", "en"):
        language(at_desk, server, code)
        for width, height in SIZES:
            tiles = len(server.stations) <= ONE_VIEW or width > SMALL[code]
            needed = f"{NEEDED}, [data-tile]" if tiles else NEEDED
            at_desk.set_viewport_size({"width": width, "height": height})
            here = (code, width, height)
            sight = at_desk.evaluate(OUT_OF_SIGHT, needed)
            assert (here, sight["hidden"]) == (here, [])
            assert sight["count"] == 17 + tiles * len(server.stations)
            assert (here, at_desk.evaluate(OVERLAPS)) == (here, [])
            assert (here, at_desk.evaluate(CUT_CHOICES)) == (here, [])
            assert at_desk.evaluate(SIDEWAYS) is False


def test_smaller_screens_show_all_of_it_below_each_other(at_desk: Page) -> None:
    for width, height in SMALLER:
        at_desk.set_viewport_size({"width": width, "height": height})
        for direction in ("ltr", "rtl"):
            at_desk.evaluate("direction => { document.documentElement.dir = direction; }", direction)
            here = (direction, width)
            assert (here, at_desk.evaluate(OVERLAPS)) == (here, [])
            assert (here, at_desk.evaluate(SIDEWAYS)) == (here, False)


def test_long_words_break_with_a_hyphen(at_desk: Page) -> None:
    places = ".day-title, .tile h3, .tile dt, .tile-switch, .panel-title, .doors b, [data-next]"
    assert at_desk.locator(places).count() > 20
    for width, height in [*SIZES, *SMALLER]:
        at_desk.set_viewport_size({"width": width, "height": height})
        assert (width, at_desk.evaluate(BROKEN_WORDS, places)) == (width, [])


def test_titles_links_and_names_keep_out_of_the_edge_of_their_panel(at_desk: Page) -> None:
    for width, height in [*SIZES, *SMALLER]:
        at_desk.set_viewport_size({"width": width, "height": height})
        assert (width, at_desk.evaluate(PAST_THE_EDGE)) == (width, [])


def test_a_short_name_of_an_event_is_whole_on_a_tablet(at_desk: Page) -> None:
    cut = """() => {
      const title = document.querySelector(".desk-top h1");
      title.textContent = "Stadtteildialog";
      return title.scrollWidth > title.clientWidth;
    }"""
    for width, height in SIZES + SMALLER[:1]:
        at_desk.set_viewport_size({"width": width, "height": height})
        assert (width, at_desk.evaluate(cut)) == (width, False)


def test_a_tile_of_many_keeps_the_rest_folded(server: Server, at_desk: Page) -> None:
    first = at_desk.locator("[data-tile]").first
    unfold = first.get_by_role("button", name="Mehr: Punkte, Kernaussagen, Freigabe")
    if len(server.stations) < 5:
        expect(unfold).to_have_count(0)
        expect(first.get_by_role("switch")).to_be_visible()
        return
    expect(first.get_by_role("switch")).to_have_count(0)
    unfold.press("Enter")
    expect(unfold).to_have_attribute("aria-expanded", "true")
    expect(first.locator('[data-figure="votes"]')).to_have_text("0")
    expect(first.get_by_role("switch", name="Neue Beiträge erst nach Freigabe zeigen")).to_be_visible()
    assert at_desk.evaluate(OVERLAPS) == []
    unfold.press("Enter")
    expect(first.get_by_role("switch")).to_have_count(0)
