"""A round on the host's tablet and the group's phones: what was before, what to talk about, how much time is left."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.browser.boards import board, let_stand, paper, said, state_one, tell
from tests.browser.clocks import stop_the_clock
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, SAVED, Away, Neighbour, behind_door, card, join, line, order, runs_down, write
from tests.browser.serving import Server
from tests.test_tokens import contrast

AUDIO = """
window.notes = 0;
class Sounds {
  currentTime = 0;
  destination = {};
  resume() { return Promise.resolve(); }
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (next) => next };
  }
  createOscillator() {
    return { frequency: {}, connect: (next) => next, stop() {}, start() { window.notes += 1; } };
  }
}
window.AudioContext = Sounds;
"""
LEAST_CONTRAST = 4.5
"""WCAG 1.4.3, for text of any size."""
COLOURS = """
(place) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    const [red, green, blue, opacity = 1] = parts(getComputedStyle(one).backgroundColor);
    return opacity === 1 || !one.parentElement ? [red, green, blue] : ground(one.parentElement);
  };
  return [place, ...place.querySelectorAll("*")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => [one.textContent.trim(), parts(getComputedStyle(one).color).slice(0, 3), ground(one)]);
}
"""
"""What stands in a place, each with its colour and that of its ground."""


@pytest.fixture
def organiser(own_server: Server) -> Away:
    return behind_door(own_server, own_server.links["organiser"])


def start(organiser: Away, server: Server, round: int) -> None:
    order(organiser, "round.start", event=server.event, round=round)


def next_round(organiser: Away, server: Server, round: int) -> None:
    order(organiser, "round.end", event=server.event)
    start(organiser, server, round)


def test_a_new_group_is_told_what_happened_before(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    start(organiser, own_server, 1)
    host, other = board(open_page("tablet"), own_server), board(open_page("tablet"), own_server)
    stays = join(open_page("phone"), own_server)
    write(stays, "Ein Proberaum")
    expect(card(host, "Ein Proberaum")).to_have_count(1)
    let_stand(host)
    state_one(host, "Vereine brauchen Räume.")
    stays.get_by_label("Ihr Beitrag").fill("Mitten im Satz")
    next_round(organiser, own_server, 2)
    dialog = host.locator("dialog[data-telling]")
    expect(dialog.locator("[data-told]")).to_have_text(["Vereine brauchen Räume."])
    tell(host)
    expect(host.locator('[data-banner="telling"]')).to_have_count(0)
    # one who writes is not interrupted
    expect(stays.locator('[data-banner="handover"]')).to_be_visible()
    expect(stays.get_by_label("Ihr Beitrag")).to_have_value("Mitten im Satz")
    stays.get_by_role("button", name="Bisher gesagt").click()
    expect(stays.locator("[data-panel=handover] [data-statement]")).to_have_text(re.compile("Vereine brauchen Räume"))
    expect(stays.locator('[data-banner="handover"]')).to_have_count(0)
    # one who scans for the first time sees the question first, and is told that there is more
    new = open_page("phone")
    new.goto(own_server.links["stations"][own_server.stations[0]])
    expect(new.locator('[data-banner="handover"]')).to_be_visible()
    expect(new.locator("[data-ask]")).to_be_visible()
    expect(new.locator("[data-panel=handover]")).to_be_hidden()
    # one who comes from another table reads first, and only once
    comes = open_page("phone")
    join(comes, own_server, 1)
    comes.goto(own_server.links["stations"][own_server.stations[0]])
    expect(comes.locator("[data-panel=handover]")).to_be_visible()
    comes.get_by_role("button", name="Beitrag schreiben").click()
    expect(comes.get_by_label("Ihr Beitrag")).to_be_focused()
    comes.reload()
    expect(comes.locator("[data-votes-left]").first).to_be_visible()
    expect(comes.locator("[data-panel=handover]")).to_be_hidden()
    # each tablet of the station for itself
    tell(other)


def test_a_rounds_end_takes_no_word_away(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    start(organiser, own_server, 1)
    writes, idle = join(open_page("phone"), own_server, table=2), join(open_page("phone"), own_server)
    field = writes.get_by_label("Ihr Beitrag")
    field.fill("Mitten im Satz")
    order(organiser, "round.end", event=own_server.event)
    expect(idle.locator("[data-move][open] [data-left]")).to_have_text(runs_down(5))
    expect(writes.locator("[data-ends]")).to_contain_text("Die Runde ist zu Ende.")
    expect(field).to_be_focused()
    expect(field).to_have_value("Mitten im Satz")
    expect(writes.locator("[data-move]")).to_be_hidden()
    expect(writes.get_by_label("hier abgeben")).to_be_checked()
    expect(line(writes)).to_have_text("Pfeil sendet an Station 1")
    for width, height in ((360, 360), (844, 200)):  # the keyboard is open
        writes.set_viewport_size({"width": width, "height": height})
        expect(writes.get_by_role("button", name="Art des Beitrags: Idee")).to_be_visible()
        assert writes.locator(".phone-dock").evaluate("dock => dock.offsetHeight * 2 <= innerHeight"), (width, height)
    writes.set_viewport_size({"width": 390, "height": 844})
    # here it still counts to the round that has ended
    writes.get_by_role("button", name="Senden").click()
    expect(line(writes)).to_have_text(SAVED)
    change = writes.request.get(own_server.page(f"stations/{own_server.stations[0]}.json")).json()
    assert [(one["text"], one["round"]) for one in change["contributions"]] == [("Mitten im Satz", 1)]
    # a text that is left there is found again, and another goes along
    field.fill("Für unterwegs")
    writes.get_by_label("mitnehmen").check(force=True)
    expect(line(writes)).to_have_text("Text kommt mit zu Station 2")
    writes.get_by_role("button", name="Senden").click()
    expect(writes).to_have_url(f"{own_server.page(f'stations/{own_server.stations[1]}')}?table=2")
    expect(field).to_have_value("Für unterwegs")
    expect(writes.locator('[data-banner="left"]')).to_have_count(0)
    writes.goto(own_server.page(f"stations/{own_server.stations[2]}"))
    expect(writes.locator('[data-banner="left"]')).to_contain_text("Für unterwegs")
    writes.get_by_role("button", name="Hierher holen").click()
    expect(field).to_have_value("Für unterwegs")
    expect(writes.locator('[data-banner="left"]')).to_have_count(0)
    writes.goto(own_server.page(f"stations/{own_server.stations[1]}"))
    expect(field).to_have_value("")


def test_a_host_who_writes_is_not_interrupted(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    start(organiser, own_server, 1)
    host = board(open_page("tablet"), own_server)
    state_one(host, "Vereine brauchen Räume.")
    paper(host).fill("Halb abgetippt")
    next_round(organiser, own_server, 2)
    expect(host.locator('[data-banner="telling"]')).to_be_visible()
    expect(host.locator("dialog[data-telling]")).to_be_hidden()
    expect(host.get_by_label("Text der Karte")).to_be_focused()
    host.get_by_role("button", name="Vorlesen, was bisher gesagt wurde").tap()
    tell(host)
    expect(host.get_by_label("Text der Karte")).to_have_value("Halb abgetippt")


def test_the_first_round_has_nothing_to_be_told(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    host, phone = board(open_page("tablet"), own_server), join(open_page("phone"), own_server)
    state_one(host, "Schon vorher gesagt.", "Ganze Station")
    start(organiser, own_server, 1)
    expect(host.locator("[data-phase]")).to_have_text("Runde 1 von 3")
    for page in (host, phone):
        expect(page.locator("[data-banner]")).to_have_count(0)
    expect(host.locator("dialog[data-telling]")).to_be_hidden()


def test_the_round_at_a_glance(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    host = board(open_page("tablet"), own_server)
    first, second = Neighbour(own_server), Neighbour(own_server)
    for guest in (first, second):
        order(guest, "station.open", event=own_server.event, station=guest.station, since=0)
    expect(host.locator("[data-question]")).to_contain_text("Was brauchen")
    first.write("Vor der Runde zählt nicht")
    expect(host.locator("[data-silent]")).to_have_count(0)
    start(organiser, own_server, 1)
    expect(host.locator("[data-round-title]")).not_to_be_empty()
    expect(host.locator("[data-silent]")).to_have_text("Noch ohne Beitrag: 2 von 2")
    first.write("Der erste Beitrag")
    expect(host.locator("[data-silent]")).to_have_text("Noch ohne Beitrag: 1 von 2")


def test_the_last_minutes_are_announced_and_can_be_heard(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    start(organiser, own_server, 1)
    host = open_page("tablet")
    host.add_init_script(AUDIO)
    host.clock.install(time=dt.datetime.now(dt.UTC))
    board(host, own_server)
    near = host.locator("[data-round]").first
    expect(near).to_have_attribute("data-near", "")
    host.context.set_offline(True)  # the server's clock goes on as ever
    stop_the_clock(host)
    host.clock.run_for(1_000)
    minutes = int(host.locator("[data-clock]").inner_text().split(":")[0])
    host.clock.fast_forward((minutes - 5) * 60_000)
    host.clock.run_for(61_000)
    expect(near).to_have_attribute("data-near", "5")
    expect(said(host)).to_have_text("Noch 5 Minuten")
    assert host.evaluate("window.notes") == 0
    host.get_by_label("Ton kurz vor Rundenende").check()
    assert host.evaluate("window.notes") == 2
    host.clock.run_for(4 * 60_000)
    expect(near).to_have_attribute("data-near", "1")
    expect(said(host)).to_have_text("Letzte Minute")
    assert host.evaluate("window.notes") == 4
    host.context.set_offline(False)
    host.reload()
    expect(host.get_by_label("Ton kurz vor Rundenende")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_board_says_that_time_is_up_and_until_when_can_be_read_to_the_end(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch, scheme: str
) -> None:
    watch.expect(OFFLINE)
    start(organiser, own_server, 1)
    host = open_page("tablet", color_scheme=scheme)
    host.clock.install(time=dt.datetime.now(dt.UTC))
    board(host, own_server)
    place = host.locator("[data-round]").first
    expect(place).to_have_attribute("data-near", "")
    host.context.set_offline(True)  # the server's clock goes on as ever
    stop_the_clock(host)
    host.clock.run_for(1_000)
    minutes, seconds = map(int, host.locator("[data-clock]").inner_text().split(":"))
    host.clock.fast_forward((minutes * 60 + seconds - 330) * 1_000)
    for near, wait, said_there in (
        ("", 1, "Runde 1 von 3"),
        ("5", 60, "Runde 1 von 3"),
        ("1", 4 * 60, "Letzte Minute"),
        ("1", 60, "Die Zeit ist um"),
    ):
        host.clock.run_for(wait * 1_000)
        expect(place).to_have_attribute("data-near", near)
        expect(host.locator("[data-phase]")).to_have_text(said_there)
        expect(host.locator("[data-until]")).to_have_text(re.compile(r"^bis \d\d:\d\d$"))
        read = {text: contrast(hexadecimal(one), hexadecimal(other)) for text, one, other in place.evaluate(COLOURS)}
        assert {said_there, host.locator("[data-until]").inner_text()} <= read.keys(), said_there
        assert {text: value for text, value in read.items() if value < LEAST_CONTRAST} == {}
    expect(host.locator("[data-clock]")).to_have_text("00:00")


def hexadecimal(colour: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def test_a_group_reads_statements_in_its_own_language(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    start(organiser, own_server, 1)
    host = board(open_page("tablet"), own_server)
    state_one(host, "Vereine brauchen Räume.")
    state_one(host, "Ämter sprechen einfach.")
    host.get_by_role("button", name="In eine andere Sprache: Vereine").tap()
    host.get_by_label("Sprache der Übersetzung").select_option("ar")
    host.get_by_label("Übersetzung", exact=True).fill("الجمعيات بحاجة إلى قاعات.")
    host.get_by_role("button", name="Speichern", exact=True).tap()
    expect(host.locator("[data-translations]")).to_have_text(["العربية", "Übersetzen"])
    next_round(organiser, own_server, 2)
    reader = open_page("phone")
    reader.goto(own_server.links["stations"][own_server.stations[0]])
    reader.locator(".arrival-all summary").click()
    reader.get_by_role("button", name="العربية").click()
    reader.get_by_role("button", name="ما قيل حتى الآن").click()
    told = reader.locator("[data-panel=handover] [data-statement]")
    expect(told.nth(0).locator("[data-translated]")).to_have_text("الجمعيات بحاجة إلى قاعات.")
    expect(told.nth(0).locator("[data-translated]")).to_have_attribute("lang", "ar")
    expect(told.nth(0)).to_contain_text("Vereine brauchen Räume.")
    expect(told.nth(1).locator("[data-translated]")).to_have_count(0)
