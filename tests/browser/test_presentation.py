"""The deck in the hall: by keyboard, clicker and finger, in two windows, and what is hidden while it is shown."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.clocks import gone_within_a_second
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import CLOSED, OFFLINE, Neighbour, behind_door, order
from tests.browser.serving import Server
from tests.conftest import new_id

SWIPE = """
([from, to]) => {
  const frame = document.querySelector("[data-frame]");
  const finger = (x) => new Touch({ identifier: 1, target: frame, clientX: x, clientY: 400 });
  frame.dispatchEvent(new TouchEvent("touchstart", { touches: [finger(from)], changedTouches: [finger(from)] }));
  frame.dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [finger(to)] }));
}
"""
TOO_LARGE = """
() => {
  const body = document.querySelector("[data-current] .slide-body");
  return [body.scrollHeight > body.clientHeight, body.scrollWidth > body.clientWidth];
}
"""


def current(page: Page) -> Locator:
    return page.locator("[data-frame] [data-current]")


def is_at(page: Page, name: str) -> None:
    expect(current(page)).to_have_attribute("id", name)
    expect(page.locator("[data-frame] [data-slide]:visible")).to_have_count(1)


def test_going_through_it_by_keyboard_clicker_and_finger(own_server: Server, open_page: OpenPage) -> None:
    page = open_page("wall", own_server.links["wall"])
    page.goto(own_server.page("presentation"))
    is_at(page, "title")
    for key, name in [
        ("ArrowRight", "numbers"),
        ("PageDown", "s1-question"),
        (" ", "s2-question"),
        ("PageUp", "s1-question"),
        ("ArrowLeft", "numbers"),
        ("End", "thanks"),
        ("ArrowRight", "thanks"),
        ("Home", "title"),
        ("ArrowLeft", "title"),
    ]:
        page.keyboard.press(key)
        is_at(page, name)
    page.keyboard.press("b")
    expect(page.locator("[data-blank]")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("[data-blank]")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate(SWIPE, [900, 300])
    is_at(page, "numbers")
    page.evaluate(SWIPE, [300, 900])
    is_at(page, "title")
    page.evaluate("location.hash = 's3-question'")
    is_at(page, "s3-question")
    page.reload()
    is_at(page, "s3-question")
    assert violations(page) == []


def test_what_is_hidden_leaves_its_slide_within_a_second(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    guest = Neighbour(own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    guest.write("Das bleibt")
    hidden = guest.write("w" * 500)
    page = open_page("wall", own_server.links["wall"])
    page.clock.install()
    page.goto(own_server.page("presentation#s1-voices"))
    is_at(page, "s1-voices")
    expect(current(page).locator("[data-voice]")).to_have_text(["Das bleibt", "w" * 500])
    assert page.evaluate(TOO_LARGE) == [False, False]
    with gone_within_a_second(page, current(page).locator("[data-voice]").filter(has_text="w" * 500)):
        order(host, "contribution.hide", event=own_server.event, id=hidden)
    expect(current(page).locator("[data-voice]")).to_have_text(["Das bleibt"])
    is_at(page, "s1-voices")
    page.context.set_offline(True)
    expect(page.locator("[data-lost-place]")).to_contain_text("Keine Verbindung – Stand")
    guest.write("Kam indessen")
    expect(current(page).locator("[data-voice]")).to_have_text(["Das bleibt"])
    page.context.set_offline(False)
    expect(current(page).locator("[data-voice]")).to_have_text(["Das bleibt", "Kam indessen"])
    expect(page.locator("[data-lost-place]")).to_be_empty()
    page.goto(own_server.page(f"stations/{own_server.stations[0]}/summary"))
    expect(page.locator("[data-voice]")).to_have_text(["Das bleibt", "Kam indessen"])
    assert violations(page) == []


def test_next_steps_of_any_length_stay_on_their_slides(own_server: Server, open_page: OpenPage) -> None:
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    station = {"event": own_server.event, "station": own_server.stations[0]}
    numbered = " ".join(f"{n}. Punkt" for n in range(1, 31))
    for what, who, by_when in [
        *((numbered, "Amt", "Mai"), ("w" * 500, "Amt", "Mai"), ("房间和钥匙" * 60, "Amt", "Mai")),
        *(("Kurz", "Frau " * 60, "Mai"), ("Kurz", "Amt", "bis Ende " * 13), ("Noch einer", "Amt", "Mai")),
    ]:
        order(host, "measure.add", **station, id=new_id(), what=what, who=who, by_when=by_when)
    page = open_page("wall", own_server.links["wall"])
    page.goto(own_server.page("presentation"))
    names = page.eval_on_selector_all("[data-frame] [data-slide]", "all => all.map(({ id }) => id)")
    of_steps = [name for name in names if name.startswith("measures")]
    assert len(of_steps) > 2
    for name in of_steps:
        page.evaluate(f"location.hash = '{name}'")
        is_at(page, name)
        assert page.evaluate(TOO_LARGE) == [False, False], name


def test_whoever_speaks_leads_the_projector_and_arranges_the_deck(own_server: Server, open_page: OpenPage) -> None:
    speaker = open_page("desk", own_server.links["organiser"], color_scheme="dark")
    hall = speaker.context.new_page()
    hall.goto(own_server.page("presentation"))
    is_at(hall, "title")
    speaker.goto(own_server.page("presentation?presenter"))
    is_at(speaker, "title")
    expect(speaker.locator("[data-station-clock]")).to_have_text("–")
    speaker.get_by_role("button", name="Weiter").click()
    is_at(hall, "numbers")
    speaker.keyboard.press("PageDown")
    is_at(hall, "s1-question")
    expect(speaker.locator("[data-shown-notes]")).to_contain_text("Die Leitfrage vorlesen")
    expect(speaker.locator("[data-next]")).to_contain_text("Offene Verwaltung")
    hall.keyboard.press("PageDown")
    is_at(speaker, "s2-question")
    speaker.get_by_label("Eigene Notizen").fill("B wie Blumen")
    expect(speaker.locator("[data-notes-kept]")).to_have_text("Auf diesem Gerät gespeichert.")
    for width, height in ((1024, 768), (1440, 900)):
        speaker.set_viewport_size({"width": width, "height": height})
        for held in ("[data-station-clock]", "[data-next] .slide", "[data-own-notes]", "[data-current] .slide-foot"):
            expect(speaker.locator(held).first).to_be_in_viewport(ratio=0.99)
        expect(speaker.get_by_role("link", name="Zur Steuerung")).to_be_in_viewport(ratio=0.99)
    speaker.get_by_role("button", name="Dunkel").click()
    expect(hall.locator("[data-blank]")).to_be_visible()
    speaker.get_by_role("button", name="Dunkel").click()
    used = '{"2": 600000}'  # ten minutes at a rehearsal
    speaker.add_init_script(f"sessionStorage.setItem('cafe.deck.clocks.{own_server.event}', '{used}')")
    speaker.reload()
    clock = speaker.locator("[data-station-clock]")
    expect(clock).to_have_attribute("data-over", "")
    expect(speaker.get_by_label("Eigene Notizen")).to_have_value("B wie Blumen")
    speaker.get_by_role("button", name="Uhren zurücksetzen").click()
    expect(clock).not_to_have_attribute("data-over", "")
    up = speaker.get_by_role("button", name="Früher zeigen: Danke!")
    up.press("Enter")
    rows = speaker.locator("[data-row]")
    expect(rows.nth(4)).to_have_attribute("data-row", "thanks")
    expect(up).to_be_focused()
    speaker.get_by_role("checkbox", name="Der Tag in Zahlen").uncheck()
    speaker.get_by_role("button", name="Auswahl speichern").click()
    expect(hall.locator("[data-slide]")).to_have_count(5)
    is_at(hall, "s2-question")
    is_at(speaker, "s2-question")
    assert hall.eval_on_selector_all("[data-slide]", "all => all.map(({ id }) => id)") == [
        *("title", "s1-question", "s2-question", "thanks", "s3-question"),
    ]
    assert violations(speaker) == []
