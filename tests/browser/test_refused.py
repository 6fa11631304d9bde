"""What the server will not have, or not now: nothing typed is lost, and its person is told in plain words."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import Answers, Network, back_online, controlled
from tests.browser.people import (
    CLOSED,
    OFFLINE,
    SAVED,
    Neighbour,
    behind_door,
    card,
    join,
    line,
    order,
    send,
    texts,
    write,
)
from tests.browser.serving import LINKS, Server, serve_quickly, stop

FAULT = {"ok": False, "error": "server_error", "message": "Bitte noch einmal senden."}
SLOW_COPY = """
() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, key) {
    const goOn = () => (this.get(key).onsuccess = goOn);
    if (value.refusal) {
      goOn();
    }
    return put.call(this, value, key);
  };
}
"""
"""The phone's disk is so slow that its page is left before the second copy knows of a refusal."""
UNKNOWN = r"status of 403 \(FORBIDDEN\) .*\.json\?since="
FAULT_SAID = "Gerade gibt es eine Störung. Ihr Text bleibt hier und wird später gesendet."


def type_and_send(page: Page, text: str) -> None:
    page.get_by_label("Ihr Beitrag").fill(text)
    page.get_by_role("button", name="Senden").click()


def until(page: Page, network: Network, tries: int) -> None:
    """Let the time go on until the page has sent so many contributions."""
    for _ in range(2000):
        if len(network.orders("contribution.add")) >= tries:
            return
        page.clock.run_for(500)
    raise AssertionError(f"It never tried {tries} times.")


def mended_at(text: str) -> Answers:
    """The fault lasts until this text is sent again: the one after it may be under way just now."""
    mended = False

    def answers(name: str, payload: dict[str, Any]) -> dict[str, Any] | None:
        nonlocal mended
        mended = mended or payload.get("text") == text
        return None if mended or name != "contribution.add" else FAULT

    return answers


@pytest.fixture
def mine(server: Server, open_page: OpenPage) -> tuple[Page, Network]:
    """A phone whose clock the test may turn, and its network."""
    return controlled(server, open_page)


