"""One conversation in two languages: each reads their own, somebody who reads both says it for the others."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import board, let_stand
from tests.browser.conftest import OpenPage
from tests.browser.people import behind_door, card, connected, order, page_behind_door
from tests.browser.serving import Server
from tests.translator import Translator, libre_translate

SAID = [
    ("de", "Wir brauchen mehr Räume.", "نحتاج إلى غرف أكثر."),
    ("ar", "الإيجار مرتفع جدًا.", "Die Miete ist viel zu hoch."),
    ("de", "Wer zahlt die Heizung?", "من يدفع التدفئة؟"),
    ("ar", "يمكن للبلدية أن تساعد.", "Die Stadt kann helfen."),
    ("de", "Die Schule steht abends leer.", "المدرسة فارغة في المساء."),
    ("ar", "نحتاج إلى مفتاح.", "Wir brauchen einen Schlüssel."),
    ("de", "Ich kenne den Hausmeister.", "أعرف حارس المبنى."),
    ("ar", "هل يمكنك أن تسأله؟", "Können Sie ihn fragen?"),
    ("de", "Ja, am Montag um 12:30.", "نعم، يوم الاثنين الساعة 12:30."),
    ("ar", "شكرًا جزيلًا!", "Vielen Dank!"),
]
"""Who writes what in which language, and what somebody else says that it means in the other."""
KNOWN = 6
"""So many of them a machine knows, too."""
MACHINE = "ترجمة آلية غير مراجَعة"
GERMAN = [text if language == "de" else other for language, text, other in SAID]
ARABIC = [text if language == "ar" else other for language, text, other in SAID]


def person(server: Server, page: Page, language: str, *also: str) -> Page:
    """A phone at the first station whose person writes in a language, and understands others besides."""
    station = server.stations[0]
    page.request.get(server.links["stations"][station], max_redirects=0)
    page.request.post(server.page("me"), form={"language": language}, max_redirects=0)
    page.goto(server.page(f"stations/{station}"))
    connected(page)
    for one in also:
        understand(page, one)
    return page


def understand(page: Page, language: str) -> None:
    """Say that one understands a language, too."""
    also = page.locator("[data-also]")
    if also.get_attribute("open") is None:
        also.locator("summary").tap()
    also.locator(f'[data-understands="{language}"]').check()
    also.locator("summary").tap()


def write(page: Page, text: str) -> None:
    """Send a contribution, whatever the language of the page, and wait until it is saved."""
    page.locator("#text").fill(text)
    page.locator("[data-send]").tap()
    expect(page.locator("[data-composer]")).to_have_attribute("data-state", "saved")


def begin_to_say(page: Page, text: str, said: str, language: str = "ar") -> Locator:
    """Type what a card means in another language; the card, whatever it reads by now."""
    one = page.locator(f'[data-contribution="{card(page, text).get_attribute("data-contribution")}"]')
    one.locator(f'[data-do="say"][data-in="{language}"]').tap()
    field = one.locator("[data-saying] [data-field]")
    expect(field).to_be_focused()
    field.fill(said)
    return one


def say(page: Page, text: str, said: str, language: str = "ar", *, state: str = "visible") -> Locator:
    """Say a card in another language; the card."""
    one = begin_to_say(page, text, said, language)
    one.locator('[data-do="save"]').tap()
    expect(one.locator("[data-own-wording]")).to_have_attribute("data-state", state)
    return one


def into(language: str) -> str:
    """The other language of the conversation."""
    return "ar" if language == "de" else "de"


def reads_all(page: Page, language: str, texts: list[str]) -> None:
    """Wait until a phone shows these texts, oldest first, each as one in this language, and nothing is cut."""
    expect(shown(page)).to_have_text(list(reversed(texts)))
    assert {one.get_attribute("lang") for one in shown(page).all()} == {language}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def shown(page: Page) -> Locator:
    """The texts of the cards."""
    return page.locator("[data-contribution] > [data-text]")


@pytest.fixture
def phones(own_server: Server, open_page: OpenPage) -> tuple[Page, Page, Page]:
    """A phone that reads German, one that reads Arabic, and one of somebody who writes Arabic and reads both."""
    german, arab, both = (open_page("phone") for _ in range(3))
    for page, language in ((german, "de"), (arab, "ar"), (both, "ar")):
        person(own_server, page, language)
    return german, arab, both


@pytest.fixture
def machine() -> Iterator[Translator]:
    """A translator of the organisers' own, which knows six of ten sentences."""
    with libre_translate() as running:
        running.says = {(text, into(language)): other for language, text, other in SAID[:KNOWN]}
        yield running


@pytest.fixture
def own_settings(machine: Translator) -> dict[str, str]:
    """They name the translator; at each event it is off until organisers switch it on."""
    return {"TRANSLATE_URL": machine.url}


