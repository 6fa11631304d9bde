"""What waits for a host holds still while posts come in, and is read one large card after another."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.boards import add_cluster, board, said, tick
from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, card, join, order
from tests.browser.serving import Server

READS, FINGER, LOCKED = 1200, 350, 450
"""How long a host reads, how long a finger is on its way, and how long what has just moved takes no answer, in ms."""
POSTS_A_SECOND = 2
ALIKE = ("Räume am Abend", "Räume am Morgen", "Räume am Mittag")
"""Texts whose cards are equally high, so that one takes the place of another to the pixel."""


class Hall:
    """Guests who write at the first station, where a host approves first, and a tablet whose clock is put forward."""

    def __init__(self, server: Server, open_page: OpenPage, guests: int = 1) -> None:
        self.server, self.open_page = server, open_page
        self.station = server.stations[0]
        self.guests = [join(open_page("phone"), server) for _ in range(guests)]
        self.written: dict[str, str] = {}
        desk = behind_door(server, server.links["organiser"])
        order(desk, "station.set_approve_first", event=server.event, station=self.station, on=True)

    def post(self, text: str = "") -> str:
        """Somebody writes something, which waits; returns its id."""
        id, number = str(uuid.uuid4()), len(self.written) + 1
        self.written[id] = text or f"Beitrag {number} {'und noch mehr ' * (number * 7 % 11)}".strip()
        guest = self.guests[number % len(self.guests)]
        sent = {"id": id, "text": self.written[id], "kind": "idea", "language": "de", "station": self.station}
        order(guest, "contribution.add", event=self.server.event, **sent)
        return id

    def approved(self, host: Page) -> set[str]:
        """The ids of what everybody sees once all of a host's deeds are answered: the board shows them before."""
        expect(host.locator('[data-fact="saved"]')).to_have_attribute("data-state", "saved")
        page = self.guests[0]
        change = page.request.get(f"{self.server.page(f'stations/{self.station}')}.json?since=0&audience=public").json()
        return {one["id"] for one in change["contributions"]}


@pytest.fixture
def hall(own_server: Server, open_page: OpenPage) -> Hall:
    return Hall(own_server, open_page)


@pytest.fixture
def host(hall: Hall, open_page: OpenPage) -> Page:
    page = open_page("tablet")
    page.set_viewport_size({"width": 1024, "height": 1366})
    page.clock.install()
    return board(page, hall.server)


def within(button: Locator, x: float, y: float) -> bool:
    """Whether a finger at this place is on the button."""
    box = button.bounding_box()
    assert box is not None
    return 0 <= x - box["x"] <= box["width"] and 0 <= y - box["y"] <= box["height"]


def waiting(host: Page) -> Locator:
    return host.locator('[data-inbox] > [data-contribution][data-state="pending"]')


def gathered(host: Page, count: int) -> None:
    expect(host.locator("[data-do=let-in]")).to_have_attribute("data-fresh", str(count))


def let_pass(host: Page, ms: int) -> None:
    """Let so many milliseconds go by on the page's clock."""
    end = host.evaluate("performance.now()") + ms
    while host.evaluate("performance.now()") < end:
        host.clock.run_for(100)


@contextmanager
def at_once(host: Page) -> Iterator[None]:
    """Let the page's clock stand, so that two taps follow upon each other at once however slow the machine is.

    A clock can only be halted at a moment to come; nothing on a board happens in these few seconds.
    """
    host.clock.pause_at(host.evaluate("Date.now()") / 1000 + 5)
    yield
    host.clock.resume()


