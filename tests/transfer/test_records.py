"""A record: everything that is kept of an event goes out and comes in again, and nothing else does."""

import copy
import datetime as dt
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.bounds import RECORD_TABLES
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    Contribution,
    Door,
    Event,
    FeedbackAnswer,
    JoinCode,
    Participant,
    Photo,
    Station,
    Vote,
)
from facilitation.queries import changes, harvest
from facilitation.services import doors, events, journal, journal_chain, measures, station_plan, translations, wordings
from facilitation.storage import file_store, photo_files
from facilitation.storage.images import SIZES
from facilitation.storage.transactions import writing
from facilitation.storage.work_folders import WorkFolder
from facilitation.transfer import record_schema, record_tables, records, restoring, standing_still
from facilitation.transfer.record_schema import RecordRefused
from facilitation.transfer.records import Record
from facilitation.transfer.restoring import Restored
from tests.apps import MovingApp
from tests.conftest import NOON, disk_of, new_id, refused
from tests.documents.exports.lived import HIDDEN, NAME, WAITING, WITHDRAWN, Lived, lived_before

SCHEMA = Path(__file__).parents[2] / "docs" / "export.schema.json"
OTHERS = {
    "alembic_version",
    "door",
    "house",
    "edition",
    "event_deed",
    "done_order",
    "letterhead",
    "machine_draft",
    "rehearsal",
}
"""Tables that stay where they are: ways in, the house, files of the report, organisers' journal, the database's own,
and orders that may be sent again, which name people and doors of this server."""


@pytest.fixture
def day(context: None, moving_app: MovingApp, lived_in: Path) -> Lived:
    moving_app.bring(lived_in)
    day = lived_before()
    event = day.event
    seen = select(Contribution).where(Contribution.state == "visible", Contribution.language == "de")
    card, *_ = db.session.scalars(seen.order_by(Contribution.number))
    reader = Actor(event.id, db.session.scalars(select(Participant.id).order_by(Participant.id)).first())
    wordings.add(reader, card.id, id=new_id(), language="ar", text="غرف أكثر", was=card.text)
    return day


@pytest.fixture
def record(day: Lived) -> Record:
    """The event, as a file has it."""
    return travelled(records.read(day.event))


def travelled(record: Record) -> Record:
    """Through JSON and back."""
    back: Record = json.loads(json.dumps(record))
    return back


def stored(record: Any, picture: Callable[[str], bytes | None] = lambda _: None, **options: Any) -> Restored:
    return restoring.restore(record, moment=NOON, picture=picture, **options)


def content(record: Record) -> Record:
    """A record without the moment at which it was made."""
    return {name: value for name, value in record.items() if name != "made_at"}


def picture_of(photo_id: str, size: str = "") -> bytes | None:
    """A photo's file."""
    return photo_files.read(db.session.get_one(Photo, photo_id).file_id, size)


def standing(record: Record) -> Record:
    """Its content as it comes in: whatever ran stands still."""
    return content(standing_still.brought(record)[0])


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in db.metadata.tables.items()
    }


def test_every_table_goes_out_and_comes_in() -> None:
    """A new table needs its line in record_tables.TABLES, or a reason here."""
    assert {*record_tables.BY_TABLE, *OTHERS} - {"alembic_version"} == {*db.metadata.tables} - {"alembic_version"}


def test_the_schema_in_the_documentation_is_that_of_the_code() -> None:
    """`python -m facilitation.transfer.schema > docs/export.schema.json` writes it anew."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == record_schema.schema()


def test_an_export_keeps_to_the_schema(record: Record) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record, schema, format_checker=jsonschema.FormatChecker())
    assert min(len(record[table.name]) for table in record_tables.TABLES) > 0


def test_what_goes_out_comes_in_and_goes_out_the_same(day: Lived, record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        restored = stored(record, lambda number: PICTURES[number])
        assert (restored.slug, restored.without_picture) == ("dresden-2023", 0)
        again = travelled(records.read(events.find("dresden-2023")))
    assert content(again) == standing(record)


PICTURES: dict[str, bytes] = {}


@pytest.fixture(autouse=True)
def _pictures(request: pytest.FixtureRequest) -> None:
    """The picture of the day's one photo, by its number."""
    if "day" in request.fixturenames or "record" in request.fixturenames:
        photo = request.getfixturevalue("day").photo
        kept = picture_of(photo)
        assert kept is not None
        PICTURES["S1-F01"] = kept