def test_ten_contributions_are_read_by_each_in_their_own_language(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, arab, both = phones
    for language, text, _ in SAID:
        write(german if language == "de" else arab, text)
    understand(both, "de")
    for language, text, other in SAID:
        say(both, text, other, into(language))
    for page, language, texts in ((german, "de", GERMAN), (arab, "ar", ARABIC)):
        reads_all(page, language, texts)
        expect(page.locator('[data-worded="guest"]')).to_have_count(5)
    one = card(arab, ARABIC[0])
    original = one.locator("[data-original]")
    expect(original).to_have_count(0)
    one.locator('[data-do="original"]').tap()
    expect(original.locator("[lang=de]").last).to_have_text(GERMAN[0])
    directions = [
        one.locator(place).last.evaluate("one => getComputedStyle(one).direction")
        for place in ("[data-text]", "[data-original] p")
    ]
    assert directions == ["rtl", "ltr"]
    one.locator('[data-do="vote"]').tap()
    expect(card(german, GERMAN[0]).locator("[data-votes]")).to_have_text("1")
    arab.locator('[data-do="show-all"]').uncheck()
    expect(card(arab, SAID[0][1])).to_have_count(1)
    arab.locator('[data-do="show-all"]').check()
    expect(card(german, GERMAN[0]).locator("[data-told]")).to_contain_text("العربية")


def test_ten_contributions_are_read_in_two_languages_by_guests_and_a_machine(
    own_server: Server, machine: Translator, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    """A machine knows six of them; guests say the others, and that it was right with one."""
    german, arab, both = phones
    desk = page_behind_door(open_page, own_server, own_server.links["organiser"])
    for language, text, _ in SAID[:2]:
        write(german if language == "de" else arab, text)
    expect(card(arab, SAID[0][1])).to_have_count(1)
    assert machine.asked == [], "organisers did not switch it on"
    desk.goto(own_server.page("organise/translations"))
    desk.get_by_role("button", name="Einschalten").click()
    expect(desk.get_by_role("button", name="Ausschalten und löschen")).to_have_count(1)
    for language, text, _ in SAID[2:]:
        write(german if language == "de" else arab, text)
    for page, texts in ((german, GERMAN), (arab, ARABIC)):
        expect(page.locator('[data-worded="machine"]')).to_have_count(KNOWN // 2)
        for text in texts[:KNOWN]:
            expect(card(page, text)).to_have_count(1)
    understand(both, "de")
    for language, text, other in SAID[KNOWN:]:
        say(both, text, other, into(language))
    first = card(both, ARABIC[0])
    expect(first.locator("[data-by=machine]")).to_have_text(MACHINE)
    first.locator('[data-do="agree"]').tap()
    expect(first.locator("[data-own-wording]")).to_have_attribute("data-state", "visible")
    expect(first.locator('[data-do="agree"]')).to_have_count(0)
    for page, language, texts in ((german, "de", GERMAN), (arab, "ar", ARABIC)):
        reads_all(page, language, texts)
    expect(arab.locator('[data-worded="machine"]')).to_have_count(2)
    expect(arab.locator('[data-worded="guest"]')).to_have_count(3)
    expect(german.locator('[data-worded="machine"]')).to_have_count(3)
    expect(arab.locator('[data-do="agree"]')).to_have_count(0)
    draft = card(arab, ARABIC[2])
    draft.locator('[data-do="original"]').tap()
    expect(draft.locator("[data-original] [lang=de]").last).to_have_text(GERMAN[2])
    order(desk, "contribution.hide", event=own_server.event, id=draft.get_attribute("data-contribution"))
    expect(draft).to_have_count(0)
    asked = [(one["q"], one["target"]) for one in machine.asked if one["path"] == "/translate"]
    assert len(asked) == len(set(asked)), "each once"
    desk.get_by_role("button", name="Ausschalten und löschen").click()
    expect(german.locator('[data-worded="machine"]')).to_have_count(0)
    expect(card(german, SAID[1][1])).to_have_count(1)


def test_a_host_takes_a_guests_wording_away(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, arab, both = phones
    host = board(open_page("tablet"), own_server)
    _, text, other = SAID[0]
    write(german, text)
    understand(both, "de")
    say(both, text, other)
    expect(card(arab, other)).to_have_count(1)
    words = card(host, text).locator("[data-wordings]")
    words.locator("summary").tap()
    expect(words.locator("[lang=ar]").first).to_have_text(other)
    let_stand(host)
    words.locator('[data-do="hide-wording"]').tap()
    expect(card(arab, text)).to_have_count(1)
    expect(both.locator("[data-own-wording]")).to_have_attribute("data-state", "hidden")
    host.get_by_role("button", name="Rückgängig").tap()
    expect(card(arab, other)).to_have_count(1)


def test_where_hosts_approve_first_a_wording_waits_beside_its_original(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, arab, both = phones
    _, text, other = SAID[0]
    write(german, text)
    desk = behind_door(own_server, own_server.links["organiser"])
    order(desk, "station.set_approve_first", event=own_server.event, station=own_server.stations[0], on=True)
    understand(both, "de")
    say(both, text, other, state="pending")
    host = board(open_page("tablet"), own_server)
    waiting = host.locator("[data-worded-waiting]")
    expect(waiting.locator("blockquote")).to_have_text(text)
    expect(waiting.locator("[data-wording] .card-text")).to_have_text(other)
    expect(card(arab, text)).to_have_count(1)
    let_stand(host)
    waiting.locator('[data-do="approve-wording"]').tap()
    expect(waiting).to_have_count(0)
    expect(card(arab, other)).to_have_count(1)


def test_what_was_refused_because_the_original_changed_comes_back_to_its_form_and_goes_out(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, arab, both = phones
    _, text, other = SAID[0]
    write(german, text)
    understand(both, "de")
    one = begin_to_say(both, text, other)
    card(german, text).locator('[data-do="edit"]').tap()
    write(german, "Wir brauchen größere Räume.")
    expect(one.locator("[data-text]").first).to_have_text("Wir brauchen größere Räume.")
    one.locator('[data-do="save"]').tap()
    expect(one.locator("[data-now]")).to_contain_text("Wir brauchen größere Räume.")
    expect(one.locator("[data-field]")).to_have_value(other)
    expect(both.locator("#text")).to_have_value("")
    one.locator('[data-do="save"]').tap()
    expect(one.locator("[data-own-wording][data-state=visible]")).to_have_count(1)
    expect(card(arab, other)).to_have_count(1)


def test_a_wording_that_is_changed_in_a_stale_form_brings_back_nothing_that_a_host_took_out(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, arab, both = phones
    _, text, other = SAID[0]
    named, without = f"Herr Müller: {text}", "Mehr Räume!"
    write(german, named)
    understand(both, "de")
    one = say(both, named, f"السيد مولر: {other}")
    id = one.get_attribute("data-contribution")
    own = both.locator("[data-own-wording]")

    def begin() -> None:
        if own.get_attribute("open") is None:
            own.locator("summary").tap()
        own.locator('[data-do="edit-wording"]').tap()

    begin()
    host = behind_door(own_server, own_server.links["hosts"][own_server.stations[0]])
    order(host, "contribution.reword", event=own_server.event, id=id, text=without, was=named)
    expect(card(arab, without)).to_have_count(1)
    field = one.locator("[data-saying] [data-field]")
    field.fill(f"السيد مولر قال: {other}")
    one.locator('[data-do="save"]').tap()
    expect(own.locator(".card-text")).to_have_text(f"السيد مولر قال: {other}")
    expect(own.locator(".card-note")).to_be_visible()
    expect(card(arab, without)).to_have_count(1)
    begin()
    field.fill(other)
    one.locator('[data-do="save"]').tap()
    expect(card(arab, other)).to_have_count(1)


def test_a_second_press_does_not_approve_the_next_wording_unread(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, _, both = phones
    desk = behind_door(own_server, own_server.links["organiser"])
    texts = [(text, other) for language, text, other in SAID if language == "de"][:2]
    for text, _ in texts:
        write(german, text)
    understand(both, "de")
    order(desk, "station.set_approve_first", event=own_server.event, station=own_server.stations[0], on=True)
    for text, other in texts:
        say(both, text, other, state="pending")
    host = board(open_page("tablet"), own_server)
    waiting = host.locator("[data-worded-waiting]")
    expect(waiting).to_have_attribute("data-worded-waiting", "2")
    host.evaluate(
        """() => {
          const list = document.querySelector("[data-worded-waiting]");
          new MutationObserver(() => list.querySelector('[data-do="approve-wording"]')?.click()).observe(list, {
            attributes: true,
          });
        }"""
    )
    let_stand(host)
    waiting.locator('[data-do="approve-wording"]').first.press("Enter")
    expect(waiting).to_have_attribute("data-worded-waiting", "1")
    expect(waiting.locator("summary")).to_be_focused()
    let_stand(host)
    expect(waiting).to_have_attribute("data-worded-waiting", "1")


def test_what_is_typed_for_a_card_that_is_hidden_meanwhile_is_shown_and_can_be_put_away(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, _, both = phones
    _, text, other = SAID[0]
    write(german, text)
    understand(both, "de")
    one = begin_to_say(both, text, other)
    field = one.locator("[data-field]")
    expect(field).to_have_attribute("lang", "ar")
    expect(field).to_have_attribute("dir", "rtl")
    desk = behind_door(own_server, own_server.links["organiser"])
    order(desk, "contribution.hide", event=own_server.event, id=one.get_attribute("data-contribution"))
    lost = both.locator("[data-lost-saying]")
    expect(lost).to_contain_text(text)
    expect(lost.locator("[data-field]")).to_have_value(other)
    lost.locator('[data-do="cancel"]').tap()
    expect(lost).to_have_count(0)


def test_after_taking_a_wording_back_the_focus_stays_with_its_card(
    own_server: Server, open_page: OpenPage, phones: tuple[Page, Page, Page]
) -> None:
    german, _, both = phones
    _, text, other = SAID[0]
    write(german, text)
    understand(both, "de")
    id = say(both, text, other).get_attribute("data-contribution")
    own = both.locator("[data-own-wording]")
    own.locator("summary").tap()
    own.locator('[data-do="withdraw-wording"]').tap()
    expect(own).to_have_count(0)
    assert both.evaluate("document.activeElement.closest('[data-contribution]')?.dataset.contribution") == id
