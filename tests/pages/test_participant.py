"""Guests' pages: welcome, joining, the station with and without script."""

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, Participant, ProgrammeItem, Station
from facilitation.pages.programme import programme
from facilitation.services import events, feedback
from tests.conftest import Doors, Guests, OpenScreen, new_id, write
from tests.markup import tags
from tests.test_ids import BAD

STATION = "foerderung-und-raeume"
PAGE = f"/e/dresden-2023/stations/{STATION}"
OTHERS = ["de-simple", "uk", "ar", "ru", "fa", "vi", "zh", "pl", "tr", "fr", "es"]
"""What stands behind one more tap, where the phone asks for German."""
BERLIN = ZoneInfo("Europe/Berlin")


def joined(app: Flask, doors: Doors, **form: str) -> FlaskClient:
    """A phone whose person has said hello."""
    web = app.test_client()
    web.get(doors.stations[STATION])
    greeted = web.post("/e/dresden-2023/me", data={"language": "de", "name": "", "next": PAGE, **form})
    assert (greeted.status_code, greeted.location) == (303, PAGE)
    return web


def first(page: str) -> dict[str, Any]:
    """The JSON a page comes with."""
    found = re.search(r'<script type="application/json" id="first">(.*?)</script>', page, re.S)
    assert found is not None
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def shown_in(page: str) -> list[str]:
    """The texts of a station's page as it is without script."""
    return re.findall(r'<p class="card-text"[^>]*>([^<]+)</p>', page)


def test_the_only_event_is_the_front_page(app: Flask) -> None:
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.location) == (302, "/e/dresden-2023/")


def test_the_welcome_page_says_what_where_and_when(app: Flask, event: Event) -> None:
    page = app.test_client().get("/e/dresden-2023/").get_data(as_text=True)
    texts = [event.title, event.place_name, event.directions, event.registration_url, *event.aims, *event.etiquette]
    for station in event.stations:
        texts += [station.short_title, station.question]
    texts += [item.title for item in event.programme if item.part == "day"]
    from markupsafe import escape

    missing = [text for text in texts if text and str(escape(text)) not in page.replace("\u00ad", "")]
    assert missing == []


def test_the_programme_knows_past_now_and_next(event: Event) -> None:
    def states(moment: dt.datetime) -> list[str]:
        return [line["state"] for line in programme(list(event.programme), event.date, moment)]

    at_cafe = dt.datetime(2023, 11, 18, 15, 20, tzinfo=BERLIN)
    assert states(at_cafe) == [*["past"] * 5, "now", "next", "later", "later"]
    inner = programme(list(event.programme), event.date, at_cafe)[5]["inner"]
    assert [line["state"] for line in inner] == ["past", "past", "past", "now", "next", *["later"] * 3]
    assert states(dt.datetime(2023, 11, 18, 8, 0, tzinfo=BERLIN)) == ["next", *["later"] * 8]
    assert states(dt.datetime(2023, 11, 18, 23, 0, tzinfo=BERLIN)) == ["past"] * 9
    assert states(dt.datetime(2023, 11, 17, 15, 20, tzinfo=BERLIN)) == ["later"] * 9


NIGHT = [
    ("day", "22:00", "23:00", "talk"),
    ("day", "23:00", "00:45", "world_cafe"),
    ("world_cafe", "23:10", "23:40", "round"),
    ("world_cafe", "23:40", "00:10", "round"),
    ("world_cafe", "00:10", "00:45", "round"),
    ("day", "00:45", "01:15", "close"),
]


