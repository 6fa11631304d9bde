"""The survey in a browser: answered by thumb and keyboard, never lost, seen at the desk and on the wall."""

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import between
from tests.browser.people import CLOSED, OFFLINE, behind_door, join, line, order, write
from tests.browser.serving import Server, serve, stop

SAVED = "Angekommen – danke! Ändern geht, solange das Feedback offen ist."
FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
SMALL = """
[...document.querySelectorAll("[data-survey] :is(label:has(input), select, textarea), [data-send]")]
  .filter((one) => one.offsetWidth < 44 || one.offsetHeight < 44).map((one) => one.outerHTML)
"""


@pytest.fixture
def organiser(own_server: Server, open_page: OpenPage) -> Page:
    """An organiser's session that opened the survey."""
    page = behind_door(open_page, own_server, own_server.links["organiser"])
    order(page, "feedback.begin", event=own_server.event)
    return page


def open_survey(server: Server, open_page: OpenPage, **options: Any) -> Page:
    page = open_page("phone", server.page("feedback"), **options)
    expect(page.locator("[data-answered]")).to_have_text(re.compile("0 (von|of) 4"))
    page.evaluate("window.notReloaded = true")
    return page


def place(page: Page, question: int, number: int) -> Locator:
    return page.locator(f'[data-question="{question}"] input[value="{number}"]')


def choose(page: Page, question: int, number: int) -> None:
    place(page, question, number).focus()  # brings it out from behind the dock
    place(page, question, number).check(force=True)


def chosen(page: Page) -> list[str]:
    return [
        str(one.get_attribute("name")) + str(one.get_attribute("value"))
        for one in page.locator(":checked").all()
        if one.get_attribute("type") == "radio"
    ]


def field(page: Page) -> Locator:
    return page.locator("[data-survey] textarea")


def send(page: Page) -> Locator:
    return page.locator("[data-send]")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus; how many stops a row of circles has is the browser's."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def counted(organiser: Page, server: Server) -> dict[str, Any]:
    """What the desk is told."""
    told: dict[str, Any] = order(organiser, "feedback.open", event=server.event, audience="desk")["feedback"]
    return told


