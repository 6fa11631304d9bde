"""The language page: one tap, or a typed name, and the way back to where somebody came from."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation.extensions import db
from facilitation.models import Contribution, Event, Participant, Station
from tests.conftest import Guests, new_id, write
from tests.markup import first, tags

EVENT, STATION = "/e/dresden-2023", "foerderung-und-raeume"
PAGE, LANGUAGE = f"{EVENT}/stations/{STATION}", f"{EVENT}/language"


def writes_in(web: FlaskClient) -> str:
    """What its person writes in, as the station's page knows."""
    return str(first(web.get(PAGE).text)["me"]["language"])


def pressed(web: FlaskClient) -> list[str]:
    """The buttons of the language page that are pressed."""
    page = web.get(f"{LANGUAGE}?next={PAGE}").text
    main = page.partition("<main")[2]
    return [one["value"] for one in tags(main, "button") if one.get("aria-pressed") == "true"]


def test_it_offers_thirteen_and_seven_more(web: FlaskClient) -> None:
    page = web.get(f"{LANGUAGE}?next={PAGE}").text
    values = [one["value"] for one in tags(page.partition("<main")[2], "button") if "value" in one]
    assert values[:13] == ["de", "de-simple", "en", "uk", "ar", "ru", "fa", "vi", "zh", "pl", "tr", "fr", "es"]
    assert values[13:] == ["kmr", "ti", "ro", "prs", "ps", "so", "sq"]
    assert [name in page for name in ("Kurmancî", "ትግርኛ", "Română", "دری", "پښتو", "Soomaali", "Shqip")] == [True] * 7
    assert f'href="{PAGE}"' in page, "the way back"


def test_one_tap_changes_what_is_read_and_what_is_written(web: FlaskClient, app: Flask) -> None:
    answer = web.post(LANGUAGE, data={"language": "ar", "next": PAGE})
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = web.get(PAGE).text
    assert (tags(page, "html")[0]["lang"], writes_in(web), pressed(web)) == ("ar", "ar", ["ar"])
    with app.app_context():
        assert db.session.query(Participant).count() == 0, "nothing is stored before the first deed"


def test_it_stays_with_whoever_has_written_before(web: FlaskClient, app: Flask) -> None:
    web.post(PAGE, data={"id": new_id(), "text": "Mehr Räume", "kind": "idea", "language": "de", "name": "Ada"})
    assert web.post(LANGUAGE, data={"language": "uk", "next": PAGE}).status_code == 303
    assert (writes_in(web), tags(web.get(PAGE).text, "html")[0]["lang"]) == ("uk", "uk")
    with app.app_context():
        (row,) = db.session.query(Participant).all()
        assert (row.language, row.name) == ("uk", "Ada")


@pytest.mark.parametrize("way", ["the strip", "an address"])
def test_what_is_written_follows_a_tap_of_somebody_who_gave_a_dot(
    web: FlaskClient, app: Flask, station: Station, guest: Guests, way: str
) -> None:
    liked = write(guest(), station, "Mehr Räume").id
    web.post(f"{EVENT}/stations/{STATION}/votes", data={"id": new_id(), "give": liked})
    if way == "the strip":
        page = web.post(PAGE, data={"id": new_id(), "text": "", "kind": "idea", "language": "de", "speak": "uk"}).text
    else:
        page = web.get(f"{PAGE}?lang=uk").text
    for shown in (page, web.get(PAGE).text):
        chosen = [one["value"] for one in tags(shown, "option") if "selected" in one]
        assert (tags(shown, "html")[0]["lang"], chosen) == ("uk", ["uk"])
    with app.app_context():
        assert "uk" in [one.language for one in db.session.query(Participant)]


def test_a_tap_on_what_is_no_language_changes_nothing(web: FlaskClient) -> None:
    web.post(PAGE, data={"id": new_id(), "text": "Mehr Räume", "kind": "idea", "language": "de"})
    answer = web.post(PAGE, data={"id": new_id(), "text": "Und mehr", "kind": "idea", "language": "de", "speak": "xx"})
    assert (answer.status_code, "Und mehr" in answer.text, writes_in(web)) == (400, True, "de")


@pytest.mark.parametrize(
    ("code", "own_name"), [("kmr", "Kurmancî"), ("ro", "Română"), ("ckb", "کوردیی"), ("zh-Hant", "中文")]
)
def test_other_languages_change_what_is_written_only(web: FlaskClient, app: Flask, code: str, own_name: str) -> None:
    assert web.post(LANGUAGE, data={"language": code, "next": PAGE}).status_code == 303
    page = web.get(PAGE).text
    assert (tags(page, "html")[0]["lang"], writes_in(web)) == ("de", code)
    chosen = [one["value"] for one in tags(page, "option") if "selected" in one]
    assert (chosen, own_name in page) == ([code], True)
    sent = {"id": new_id(), "text": "Cihê zêdetir", "kind": "idea", "language": code}
    assert web.post(PAGE, data=sent).status_code == 303
    with app.app_context():
        assert [one.language for one in db.session.query(Contribution)] == [code]