def test_what_comes_in_brings_the_same_harvest(day: Lived, record: Record, elsewhere: Flask) -> None:
    before = harvest.of(events.find("dresden-2023"))
    with elsewhere.app_context():
        stored(record, lambda number: PICTURES[number])
        after = harvest.of(events.find("dresden-2023"))
    *over, (last, begun, ended) = before.held
    assert ended is None
    assert after.held == (*over, (last, begun, after.held[-1][2])), "and the round that ran has ended"
    assert after.held[-1][2] is not None
    assert replace(after, made_at=before.made_at, held=before.held) == before
    assert before.votes > 0


def test_the_photo_comes_in_to_the_letter(day: Lived, record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        stored(record, lambda number: PICTURES[number])
        assert picture_of(day.photo) == PICTURES["S1-F01"]
        assert picture_of(day.photo, "-small") is not None


def test_an_import_that_ends_while_another_works_takes_nothing_from_it(record: Record, elsewhere: Flask) -> None:
    """Both found the ids free when they began; whoever came second once removed the photos of the first."""

    def slow(number: str) -> bytes:
        if db.session.query(Event).count() == 0:
            stored(record, PICTURES.__getitem__, slug="zwei")
        return PICTURES[number]

    with elsewhere.app_context():
        assert (stored(record, slow).slug, rows()["event"]) == ("dresden-2023", 2)
        shown = db.session.scalars(select(Photo).where(~Photo.removed)).all()
        assert [picture_of(photo.id) for photo in shown] == [PICTURES["S1-F01"]] * 2
        assert len({photo.id for photo in shown}) == 2
        assert len(pictures(elsewhere)) == 6


def test_an_import_that_fails_removes_its_own_photos_alone(record: Record, elsewhere: Flask) -> None:
    def taken(number: str) -> bytes:
        if db.session.query(Event).count() == 0:
            stored(record, PICTURES.__getitem__)
        return PICTURES[number]

    with elsewhere.app_context():
        with pytest.raises(RecordRefused, match="There is an event 'dresden-2023' already"):
            stored(record, taken)
        (shown,) = db.session.scalars(select(Photo).where(~Photo.removed))
        assert (picture_of(shown.id), len(pictures(elsewhere))) == (PICTURES["S1-F01"], 3)


def test_until_its_rows_are_written_an_import_has_no_photo_in_its_place(record: Record, elsewhere: Flask) -> None:
    """A process that is killed in the middle, and photos take minutes, leaves none behind."""
    (shown,) = [photo for photo in record["photos"] if not photo["removed"]]
    record["photos"].append({**shown, "id": new_id(), "number": "S1-F09"})
    waiting: list[tuple[list[str], int]] = []
    folder = elsewhere.extensions["config"].data_dir / "temporary"

    def picture(number: str) -> bytes:
        waiting.append((pictures(elsewhere), len(list(folder.glob("*/*.jpg")))))
        return PICTURES["S1-F01"]

    with elsewhere.app_context():
        stored(record, picture)
        assert waiting == [([], 0), ([], 3)]
        assert (len(pictures(elsewhere)), list(folder.iterdir())) == (6, [])


def brought(folder: Path, file: str) -> WorkFolder:
    """What stands on the disk right before the rows of an import are committed."""
    work = WorkFolder(folder)
    aside = file_store.Aside(work.path, folder / "photos", [])
    aside.keep({f"{file}{size}.jpg": b"photo" for size in SIZES})
    aside.bring()
    return work


def test_photos_of_an_import_that_was_killed_before_its_commit_go_with_the_next_look(
    record: Record, elsewhere: Flask
) -> None:
    folder = elsewhere.extensions["config"].data_dir
    with elsewhere.app_context():
        stored(record, PICTURES.__getitem__)
        named, killed, works = db.session.scalars(select(Photo.file_id).where(~Photo.removed)).one(), new_id(), new_id()
        os.close(brought(folder, killed)._lock)  # as the system does when a process dies
        os.close(brought(folder, named)._lock)  # right after its commit
        with brought(folder, works) as working:
            (folder / "photos" / f"{killed}.jpg.0123abcd.draft").touch(0o600)
            restoring.remove_unfinished()
            assert set(pictures(elsewhere)) == {f"{file}{size}.jpg" for file in (named, works) for size in SIZES}
            assert list((folder / "temporary").iterdir()) == [working]


def test_what_ran_stands_still(record: Record, elsewhere: Flask) -> None:
    record["event"] |= {
        "phase": "round",
        "round_position": 2,
        "announcement": "Alle in den Saal!",
        "announcement_until": "2023-11-18T15:00:00.000000Z",
        "feedback_state": "open",
    }
    running = record["rounds"][1]
    running |= {
        "started_at": "2023-11-18T14:00:00.000000Z",
        "ends_at": "2023-11-18T15:20:00.5+01:00",
        "ended_at": None,
    }
    with elsewhere.app_context():
        assert stored({**record, "made_at": "2023-11-18T14:20:00.000000Z"}).changed == [
            "Round 2 was running; it is ended.",
            "An announcement stood on the screens; it is taken down.",
            "The survey was open; it is closed, with the answers that it had.",
        ]
        event = events.find("dresden-2023")
        assert (event.phase, event.announcement, event.announcement_until) == ("change", None, None)
        assert event.current_round is not None
        assert event.current_round.ended_at == dt.datetime(2023, 11, 18, 14, 20, tzinfo=dt.UTC)
        assert event.feedback_state == "closed"
        state = changes.event_state(event.id)
        assert (state["phase"], state["announcement"]) == ("change", None)


def test_a_last_round_that_ran_is_over_and_one_that_had_ended_keeps_its_end(record: Record, elsewhere: Flask) -> None:
    last = record["rounds"][-1]
    last |= {"started_at": "2023-11-18T14:00:00Z", "ends_at": "2023-11-18T14:20:00Z", "ended_at": None}
    record["event"] |= {"phase": "round", "round_position": last["position"]}
    with elsewhere.app_context():
        stored({**record, "made_at": "2023-11-18T20:00:00Z"})
        event = events.find("dresden-2023")
        assert event.current_round is not None
        assert (event.phase, event.current_round.ended_at) == ("after", event.current_round.ends_at)


def test_what_stood_still_comes_in_as_it_was(record: Record, elsewhere: Flask) -> None:
    assert (record["event"]["phase"], record["event"]["announcement"]) != ("round", "")
    quiet = {**record["event"], "phase": "before", "announcement": None, "feedback_state": "before"}
    with elsewhere.app_context():
        assert stored({**record, "event": quiet}).changed == []
        assert events.find("dresden-2023").feedback_state == "before"


def test_a_next_step_may_be_as_long_as_people_see_it(day: Lived, record: Record, elsewhere: Flask) -> None:
    family = "👨‍👩‍👧‍👦"
    said: dict[str, Any] = {"what": "Fest", "who": family * 300, "by_when": family * 120}
    measures.edit(day.host, record["measures"][0]["id"], **said)
    longer = travelled(records.read(events.find("dresden-2023")))
    with elsewhere.app_context():
        stored(longer, lambda number: PICTURES[number])
        again = travelled(records.read(events.find("dresden-2023")))
    assert {name: again["measures"][0][name] for name in said} == said


def test_without_its_picture_a_photo_is_removed(day: Lived, record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        assert stored(record).without_picture == 1
        assert harvest.of(events.find("dresden-2023")).stations[0].photos == ()


def test_beside_itself_it_gets_other_ids_and_the_same_content(day: Lived, record: Record) -> None:
    stored(record, lambda number: PICTURES[number], slug="zweitens")
    first, second = events.find("dresden-2023"), events.find("zweitens")
    again = travelled(records.read(second))
    ids = [[row["id"] for row in one["contributions"]] for one in (record, again)]
    assert set(ids[0]).isdisjoint(ids[1])
    names = dict(zip(ids[0], ids[1], strict=True))
    for table in (
        "clusters",
        "photos",
        "statements",
        "measures",
        "dismissals",
        "recommendations",
        "common_themes",
        "wordings",
    ):
        names |= {one["id"]: two["id"] for one, two in zip(record[table], again[table], strict=True)}
    assert {row["code"] for row in again["codes"]}.isdisjoint(row["code"] for row in record["codes"])
    assert sorted(map(str, map(place_of, again["codes"]))) == sorted(map(str, map(place_of, record["codes"])))
    beside = {"event": {**record["event"], "slug": "zweitens"}, "codes": again["codes"]}
    text = json.dumps(standing({**record, **beside}))
    for old, new in names.items():
        text = text.replace(old, new)
    assert content(again) == json.loads(text)
    assert travelled(content(records.read(first))) == content(record)


def test_a_theme_that_has_no_name_yet_comes_in_as_one(record: Record, elsewhere: Flask) -> None:
    record["clusters"][0]["title"] = ""
    with elsewhere.app_context():
        stored(record)
        titles = [one.title for one in db.session.scalars(select(Cluster))]
    assert sorted(titles) == sorted(one["title"] for one in record["clusters"])


def test_a_file_of_an_earlier_version_comes_in_and_nobody_has_confirmed_contact_data_in_it(
    record: Record, elsewhere: Flask
) -> None:
    asked = {"contributions"}  # whose confirmation is as old as their table
    saying = {
        name for name, rows in record.items() if isinstance(rows, list) and "contact_confirmed" in dict(*rows[:1])
    }
    assert saying > {"clusters", "statements", "measures", "photos", "feedback_answers", *asked}
    for name in saying - asked:
        for row in record[name]:
            del row["contact_confirmed"]
    for name in ("country", *events.UNSAID_NOTICES):
        del record["event"][name]
    del record["wordings"]
    with elsewhere.app_context():
        stored(record)
        brought = records.read(db.session.scalars(select(Event)).one())
        assert (brought["event"]["country"], brought["wordings"]) == ("DE", [])
        assert {name: brought["event"][name] for name in events.UNSAID_NOTICES} == events.UNSAID_NOTICES
        assert {row["contact_confirmed"] for name in saying - asked for row in brought[name]} == {False}


def test_what_a_survey_of_an_earlier_version_had_in_other_languages_comes_in(record: Record, elsewhere: Flask) -> None:
    del record["translations"], record["event"]["announcement_translations"]
    record["event"]["feedback_translations"] = {"en": "Anything else?"}
    for question in record["feedback_questions"]:
        question["translations"] = {"en": "Well.", "ar": "حسناً"} if question["position"] == 1 else {}
    with elsewhere.app_context():
        event = events.find(stored(record).slug)
        first = record["feedback_questions"][0]["text"]
        assert translations.every(event.id) == {
            "en": {first: "Well.", record["event"]["feedback_free_text"]: "Anything else?"},
            "ar": {first: "حسناً"},
        }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"language": "en", "original": "Sammeln", "text": "x" * 70_000}, "translations[0].text"),
        ({"language": "en" * 7, "original": "Sammeln", "text": "x"}, "translations[0].language"),
        ({"language": "en", "original": None, "text": "x"}, "translations[0].original"),
    ],
)
def test_a_translation_in_a_file_is_bounded(record: Record, elsewhere: Flask, row: dict[str, Any], told: str) -> None:
    record["translations"] = [row]
    with elsewhere.app_context(), pytest.raises(RecordRefused, match=re.escape(told)):
        stored(record)


