"""Photos of tablecloths on the host's tablet: several at once, refused in words, without network, typed from."""

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests import camera
from tests.browser.boards import board, said
from tests.browser.conftest import OpenPage, Watch
from tests.browser.people import OFFLINE, behind_door, card, order
from tests.browser.serving import Server

TRIES = "415|Failed to load resource"
UPLOADS = "**/photos?*"


@pytest.fixture
def host(own_server: Server, open_page: OpenPage, watch: Watch) -> Page:
    """The tablet, in the second round."""
    watch.expect(TRIES)
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "round.start", event=own_server.event, round=2)
    return board(open_page("tablet"), own_server)


def pick(page: Page, *files: tuple[str, bytes]) -> None:
    """What the camera or the album hands over."""
    chosen: list[FilePayload] = [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files]
    page.locator("[data-pick-photos]").set_input_files(chosen)


def shown(page: Page) -> Locator:
    """The photos that are stored."""
    return page.locator("[data-photo-id]")


def waiting(page: Page) -> Locator:
    """Those on their way."""
    return page.locator("[data-taken]")


def test_several_at_once_and_what_is_no_photo_is_refused_in_words(
    own_server: Server, open_page: OpenPage, host: Page
) -> None:
    other = board(open_page("tablet"), own_server)
    host.get_by_label("Tisch auf dem Foto").select_option("2")
    pick(host, ("a.jpg", camera.from_phone(6)), ("text.jpg", b"Nur Text"), ("b.jpg", camera.from_phone(width=120)))
    expect(shown(host)).to_have_count(2)
    expect(shown(other)).to_have_count(2)
    picture = other.get_by_role("img", name="Foto von Tisch 2, Runde 2").first
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalHeight; }") == 48
    expect(waiting(host)).to_have_count(1)
    expect(waiting(host)).to_contain_text("text.jpg")
    refusal = "Diese Datei ist kein Foto, das hier gelesen werden kann. Möglich sind JPEG, PNG, WebP und HEIC."
    expect(waiting(host).locator("[data-message]")).to_have_text(refusal)
    host.get_by_role("button", name="Noch einmal: text.jpg").tap()
    expect(waiting(host).locator("[data-message]")).to_have_text(refusal)
    host.get_by_role("button", name="Löschen: text.jpg").tap()
    expect(waiting(host)).to_have_count(0)


def test_progress_is_told_and_a_full_disk_costs_no_photo(host: Page) -> None:
    held: list[Route] = []
    host.route(UPLOADS, lambda route: held.append(route))
    with host.expect_request(UPLOADS):
        pick(host, ("a.jpg", camera.from_phone()))
    expect(host.get_by_role("progressbar", name="a.jpg")).to_be_visible()
    full = {"ok": False, "error": "storage_full", "message": "voll"}
    host.route(UPLOADS, lambda route: route.fulfill(status=507, json=full))
    held[0].fulfill(status=507, json=full)
    sentence = (
        "Der Server kann gerade nicht speichern. Das Foto bleibt hier; bitte sagen Sie dem Organisationsteam Bescheid."
    )
    expect(waiting(host).locator("[data-message]")).to_have_text(sentence)
    expect(said(host)).to_have_text(sentence)
    expect(host.locator('[data-fact="saved"]')).to_have_attribute("data-state", "sending")
    host.unroute(UPLOADS)
    expect(shown(host)).to_have_count(1)
    expect(said(host)).to_have_text("Gespeichert: Foto aus Runde 2")


def test_without_network_photos_wait_and_go_when_it_is_back(host: Page, watch: Watch) -> None:
    watch.expect(OFFLINE)
    host.context.set_offline(True)
    expect(host.locator('[data-banner="offline"]')).to_be_visible()
    pick(host, ("a.jpg", camera.from_phone()), ("b.jpg", camera.from_phone(width=120)))
    expect(waiting(host).locator("[data-progress]")).to_have_text(["wartet auf Verbindung", "wartet auf Verbindung"])
    expect(shown(host)).to_have_count(0)
    host.context.set_offline(False)
    expect(shown(host)).to_have_count(2)
    expect(waiting(host)).to_have_count(0)


def test_a_page_loaded_anew_goes_on_with_its_photos(host: Page) -> None:
    host.route(UPLOADS, lambda route: route.abort())
    pick(host, ("a.jpg", camera.from_phone()))
    expect(host.locator("[data-taken][data-kept]")).to_have_count(1)
    host.unroute(UPLOADS)
    host.reload()
    expect(shown(host)).to_have_count(1)
    expect(waiting(host)).to_have_count(0)
    host.reload()
    expect(shown(host)).to_have_count(1)


