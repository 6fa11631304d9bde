"""A participant's station on the phone: writing, answering, dots, and doing all that with a bad network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clocks import gone_within_a_second
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import (
    OFFLINE,
    SAVED,
    Neighbour,
    behind_door,
    card,
    choose,
    join,
    line,
    order,
    runs_down,
    write,
)
from tests.browser.serving import Server

FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
FORBID_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
FOCUSED = "document.activeElement.dataset.do ?? document.activeElement.id"


@pytest.fixture
def two(server: Server, open_page: OpenPage) -> tuple[Page, Page]:
    """Two people at the same station."""
    return join(open_page("phone"), server), join(open_page("phone"), server)


def test_a_contribution_is_seen_on_another_phone_without_reload(two: tuple[Page, Page]) -> None:
    mine, other = two
    other.evaluate("window.notReloaded = true")
    choose(mine, "Wunsch")
    own = write(mine, "Ein Raum, der abends offen ist.")
    expect(own).to_have_attribute("data-own", "")
    seen = card(other, "Ein Raum, der abends offen ist.")
    expect(seen).to_have_count(1)
    expect(seen.locator(".card-kind")).to_have_text("Wunsch")
    expect(seen).not_to_have_attribute("data-own", "")
    assert other.evaluate("window.notReloaded") is True


def test_any_script_is_shown_as_typed(two: tuple[Page, Page]) -> None:
    mine, other = two
    for text, direction in (
        ("لا توجد قاعات بأسعار معقولة لاجتماعات جمعيتنا.", "rtl"),
        ("ما به یک اتاق کوچک ثابت نیاز داریم.", "rtl"),
        ("希望市政府的重要表格也有中文说明。", "ltr"),
        ("<img src=x onerror=alert(1)> & {{ 7*7 }}", "ltr"),
    ):
        write(mine, text)
        shown = card(other, text).locator("[data-text]")
        expect(shown).to_have_count(1)
        assert shown.evaluate("element => element.textContent") == text
        assert shown.evaluate("element => getComputedStyle(element).direction") == direction


TURN_AWAY = """
(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
"""Its person looks at another tab, or at this one again; a browser without a screen shows all of its tabs."""


def test_what_is_written_without_network_is_delivered_once(two: tuple[Page, Page], watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = two
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    mine.get_by_label("Ihr Beitrag").fill("Ohne Netz geschrieben")
    mine.get_by_role("button", name="Senden").click()
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    expect(card(mine, "Ohne Netz geschrieben")).to_have_attribute("data-state", "offline")
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text(SAVED)
    expect(card(mine, "Ohne Netz geschrieben")).to_have_attribute("data-state", "visible")
    expect(card(other, "Ohne Netz geschrieben")).to_have_count(1)
    mine.reload()
    expect(card(mine, "Ohne Netz geschrieben")).to_have_count(1)


def test_what_waits_survives_closing_the_page(two: tuple[Page, Page], watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = two
    address = mine.url
    mine.context.set_offline(True)
    mine.get_by_label("Ihr Beitrag").fill("Wartet im Handy")
    mine.get_by_role("button", name="Senden").click()
    expect(card(mine, "Wartet im Handy")).to_be_visible()
    mine.close()
    again = mine.context.new_page()
    mine.context.set_offline(False)
    again.goto(address)
    expect(line(again)).to_have_text(SAVED)
    expect(card(again, "Wartet im Handy")).to_have_count(1)
    expect(card(other, "Wartet im Handy")).to_have_count(1)


def test_a_draft_survives_a_reload(server: Server, phone: Page) -> None:
    join(phone, server)
    choose(phone, "Frage")
    phone.get_by_label("Ihr Beitrag").fill("Noch nicht fertig ge")
    expect(line(phone)).to_have_text("Entwurf bleibt auf diesem Handy")
    expect(phone.locator("[data-characters]")).to_have_text("20 von 500")
    phone.reload()
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Noch nicht fertig ge")
    expect(phone.get_by_label("Frage")).to_be_checked()
    second = phone.context.new_page()  # both are seen: each has a text of its own
    second.goto(phone.url)
    write(second, "Aus dem zweiten Tab")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Noch nicht fertig ge")
    phone.evaluate(TURN_AWAY, "hidden")
    third = phone.context.new_page()
    third.goto(phone.url)
    expect(third.get_by_label("Ihr Beitrag")).to_have_value("Noch nicht fertig ge")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
    expect(third.get_by_role("radio", name="Frage")).to_be_checked()
    write(third, "Noch nicht fertig geschrieben")
    expect(third.get_by_role("radio", name="Idee")).to_be_checked()
    phone.evaluate(TURN_AWAY, "visible")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
    expect(card(phone, "Noch nicht fertig geschrieben")).to_have_count(1)


def test_a_text_that_is_too_long_stays_in_the_field(server: Server, phone: Page) -> None:
    join(phone, server)
    phone.get_by_label("Ihr Beitrag").fill("a" * 501)
    phone.get_by_role("button", name="Senden").click()
    expect(line(phone)).to_have_text("Bitte kürzen Sie: 501 Zeichen, möglich sind 500.")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("a" * 501)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_attribute("aria-invalid", "true")


def test_a_refused_answer_comes_back_into_the_field(two: tuple[Page, Page], watch: Watch) -> None:
    watch.expect(OFFLINE)
    mine, other = two
    write(other, "Wird gleich zurückgezogen")
    card(mine, "Wird gleich zurückgezogen").get_by_role("button", name="antworten").click()
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    mine.get_by_label("Ihr Beitrag").fill("Meine Antwort darauf")
    mine.get_by_role("button", name="Senden").click()
    card(other, "Wird gleich zurückgezogen").get_by_role("button", name="zurückziehen").click()
    other.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(other, "Wird gleich zurückgezogen")).to_have_count(0)
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text("Der Beitrag, auf den Sie antworten, ist nicht mehr da.")
    expect(mine.get_by_label("Ihr Beitrag")).to_have_value("Meine Antwort darauf")
    mine.get_by_role("button", name="Senden").click()
    expect(line(mine)).to_have_text(SAVED)
    expect(card(other, "Meine Antwort darauf")).to_have_count(1)


def test_an_answer_stands_under_what_it_answers(two: tuple[Page, Page]) -> None:
    mine, other = two
    write(other, "Gemeinsame Buchhaltung für kleine Vereine")
    card(mine, "Gemeinsame Buchhaltung für kleine Vereine").get_by_role("button", name="antworten").click()
    expect(mine.locator("[data-context]")).to_contain_text("Antwort auf: Gemeinsame Buchhaltung für kleine Vereine")
    expect(mine.get_by_label("Ihr Beitrag")).to_be_focused()
    write(mine, "Und die Lohnabrechnung gleich dazu")
    expect(mine.locator("[data-context]")).to_be_hidden()
    parent = card(other, "Gemeinsame Buchhaltung für kleine Vereine")
    expect(parent.locator("[data-contribution] [data-text]")).to_have_text(["Und die Lohnabrechnung gleich dazu"])
    parent.locator("[data-do=withdraw]").first.click()
    other.get_by_role("button", name="Zurückziehen", exact=True).click()
    alone = card(mine, "Und die Lohnabrechnung gleich dazu")
    expect(alone.locator("[data-orphan]")).to_have_text("Antwort auf einen zurückgezogenen Beitrag")


def test_answering_has_a_way_out(two: tuple[Page, Page]) -> None:
    mine, other = two
    write(other, "Darauf antwortet doch niemand")
    card(mine, "Darauf antwortet doch niemand").get_by_role("button", name="antworten").click()
    mine.get_by_role("button", name="Nicht mehr antworten").click()
    expect(mine.locator("[data-context]")).to_be_hidden()
    write(mine, "Ein Gedanke für sich")
    expect(mine.locator(".stream > li > [data-contribution] > [data-text]").first).to_have_text("Ein Gedanke für sich")


def dots(given: int) -> re.Pattern[str]:
    """What the ear is told of the button that gives a dot, where so many are given."""
    return re.compile(rf"^Punkt geben: .* – Punkte: {given}$")


def test_dots_react_at_once_and_end_with_the_third(own_server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), own_server), join(open_page("phone"), own_server)
    texts = ["Erster", "Zweiter", "Dritter", "Vierter"]
    for text in texts:
        write(other, text)
    for text in texts[:3]:
        card(mine, text).get_by_role("button", name=dots(0)).click()
        expect(card(mine, text).get_by_role("button", name=dots(1))).to_have_attribute("aria-pressed", "true")
    expect(mine.locator("[data-votes-left]")).to_have_text("noch 0 von 3 Punkten")
    expect(card(other, "Erster").locator("[data-votes]")).to_have_attribute("data-votes", "1")
    card(mine, "Vierter").get_by_role("button", name=dots(0)).click()
    expect(card(mine, "Vierter").locator("[data-note]")).to_have_text(
        "Sie haben hier alle 3 Punkte vergeben. Tippen Sie auf einen Ihrer Punkte, um ihn zurückzunehmen."
    )
    card(mine, "Erster").get_by_role("button", name=dots(1)).click()
    expect(mine.locator("[data-votes-left]")).to_have_text("noch 1 von 3 Punkten")
    expect(card(other, "Erster").locator("[data-votes]")).to_have_attribute("data-votes", "0")
    mine.reload()
    expect(mine.locator("[data-votes-left]")).to_have_text("noch 1 von 3 Punkten")
    expect(mine.locator('[data-do="vote"][aria-pressed="true"]')).to_have_count(2)


def test_a_dot_that_is_refused_is_taken_back_with_a_sentence(own_server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), own_server), Neighbour(own_server)
    ids = [other.write(text) for text in ("Erster", "Zweiter", "Dritter")]
    other.write("Vierter")
    for given in ids:
        # Not through the page's own buttons, so it does not know that these dots are gone.
        order(mine, "vote.set", event=own_server.event, contribution=given, on=True)
    card(mine, "Vierter").locator("[data-do=vote]").click()
    expect(card(mine, "Vierter").locator("[data-note]")).to_have_text(
        "Sie haben hier alle 3 Punkte vergeben. Tippen Sie auf einen Ihrer Punkte, um ihn zurückzunehmen."
    )
    expect(card(mine, "Vierter").locator("[data-do=vote]")).to_have_attribute("aria-pressed", "false")
    expect(card(mine, "Vierter").locator("[data-do=vote]")).to_have_attribute("data-votes", "0")
    expect(mine.locator("[data-votes-left]")).to_have_text("noch 0 von 3 Punkten")


