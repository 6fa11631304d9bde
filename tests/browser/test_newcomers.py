"""The door for newcomers, from the desk to the phone of somebody who comes late."""

import os
import sqlite3
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from facilitation.models.columns import now
from tests.browser.boards import board
from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import between
from tests.browser.people import Neighbour, card, join, write
from tests.browser.serving import Server


def figure(desk: Page, name: str) -> Locator:
    return desk.locator(f'[data-tile="foerderung-und-raeume"] [data-figure="{name}"]')


def rush(server: Server) -> None:
    """Thirty people who came in the same moment, as the server keeps them: each gave the only contribution a dot."""
    moment = now().isoformat(" ").removesuffix("+00:00")
    with sqlite3.connect(Path(server.environment["DATA_DIR"]) / "cafe.sqlite3") as database:
        (card,) = database.execute("SELECT id FROM contribution").fetchone()
        for id in range(1, 31):
            database.execute(
                "INSERT INTO participant (id, event_id, language, greeted, straight, rushed, wrote_early, left_out, "
                "joined_at) SELECT ?, id, 'de', 0, 1, 1, 0, 0, ? FROM event",
                (id, moment),
            )
            database.execute("INSERT INTO vote VALUES (?, ?, ?)", (id, card, moment))
        database.execute("UPDATE contribution SET votes = 30")


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_late_guest_waits_at_the_closed_door_and_comes_in_with_the_word(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    desk = open_page("desk")
    network = between(desk.context)
    desk.goto(own_server.links["organiser"])
    known = join(open_page("phone"), own_server)
    expect(desk.locator("[data-newcomers-minute]")).to_have_text("1")
    door = desk.get_by_role("combobox", name="Neue Gäste")
    door.select_option("closed")
    network.wait_for_answers(desk, "newcomers.set", 1)
    expect(door).to_have_value("closed")
    write(known, "Ich bin schon da.")
    expect(card(known, "Ich bin schon da.")).to_be_visible()

    watch.expect("403")
    station = next(iter(own_server.links["stations"].values()))
    late = open_page("phone", station)
    expect(late.get_by_role("status")).to_contain_text("Für neue Gäste ist gerade geschlossen")
    late.get_by_label("Wie dürfen wir Sie nennen?").fill("Olena")
    look(late, "closed")
    late.get_by_role("button", name="Mitmachen").click()
    expect(late.get_by_role("alert")).to_contain_text("Für neue Gäste ist gerade geschlossen")
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


def test_a_rush_is_flagged_and_its_dots_are_left_out_and_counted_again(own_server: Server, open_page: OpenPage) -> None:
    desk = open_page("desk", own_server.links["organiser"])
    tablet = board(open_page("tablet"), own_server)
    neighbour = Neighbour(own_server)
    neighbour.write("Mehr Räume!")
    rush(own_server)
    neighbour.write("Und mehr Zeit.")
    expect(desk.locator('[data-banner="rush"]')).to_contain_text("Auf einmal neu dabei: 30.")
    expect(tablet.locator('[data-banner="rush"]')).to_contain_text("Ansturm: 30 neue Gäste auf einmal")
    expect(desk.locator("[data-rushed]")).to_have_text("Ansturm: 30")
    look(desk, "rush-desk")
    look(tablet, "rush-board")
    expect(figure(desk, "votes")).to_have_text("30")
    desk.get_by_role("button", name="Deren Punkte nicht zählen").click()
    expect(figure(desk, "votes")).to_have_text("0")
    expect(desk.locator("[data-rushed]")).to_have_count(0)
    desk.get_by_role("button", name="Wieder zählen").click()
    expect(figure(desk, "votes")).to_have_text("30")
    tablet.get_by_role("button", name="Beiträge erst freigeben").click()
    expect(tablet.locator('[data-banner="rush"]')).to_contain_text("Neue Beiträge warten auf Ihre Freigabe.")
