"""Organisers switch machine drafts on and off, and guests read on the privacy page what becomes of their texts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitation import drafting
from facilitation.extensions import db
from facilitation.i18n.language_codes import RIGHT_TO_LEFT
from facilitation.models import Event, EventDeed, MachineDraft
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id
from tests.translator import libre_translate

EVENT, STATION = "/e/dresden-2023", "foerderung-und-raeume"
PAGE, SWITCH = f"{EVENT}/organise/translations", f"{EVENT}/organise/machine-drafts"
MARKS = {"de": "Maschinelle Übersetzung", "ar": "الترجمة الآلية", "zh": "机器翻译"}
"""How the privacy page begins to tell of it."""

Set = Callable[..., None]


@pytest.fixture
def settings(app: Flask) -> Set:
    """Changes settings."""

    def change(**settings: object) -> None:
        app.extensions["config"] = replace(app.extensions["config"], **settings)

    return change


@pytest.fixture
def organiser(screen: OpenScreen, doors: Doors) -> Screen:
    return screen(doors.organiser)


def is_on(app: Flask) -> bool:
    with app.app_context():
        return db.session.query(Event.machine_drafts).scalar() is True


def test_without_a_translator_there_is_no_switch(app: Flask, organiser: Screen) -> None:
    assert "machine-drafts" not in organiser.web.get(PAGE).text
    answer = organiser.web.post(SWITCH, data={"on": "1"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (409, "no_translator")
    assert not is_on(app)


def test_it_is_off_until_it_is_switched_on_and_noted(app: Flask, organiser: Screen, settings: Set) -> None:
    settings(translate_url="http://127.0.0.1:9")
    assert not is_on(app)
    for on in ("1", "1", "", ""):
        answer = organiser.web.post(SWITCH, data={"on": on})
        assert (answer.status_code, answer.location, is_on(app)) == (303, PAGE, on == "1")
        button = 'name="on" value=""' if on else 'name="on" value="1"'
        assert button in organiser.web.get(PAGE).text
    with app.app_context():
        deeds = db.session.query(EventDeed.deed, EventDeed.said).order_by(EventDeed.number).all()
    assert [tuple(one) for one in deeds] == [("event.set_machine_drafts", {"on": on}) for on in (True, False)]


def test_where_the_translator_is_gone_it_can_be_switched_off(app: Flask, organiser: Screen, settings: Set) -> None:
    settings(translate_url="http://127.0.0.1:9")
    organiser.web.post(SWITCH, data={"on": "1"})
    settings(translate_url=None)
    assert 'name="on" value=""' in organiser.web.get(PAGE).text
    organiser.web.post(SWITCH, data={"on": ""})
    assert not is_on(app)


@pytest.mark.parametrize("door", ["stranger", "guest", "host", "wall"])
def test_nobody_else_switches_it(
    app: Flask, screen: OpenScreen, ways_in: dict[str, str | None], settings: Set, door: str
) -> None:
    settings(translate_url="http://127.0.0.1:9")
    answer = screen(ways_in[door]).web.post(SWITCH, data={"on": "1"}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert not is_on(app)


@pytest.mark.parametrize("language", MARKS)
@pytest.mark.parametrize("which", ["translate_url", "translate_models"])
def test_guests_read_what_becomes_of_their_texts(
    app: Flask, organiser: Screen, screen: OpenScreen, doors: Doors, settings: Set, tmp_path: Path, language: str,
    which: str,
) -> None:  # fmt: skip
    phone = screen(doors.stations[STATION])
    phone.web.post(f"{EVENT}/me", data={"language": language})
    before = phone.web.get(f"{EVENT}/privacy").text
    settings(**{which: "http://127.0.0.1:9" if which == "translate_url" else tmp_path})
    assert MARKS[language] not in phone.web.get(f"{EVENT}/privacy").text, "it is not switched on"
    organiser.web.post(SWITCH, data={"on": "1"})
    page = phone.web.get(f"{EVENT}/privacy").text
    assert MARKS[language] in page
    assert ("LibreTranslate" in page, "Firefox" in page) == (which == "translate_url", which == "translate_models")
    assert "LibreTranslate" not in before
    assert 'dir="rtl"' in page if language in RIGHT_TO_LEFT else True


def test_no_file_and_no_other_screen_has_a_draft(
    app: Flask, organiser: Screen, screen: OpenScreen, doors: Doors, settings: Set, settle: Settle
) -> None:
    said = "Wir brauchen viel mehr Zimmer, sagt eine Maschine."
    with libre_translate() as machine:
        settings(translate_url=machine.url)
        organiser.web.post(SWITCH, data={"on": "1"})
        phone = screen(doors.stations[STATION])
        phone.open(STATION)
        phone.order("wording.open", station=STATION, languages={"de": 0}, drafts=True)
        arabic = "نحتاج إلى غرف أكثر بكثير."
        machine.says[(arabic, "de")] = said
        other = screen(doors.wall)
        other.order("wording.open", event="dresden-2023", station=STATION, languages={"de": 0})
        sent = {"id": new_id(), "station": STATION, "text": arabic, "kind": "idea", "language": "ar"}
        assert phone.order("contribution.add", **sent)["ok"]
        with app.test_request_context():
            drafting.look()
            assert db.session.query(MachineDraft.text).scalar() == said
    settle()
    assert said in str(phone.news("wording.changed"))
    assert other.news("wording.changed") == [], "only who asks for drafts is told"
    assert said not in str(other.order("wording.open", event="dresden-2023", station=STATION, languages={"de": 0}))
    assert said in str(phone.order("wording.open", station=STATION, languages={"de": 0}, drafts=True))
    for path in (
        "export.json",
        "export.csv",
        "export.md",
        "report",
        "presentation",
        f"host/{STATION}",
        "organise",
        "wall",
    ):
        page = organiser.web.get(f"{EVENT}/{path}")
        assert page.status_code in (200, 302), path
        assert "Zimmer, sagt" not in page.text, path
    assert said not in str(screen(doors.wall).open(STATION))
