"""The short form of a new event: what it makes, and what of it is refused in plain words, all at once."""

import html
import re
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from facilitation import memory, seed
from facilitation.extensions import db
from facilitation.models import Event, Round, Station
from facilitation.services import events
from tests.conftest import TODAY, Doors, OpenScreen, Screen, new_id

PAGE = "/house/new"
TYPED = {
    "title": "Stadtteildialog",
    "date": "12.12.2026",
    "begins": "15 Uhr",
    "place": "Bürgertreff am Park",
    "stations": "4",
    "tables": "2",
    "rounds": "4",
    "minutes": "20",
    "change": "5",
    "language": "de",
    "languages": ["ar", "ru", "vi", "uk"],
    "more": "",
    "slug": "",
}
GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


@pytest.fixture
def keeper(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.house)


def send(keeper: Screen, **typed: Any) -> TestResponse:
    return keeper.web.post(PAGE, data={**TYPED, "id": new_id(), **typed}, headers=GERMAN)


def stands(page: TestResponse) -> dict[str, str]:
    """What stands in the fields of the page."""
    shown = html.unescape(page.get_data(as_text=True))
    return dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"\s+(?:dir="auto"|inputmode)', shown))


def test_a_form_makes_a_whole_event_and_leads_to_its_editor(keeper: Screen, context: None) -> None:
    answer = send(keeper)
    assert (answer.status_code, answer.location) == (303, "/e/stadtteildialog/edit")
    event = events.find("stadtteildialog")
    assert (event.title, event.date.isoformat(), event.place_name) == (
        "Stadtteildialog",
        "2026-12-12",
        "Bürgertreff am Park",
    )
    assert event.languages == ["de", "ar", "ru", "vi", "uk"]
    counted = [db.session.query(model).filter_by(event_id=event.id).count() for model in (Station, Round)]
    assert counted == [4, 4]
    assert keeper.web.get("/e/stadtteildialog/edit").status_code == 200
    assert keeper.web.get("/e/stadtteildialog/organise").status_code == 200


def test_guests_read_no_address_where_none_was_typed_yet(keeper: Screen, context: None) -> None:
    send(keeper)
    welcome = keeper.web.get("/e/stadtteildialog/", headers=GERMAN).get_data(as_text=True)
    assert "<dt>Ort</dt>" not in welcome
    event = events.find("stadtteildialog")
    event.place_name = ""
    event.city = "Dresden"
    db.session.commit()
    welcome = keeper.web.get("/e/stadtteildialog/", headers=GERMAN).get_data(as_text=True)
    assert "<dt>Ort</dt><dd>Dresden</dd>" in welcome
    assert 'content="12. Dezember 2026"' in welcome
    for page in ("privacy", "imprint", "accessibility"):
        shown = keeper.web.get(f"/e/stadtteildialog/{page}", headers=GERMAN).get_data(as_text=True)
        assert "Am Tag selbst am Empfang" not in shown
    for page in ("organise", "organise/print"):
        shown = keeper.web.get(f"/e/stadtteildialog/{page}", headers=GERMAN).get_data(as_text=True)
        assert not re.search(r"2026 ·\s*(<bdi[^>]*></bdi>)?\s*</p>", shown)


def test_pressing_twice_makes_one(keeper: Screen, context: None) -> None:
    id = new_id()
    assert {send(keeper, id=id).location for _ in range(3)} == {"/e/stadtteildialog/edit"}
    assert events.slugs() == {"dresden-2023", "stadtteildialog"}
    assert send(keeper).location == "/e/stadtteildialog-2/edit"


def test_pressing_twice_makes_one_also_where_another_process_hears_it(keeper: Screen, context: None) -> None:
    id = new_id()
    assert send(keeper, id=id).location == "/e/stadtteildialog/edit"
    memory.forget_all()  # whatever a process remembers, another one does not
    assert send(keeper, id=id, title="").location == "/e/stadtteildialog/edit"
    plan = {**seed.plan(), "slug": "gleichzeitig"}
    with pytest.raises(IntegrityError):  # both were asked before either had made one
        events.create(plan, today=TODAY, order=id)
    assert events.create_once(plan, today=TODAY, order=id).slug == "stadtteildialog"
    assert events.slugs() == {"dresden-2023", "stadtteildialog"}


def test_a_form_whose_event_was_deleted_makes_another(keeper: Screen, context: None) -> None:
    id = new_id()
    send(keeper, id=id)
    assert keeper.web.post("/house/stadtteildialog/delete", data={"sure": "1"}).status_code == 303
    assert send(keeper, id=id).location == "/e/stadtteildialog/edit"


def test_the_first_field_that_is_wrong_has_the_focus(keeper: Screen) -> None:
    page = send(keeper, date="31.02.2026", stations="40").get_data(as_text=True)
    (name,) = re.findall(r'name="(\w+)"[^>]*\bautofocus', page)
    assert name == "date"
    assert "Sobald die markierten Felder stimmen" in page


def test_forms_without_an_id_are_each_one_of_their_own(keeper: Screen, context: None) -> None:
    assert [send(keeper, id="").location for _ in range(2)] == ["/e/stadtteildialog/edit", "/e/stadtteildialog-2/edit"]