def test_it_opens_by_itself_is_answered_and_changed(own_server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone", own_server.page("feedback"))
    expect(phone.get_by_text("Noch ist das Feedback nicht geöffnet.")).to_be_visible()
    expect(phone.locator("[data-survey]")).to_be_hidden()
    organiser = behind_door(open_page, own_server, own_server.links["organiser"])
    order(organiser, "feedback.begin", event=own_server.event)
    expect(phone.locator("[data-survey]")).to_be_visible()
    expect(send(phone)).to_have_attribute("aria-disabled", "true")
    choose(phone, 1, 4)
    choose(phone, 3, 2)
    expect(phone.locator("[data-answered]")).to_have_text("2 von 4 beantwortet")
    field(phone).fill("Danke!")
    expect(phone.locator("[data-characters]")).to_have_text("6 von 500")
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    told = counted(organiser, own_server)
    assert [one["counts"] for one in told["questions"]][:3] == [[0, 0, 0, 1, 0], [0, 0, 0, 0, 0], [0, 1, 0, 0, 0]]
    assert [one["text"] for one in told["comments"]] == ["Danke!"]
    place(phone, 3, 2).click(force=True)  # once more takes it back
    choose(phone, 1, 5)
    expect(send(phone)).to_have_text("Änderung absenden")
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    told = counted(organiser, own_server)
    assert (told["people"], [one["counts"] for one in told["questions"]][:3]) == (
        1,
        [[0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
    )
    phone.reload()
    expect(line(phone)).to_have_text(SAVED)
    assert (chosen(phone), field(phone).input_value()) == (["q15"], "Danke!")


def test_it_is_answered_by_keyboard_alone(own_server: Server, open_page: OpenPage, organiser: Page) -> None:
    phone = open_survey(own_server, open_page)
    place(phone, 1, 1).focus()
    phone.keyboard.press("Space")
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    assert chosen(phone) == ["q14"]
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    assert chosen(phone) == ["q14", "q21"]
    phone.keyboard.press("Space")
    assert chosen(phone) == ["q14"]
    tab_to(phone, "text")
    phone.keyboard.type("Gut")
    expect(field(phone)).to_have_value("Gut")
    tab_to(phone, "")
    expect(send(phone)).to_be_focused()
    phone.keyboard.press("Enter")
    expect(line(phone)).to_have_text(SAVED)
    expect(send(phone)).to_be_focused()


def test_targets_are_large_and_nothing_sticks_out_on_the_smallest_phone(
    own_server: Server, open_page: OpenPage, organiser: Page
) -> None:
    phone = open_survey(own_server, open_page, viewport={"width": 320, "height": 640})
    for direction in ("ltr", "rtl"):
        phone.evaluate(f"document.documentElement.dir = '{direction}'")
        assert (phone.evaluate(FITS), phone.evaluate(SMALL)) == (True, [])
        first, last = (place(phone, 1, number).bounding_box() for number in (1, 5))
        assert first is not None
        assert last is not None
        assert (first["x"] < last["x"]) is (direction == "ltr")


def test_it_speaks_the_phones_language_and_the_questions_theirs(
    own_server: Server, open_page: OpenPage, organiser: Page
) -> None:
    phone = open_survey(own_server, open_page, locale="en-GB")
    expect(phone.get_by_role("heading", level=1)).to_have_text("How was it for you?")
    question = phone.get_by_role("group", name="Ich bin mit der Konferenz insgesamt zufrieden.")
    expect(question.locator("legend")).to_have_attribute("lang", "de")
    expect(question.get_by_role("radio", name="1 of 5, strongly disagree")).to_be_attached()
    question.get_by_role("radio", name="5 of 5, strongly agree").check(force=True)
    expect(phone.locator("[data-answered]")).to_have_text("1 of 4 answered")
    send(phone).click()
    expect(line(phone)).to_have_text("Received – thank you! You can change it while feedback is open.")


def test_what_is_typed_and_sent_without_network_survives_a_reload_and_arrives_once(
    own_server: Server, open_page: OpenPage, organiser: Page, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    phone = open_survey(own_server, open_page)
    choose(phone, 2, 3)
    field(phone).fill("Halb gedacht")
    phone.reload()
    expect(phone.locator("[data-answered]")).to_have_text("1 von 4 beantwortet")
    assert (chosen(phone), field(phone).input_value()) == (["q23"], "Halb gedacht")
    phone.context.set_offline(True)
    field(phone).fill("Ganz gedacht")
    send(phone).click()
    expect(line(phone)).to_have_text("Wartet auf Netz – wird nachgereicht (1)")
    assert counted(organiser, own_server)["people"] == 0
    other = phone.context.new_page()  # the same phone, opened again while nothing has arrived
    phone.context.set_offline(False)
    other.goto(own_server.page("feedback"))
    for page in (phone, other):
        expect(line(page)).to_have_text(SAVED)
        assert (chosen(page), field(page).input_value()) == (["q23"], "Ganz gedacht")
    told = counted(organiser, own_server)
    assert (told["people"], [one["text"] for one in told["comments"]]) == (1, ["Ganz gedacht"])


def test_an_answer_whose_acknowledgement_is_lost_is_sent_again(
    own_server: Server, open_page: OpenPage, organiser: Page, watch: Watch
) -> None:
    watch.expect(CLOSED)
    phone = open_page("phone")
    network = between(phone.context)
    phone.goto(own_server.page("feedback"))
    choose(phone, 1, 1)
    network.cut = "feedback.set"
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert len(network.orders("feedback.set")) == 2
    told = counted(organiser, own_server)
    assert (told["people"], told["questions"][0]["counts"]) == (1, [1, 0, 0, 0, 0])


def test_a_server_that_comes_back_gets_what_was_sent_meanwhile(
    own_server: Server, open_page: OpenPage, organiser: Page, watch: Watch
) -> None:
    watch.expect(CLOSED)
    phone = open_survey(own_server, open_page)
    stop(own_server.process)
    choose(phone, 4, 2)
    send(phone).click()
    expect(line(phone)).to_have_text("Wartet auf Netz – wird nachgereicht (1)")
    with serve_again(own_server) as running:
        expect(line(phone)).to_have_text(SAVED)
        told = counted(behind_door(open_page, running, running.links["organiser"]), running)
        assert told["questions"][3]["counts"] == [0, 1, 0, 0, 0]


def serve_again(server: Server) -> AbstractContextManager[Server]:
    """The same café at the same place."""
    return serve(Path(server.environment["DATA_DIR"]), PORT=server.environment["PORT"])


def test_what_was_typed_but_not_sent_when_it_closes_stays_with_a_sentence(
    own_server: Server, open_page: OpenPage, organiser: Page
) -> None:
    phone, done = (open_survey(own_server, open_page) for _ in range(2))
    choose(done, 1, 3)
    send(done).click()
    expect(line(done)).to_have_text(SAVED)
    choose(phone, 1, 2)
    field(phone).fill("Noch nicht fertig")
    order(organiser, "feedback.end", event=own_server.event)
    expect(phone.locator("[data-note]")).to_have_text(
        "Das Feedback ist geschlossen."
        "Was Sie noch nicht abgesendet hatten, kam nicht mehr an. Es steht noch hier, auf diesem Handy."
    )
    expect(field(phone)).to_have_value("Noch nicht fertig")
    expect(field(phone)).not_to_be_editable()
    expect(send(phone)).to_be_hidden()
    expect(done.locator("[data-note]")).to_have_text(
        "Das Feedback ist geschlossen. Danke!Ihre Antworten sind angekommen."
    )
    expect(done.locator("[data-survey]")).to_be_hidden()
    phone.reload()
    expect(field(phone)).to_have_value("Noch nicht fertig")
    order(organiser, "feedback.begin", event=own_server.event)
    expect(send(phone)).to_be_visible()
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert phone.evaluate("window.notReloaded") is None
    assert done.evaluate("window.notReloaded") is True


def test_what_was_sent_too_late_from_a_phone_without_network_comes_back(
    own_server: Server, open_page: OpenPage, organiser: Page, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    phone = open_survey(own_server, open_page)
    phone.context.set_offline(True)
    field(phone).fill("Zu spät")
    send(phone).click()
    expect(line(phone)).to_have_text("Wartet auf Netz – wird nachgereicht (1)")
    order(organiser, "feedback.end", event=own_server.event)
    phone.context.set_offline(False)
    expect(phone.locator('[data-banner="unsent"]')).to_be_visible()
    expect(field(phone)).to_have_value("Zu spät")
    assert counted(organiser, own_server)["people"] == 0
    phone.reload()
    expect(field(phone)).to_have_value("Zu spät")


def test_a_station_leads_there_and_takes_nobody_out_of_what_they_write(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server)
    phone.evaluate("window.notReloaded = true")
    phone.get_by_label("Ihr Beitrag").fill("Mitten im Satz")
    organiser = behind_door(open_page, own_server, own_server.links["organiser"])
    order(organiser, "feedback.begin", event=own_server.event)
    banner = phone.locator('[data-banner="survey"]')
    expect(banner).to_contain_text("Wie war es für Sie?")
    expect(phone.get_by_label("Ihr Beitrag")).to_be_focused()
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Mitten im Satz")
    assert phone.evaluate("window.notReloaded") is True
    phone.get_by_role("link", name="Zum Feedback").click()
    choose(phone, 1, 5)
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    phone.go_back()
    expect(banner).to_contain_text("Danke für Ihr Feedback!")
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Mitten im Satz")
    order(organiser, "feedback.end", event=own_server.event)
    expect(banner).to_have_count(0)
    write(phone, "Und weiter")


def test_a_station_sends_what_waits_and_says_when_it_came_too_late(
    own_server: Server, open_page: OpenPage, organiser: Page, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    phone = join(open_page("phone"), own_server)
    survey = phone.context.new_page()
    survey.goto(own_server.page("feedback"))
    survey.context.set_offline(True)
    field(survey).fill("Unterwegs geschrieben")
    send(survey).click()
    expect(line(survey)).to_have_text("Wartet auf Netz – wird nachgereicht (1)")
    survey.close(run_before_unload=False)
    order(organiser, "feedback.end", event=own_server.event)
    phone.context.set_offline(False)
    expect(phone.locator('[data-banner="survey"]')).to_contain_text("Ihr Feedback kam nicht mehr an.")
    phone.get_by_role("link", name="Nachsehen").click()
    expect(field(phone)).to_have_value("Unterwegs geschrieben")


def test_without_script_it_is_a_plain_form(own_server: Server, open_page: OpenPage, organiser: Page) -> None:
    phone = open_page("phone", own_server.page("feedback"), java_script_enabled=False)
    choose(phone, 1, 5)
    field(phone).fill("Ohne Skript")
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert (chosen(phone), field(phone).input_value()) == (["q15"], "Ohne Skript")
    assert [one["text"] for one in counted(organiser, own_server)["comments"]] == ["Ohne Skript"]
