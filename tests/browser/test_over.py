"""After the day of deletion: what phones and tablets keep of an event goes, and nothing of another one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.boards import board, paper
from tests.browser.conftest import OpenPage, Watch
from tests.browser.keeping import holding, wait_until_kept_somewhere
from tests.browser.network import wait_until_kept
from tests.browser.people import CLOSED, OFFLINE, card, join, send, write
from tests.browser.serving import Server, serve_quickly, stop

WORD = "Geheimwort"
OTHER = "leipzig-2024"
GONE = "status of 410"
PAST = "2023-12-01T00:00:00.000Z"
SAID = "Dieses World Café ist vorbei. Was Gäste hier geschrieben haben, ist gelöscht."
SAID_OFFLINE = "Dieses World Café ist vorbei. Ohne Verbindung ist hier nichts davon zu sehen."
ANOTHER_EVENT = """
async (slug) => {
  localStorage[`cafe.draft.${slug}.raum`] = '{"text": "anderswo"}';
  const [name] = await caches.keys();
  await (await caches.open(name)).put(`/e/${slug}/stations/raum`, new Response("anderswo"));
}
"""
SET_OVER_AT = """
async ([moment, date]) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of (await cache.keys()).filter(({ url }) => url.includes("/e/dresden-2023/"))) {
      const answer = await cache.match(request, { ignoreVary: true });
      const text = (await answer.text()).replace(/"over_at":"[^"]+"/, `"over_at":"${moment}"`);
      const headers = { ...Object.fromEntries(answer.headers), ...(date && { date }) };
      await cache.put(request, new Response(text, { headers }));
    }
  }
}
"""


def test_nothing_of_it_stays_on_phone_and_tablet(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}|{GONE}")
    phone = join(open_page("phone", service_workers="allow"), own_server)
    tablet = board(open_page("tablet"), own_server)
    wait_until_kept(phone)
    write(phone, f"{WORD} eins")
    paper(tablet).fill(f"{WORD} vom Tisch")
    phone.reload()
    expect(card(phone, f"{WORD} eins")).to_have_count(1)
    phone.evaluate(ANOTHER_EVENT, OTHER)
    phone.context.set_offline(True)
    send(phone, f"{WORD} zwei")
    phone.get_by_label("Ihr Beitrag").fill(f"{WORD} drei")
    assert len(holding(phone, WORD)) >= 5, "the phone keeps too little for this test"
    assert len(holding(tablet, WORD)) == 2

    phone.evaluate(SET_OVER_AT, [PAST, None])  # the phone's own clock is past the day
    phone.reload()
    expect(phone.locator("h1")).to_have_text(SAID_OFFLINE)
    assert WORD not in phone.content()
    assert "dresden" not in phone.content().lower()
    phone.evaluate(SET_OVER_AT, ["2999-12-01T00:00:00.000Z", None])  # it was wrong
    phone.reload()
    expect(card(phone, f"{WORD} eins")).to_have_count(1)
    expect(card(phone, f"{WORD} zwei")).to_have_count(1)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value(f"{WORD} drei")

    stop(own_server.process)
    data, port = Path(own_server.environment["DATA_DIR"]), own_server.environment["PORT"]
    with closing(sqlite3.connect(data / "cafe.sqlite3")) as connection:
        connection.execute("UPDATE event SET delete_on = '2024-01-01'")
        connection.commit()
    with serve_quickly(data, PORT=port):
        expect(tablet.locator("h1")).to_have_text(SAID)  # it comes back by itself
        expect(tablet.locator("[data-cleared]")).to_be_visible()
        phone.context.set_offline(False)
        expect(phone.locator("h1")).to_have_text(SAID)
        expect(phone.locator("[data-cleared]")).to_be_visible()  # it says so once it is done
        expect(phone.locator("[data-cleared]")).to_have_text("Auch dieses Gerät hat nichts davon behalten.")
        for page in (phone, tablet):
            assert holding(page, WORD) | holding(page, "dresden-2023") == set()
        assert holding(phone, OTHER) == {f"cafe.draft.{OTHER}.raum", f"copy /e/{OTHER}/stations/raum"}


def test_a_copy_that_is_older_than_a_day_becomes_that_sentence(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    phone = join(open_page("phone", service_workers="allow"), own_server)
    wait_until_kept(phone)
    write(phone, f"{WORD} eins")
    phone.reload()
    wait_until_kept_somewhere(phone, WORD)
    phone.evaluate(SET_OVER_AT, [PAST, "Fri, 01 Dec 2023 08:00:00 GMT"])
    phone.context.set_offline(True)
    for _ in range(2):
        phone.reload()
        expect(phone.locator("h1")).to_have_text(SAID_OFFLINE)
        assert holding(phone, WORD) == set()
