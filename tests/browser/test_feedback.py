"""The survey in a browser: answered by thumb and keyboard, never lost, seen at the desk and on the wall."""

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.boxes import FAULTS
from tests.browser.clocks import gone_within_a_second
from tests.browser.conftest import OpenPage, Watch
from tests.browser.network import between
from tests.browser.people import CLOSED, OFFLINE, Away, behind_door, join, line, order, write
from tests.browser.serving import Server, serve_quickly, stop

SAVED = "Angekommen – danke! Sie können es ändern, solange das Feedback geöffnet ist."
FITS = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
SMALL = """
[...document.querySelectorAll("[data-survey] :is(label:has(input), select, textarea), [data-send]")]
  .filter((one) => one.offsetWidth < 44 || one.offsetHeight < 44).map((one) => one.outerHTML)
"""


@pytest.fixture
def organiser(own_server: Server) -> Away:
    """An organiser's session that opened the survey."""
    away = behind_door(own_server, own_server.links["organiser"])
    order(away, "feedback.begin", event=own_server.event)
    return away


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


def tab_to(page: Page, control: Locator) -> None:
    """Press Tab until it has the focus; how many stops a row of circles has is the browser's."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if control.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {control}")


def counted(organiser: Away, server: Server) -> dict[str, Any]:
    """What the desk is told."""
    told: dict[str, Any] = order(organiser, "feedback.open", event=server.event, audience="desk")["feedback"]
    return told


def test_it_opens_by_itself_is_answered_and_changed(own_server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone", own_server.page("feedback"))
    expect(phone.get_by_text("Noch ist das Feedback nicht geöffnet.")).to_be_visible()
    expect(phone.locator("[data-survey]")).to_be_hidden()
    organiser = behind_door(own_server, own_server.links["organiser"])
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


def test_it_is_answered_by_keyboard_alone(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
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
    tab_to(phone, field(phone))
    phone.keyboard.type("Gut")
    expect(field(phone)).to_have_value("Gut")
    tab_to(phone, send(phone))
    phone.keyboard.press("Enter")
    expect(line(phone)).to_have_text(SAVED)
    expect(send(phone)).to_be_focused()


def test_targets_are_large_and_nothing_sticks_out_on_the_smallest_phone(
    own_server: Server, open_page: OpenPage, organiser: Away
) -> None:
    phone = open_survey(own_server, open_page, viewport={"width": 320, "height": 640})
    for direction in ("ltr", "rtl"):
        phone.evaluate(f"document.documentElement.dir = '{direction}'")
        assert (phone.evaluate(FITS), phone.evaluate(SMALL)) == (True, [])
        first, last = (place(phone, 1, number).bounding_box() for number in (1, 5))
        assert first is not None
        assert last is not None
        assert (first["x"] < last["x"]) is (direction == "ltr")


def test_it_speaks_the_phones_language_and_so_do_its_questions(
    own_server: Server, open_page: OpenPage, organiser: Away
) -> None:
    phone = open_survey(own_server, open_page, locale="en-GB")
    expect(phone.get_by_role("heading", level=1)).to_have_text("How was it for you?")
    question = phone.get_by_role("group", name="I am satisfied with the conference as a whole.")
    expect(question.locator("legend [data-aloud-text]")).to_have_attribute("lang", "en")
    expect(question.get_by_role("radio", name="1 of 5, strongly disagree")).to_be_attached()
    question.get_by_role("radio", name="5 of 5, strongly agree").check(force=True)
    expect(phone.locator("[data-answered]")).to_have_text("1 of 4 answered")
    send(phone).click()
    expect(line(phone)).to_have_text("Received – thank you! You can change it while feedback is open.")


def test_what_is_typed_and_sent_without_network_survives_a_reload_and_arrives_once(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
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
    expect(line(phone)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    assert counted(organiser, own_server)["people"] == 0
    other = phone.context.new_page()  # the same phone, opened again while nothing has arrived
    phone.context.set_offline(False)
    other.goto(own_server.page("feedback"))
    for page in (phone, other):
        expect(line(page)).to_have_text(SAVED)
        assert (chosen(page), field(page).input_value()) == (["q23"], "Ganz gedacht")
    told = counted(organiser, own_server)
    assert (told["people"], [one["text"] for one in told["comments"]]) == (1, ["Ganz gedacht"])


def test_what_another_tab_or_an_older_page_answered_is_learnt_unless_something_is_typed(
    own_server: Server, open_page: OpenPage, organiser: Away
) -> None:
    phone = open_survey(own_server, open_page)
    twin, typing = phone.context.new_page(), phone.context.new_page()
    for page in (twin, typing):
        page.goto(own_server.page("feedback"))
        expect(page.locator("[data-answered]")).to_have_text("0 von 4 beantwortet")
    field(typing).fill("Hier wird noch geschrieben")
    order(twin, "feedback.set", event=own_server.event, scale={"1": 3}, text="Von anderswo", language="de")
    choose(phone, 4, 4)
    field(phone).fill("Das gilt")
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    expect(field(twin)).to_have_value("Das gilt")
    expect(line(twin)).to_have_text(SAVED)
    assert (chosen(twin), field(typing).input_value()) == (["q44"], "Hier wird noch geschrieben")
    told = counted(organiser, own_server)
    assert (told["people"], [one["text"] for one in told["comments"]]) == (1, ["Das gilt"])


def test_an_answer_whose_acknowledgement_is_lost_is_sent_again(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
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
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(CLOSED)
    phone = open_survey(own_server, open_page)
    stop(own_server.process)
    choose(phone, 4, 2)
    send(phone).click()
    expect(line(phone)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    with serve_again(own_server) as running:
        expect(line(phone)).to_have_text(SAVED)
        told = counted(behind_door(running, running.links["organiser"]), running)
        assert told["questions"][3]["counts"] == [0, 1, 0, 0, 0]


def serve_again(server: Server) -> AbstractContextManager[Server]:
    """The same café at the same place."""
    return serve_quickly(Path(server.environment["DATA_DIR"]), PORT=server.environment["PORT"])


def test_what_was_typed_but_not_sent_when_it_closes_stays_with_a_sentence(
    own_server: Server, open_page: OpenPage, organiser: Away
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
        "Nicht abgesendete Antworten zählen nicht mehr. Sie stehen nur noch auf diesem Handy."
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
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    phone = open_survey(own_server, open_page)
    phone.context.set_offline(True)
    field(phone).fill("Zu spät")
    send(phone).click()
    expect(line(phone)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    order(organiser, "feedback.end", event=own_server.event)
    phone.context.set_offline(False)
    expect(phone.locator('[data-banner="unsent"]')).to_be_visible()
    expect(field(phone)).to_have_value("Zu spät")
    assert counted(organiser, own_server)["people"] == 0
    phone.reload()
    expect(field(phone)).to_have_value("Zu spät")
    order(organiser, "feedback.begin", event=own_server.event)
    expect(phone.locator("[data-answered]")).to_be_visible()
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert [one["text"] for one in counted(organiser, own_server)["comments"]] == ["Zu spät"]


def test_what_is_chosen_before_the_script_has_come_is_kept(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server)
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "feedback.begin", event=own_server.event)
    held: list[Route] = []
    phone.route("**/feedback.js", lambda route: held.append(route))
    with phone.expect_request("**/feedback.js"):
        phone.goto(own_server.page("feedback"), wait_until="commit")
    choose(phone, 1, 5)
    assert len(held) == 1
    held[0].continue_()
    expect(phone.locator("[data-answered]")).to_be_visible()
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert counted(organiser, own_server)["questions"][0]["counts"] == [0, 0, 0, 0, 1]


def test_a_station_leads_there_and_takes_nobody_out_of_what_they_write(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server)
    phone.evaluate("window.notReloaded = true")
    phone.get_by_label("Ihr Beitrag").fill("Mitten im Satz")
    organiser = behind_door(own_server, own_server.links["organiser"])
    order(organiser, "feedback.begin", event=own_server.event)
    banner = phone.locator('[data-banner="survey"]')
    expect(banner).to_contain_text("Wie war es für Sie?")
    expect(phone.get_by_label("Ihr Beitrag")).to_be_focused()
    expect(phone.get_by_label("Ihr Beitrag")).to_have_value("Mitten im Satz")
    assert phone.evaluate("window.notReloaded") is True
    phone.get_by_role("link", name="Zum Feedback").click()
    expect(phone.locator("[data-answered]")).to_be_visible()  # before, the form is sent as a page of its own
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
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    phone = join(open_page("phone"), own_server)
    survey = phone.context.new_page()
    survey.goto(own_server.page("feedback"))
    survey.context.set_offline(True)
    field(survey).fill("Unterwegs geschrieben")
    send(survey).click()
    expect(line(survey)).to_have_text("Keine Verbindung – wird später gesendet (1)")
    expect(phone.locator('[data-banner="offline"]')).to_be_visible()  # else it may send before the feedback ends
    survey.close(run_before_unload=False)
    order(organiser, "feedback.end", event=own_server.event)
    phone.context.set_offline(False)
    expect(phone.locator('[data-banner="survey"]')).to_contain_text("Das Feedback ist schon geschlossen.")
    phone.get_by_role("link", name="Nachsehen").click()
    expect(field(phone)).to_have_value("Unterwegs geschrieben")


def test_without_script_it_is_a_plain_form(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    phone = open_page("phone", own_server.page("feedback"), java_script_enabled=False)
    choose(phone, 1, 5)
    field(phone).fill("Ohne Skript")
    send(phone).click()
    expect(line(phone)).to_have_text(SAVED)
    assert (chosen(phone), field(phone).input_value()) == (["q15"], "Ohne Skript")
    assert [one["text"] for one in counted(organiser, own_server)["comments"]] == ["Ohne Skript"]


def answer(person: Page | Away, server: Server, scale: dict[str, int], text: str = "", language: str = "de") -> None:
    """Answer over the live connection of this phone's session."""
    order(person, "feedback.set", event=server.event, scale=scale, text=text, language=language)