def test_pressing_once_more_tries_again_what_went_wrong(
    keeper: Screen, context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is gone")

    id = new_id()
    with monkeypatch.context() as disk, suppress(OSError):
        disk.setattr(events, "create", broken)
        send(keeper, id=id)
    assert send(keeper, id=id).location == "/e/stadtteildialog/edit"


BAD = {
    ("title", ""): "Bitte schreiben Sie zuerst etwas.",
    ("title", " \u200b "): "Bitte schreiben Sie zuerst etwas.",
    ("title", "x" * 10_000): "Bitte kürzen Sie: 10000 Zeichen, möglich sind 300.",
    ("date", ""): "Bitte schreiben Sie zuerst etwas.",
    ("date", "31.02.2026"): "„31.02.2026“ ist kein Datum.",
    ("date", "nächste Woche"): "„nächste Woche“ ist kein Datum.",
    ("begins", "24:30"): "„24:30“ ist keine Uhrzeit.",
    ("begins", "nachmittags"): "„nachmittags“ ist keine Uhrzeit.",
    ("begins", "22:00"): "Das Programm dauert 4 Stunden und endet damit erst nach Mitternacht.",
    ("place", "y" * 10_000): "Bitte kürzen Sie: 10000 Zeichen, möglich sind 200.",
    ("stations", "0"): "Möglich sind 1 bis 12.",
    ("stations", ""): "Bitte schreiben Sie zuerst etwas.",
    ("stations", "40"): "Möglich sind 1 bis 12.",
    ("stations", "keine"): "Möglich sind 1 bis 12.",
    ("tables", "1000"): "Möglich sind 1 bis 40.",
    ("rounds", "-1"): "Möglich sind 1 bis 8.",
    ("minutes", "600"): "Möglich sind 1 bis 120.",
    ("change", "x"): "Möglich sind 0 bis 60.",
    ("more", "Deutsch, Arabich"): "„Arabich“ ist hier keine Sprache.",
    ("slug", "dresden-2023"): "Die Adresse „dresden-2023“ hat schon eine andere Veranstaltung.",
    ("slug", "../house"): "In einer Adresse stehen nur Kleinbuchstaben",
    ("slug", "z" * 61): "In einer Adresse stehen nur Kleinbuchstaben",
}


@pytest.mark.parametrize("typed", BAD, ids=lambda typed: f"{typed[0]} {typed[1][:15]}")
def test_what_cannot_be_is_named_and_everything_typed_stays(
    keeper: Screen, context: None, typed: tuple[str, str]
) -> None:
    name, text = typed
    page = send(keeper, **{name: text})
    shown = html.unescape(page.get_data(as_text=True))
    assert page.status_code == 400
    told = re.search(rf'data-error="{name}"\s*>(.*?)</p>', shown, re.DOTALL)
    assert told
    assert BAD[typed] in told[1]
    assert re.findall(r'data-error="\w+"\s*><svg', shown).__len__() == 1
    kept = {one: value for one, value in {**TYPED, name: text}.items() if one not in ("language", "languages")}
    assert stands(page) == kept
    ticked = set(re.findall(r'value="(\w+)"\s+autocomplete="off"\s+checked', shown))
    assert ticked == {"de", "ar", "ru", "vi", "uk"}
    assert events.slugs() == {"dresden-2023"}


def test_several_faults_are_named_at_once(keeper: Screen) -> None:
    shown = send(keeper, title="", date="heute", stations="40").get_data(as_text=True)
    assert re.findall(r'data-error="(\w+)"\s*><svg', shown) == ["title", "date", "stations"]


@pytest.mark.parametrize(
    ("typed", "languages"),
    [
        ({"more": "Deutsch, Arabisch"}, ["de", "ar"]),
        ({"more": "Rumänisch; Tigrinya und Farsi", "languages": ["ar"]}, ["de", "ar", "ro", "ti", "fa"]),
        ({"language": "en", "languages": []}, ["en"]),
        ({"language": "xx", "languages": ["xx", "de-simple"]}, ["de"]),
    ],
)
def test_languages_are_taken_as_they_are_typed(
    keeper: Screen, context: None, typed: dict[str, Any], languages: list[str]
) -> None:
    assert send(keeper, **{"languages": [], **typed}).status_code == 303
    assert events.find("stadtteildialog").languages == languages


def test_a_script_is_told_what_would_be_made(keeper: Screen, context: None) -> None:
    told = send(keeper, look="1").get_json()
    assert (told["date"], told["slug"], told["wrong"]) == ("Samstag, 12. Dezember 2026", "stadtteildialog", {})
    assert [one["starts"] for one in told["lines"] if one["round"]] == ["16:00", "16:25", "16:50", "17:15"]
    told = send(keeper, look="1", date="").get_json()
    assert (told["lines"], list(told["wrong"])) == ([], ["date"])
    assert events.slugs() == {"dresden-2023"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_form_is_there_with_what_is_usual(keeper: Screen, event: Event, language: str) -> None:
    page = keeper.web.get(PAGE, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert page.get_data(as_text=True).count('class="new-item"') > 6


def test_it_is_the_administrators_alone(screen: OpenScreen, doors: Doors) -> None:
    for who in (screen(doors.organiser), screen(None)):
        assert who.web.get(PAGE).status_code == 403
        assert who.web.post(PAGE, data=TYPED).status_code == 403
