"""The editor of an event: its sections, what it takes from scripts and plain forms, and what is shown beside it."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation import clock
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.pages.edit.sections import SECTIONS
from facilitation.services import seen
from tests.conftest import Doors, OpenScreen, Screen

EDIT = "/e/dresden-2023/edit"
TITLE = "Konferenz der Migrant*innenorganisationen in Dresden"
SCRIPT = {"Accept": "application/json", "Accept-Language": "de"}
FORM = {"Accept": "text/html", "Accept-Language": "de"}


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


@pytest.fixture(autouse=True)
def october(monkeypatch: pytest.MonkeyPatch) -> None:
    """The event's day is to come."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2023, 10, 1, 12, tzinfo=dt.UTC))


def post(desk: Screen, path: str, headers: dict[str, str] = SCRIPT, /, **fields: Any) -> TestResponse:
    return desk.web.post(f"{EDIT}/{path}", data={"section": "event", **fields}, headers=headers)


def title(desk: Screen, text: str, known: str = TITLE, headers: dict[str, str] = SCRIPT, **more: Any) -> TestResponse:
    fields = {"noun": "event", "field": "title", "text": text, "known": seen.mark(known), **more}
    return post(desk, "texts", headers, **fields)


def shown(page: TestResponse) -> str:
    return html.unescape(page.get_data(as_text=True))


@pytest.mark.parametrize("section", [one.name for one in SECTIONS])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_section_is_there(desk: Screen, section: str, language: str) -> None:
    page = desk.web.get(f"{EDIT}/{section}", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert page.get_data(as_text=True).count('aria-current="page"') == 2, "the tab, and the section"
    frames = re.findall(r"frame-src ([^;]*)", page.headers["Content-Security-Policy"])
    assert frames == ["'self'"]


FIELDS = {
    "contact": ["of-event-organiser-0-0-de", "of-event-addressee-0-0-de", "of-event-contact-0-0-de"],
    "feedback": [
        "value-votes_per_person",
        "of-survey-text-1-0-de",
        "of-survey-text-4-0-de",
        "of-survey-free_text-0-0-de",
    ],
    "privacy": [
        "value-delete_on",
        "of-event-imprint-0-0-de",
        "value-accessibility_state",
        "value-accessibility_checked_on",
        "of-event-accessibility_method-0-0-de",
        "of-event-accessibility_open-0-0-de",
        "of-event-enforcement_body-0-0-de",
    ],
    "papers": ["value-wifi_name", "value-wifi_password"],
    "languages": ["value-languages"],
}


def test_countries_are_found_where_one_looks_for_them(desk: Screen) -> None:
    page = desk.web.get(f"{EDIT}/event").get_data(as_text=True)
    stand = [page.index(f">{name}</option>") for name in ("Afghanistan", "Ägypten", "Albanien", "Oman", "Österreich")]
    assert stand == sorted(stand)


@pytest.mark.parametrize("section", FIELDS)
def test_a_section_has_its_fields(desk: Screen, section: str) -> None:
    page = desk.web.get(f"{EDIT}/{section}").get_data(as_text=True)
    assert [form for form in FIELDS[section] if f'id="{form}"' not in page] == []


def test_the_wifi_stands_on_no_guests_page(desk: Screen) -> None:
    post(desk, "values", name="wifi_name", text="Saalnetz", known=0)
    post(desk, "values", name="wifi_password", text="Geheim-2026", known=0)
    assert "Geheim-2026" in shown(desk.web.get(f"{EDIT}/papers"))
    for path in ("/e/dresden-2023/", "/e/dresden-2023/stations/foerderung-und-raeume", "/e/dresden-2023/wall"):
        assert not {"Saalnetz", "Geheim-2026"} & set(re.findall(r"[\w-]+", shown(desk.web.get(path))))


def test_a_language_that_is_none_stays_typed(desk: Screen, event: Event) -> None:
    known = seen.mark(", ".join(event.languages))
    page = post(desk, "values", FORM, name="languages", text=["ar", "Kauderwelsch"], known=known, section="languages")
    assert page.status_code == 400
    assert "„Kauderwelsch“ ist hier keine Sprache." in shown(page)
    assert 'value="Kauderwelsch"' in shown(page)
    ticked = re.findall(r'value="([\w-]+)"\s+autocomplete="off"\s+checked', shown(page))
    assert sorted(ticked) == ["ar", "de"]  # those, too, stay as they were chosen


def test_there_are_no_other_sections(desk: Screen) -> None:
    assert [desk.web.get(f"{EDIT}/{path}").status_code for path in ("nothing", "event?part=x")] == [404, 404]


def test_a_script_is_told_what_stands(desk: Screen, event: Event) -> None:
    answer = title(desk, " Stadtteil\ndialog ")
    assert answer.get_json() == {"ok": True, "revision": seen.mark("Stadtteil dialog"), "text": "Stadtteil dialog"}
    db.session.expire_all()
    assert event.title == "Stadtteil dialog"


def test_a_plain_form_goes_on_at_its_field(desk: Screen) -> None:
    answer = title(desk, "Stadtteildialog", headers=FORM)
    assert (answer.status_code, answer.location) == (303, f"{EDIT}/event#of-event-title-0-0-de")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Bitte schreiben Sie zuerst etwas."),
        (" \u200b", "Bitte schreiben Sie zuerst etwas."),
        ("x" * 10_000, "Bitte kürzen Sie: 10000 Zeichen, möglich sind 300."),
    ],
)
def test_what_is_refused_stays_with_its_reason(desk: Screen, event: Event, text: str, says: str) -> None:
    page = title(desk, text, headers=FORM)
    assert page.status_code == 400
    form = re.search(r'<form\s+class="tongue"\s+id="of-event-title-0-0-de".*?</form>', shown(page), re.DOTALL)
    assert form
    assert says in form[0]
    assert f">\n{text}</textarea>" in form[0]
    assert 'aria-invalid="true"' in form[0]
    db.session.expire_all()
    assert event.title == TITLE


