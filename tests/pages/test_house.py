"""The house's page: every event with its way in, and what is done with a whole one."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitation import clock, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Door, Event, JoinCode, Station
from facilitation.pages import upload
from facilitation.services import events, rounds
from facilitation.storage.transactions import writing
from facilitation.transfer import child, record, records
from tests.conftest import Doors, OpenScreen, Settle, new_id

SLUG = "dresden-2023"
STATION = "foerderung-und-raeume"
Keeper = Callable[[], FlaskClient]


@pytest.fixture
def keeper(app: Flask, doors: Doors) -> FlaskClient:
    """A browser that came by the house's link, in German."""
    web = app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    assert web.get(doors.house).status_code == 302
    return web


def exported(app: Flask, **changed: Any) -> dict[str, Any]:
    """The Dresden event's record as it is exported, with this of the event changed."""
    with app.app_context():
        told: dict[str, Any] = json.loads(json.dumps(records.read(events.find(SLUG))))
    return {**told, "event": {**told["event"], "delete_on": "2031-01-01", **changed}}


def as_json(told: dict[str, Any]) -> bytes:
    """A record as a file, one row in a line."""
    steps = record.build(told)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)


def send(web: FlaskClient, content: bytes, name: str = "event.json", **fields: str) -> TestResponse:
    """Send a file to be imported."""
    return web.post("/house/import", data={"file": (io.BytesIO(content), name), **fields})


def zipped(**files: bytes) -> bytes:
    """A ZIP with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def said(answer: TestResponse) -> str:
    """The sentence beside the form."""
    (found,) = re.findall(r'class="field-error"[^>]*>(?:<svg.*?</svg>)?(.*?)</p>', answer.text, re.DOTALL)
    return re.sub(r"&#34;|&#39;", "'", found).strip()


def slugs(app: Flask) -> list[str]:
    """Every event's slug."""
    with app.app_context():
        return sorted(event.slug for event in events.every())


def test_each_event_is_named_with_what_it_holds_and_its_link(
    app: Flask, keeper: FlaskClient, doors: Doors, screen: OpenScreen
) -> None:
    phone = screen(doors.stations[STATION])
    sent = {"id": new_id(), "station": STATION, "text": "Mehr Räume", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **sent)["ok"]
    page = keeper.get("/house").text
    assert "Konferenz der Migrant*" in page
    assert "Personen: 1 · Beiträge: 1" in page
    assert f'value="http://localhost{doors.organiser}"' in page
    assert f'value="http://localhost{doors.house}"' in page
    assert f'href="/e/{SLUG}/organise"' in page


def test_an_untouched_house_asks_what_to_begin_with(app: Flask, keeper: FlaskClient) -> None:
    assert "Womit möchten Sie anfangen?" in keeper.get("/house").text
    with app.app_context():
        events.create({**seed.plan(), "slug": "zweite"}, today=clock.now().date())
    assert "Womit möchten Sie anfangen?" not in keeper.get("/house").text


