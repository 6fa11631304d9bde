"""The wall's scenes: chosen at the desk, with the keyboard, or taking turns; nothing is cut, nothing hidden is seen."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.axe import violations
from tests.browser.clocks import gone_within_a_second
from tests.browser.conftest import OpenPage
from tests.browser.people import Away, behind_door, order
from tests.browser.serving import Server
from tests.browser.test_wall import CUT, FITS
from tests.conftest import new_id, texts

FEW = 40
SIZES = ((1280, 720), (1366, 768), (1920, 1080), (1920, 1200), (2560, 1440), (3840, 2160))
"""What projectors and screens in halls have."""
LONG = "Donaudampfschifffahrt" * 20
# Words, bars and ranks that are to be seen and do not fit into the picture, or lie upon each other.
OUTSIDE = """
(() => {
  const { clientWidth: width, clientHeight: height } = document.scrollingElement;
  const shown = `[data-words] li, [data-theme], .strong, .wall-next li, .wall-left, .wall-url,
    .cloud-legend li`;
  const seen = [...document.querySelectorAll(shown)].filter((one) => one.offsetHeight);
  const boxes = new Map(seen.map((one) => [one, one.getBoundingClientRect()]));
  const isOut = ({ left, right, bottom }) => left < -1 || right > width + 1 || bottom > height + 1;
  const apart = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 12;
  const cross = (a, b) => !apart(a, b) && !apart(b, a);
  const words = seen.filter((one) => one.matches("[data-words] li, .strong, .cloud-legend li"));
  const meets = (one) => words.some((other) => other !== one && cross(boxes.get(one), boxes.get(other)));
  const upon = words.filter(meets);
  return [...seen.filter((one) => isOut(boxes.get(one))), ...upon].map((one) => one.textContent);
})()
"""


@pytest.fixture
def desk(server: Server, filled: set[str]) -> Away:
    """The organisers' desk."""
    desk = behind_door(server, server.links["organiser"])
    if server.url not in filled:
        filled.add(server.url)
        fill(desk, server)
    return desk


@pytest.fixture
def own_desk(own_server: Server, open_page: OpenPage) -> Page:
    """The desk of a café of its own, filled: a test that runs rounds leaves nothing running for another one."""
    fill(behind_door(own_server, own_server.links["organiser"]), own_server)
    return open_page("desk", own_server.links["organiser"])


def fill(desk: Away, server: Server) -> None:
    """Contributions in every script, a word without end, themes, dots."""
    themes: dict[tuple[str, str], list[str]] = {}
    rows = [{"station": 1, "text": LONG, "lang": "de", "theme": "lang"}, *texts()[:FEW]]
    for number, row in enumerate(rows):
        station, id = server.stations[row["station"] - 1], new_id()
        said = {"text": row["text"], "kind": "idea", "language": row["lang"]}
        order(desk, "contribution.type_in", id=id, event=server.event, station=station, by_hand=number % 9, **said)
        themes.setdefault((station, row["theme"]), []).append(id)
    for (station, title), ids in themes.items():
        cluster = new_id()
        order(desk, "cluster.add", id=cluster, event=server.event, station=station, title=title)
        order(desk, "contribution.cluster", event=server.event, ids=ids, cluster=cluster)


def scene(wall: Page, name: str) -> None:
    """Wait until the wall shows it."""
    expect(wall.locator(f'body[data-scene="{name}"]')).to_have_count(1)


SEEN = {
    "0": ("stations", "[data-column]"),
    "1": ("station", "[data-depth] [data-theme]"),
    "s": ("strongest", ".strong"),
    "w": ("cloud", "[data-words] li"),
    "c": ("countdown", ".wall-left"),
    "q": ("code", "[data-code] svg"),
    "p": ("programme", ".wall-next li"),
}