def test_without_script_both_wordings_are_there_and_saving_again_counts(desk: Screen) -> None:
    title(desk, "Der erste")
    page = title(desk, "Der zweite", headers=FORM)
    assert page.status_code == 409
    assert "Inzwischen steht hier:" in shown(page)
    assert "Der erste" in shown(page)
    assert f'value="{seen.mark("Der erste")}"' in shown(page)
    assert title(desk, "Der zweite", known="Der erste", headers=FORM).status_code == 303


def test_a_translation_is_stored_and_missing_is_told(desk: Screen) -> None:
    was = "Конференція організацій мігрантів у Дрездені"
    answer = title(desk, "Розмова", known=was, language="uk", of=TITLE)
    assert answer.get_json()["ok"]
    page = shown(desk.web.get(EDIT))
    assert "Розмова" in page
    title(desk, "Stadtteildialog")
    missing = re.findall(r'<span class="edit-mark" data-of="([\w-]+)" data-state="missing">', shown(desk.web.get(EDIT)))
    assert set(missing[:12]) == {"en", "uk", "ar", "ru", "fa", "vi", "zh", "pl", "tr", "fr", "es", "de-simple"}
    refused = title(desk, "Розмова 2", known="", language="uk", of=TITLE).get_json()
    assert (refused["error"], refused["now"]) == ("original_reworded", "Stadtteildialog")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("date", "12.13.2026", "„12.13.2026“ ist kein Datum. Möglich ist zum Beispiel 12.12.2026."),
        ("languages", "Deutsch, Arabich", "„Arabich“ ist hier keine Sprache."),
        ("registration_url", "anmelden", "„anmelden“ ist keine Adresse einer Webseite."),
        ("votes_per_person", "40", "Möglich sind 1 bis 10."),
        ("delete_on", "1.1.2000", "Möglich ist jeder Tag vom"),
    ],
)
def test_a_value_that_cannot_be_says_why(desk: Screen, name: str, text: str, says: str) -> None:
    answer = post(desk, "values", name=name, text=text, known=0).get_json()
    assert says in answer["message"]


def test_boxes_and_typed_languages_count_together(desk: Screen, event: Event) -> None:
    known = seen.mark(", ".join(event.languages))
    answer = post(desk, "values", name="languages", text=["de", "ar", "Rumänisch, Farsi"], known=known)
    assert answer.get_json()["text"] == "de, ar, ro, fa"


def test_a_line_of_the_programme_is_written_and_mended(desk: Screen, event: Event) -> None:
    item = event.programme[4]
    fields: dict[str, Any] = {"id": item.id, "title": item.title, "ends": "14.30 Uhr", "section": "programme"}
    known = seen.mark(f"{item.starts} {item.ends} {item.title}")
    answer = post(desk, "programme", starts="12:45", known=known, **fields).get_json()
    assert (answer["error"], answer["mend"], answer["field"]) == ("times_overlap", "13:30", "starts")
    assert "dauert bis 13:30" in answer["message"]
    page = post(desk, "programme", FORM, starts="12:45", known=known, **fields)
    assert 'value="12:45"' in shown(page)
    assert "dauert bis 13:30" in shown(page)
    answer = post(desk, "programme", starts=answer["mend"], known=known, **fields).get_json()
    assert (answer["ok"], answer["ends"]) == (True, "14:30")
    assert len(answer["lines"]) == len(event.programme)


def test_lines_move_by_plain_forms_and_the_page_goes_on_there(desk: Screen, event: Event) -> None:
    item = event.programme[1]
    answer = post(desk, "programme", FORM, id=item.id, do="down", section="programme")
    assert answer.location == f"{EDIT}/programme#row-{item.id}"
    answer = post(desk, "lines", FORM, field="aims", position=1, do="down", known=seen.mark(event.aims[0]))
    assert answer.location == f"{EDIT}/event#keys-aims-2"
    answer = post(desk, "lines", FORM, field="aims", do="add", text="")
    assert (answer.status_code, "Bitte schreiben Sie zuerst etwas." in shown(answer)) == (400, True)


@pytest.mark.parametrize("language", ["de", "ar", "en", "xx"])
def test_what_guests_see_is_drawn_for_nobody(desk: Screen, language: str) -> None:
    for path in (
        f"{EDIT}/phone?language={language}",
        f"{EDIT}/phone?station=foerderung-und-raeume&language={language}",
    ):
        page = desk.web.get(path)
        assert page.status_code == 200
        assert f'lang="{language if language != "xx" else "en"}"' in shown(page)
        assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in page.headers
    assert "frame-ancestors 'self'" in desk.web.get(f"{EDIT}/wall").headers["Content-Security-Policy"]
    elsewhere = desk.web.get("/e/dresden-2023/")
    assert "frame-ancestors 'none'" in elsewhere.headers["Content-Security-Policy"]


def test_the_preview_shows_one_poster(desk: Screen) -> None:
    for station, name in (("", "Förderung"), ("?station=offene-verwaltung", "Offene")):
        page = desk.web.get(f"{EDIT}/poster{station}")
        text = shown(page)
        assert (page.status_code, text.count('class="poster"')) == (200, 1)
        assert name in text[text.index('class="poster"') :]
        assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert 'class="poster"' not in shown(desk.web.get(f"{EDIT}/poster?station=nirgends"))