@pytest.mark.parametrize(
    ("moment", "outer", "inner"),
    [
        ("2023-11-18 23:05", "past now next", "next later later"),
        ("2023-11-18 23:46", "past now next", "past now next"),
        ("2023-11-19 00:09", "past now next", "past now next"),
        ("2023-11-19 00:30", "past now next", "past past now"),
        ("2023-11-19 01:00", "past past now", "past past past"),
        ("2023-11-19 01:20", "later later later", "later later later"),
        ("2023-11-17 23:46", "later later later", "later later later"),
    ],
)
def test_a_line_across_midnight_is_now_when_it_is(event: Event, moment: str, outer: str, inner: str) -> None:
    items = [ProgrammeItem(part=part, starts=a, ends=b, kind=kind, title="") for part, a, b, kind in NIGHT]
    here = dt.datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    lines = programme(items, event.date, here)
    assert [line["state"] for line in lines] == outer.split()
    assert [line["state"] for line in lines[1]["inner"]] == inner.split()
    assert [line["end"] - line["begin"] for line in lines[1]["inner"]] == [30, 30, 35]


def test_the_hour_that_comes_twice_or_never_has_its_line(event: Event) -> None:
    """Clocks go back at three on 29 October 2023 and forward at two on 26 March."""
    items = [ProgrammeItem(part="day", starts="02:15", ends="02:45", kind="talk", title="")]

    def state(utc: dt.datetime) -> str:
        here = utc.astimezone(BERLIN)
        return str(programme(items, here.date(), here)[0]["state"])

    assert [state(dt.datetime(2023, 10, 29, hour, 30, tzinfo=dt.UTC)) for hour in (0, 1, 2)] == ["now", "now", "past"]
    assert [state(dt.datetime(2023, 3, 26, hour, 50, tzinfo=dt.UTC)) for hour in (0, 1)] == ["next", "past"]


@pytest.mark.parametrize(
    ("phase", "number", "clock", "now"),
    [
        ("before", None, "14:45", "Einstieg"),
        ("round", 2, "14:50", "Runde 2"),
        ("round", 1, "15:45", "Runde 1"),
        ("after", 3, "14:50", ""),
    ],
)
def test_the_start_page_says_what_is_now_by_the_rounds_that_run(
    event: Event, phase: str, number: int | None, clock: str, now: str
) -> None:
    """They are early or late; only the rest of the day follows the clock."""
    here = dt.datetime.fromisoformat(f"{event.date} {clock}").replace(tzinfo=BERLIN)
    inner = programme(list(event.programme), event.date, here, {"phase": phase, "round": number})[5]["inner"]
    rounds = [line for line in inner if line["kind"] == "round"]
    current = [line for line in inner if line["state"] == "now"]
    if number is not None and phase == "round":
        assert current == [rounds[number - 1]], now
    else:
        assert not [line for line in current if line["kind"] == "round"], now


def test_a_programme_of_other_lines_has_no_gaps(event: Event) -> None:
    lines = [ProgrammeItem(part="day", starts="09:00", ends="10:00", kind="talk", title="Vortrag")]
    assert programme(lines, event.date, dt.datetime(2023, 11, 18, 10, 0, tzinfo=BERLIN))[0]["state"] == "past"


def test_a_qr_code_leads_to_its_table(app: Flask, doors: Doors, event: Event) -> None:
    web = app.test_client()
    answer = web.get(doors.stations[STATION])
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert web.get(doors.join).location == "/e/dresden-2023/"
    unknown = web.get("/q/nobody")
    assert (unknown.status_code, "nach einem neuen" in unknown.text) == (404, False)
    assert "Diesen Code gibt es hier nicht." in unknown.text


def chips(page: str) -> list[tuple[str, str]]:
    """The languages to choose from at a first visit, and whether each is chosen."""
    found = [one for one in tags(page, "button") if one.get("name") == "speak"]
    return [(str(one["value"]), str(one["aria-pressed"])) for one in found]


def test_a_scan_leads_to_the_question_with_all_that_a_first_visit_asks(app: Flask, doors: Doors) -> None:
    page = app.test_client().get(doors.stations[STATION], follow_redirects=True).text
    assert chips(page) == [("de", "true"), ("en", "false"), ("uk", "false"), *[(code, "false") for code in OTHERS]]
    assert "18. Mai 2024" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert [name in page for name in ('name="text"', 'name="name"', "/privacy")] == [True, True, True]