def test_what_lies_two_deep_or_in_a_circle_comes_in_for_itself(record: Record, elsewhere: Flask) -> None:
    rows = record["contributions"]
    lying = [row["id"] for row in rows if row["merged_into"] is not None]
    free = [row for row in rows if row["merged_into"] is None and row["id"] not in {one["merged_into"] for one in rows}]
    one, other = free[:2]
    one["merged_into"], other["merged_into"] = other["id"], one["id"]
    with elsewhere.app_context():
        stored(record)
        heads = {one.id: one.merged_into for one in db.session.scalars(select(Contribution))}
    assert [id for id, head in heads.items() if head is not None] == lying
    assert (heads[one["id"]], heads[other["id"]]) == (None, None)


def test_a_deed_from_before_can_be_taken_back_afterwards(day: Lived, record: Record, elsewhere: Flask) -> None:
    hiding = next(one for one in record["journal"] if one["deed"] == "contribution.hide")
    switched = next(one for one in record["journal"] if one["deed"] == "station.set_approve_first")
    with elsewhere.app_context():
        stored(record)
        event = events.find("dresden-2023")
        station = event.stations[0]
        host = replace(day.host, event_id=event.id, hosts=frozenset({station.id}))
        assert journal.undo(host, station.id, hiding["revision"]).answer["stays"] == 0
        assert journal.undo(host, station.id, switched["revision"]).answer["stays"] == 0
        texts = [one.text for one in harvest.of(event).stations[0].contributions]
        assert HIDDEN in texts
        assert not station.approve_first


