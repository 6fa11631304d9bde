"""A guest's whole journey in two languages: Arabic on a phone of today, Vietnamese on a small one with large letters.

On each screen and in each state nothing is cut or sideways, everything runs from the page's own side, and what stands
in another language keeps its signs and numbers in order. `PICTURES=1` keeps a picture of each below
`.cache/browser/journeys/`.
"""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PICTURES, OpenPage, Watch
from tests.browser.drawn_text import FAULTS, TURNED
from tests.browser.people import OFFLINE, Neighbour, behind_door, card, join, order
from tests.browser.people import write as write_german
from tests.browser.serving import Server
from tests.conftest import new_id

FOLDER = PICTURES / "journeys"
SCREENS: dict[str, tuple[dict[str, int], int]] = {
    "ar": ({"width": 390, "height": 844}, 100),
    "vi": ({"width": 360, "height": 640}, 130),
}
"""Width and height, and the letters' size in per cent."""
LARGE = """
addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: %d%%; }");
  document.adoptedStyleSheets = [sheet];
});
"""
GERMAN = "Wir brauchen 3 Räume (bis 20:30 Uhr)!"
ARABIC = "الباب مغلق منذ الساعة 18:15!"
SAID = {
    "ar": ("غرفة للقاءات (حتى 20:30)!", "من لديه المفتاح؟", "شكراً جزيلاً!"),
    "vi": ("Một phòng để gặp nhau (đến 20:30)!", "Ai có chìa khóa?", "Xin cảm ơn!"),
}
"""A contribution, an answer, and a comment in the survey."""
NAME = {"ar": "Ada (Verein)", "vi": "Lan"}
Looks = Callable[..., None]