@pytest.mark.parametrize(
    ("wished", "shown"),
    [
        ("uk,de;q=0.5", "uk de en"),
        ("ar-SA,en-GB;q=0.9", "ar en de"),
        ("tlh", "de en uk"),
        ("pl,uk;q=0.9,ru;q=0.8", "pl uk ru"),
    ],
)
def test_the_phones_own_list_decides_at_first(app: Flask, doors: Doors, wished: str, shown: str) -> None:
    web = app.test_client()
    page = web.get(doors.stations[STATION], headers={"Accept-Language": wished}, follow_redirects=True).text
    assert " ".join(code for code, _ in chips(page)[:3]) == shown
    assert chips(page)[0] == (shown.split()[0], "true")


def test_an_event_without_english_offers_its_own_languages_first(app: Flask, doors: Doors, event: Event) -> None:
    event.languages = ["de", "ar", "ru", "vi", "uk"]
    db.session.commit()
    page = app.test_client().get(doors.stations[STATION], follow_redirects=True).text
    assert [code for code, _ in chips(page)[:3]] == ["de", "ar", "ru"]


def test_what_others_here_write_in_is_offered_before_the_rest(app: Flask, doors: Doors) -> None:
    for language in ("fa", "tr", "fa"):
        form = {"id": new_id(), "text": "Mehr Räume!", "kind": "idea", "language": language}
        joined(app, doors).post(PAGE, data=form)
    page = app.test_client().get(doors.stations[STATION], follow_redirects=True).text
    assert [code for code, _ in chips(page)[:3]] == ["de", "en", "fa"]


