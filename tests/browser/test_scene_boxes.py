"""Every scene of the wall, with 0, 12, 112 and 400 contributions and on every projector: nothing lies upon anything
else, no line is cut, nothing is beyond the screen, and head and clock keep their place.

One page is filled, resized and led from scene to scene; a café a scene would take minutes.
"""

import datetime as dt
import itertools
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from facilitation.services.wall import OF_STATION, SCENES
from tests.browser.boxes import FAULTS, PLACES
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import order
from tests.browser.serving import Server
from tests.conftest import DATA, hostile_texts, new_id, texts
from tests.documents.report import letterheads

COUNTS = (0, 12, 112, 400)
SIZES = ((1280, 720), (1920, 1080), (3840, 2160), (1024, 768))
ROWS = {
    "stations": ("0",),
    "station": ("1", "2", "3"),
    "strongest": ("s",),
    "cloud": ("w", "ArrowRight"),
    "countdown": ("c",),
    "code": ("q",),
    "programme": ("p",),
    "feedback": ("r",),
    "move": (),
}
"""Each kind of scene and the keys that show it; what the change shows comes by itself."""
LONG_WORDS = (
    "Migrant*innenselbstorganisationen und Donaudampfschifffahrtsgesellschaftskapitänsvereinigungen",
    "Erstens\n\nZweitens: gjpqyß ÄÖÜ\n \nĐổi mới, ắẵặ ểễệ, يجب أن نجتمع ٌّ",
)
FILL = """
async ([event, cards]) => {
  const scripts = document.querySelector("link[rel=stylesheet]").href.replace(/(css|built)\\/.*/, "js/");
  const { connect } = await import(scripts + "lib/net/socket.js");
  for (let from = 0; from < cards.length; from += 200) {
    const live = connect(); // another one, because nobody may send more than 300 messages between two pings
    await new Promise((resolve) => live.onOnline(resolve));
    for (const card of cards.slice(from, from + 200)) {
      const ack = await live.order("contribution.type_in", { event, kind: "idea", ...card });
      if (!ack.ok) {
        throw new Error(JSON.stringify([ack, card]));
      }
    }
  }
}
"""


def cards(server: Server, count: int) -> list[dict[str, Any]]:
    """As many cards, the awkward and the hostile texts first, all of them with dots."""
    awkward = json.loads((DATA / "awkward_texts.json").read_text(encoding="utf-8"))
    said = [(text, "de") for text in (*LONG_WORDS, *awkward["lists"], *hostile_texts())]
    said += [(awkward["chinese"], "zh"), (awkward["arabic"], "ar"), *((one["text"], one["lang"]) for one in texts())]
    made = itertools.islice(itertools.cycle(said), count)
    return [
        {
            "id": new_id(),
            "station": server.stations[number % 3],
            "text": text,
            "language": language,
            "by_hand": 5 + number % 7 if number < 30 else number % 4,
        }
        for number, (text, language) in enumerate(made)
    ]


LONG_TITLE = "Verlässlich arbeiten: Fördermittel und Räume für Migrant*innenorganisationen, Bürger*innenräte und alle"
SHORT_TITLES = (
    "Gleichstellungsbeauftragtenvertretung und Migrant*innenselbstorganisationen in Dresden"[:80],
    "Ổn định, gặp gỡ",
    "قاعات",
)
SAID = ("Bitte verlassen Sie jetzt das Gebäude durch die Türen zum Hof: Migrant*innenorganisationen zuerst. " * 3)[:200]
FIRST = re.compile(r'(?<=id="first">)(.*?)(?=</script>)', re.DOTALL)
LOOK = f"""
async (scenes) => {{
  const found = [];
  for (const [name, key] of scenes) {{
    document.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true }}));
    const isThere = () => document.body.dataset.scene === name
      && (name !== "cloud" || document.querySelector("[data-cloud]"));
    for (let tries = 0; tries < 3000 && !isThere(); tries += 1) {{
      await new Promise((resolve) => setTimeout(resolve, 10));
    }}
    const movesOn = document.body.hasAttribute("data-all-empty"); // the code takes what the columns do not need
    found.push([name, key, isThere() ? {FAULTS} : ["it does not come"], movesOn ? null : {PLACES}]);
  }}
  return found;
}}
"""
"""Leads the page by its own keys from scene to scene and measures each, without waiting for a frame to be painted."""