@pytest.fixture(params=SCREENS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def phone(open_page: OpenPage, language: str) -> Page:
    size, letters = SCREENS[language]
    page = open_page("phone", locale=language, viewport=size)
    page.add_init_script(LARGE % letters)
    return page


@pytest.fixture
def faults() -> dict[str, list[str]]:
    """What is wrong on which screen; told at the end of a test, all at once."""
    return {}


@pytest.fixture
def looks(phone: Page, language: str, faults: dict[str, list[str]]) -> Looks:
    """Measures a screen in a state."""

    def look(screen: str) -> None:
        if found := phone.evaluate(FAULTS) + phone.evaluate(TURNED):
            faults[screen] = found
        picture(phone, f"{language}-{screen}")

    return look


def picture(page: Page, name: str) -> None:
    if os.environ.get("PICTURES"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}.png")


def send(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("[data-send]").tap()
    expect(page.locator("[data-composer]")).to_have_attribute("data-state", "saved")


def test_from_the_first_scan_to_my_contributions(
    own_server: Server,
    open_page: OpenPage,
    phone: Page,
    looks: Looks,
    faults: dict[str, list[str]],
    language: str,
    watch: Watch,
) -> None:
    event, stations = own_server.event, own_server.stations
    text, answer, comment = SAID[language]
    neighbour = join(open_page("phone"), own_server)
    organiser = behind_door(own_server, own_server.links["organiser"])

    def say(message: str, **payload: Any) -> dict[str, Any]:
        return order(organiser, message, event=event, **payload)

    write_german(neighbour, GERMAN)
    order(
        neighbour,
        "contribution.add",
        event=event,
        station=stations[0],
        id=new_id(),
        text=ARABIC,
        kind="problem",
        language="ar",
    )
    # joining and writing
    phone.goto(own_server.links["stations"][stations[0]] + "?table=2")
    expect(card(phone, GERMAN)).to_have_count(1)
    expect(phone.locator("[data-votes-left]")).to_be_visible()
    looks("arrival")
    phone.locator("#name").fill(NAME[language])
    phone.locator("#text").fill(text)
    looks("arrival-typing")
    phone.locator("[data-send]").tap()
    mine = card(phone, text)
    expect(mine).to_have_count(1)
    expect(phone.locator("[data-composer]")).to_have_attribute("data-state", "saved")
    looks("saved")
    # answering, with every state of the composer on the way
    card(phone, GERMAN).locator('[data-do="reply"]').first.tap()
    expect(phone.locator("[data-context]")).to_be_visible()
    looks("answering")
    send(phone, answer)
    looks("answered")
    phone.locator("#text").fill(GERMAN)
    looks("typing-german")
    phone.locator("#text").fill("x" * 501)
    phone.locator("[data-send]").tap()
    expect(phone.locator("[data-composer]")).to_have_attribute("data-state", "refused")
    looks("too-long")
    phone.locator("#text").fill("")
    mine.locator('[data-do="edit"]').first.tap()
    expect(phone.locator("#text")).to_have_value(text)
    looks("editing")
    phone.locator("[data-context] button").tap()
    mine.locator('[data-do="withdraw"]').first.tap()
    expect(phone.locator("dialog[open]")).to_be_visible()
    looks("withdrawing")
    phone.locator("dialog[open] [data-do=keep], dialog[open] button").first.tap()
    # dots
    dot = card(phone, GERMAN).locator('[data-do="vote"]').first
    dot.tap()
    expect(dot).to_have_attribute("data-votes", "1")
    looks("dot-given")
    # without a connection
    watch.expect(OFFLINE)
    phone.context.set_offline(True)
    expect(phone.locator('[data-banner="offline"]')).to_be_visible()
    phone.locator("#text").fill(f"{answer} 2")
    phone.locator("[data-send]").tap()
    expect(phone.locator("[data-composer]")).to_have_attribute("data-state", "waiting")
    looks("offline")
    phone.context.set_offline(False)
    expect(phone.locator('[data-banner="offline"]')).to_have_count(0)
    expect(phone.locator("[data-composer]")).not_to_have_attribute("data-state", "waiting")
    # an announcement in another language, and a contribution that is hidden
    say("event.announce", text="Um 16:20 Uhr: Kaffee (im Foyer)!", minutes=30)
    expect(phone.locator('[data-banner="announcement"]')).to_be_visible()
    say("contribution.hide", id=card(phone, f"{answer} 2").get_attribute("data-contribution"), reason="names")
    expect(phone.locator("[data-hidden-note], .card-hidden").first).to_be_visible()
    looks("announced-and-hidden")
    say("event.announce", text="")
    # a round, its end, and the way to the next station
    say("round.start", round=1)
    expect(phone.locator("[data-clock]")).to_be_visible()
    looks("round")
    phone.locator("#text").fill(text[:9])
    say("round.end")
    expect(phone.locator("[data-ends]")).to_be_visible()
    looks("round-over-while-typing")
    phone.locator("#text").fill("")
    phone.reload()
    expect(phone.locator("[data-move][open]")).to_be_visible()
    looks("move")
    phone.locator('[data-do="other"], [data-do="choose"]').first.tap()
    looks("move-choosing")
    phone.goto(own_server.page(f"stations/{stations[1]}?table=1"))
    expect(phone.locator("[data-votes-left]")).to_be_visible()
    looks("moved")
    # what was said before
    host = behind_door(own_server, own_server.links["hosts"][stations[1]])
    for said in ("Vereine brauchen Räume (heute: 3)!", "الجمعيات بحاجة إلى غرف!"):
        order(host, "statement.add", event=event, station=stations[1], id=new_id(), text=said, round=1)
    say("round.start", round=2)
    phone.goto(own_server.page(f"stations/{stations[1]}"))
    phone.locator('[data-tab="handover"]').tap()
    expect(phone.locator("[data-panel=handover] [data-statement]")).to_have_count(2)
    looks("handover")
    phone.locator("[data-menu] summary").tap()
    expect(phone.locator(".menu-sheet")).to_be_visible()
    looks("menu")
    # the survey
    say("feedback.begin")
    phone.goto(own_server.page("feedback"))
    expect(phone.locator(".scale").first).to_be_visible()
    looks("survey")
    phone.locator("[data-survey] input[value='4']").first.check(force=True)
    phone.locator("[data-survey] textarea").fill(comment)
    phone.locator("[data-survey] [data-send], [data-send]").first.tap()
    expect(phone.locator("[data-composer], [data-saved], [role=status]").first).to_be_attached()
    looks("survey-given")
    # what is mine, and every other page that a guest reads
    pages = ("mine", "language", "me", "", "privacy", "accessibility", "imprint", "stations/nowhere")
    for page in pages:
        watch.expect("404")
        phone.goto(own_server.page(page))
        looks(re.sub(r"\W", "-", page) or "welcome")
    phone.goto(own_server.page("mine"))
    expect(phone.locator("main")).to_contain_text(text)
    phone.locator("details summary").last.tap()
    looks("mine-open")
    assert faults == {}


TURNED_BACK = {
    "a sign before": '<p dir="rtl">Räume!</p>',
    "minutes first": '<p><bdo dir="rtl">20:30</bdo></p>',
    "keeps to the left": '<p style="text-align: left">نص</p>',
    "floats to the right": '<p style="float: right">نص</p>',
    ".band-time is read before .band > .sign": "<style>.band { direction: ltr !important; }</style>",
    "[data-send] is read before #text": "<style>.composer-field { direction: ltr !important; }</style>",
    "points back": "<style>.icon-turns { transform: none !important; }</style>",
}
"""What is told of a page, and what is added to it that makes it so."""


def test_what_is_turned_round_would_be_noticed(server: Server, open_page: OpenPage) -> None:
    page = open_page("phone", locale="ar", bypass_csp=True)
    page.goto(server.links["stations"][server.stations[0]])
    expect(page.locator("[data-votes-left]")).to_be_visible()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p><svg class=\"icon icon-turns\"></svg>نص</p>')")
    assert page.evaluate(TURNED) == []
    for told, added in TURNED_BACK.items():
        page.evaluate(
            "html => { const one = document.createElement('div'); one.id = 'added'; one.innerHTML = html;"
            " document.querySelector('#main').prepend(one); }",
            added,
        )
        found = page.evaluate(TURNED)
        assert [one for one in found if one.startswith(told)], (told, found)
        page.evaluate("document.getElementById('added').remove()")


def test_wall_and_presentation_keep_german_and_arabic_in_order_beside_each_other(
    own_server: Server, open_page: OpenPage
) -> None:
    event, station = own_server.event, own_server.stations[0]
    guest = Neighbour(own_server)
    for text, language in ((GERMAN, "de"), (ARABIC, "ar"), ("3 غرف (حتى 20:30)؟", "ar"), ("Wer hat Zeit?", "de")):
        guest.write(text, language)
    host = behind_door(own_server, own_server.links["hosts"][station])
    for said in ("Vereine brauchen Räume (heute: 3)!", "الجمعيات بحاجة إلى غرف (اليوم: 3)!"):
        order(host, "statement.add", event=event, station=station, id=new_id(), text=said)
    faults = {}
    hall = open_page("wall", own_server.links["wall"])
    expect(hall.locator(f'[data-contribution] [lang="ar"]:text-is("{ARABIC}")').first).to_be_visible()
    faults["wall"] = hall.evaluate(TURNED)
    picture(hall, "wall")
    hall.goto(own_server.page("presentation"))
    for place in range(6):
        faults[f"slide {place}"] = hall.evaluate(TURNED)
        picture(hall, f"slide-{place}")
        hall.keyboard.press("ArrowRight")
    assert {screen: found for screen, found in faults.items() if found} == {}