def test_the_journal_that_came_in_has_a_chain_of_its_own(day: Lived, record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        stored(record)
        here = events.find(record["event"]["slug"]).stations
        assert [journal_chain.faults(station) for station in here] == [[]] * len(here)
        assert journal_chain.newest_of(here)


def test_what_was_taken_back_stays_so(day: Lived, record: Record, elsewhere: Flask) -> None:
    assert WITHDRAWN not in json.dumps(record, ensure_ascii=False)
    (row,) = [one for one in record["contributions"] if one["state"] == "withdrawn"]
    (other,) = [one for one in record["contributions"] if one["photo"] is not None]
    traces = {"hidden_reason": WITHDRAWN, "original": WITHDRAWN, "german": WITHDRAWN, "text": WITHDRAWN, "author": NAME}
    filled = row | traces | {"cluster": record["clusters"][0]["id"], "photo": other["photo"]}
    assert {name for name in filled if filled[name] != row[name]} == record_tables.EMPTIED.keys() - {"state"}
    row |= filled
    entry = next(one for one in record["journal"] if one["items"] == [])
    changed = {"before": {"text": WITHDRAWN}, "after": {"text": "Anders"}}
    entry["items"] = [{"noun": "contribution", "id": row["id"], "name": WITHDRAWN, **changed}]
    with elsewhere.app_context():
        stored(record)
        again = travelled(records.read(events.find("dresden-2023")))
    assert WITHDRAWN not in json.dumps(again, ensure_ascii=False)
    (back,) = [one for one in again["contributions"] if one["state"] == "withdrawn"]
    assert back == {**row, **record_tables.EMPTIED}


def test_what_waits_and_what_is_hidden_is_kept(record: Record) -> None:
    told = {one["text"]: one["state"] for one in record["contributions"]}
    assert (told[HIDDEN], told[WAITING]) == ("hidden", "pending")


def test_no_name_and_no_way_in_goes_out(day: Lived, record: Record) -> None:
    text = json.dumps(record, ensure_ascii=False)
    secrets = [*db.session.scalars(select(Door.secret))]
    keys = [*db.session.scalars(select(FeedbackAnswer.id)), *map(str, db.session.scalars(select(Participant.id)))]
    assert [one for one in (*secrets, *keys) if f'"{one}"' in text or f": {one}," in text] == []
    assert [one["author"] for one in record["contributions"] if one["author"]] == [NAME] * text.count(NAME)
    assert {tuple(one) for one in record["participants"]} == {("id", "language", "greeted", "joined_at")}
    assert [one["id"] for one in record["participants"]] == [1, 2]


def test_the_halls_wifi_stays_in_the_house(day: Lived) -> None:
    day.event.wifi_name, day.event.wifi_password = "Saalnetz", "Geheim-2026"
    db.session.commit()
    text = json.dumps(records.read(events.find("dresden-2023")), ensure_ascii=False, default=str)
    assert "Saalnetz" not in text
    assert "Geheim-2026" not in text


def test_who_only_said_hello_is_not_in_it_and_a_flood_of_them_comes_in(
    day: Lived, record: Record, elsewhere: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RECORD_TABLES, "participants", 10)
    known = db.session.scalars(select(Participant.id)).all()
    flood = [Participant(event_id=day.event.id, language="de") for _ in range(20)]
    silent = Participant(event_id=day.event.id, language="de", rushed=True, left_out=True)
    db.session.add_all([*flood, silent])
    db.session.flush()
    card = next(one["id"] for one in record["contributions"] if one["state"] == "visible")
    db.session.add(Vote(participant_id=silent.id, contribution_id=card))
    db.session.commit()
    again = travelled(records.read(events.find("dresden-2023")))
    assert len(known) == len(again["participants"]) == 2
    assert content(again) == content(record)
    with elsewhere.app_context():
        assert stored(again, lambda number: PICTURES[number]).slug == "dresden-2023"


def test_it_comes_in_with_doors_of_its_own(record: Record, elsewhere: Flask) -> None:
    there = set(db.session.scalars(select(Door.secret)))
    with elsewhere.app_context():
        stored(record)
        new = set(db.session.scalars(select(Door.secret).where(Door.event_id.is_not(None))))
        tables = sum(station["tables"] for station in record["stations"])
        assert len(new) == 5
        assert rows()["join_code"] == 1 + 3 + tables
    assert new.isdisjoint(there)


def place_of(row: dict[str, Any]) -> tuple[str | None, int | None]:
    """Where a code leads to."""
    return row["station"], row["table"]


def test_guests_codes_come_along(record: Record, elsewhere: Flask) -> None:
    there = {row["code"]: place_of(row) for row in record["codes"]}
    assert len(there) == 1 + 3 + sum(station["tables"] for station in record["stations"])
    with elsewhere.app_context():
        restored = stored(record)
        event = events.find(restored.slug)
        slugs = {None: None} | {one.id: one.slug for one in event.stations}
        printed = doors.codes_of(event)
        assert {one.code: (slugs[one.station_id], one.table) for one in printed} == there
    assert [one for one in restored.changed if one.code == "codes"] == []


def _unlike(record: Record, place: int, **changed: Any) -> None:
    record["codes"][place] = {**record["codes"][place], **changed}


SPOILT: dict[str, tuple[Callable[[Record], Any], int]] = {
    "a file of an earlier version": (lambda record: record.pop("codes"), 10),
    "none at all": (lambda record: record["codes"].clear(), 10),
    "one is missing": (lambda record: record["codes"].pop(4), 1),
    "empty": (lambda record: _unlike(record, 4, code=""), 1),
    "too long": (lambda record: _unlike(record, 4, code="abcdefg"), 1),
    "in capitals": (lambda record: _unlike(record, 4, code="ABCDEF"), 1),
    "with a sign that no code has": (lambda record: _unlike(record, 4, code="abcd0l"), 1),
    "with a line's end": (lambda record: _unlike(record, 4, code="abcdef\n"), 1),
    "no text": (lambda record: _unlike(record, 4, code=[5]), 1),
    "twice": (lambda record: _unlike(record, 4, code=record["codes"][3]["code"]), 1),
    "two for one place": (
        lambda record: _unlike(record, 4, station=record["codes"][3]["station"], table=record["codes"][3]["table"]),
        1,
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_where_a_code_is_no_good_there_is_a_new_one_and_the_import_says_so(
    record: Record, elsewhere: Flask, what: str
) -> None:
    spoil, new = SPOILT[what]
    good = {row["code"] for row in record["codes"]}
    places = {place_of(row) for row in record["codes"]}
    spoil(record)
    with elsewhere.app_context():
        restored = stored(record)
        event = events.find(restored.slug)
        slugs = {None: None} | {one.id: one.slug for one in event.stations}
        printed = doors.codes_of(event)
        assert len(printed) == len(places)
        assert {(slugs[one.station_id], one.table) for one in printed} == places
        assert sum(one.code not in good for one in printed) == new
    assert [str(one) for one in restored.changed if one.code == "codes"] == [
        f"{new} of 10 codes for guests are new: they are taken here, or not in the file. Print these posters again."
    ]


def test_a_code_that_is_taken_stays_where_it_leads(day: Lived, record: Record) -> None:
    mine, other = record["codes"][0]["code"], "wwwwww"
    record["codes"] = [record["codes"][0], {**record["codes"][1], "code": other}]
    restored = stored(record, slug="zweitens")
    assert doors.join_code(mine).event_id == day.event.id
    assert doors.join_code(other).event_id == events.find("zweitens").id
    assert [str(one).split(":")[0] for one in restored.changed if one.code == "codes"] == [
        "9 of 10 codes for guests are new"
    ]


def test_codes_of_what_is_no_more_lead_on_after_an_import(day: Lived, elsewhere: Flask) -> None:
    station = day.event.stations[0]
    station_plan.set_tables(Actor(day.event.id, organiser=True), station.id, 1)
    with writing() as session:
        session.add(JoinCode(code="wwwwww", event_id=day.event.id, table=3))
    gone = db.session.scalars(select(JoinCode.code).where(JoinCode.station_id == station.id, JoinCode.table == 2)).one()
    slug, record = station.slug, travelled(records.read(day.event))
    with elsewhere.app_context():
        restored = stored(record)
        led, event = doors.join_code(gone), events.find(restored.slug)
        assert (db.session.get_one(Station, led.station_id).slug, led.table) == (slug, 2)
        assert (doors.join_code("wwwwww").event_id, doors.join_code("wwwwww").station_id) == (event.id, None)
        assert len(doors.codes_of(event)) == 9
    assert [one for one in restored.changed if one.code == "codes"] == []


def _first_of(record: Record, noun: str) -> Any:
    """The first item of the journal that is about such a noun."""
    return next(item for entry in record["journal"] for item in entry["items"] if item["noun"] == noun)


NOBODY = "00000000-0000-4000-8000-000000000000"
BROKEN: dict[str, tuple[Callable[[Record], Any], str]] = {
    "no record": (lambda record: [record], "This is no export of a World Café."),
    "another file": (lambda record: {"a": 1}, "This is no export of a World Café."),
    "another form": (lambda record: record | {"schema": 2}, "This export has the form 2; this server reads form 1."),
    "a missing table": (lambda record: record.pop("votes") and record, "The file: votes is missing."),
    "an unknown table": (lambda record: record | {"secrets": []}, "The file: 'secrets' is unknown."),
    "no event": (lambda record: record | {"event": None}, "event: must be of type object."),
    "another type": (
        lambda record: record["contributions"][0].update(text=1) or record,
        "contributions[0].text: must be of type string.",
    ),
    "a missing field": (
        lambda record: record["contributions"][0].pop("text") and record,
        "contributions[0]: text is missing.",
    ),
    "a way out of the folder": (
        lambda record: record["photos"][0].update(id="../../../../../../../../../../etc/pass") or record,
        "photos[0].id: must look like ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$.",
    ),
    "an address that runs": (
        lambda record: record["event"].update(registration_url="javascript:alert(1)") or record,
        "event.registration_url: must look like ^https?://.",
    ),
    "a slug with a line break": (
        lambda record: record["event"].update(slug="dresden\n") or record,
        "event.slug: must look like ^[a-z0-9]+(-[a-z0-9]+)*$.",
    ),
    "a number too large": (
        lambda record: record["stations"][0].update(revision=2**40) or record,
        "stations[0].revision: must be 1000000000 or less.",
    ),
    "tables without end": (
        lambda record: record["stations"][0].update(tables=10**9) or record,
        "stations[0].tables: must be 1000 or less.",
    ),
    "yes for a number": (
        lambda record: record["stations"][0].update(revision=True) or record,
        "stations[0].revision: must be of type integer.",
    ),
    "no moment": (
        lambda record: record["votes"][0].update(created_at="2023-11-18T14:00:00") or record,
        "votes[0].created_at: must be a date-time.",
    ),
    "what is no text": (
        lambda record: record["contributions"][0].update(text="a\ud83d") or record,
        "contributions[0].text: holds signs that no database stores.",
    ),
    "a station that is not there": (
        lambda record: record["contributions"][0].update(station="nowhere") or record,
        "contributions.station: there is no 'nowhere' among the stations.",
    ),
    "an answer to nothing": (
        lambda record: record["contributions"][0].update(reply_to=NOBODY) or record,
        f"contributions.reply_to: there is no '{NOBODY}' among the contributions.",
    ),
    "the same twice": (
        lambda record: record["contributions"].append(record["contributions"][0]) or record,
        "contributions: '{id}' stands in it twice.",
    ),
    "the same number twice": (
        lambda record: record["contributions"][1].update(number="S1-001") or record,
        "What the file holds contradicts itself; nothing was stored.",
    ),
    "the same vote twice": (
        lambda record: record["votes"].append(record["votes"][0]) or record,
        "What the file holds contradicts itself; nothing was stored.",
    ),
    "a deed that would change rights": (
        lambda record: record["journal"][0]["items"][0]["before"].update(station_id=2) or record,
        "journal: an entry changes what a {noun} does not have.",
    ),
    "a deed that would change another event": (
        lambda record: _first_of(record, "contribution").update(id=NOBODY) or record,
        f"journal: '{NOBODY}' is the id of no contribution.",
    ),
    "a deed that would lay something beneath another event's": (
        lambda record: _first_of(record, "contribution")["before"].update(merged_into=NOBODY) or record,
        f"journal[{{place}}].before.merged_into: there is no '{NOBODY}'.",
    ),
    "a wording that would come back too long": (
        lambda record: _first_of(record, "contribution")["before"].update(german="a" * 501) or record,
        "journal[{place}].before.german: is longer than 500 characters.",
    ),
    "a wording that would come back as a list": (
        lambda record: _first_of(record, "contribution")["after"].update(text=["a"]) or record,
        "journal[{place}].after.text: must be of type string.",
    ),
    "two questions of one number": (
        lambda record: record["feedback_questions"][0].update(number=2) or record,
        "feedback_questions: the number 2 stands in it twice.",
    ),
    "a number of a question that would be given again": (
        lambda record: record["event"].update(survey_numbered=3) or record,
        "event.survey_numbered: a question has the number 4.",
    ),
    "no time zone": (
        lambda record: record["event"].update(timezone="../../etc/passwd") or record,
        "event.timezone: there is no time zone '../../etc/passwd'.",
    ),
    "past its day": (
        lambda record: record["event"].update(delete_on="2023-11-01") or record,
        "Everything of this event was to be deleted on 2023-11-01, as participants were promised, and this machine's "
        "clock shows 2023-11-01 13:00 at its place. Where that is wrong, put the clock right.",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_in_words_and_leaves_nothing(record: Record, elsewhere: Flask, what: str) -> None:
    broken, sentence = BROKEN[what]
    names = {"id": record["contributions"][0]["id"], "noun": record["journal"][0]["items"][0]["noun"]}
    place = next(
        place for place, entry in enumerate(record["journal"]) if _first_of(record, "contribution") in entry["items"]
    )
    sentence = sentence.replace("{place}", str(place))
    sentence = sentence.replace("{id}", names["id"]).replace("{noun}", names["noun"])
    with elsewhere.app_context():
        before = rows()
        with pytest.raises(RecordRefused) as refusal:
            stored(broken(copy.deepcopy(record)), lambda number: PICTURES[number])
        assert str(refusal.value) == sentence
        assert rows() == before
        assert pictures(elsewhere) == []


def pictures(app: Flask) -> list[str]:
    """The files of photos that an app keeps."""
    folder = app.extensions["config"].data_dir / "photos"
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def test_a_name_that_is_taken_is_refused(record: Record) -> None:
    before = rows()
    with pytest.raises(RecordRefused) as refusal:
        stored(record)
    assert str(refusal.value) == "There is an event 'dresden-2023' already; --slug gives this one another name."
    assert rows() == before


def test_a_picture_that_is_none_is_refused(record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        with pytest.raises(RecordRefused, match=r"^Photo S1-F01 cannot be read: not_a_photo\.$"):
            stored(record, lambda number: b"GIF89a")
        assert (rows()["event"], pictures(elsewhere)) == (0, [])


def test_a_full_disk_leaves_nothing(record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        pages = db.session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        with disk_of(pages), refused("storage_full"):
            stored(record, lambda number: PICTURES[number])
        assert (rows()["event"], pictures(elsewhere)) == (0, [])


def test_deletion_comes_for_what_came_in_as_well(record: Record, elsewhere: Flask) -> None:
    with elsewhere.app_context():
        stored(record)
        assert db.session.scalars(select(Event.delete_on)).one() == dt.date(2999, 12, 31)
