"""Cards are dragged on the host's board: onto clusters, onto cards, back to the inbox; by finger, pen and mouse."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import add_cluster, board, column, said, texts, tick
from tests.browser.clocks import stop_the_clock
from tests.browser.conftest import OpenPage, Watch
from tests.browser.dragging import Hand, Pointer, drag, holding, place
from tests.browser.people import OFFLINE, Neighbour, behind_door, card, order
from tests.browser.serving import Server

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in [(1180, 820), (820, 1180)]]


def tablet(open_page: OpenPage, server: Server, size: tuple[int, int] = (1180, 820)) -> Page:
    return board(open_page("tablet", viewport={"width": size[0], "height": size[1]}), server)


def written(server: Server, *texts: str) -> None:
    guest = Neighbour(server)
    for text in texts:
        guest.write(text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pointer", ["finger", "pen", "mouse"])
def test_a_card_goes_into_a_cluster_and_back(
    own_server: Server, open_page: OpenPage, size: tuple[int, int], pointer: Pointer
) -> None:
    host = tablet(open_page, own_server, size)
    written(own_server, "Bleibt liegen", "Ein Proberaum")
    add_cluster(host, "Räume")
    drag(host, card(host, "Ein Proberaum"), "Räume", pointer)
    expect(column(host, "Räume").locator("[data-text]")).to_have_text(["Ein Proberaum"])
    expect(said(host)).to_have_text("Einsortiert in „Räume“: 1")
    drag(host, card(host, "Ein Proberaum"), card(host, "Bleibt liegen"), pointer)
    expect(column(host, "Räume").locator("[data-text]")).to_have_count(0)
    expect(host.locator("[data-inbox] [data-text]")).to_have_count(2)
    assert sorted(texts(host.locator("[data-inbox]"))) == ["Bleibt liegen", "Ein Proberaum"]
    expect(host.locator("[data-chosen]")).to_have_count(0)
    # the next tap is a tap again
    card(host, "Bleibt liegen").locator("[data-text]").click()
    expect(host.locator("[data-chosen]")).to_have_text("1 gewählt")


def test_a_list_that_a_search_took_away_is_let_go_and_one_that_came_back_takes_cards(
    own_server: Server, open_page: OpenPage
) -> None:
    """The library keeps each list with its cards, for the whole day, until it is told to let go."""
    host = tablet(open_page, own_server)
    written(own_server, "Bleibt liegen", "Ein Proberaum")
    list_ = add_cluster(host, "Räume").locator("[data-scroll]").element_handle()
    held = "list => Object.entries(list).filter(([name, hold]) => name.startsWith('Sortable') && hold).length"
    assert host.evaluate(held, list_) == 1
    host.locator("[data-find]").fill("gibt es nicht")
    expect(column(host, "Räume")).to_have_count(0)
    assert host.evaluate(held, list_) == 0
    host.locator("[data-find]").fill("")
    drag(host, card(host, "Ein Proberaum"), "Räume")
    expect(column(host, "Räume").locator("[data-text]")).to_have_text(["Ein Proberaum"])
    drag(host, card(host, "Ein Proberaum"), card(host, "Bleibt liegen"))
    expect(column(host, "Räume").locator("[data-text]")).to_have_count(0)


def test_a_card_on_a_card_is_a_new_cluster_and_one_tap_takes_it_back(own_server: Server, open_page: OpenPage) -> None:
    host = tablet(open_page, own_server)
    written(own_server, "Drei", "Zwei", "Eins")
    drag(host, card(host, "Eins"), card(host, "Zwei"))
    expect(column(host, "Thema ohne Namen").locator("[data-text]")).to_have_count(2)
    assert sorted(texts(column(host, "Thema ohne Namen"))) == ["Eins", "Zwei"]
    title = host.get_by_label("Titel des Themas")
    expect(title).to_be_focused()
    assert title.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "Zwei"
    host.keyboard.type("Zahlen")  # takes the place of what is proposed
    title.press("Enter")
    drag(host, card(host, "Drei"), "Zahlen")
    expect(column(host, "Zahlen").locator("[data-text]")).to_have_count(3)
    assert sorted(texts(column(host, "Zahlen"))) == ["Drei", "Eins", "Zwei"]
    host.get_by_role("button", name="Rückgängig").tap()
    expect(host.locator("[data-inbox] [data-text]")).to_have_text(["Drei"])


def test_all_selected_cards_are_dragged_together(own_server: Server, open_page: OpenPage) -> None:
    host = tablet(open_page, own_server)
    written(own_server, "Drei", "Zwei", "Eins")
    add_cluster(host, "Zahlen")
    tick(host, "Eins").check()
    tick(host, "Drei").check()
    with holding(host, card(host, "Eins")) as hand:
        hand.move("Zahlen")
        expect(host.locator(".card-carried")).to_have_attribute("data-carried", "2")
    expect(column(host, "Zahlen").locator("[data-text]")).to_have_count(2)
    assert sorted(texts(column(host, "Zahlen"))) == ["Drei", "Eins"]


def test_a_drag_that_ends_nowhere_changes_nothing(own_server: Server, open_page: OpenPage) -> None:
    host = tablet(open_page, own_server)
    written(own_server, "Zwei", "Eins")
    expect(host.locator("[data-inbox] [data-text]")).to_have_count(2)
    before = texts(host.locator("[data-inbox]"))
    with holding(host, card(host, "Eins")) as hand:
        hand.move(host.locator("[data-round]"))
        expect(host.locator("[data-target]")).to_have_count(0)
    # within the inbox there is no order to be changed
    with holding(host, card(host, "Zwei")) as hand:
        hand.steps(100, 60)
        expect(host.locator("[data-target]")).to_have_count(0)
    assert texts(host.locator("[data-inbox]")) == before
    expect(host.locator("[data-cluster]")).to_have_count(0)


def test_a_finger_that_moves_at_once_scrolls(own_server: Server, open_page: OpenPage) -> None:
    host = open_page("tablet")
    host.clock.install()
    board(host, own_server)
    written(own_server, *[f"Ein Beitrag, damit die Liste lang wird {n}" for n in range(9)])
    inbox = host.locator("[data-inbox]")
    expect(inbox.locator("[data-contribution]")).to_have_count(9)
    hand = Hand(host, "finger")
    stop_the_clock(host)  # on a busy machine the finger would rest long enough to lift the card
    hand.touch(inbox.locator("[data-contribution]").nth(3))
    hand.steps(150, 150)
    hand.release()
    host.clock.resume()
    host.wait_for_function("list => list.scrollTop > 0", arg=inbox.element_handle())
    expect(host.locator(".card-carried")).to_have_count(0)


def test_a_move_without_network_shows_as_waiting_outlives_a_reload_and_is_sent_later(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    host, other = tablet(open_page, own_server), tablet(open_page, own_server)
    written(own_server, "Zwei", "Eins")
    add_cluster(host, "Zahlen")
    with holding(host, card(host, "Eins")) as hand:
        host.context.set_offline(True)
        hand.move("Zahlen")
        expect(host.locator("[data-target]")).to_have_count(1)
    expect(column(host, "Zahlen").locator("[data-unsent]")).to_have_text("wartet auf Verbindung")
    expect(host.locator('[data-fact="saved"]')).to_have_text("wartet auf Verbindung: 1")
    drag(host, card(host, "Zwei"), host.locator("[data-place-new]"))
    expect(host.locator("[data-unsent]")).to_have_count(2)
    expect(column(other, "Zahlen").locator("[data-text]")).to_have_count(0)
    # the battery was empty: the page is loaded anew while it cannot reach the live connection
    host.route("**/socket.io/**", lambda route: route.abort())
    host.context.set_offline(False)
    watch.expect("ERR_FAILED")
    host.reload()
    host.unroute_all(behavior="ignoreErrors")
    expect(column(other, "Zahlen").locator("[data-text]")).to_have_text(["Eins"])
    expect(column(other, "Thema ohne Namen").locator("[data-text]")).to_have_text(["Zwei"])
    expect(host.locator("[data-unsent]")).to_have_count(0)
    expect(column(host, "Zahlen").locator("[data-text]")).to_have_text(["Eins"])


def test_a_theme_out_of_sight_is_reached_and_escape_puts_the_card_back(own_server: Server, open_page: OpenPage) -> None:
    """Columns out of sight could not be reached: scroll snap held them."""
    host = tablet(open_page, own_server)
    written(own_server, "Eins")
    for number in range(1, 61):
        name = {"id": str(uuid.uuid4()), "station": own_server.stations[0], "title": f"Thema {number}"}
        order(host, "cluster.add", **name)
    expect(host.locator("[data-columns-count]")).to_have_text("60")
    hand = Hand(host, "finger")
    hand.press(card(host, "Eins"))
    host.keyboard.press("Escape")
    expect(host.locator("[data-places]")).to_be_hidden()
    hand.release()
    expect(host.locator("[data-inbox] [data-text]")).to_have_text(["Eins"])
    with holding(host, card(host, "Eins")) as hand:
        expect(place(host, "Thema 60")).not_to_be_in_viewport()
        box = host.locator("[data-places-list]").bounding_box()
        assert box
        hand.steps(box["x"] + 90, box["y"] + box["height"] - 10)  # and waits there
        expect(place(host, "Thema 60")).to_be_in_viewport()
        hand.move("Thema 60")
        expect(host.locator("[data-target]")).to_have_count(1)
    expect(column(host, "Thema 60").locator("[data-text]")).to_have_text(["Eins"])


def test_what_another_tablet_takes_away_in_the_middle_of_a_drag_is_let_go(
    own_server: Server, open_page: OpenPage
) -> None:
    host = tablet(open_page, own_server)
    written(own_server, "Zwei", "Eins")
    add_cluster(host, "Zahlen")
    organiser = behind_door(own_server, own_server.links["organiser"])
    id = card(host, "Eins").get_attribute("data-contribution")
    cluster = column(host, "Zahlen").get_attribute("data-cluster")
    with holding(host, card(host, "Eins")) as hand:
        order(organiser, "contribution.hide", id=id)
        order(organiser, "cluster.remove", id=cluster)
        expect(host.locator("[data-columns-count]")).to_have_text("0")
        hand.move(card(host, "Zwei"))
    expect(host.locator("[data-cluster]")).to_have_count(0)
    expect(host.locator("[data-inbox] > [data-contribution] [data-text]")).to_have_text(["Zwei"])


def test_two_tablets_that_dissolve_the_same_cluster(own_server: Server, open_page: OpenPage) -> None:
    host, other = tablet(open_page, own_server), tablet(open_page, own_server)
    written(own_server, "Eins")
    add_cluster(host, "Zahlen")
    drag(host, card(host, "Eins"), "Zahlen")
    for page in (host, other):
        column(page, "Zahlen").get_by_role("button", name="Thema ändern").tap()
        page.get_by_role("button", name="Thema auflösen").tap()
    host.get_by_role("dialog").get_by_role("button", name="Auflösen").tap()
    expect(column(other, "Zahlen")).to_have_count(0)
    other.get_by_role("dialog").get_by_role("button", name="Auflösen").tap()
    for page in (host, other):
        expect(page.locator("[data-cluster]")).to_have_count(0)
        expect(page.locator("[data-inbox] [data-text]")).to_have_text(["Eins"])
        expect(page.locator("[data-refusal]")).to_have_count(0)