def test_a_language_that_only_the_event_offers_is_written_before_the_first_deed(web: FlaskClient, event: Event) -> None:
    event.languages = [*event.languages, "x-dorf"]
    db.session.commit()
    assert web.post(LANGUAGE, data={"language": "x-dorf", "next": PAGE}).status_code == 303
    assert writes_in(web) == "x-dorf"


def test_a_typed_name_is_a_language_without_code(web: FlaskClient, app: Flask) -> None:
    assert web.post(LANGUAGE, data={"named": " Lisan  al-Cafe ", "next": PAGE}).status_code == 303
    assert writes_in(web) == "und"
    page = web.get(PAGE).text
    assert ("<option" in page, ">Lisan al-Cafe</option>" in page) == (True, True)
    shown = web.get(f"{LANGUAGE}?next={PAGE}").text
    assert ('value="Lisan al-Cafe"' in shown, "<details" in shown, pressed(web)) == (True, True, [])
    web.post(PAGE, data={"id": new_id(), "text": "Mehr", "kind": "idea", "language": "und"})
    with app.app_context():
        assert [one.language for one in db.session.query(Contribution)] == ["und"]
    web.post(LANGUAGE, data={"language": "de", "next": PAGE})
    assert "Lisan" not in web.get(PAGE).text


def test_whoever_gets_the_phone_next_writes_in_no_language_of_the_one_before(web: FlaskClient) -> None:
    web.post(LANGUAGE, data={"named": "Lisan al-Cafe", "next": PAGE})
    web.post(f"{EVENT}/me/anew", data={"next": PAGE})
    assert writes_in(web) == "de"
    assert "Lisan" not in web.get(PAGE).text + web.get(LANGUAGE).text


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"language": "xx"}, "Diese Sprache steht nicht zur Auswahl."),
        ({"language": "DE"}, "Diese Sprache steht nicht zur Auswahl."),
        ({"language": "Kurmancî"}, "Diese Sprache steht nicht zur Auswahl."),
        ({"language": "de" * 40}, "Diese Sprache steht nicht zur Auswahl."),
        ({"named": " \u200b"}, "Bitte schreiben Sie zuerst etwas."),
        ({}, "Bitte schreiben Sie zuerst etwas."),
        ({"named": "x" * 61}, "Bitte kürzen Sie: 61 Zeichen, möglich sind 60."),
    ],
)
def test_what_is_no_language_is_refused_and_stays_typed(web: FlaskClient, form: dict[str, str], error: str) -> None:
    answer = web.post(LANGUAGE, data={**form, "next": PAGE})
    assert (answer.status_code, error in answer.text) == (400, True)
    assert form.get("named", "").strip() in answer.text
    assert writes_in(web) == "de"


@pytest.mark.parametrize("led", ["https://evil.example/", "//evil.example", f"{EVENT}/\\evil", "/e/other/", ""])
def test_it_leads_back_into_the_event_only(web: FlaskClient, led: str) -> None:
    assert web.post(LANGUAGE, data={"language": "en", "next": led}).location == f"{EVENT}/"
    assert "evil" not in web.get(LANGUAGE, query_string={"next": led}).text


def test_a_tap_on_the_form_that_asks_for_the_name_keeps_what_was_typed(web: FlaskClient, event: Event) -> None:
    event.newcomers = "word"
    db.session.commit()
    typed = {"language": "de", "name": 'Ada "M"', "word": "bahn", "next": PAGE}
    page = web.post(f"{EVENT}/me", data={**typed, "speak": "fa"}).text
    assert (tags(page, "html")[0]["lang"], tags(page, "html")[0]["dir"]) == ("fa", "rtl")
    fields = {one["name"]: one.get("value") for one in tags(page, "input")}
    assert fields == {"next": PAGE, "language": "fa", "word": "bahn", "name": "Ada &#34;M&#34;"} or fields == {
        "next": PAGE,
        "language": "fa",
        "word": "bahn",
        "name": 'Ada "M"',
    }


def test_a_stranger_on_the_welcome_page_changes_the_language_with_the_first_tap(app: Flask) -> None:
    web = app.test_client()
    web.get(f"{EVENT}/")
    assert web.post(LANGUAGE, data={"language": "tr", "next": f"{EVENT}/"}).status_code == 303
    assert tags(web.get(f"{EVENT}/").text, "html")[0]["lang"] == "tr"