def test_a_copy_keeps_what_was_prepared_and_nothing_of_the_day(
    app: Flask, keeper: FlaskClient, doors: Doors, screen: OpenScreen
) -> None:
    phone = screen(doors.stations[STATION])
    sent = {"id": new_id(), "station": STATION, "text": "Mehr Räume", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **sent)["ok"]
    with app.test_request_context():
        event = events.find(SLUG)
        rounds.start(Actor(event.id, organiser=True), 1)
        rounds.end(Actor(event.id, organiser=True))
        codes = {code.code for code in db.session.query(JoinCode).filter_by(event_id=event.id)}
    made = keeper.post(f"/house/{SLUG}/copy", data={"title": "Konferenz 2031", "date": "18.11.2031"})
    assert (made.status_code, made.location) == (303, "/house?done=copied&about=konferenz-2031")
    with app.app_context():
        before, after = events.find(SLUG), events.find("konferenz-2031")
        assert (after.title, after.date, after.phase, after.round_position) == (
            "Konferenz 2031",
            dt.date(2031, 11, 18),
            "before",
            None,
        )
        assert after.delete_on > after.date
        kept = [(one.slug, one.question, one.tables, one.prompts) for one in before.stations]
        assert [(one.slug, one.question, one.tables, one.prompts) for one in after.stations] == kept
        assert [(one.title, one.minutes, one.started_at) for one in after.rounds] == [
            (one.title, one.minutes, None) for one in before.rounds
        ]
        assert [one.title for one in after.programme] == [one.title for one in before.programme]
        assert after.languages == before.languages
        ids = [one.id for one in after.stations]
        assert db.session.query(Contribution).filter(Contribution.station_id.in_(ids)).count() == 0
        own = {code.code for code in db.session.query(JoinCode).filter_by(event_id=after.id)}
        assert len(own) == len(codes)
        assert own.isdisjoint(codes)
    assert keeper.get("/e/konferenz-2031/organise").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " ", "date": "2031-01-01"}, "Bitte schreiben Sie zuerst etwas."),
        ({"title": "Fest", "date": "31.02.2031"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 18.11.2027."),
        ({"title": "Fest", "date": "morgen"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 18.11.2027."),
        ({"title": "Fest", "date": "31.12.9999"}, "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 18.11.2027."),
        ({"title": "Fest", "date": "2020-01-01"}, "Dieser Tag ist schon vorbei. Bitte nehmen Sie einen, der kommt."),
        ({"title": "x" * 121, "date": "2031-01-01"}, "Bitte kürzen Sie: 121 Zeichen, möglich sind 120."),
        ({"title": "👨‍👩‍👧‍👦" * 60, "date": "2031-01-01"}, "Bitte kürzen Sie: 420 Zeichen, möglich sind 300."),
    ],
)
def test_what_is_wrong_with_a_copy_is_said_and_what_was_typed_stays(
    app: Flask, keeper: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    refused = keeper.post(f"/house/{SLUG}/copy", data=typed)
    assert (refused.status_code, said(refused)) == (400, sentence)
    for name, value in typed.items():
        assert f'name="{name}"' in refused.text
        assert f'value="{value}"' in refused.text
    assert slugs(app) == [SLUG]


def test_a_copy_of_what_was_deleted_on_its_day_is_not_over(app: Flask, keeper: FlaskClient) -> None:
    with app.app_context():
        events.find(SLUG).emptied_at = clock.now()
        db.session.commit()
    assert keeper.post(f"/house/{SLUG}/copy", data={"title": "Noch einmal", "date": "18.11.2031"}).status_code == 303
    with app.app_context():
        assert events.find("noch-einmal").emptied_at is None


def test_an_import_takes_no_place_of_files_that_are_sent(
    app: Flask, keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []

    def looks(*_: Any, **__: Any) -> child.TakenIn:
        free.extend(upload._places.acquire(blocking=False) for _ in range(upload.MOST_AT_ONCE))
        for taken in free:
            if taken:
                upload._places.release()
        return child.TakenIn(SLUG, 0, 0, 0, ())

    monkeypatch.setattr(child, "take_in", looks)
    assert send(keeper, b"{}").status_code == 303
    assert free == [True] * upload.MOST_AT_ONCE


def test_the_archive_takes_an_event_out_of_guests_list_only(app: Flask, keeper: FlaskClient) -> None:
    with app.app_context():
        events.create({**seed.plan(), "slug": "zweite"}, today=clock.now().date())
    listed = app.test_client().get("/").text
    assert (f"/e/{SLUG}/" in listed, "/e/zweite/" in listed) == (True, True)
    assert keeper.post("/house/zweite/archive").location == "/house?done=archived&about=zweite"
    assert app.test_client().get("/").location == f"/e/{SLUG}/"
    assert "Dieses World Café ist vorbei." in app.test_client().get("/e/zweite/?lang=de").text
    assert keeper.post("/house/zweite/archive", data={"back": "1"}).status_code == 303
    assert "/e/zweite/" in app.test_client().get("/").text
    assert "Dieses World Café ist vorbei." not in app.test_client().get("/e/zweite/?lang=de").text


def test_a_file_that_the_browser_does_not_keep_is_asked_for_in_words(app: Flask, keeper: FlaskClient) -> None:
    again = "Bitte wählen Sie die Datei noch einmal: Browser behalten keine."
    assert again in send(keeper, as_json(exported(app)), slug="../x").text
    assert again not in send(keeper, b"", name="").text


def test_what_is_held_again_comes_out_of_the_archive(app: Flask, keeper: FlaskClient) -> None:
    keeper.post(f"/house/{SLUG}/archive")
    with app.test_request_context():
        rounds.start(Actor(events.find(SLUG).id, organiser=True), 1)
        assert events.find(SLUG).archived_at is None


def test_nothing_is_archived_or_deleted_while_its_round_runs(app: Flask, keeper: FlaskClient) -> None:
    with app.test_request_context():
        rounds.start(Actor(events.find(SLUG).id, organiser=True), 1)
    for page in ("archive", "delete"):
        refused = keeper.post(f"/house/{SLUG}/{page}", data={"sure": "1"}, headers={"Accept": "application/json"})
        assert refused.get_json()["error"] == "round_running"
    assert slugs(app) == [SLUG]


def test_deleting_asks_with_the_title_and_the_focus_on_keeping(app: Flask, keeper: FlaskClient) -> None:
    for asked in (keeper.get(f"/house/{SLUG}/delete"), keeper.post(f"/house/{SLUG}/delete")):
        assert "„Konferenz der Migrant*innenorganisationen in Dresden“ jetzt löschen?" in asked.text
        assert '<a class="button" href="/house" autofocus>Behalten</a>' in asked.text
    assert slugs(app) == [SLUG]


def test_what_is_deleted_is_gone_with_its_codes_links_and_screens(
    app: Flask, keeper: FlaskClient, doors: Doors, screen: OpenScreen, settle: Settle
) -> None:
    with app.app_context():
        events.create({**seed.plan(), "slug": "zweite"}, today=clock.now().date())
    phone = screen(doors.stations[STATION])
    sent = {"id": new_id(), "station": STATION, "text": "Mehr Räume", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **sent)["ok"]
    phone.open(STATION)
    gone = keeper.post(f"/house/{SLUG}/delete", data={"sure": "1"})
    assert (gone.status_code, gone.location.startswith("/house?done=deleted")) == (303, True)
    settle()
    assert phone.news("event.changed")[-1]["locked"] is True
    assert slugs(app) == ["zweite"]
    web = app.test_client()
    assert [web.get(path).status_code for path in (f"/e/{SLUG}/", doors.join, doors.organiser)] == [404, 404, 410]
    with app.app_context():
        other = events.find("zweite")
        assert db.session.query(Contribution).count() == 0
        assert {station.event_id for station in db.session.query(Station)} == {other.id}
        assert {door.event_id for door in db.session.query(Door)} == {other.id, None}


def test_an_export_is_taken_in_under_another_address(app: Flask, keeper: FlaskClient) -> None:
    file = as_json(exported(app))
    refused = send(keeper, file)
    assert (refused.status_code, said(refused)) == (
        409,
        "Die Adresse „dresden-2023“ hat hier schon eine Veranstaltung. Eine freie steht unten; wählen Sie die Datei "
        "noch einmal.",
    )
    assert 'value="dresden-2023-2"' in refused.text
    taken = send(keeper, file, slug="dresden-2023-2")
    assert (taken.status_code, slugs(app)) == (303, [SLUG, "dresden-2023-2"])
    assert "Eingelesen: Beiträge: 0, Fotos: 0." in keeper.get(taken.location).text
    assert keeper.get("/e/dresden-2023-2/organise").status_code == 200


def test_guests_codes_come_along_and_the_page_says_which_are_new(app: Flask, keeper: FlaskClient) -> None:
    said = "Manche Codes der Gäste sind neu"
    here = exported(app)
    taken = send(keeper, as_json(here), slug="daneben")
    assert said in keeper.get(taken.location).text
    fresh = [f"wwwww{letter}" for letter in "23456789abcdefgh"]
    other = {**here, "codes": [{**row, "code": new} for row, new in zip(here["codes"], fresh, strict=False)]}
    free = send(keeper, as_json(other), slug="mit-codes")
    assert said not in keeper.get(free.location).text
    with app.app_context():
        beside, came = (
            {one.code for one in db.session.query(JoinCode).filter_by(event_id=events.find(slug).id)}
            for slug in ("daneben", "mit-codes")
        )
    assert beside.isdisjoint(row["code"] for row in here["codes"])
    assert len(beside) == len(here["codes"]) == len(came)
    lead = app.test_client().get("/q/wwwww2")
    assert (lead.status_code, "/e/mit-codes/" in lead.location) == (302, True)


def test_a_folder_that_a_mac_packed_again_is_taken_in(app: Flask, keeper: FlaskClient) -> None:
    file = as_json(exported(app, slug="vom-mac"))
    mac = {"Export/export.json": file, "__MACOSX/Export/._export.json": b"\0\5\26\7", "Export/.DS_Store": b"x"}
    assert send(keeper, zipped(**mac), "Export.zip").status_code == 303
    assert slugs(app) == [SLUG, "vom-mac"]


def without_a_station(file: bytes) -> bytes:
    """The file without the line of its second station, and the comma before it."""
    lines = file.split(b"\n")
    place = next(n for n, line in enumerate(lines) if b'"offene-verwaltung"' in line and b'"question"' in line)
    return b"\n".join([*lines[:place], *lines[place + 1 :]])


WRONG: dict[str, tuple[Callable[[dict[str, Any]], bytes], int, str]] = {
    "newer": (
        lambda told: as_json({**told, "schema": 99}),
        400,
        "Diese Datei kommt von einer neueren Version dieses Programms. Bitte bringen Sie es hier auf den neuesten "
        "Stand.",
    ),
    "something else": (
        lambda _: b"PDF-1.4 something",
        415,
        "Diese Datei ist keine Veranstaltung. Nehmen Sie die ZIP- oder JSON-Datei, die „Auf anderen Rechner "
        "mitnehmen“ gibt.",
    ),
    "other JSON": (
        lambda _: b'{"hello": "world"}',
        415,
        "Diese Datei ist keine Veranstaltung. Nehmen Sie die ZIP- oder JSON-Datei, die „Auf anderen Rechner "
        "mitnehmen“ gibt.",
    ),
    "a ZIP of photos": (
        lambda _: zipped(**{"foto.jpg": b"x"}),
        400,
        "In dieser ZIP-Datei fehlt die Datei export.json. Nehmen Sie die ZIP-Datei, wie sie heruntergeladen wurde.",
    ),
    "half a ZIP": (
        lambda told: zipped(**{"export.json": as_json(told)})[:400],
        400,
        "Diese Datei ist beschädigt oder nicht ganz heruntergeladen. Bitte laden Sie sie noch einmal herunter.",
    ),
    "a comma": (
        lambda told: as_json(told).replace(b'},\n{"position":2', b'}\n{"position":2', 1),
        400,
        "Zeile ",
    ),
    "a field": (
        lambda told: as_json({**told, "event": {k: v for k, v in told["event"].items() if k != "title"}}),
        400,
        "In der Datei fehlt bei event die Angabe „title“.",
    ),
    "a table": (
        lambda told: as_json({name: rows for name, rows in told.items() if name != "rounds"}),
        400,
        "In der Datei fehlt bei The file die Angabe „rounds“.",
    ),
    "past": (
        lambda told: as_json({**told, "event": {**told["event"], "delete_on": "2020-01-01"}}),
        400,
        "Diese Veranstaltung sollte am 2020-01-01 gelöscht werden, wie es den Gästen zugesagt ist. Darum wird sie "
        "nicht mehr eingelesen.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_stored(app: Flask, keeper: FlaskClient, wrong: str) -> None:
    make, status, sentence = WRONG[wrong]
    refused = send(keeper, make(exported(app, slug="neu")), slug="mein-fest")
    assert (refused.status_code, said(refused)[: len(sentence)]) == (status, sentence)
    assert 'value="mein-fest"' in refused.text
    assert slugs(app) == [SLUG]


def test_a_missing_line_is_named(app: Flask, keeper: FlaskClient, doors: Doors, screen: OpenScreen) -> None:
    phone = screen(doors.stations["offene-verwaltung"])
    typed = {"id": new_id(), "station": "offene-verwaltung", "text": "Mehr", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", **typed)["ok"]
    refused = send(keeper, without_a_station(as_json(exported(app, slug="neu"))))
    assert "„offene-verwaltung“, aber unter stations steht das nicht" in said(refused)
    assert slugs(app) == [SLUG]


def test_no_file_and_no_address_are_said(app: Flask, keeper: FlaskClient) -> None:
    none = keeper.post("/house/import", data={"slug": "x"}, content_type="multipart/form-data")
    assert (none.status_code, said(none)) == (400, "Bitte wählen Sie zuerst eine Datei aus.")
    refused = send(keeper, as_json(exported(app)), slug="Mein Fest!")
    assert said(refused).startswith("Eine Adresse hat kleine Buchstaben ohne Umlaute")
    assert 'value="Mein Fest!"' in refused.text


def test_an_event_that_runs_comes_in_and_stands_still(app: Flask, keeper: FlaskClient) -> None:
    with app.test_request_context():
        rounds.start(Actor(events.find(SLUG).id, organiser=True), 1)
    taken = send(keeper, as_json(exported(app)), slug="daneben")
    assert "Eine Runde lief; sie ist beendet." in keeper.get(taken.location).text
    with app.app_context():
        assert (events.find(SLUG).phase, events.find("daneben").phase) == ("round", "change")


def test_the_example_is_made_once_marked_and_removed(app: Flask, keeper: FlaskClient) -> None:
    made = keeper.post("/house/example")
    assert (made.status_code, made.location) == (303, "/house?done=example&about=beispiel")
    assert keeper.post("/house/example").status_code == 303
    assert slugs(app) == ["beispiel", SLUG]
    with app.app_context():
        example = events.find("beispiel")
        assert (example.is_example, example.phase) == (True, "after")
        written = db.session.query(Contribution).filter(Contribution.station_id.in_([s.id for s in example.stations]))
        languages = {one.language for one in written}
        assert (written.count(), len(languages)) == (112, 12)
    page = keeper.get("/house").text
    assert "Personen: 145 · Beiträge: 112 · Antworten im Feedback: 24" in page
    guest = app.test_client()
    assert "<b>Beispiel</b>" in guest.get(f"/e/beispiel/stations/{STATION}?lang=de").text
    for code, word in {"de": "Beispiel:", "en": "Example:", "ar": "مثال:"}.items():
        assert f"{word} " in guest.get(f"/e/beispiel/?lang={code}").text
    for path in ("organise", "wall", "presentation", "report", f"host/{STATION}", f"stations/{STATION}"):
        assert "Beispiel" in keeper.get(f"/e/beispiel/{path}").text, path
    assert keeper.get("/e/beispiel/report.docx").status_code == 200
    assert "/e/beispiel/" not in app.test_client().get("/", follow_redirects=True).text
    assert keeper.post("/house/beispiel/delete", data={"sure": "1"}).status_code == 303
    assert slugs(app) == [SLUG]
    with app.app_context():
        here = events.find(SLUG).id
        own = [station.id for station in events.find(SLUG).stations]
        for table in db.metadata.tables.values():
            if "event_id" in table.c:
                assert set(db.session.scalars(select(table.c.event_id))) <= {here, None}, table.name
            if "station_id" in table.c:
                assert set(db.session.scalars(select(table.c.station_id))) <= {*own, None}, table.name


def test_the_example_finds_a_place_beside_an_event_that_is_called_so(app: Flask, keeper: FlaskClient) -> None:
    with app.app_context():
        events.create({**seed.plan(), "slug": "beispiel"}, today=clock.now().date())
    assert keeper.post("/house/example").location == "/house?done=example&about=beispiel-2"


def test_what_is_made_in_the_house_changes_no_links_of_other_tools(app: Flask, keeper: FlaskClient) -> None:
    ask = lambda *more: json.loads(app.test_cli_runner().invoke(args=["links", "--json", *more]).output)  # noqa: E731
    before = ask()
    assert keeper.post(f"/house/{SLUG}/copy", data={"title": "Später", "date": "2031-05-01"}).status_code == 303
    assert send(keeper, as_json(exported(app)), slug="daneben").status_code == 303
    assert ask() == before
    assert ask("--event", "spaeter")["event"] == "spaeter"


def test_guests_see_what_is_on_today_and_what_is_over(app: Flask) -> None:
    def with_day(slug: str, day: dt.date, **values: Any) -> None:
        with app.app_context():
            made = events.create({**seed.plan(), "slug": slug, "date": day.isoformat()}, today=clock.now().date())
            with writing() as session:
                for name, value in values.items():
                    setattr(session.get_one(Event, made.id), name, value)

    today = clock.now().astimezone(ZoneInfo("Europe/Berlin")).date()
    with_day("gestern", today - dt.timedelta(days=9), phase="after")
    listed = app.test_client().get("/?lang=de").text
    assert re.findall(r"<h2>(\w+)</h2>", listed) == ["Vorbei"]
    assert "Dieses World Café ist vorbei." in app.test_client().get("/e/gestern/?lang=de").text
    assert "Dieses World Café ist vorbei." not in app.test_client().get(f"/e/{SLUG}/?lang=de").text
    with_day("heute", today)
    assert app.test_client().get("/").location == "/e/heute/"
    with_day("heute-auch", today)
    with_day("morgen", today + dt.timedelta(days=9))
    listed = app.test_client().get("/?lang=de").text
    assert re.findall(r"<h2>(\w+)</h2>", listed) == ["Heute", "Kommt", "Vorbei"]


def test_a_house_without_events_says_so(app: Flask, keeper: FlaskClient) -> None:
    assert keeper.post(f"/house/{SLUG}/delete", data={"sure": "1"}).status_code == 303
    assert "Hier ist noch keine Veranstaltung." in app.test_client().get("/?lang=de").text
    assert keeper.get("/house").status_code == 200