def guest(server: Server) -> Away:
    return behind_door(server, server.links["stations"][server.stations[0]])


def open_desk(server: Server, open_page: OpenPage, **options: Any) -> Page:
    page = open_page("desk", server.links["organiser"], **options)
    expect(page.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    page.evaluate("window.notReloaded = true")
    return page


def open_wall(server: Server, open_page: OpenPage, **options: Any) -> Page:
    """With a clock that a test may stop."""
    page = open_page("wall", **options)
    page.clock.install()
    page.goto(server.links["wall"])
    expect(page.locator("[data-column]")).to_have_count(len(server.stations))
    page.evaluate("window.notReloaded = true")
    return page


def shown(page: Page) -> list[list[int]]:
    """How many chose 1 to 5, question by question, as the bars say it from left to right."""
    return [
        [int(str(bar.get_attribute("data-value"))) for bar in chart.locator("[data-bar]").all()]
        for chart in page.locator("[data-chart]").all()
    ]


def test_the_desk_opens_it_reads_along_and_closes_it(own_server: Server, open_page: OpenPage) -> None:
    desk, phone = open_desk(own_server, open_page), open_page("phone", own_server.page("feedback"))
    state = desk.locator("[data-feedback-state]")
    expect(state).to_have_text("noch nicht geöffnet")
    expect(desk.locator("[data-feedback]").get_by_role("button")).to_have_count(1)
    desk.get_by_role("button", name="Öffnen", exact=True).press("Enter")
    expect(state).to_have_text("geöffnet")
    expect(desk.locator("[data-do=feedback-turn]")).to_be_focused()
    choose(phone, 1, 4)
    field(phone).fill("Danke!")
    send(phone).click()
    expect(desk.locator("[data-do=feedback-read]")).to_have_text("Ergebnis (1)")
    desk.locator("[data-do=feedback-read]").click()
    dialog = desk.get_by_role("dialog", name="Feedback")
    expect(dialog.locator("[data-people]")).to_have_text("Es haben geantwortet: 1")
    expect(dialog.locator("[data-mean]")).to_have_text(["4,0", "–", "–", "–"])
    expect(dialog.locator("[data-comment] [data-text]")).to_have_text(["Danke!"])
    answer(guest(own_server), own_server, {"1": 1, "2": 5}, "Teşekkürler", "tr")
    expect(dialog.locator("[data-mean]")).to_have_text(["2,5", "5,0", "–", "–"])
    assert shown(desk) == [[1, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0] * 5, [0] * 5]
    expect(dialog.locator("[data-comment] [data-text]")).to_have_text(["Danke!", "Teşekkürler"])
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-do=feedback-read]")).to_be_focused()
    desk.get_by_role("button", name="Schließen", exact=True).click()
    expect(state).to_have_text("geschlossen")
    expect(phone.locator("[data-note]")).to_contain_text("Das Feedback ist geschlossen. Danke!")
    assert desk.evaluate("window.notReloaded") is True