SLIDES = f"""
async () => {{
  const found = [];
  for (const slide of document.querySelectorAll("[data-deck] [data-slide]")) {{
    location.hash = slide.id;
    for (let tries = 0; tries < 3000 && !slide.matches("[data-current]"); tries += 1) {{
      await new Promise((resolve) => setTimeout(resolve, 5));
    }}
    found.push([slide.id, {FAULTS}]);
  }}
  return found;
}}
"""
"""Goes through the deck by its addresses and measures each slide."""


class Walls:
    """One wall, and the desk that leads it. What is at fault is gathered, so that one run tells all of it."""

    def __init__(self, server: Server, desk: Page, wall: Page) -> None:
        self.server, self.desk, self.wall = server, desk, wall
        self.cards = cards(server, max(COUNTS))
        self.there = 0
        self.faults: list[str] = []

    def fill(self, count: int) -> None:
        """Have so many contributions, and a few themes in the first station."""
        self.desk.evaluate(FILL, [self.server.event, self.cards[self.there : count]])
        self.there = count
        self.wall.keyboard.press("0")
        self.wall.wait_for_function(
            "(count) => [...document.querySelectorAll('[data-columns-place] [data-count]')]"
            ".reduce((sum, one) => sum + Number(one.textContent), 0) === count",
            arg=count,
        )

    def sort(self) -> None:
        """Put half of what is there into themes, with long and short titles, in every station."""
        titles = ("Räume", LONG_WORDS[0], "Was Schüler*innenvertretungen und Elternbeiräte gemeinsam erreichen können")
        for station in self.server.stations:
            ids = [one["id"] for one in self.cards[: self.there] if one["station"] == station]
            for number, title in enumerate(titles):
                id = new_id()
                self.order("cluster.add", id=id, station=station, title=title[:120])
                self.order("contribution.cluster", ids=ids[number::6], cluster=id)

    def look_at_slides(self) -> None:
        """Look at the presentation, which the same projector shows."""
        self.wall.goto(self.server.page("presentation"))
        for width, high in (SIZES[0], SIZES[-1]):
            self.wall.set_viewport_size({"width": width, "height": high})
            slides = self.wall.evaluate(SLIDES)
            assert len(slides) > 8
            self.faults += [f"slide {name}, {width}×{high}: {fault}" for name, found in slides for fault in found]

    def order(self, message: str, **payload: Any) -> None:
        order(self.desk, message, event=self.server.event, **payload)

    def look(self, *names: str, note: str = "", sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
        """Look at these kinds of scenes in every size."""
        shown = [(name, key) for name in names for key in ROWS[name] or ("Escape",)]
        for width, high in sizes:
            self.wall.set_viewport_size({"width": width, "height": high})
            places = set()
            for name, key, faults, place in self.wall.evaluate(LOOK, shown):
                where = f"{name} ({key}), {self.there} contributions, {width}×{high}{note}"
                self.faults += [f"{where}: {fault}" for fault in faults]
                places |= {tuple(place)} if place else set()
            if len(places) > 1:
                self.faults.append(f"head or clock move, {width}×{high}{note}: {sorted(places)}")


@pytest.fixture
def walls(own_server: Server, open_page: OpenPage) -> Walls:
    return Walls(
        own_server, open_page("desk", own_server.links["organiser"]), open_page("wall", own_server.links["wall"])
    )


def test_every_kind_of_scene_has_a_row(wall: Page, own_server: Server) -> None:
    wall.goto(own_server.links["wall"])
    kinds = wall.evaluate(
        """async () => {
          const scripts = document.querySelector("link[rel=stylesheet]").href.replace(/(css|built)\\/.*/, "js/");
          return (await import(scripts + "lib/model/scenes.js")).KINDS;
        }"""
    )
    assert set(ROWS) == set(kinds)
    assert {*SCENES, *OF_STATION} <= set(ROWS)


def test_nothing_is_cut_covered_or_moved_in_any_scene(walls: Walls) -> None:
    usual = tuple(name for name in ROWS if name not in ("feedback", "move"))
    walls.look(*usual, note=", before the first round", sizes=SIZES[:2])
    for count in COUNTS:
        walls.fill(count)
        if count == 112:
            walls.sort()
        walls.order("round.start", round=1)
        walls.look(*usual)
        walls.order("round.end")
        walls.wall.wait_for_function("() => document.body.dataset.scene === 'move'")
        walls.look("move")
    walls.look_at_slides()
    assert walls.faults == []


UNBROKEN = (
    ("ห้องประชุมสำหรับสมาคมผู้ย้ายถิ่นฐานในเมืองเดรสเดินและการสนับสนุนจากเทศบาลเมือง" * 3, "th"),
    ("我们希望城市为新移民提供更多的德语课程和托儿服务让父母可以安心学习" * 6, "zh"),
    ("فأسقيناكموها" * 25, "ar"),
    ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 5, "de"),
    ("https://example.org/" + "sehr-langer-pfad/" * 18, "de"),
    ("👩‍👩‍👧‍👦" * 60, "de"),
)
"""Texts without a blank at which a line could end."""
TITLES = {
    "Arabic": "مؤتمر منظمات المهاجرين والمهاجرات في مدينة دريسدن حول المشاركة والتمويل والقاعات واللغات والعمل وما بعد",
    "in one word": "Migrant*innenselbstorganisationsvertretungsbeauftragtenkonferenzvorbereitungsausschuss",
    "Chinese": "德累斯顿移民组织会议关于参与资金场所语言工作和未来的讨论以及与市政府的对话和共同的下一步计划" * 2,
    "Thai": UNBROKEN[0][0][:110],
}
"""Titles of an event, as long as one may be."""


