"""While a browser translates a page, everything that changes on it is seen, on every screen.

Chrome puts <font> elements in the place of text nodes; others wrap them. What a screen kept of a text node is on no
page any more then.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import board, column
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import behind_door, card, join, order, page_behind_door, send
from tests.browser.serving import Server

NEW = "11111111-1111-4111-8111-111111111111"
TRANSLATE = """
(manner) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    found.push(texts.currentNode);
  }
  for (const node of found) {
    const parent = node.parentElement;
    if (parent.closest("script, style, template, textarea, noscript, svg, option")) {
      continue;
    }
    if (manner === "replaced" && (!node.data.trim() || parent.closest('[translate="no"]'))) {
      continue;
    }
    const outer = document.createElement("font");
    const inner = document.createElement("font");
    outer.append(inner);
    node.replaceWith(outer);
    inner.append(manner === "replaced" ? `[${node.data}]` : node);
  }
}
"""
"""`wrapped`: every text node lies in an element; `replaced`: where it may be translated, another is in its place."""


@pytest.mark.parametrize("manner", ["wrapped", "replaced"])
def test_a_station_goes_on_while_its_screens_are_translated(
    own_server: Server, open_page: OpenPage, manner: str
) -> None:
    server, station = own_server, own_server.stations[0]
    organiser = behind_door(server, server.links["organiser"])
    order(organiser, "round.start", event=server.event, round=1)
    phone, other = join(open_page("phone"), server), join(open_page("phone"), server)
    tablet, desk = board(open_page("tablet"), server), open_page("desk", server.links["organiser"])
    wall = open_page("wall", server.links["wall"])
    expect(desk.locator("[data-people]")).to_have_text("2")
    send(other, "Mehr Räume")
    id = card(phone, "Mehr Räume").get_attribute("data-contribution")
    everybody = (phone, other, tablet, wall, desk)
    for page in (phone, tablet, wall):
        expect(shown(page, id)).to_have_text("Mehr Räume")
    for page in everybody:
        page.evaluate("window.notReloaded = true")
        page.evaluate(TRANSLATE, manner)

    dot = phone.locator(f'[data-contribution="{id}"] [data-do="vote"]')
    for presses, left in (("1", "2"), ("0", "3"), ("1", "2")):
        dot.click()
        expect(dot).to_have_text(presses)
        expect(phone.locator("[data-votes-left]")).to_have_attribute("data-votes-left", left)
        expect(phone.locator("[data-votes-left]")).to_contain_text(left)
        expect(tablet.locator(f'[data-contribution="{id}"] [data-votes]')).to_have_text(re.compile(presses))
    expect(other.locator(f'[data-contribution="{id}"] [data-votes]')).to_have_text(re.compile("1"))
    expect(desk.locator(f'[data-tile="{station}"] [data-figure="votes"]')).to_have_text("1")

    for text in ("Proberäume am Abend", "Noch einer"):
        other.locator("[data-composer] textarea").fill(text)
        other.locator("[data-send]").click()
        for page in (phone, tablet):
            expect(card(page, text)).to_have_count(1)
    expect(phone.locator("[data-count]").first).to_have_text("3")
    expect(tablet.locator("[data-count]").first).to_have_text("3")
    expect(desk.locator("[data-contributions]")).to_have_text("3")
    expect(wall.locator("[data-count]").first).to_have_text("3")

    was = "Mehr Räume"
    for text in ("Mehr Räume für Vereine", "Räume"):
        order(tablet, "contribution.reword", id=id, text=text, was=was)
        for page in (phone, other, tablet, wall):
            expect(shown(page, id)).to_have_text(text)
        was = text
    order(tablet, "cluster.add", id=NEW, station=station, title="Orte")
    order(tablet, "contribution.cluster", ids=[id], cluster=NEW)
    expect(column(tablet, "Orte").locator("[data-contribution]")).to_have_count(1)
    order(tablet, "cluster.rename", id=NEW, title="Räume und Orte", was="Orte")
    expect(column(tablet, "Räume und Orte").locator("[data-cards]")).to_have_text(re.compile("1"))

    for text in ("Bitte leise", "Gebäude verlassen"):
        order(organiser, "event.announce", event=server.event, text=text)
        for page in (phone, other, tablet):
            expect(page.locator('[data-banner="announcement"]')).to_have_text(text)
        expect(wall.locator("[data-announcement]")).to_contain_text(text)
        expect(desk.locator("[data-said-text]")).to_have_text(text)
    order(organiser, "event.announce", event=server.event, text="")
    for page in (phone, tablet):
        expect(page.locator('[data-banner="announcement"]')).to_have_count(0)

    for page in everybody:  # what was drawn meanwhile is translated, too
        page.evaluate(TRANSLATE, manner)
    order(organiser, "round.end", event=server.event)
    expect(phone.locator("[data-move]")).to_contain_text("Weiter zu")
    expect(tablet.locator("[data-phase]")).to_have_text(re.compile("Wechsel"))
    expect(phone.locator("[data-phase]")).to_have_text(re.compile("Wechsel"))
    expect(desk.locator("[data-kicker]")).to_contain_text("Wechsel")
    order(organiser, "round.start", event=server.event, round=2)
    expect(tablet.locator("[data-phase]")).to_have_text("Runde 2 von 3")
    expect(phone.locator("[data-phase]")).to_have_text(re.compile("Runde 2"))
    order(tablet, "contribution.hide", id=id)
    for page in (phone, wall):
        expect(shown(page, id)).to_have_count(0)
    for page in everybody:
        assert page.evaluate("window.notReloaded") is True


def test_survey_and_report_go_on_while_they_are_translated(own_server: Server, open_page: OpenPage) -> None:
    server = own_server
    organiser = behind_door(server, server.links["organiser"])
    order(organiser, "feedback.begin", event=server.event)
    phone, desk = open_page("phone", server.page("feedback")), open_page("desk", server.links["organiser"])
    expect(phone.locator("[data-survey]")).to_be_visible()
    report = desk.context.new_page()
    report.goto(server.page("report"))
    for page in (phone, desk, report):
        page.evaluate(TRANSLATE, "replaced")
    for n in (1, 2):
        phone.locator(f'[data-question="{n}"] input[value="4"]').check(force=True)
        expect(phone.locator("[data-answered]")).to_have_text(f"{n} von 4 beantwortet")
    send = phone.locator("[data-send]")
    for text, characters in (("Danke!", "6"), ("Danke euch!", "11")):
        phone.locator("[data-survey] textarea").fill(text)
        expect(phone.locator("[data-characters]")).to_have_text(f"{characters} von 500")
        send.click()
        expect(send).to_have_text("Änderung absenden")
    expect(desk.locator('[data-do="feedback-read"]')).to_contain_text("1")
    expect(phone.locator("[data-line]")).to_contain_text("Angekommen – danke!")
    summary = report.locator("#of-summary textarea")
    for text, words in (("Es fehlen Räume.", "Wörter: 3"), ("Räume fehlen.", "Wörter: 2")):
        summary.fill(text)
        expect(report.locator("#of-summary [data-words]")).to_contain_text(words)
        expect(report.locator("#of-summary [data-state]")).to_have_text("Gespeichert.")
    order(organiser, "feedback.end", event=server.event)
    expect(desk.locator('[data-feedback-state="closed"]')).to_have_text("geschlossen")
    expect(phone.locator('[data-banner="closed"]')).to_be_visible()


@pytest.mark.parametrize("manner", ["wrapped", "replaced"])
def test_the_editor_goes_on_while_it_is_translated(
    own_server: Server, open_page: OpenPage, watch: Watch, manner: str
) -> None:
    watch.expect("status of 400|Blocked script execution")  # an empty title; the preview has no script
    page = page_behind_door(open_page, own_server, own_server.links["organiser"])
    page.goto(own_server.page("edit/event"))
    english = page.locator("#of-event-title-0-0-en")
    for text, told in (("", "gespeichert: 1"), ("Eins", "gespeichert um"), ("", "gespeichert: 1"), ("Zwei", "um")):
        page.evaluate(TRANSLATE, manner)
        page.locator("#of-event-title-0-0-de textarea").fill(text)
        expect(page.locator("[data-saved]")).to_contain_text(told)
        expect(page.locator("#error-of-event-title-0-0-de")).to_have_text(re.compile("^.+$" if not text else "^$"))
    page.evaluate(TRANSLATE, manner)
    english.locator('[data-do="fits"]').press("Enter")
    expect(english).to_have_attribute("data-state", "there")
    expect(english.locator("[data-mend]")).to_be_empty()
    page.goto(own_server.page("edit/stations?part=foerderung-und-raeume"))
    page.get_by_role("button", name="Plakat", exact=True).press("Enter")
    question = page.locator("#of-station-question-1-0-de textarea")
    for many in (40, 60, 1):
        question.fill("Was brauchen wir in der Stadt, und wer tut es? " * many)
        said = page.locator("[data-too-long]")
        if many > 1:
            expect(said).to_have_text(re.compile(r"Zeilen zu viel: \d+"))
            before = said.inner_text()
            page.evaluate(TRANSLATE, manner)
        else:
            expect(said).to_be_empty()
    assert before


@pytest.mark.parametrize("manner", ["wrapped", "replaced"])
def test_the_short_form_of_an_event_goes_on_while_it_is_translated(
    own_server: Server, open_page: OpenPage, manner: str
) -> None:
    page = page_behind_door(open_page, own_server, own_server.links["house"])
    page.goto(f"{own_server.url}/house/new")
    page.get_by_label("Wie heißt sie?").fill("Stadtteildialog")
    page.get_by_label("Wann?").fill("12.12.2031")
    page.get_by_label("Beginn").fill("14 Uhr")
    rounds = page.locator(".new-item[data-round]")
    expect(rounds.first).to_be_visible()
    for press, count in (("Mehr: Runden", 4), ("Weniger: Runden", 3), ("Mehr: Runden", 4)):
        page.evaluate(TRANSLATE, manner)
        page.get_by_role("button", name=press).click()
        expect(rounds).to_have_count(count)
    last = rounds.last.locator("time")
    for begin in ("15 Uhr", "16 Uhr"):
        before = last.inner_text()
        page.evaluate(TRANSLATE, manner)
        page.get_by_label("Beginn").fill(begin)
        page.get_by_label("Beginn").press("Tab")
        expect(last).not_to_have_text(before)


def shown(page: Page, id: str | None) -> Locator:
    """The text of a contribution on a screen."""
    return page.locator(f'[data-contribution="{id}"] > [data-text]')
