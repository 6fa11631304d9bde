"""A phone that is handed on: whoever has it next begins anew, and nothing of the one before is left in it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, behind_door, card, connected, join, order, send, write
from tests.browser.serving import Server

KEPT = """
async () => {
  const told = [...Object.entries(localStorage), ...Object.entries(sessionStorage)].map(String);
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((found) => {
      indexedDB.open(name).onsuccess = ({ target }) => found(target.result);
    });
    for (const store of database.objectStoreNames) {
      told.push(JSON.stringify(await new Promise((found) => {
        database.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) => found(target.result);
      })));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const page of await cache.keys()) {
      told.push(await (await cache.match(page)).text());
    }
  }
  return told.join("\\n");
}
"""
"""Everything that the browser keeps of the café, as text."""
HERS = ("Das tippt Olena", "Das wartet von Olena", "Das meint Olena", "Das denkt Olena")
"""A draft, what waits, an answer to the survey, a draft of another one."""


def survey(page: Page, server: Server) -> Page:
    page.goto(server.page("feedback"))
    expect(page.locator("[data-survey]")).to_be_visible()
    return page


def test_survey_drafts_queue_and_kept_pages_begin_anew(own_server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "feedback.begin", event=own_server.event)
    station = own_server.page(f"stations/{own_server.stations[0]}")
    phone = join(open_page("phone", service_workers="allow"), own_server)
    written = write(phone, "Das schrieb Olena")
    expect(written.get_by_role("button", name="Zurückziehen")).to_have_count(1)
    survey(phone, own_server).locator('[data-question="1"] input[value="5"]').check(force=True)
    phone.locator("[data-survey] textarea").fill(HERS[2])
    phone.locator("[data-send]").click()
    expect(phone.locator("[data-line]")).to_contain_text("Angekommen")
    phone.locator("[data-survey] textarea").fill(HERS[3])
    phone.goto(station)
    connected(phone)
    phone.context.set_offline(True)
    send(phone, HERS[1])
    phone.get_by_label("Ihr Beitrag").fill(HERS[0])
    phone.wait_for_function("(text) => JSON.stringify(localStorage).includes(text)", arg=HERS[0])
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(f"{own_server.page('me')}?next=/e/{own_server.event}/")
    kept = phone.evaluate(KEPT)
    assert [text in kept for text in HERS] == [True, True, False, True], "what was answered is the server's"

    hand_on = phone.get_by_role("button", name="Jemand anderes schreibt hier")
    hand_on.click()
    expect(phone.get_by_role("alert")).to_contain_text("1")
    hand_on.click()
    expect(phone).to_have_url(own_server.page())
    phone.goto(station)
    connected(phone)
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("")
    expect(card(phone, "Das schrieb Olena")).to_be_visible()
    expect(written.get_by_role("button", name="Zurückziehen")).to_have_count(0)
    expect(card(phone, HERS[1])).to_have_count(0)
    survey(phone, own_server)
    expect(phone.locator("[data-survey] textarea")).to_have_value("")
    expect(phone.locator("[data-survey] :checked:is([type=radio])")).to_have_count(0)
    kept = phone.evaluate(KEPT)
    assert [text for text in HERS if text in kept] == []
    phone.context.set_offline(True)
    phone.goto(station)  # the copy that a phone keeps for when there is no network
    expect(card(phone, "Das schrieb Olena")).to_be_visible()
    expect(written.get_by_role("button", name="Zurückziehen")).to_have_count(0)
    told = order(organiser, "feedback.open", event=own_server.event, audience="desk")["feedback"]
    assert [one["text"] for one in told["comments"]] == [HERS[2]]