def test_words_can_be_changed_without_losing_a_draft(two: tuple[Page, Page]) -> None:
    mine, other = two
    write(mine, "Mit Tipfehler")
    mine.get_by_label("Ihr Beitrag").fill("Schon das Nächste")
    card(mine, "Mit Tipfehler").get_by_role("button", name="ändern").click()
    expect(mine.get_by_label("Ihr Beitrag")).to_have_value("Mit Tipfehler")
    mine.get_by_label("Ihr Beitrag").fill("Ohne Tippfehler")
    mine.get_by_role("button", name="Senden").click()
    expect(card(other, "Ohne Tippfehler").locator("[data-edited]")).to_have_text("geändert")
    expect(card(other, "Mit Tipfehler")).to_have_count(0)
    expect(mine.get_by_label("Ihr Beitrag")).to_have_value("Schon das Nächste")


def test_withdrawing_asks_once_more(two: tuple[Page, Page]) -> None:
    mine, other = two
    write(mine, "Lieber doch nicht")
    expect(card(other, "Lieber doch nicht")).to_have_count(1)
    button = card(mine, "Lieber doch nicht").get_by_role("button", name="zurückziehen")
    button.click()
    expect(mine.get_by_role("button", name="Behalten")).to_be_focused()
    mine.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.click()
    mine.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(mine, "Lieber doch nicht")).to_have_count(0)
    expect(card(other, "Lieber doch nicht")).to_have_count(0)


