"""Each line of "Ready?" by facts: what stops the day, what is to do, what nobody tried, what is good."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, House
from facilitation.models.columns import iso
from facilitation.queries import readiness
from facilitation.queries.readiness import Codes, Facts, Found, TooLong
from facilitation.services import event_journal, rehearsal_deletion, rehearsals, translations, trials
from facilitation.storage import free_space
from facilitation.storage.transactions import writing

NOW = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
URL = "http://192.0.2.7:8000"
CODES = Codes(URL, shut_by=None, gone=None, tried=None)
FACTS = Facts(CODES, free=100 * 10**9, has_office=True)


def ago(time: dt.timedelta) -> str:
    return str(iso(NOW - time))


def line(event: Event, name: str, facts: Facts = FACTS, moment: dt.datetime = NOW) -> Found:
    (found,) = [one for one in readiness.every(event, moment, facts) if one.name == name]
    return found


def said(found: Found) -> tuple[str, str]:
    return found.state, found.why


def on_this_machine(**tried: Any) -> None:
    with writing() as session:
        session.execute(update(House).values(tried=tried))


def here(event: Event, **tried: Any) -> None:
    with writing() as session:
        session.execute(update(Event).where(Event.id == event.id).values(tried=tried))
    db.session.expire_all()


def test_every_line_stands_once_and_the_live_ones_are_among_them(event: Event) -> None:
    names = [one.name for one in readiness.every(event, NOW, FACTS)]
    assert len(names) == len(set(names)) == 13
    assert [one.name for one in readiness.live(event, NOW, FACTS)] == list(readiness.LIVE)
    assert set(readiness.LIVE) < set(names)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        *(
            (CODES._replace(shut_by=by, tried=ago(HOUR)), ("stop", f"shut_by_{by}"))
            for by in ("network", "host", "setting")
        ),
        (CODES._replace(gone="http://192.0.2.9:8000"), ("todo", "gone")),
        (CODES, ("untried", "never")),
        (CODES._replace(tried=ago(DAY)), ("untried", "old")),
        (CODES._replace(tried=ago(-HOUR)), ("untried", "old")),
        (CODES._replace(tried=ago(DAY - HOUR)), ("good", "came")),
    ],
)
def test_whether_a_phone_comes_in(event: Event, codes: Codes, expected: tuple[str, str]) -> None:
    assert said(line(event, "phone", FACTS._replace(codes=codes))) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FACTS, ("todo", "plain")),
        (FACTS._replace(codes=CODES._replace(shut_by="host")), ("good", "only_here")),
        (FACTS._replace(tls="said"), ("untried", "said")),
        (FACTS._replace(tls="said", codes=CODES._replace(tried=ago(DAY))), ("untried", "said")),
        (FACTS._replace(tls="said", codes=CODES._replace(tried=ago(HOUR))), ("good", "came")),
        (FACTS._replace(tls="proven"), ("good", "came")),
    ],
)
def test_whether_others_can_read_along(event: Event, facts: Facts, expected: tuple[str, str]) -> None:
    assert said(line(event, "tls", facts)) == expected


def test_who_knows_what_going_without_encryption_means_is_asked_no_more(event: Event) -> None:
    here(event, plain=ago(30 * DAY))
    found = line(event, "tls")
    assert (*said(found), found.at) == ("good", "accepted", NOW - 30 * DAY)
    assert said(line(event, "tls", FACTS._replace(tls="said"))) == ("untried", "said")


def test_which_stations_tablets_were_seen(event: Event) -> None:
    first, second, third = event.stations
    assert line(event, "tablets")[1:4] == ("untried", "never", {"here": 0, "of": 3, "away": [1, 2, 3]})
    here(event, tablets={str(first.id): ago(HOUR), str(second.id): ago(DAY)})
    assert line(event, "tablets")[1:4] == ("untried", "some", {"here": 1, "of": 3, "away": [2, 3]})
    here(event, tablets={str(one.id): ago(HOUR) for one in (first, second)})
    third.closed = True
    assert line(event, "tablets")[1:4] == ("good", "all", {"here": 2, "of": 2, "away": []})


def test_whether_a_rehearsal_was_held_runs_or_is_still_there(event: Event, organiser: Actor) -> None:
    assert said(line(event, "rehearsal")) == ("untried", "never")
    begun = rehearsals.begin(organiser, people=40, seconds=60, plays=True).row.begun_at
    assert said(line(event, "rehearsal", moment=begun)) == ("untried", "runs")
    rehearsals.end(event.id)
    assert said(line(event, "rehearsal", moment=begun)) == ("todo", "kept")
    assert line(event, "backup").said["rehearsal"]
    rehearsal_deletion.delete_all(organiser)
    db.session.expire_all()
    held = line(event, "rehearsal", moment=begun + 30 * DAY)
    assert (*said(held), held.said) == ("good", "held", {"people": 40})


def test_how_old_the_newest_backup_is(event: Event, organiser: Actor) -> None:
    assert said(line(event, "backup")) == ("untried", "never")
    on_this_machine(backup={"at": ago(2 * DAY)})
    assert said(line(event, "backup")) == ("todo", "old")
    on_this_machine(backup={"at": ago(HOUR)})
    assert said(line(event, "backup")) == ("good", "made")
    on_this_machine()
    event_journal.note_download(organiser, "report.docx")
    assert said(line(event, "backup")) == ("untried", "never"), "a report brings nothing back"
    event_journal.note_download(organiser, "event.zip")
    at = event_journal.of_event(event.id)[-1].done_at
    assert said(line(event, "backup", moment=at)) == ("good", "made")
    assert said(line(event, "backup", moment=at + DAY)) == ("todo", "old")


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        ({}, ("untried", "never")),
        ({"at": ago(DAY), "by": "browser", "apart": 0}, ("untried", "never")),
        ({"at": ago(HOUR), "by": "person", "apart": 0}, ("good", "confirmed")),
        ({"at": ago(HOUR), "by": "browser", "apart": -60_000}, ("good", "agrees")),
        ({"at": ago(HOUR), "by": "browser", "apart": 60_001}, ("todo", "ahead")),
        ({"at": ago(HOUR), "by": "browser", "apart": -3_600_000}, ("todo", "behind")),
        ({"at": ago(HOUR), "by": "browser", "apart": 3_600_001}, ("stop", "ahead")),
    ],
)
def test_how_far_the_clock_is_from_a_browsers(event: Event, tried: dict[str, Any], expected: tuple[str, str]) -> None:
    on_this_machine(clock=tried)
    assert said(line(event, "clock")) == expected


@pytest.mark.parametrize(
    ("free", "tried", "expected"),
    [
        (free_space.NEEDED - 1, {"at": ago(HOUR), "worked": True, "ms": 3}, ("stop", "full")),
        (readiness.PLENTY - 1, {"at": ago(HOUR), "worked": True, "ms": 3}, ("todo", "short")),
        (readiness.PLENTY, {}, ("untried", "never")),
        (readiness.PLENTY, {"at": ago(DAY), "worked": True, "ms": 3}, ("untried", "never")),
        (readiness.PLENTY, {"begun": ago(trials.DEADLINE)}, ("stop", "silent")),
        (readiness.PLENTY, {"at": ago(HOUR), "worked": False, "ms": 0}, ("stop", "failed")),
        (readiness.PLENTY, {"at": ago(HOUR), "worked": True, "ms": 201}, ("todo", "slow")),
        (readiness.PLENTY, {"at": ago(HOUR), "worked": True, "ms": 200}, ("good", "quick")),
    ],
)
def test_how_full_and_how_quick_the_disk_is(
    event: Event, free: int, tried: dict[str, Any], expected: tuple[str, str]
) -> None:
    on_this_machine(disk=tried)
    assert said(line(event, "disk", FACTS._replace(free=free))) == expected


@pytest.mark.parametrize(
    ("has_office", "tried", "expected"),
    [
        (False, {"at": ago(HOUR), "worked": True, "ms": 900}, ("todo", "missing")),
        (True, {}, ("untried", "never")),
        (True, {"begun": ago(trials.DEADLINE)}, ("todo", "failed")),
        (True, {"at": ago(HOUR), "worked": False, "ms": 0}, ("todo", "failed")),
        (True, {"at": ago(DAY), "worked": True, "ms": 900}, ("untried", "never")),
        (True, {"at": ago(HOUR), "worked": True, "ms": 900}, ("good", "worked")),
    ],
)
def test_whether_libreoffice_makes_a_pdf(
    event: Event, has_office: bool, tried: dict[str, Any], expected: tuple[str, str]
) -> None:
    on_this_machine(office=tried)
    assert said(line(event, "office", FACTS._replace(has_office=has_office))) == expected


def test_what_is_tried_just_now_waits(event: Event) -> None:
    on_this_machine(disk={"begun": ago(trials.DEADLINE / 2)}, office={"begun": ago(trials.DEADLINE / 2)})
    assert {one.name for one in readiness.every(event, NOW, FACTS) if one.waits} == {"disk", "office"}


@pytest.mark.parametrize(
    ("imprint", "contact", "expected"),
    [
        ("", "", ("todo", "neither")),
        ("Verein e. V.", "", ("todo", "no_contact")),
        ("", "Ada", ("todo", "no_imprint")),
        ("Verein e. V.", "Ada", ("good", "there")),
    ],
)
def test_whom_guests_may_ask(event: Event, imprint: str, contact: str, expected: tuple[str, str]) -> None:
    event.imprint, event.contact = imprint, contact
    assert said(line(event, "contact")) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "stop"), (-3, "stop"), (1, "good")])
def test_nothing_is_deleted_before_the_day_is_over(event: Event, days: int, expected: str) -> None:
    event.delete_on = event.date + dt.timedelta(days=days)
    assert line(event, "retention").state == expected


def test_how_many_translations_are_missing(event: Event, organiser: Actor) -> None:
    assert said(line(event, "translations")) == ("good", "all")
    title = event.title
    translations.put(organiser, {"uk": {title: None}, "de-simple": {title: None}})
    db.session.expire_all()
    found = line(event, "translations")
    assert (*said(found), found.said["lacking"]) == ("todo", "some", {"uk": 1, "de-simple": 1})
    assert sum(found.said["lacking"].values()) == translations.missing(event), "one rule for one count"


def test_texts_that_are_too_long(event: Event) -> None:
    assert said(line(event, "room")) == ("good", "fits")
    long = (TooLong(2, "uk", 9, 4),)
    found = line(event, "room", FACTS._replace(too_long=long))
    assert (*said(found), found.said["too_long"]) == ("todo", "too_long", long)


def test_what_was_printed_and_is_out_of_date(event: Event) -> None:
    def of(sheets: dict[str, bool], printed_for: str | None = URL) -> tuple[str, str]:
        event.printed_for = printed_for
        return said(line(event, "printed", FACTS._replace(sheets=sheets)))

    assert of({}, None) == ("untried", "never")
    for tried, counts in ((None, False), (ago(DAY), False), (ago(HOUR), True)):
        facts = FACTS._replace(codes=CODES._replace(tried=tried), sheets={})
        assert line(event, "printed", facts).said == {"tried": counts}
    names = [one.name for one in readiness.every(event, NOW, FACTS)]
    assert names.index("phone") < names.index("printed"), "codes carry the address: it is tried before"
    assert of({"schedule": False}) == ("untried", "never"), "of posters nothing is known"
    assert of({"posters": False}) == ("good", "current")
    assert of({"posters": False, "schedule": True}) == ("todo", "outdated")
    assert of({"posters": True}, "http://192.0.2.9:8000") == ("todo", "elsewhere")