def place_of(button: Locator) -> tuple[float, float]:
    """Where a button is to be touched, once it is in sight."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_host_beside_two_posts_a_second_approves_no_card_that_was_not_read(hall: Hall, host: Page) -> None:
    """Between reading and tapping as many posts come in as two a second would bring, and nothing moves for them."""
    first = [hall.post(text) for text in ALIKE]
    expect(waiting(host)).to_have_count(1)
    gathered(host, 2)
    host.locator("[data-do=let-in]").tap()
    expect(waiting(host)).to_have_count(3)
    assert [one.get_attribute("data-contribution") for one in waiting(host).all()] == first  # the oldest first
    read: set[str] = set()
    for turn in range(3):
        target = waiting(host).nth(turn % 2)
        read.add(target.get_attribute("data-contribution") or "")
        at = place_of(target.get_by_role("button", name="Freigeben"))
        for _ in range(POSTS_A_SECOND * (READS + FINGER) // 1000):
            hall.post()
        gathered(host, POSTS_A_SECOND * (READS + FINGER) // 1000 * (turn + 1))
        let_pass(host, READS + FINGER)
        with at_once(host):
            host.touchscreen.tap(*at)
            # where none is left to be read, they come in by themselves
            expect(waiting(host)).to_have_count(2 - turn or 9)
            if turn == 0:  # the second of two taps in the same place meets a card that nobody has read
                after = waiting(host).first.get_by_role("button", name="Freigeben")
                assert within(after, *at), "its button stands where the first one's was"
                host.touchscreen.tap(*at)
                expect(waiting(host)).to_have_count(2)
    expect(host.locator("[data-waiting]")).to_have_attribute("data-waiting", "9")
    assert hall.approved(host) == read == set(first)


@pytest.mark.parametrize(("width", "height"), [(1180, 820), (768, 1024)])
def test_what_came_since_lies_over_no_card_and_its_count_in_its_column(
    hall: Hall, host: Page, width: int, height: int
) -> None:
    """A card whose end lay under the button would count as read, and be let through with the others."""
    host.set_viewport_size({"width": width, "height": height})
    for _ in range(12):
        hall.post()
    gathered(host, 11)
    pill, scroll = (host.locator(one).bounding_box() for one in ("[data-do=let-in]", "[data-inbox]"))
    assert pill is not None
    assert scroll is not None
    assert scroll["y"] + scroll["height"] <= pill["y"]
    # as many as a full afternoon brings, in the words that stand there
    host.locator("[data-count]").evaluate("one => { one.textContent = '222' }")
    count = host.locator("[data-waiting]")
    expect(count).to_have_text("12 wartend")
    count.evaluate("one => { one.textContent = one.textContent.replace('12', '206') }")
    chip, column, head = (host.locator(one).bounding_box() for one in ("[data-waiting]", ".inbox", "#inbox-head"))
    assert chip is not None
    assert column is not None
    assert head is not None
    assert chip["x"] + chip["width"] <= column["x"] + column["width"]
    if width > height:  # held upright the column is narrower, and the count may begin a line of its own
        assert abs(chip["y"] + chip["height"] / 2 - head["y"] - head["height"] / 2) <= 1


def test_what_another_tablet_answers_and_what_is_reworded_holds_its_place(hall: Hall, host: Page) -> None:
    one, two, three = hall.post("Eins"), hall.post("Zwei"), hall.post("Drei")
    gathered(host, 2)
    host.locator("[data-do=let-in]").tap()
    expect(waiting(host)).to_have_count(3)
    place = place_of(card(host, "Drei").get_by_role("button", name="Freigeben"))
    other = behind_door(hall.server, hall.server.links["hosts"][hall.station])
    order(other, "contribution.approve", event=hall.server.event, id=one, was="Eins")
    expect(host.locator("[data-left-place]")).to_have_text("An anderer Stelle erledigt")
    order(hall.guests[0], "contribution.edit", event=hall.server.event, id=two, text="Zwei von Frau Muster", was="Zwei")
    expect(card(host, "Zwei").get_by_role("button", name="Freigeben")).to_have_count(0)
    assert place_of(card(host, "Drei").get_by_role("button", name="Freigeben")) == place
    let_pass(host, READS)
    card(host, "Zwei").get_by_role("button", name="Geändert – neu lesen").tap()
    expect(card(host, "Zwei von Frau Muster").get_by_role("button", name="Freigeben")).to_be_visible()
    assert hall.approved(host) == {one}
    let_pass(host, READS)
    expect(host.locator("[data-do=approve-read]")).to_have_text("Gelesene freigeben: 2")
    host.locator("[data-do=approve-read]").tap()
    expect(waiting(host)).to_have_count(0)
    expect(card(hall.guests[0], "Drei")).to_have_attribute("data-state", "visible")
    assert hall.approved(host) == {one, two, three}
    host.get_by_role("button", name="Rückgängig").tap()  # one way back for all
    expect(waiting(host)).to_have_count(2)
    assert hall.approved(host) == {one}


def test_one_large_card_after_another_is_answered_by_thumb_and_by_key(hall: Hall, host: Page) -> None:
    one, two = hall.post("Rassistische Sprüche am Schalter"), hall.post("Frau Muster hilft nie")
    three = hall.post("Kommt später dran")
    expect(host.locator("[data-waiting]")).to_have_text("3 wartend")
    host.locator("[data-waiting]").tap()
    shown = host.locator("[data-reading-card] [data-text]")
    expect(shown).to_have_text("Rassistische Sprüche am Schalter")
    expect(host.locator("[data-reading-card]")).to_be_focused()
    expect(host.locator("[data-left]")).to_have_text("Noch 3 zu lesen")
    four = hall.post("Danach geschrieben")
    expect(host.locator("[data-joined]")).to_have_text("Neu dazu, hinten angestellt: 1")
    assert violations(host) == []
    expect(shown).to_have_text("Rassistische Sprüche am Schalter")
    answers = host.get_by_role("group", name="Ihre Antwort")
    let_pass(host, LOCKED)
    with at_once(host):
        answers.get_by_role("button", name="Freigeben").tap()
        expect(shown).to_have_text("Frau Muster hilft nie")
        answers.get_by_role("button", name="Freigeben").tap()  # the second of two taps
        expect(shown).to_have_text("Frau Muster hilft nie")
    let_pass(host, LOCKED)
    answers.get_by_role("button", name="enthält Namen").tap()
    expect(shown).to_have_text("Kommt später dran")
    let_pass(host, LOCKED)
    host.keyboard.press("s")
    expect(shown).to_have_text("Danach geschrieben")
    let_pass(host, LOCKED)
    host.keyboard.press("f")
    expect(shown).to_have_text("Kommt später dran")
    expect(host.locator("[data-left]")).to_have_text("Noch 1 zu lesen")
    expect(card(hall.guests[0], "Danach geschrieben")).to_have_attribute("data-state", "visible")
    assert hall.approved(host) == {one, four}
    host.keyboard.press("z")
    expect(shown).to_have_text("Danach geschrieben")
    expect(host.locator("[data-reading-card]")).to_have_attribute("data-is", "same")
    assert hall.approved(host) == {one}
    host.keyboard.press("Escape")
    expect(host.locator("[data-reading]")).to_be_hidden()
    expect(host.locator("[data-waiting]")).to_be_focused()
    expect(waiting(host)).to_have_count(2)
    assert {three, four} == {one.get_attribute("data-contribution") for one in waiting(host).all()}
    assert two not in hall.approved(host)
    expect(said(host)).not_to_be_empty()


@pytest.mark.parametrize("height", [480, 420])
def test_a_long_card_is_read_from_its_beginning_whenever_it_comes(hall: Hall, host: Page, height: int) -> None:
    """Another wording of it, and what was taken back: nothing is approved before its text was seen to its end.

    On low screens, too, where a host types or the tablet is small.
    """
    end = " und so weiter" * 34
    host.set_viewport_size({"width": 1024, "height": height})
    one, _ = hall.post(f"Der Anfang{end}"), hall.post("Danach")
    expect(host.locator("[data-waiting]")).to_have_attribute("data-waiting", "2")
    host.locator("[data-waiting]").tap()
    body, text = host.locator("[data-reading-body]"), host.locator("[data-reading-card] [data-text]")
    approve = host.locator("[data-reading] [data-do=approve]")

    def read_to_the_end() -> None:
        expect(approve).to_have_attribute("aria-disabled", "true")
        assert body.evaluate("body => body.scrollTop") == 0
        assert body.evaluate("body => body.clientHeight") >= 60
        body.evaluate("body => body.scrollTo(0, body.scrollHeight)")
        expect(approve).not_to_have_attribute("aria-disabled", "true")
        let_pass(host, LOCKED)

    expect(text).to_contain_text("Der Anfang")
    read_to_the_end()
    order(
        hall.guests[0],
        "contribution.edit",
        **{"event": hall.server.event, "id": one, "text": f"Frau Muster{end}", "was": f"Der Anfang{end}"},
    )
    expect(host.locator("[data-reading-card]")).to_have_attribute("data-is", "newer")
    approve.tap()
    expect(text).to_contain_text("Frau Muster")
    read_to_the_end()
    approve.tap()
    expect(text).to_have_text("Danach")
    host.locator("[data-do=back]").tap()
    expect(text).to_contain_text("Frau Muster")
    expect(host.locator("[data-reading-card]")).to_have_attribute("data-is", "same")
    read_to_the_end()


def test_what_changed_since_it_was_selected_is_not_approved_with_the_others(hall: Hall, host: Page) -> None:
    """In a theme nothing holds still: there a card reads at once as its author has changed it."""
    one, two = hall.post("Eins"), hall.post("Zwei")
    column = add_cluster(host, "Räume")
    theme = column.get_attribute("data-cluster")
    order(host, "contribution.cluster", event=hall.server.event, station=hall.station, ids=[one, two], cluster=theme)
    expect(column.locator("[data-contribution]")).to_have_count(2)
    tick(host, "Eins").tap()
    tick(host, "Zwei").tap()
    changed = {"id": one, "text": "Eins von Frau Muster", "was": "Eins"}
    order(hall.guests[0], "contribution.edit", event=hall.server.event, **changed)
    expect(column.locator(f'[data-contribution="{one}"] [data-text]')).to_have_text("Eins von Frau Muster")
    approve = host.locator("[data-bar] [data-do=approve]")
    let_pass(host, LOCKED)
    approve.tap()
    expect(host.locator("[data-chosen]")).to_have_attribute("data-chosen", "1")
    expect(card(hall.guests[0], "Zwei")).to_have_attribute("data-state", "visible")
    assert hall.approved(host) == {two}
    let_pass(host, LOCKED)
    approve.tap()
    expect(card(hall.guests[0], "Eins von Frau Muster")).to_have_attribute("data-state", "visible")
    assert hall.approved(host) == {one, two}


@pytest.fixture
def crowd(own_server: Server, open_page: OpenPage) -> Hall:
    return Hall(own_server, open_page, guests=8)


def moments(seconds: float) -> Iterator[float]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield time.monotonic()


@pytest.mark.long
@pytest.mark.timeout(400)
def test_in_three_real_minutes_beside_two_posts_a_second_no_unread_card_is_approved(
    crowd: Hall, open_page: OpenPage
) -> None:
    """The host reads for 1.2 s, then the finger needs 0.35 s to where the button was; all the while people write."""
    host = board(open_page("tablet"), crowd.server)
    read: set[str] = set()
    taps = 0
    due = time.monotonic()

    def live_until(moment: float) -> None:
        nonlocal due
        while time.monotonic() < moment:
            if time.monotonic() >= due:
                due += 1 / POSTS_A_SECOND
                crowd.post()
            else:
                host.wait_for_timeout(20)

    for _ in moments(180):
        pill = host.locator("[data-do=let-in]")
        if waiting(host).count() < 2 and pill.count():
            pill.tap()
        if not waiting(host).count():
            live_until(time.monotonic() + 0.1)
            continue
        target = waiting(host).first
        id = target.get_attribute("data-contribution") or ""
        at = place_of(target.get_by_role("button", name="Freigeben"))
        live_until(time.monotonic() + READS / 1000)
        live_until(time.monotonic() + FINGER / 1000)
        read.add(id)
        host.touchscreen.tap(*at)
        taps += 1
    assert taps > 60
    unread = crowd.approved(host) - read
    assert (unread, len(crowd.approved(host)) > 60) == (set(), True)