def test_a_text_is_typed_beside_its_photo_and_leads_back_to_it(
    own_server: Server, open_page: OpenPage, host: Page
) -> None:
    pick(host, ("a.jpg", camera.from_phone()))
    shown(host).get_by_role("button").tap()
    dialog = host.get_by_role("dialog", name="Foto aus Runde 2")
    dialog.get_by_label("Bildunterschrift").fill("Ideen am Fenster")
    dialog.get_by_label("Tisch auf dem Foto").select_option("1")
    dialog.get_by_role("button", name="Speichern", exact=True).tap()
    expect(dialog).to_have_count(0)
    shown(host).get_by_role("button", name="Ideen am Fenster").tap()
    host.get_by_role("button", name="Text abtippen").tap()
    expect(host.get_by_label("Text der Karte")).to_be_focused()
    expect(host.get_by_role("region", name="Abtippen von: Ideen am Fenster")).to_be_visible()
    for text in ("Ein Raum am Abend", "Ein Schlüssel dazu"):
        host.keyboard.type(text)
        host.keyboard.press("Enter")
        expect(card(host, text)).to_have_count(1)
    host.get_by_role("button", name="Nicht mehr von diesem Foto abtippen").tap()
    host.keyboard.type("Ohne Foto")
    host.keyboard.press("Enter")
    expect(card(host, "Ohne Foto")).to_have_count(1)
    expect(card(host, "Ohne Foto").locator('[data-do="show-photo"]')).to_have_count(0)
    expect(shown(host)).to_contain_text("Abgetippt: 2")
    other = board(open_page("tablet"), own_server)
    card(other, "Ein Raum am Abend").get_by_role("button", name="Ideen am Fenster").tap()
    expect(other.locator("[data-typed]")).to_have_attribute("data-typed", "2")
    other.get_by_role("button", name="Foto entfernen").tap()
    expect(shown(host)).to_have_count(0)
    expect(card(host, "Ein Raum am Abend").locator('[data-do="show-photo"]')).to_have_count(0)
    other.get_by_role("button", name="Rückgängig").tap()
    expect(shown(host)).to_have_count(1)
    host.get_by_role("button", name="Verlauf").tap()
    expect(host.locator("[data-entry]").first).to_contain_text("Rückgängig gemacht: „Ideen am Fenster“")


def test_two_tablets_that_write_a_caption_see_both(own_server: Server, open_page: OpenPage, host: Page) -> None:
    other = board(open_page("tablet"), own_server)
    pick(host, ("a.jpg", camera.from_phone()))
    for page in (host, other):
        shown(page).get_by_role("button").tap()
    for page, caption in ((host, "Am Fenster"), (other, "An der Tür")):
        page.get_by_label("Bildunterschrift").fill(caption)
        page.get_by_role("dialog").get_by_role("button", name="Speichern", exact=True).tap()
    expect(other.get_by_role("dialog")).to_have_count(0)
    expect(other.locator("[data-refusal]")).to_be_visible()
    shown(other).get_by_role("button", name="Bildunterschrift nicht angenommen").tap()
    expect(other.get_by_label("Bildunterschrift")).to_have_value("An der Tür")
    expect(other.locator("[data-now]")).to_contain_text("Am Fenster")
    other.get_by_role("button", name="Meinen Text speichern").tap()
    expect(host.get_by_role("img", name="An der Tür")).to_be_visible()


@pytest.mark.parametrize("way", ["Foto schließen", "Speichern", "Escape"])
def test_a_caption_that_was_refused_while_its_photo_is_open_again_goes_with_no_dialog(
    own_server: Server, open_page: OpenPage, host: Page, watch: Watch, way: str
) -> None:
    watch.expect(OFFLINE)
    other = board(open_page("tablet"), own_server)
    pick(host, ("a.jpg", camera.from_phone()))
    field = other.get_by_label("Bildunterschrift")
    save = other.get_by_role("dialog").get_by_role("button", name="Speichern", exact=True)
    shown(other).get_by_role("button").tap()
    other.context.set_offline(True)
    expect(other.locator('[data-banner="offline"]')).to_be_attached()
    field.fill("An der Tür")
    save.tap()
    shown(other).get_by_role("button").tap()
    field.fill("An der Tür")  # nothing else than what is under way, so that a second saving adds no other words
    shown(host).get_by_role("button").tap()
    host.get_by_label("Bildunterschrift").fill("Am Fenster")
    host.get_by_role("dialog").get_by_role("button", name="Speichern", exact=True).tap()
    expect(host.get_by_role("img", name="Am Fenster")).to_be_visible()
    other.context.set_offline(False)
    expect(other.locator('[data-fact="saved"]')).to_have_attribute("data-state", "returned")
    if way == "Escape":
        other.keyboard.press("Escape")
    elif way == "Speichern":
        field.fill("Am Fenster")
        save.tap()
    else:
        other.get_by_role("button", name=way).tap()
    expect(other.get_by_role("dialog")).to_have_count(0)
    shown(other).get_by_role("button", name="Bildunterschrift nicht angenommen").tap()
    expect(field).to_have_value("An der Tür")
    expect(other.locator("[data-now]")).to_contain_text("Am Fenster")


@pytest.mark.parametrize("width", [320, 820, 1180])
def test_photos_fit_also_from_right_to_left(own_server: Server, open_page: OpenPage, host: Page, width: int) -> None:
    pick(host, ("a.jpg", camera.from_phone()), ("b.jpg", b"Nur Text"))
    expect(shown(host)).to_have_count(1)
    expect(waiting(host).locator("[data-message]")).to_have_count(1)
    for direction in ("ltr", "rtl"):
        host.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        host.set_viewport_size({"width": width, "height": 820})
        assert host.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
        place = host.locator("[data-photos]")
        assert place.evaluate("(place) => place.scrollWidth <= place.clientWidth")