def test_the_desk_lets_contact_data_in_a_comment_be_shown(
    own_server: Server, open_page: OpenPage, organiser: Away
) -> None:
    typed = "Schreiben Sie an amina@example.org"
    answer(guest(own_server), own_server, {}, typed)
    desk = open_desk(own_server, open_page)
    desk.locator("[data-do=feedback-read]").click()
    comment = desk.locator("[data-comment]")
    expect(comment.locator("[data-contact]")).to_have_text("enthält Kontaktdaten")
    comment.get_by_role("button", name=f"Dürfen gezeigt werden: {typed}").press("Enter")
    expect(comment.locator("[data-contact]")).to_have_count(0)
    expect(comment.locator("[data-do=hide]")).to_be_focused()
    expect(desk.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    assert [one["masked"] for one in counted(organiser, own_server)["comments"]] == [None]


def test_a_german_wording_that_is_refused_while_no_comments_are_shown_is_told_and_waits(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    answer(guest(own_server), own_server, {}, "Дякую!", "uk")
    desk = open_desk(own_server, open_page)
    read = desk.locator("[data-do=feedback-read]")
    read.click()
    comment = desk.locator("[data-comment]")
    comment.get_by_role("button", name="Auf Deutsch: Дякую!").click()
    comment.locator("[data-field]").fill("Danke!")
    desk.context.set_offline(True)
    comment.get_by_role("button", name="Speichern", exact=True).click()
    desk.keyboard.press("Escape")
    expect(comment).not_to_be_visible()
    id = counted(organiser, own_server)["comments"][0]["id"]
    order(organiser, "feedback.word_in_german", event=own_server.event, id=id, text="Vielen Dank!", was=None)
    desk.context.set_offline(False)
    expect(desk.locator("[data-saved]")).to_have_attribute("data-saved", "returned")
    told = "Eine deutsche Übersetzung wurde nicht angenommen. Sie steht bei den Kommentaren."
    expect(desk.locator("[data-feedback-refusal]")).to_have_text(told)
    read.click()
    expect(comment.locator("[data-field]")).to_have_value("Danke!")
    expect(comment.locator("[data-now]")).to_contain_text("Vielen Dank!")
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-feedback-refusal]")).to_have_text("")


def test_the_desk_hides_comments_and_words_them_in_german(
    own_server: Server, open_page: OpenPage, organiser: Away, watch: Watch
) -> None:
    watch.expect(OFFLINE)
    answer(guest(own_server), own_server, {}, "Frau M. war unfreundlich")
    answer(guest(own_server), own_server, {}, "Дякую!", "uk")
    desk = open_desk(own_server, open_page)
    desk.locator("[data-do=feedback-read]").click()
    named, ukrainian = desk.locator("[data-comment]").all()
    named.get_by_role("button", name="Ausblenden: Frau M. war unfreundlich").press("Enter")
    expect(named.locator("[data-hidden]")).to_have_text("nicht im Bericht")
    expect(named.get_by_role("button", name="Wieder zeigen: Frau M. war unfreundlich")).to_be_focused()
    expect(named.locator("[data-do=german]")).to_have_count(0)
    expect(ukrainian.locator(".card-head")).to_have_text("Ukrainisch")
    ukrainian.get_by_role("button", name="Auf Deutsch: Дякую!").press("Enter")
    expect(ukrainian.locator("[data-field]")).to_be_focused()
    desk.keyboard.type("Danke!")
    expect(desk.locator("[data-saved]")).to_have_attribute("data-saved", "saved")  # else the hiding waits, too
    desk.context.set_offline(True)
    ukrainian.get_by_role("button", name="Speichern", exact=True).click()
    expect(ukrainian.locator("[data-german]")).to_have_text("Auf DeutschDanke!")
    expect(desk.locator("[data-saved]")).to_contain_text("wartet auf Verbindung: 1")
    desk.context.set_offline(False)
    expect(desk.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    expect(ukrainian.locator("[data-german]")).to_have_text("Auf DeutschDanke!")
    comments = {one["text"]: one for one in counted(organiser, own_server)["comments"]}
    assert (comments["Frau M. war unfreundlich"]["hidden"], comments["Дякую!"]["german"]) == (True, "Danke!")
    ukrainian.get_by_role("button", name="Auf Deutsch: Дякую!").click()
    ukrainian.locator("[data-field]").fill("")
    ukrainian.get_by_role("button", name="Speichern", exact=True).click()
    expect(ukrainian.locator("[data-german]")).to_have_count(0)
    named.locator("[data-do=hide]").click()
    expect(named.locator("[data-hidden]")).to_have_count(0)


def test_the_wall_shows_what_is_released_live_and_lets_go_within_a_second(
    own_server: Server, open_page: OpenPage, organiser: Away
) -> None:
    person = guest(own_server)
    answer(person, own_server, {"1": 4, "2": 2}, "Nur für die Organisation")
    wall, desk = open_wall(own_server, open_page), open_desk(own_server, open_page)
    scene = wall.locator("[data-feedback]")
    expect(scene).to_be_hidden()
    assert "Nur für die Organisation" not in wall.content()
    desk.get_by_role("button", name="Auf der Leinwand zeigen").click()
    expect(scene.get_by_role("figure", name="Ich bin mit der Konferenz insgesamt zufrieden.")).to_be_visible()
    expect(wall.locator("[data-title]")).to_have_text("Ihr Feedback")
    expect(wall.locator("[data-people]")).to_have_text("Es haben geantwortet: 1")
    expect(wall.locator("[data-columns-place]")).to_be_hidden()
    assert shown(wall) == [[0, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0] * 5, [0] * 5]
    answer(guest(own_server), own_server, {"1": 5})
    expect(wall.locator("[data-mean]")).to_have_text(["4,5", "2,0", "–", "–"])
    expect(scene.locator("[data-answers]").first).to_have_text("Antworten: 2")
    table = scene.get_by_role("table").first
    assert table.get_by_role("row").all_text_contents() == [
        "Zustimmung von 1 bis 5Antworten",
        "1, stimme gar nicht zu0",
        "20",
        "30",
        "41",
        "5, stimme voll zu1",
    ]
    with gone_within_a_second(wall, scene):
        desk.get_by_role("button", name="Nicht mehr zeigen").click()
    expect(scene).to_be_hidden()
    expect(wall.locator("[data-columns-place]")).to_be_visible()
    expect(wall.locator("[data-chart]")).to_have_count(0)
    answer(person, own_server, {"1": 1})
    desk.get_by_role("button", name="Auf der Leinwand zeigen").click()
    expect(wall.locator("[data-mean]").first).to_have_text("3,0")
    assert wall.evaluate("window.notReloaded") is True
    wall.reload()
    expect(wall.locator("[data-mean]").first).to_have_text("3,0")
    assert "Nur für die Organisation" not in wall.content()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_the_walls_bars_are_true_to_their_numbers_and_nothing_is_cut(
    own_server: Server, open_page: OpenPage, organiser: Away, size: tuple[int, int], direction: str
) -> None:
    answer(guest(own_server), own_server, {"1": 1, "2": 5})
    answer(guest(own_server), own_server, {"1": 1})
    order(organiser, "feedback.show", event=own_server.event, on=True)
    wall = open_page("wall", viewport={"width": size[0], "height": size[1]})
    wall.add_init_script(
        f"document.addEventListener('readystatechange', () => {{ document.documentElement.dir = '{direction}' }})"
    )
    wall.goto(own_server.links["wall"])
    expect(wall.locator("[data-chart]")).to_have_count(4)
    heights, places = wall.evaluate(
        """() => {
          const bars = [...document.querySelectorAll("[data-chart] rect")].map((bar) => bar.getBoundingClientRect());
          return [bars.map(({ height }) => height), bars.slice(0, 5).map(({ x }) => x)];
        }"""
    )
    assert heights[0] == pytest.approx(2 * heights[9], rel=0.02)
    assert heights[0] > size[1] / 15
    assert [height for n, height in enumerate(heights) if n not in (0, 9)] == [0] * 18
    assert places == sorted(places, reverse=direction == "rtl")
    assert wall.evaluate(FITS) is True
    assert wall.evaluate(FAULTS) == []
    cut = wall.evaluate(
        """() => [...document.querySelectorAll("[data-feedback] :is(figcaption, p, b, text)")].filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
        }).map((one) => one.textContent)"""
    )
    assert cut == []


def test_the_desk_reads_english(own_server: Server, open_page: OpenPage, organiser: Away) -> None:
    answer(guest(own_server), own_server, {"1": 4, "2": 5}, "Danke")
    desk = open_desk(own_server, open_page, locale="en-GB")
    expect(desk.locator("[data-feedback-state]")).to_have_text("open")
    desk.get_by_role("button", name="Result (1)").click()
    expect(desk.locator("[data-mean]").first).to_have_text("4.0")
    expect(desk.locator("[data-comment] .card-head")).to_have_text("German")
    desk.get_by_role("button", name="Hide: Danke").click()
    expect(desk.locator("[data-hidden]")).to_have_text("not in the report")
