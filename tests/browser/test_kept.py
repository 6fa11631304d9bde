"""What a phone keeps: through a killed browser, a full or forbidden storage, an older version, and on plain http."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from facilitation.queries import snapshots
from tests.browser.conftest import BROWSER_ARGUMENTS, OpenPage, Watch
from tests.browser.network import controlled, overheard, wait_until_kept
from tests.browser.people import CLOSED, OFFLINE, SAVED, Neighbour, card, join, line, scan, send, texts, write
from tests.browser.serving import ROOT, Server

FORBID_STORAGE = """
for (const name of ["localStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
"""
FILL_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
COPIED = """
async ([count, draft]) => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await ask(indexedDB.open("cafe"));
  for (let tries = 0; tries < 500; tries += 1) {
    const store = database.transaction("kept").objectStore("kept");
    const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
    const waiting = keys.filter((key) => key.startsWith("cafe.outbox.")).length;
    if (waiting === count && (draft === null || values.some(({ text }) => text === draft))) {
      database.close();
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
"""
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('cafe.outbox.'))"
PUT = "(entries) => entries.forEach(([key, value]) => localStorage.setItem(key, value))"
UNKEPT = "Keine Verbindung (1) – bitte diese Seite offen lassen"


@contextmanager
def switched_on(browser: Browser, profile: Path) -> Iterator[tuple[BrowserContext, subprocess.Popen[bytes]]]:
    """A phone's own browser, with what it kept from the last time."""
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=True)
    port = profile / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    process = subprocess.Popen(
        [
            found.stdout.strip(),
            *BROWSER_ARGUMENTS,
            "--headless=new",
            f"--user-data-dir={profile}",
            "--remote-debugging-port=0",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if port.exists() and port.read_text().count("\n"):
                break
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.1)
        own = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port.read_text().splitlines()[0]}")
        yield own.contexts[0], process
    finally:
        process.kill()
        process.wait()


def test_a_phone_that_goes_off_at_once_still_has_everything(
    server: Server, open_page: OpenPage, browser: Browser, tmp_path: Path
) -> None:
    other = Neighbour(server)
    wanted = [f"Vor dem leeren Akku {number}" for number in range(3)]
    with switched_on(browser, tmp_path / "profile") as (context, process):
        mine = join(context.pages[0], server)
        write(mine, "Noch mit Netz")
        context.set_offline(True)
        for text in wanted:
            send(mine, text)
        mine.get_by_label("Ihr Beitrag").fill("Und noch ein Ged")
        assert mine.evaluate(COPIED, [len(wanted), "Und noch ein Ged"]) is True
        process.kill()
        process.wait()
    with switched_on(browser, tmp_path / "profile") as (context, process):
        context.clear_cookies()  # whether these were on the disk already is the browser's own affair
        mine = join(context.pages[0], server)
        expect(mine.get_by_label("Ihr Beitrag")).to_have_value("Und noch ein Ged")
        other.reads(wanted[-1])
        assert other.texts("Vor dem leeren Akku") == wanted
        assert mine.evaluate(COPIED, [0, "Und noch ein Ged"]) is True


def test_what_a_killed_browser_brings_back_undoes_nothing(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = join(open_page("phone"), server), join(open_page("phone"), server)
    write(other, "Ein Punkt dafür?")
    dot = card(mine, "Ein Punkt dafür?").locator("[data-do=vote]")
    write(mine, "Erste Fassung")
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    dot.click()
    send(mine, "Schon einmal angekommen")
    card(mine, "Erste Fassung").locator("[data-do=edit]").click()
    send(mine, "Zweite Fassung")
    older = mine.evaluate(KEPT)
    assert len(older) == 3
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text(SAVED)
    card(mine, "Zweite Fassung").locator("[data-do=edit]").click()
    send(mine, "Dritte Fassung")
    dot.click()
    expect(card(other, "Dritte Fassung")).to_have_count(1)
    expect(card(other, "Ein Punkt dafür?").locator("[data-votes]")).to_have_attribute("data-votes", "0")
    assert mine.evaluate(COPIED, [0, None]) is True
    draft = '{"text": "Dritte Fass", "kind": "idea", "language": "de", "serial": 1}'
    older.append([f"cafe.draft.{server.event}.{server.stations[0]}", draft])
    mine.evaluate(PUT, older)
    network = overheard(mine.context)
    mine.reload()
    expect(mine.get_by_label("Ihr Beitrag")).to_have_value("")
    write(mine, "Danach")
    expect(card(other, "Danach")).to_have_count(1)  # what was answered before counts once
    again = [name for name, _ in network.sent if not name.endswith(".open")]
    assert again == ["vote.set", "contribution.add", "contribution.edit", "contribution.add"]
    assert texts(other, "Schon einmal angekommen") == ["Schon einmal angekommen"]
    for page in (mine, other):
        expect(card(page, "Dritte Fassung")).to_have_count(1)
        expect(card(page, "Ein Punkt dafür?").locator("[data-votes]")).to_have_attribute("data-votes", "0")
    expect(mine.locator("[data-unkept], [data-refused]")).to_have_count(0)
    expect(card(other, "Schon einmal angekommen")).to_have_count(1)
    expect(card(other, "Dritte Fassung")).to_have_count(1)
    expect(card(other, "Ein Punkt dafür?").locator("[data-votes]")).to_have_attribute("data-votes", "0")


def test_where_nothing_may_be_stored_it_says_so_and_still_sends(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = open_page("phone"), Neighbour(server)
    mine.add_init_script(FORBID_STORAGE)
    join(mine, server)
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_contain_text("lassen Sie diese Seite offen")
    send(mine, "Nur auf dieser Seite")
    expect(line(mine)).to_have_text(UNKEPT)
    expect(card(mine, "Nur auf dieser Seite").locator(".chip")).to_have_text("noch nicht gesendet – Seite offen lassen")
    leaving = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert mine.evaluate(leaving) is False
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text(SAVED)
    other.reads("Nur auf dieser Seite")
    assert mine.evaluate(leaving) is True


def test_a_full_storage_loses_nothing(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = join(open_page("phone", service_workers="allow"), server), Neighbour(server)
    wait_until_kept(mine)
    mine.add_init_script(FILL_STORAGE)
    mine.reload()
    mine.context.set_offline(True)
    expect(mine.locator('[data-banner="offline"]')).to_be_visible()
    wanted = ["Kein Platz eins", "Kein Platz zwei"]
    for text in wanted:
        send(mine, text)
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (2)")
    assert mine.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cafe.outbox.'))") == []
    mine.reload()
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (2)")
    mine.context.set_offline(False)
    expect(line(mine)).to_have_text(SAVED)
    other.reads(wanted[-1])
    assert other.texts("Kein Platz") == wanted


def test_whoever_reloads_while_something_is_sent_does_not_wait_for_oneself(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOSED)
    mine, network = controlled(server, open_page)
    other = join(open_page("phone"), server)
    write(mine, "Vorher gesendet")
    network.deaf = True
    send(mine, "Beim Neuladen unterwegs")
    network.wait_for(mine, "contribution.add", 2)
    network.deaf = False
    mine.clock.pause_at(mine.evaluate("Date.now()") / 1000 + 1)
    mine.reload()
    network.wait_for(mine, "contribution.add", 3)
    expect(card(other, "Beim Neuladen unterwegs")).to_have_count(1)


def test_plain_http_in_a_hall_keeps_and_sends_everything(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}|Cross-Origin-Opener-Policy")
    url = server.url.replace("127.0.0.1", "cafe.test")
    hall = replace(server, url=url, environment={**server.environment, "BASE_URL": url})
    watch.host = urlsplit(hall.url).netloc
    mine, other = scan(open_page("phone"), hall), scan(open_page("phone"), hall)
    assert mine.evaluate("[isSecureContext, typeof crypto.randomUUID, typeof navigator.serviceWorker]") == [
        False,
        "undefined",
        "undefined",
    ]
    write(mine, "Ohne Schloss eins")
    address = mine.url
    mine.context.set_offline(True)
    for number in ("zwei", "drei"):
        send(mine, f"Ohne Schloss {number}")
    expect(line(mine)).to_have_text("Keine Verbindung – wird später gesendet (2)")
    mine.close()
    again = mine.context.new_page()
    mine.context.set_offline(False)
    again.goto(address)
    expect(line(again)).to_have_text(SAVED)
    again.reload()
    wanted = [f"Ohne Schloss {number}" for number in ("eins", "zwei", "drei")]
    expect(card(again, wanted[-1])).to_have_count(1)
    expect(card(other, wanted[-1])).to_have_count(1)
    for page in (again, other):
        assert texts(page, "Ohne Schloss") == wanted
    assert page_ids(other, "Ohne Schloss") == [True] * len(wanted)


def page_ids(page: Page, beginning: str) -> list[bool]:
    """Whether each contribution that begins so has a random UUID of version 4."""
    cards = page.locator("[data-contribution]").filter(has=page.locator("[data-text]", has_text=beginning))
    ids = [one.get_attribute("data-contribution") or "" for one in cards.all()]
    return [bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one)) and one[14] == "4" for one in ids]


COPY = """
async (word) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request, { ignoreVary: true })).text();
      if (!request.url.includes("/static/") && text.includes(word)) {
        return true;
      }
    }
  }
  return false;
}
"""


def test_a_copy_forgets_what_is_withdrawn_or_hidden(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    mine, other = join(open_page("phone", service_workers="allow"), server), join(open_page("phone"), server)
    wait_until_kept(mine)
    words = ["Geheim <b>'&eins", "Geheim zwei", "Bleibt stehen"]
    for word in words:
        write(other, word)
    mine.reload()
    expect(card(mine, words[2])).to_have_count(1)
    found = [id for id in map(str, texts(mine, "")) if id in words]
    assert sorted(found) == sorted(words)
    mine.wait_for_function(COPY, arg="Geheim zwei")
    other.set_viewport_size({"width": 320, "height": 480})
    card(other, words[1]).get_by_role("button", name="zurückziehen").click()
    expect(other.locator("#confirm-text")).to_have_text(
        "Er verschwindet von allen Bildschirmen, und sein Text wird gelöscht. In einem Bericht, der schon fertig ist, "
        "bleibt er bis zum Tag der Löschung stehen."
    )
    for button in ("Behalten", "Zurückziehen"):  # the sentence leaves them on a small phone's screen
        expect(other.get_by_role("button", name=button, exact=True)).to_be_in_viewport(ratio=1)
    other.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(mine, words[1])).to_have_count(0)
    mine.wait_for_function(f"async (word) => !(await ({COPY})(word))", arg="Geheim zwei")
    assert mine.evaluate(COPY, "Bleibt stehen") is True
    mine.context.set_offline(True)
    mine.reload()
    expect(card(mine, words[2])).to_have_count(1)
    expect(card(mine, words[0])).to_have_count(1)
    expect(card(mine, words[1])).to_have_count(0)


def test_another_stations_copy_goes(server: Server, open_page: OpenPage) -> None:
    mine = join(open_page("phone", service_workers="allow"), server)
    wait_until_kept(mine)
    join(mine, server, station=1)
    there = "async () => !!(await caches.match(location.pathname, { ignoreVary: true, ignoreSearch: true }))"
    mine.wait_for_function(there)
    first = server.page(f"stations/{server.stations[0]}")
    gone = "async (address) => !(await caches.match(address, { ignoreVary: true, ignoreSearch: true }))"
    mine.wait_for_function(gone, arg=first)


ALL_OF_IT = """
async (many) => {
  const copy = await caches.match(location.pathname, { ignoreVary: true, ignoreSearch: true });
  const data = /id="first">([^]*?)<\\/script>/.exec(await copy?.text() ?? "");
  return data !== null && JSON.parse(data[1]).change.contributions.length === many;
}
"""


def test_the_copy_of_a_station_whose_page_brought_only_the_newest_holds_all(
    own_server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    many = snapshots.NEWEST + 5
    command = [sys.executable, "-m", "tests.load.filling", own_server.event, own_server.stations[0], str(many)]
    environment = {**own_server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    mine = join(open_page("phone", service_workers="allow"), own_server)
    wait_until_kept(mine)
    mine.wait_for_function(ALL_OF_IT, arg=many)
    mine.context.set_offline(True)
    mine.reload()
    expect(mine.locator("[data-count]")).to_have_text(str(many))
    expect(mine.locator("[data-stream] [data-contribution]")).to_have_count(many)
