"""Which language somebody is answered in: by what they chose, what their phone asks for, and whose page it is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitation.doors.languages import LANGUAGES, WHOLE
from facilitation.extensions import db
from facilitation.models import Event
from tests.conftest import Doors
from tests.markup import tags

EVENT, STATION = "/e/dresden-2023", "foerderung-und-raeume"
BOARD = f"{EVENT}/host/{STATION}"


def spoken(web: FlaskClient, path: str, **headers: str) -> str:
    """The language of a page."""
    answer = web.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code in (200, 404)
    return str(tags(answer.text, "html")[0]["lang"])


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("uk,ru", "uk"),
        ("de-simple,de;q=0.9", "de-simple"),
        ("de-DE,de-simple;q=0.9", "de"),
        ("ru,uk", "ru"),
        ("ar-SY,en", "ar"),
        ("ar-SY,ar;q=0.9,en-US;q=0.8", "ar"),
        ("zh-Hant-TW,en;q=0.5", "zh"),
        ("pt-BR,es;q=0.8,en;q=0.7", "es"),
        ("FR_ch", "fr"),
        ("prs-AF,en;q=0.5", "fa"),
        ("yue-Hant-HK,en-HK;q=0.9", "zh"),
        ("ary-MA,fr;q=0.8", "ar"),
        ("gsw-CH,fr;q=0.8", "de"),
        ("kmr,tr;q=0.8", "tr"),
        ("sr-Latn-RS,nb;q=0.9,ru;q=0.1", "ru"),
        ("en;q=0.3,tr;q=0.9", "tr"),
        ("ro,fa;q=0", "de"),
        ("*", "de"),
        ("", "de"),
        (";;,,;q=x,-,de-,é,vi;q=nan" + "x" * 3000, "de"),
        ("q=1;" * 500 + ",pl", "pl"),
    ],
)
def test_the_first_language_of_the_phones_own_list_decides(app: Flask, asked: str, answered: str) -> None:
    assert spoken(app.test_client(), f"{EVENT}/", Accept_Language=asked) == answered


@pytest.mark.parametrize("asked", ["xx", "", "de-DE-", "ar;", "../ar", "AR", "%00", "ü" * 2000, "kmr", "und", "en_GB"])
def test_what_is_no_language_of_the_interface_changes_nothing(app: Flask, asked: str) -> None:
    web = app.test_client()
    assert spoken(web, f"{EVENT}/?lang=uk") == "uk"
    answer = web.get(f"{EVENT}/", query_string={"lang": asked})
    assert (answer.status_code, tags(answer.text, "html")[0]["lang"]) == (200, "uk")
    assert spoken(web, f"{EVENT}/nowhere") == "uk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_guests_read_every_language_from_its_own_side(app: Flask, language: str) -> None:
    page = app.test_client().get(f"{EVENT}/?lang={language}").text
    html = tags(page, "html")[0]
    assert (html["lang"], html["dir"]) == (language, "rtl" if language in ("ar", "fa") else "ltr")
    assert sorted(one["value"] for one in tags(page, "button") if one.get("name") == "language") == sorted(LANGUAGES)


@pytest.mark.parametrize(("asked", "answered"), [("ar,en;q=0.5", "en"), ("ar,de", "de"), ("ar", "de"), ("fa,sw", "de")])
def test_hosts_and_organisers_get_one_of_two(app: Flask, doors: Doors, asked: str, answered: str) -> None:
    web = app.test_client()
    web.get(doors.stations[STATION], headers={"Accept-Language": asked})
    phone = spoken(web, f"{EVENT}/", Accept_Language=asked)
    assert phone == asked.partition(",")[0]
    for door in (doors.hosts[STATION], doors.organiser, doors.wall):
        web.get(door)
    for path in (BOARD, f"{EVENT}/organise", f"{EVENT}/wall", f"{EVENT}/report", f"{BOARD}/checklist"):
        assert spoken(web, path, Accept_Language=asked) == answered
    page = web.get(BOARD, headers={"Accept-Language": asked}).text
    offered = [one["hreflang"] for one in tags(page, "a") if "hreflang" in one]
    assert tuple(offered) == WHOLE
    assert spoken(web, f"{EVENT}/", Accept_Language=asked) == phone, "the phone's own choice stays"
    assert spoken(web, f"{BOARD}?lang=ar", Accept_Language=asked) == answered
    assert spoken(web, f"{BOARD}?lang=en", Accept_Language=asked) == "en"


def test_hosts_of_an_event_in_another_language_read_english(app: Flask, doors: Doors, event: Event) -> None:
    event.language = "fr"
    db.session.commit()
    web = app.test_client()
    web.get(doors.organiser)
    assert (spoken(web, f"{EVENT}/"), spoken(web, f"{EVENT}/organise")) == ("fr", "en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Samstag, 18. November 2023"),
        ("de-simple", "Samstag, 18. November 2023"),
        ("en", "Saturday, 18 November 2023"),
        ("uk", "субота, 18 листопада 2023 р."),
        ("ar", "السبت، 18 تشرين الثاني 2023"),
        ("ru", "суббота, 18 ноября 2023 г."),
        ("fa", "شنبه 18 نوامبر 2023"),
        ("vi", "Thứ Bảy, 18 tháng 11, 2023"),
        ("zh", "2023年11月18日星期六"),
        ("pl", "sobota, 18 listopada 2023"),
        ("tr", "18 Kasım 2023 Cumartesi"),
        ("fr", "samedi 18 novembre 2023"),
        ("es", "sábado, 18 de noviembre de 2023"),
    ],
)
def test_dates_are_written_as_the_language_does_with_digits_as_on_signs(app: Flask, language: str, said: str) -> None:
    page = app.test_client().get(f"{EVENT}/?lang={language}").text
    assert said in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert not any("\u0660" <= sign <= "\u0669" or "\u06f0" <= sign <= "\u06f9" for sign in page)
