"""The house's page: every event with its way in, and what is done with a whole one."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitation import clock, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Door, Event, JoinCode, Station
from facilitation.services import events, rounds
from facilitation.storage.transactions import writing
from tests.conftest import Doors, OpenScreen, Settle, new_id

SLUG = "dresden-2023"
STATION = "foerderung-und-raeume"


def keeper_of(app: Flask, doors: Doors) -> FlaskClient:
    """A browser that came by the house's link, in German."""
    web = app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    assert web.get(doors.house).status_code == 302
    return web


@pytest.fixture
def keeper(app: Flask, doors: Doors) -> FlaskClient:
    return keeper_of(app, doors)


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


@pytest.mark.parametrize(("days", "edits"), [(-1, False), (0, True), (1, True)])
def test_what_is_held_today_or_later_is_edited_from_the_house(
    app: Flask, keeper: FlaskClient, days: int, edits: bool
) -> None:
    with app.app_context(), writing() as session:
        event = session.query(Event).one()
        event.date = clock.now().astimezone(ZoneInfo(event.timezone)).date() + dt.timedelta(days=days)
    assert (f'href="/e/{SLUG}/edit"' in keeper.get("/house").text) is edits