def test_what_a_host_hides_is_gone_and_its_writer_is_told(own_server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), own_server), open_page("phone")
    other.clock.install()
    join(other, own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    own = write(mine, "Das verletzt jemanden")
    expect(card(other, "Das verletzt jemanden")).to_have_count(1)
    with gone_within_a_second(other, card(other, "Das verletzt jemanden")):
        order(host, "contribution.hide", event=own_server.event, id=own.get_attribute("data-contribution"))
    expect(card(other, "Das verletzt jemanden")).to_have_count(0)
    expect(other.locator("[data-hidden-note]")).to_have_count(0)
    expect(card(mine, "Das verletzt jemanden")).to_have_count(0)
    expect(mine.locator("[data-hidden-note] p")).to_have_text(
        "Einer Ihrer Beiträge wurde am Tisch ausgeblendet. Andere sehen ihn nicht. "
        "Die Gastgeber*innen am Tisch sagen Ihnen, warum."
    )
    expect(mine.locator("[data-hidden-own]")).to_have_text("„Das verletzt jemanden“ – ausgeblendet")


def test_what_waits_for_a_host_says_so(own_server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), own_server), join(open_page("phone"), own_server)
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    order(host, "station.set_approve_first", event=own_server.event, station=own_server.stations[0], on=True)
    mine.get_by_label("Ihr Beitrag").fill("Bitte erst lesen")
    mine.get_by_role("button", name="Senden").click()
    expect(line(mine)).to_have_text("Gespeichert – wartet auf Freigabe")
    own = card(mine, "Bitte erst lesen")
    expect(own).to_have_attribute("data-state", "pending")
    expect(own.locator(".chip-wait")).to_have_text("wartet auf Freigabe")
    expect(card(other, "Bitte erst lesen")).to_have_count(0)
    id = own.get_attribute("data-contribution")
    order(host, "contribution.approve", event=own_server.event, id=id, was="Bitte erst lesen")
    expect(own).to_have_attribute("data-state", "visible")
    expect(card(other, "Bitte erst lesen")).to_have_count(1)