def in_page(server: Server, wall: Page, stations: int, named: str = "", **values: Any) -> None:
    """Open the wall as if its event had so many stations with long titles and questions, and this state."""

    def told(route: Route) -> None:
        answer = route.fetch()
        begin, first, end = FIRST.split(answer.text(), maxsplit=1)
        page = json.loads(first)
        more = UNBROKEN if named else ()
        page["stations"] = [station(page["stations"][0], place, more) for place in range(1, stations + 1)]
        shown[:] = page["stations"]
        page["event_state"] |= {"event": "elsewhere", **values}  # of which the server says nothing that counts
        page["event"]["title"] = named or LONG_TITLE
        route.fulfill(response=answer, body=begin + json.dumps(page).replace("<", "\\u003c") + end)

    def planned(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"stations": shown})

    shown: list[Any] = []
    wall.unroute_all()
    wall.route(re.compile(r"/wall$"), told)
    wall.route(re.compile(r"/plan\.json"), planned)  # the wall asks for its address, and reads of other stations
    wall.goto(server.page("wall"))
    expect(wall.locator("body[data-scene]")).to_be_attached()


def station(like: dict[str, Any], place: int, more: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """A station as the page tells it, filled with awkward and hostile texts in every script."""
    slug = f"s{place}"
    said = [*more, *((text, "de") for text in (*LONG_WORDS, *hostile_texts()))]
    said += [(one["text"], one["lang"]) for one in texts()[place::9]]
    contributions = [
        {
            "id": new_id(),
            "station": slug,
            "number": number,
            "round": 1,
            "table": None,
            "kind": "idea",
            "language": language,
            "text": text,
            "german": None if language == "de" else LONG_TITLE,
            "author": None,
            "reply_to": None,
            "votes": number % 5 * place,
            "by_hand": 0,
            "state": "visible",
            "highlighted": False,
            "cluster": None,
            "merged_into": None,
            "photo": None,
            "edited": False,
            "created_at": 1_700_316_000 + 60 * number,
            "revision": number,
            "masked": None,
        }
        for number, (text, language) in enumerate(said, start=1)
    ]
    about: dict[str, Any] = {"short_title": SHORT_TITLES[place % 3], "question": f"{LONG_TITLE} {LONG_TITLE}"}
    change = {**like["change"], "station": slug, "contributions": contributions, "since": 0, "revision": 100}
    return {**like, **about, "slug": slug, "position": place, "change": change}


def moment(seconds: float) -> str:
    """So many seconds from now, as states tell it."""
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    return then.isoformat(timespec="milliseconds").replace("+00:00", "Z")


HALLS: list[tuple[int, str, dict[str, Any]]] = [
    (12, "round", {"round": 1, "title": LONG_TITLE[:110], "ends_at": 40, "announcement": SAID}),
    (12, "change", {"round": 1, "ended_at": -60, "announcement": SAID}),
    (6, "change", {"round": 1, "ended_at": -600}),
    (
        5,
        "round",
        {"round": 2, "title": "جمع الأفكار – Ổn định, ngồi lại", "ends_at": 900, "announcement": "Zeile\n" * 33},
    ),
    (4, "after", {"round": 3}),
    (2, "before", {"announcement": SAID}),
    (1, "round", {"round": 1, "title": None, "ends_at": -5}),
]
"""Stations, phase and state: `ends_at` and `ended_at` are seconds from now."""


def in_hall(server: Server, wall: Page, stations: int, phase: str, values: dict[str, Any]) -> None:
    """Open the wall as in this one of `HALLS`."""
    times: dict[str, Any] = {name: moment(values[name]) for name in ("ends_at", "ended_at") if name in values}
    said = {"text": values["announcement"], "until": moment(900)} if "announcement" in values else None
    state: dict[str, Any] = {"started_at": moment(-900), "ends_at": None, "ended_at": None, **values, **times}
    in_page(server, wall, stations, phase=phase, **state | {"announcement": said})


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_cut_with_long_titles_many_stations_and_what_the_organisers_say(
    server: Server, open_page: OpenPage, watch: Watch, direction: str
) -> None:
    watch.expect("ERR_BLOCKED_BY_LOCAL_NETWORK")  # a page that a test wrote has no connection: that is shown, too
    wall = open_page("wall", server.links["wall"], color_scheme="dark" if direction == "rtl" else "light")
    wall.add_init_script(
        f"document.addEventListener('readystatechange', () => {{ document.documentElement.dir = '{direction}' }})"
    )
    walls = Walls(server, wall, wall)
    for stations, phase, values in HALLS:
        in_hall(server, wall, stations, phase, values)
        keys = [name for name in ROWS if name not in ("feedback", "cloud", "move")]
        moving = ("move",) if phase == "change" else ()
        walls.look(*keys, *moving, note=f", {stations} stations, {phase}, {direction}", sizes=SIZES[1:])
    assert walls.faults == []


@pytest.mark.parametrize("title", TITLES)
def test_a_title_in_any_script_and_the_mark_of_a_rehearsal_leave_each_other_room(
    server: Server, open_page: OpenPage, watch: Watch, title: str
) -> None:
    watch.expect("ERR_BLOCKED_BY_LOCAL_NETWORK")
    wall = open_page("wall", server.links["wall"])
    walls = Walls(server, wall, wall)
    for stations, phase, values in HALLS[::3]:
        in_hall(server, wall, stations, phase, {**values, "named": TITLES[title], "rehearsal": True})
        expect(wall.locator("[data-rehearsal-mark]")).to_be_visible()
        keys = [name for name in ROWS if name not in ("feedback", "cloud", "move")]
        walls.look(*keys, note=f", {stations} stations, {phase}, {title} title", sizes=(SIZES[0], *SIZES[2:]))
    assert walls.faults == []


@pytest.mark.parametrize("logo", ["wide", "high"])
def test_the_organisers_logo_leaves_a_long_title_its_room(
    own_server: Server, open_page: OpenPage, watch: Watch, logo: str
) -> None:
    watch.expect("ERR_BLOCKED_BY_LOCAL_NETWORK")
    desk = open_page("desk", own_server.links["organiser"])
    desk.goto(own_server.page("report"))
    picture = letterheads.logo("png" if logo == "wide" else "jpg")
    desk.locator("#file-logo").set_input_files({"name": "logo", "mimeType": "image/png", "buffer": picture})
    desk.get_by_role("button", name="Hochladen: Logo").press("Enter")
    expect(desk.get_by_role("img", name="Ihr Logo")).to_be_visible()
    wall = open_page("wall", own_server.links["wall"])
    walls = Walls(own_server, wall, wall)
    for stations, phase, values in HALLS:
        in_hall(own_server, wall, stations, phase, values)
        wall.wait_for_function("document.querySelector('[data-head] [data-logo]')?.naturalWidth > 0")
        walls.look("stations", "strongest", "programme", note=f", {stations} stations, {phase}, {logo} logo")
    assert walls.faults == []


def test_what_has_no_room_comes_in_the_next_part(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("ERR_BLOCKED_BY_LOCAL_NETWORK")
    wall = open_page("wall", server.links["wall"])
    wall.clock.install()
    in_page(server, wall, 12, phase="round", round=1, title="Sammeln", ends_at=moment(1500), started_at=moment(0))
    wall.keyboard.press("s")
    parts = []
    for turn in range(2):
        expect(wall.locator("[data-below]")).to_have_text(f"Teil {turn + 1} von 2 · Runde 1: Sammeln")
        parts.append(set(wall.locator("[data-rank] [data-number]:visible").all_text_contents()))
        wall.clock.run_for(20_000)
    expect(wall.locator("[data-below]")).to_have_text("Teil 1 von 2 · Runde 1: Sammeln")
    assert all(parts)
    assert sum(len(part) for part in parts) == len(set().union(*parts)), "nothing is shown twice"
    wall.keyboard.press("Space")
    wall.clock.run_for(40_000)
    expect(wall.locator("[data-below]")).to_have_text("Teil 1 von 2 · Runde 1: Sammeln")


def test_all_groups_have_their_row_and_the_change_counts_down(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_BLOCKED_BY_LOCAL_NETWORK")
    wall = open_page("wall", server.links["wall"])
    wall.clock.install()
    in_page(server, wall, 12, phase="change", round=1, ended_at=moment(-240))
    seen = set()
    for _ in range(4):  # a part is shown for ten seconds by the clock, of which some may have passed
        rows = wall.locator("[data-way]").evaluate_all("all => all.map((one) => one.dataset.way)")
        assert len(rows) == 6
        seen |= set(rows)
        wall.clock.run_for(5_000)
    assert seen == {f"{place}-{place % 12 + 1}" for place in range(1, 13)}
    expect(wall.locator("[data-clock]")).to_have_text(re.compile(r"^00:[1-4]\d$"))
    expect(wall.locator("[data-below]")).to_have_text(re.compile(r"^Um \d\d:\d\d beginnt Runde 2: Lösungen$"))
    wall.clock.run_for(60_000)
    expect(wall.locator("[data-clock]")).to_have_text("00:00")
    expect(wall.locator("[data-below]")).to_have_text("Gleich beginnt Runde 2: Lösungen")