@pytest.mark.parametrize(("width", "height", "scheme"), [(1920, 1080, "light"), (3840, 2160, "dark")])
def test_every_scene_by_keyboard_and_nothing_is_cut(
    desk: Away, server: Server, open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    size: Any = {"width": width, "height": height}
    wall = open_page("wall", server.links["wall"], viewport=size, color_scheme=scheme)
    for key, (name, shown) in SEEN.items():
        wall.keyboard.press(key)
        scene(wall, name)
        expect(wall.locator(shown).first).to_be_visible()
        assert wall.evaluate(FITS), name
        assert (wall.evaluate(OUTSIDE), wall.evaluate(CUT)) == ([], []), name
        assert violations(wall) == [], name
    for key, name in (("w", "cloud"), ("s", "strongest"), ("1", "station"), ("0", "stations")):
        wall.keyboard.press(key)
        scene(wall, name)
        for wide, high in SIZES:
            wall.set_viewport_size({"width": wide, "height": high})
            wall.wait_for_function(f"() => (({OUTSIDE}).length || ({CUT}).length) === 0")
    wall.set_viewport_size(size)
    wall.keyboard.press("p")
    scene(wall, "programme")
    wall.keyboard.press("?")
    expect(wall.get_by_role("complementary", name="Tasten")).to_be_visible()
    assert violations(wall) == []
    wall.keyboard.press("Escape")
    expect(wall.get_by_role("complementary", name="Tasten")).to_be_hidden()
    scene(wall, "programme")
    wall.keyboard.press("b")
    expect(wall.locator("[data-blank]")).to_be_visible()
    wall.keyboard.press("PageDown")
    expect(wall.locator("[data-blank]")).to_be_hidden()
    scene(wall, "programme")
    wall.keyboard.press("PageDown")
    scene(wall, "stations")
    wall.keyboard.press("ArrowLeft")
    scene(wall, "programme")
    wall.keyboard.press("Escape")
    scene(wall, "stations")


def test_the_desk_chooses_and_what_is_hidden_leaves_every_scene_within_a_second(
    own_desk: Page, own_server: Server, open_page: OpenPage
) -> None:
    wall = open_page("wall")
    wall.clock.install()
    wall.goto(own_server.links["wall"])
    station = own_server.stations[1]
    said = {"text": "Für alle ein Geheimnis", "kind": "idea", "language": "de", "by_hand": 50}
    choice = own_desk.get_by_role("combobox", name="Auf der Leinwand")
    for chosen, shown in (("cloud", "Geheimnis"), ("strongest", said["text"]), (f"station:{station}", said["text"])):
        choice.select_option(chosen)
        scene(wall, chosen.split(":")[0])
        ids = [new_id() for _ in range(3)]
        for id in ids:
            order(own_desk, "contribution.type_in", id=id, event=own_server.event, station=station, **said)
        word = wall.locator("[data-scene-place]").get_by_text(str(shown), exact=True)
        expect(word.first).to_be_visible()
        with gone_within_a_second(wall, word):
            for id in ids:
                order(own_desk, "contribution.hide", id=id, event=own_server.event, reason="")
        expect(word).to_have_count(0)
    wall.reload()
    scene(wall, "station")
    wall.keyboard.press("w")
    scene(wall, "cloud")
    order(own_desk, "round.start", event=own_server.event, round=1)
    scene(wall, "station")
    order(own_desk, "round.end", event=own_server.event)
    scene(wall, "move")
    order(own_desk, "round.start", event=own_server.event, round=2)
    choice.select_option("")
    scene(wall, "stations")
    order(own_desk, "round.end", event=own_server.event)


def test_scenes_take_turns_and_the_wall_does_not_grow_over_a_long_day(
    own_desk: Page, own_server: Server, open_page: OpenPage
) -> None:
    order(own_desk, "round.start", event=own_server.event, round=3)
    wall = open_page("wall")
    wall.clock.install()
    wall.goto(own_server.links["wall"])
    scene(wall, "stations")
    devtools = wall.context.new_cdp_session(wall)
    seen = set()
    sizes = []
    for hour in range(1, 4):
        for minute in range(20):
            if minute % 5 == 0:
                said = {"text": f"Stunde {hour}, Minute {minute}", "kind": "idea", "language": "de"}
                station = own_server.stations[minute % 3]
                id = new_id()
                order(own_desk, "contribution.type_in", id=id, event=own_server.event, station=station, **said)
                order(own_desk, "contribution.hide", id=id, event=own_server.event, reason="")
            wall.clock.run_for(21_000)
            seen.add(wall.evaluate("document.body.dataset.scene"))
        wall.keyboard.press("0")  # the same picture each time
        scene(wall, "stations")
        wall.clock.run_for(10_000)
        sizes.append(size(devtools))
        wall.keyboard.press("Escape")
    assert seen == {"stations", "station", "strongest", "cloud"}
    (_, middle, end) = sizes
    assert end["Nodes"] <= middle["Nodes"] * 1.1
    assert end["JSEventListeners"] <= middle["JSEventListeners"] + 5
    assert end["JSHeapUsedSize"] <= middle["JSHeapUsedSize"] * 1.1


def size(devtools: CDPSession) -> dict[str, float]:
    """What the page holds once what nobody needs is gone."""
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.collectGarbage")
    return {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