def test_nothing_moves_under_somebody_who_reads(own_server: Server, open_page: OpenPage) -> None:
    mine, other = join(open_page("phone"), own_server), Neighbour(own_server)
    for number in range(8):
        other.write(f"Gedanke {number}\nund noch\nein paar Zeilen")
    expect(mine.locator("[data-contribution]")).to_have_count(8)
    read = mine.locator("[data-contribution]").nth(5)
    read.scroll_into_view_if_needed()
    place = read.bounding_box()
    other.write("Ganz neu")
    expect(mine.locator("[data-do=news]")).to_have_text("Neue Beiträge: 1")
    expect(mine.locator("[data-count]")).to_have_text("9")
    assert read.bounding_box() == place
    mine.locator("[data-do=news]").click()
    expect(mine.locator("[data-contribution] [data-text]").first).to_have_text("Ganz neu")
    expect(mine.locator("[data-contribution] [data-text]").first).to_be_in_viewport()
    expect(mine.locator("[data-do=news]")).to_have_count(0)


def test_typing_goes_on_while_others_write(two: tuple[Page, Page]) -> None:
    mine, other = two
    mine.get_by_label("Ihr Beitrag").press_sequentially("Ich schreibe ")
    write(other, "Jemand anderes ist schneller")
    expect(card(mine, "Jemand anderes ist schneller")).to_have_count(1)
    expect(mine.get_by_label("Ihr Beitrag")).to_be_focused()
    mine.keyboard.type("weiter")
    expect(mine.get_by_label("Ihr Beitrag")).to_have_value("Ich schreibe weiter")


def test_a_round_counts_down_and_ends_with_the_way_to_the_next_table(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server, table=2)
    desk = behind_door(own_server, own_server.links["organiser"])
    expect(phone.locator('[data-banner="before"]')).to_be_visible()
    order(desk, "round.start", event=own_server.event, round=1)
    expect(phone.locator("[data-phase]")).to_have_text("Runde 1 von 3")
    expect(phone.locator("[data-clock]")).to_have_text(runs_down(25))
    expect(phone.locator("[data-prompt-title]")).to_have_text("Runde 1 · Sammeln")
    order(desk, "event.announce", event=own_server.event, text="Bitte leiser sprechen", minutes=5)
    expect(phone.locator('[data-banner="announcement"]')).to_have_text("Bitte leiser sprechen")
    order(desk, "round.end", event=own_server.event)
    way = phone.get_by_role("dialog", name="Weiter zu")
    expect(way.locator(".move-where")).to_have_text("Station 2Tisch 2")
    phone.keyboard.press("Escape")
    expect(way).to_be_hidden()
    phone.get_by_role("button", name="Gehen").click()
    way.get_by_role("button", name="Ich möchte an einen anderen Tisch").click()
    expect(phone.locator("[data-move] li")).to_have_count(3)
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Gehen").click()
    way.get_by_role("link", name="Ich bin da").click()
    expect(phone).to_have_url(f"{own_server.page(f'stations/{own_server.stations[1]}')}?table=2")
    expect(phone.locator("[data-phase]")).to_have_text("Wechsel")
    expect(phone.locator("[data-move]")).to_be_hidden()
    expect(phone.locator('[data-do="move"]')).to_have_count(0)


