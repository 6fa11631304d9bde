"""The page "Ready?": every line in words, its plain forms, what is really tried, and what it tells while it is open."""

import datetime as dt
import json
import re
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from facilitation import clock
from facilitation.documents.pdf import writing as pdf
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, House, columns
from facilitation.models.columns import iso
from facilitation.pages import ready_trials
from facilitation.pages.ready_words import SAID, lines
from facilitation.queries.readiness import RULES, Found, TooLong
from facilitation.services import trials
from facilitation.storage import disk_trial
from facilitation.storage.transactions import writing
from tests.conftest import Doors, OpenScreen, Settle
from tests.doors.test_addresses import HERE, listen
from tests.pages.test_codes import PHONE

PAGE = "/e/dresden-2023/ready"
NOW = dt.datetime(2026, 12, 1, 22, 30, tzinfo=dt.UTC)
FACTS: dict[str, Any] = {
    "url": "http://192.0.2.7:8000",
    "gone": "http://192.0.2.9:8000",
    **{"here": 1, "of": 3, "away": [2, 3], "people": 40, "rehearsal": False, "apart": 400, "free": 212 * 10**9},
    **{"tried": False},
    **{"ms": 900, "day": dt.date(2027, 3, 12), "lacking": {"uk": 5}, "languages": 3, "parts": ["posters"]},
    **{"too_long": (TooLong(2, "ru", 5, 3),), "printed_for": "http://192.0.2.9:8000", "posters": 3},
}


def lines_of(text: str) -> dict[str, tuple[str, str]]:
    """The page's lines: each with its state and its sentence."""
    found = re.findall(r'data-line="(\w+)"\s*data-state="(\w+)".*?data-sentence>(.*?)</p>', text, re.DOTALL)
    return {name: (state, sentence) for name, state, sentence in found}


REASONS = {
    "contact": {"neither", "no_imprint", "no_contact", "there"},
    "translations": {"one", "all", "some"},
    "room": {"fits", "too_long"},
    "printed": {"never", "outdated", "elsewhere", "current"},
    "tls": {"plain", "accepted", "only_here", "said", "came"},
    "phone": {"shut_by_network", "shut_by_host", "shut_by_setting", "gone", "never", "old", "came"},
    "tablets": {"never", "some", "all"},
    "backup": {"never", "old", "made"},
    "rehearsal": {"never", "runs", "kept", "held"},
    "clock": {"never", "confirmed", "agrees", "ahead", "behind"},
    "disk": {"full", "short", "silent", "failed", "never", "slow", "quick"},
    "office": {"missing", "failed", "never", "worked"},
    "retention": {"set", "too_early"},
}


@pytest.mark.parametrize(("name", "why"), [(name, why) for name, reasons in REASONS.items() for why in sorted(reasons)])
def test_every_reason_is_said_and_what_is_not_good_says_what_to_do(event: Event, name: str, why: str) -> None:
    (line,) = lines(event, NOW, [Found(name, "todo", why, FACTS, NOW)])
    assert line.words.title
    assert line.words.sentence.endswith((".", "?", "Uhr", ":8000", "Plakate", "3", "40"))
    good = {
        "accepted",
        "only_here",
        "there",
        "one",
        "all",
        "fits",
        "current",
        "came",
        "made",
        "held",
        "confirmed",
        "agrees",
        "quick",
    }
    assert (line.words.key is None) == (why in good | {"worked", "set"})


def test_the_number_of_a_language_written_from_the_right_stays_behind_its_name(event: Event) -> None:
    said = {**FACTS, "lacking": {"uk": 2, "ar": 3}}
    (line,) = lines(event, NOW, [Found("translations", "todo", "some", said)])
    assert "\u2068العربية\u2069 (3)" in line.words.sentence


@pytest.mark.parametrize(("tried", "goes_on"), [(False, " Erst die Adresse ausprobieren."), (True, "")])
def test_who_has_tried_the_address_is_not_told_to_try_it_before_printing(
    event: Event, tried: bool, goes_on: str
) -> None:
    (line,) = lines(event, NOW, [Found("printed", "untried", "never", {"tried": tried})])
    assert line.words.sentence == f"Noch nie gedruckt.{goes_on}"


def test_every_rule_has_its_words() -> None:
    assert SAID.keys() == RULES.keys() == REASONS.keys()


def test_times_are_those_of_the_events_place(event: Event) -> None:
    def proof(at: dt.datetime) -> str:
        (line,) = lines(event, NOW, [Found("phone", "good", "came", FACTS, at)])
        return line.words.proof

    assert proof(NOW) == "um 23:30"
    assert proof(NOW - dt.timedelta(days=1)) == "am 30. Nov."
    event.timezone = "Asia/Tokyo"
    assert proof(NOW) == "um 07:30"


