"""What was withdrawn is forgotten by everybody's browser that kept it: drafts, forms, orders, copies of pages."""

from playwright.sync_api import expect

from tests.browser.boards import board, tick
from tests.browser.conftest import OpenPage, Watch
from tests.browser.dragging import drag
from tests.browser.keeping import holding, wait_until_forgotten, wait_until_kept_somewhere
from tests.browser.network import wait_until_kept
from tests.browser.people import CLOSED, OFFLINE, Neighbour, card, join, write
from tests.browser.serving import Server

WORD = "Geheimwort"
TEXT = f"Ein {WORD} von Frau Schmidt"


def test_forms_and_copies_of_others_forget_it(server: Server, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    author, reader = join(open_page("phone"), server), join(open_page("phone", service_workers="allow"), server)
    host = board(open_page("tablet"), server)
    wait_until_kept(reader)
    write(author, TEXT)
    write(author, "Bleibt stehen")
    reader.reload()
    wait_until_kept_somewhere(reader, WORD)
    expect(card(host, TEXT)).to_have_count(1)
    tick(host, TEXT).check()
    host.locator("[data-bar]").get_by_role("button", name="Ändern", exact=True).tap()
    host.get_by_label("Text des Beitrags", exact=True).fill(f"Ein {WORD} von irgendwem")
    drag(host, card(host, "Bleibt stehen"), host.locator("[data-place-new]"))
    host.get_by_label("Titel des Themas").press("Escape")
    drag(host, card(host, TEXT), host.locator("[data-place-new]"))
    expect(host.get_by_label("Titel des Themas")).to_have_value(TEXT)
    kept = {place.partition("dresden")[0] for place in holding(host, WORD)}
    assert kept == {f"{where}cafe.{form}." for where in ("", "database ") for form in ("wording", "cluster")}

    author.locator("[data-contribution]").filter(has_text=TEXT).get_by_role("button", name="ändern").click()
    wait_until_kept_somewhere(author, WORD)
    tab = author.context.new_page()
    tab.goto(author.url)
    card(tab, TEXT).get_by_role("button", name="zurückziehen").click()
    tab.get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(card(host, TEXT)).to_have_count(0)
    for page in (author, reader, host):
        wait_until_forgotten(page, WORD)
    expect(host.get_by_label("Titel des Themas")).to_have_value("")
    expect(author.get_by_label("Ihr Beitrag")).to_have_value("")  # nobody had typed anything of their own yet
    assert WORD not in host.locator("body").inner_text()
    assert WORD not in author.locator("body").inner_text()


def test_a_rewording_reaches_the_copy_that_another_phone_keeps(
    server: Server, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(f"{OFFLINE}|{CLOSED}")
    author, reader = Neighbour(server), join(open_page("phone", service_workers="allow"), server)
    host = board(open_page("tablet"), server)
    wait_until_kept(reader)
    author.write("Herr Namenlos hilft nie")
    reader.reload()
    wait_until_kept_somewhere(reader, "Namenlos")
    tick(host, "Herr Namenlos hilft nie").check()
    host.locator("[data-bar]").get_by_role("button", name="Ändern", exact=True).tap()
    host.get_by_label("Text des Beitrags", exact=True).fill("Im Amt hilft niemand")
    host.get_by_label("Text des Beitrags", exact=True).press("Control+Enter")
    expect(card(reader, "Im Amt hilft niemand")).to_have_count(1)
    wait_until_forgotten(reader, "Namenlos")
    reader.context.set_offline(True)
    reader.reload()
    expect(card(reader, "Im Amt hilft niemand")).to_have_count(1)
    expect(reader.get_by_text("Namenlos")).to_have_count(0)