def test_everything_works_by_keyboard(two: tuple[Page, Page]) -> None:
    mine, other = two
    write(other, "Mit der Tastatur zu erreichen")
    expect(card(mine, "Mit der Tastatur zu erreichen")).to_have_count(1)
    tab_to(mine, "vote")
    mine.keyboard.press("Space")
    vote = card(mine, "Mit der Tastatur zu erreichen").locator("[data-do=vote]")
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(vote).to_be_focused()
    mine.keyboard.press("Enter")
    expect(vote).to_have_attribute("aria-pressed", "false")
    tab_to(mine, "reply")
    mine.keyboard.press("Enter")
    mine.keyboard.type("Ganz ohne Maus")
    mine.keyboard.press("Control+Enter")
    expect(line(mine)).to_have_text(SAVED)
    parent = card(other, "Mit der Tastatur zu erreichen")
    expect(parent.locator("[data-contribution] [data-text]")).to_have_text(["Ganz ohne Maus"])


def tab_to(page: Page, what: str) -> None:
    for _ in range(40):
        if page.evaluate(FOCUSED) == what:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {what}")


def test_it_works_where_nothing_may_be_stored(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    phone.add_init_script(FORBID_STORAGE)
    join(phone, server)
    phone.get_by_label("Ihr Beitrag").fill("Ohne Speicher")
    expect(line(phone)).to_have_text("Entwurf bleibt nur, solange diese Seite offen ist")
    write(phone, "Ohne Speicher geschrieben")
    phone.reload()
    expect(card(phone, "Ohne Speicher geschrieben")).to_have_count(1)


def test_the_page_works_without_a_script(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect("400")
    reader = join(open_page("phone"), server)
    plain = open_page("phone", java_script_enabled=False)
    plain.goto(server.links["stations"][server.stations[0]])
    plain.get_by_label("Ihr Name").fill("Olena")
    plain.get_by_label("Ihr Name").press("Enter")  # asks for a text, and chooses no language
    choose(plain, "Angebot")
    plain.get_by_label("Ihr Beitrag").fill("b" * 501)
    plain.get_by_role("button", name="Senden").click()
    expect(line(plain)).to_have_text("Bitte kürzen Sie: 501 Zeichen, möglich sind 500.")
    expect(plain.get_by_label("Ihr Beitrag")).to_have_value("b" * 501)
    expect(plain.get_by_label("Angebot")).to_be_checked()
    plain.locator(".arrival-all summary").click()
    plain.get_by_role("button", name="العربية").click()
    text, name = plain.get_by_label("مساهمتك"), plain.get_by_label("اسمك")  # the tap translates the labels, too
    expect(text).to_have_attribute("dir", "rtl")
    expect(text).to_have_value("b" * 501)
    expect(name).to_have_value("Olena")
    expect(plain.get_by_label("عرض مساعدة")).to_be_checked()
    text.fill("Ganz ohne Skript")
    plain.get_by_role("button", name="إرسال").click()
    expect(line(plain)).to_have_text("تم الحفظ – تظهر الآن عند الطاولة")
    expect(text).to_have_value("")
    expect(plain.locator(".stream .card-text").first).to_have_text("Ganz ohne Skript")
    expect(card(reader, "Ganz ohne Skript").locator(".card-kind")).to_have_text("Angebot")
    expect(card(reader, "Ganz ohne Skript")).to_contain_text("Olena")
    expect(name).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways(server: Server, open_page: OpenPage, width: int) -> None:
    phone = join(open_page("phone", viewport={"width": width, "height": 640}), server)
    write(phone, "https://example.org/" + "sehr-lang" * 12)
    phone.get_by_label("Ihr Beitrag").fill("Donaudampfschifffahrtsgesellschaft" * 4)
    kinds = phone.locator("[data-kinds] .kinds")
    for direction in ("ltr", "rtl"):
        phone.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        assert phone.evaluate(FITS) is True, direction
        assert kinds.evaluate("row => row.scrollWidth <= row.clientWidth") is True, direction