def test_the_page_says_each_line_with_what_to_do(screen: OpenScreen, doors: Doors) -> None:
    text = screen(doors.organiser).web.get(PAGE).text
    found = lines_of(text)
    assert set(found) == set(RULES)
    assert found["contact"][0] == "todo"
    assert list(found)[:2] == ["phone", "contact"], "what ends the day stands before what is to do"
    assert {found[name][0] for name in ("printed", "phone", "tablets", "backup", "rehearsal", "clock")} <= {
        *("untried", "stop")
    }
    assert (found["retention"][0], found["translations"][0]) == ("good", "good")
    assert re.search(r'aria-current="page".*?class="tab-words">Bereit\?<', text, re.DOTALL)
    assert "zu tun</span>" in text


def test_a_person_says_that_the_clock_is_right_without_script(screen: OpenScreen, doors: Doors) -> None:
    web = screen(doors.organiser).web
    answer = web.post(PAGE, data={"do": "clock"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert lines_of(web.get(PAGE).text)["clock"] == ("good", "Sie haben gesehen, dass sie stimmt.")


def test_a_browsers_clock_is_compared_to_the_thousandth(
    app: Flask, screen: OpenScreen, doors: Doors, event: Event
) -> None:
    web = screen(doors.organiser).web
    moment = round(dt.datetime.now(dt.UTC).timestamp() * 1000) - 90_500
    told = {"data": {"now": str(moment)}, "headers": {"Accept": "application/json"}}
    path = "/e/dresden-2023/organise/clock"
    web.post(path, **told)
    assert trials.of_house() == {}, "a browser on this machine has the same clock"
    db.session.rollback()
    web.post(path, **told, environ_overrides={"REMOTE_ADDR": "192.168.1.7"})
    db.session.expire_all()
    known = trials.of_house()["clock"]
    assert known["by"] == "browser"
    assert 90_500 <= known["apart"] < 150_000
    assert lines_of(web.get(PAGE).text)["clock"][0] == "todo"


def test_what_a_browsers_clock_says_counts_also_where_nothing_can_be_stored(
    screen: OpenScreen, doors: Doors, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: str, **__: Any) -> None:
        raise CafeError("storage_full")

    monkeypatch.setattr(trials, "note", full)
    month_ago = round((dt.datetime.now(dt.UTC) - dt.timedelta(days=30)).timestamp() * 1000)
    told = screen(doors.organiser).web.post(
        "/e/dresden-2023/organise/clock",
        data={"now": str(month_ago)},
        headers={"Accept": "application/json"},
        environ_overrides={"REMOTE_ADDR": "192.168.1.7"},
    )
    assert (told.status_code, told.get_json()["verdict"], clock.is_doubted()) == (200, "ahead", True)


def test_a_disk_that_hangs_holds_one_thread_however_often_it_is_tried(
    event: Event, screen: OpenScreen, doors: Doors, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, begun, let = screen(doors.organiser).web, [], threading.Event()

    def hang(_: Any) -> int:
        begun.append(1)
        assert let.wait(60)
        return 3

    monkeypatch.setattr(disk_trial, "milliseconds", hang)
    try:
        web.post(PAGE, data={"do": "check"})
        with writing() as session:
            known = session.query(House).one()
            past = str(iso(columns.now() - trials.DEADLINE))
            known.tried = {name: {"begun": past} for name in trials.STARTED}
        for _ in range(5):
            assert web.post(PAGE, data={"do": "check"}).status_code == 303
        assert lines_of(web.get(PAGE).text)["disk"] == (
            "stop",
            "Ein kleiner Versuch wurde nicht fertig. Starten Sie den Rechner neu, und probieren Sie es dann.",
        )
    finally:
        let.set()
    settle()
    assert begun == [1]
    assert not ready_trials.is_at_it()


def test_without_encryption_is_a_line_that_organisers_decide_on(screen: OpenScreen, doors: Doors, app: Flask) -> None:
    listen(app, host="0.0.0.0")
    web = screen(doors.organiser).web
    if HERE == ["127.0.0.1"]:
        pytest.skip("this machine is in no network")
    assert lines_of(web.get(PAGE).text)["tls"][0] == "todo"
    assert web.post(PAGE, data={"do": "plain"}).location == PAGE
    found = lines_of(web.get(PAGE).text)["tls"]
    assert found == ("good", "Das ist Ihnen recht. Erneuern Sie nach dem Tag die geheimen Links.")


def test_who_lets_nobody_else_in_is_told_which_setting_does(screen: OpenScreen, doors: Doors, app: Flask) -> None:
    listen(app, host="127.0.0.1")
    web = screen(doors.organiser).web
    assert lines_of(web.get(PAGE).text)["phone"] == (
        "stop",
        "HOST lässt niemand anderen herein. Starten Sie das World Café ohne HOST neu.",
    )


def test_a_check_tries_the_disk_and_says_that_libreoffice_is_missing(
    screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    web = screen(doors.organiser).web
    assert web.post(PAGE, data={"do": "check"}).status_code == 303
    settle()
    found = lines_of(web.get(PAGE).text)
    assert found["disk"][0] in ("good", "todo")
    assert "schreibt in" in found["disk"][1]
    assert found["office"] == ("todo", "Ohne LibreOffice gibt es den Bericht nur als Word-Datei, nicht als PDF.")


@pytest.mark.needs_office
def test_libreoffice_really_makes_a_pdf(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    assert pdf.can_convert()
    web = screen(doors.organiser).web
    web.post(PAGE, data={"do": "check"})
    settle()
    state, sentence = lines_of(web.get(PAGE).text)["office"]
    assert (state, re.fullmatch(r"Hat ein Blatt in [\d,]+ Sekunden zu PDF gemacht\.", sentence) is not None) == (
        *("good", True),
    )


def test_it_tells_of_a_phone_and_a_tablet_while_it_is_open(
    app: Flask, screen: OpenScreen, doors: Doors, event: Event
) -> None:
    listen(app, host="0.0.0.0")
    web = screen(doors.organiser).web

    def told() -> dict[str, Any]:
        return dict(web.get(f"{PAGE}.json").get_json())

    before = told()
    assert before["tablets"]["proof"] == "0 von 3"
    app.test_client().get("/there", environ_overrides=PHONE)
    tablet = screen(doors.hosts[event.stations[0].slug]).web
    board = f"/e/dresden-2023/host/{event.stations[0].slug}"
    here = {"REMOTE_ADDR": HERE[0]}
    proxied = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": HERE[0]}
    for laptop in ({}, here, proxied):
        assert tablet.get(board, environ_overrides=laptop).status_code == 200
        assert told()["tablets"]["proof"] == "0 von 3", "the laptop's own browser is no tablet"
    away = {"REMOTE_ADDR": PHONE["REMOTE_ADDR"]}  # by the name that its cookie is for
    assert tablet.get(board, environ_overrides=away).status_code == 200
    after = told()
    assert after["tablets"]["proof"] == "1 von 3"
    if HERE != ["127.0.0.1"]:
        assert (before["phone"]["state"], after["phone"]["state"]) == ("untried", "good")


def test_an_address_is_chosen_here_too(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    listen(app, host="0.0.0.0")
    web = screen(doors.organiser).web
    assert web.post(PAGE, data={"do": "address", "address": HERE[-1]}).location == PAGE
    assert web.post(PAGE, data={"do": "address", "address": "evil.example"}).status_code == 404
    refused = web.post(PAGE, data={"do": "dance"}, headers={"Accept": "application/json"})
    assert json.loads(refused.text)["error"] == "malformed"


def test_what_was_printed_is_compared_part_by_part(screen: OpenScreen, doors: Doors, event: Event) -> None:
    web = screen(doors.organiser).web

    def of_kit() -> list[str]:
        text = web.get("/e/dresden-2023/organise/print?cards=9").text
        return [":".join(one) for one in re.findall(r'data-part="(\w+)"\s*data-mark="([\w:]+)"', text)]

    marks = [one for one in of_kit() if not one.startswith("wifi")]
    web.post("/e/dresden-2023/organise/printed", data={"part": marks})
    assert lines_of(web.get(PAGE).text)["printed"][0] == "good", "also of nine sheets of cards instead of six"
    for language in ("en", "ar", "xx"):
        assert lines_of(web.get(f"{PAGE}?lang={language}").text)["printed"][0] == "good", "whatever this page speaks"
    with writing() as session:
        session.execute(update(Event).values(title="Anders"))
    state, sentence = lines_of(web.get(PAGE).text)["printed"]
    assert state == "todo"
    assert "Plakate" in sentence


def test_a_copy_of_an_event_has_tried_nothing(event: Event) -> None:
    from facilitation.services.copying import EMPTIED
    from facilitation.transfer.record_tables import EVENT

    assert "tried" in EMPTIED[Event]
    assert "tried" not in EVENT.columns