def test_a_rewording_that_began_from_another_wording_brings_nothing_back(
    own_server: Server, open_page: OpenPage
) -> None:
    """A host takes a name out while its author has the editor open, or is without network: both wordings are shown."""
    phone, reader = join(open_page("phone"), own_server), join(open_page("phone"), own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    own = write(phone, "Frau Muster hilft nie")
    id = own.get_attribute("data-contribution")
    own.get_by_role("button", name="Ändern").click()
    reworded = {"id": id, "text": "Das Amt hilft nie", "was": "Frau Muster hilft nie"}
    order(host, "contribution.reword", event=own_server.event, **reworded)
    now = phone.locator("[data-context] [data-now]")
    expect(now).to_have_text("Am Tisch steht inzwischen: Das Amt hilft nie")
    type_and_send(phone, "Frau Muster hilft selten")
    expect(line(phone)).to_have_text("Inzwischen hat jemand anderes das geändert. Bitte vergleichen Sie beide Texte.")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Frau Muster hilft selten")
    expect(now).to_have_text("Am Tisch steht inzwischen: Das Amt hilft nie")
    phone.reload()
    expect(now).to_have_text("Am Tisch steht inzwischen: Das Amt hilft nie")
    expect(card(reader, "Das Amt hilft nie")).to_have_count(1)
    expect(card(reader, "Frau Muster")).to_have_count(0)
    phone.get_by_role("button", name="Senden").click()  # both were read
    expect(card(reader, "Frau Muster hilft selten")).to_have_count(1)


def test_a_refused_text_comes_back_and_stays(mine: tuple[Page, Network]) -> None:
    page, network = mine
    network.answer = ("contribution.add", {"ok": False, "error": "not_allowed", "message": "So geht das nicht."})
    type_and_send(page, "Kommt zurück")
    expect(line(page)).to_have_text("So geht das nicht.")
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Kommt zurück")
    expect(card(page, "Kommt zurück")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Kommt zurück")
    write(page, "Das Nächste")
    assert [payload["text"] for payload in network.orders("contribution.add")] == ["Kommt zurück", "Das Nächste"]


def test_an_answered_order_is_not_sent_again_where_the_page_is_left_before_the_disk_knows(
    mine: tuple[Page, Network],
) -> None:
    page, network = mine
    page.evaluate(SLOW_COPY)
    network.answer = ("contribution.add", {"ok": False, "error": "text_too_long", "message": "So geht das nicht."})
    type_and_send(page, "Einmal genügt")
    expect(line(page)).to_have_text("So geht das nicht.")
    page.reload()
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Einmal genügt")
    write(page, "Das Nächste")
    assert [payload["text"] for payload in network.orders("contribution.add")] == ["Einmal genügt", "Das Nächste"]


def test_what_is_refused_after_its_writer_walked_on_leads_back(mine: tuple[Page, Network], server: Server) -> None:
    page, network = mine
    later = {"ok": False, "error": "too_many", "message": "Gleich.", "retry_after": 10}
    network.answers = lambda name, payload: later if name == "contribution.add" else None
    send(page, "Von vorhin")
    refusal = {"ok": False, "error": "text_too_long", "message": "Viel zu lang."}
    network.answers = lambda name, payload: refusal if name == "contribution.add" else None
    page.goto(server.page(f"stations/{server.stations[1]}"))
    banner = page.locator('[data-banner="elsewhere"]')
    expect(banner).to_contain_text("Ihr Text ist noch auf diesem Handy.")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    banner.get_by_role("link", name="Nachsehen").click()
    expect(card(page, "Von vorhin")).to_have_attribute("data-state", "refused")
    expect(banner).to_have_count(0)


def test_a_refused_text_does_not_push_out_what_is_being_written(mine: tuple[Page, Network]) -> None:
    page, network = mine
    later = {"ok": False, "error": "too_many", "message": "Gleich.", "retry_after": 10}
    network.answers = lambda name, payload: later if name == "contribution.add" else None
    for text in ("Der erste", "Der zweite"):
        send(page, text)
    page.get_by_label("Ihr Beitrag").fill("Schon weiter")
    refusal = {"ok": False, "error": "text_too_long", "message": "Viel zu lang."}
    network.answers = lambda name, payload: refusal if name == "contribution.add" else None
    page.clock.run_for(11_000)
    for text in ("Der erste", "Der zweite"):
        refused = card(page, text)
        expect(refused.locator(".chip")).to_have_text("nicht angenommen")
        expect(refused.locator("[data-note]")).to_have_text("Viel zu lang.")
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Schon weiter")
    page.reload()
    expect(card(page, "Der erste")).to_have_attribute("data-state", "refused")
    network.answers = lambda name, payload: None
    card(page, "Der erste").locator("[data-do=discard]").click()
    expect(card(page, "Der erste")).to_have_count(0)
    card(page, "Der zweite").locator("[data-do=edit]").click()
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Der zweite")
    page.get_by_role("button", name="Senden").click()
    expect(card(page, "Der zweite")).to_have_attribute("data-state", "visible")
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Schon weiter")


def test_other_words_for_what_a_host_has_hidden_come_back(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    page = join(open_page("phone"), own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    own = write(page, "Grob gesagt")
    contribution = own.get_attribute("data-contribution")
    own.locator("[data-do=edit]").click()
    page.context.set_offline(True)
    expect(page.locator('[data-banner="offline"]')).to_be_visible()
    type_and_send(page, "Freundlich gesagt")
    order(host, "contribution.hide", event=own_server.event, id=contribution)
    page.context.set_offline(False)
    expect(line(page)).to_have_text(
        "Dieser Beitrag wurde am Tisch ausgeblendet. Die Gastgeber*innen am Tisch sagen Ihnen, warum."
    )
    expect(page.get_by_label("Ihr Beitrag")).to_have_value("Freundlich gesagt")
    page.get_by_role("button", name="Senden").click()
    expect(line(page)).to_have_text(SAVED)
    expect(card(page, "Freundlich gesagt")).to_have_count(1)


@pytest.mark.parametrize("error", ["contribution_hidden", "contribution_gone"])
def test_other_words_come_back_as_a_new_text_though_the_news_has_not_come_yet(
    mine: tuple[Page, Network], error: str
) -> None:
    page, network = mine
    write(page, "Grob gesagt").locator("[data-do=edit]").click()
    network.answer = ("contribution.edit", {"ok": False, "error": error, "message": "Das ist nicht mehr da."})
    type_and_send(page, "Freundlich gesagt")
    expect(line(page)).to_have_text("Das ist nicht mehr da.")
    page.get_by_role("button", name="Senden").click()
    expect(line(page)).to_have_text(SAVED)
    assert [payload["text"] for payload in network.orders("contribution.add")] == ["Grob gesagt", "Freundlich gesagt"]


def test_while_the_server_has_a_fault_everything_waits(mine: tuple[Page, Network]) -> None:
    page, network = mine
    network.answers = lambda name, payload: FAULT if name == "contribution.add" else None
    send(page, "Fehler eins")
    expect(line(page)).to_have_text(FAULT_SAID)
    send(page, "Fehler zwei")
    expect(card(page, "Fehler eins").locator(".chip")).to_have_text("wird gleich noch einmal gesendet")
    until(page, network, 8)
    expect(line(page)).to_have_text(FAULT_SAID)
    page.reload()
    expect(line(page)).to_have_text(FAULT_SAID)
    tries = len(network.orders("contribution.add"))
    network.answers = mended_at("Fehler eins")
    until(page, network, tries + 2)
    expect(line(page)).to_have_text(SAVED)
    assert texts(page, "Fehler") == ["Fehler eins", "Fehler zwei"]


def test_a_server_that_was_emptied_gets_everything_once_its_people_have_joined_again(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    # A page that missed something asks for it by HTTP as well, and nobody is known to the emptied server.
    watch.expect(f"{CLOSED}|{OFFLINE}|{UNKNOWN}")
    mine = join(open_page("phone"), own_server)
    port, data = own_server.environment["PORT"], Path(own_server.environment["DATA_DIR"])
    write(mine, "Aus der Probe")
    stop(own_server.process)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    wanted = ["Neu eins", "Neu zwei", "Neu drei"]
    for text in wanted:
        send(mine, text)
    for file in (*data.glob("cafe.sqlite3*"), data / LINKS):
        file.unlink()
    with serve_quickly(data, PORT=port) as again:
        back_online(mine)
        expect(line(mine)).to_have_text("Bitte scannen Sie zuerst den QR-Code an Ihrem Tisch.")
        expect(mine.locator('[data-banner="refused"]')).to_be_visible()
        for text in wanted:
            expect(card(mine, text).locator(".chip")).to_have_text("wird später gesendet")
        join(mine, again)
        expect(line(mine)).to_have_text(SAVED)
        assert Neighbour(again).texts() == wanted