def test_another_language_keeps_what_was_typed_and_stores_nobody(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    typed = {"id": new_id(), "text": "Mehr\n<b>Räume", "kind": "wish", "language": "de", "name": 'Ada "M"'}
    page = web.post(PAGE, data={**typed, "speak": "en"}).text
    assert tags(page, "html")[0]["lang"] == "en"
    assert ('value="Ada &#34;M&#34;"' in page, "Mehr\n&lt;b&gt;Räume</textarea>" in page) == (True, True)
    assert (f'value="{typed["id"]}"' in page, chips(page)[0]) == (True, ("en", "true"))
    assert [one["value"] for one in tags(page, "input") if "checked" in one] == ["wish"]
    again = web.post(PAGE, data={**typed, "speak": "ar"}).text
    assert (tags(again, "html")[0]["lang"], first(again)["me"]["language"]) == ("ar", "ar")
    assert tags(again, "textarea")[0]["dir"] == "rtl"
    assert first(web.get(PAGE).text)["me"]["language"] == "ar"
    assert chips(web.post(PAGE, data={**typed, "speak": "xx"}).text)[0] == ("ar", "true")
    with app.app_context():
        assert db.session.query(Participant).count() == 0


def test_a_name_beside_the_first_text_is_its_authors(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    form = {"text": "Mehr Räume!", "kind": "idea", "language": "uk"}
    assert web.post(PAGE, data={**form, "id": new_id(), "name": "  Olena  M. "}).status_code == 303
    assert web.post(PAGE, data={**form, "id": new_id()}).status_code == 303
    page = web.get(PAGE).text
    given = first(page)
    assert (given["me"]["name"], given["me"]["language"], chips(page)) == ("Olena M.", "uk", [])
    assert [one["author"] for one in given["change"]["contributions"]] == ["Olena M.", "Olena M."]


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_without_a_name_a_text_is_stored_and_nothing_is_asked_again(app: Flask, doors: Doors, name: str) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    form = {"id": new_id(), "text": "Mehr Räume!", "kind": "idea", "language": "uk", "name": name}
    assert web.post(PAGE, data=form).status_code == 303
    page = web.get(PAGE).text
    assert (first(page)["me"]["name"], chips(page), 'name="name"' in page) == (None, [], False)


def test_whoever_gave_a_dot_first_is_still_asked(screen: OpenScreen, doors: Doors, app: Flask) -> None:
    phone = screen(doors.stations[STATION])
    joined(app, doors).post(PAGE, data={"id": new_id(), "text": "Räume", "kind": "idea", "language": "de"})
    card = first(phone.web.get(PAGE).text)["change"]["contributions"][0]["id"]
    assert phone.order("vote.set", contribution=card, on=True)["ok"]
    assert chips(phone.web.get(PAGE).text) != []
    sent = {"id": new_id(), "station": STATION, "text": "Mehr", "kind": "idea", "language": "de", "name": "Ada"}
    assert phone.order("contribution.add", **sent)["ok"]
    page = phone.web.get(PAGE).text
    assert (first(page)["me"]["name"], chips(page)) == ("Ada", [])


def test_a_name_that_is_too_long_keeps_its_text_from_nobody(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    form = {"id": new_id(), "text": "Mehr Räume!", "kind": "idea", "language": "uk", "name": "x" * 61}
    answer = web.post(PAGE, data=form)
    assert (answer.status_code, "Mehr Räume!</textarea>" in answer.text, "x" * 61 in answer.text) == (400, True, True)
    with app.app_context():
        assert db.session.query(Participant).count() == 0


def test_the_form_of_a_page_from_before_still_says_who_somebody_is(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    web.post("/e/dresden-2023/me", data={"language": "uk", "name": "Olena", "next": PAGE})
    page = web.get(PAGE).text
    assert (first(page)["me"]["name"], first(page)["me"]["language"], chips(page)) == ("Olena", "uk", [])


@pytest.mark.parametrize(
    "typed", ["{}", "{}/", "{}.", "{}…)", " {} ", "„{}“", "q{}", "q-{}", "g/{}", "e/dresden-2023/{}"]
)
def test_a_code_leads_there_without_q_too(app: Flask, doors: Doors, typed: str) -> None:
    code = doors.stations[STATION].removeprefix("/q/")
    for written in (code, code.upper()):
        answer = app.test_client().get("/" + quote(typed.format(written)))
        assert (answer.status_code, answer.location, len(answer.headers.getlist("Set-Cookie"))) == (302, PAGE, 1)


@pytest.mark.parametrize(
    "typed", ["{}\n", "{} Station 2", "Code: {}", "http://192.168.1.5:8000/q/{}", "\u2068{}\u2069", "{}/index.html"]
)
def test_a_code_leads_there_with_what_else_came_along(app: Flask, doors: Doors, typed: str) -> None:
    code = doors.stations[STATION].removeprefix("/q/")
    for path in ("/q/", "/Q/", "/"):
        answer = app.test_client().get(path + quote(typed.format(code)))
        assert (answer.status_code, answer.location) == (302, PAGE)


def test_what_is_no_code_is_a_page_that_is_not_there(app: Flask, doors: Doors) -> None:
    for path in ("/nobody", "/zzzzzz", "/robots.txt", "/favicon.ico", "/q", "/e", "/\0", "/%%%%%%", "/" + "x" * 5000):
        answer = app.test_client().get(path)
        assert (answer.status_code, "Diese Seite gibt es nicht." in answer.text) == (404, True), path
        assert "Set-Cookie" not in answer.headers
    assert app.test_client().get("/healthz").get_json()["ok"] is True


@pytest.mark.parametrize("elsewhere", ["http://evil.example/", "//evil.example", "/e/dresden-2023/\\evil", "", "/e/x/"])
def test_joining_never_leads_elsewhere(app: Flask, doors: Doors, elsewhere: str) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    answer = web.post("/e/dresden-2023/me", data={"language": "de", "name": "", "next": elsewhere})
    assert answer.location == "/e/dresden-2023/"


def test_bad_names_and_languages_are_refused(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION])
    assert web.post("/e/dresden-2023/me", data={"language": "xx", "name": ""}).status_code == 400
    assert web.post("/e/dresden-2023/me", data={"language": "de", "name": "x" * 61}).status_code == 400


def test_the_page_comes_with_its_first_change(app: Flask, doors: Doors) -> None:
    web = joined(app, doors)
    web.post(PAGE, data={"id": new_id(), "text": "Mehr Räume!", "kind": "idea", "language": "de"})
    given = first(web.get(PAGE).get_data(as_text=True))
    change = web.get(f"{PAGE}.json").get_json()
    assert given["change"] == change
    assert (given["station"], given["votes_left"], given["votes_per_person"]) == (STATION, 3, 3)
    assert [one["text"] for one in given["mine"]] == ["Mehr Räume!"]
    assert given["stations"][0]["slug"] == STATION


def test_without_script_older_contributions_are_a_link_away(
    app: Flask, doors: Doors, guest: Guests, station: Station
) -> None:
    for number in range(23):
        write(guest(), station, f"Beitrag {number:02}.")
    web = joined(app, doors)
    path = f"/e/dresden-2023/stations/{station.slug}?table=2"
    page = web.get(path).get_data(as_text=True)
    assert (page.count("<article"), first(page)["count"], page.count("Ältere Beiträge zeigen")) == (10, 23, 1)
    assert 'href="?before=14&amp;table=2"' in page
    older = web.get(f"/e/dresden-2023/stations/{station.slug}?before=14&table=2").get_data(as_text=True)
    assert shown_in(older) == [f"Beitrag {number:02}." for number in reversed(range(13))]
    assert "Ältere Beiträge zeigen" not in older
    assert len(first(older)["change"]["contributions"]) == 10
    for nothing in ("0", "1", "-5", "x", "", "9" * 30):
        there = web.get(f"/e/dresden-2023/stations/{station.slug}?before={nothing}").get_data(as_text=True)
        assert len(shown_in(there)) == 10, nothing


def test_a_page_draws_a_hundred_cards_at_most(app: Flask, doors: Doors, guest: Guests, station: Station) -> None:
    for number in range(bounds.CARDS_OF_A_PAGE + 21):
        write(guest(), station, f"Beitrag {number}.")
    web, path = joined(app, doors), f"/e/dresden-2023/stations/{station.slug}"
    most = bounds.CARDS_OF_A_PAGE
    one_more, exactly = (shown_in(web.get(f"{path}?before={most + above}").text) for above in (2, 1))
    assert (len(one_more), one_more[0], one_more[-1]) == (most, f"Beitrag {most}.", "Beitrag 1.")
    assert (len(exactly), exactly[0], exactly[-1]) == (most, f"Beitrag {most - 1}.", "Beitrag 0.")
    assert "?before=2" in web.get(f"{path}?before={most + 2}").text
    assert "?before=" not in web.get(f"{path}?before={most + 1}").text
    assert len(shown_in(web.get(f"{path}?all").text)) == 10


def test_a_long_row_of_answers_is_not_brought_along(app: Flask, doors: Doors, guest: Guests, station: Station) -> None:
    before: str | None = None
    for number in range(bounds.CARDS_OF_A_PAGE + 21):
        before = write(guest(), station, f"Beitrag {number}.", reply_to=before).id
    page = joined(app, doors).get(f"/e/dresden-2023/stations/{station.slug}").text
    brought = [one["text"] for one in first(page)["change"]["contributions"]]
    assert (len(brought), brought[-1]) == (bounds.CARDS_OF_A_PAGE, f"Beitrag {bounds.CARDS_OF_A_PAGE + 20}.")
    assert shown_in(page) == brought[::-1]


def test_without_script_a_form_posts_and_reloads(app: Flask, doors: Doors) -> None:
    web, id = joined(app, doors), new_id()
    form = {"id": id, "text": "Ohne Skript", "kind": "wish", "language": "de"}
    answer = web.post(PAGE, data=form)
    assert answer.status_code == 303
    assert "Ohne Skript" in web.get(answer.location).get_data(as_text=True)
    web.post(PAGE, data=form)
    assert [one["text"] for one in web.get(f"{PAGE}.json").get_json()["contributions"]] == ["Ohne Skript"]


def test_without_script_what_was_refused_stays_in_the_field(app: Flask, doors: Doors) -> None:
    web = joined(app, doors)
    too_long = "ä" * 501
    answer = web.post(PAGE, data={"id": new_id(), "text": too_long, "kind": "idea", "language": "de"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Bitte kürzen Sie: 501 Zeichen, möglich sind 500." in page
    assert re.search(r"<textarea[^>]*>\s*" + too_long, page)
    assert web.get(f"{PAGE}.json").get_json()["contributions"] == []


def test_a_form_without_an_id_is_refused_and_gets_one(app: Flask, doors: Doors) -> None:
    web, written = joined(app, doors), {"text": "Mehr Räume!", "kind": "idea", "language": "de"}
    answers = [web.post(PAGE, data={**written, "id": bad}) for bad in BAD.values()]
    assert {answer.status_code for answer in answers} == {400}
    (found,) = re.findall(r'name="id" value="([^"]*)"', answers[0].get_data(as_text=True))
    assert web.post(PAGE, data={**written, "id": found}).status_code == 303


def test_a_form_answers_what_has_an_id(app: Flask, doors: Doors) -> None:
    web, written = joined(app, doors), {"text": "Genau!", "kind": "idea", "language": "de"}
    answers = [web.post(PAGE, data={**written, "id": new_id(), "reply_to": bad}) for bad in BAD.values() if bad]
    assert {answer.status_code for answer in answers} == {400}


def test_script_in_a_text_is_text(app: Flask, doors: Doors) -> None:
    web = joined(app, doors)
    hostile = "</script><script>alert('MO')</script><b>"
    web.post(PAGE, data={"id": new_id(), "text": hostile, "kind": "idea", "language": "de"})
    page = web.get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert first(page)["change"]["contributions"][0]["text"] == hostile


def test_json_has_an_etag_by_revision(app: Flask, doors: Doors) -> None:
    web = joined(app, doors)
    answer = web.get(f"{PAGE}.json")
    tag = answer.headers["ETag"]
    assert web.get(f"{PAGE}.json", headers={"If-None-Match": tag}).status_code == 304
    web.post(PAGE, data={"id": new_id(), "text": "Neu", "kind": "idea", "language": "de"})
    assert web.get(f"{PAGE}.json", headers={"If-None-Match": tag}).status_code == 200
    assert web.get(f"{PAGE}.json?since=1").get_json()["contributions"] == []


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "9" * 20, "²"])
def test_a_since_that_is_no_number_is_refused(app: Flask, doors: Doors, since: str) -> None:
    assert joined(app, doors).get(f"{PAGE}.json", query_string={"since": since}).status_code == 400


def test_forms_of_foreign_pages_are_refused(app: Flask, doors: Doors) -> None:
    web = joined(app, doors)
    form = {"id": new_id(), "text": "Fremd", "kind": "idea", "language": "de"}
    answer = web.post(PAGE, data=form, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert web.post(PAGE, data=form, headers={"Origin": "http://localhost"}).status_code == 303


def test_english_is_one_click_away(app: Flask) -> None:
    web = app.test_client()
    told = [tags(web.get(f"/e/dresden-2023/{query}").text, "html")[0] for query in ("", "?lang=en", "")]
    assert [(one["lang"], one["dir"]) for one in told] == [("de", "ltr"), ("en", "ltr"), ("en", "ltr")]


def test_english_dates_have_the_day_first(app: Flask) -> None:
    page = app.test_client().get("/e/dresden-2023/?lang=en").get_data(as_text=True)
    assert "18 November 2023" in page
    assert "November 18" not in page


def test_refusals_and_lost_pages_speak_in_sentences(app: Flask) -> None:
    web = app.test_client()
    for path, status, sentence in (
        ("/nowhere", 404, "Diese Seite gibt es nicht."),
        ("/e/nowhere/", 404, "Diese Veranstaltung gibt es hier nicht."),
        ("/e/dresden-2023/stations/nowhere", 404, "Diese Station gibt es hier nicht."),
        ("/go/nobody", 410, "Dieser Link gilt nicht mehr. Bitte fragen Sie nach einem neuen."),
    ):
        answer = web.get(path)
        assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (status, True)


def test_the_live_post_of_a_form_reaches_phones(screen: OpenScreen, doors: Doors, app: Flask, settle: Any) -> None:
    reader = screen(doors.stations[STATION])
    reader.open(STATION)
    joined(app, doors).post(PAGE, data={"id": new_id(), "text": "Per Formular", "kind": "idea", "language": "de"})
    settle()
    assert reader.news("station.changed")[-1]["contributions"][0]["text"] == "Per Formular"


@pytest.mark.parametrize("address", [None, "http://localhost:5000"])
def test_the_privacy_page_tells_of_a_translator_where_there_is_one(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    monkeypatch.setitem(app.extensions, "config", replace(app.extensions["config"], translate_url=address))
    page = app.test_client().get("/e/dresden-2023/privacy").text
    assert ("Übersetzungsprogramm" in page) == (address is not None)


def test_who_gets_the_phone_next_begins_anew(app: Flask, doors: Doors) -> None:
    """Their survey is empty, and nothing here is theirs; what was written stays."""
    web = app.test_client()
    web.get(doors.stations["foerderung-und-raeume"])
    assert "data-anew" not in web.get("/e/dresden-2023/me").text, "who did nothing yet has nothing to hand on"
    web.post("/e/dresden-2023/me", data={"name": "Ada", "language": "de"})
    station = "/e/dresden-2023/stations/foerderung-und-raeume"
    web.post(station, data={"id": new_id(), "text": "Von Ada", "kind": "idea", "language": "de"})
    with app.test_request_context():
        event = events.find("dresden-2023")
        feedback.begin(Actor(event.id, organiser=True))
    web.post("/e/dresden-2023/feedback", data={"language": "de", "text": "Adas Kommentar", "q1": "4"})
    assert "Adas Kommentar" in web.get("/e/dresden-2023/feedback").text
    page = web.get(f"/e/dresden-2023/me?next={station}").text
    assert ("Jemand anderes schreibt hier" in page, f'value="{station}"' in page) == (True, True)
    answer = web.post("/e/dresden-2023/me/anew", data={"next": station})
    assert (answer.status_code, answer.location) == (302, station)
    asks = web.get(station).text
    assert ('value="Ada"' in asks, 'name="name"' in asks) == (False, True)
    survey = web.get("/e/dresden-2023/feedback").text
    assert ("Adas Kommentar" in survey, '"given":null' in survey) == (False, True)
    web.post("/e/dresden-2023/me", data={"name": "", "language": "de"})
    begun = web.get(station).text
    assert ("Von Ada" in begun, '"mine":[]' in begun) == (True, True)
    with app.app_context():
        assert db.session.query(Participant).count() == 2
        db.session.remove()
    assert web.post("/e/dresden-2023/me/anew", data={"next": "https://evil.example/"}).location == "/e/dresden-2023/"


def test_fields_speak_the_language_that_is_chosen(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.stations["foerderung-und-raeume"])
    for language, direction in (("ar", "rtl"), ("uk", "auto")):
        web.post("/e/dresden-2023/me", data={"name": "", "language": language})
        for page in ("stations/foerderung-und-raeume", "feedback"):
            (field,) = re.findall(r"<textarea\b[^>]*>", web.get(f"/e/dresden-2023/{page}").text)
            assert (f'lang="{language}"' in field, f'dir="{direction}"' in field) == (True, True), field
