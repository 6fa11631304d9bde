"""The door for newcomers, from the desk to the phone of somebody who comes late."""

import os
import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import card, join, write
from tests.browser.serving import Server


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_late_guest_waits_at_the_closed_door_and_comes_in_with_the_word(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    desk = open_page("desk", own_server.links["organiser"])
    known = join(open_page("phone"), own_server)
    expect(desk.locator("[data-newcomers-minute]")).to_have_text("1")
    door = desk.get_by_role("combobox", name="Neue Gäste")
    door.select_option("closed")
    expect(door).to_have_value("closed")
    write(known, "Ich bin schon da.")
    expect(card(known, "Ich bin schon da.")).to_be_visible()

    watch.expect("403")
    station = next(iter(own_server.links["stations"].values()))
    late = open_page("phone", station)
    expect(late.get_by_role("status")).to_have_text(re.compile("^Für neue Gäste ist gerade geschlossen"))
    late.get_by_label("Wie dürfen wir Sie nennen?").fill("Olena")
    look(late, "closed")
    late.get_by_role("button", name="Mitmachen").click()
    expect(late.get_by_role("alert")).to_have_text(re.compile("^Für neue Gäste ist gerade geschlossen"))
    expect(late.get_by_label("Wie dürfen wir Sie nennen?")).to_have_value("Olena")
    look(late, "refused")

    door.select_option("word")
    word = desk.locator("[data-day-word]").inner_text()
    look(desk, "desk")
    late.goto(station)
    late.get_by_label("Das Tageswort").fill(word)
    look(late, "word")
    late.get_by_role("button", name="Mitmachen").click()
    write(late, "Jetzt bin ich auch da.")
    expect(card(late, "Jetzt bin ich auch da.")).to_be_visible()
    expect(desk.locator("[data-newcomers-today]")).to_have_text("2")
    desk.get_by_role("button", name="Neues Wort").click()
    expect(desk.locator("[data-day-word]")).not_to_have_text(word)
