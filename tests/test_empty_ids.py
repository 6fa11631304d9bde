"""An id was once allowed to be empty. Databases and files of that time are mended, and nothing in them is lost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, Connection, String, Table, inspect, select, text

from facilitation.extensions import db
from facilitation.ids import is_id
from facilitation.models import Contribution, Event, Photo, Station
from facilitation.queries import harvest
from facilitation.services import editions, events, letterheads
from facilitation.storage import photo_files
from facilitation.transfer import records, restoring, standing_still
from facilitation.transfer.record_schema import RecordRefused
from tests import camera
from tests.conftest import NOON, Guests, write
from tests.documents.exports.lived import Lived, lived
from tests.documents.report.reading import appendix, opened
from tests.test_ids import GOOD, own_ids

Rows = dict[str, list[dict[str, Any]]]
HONEST = 17
OWN_IDS = [(table, column) for table, column in own_ids() if column != "file_id"]
"""What could be empty; photos' files have names of their own since later."""
LATER = {"done_order", "wording", "machine_draft", "rehearsal"}
"""Tables that came when no id could be empty any more."""


def picture_of(photo_id: str, size: str) -> bytes | None:
    """A photo's file."""
    return photo_files.read(db.session.get_one(Photo, photo_id).file_id, size)


@contextmanager
def carelessly() -> Iterator[Connection]:
    """A connection to SQLite on which rows may point at nothing and ids be anything; what was done on it is kept."""
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("BEGIN")
        yield connection
        connection.commit()
        connection.invalidate()


def earlier() -> None:
    """The database as it was when ids could be empty, and photos' files were called by them."""
    db.session.remove()
    rename_files({file: id for id, file in db.session.execute(select(Photo.id, Photo.file_id)).all()})
    db.session.remove()
    downgrade(revision="0012")


def now() -> None:
    """The database as it is today."""
    db.session.remove()
    upgrade()


REMADE = {
    "common_theme": {"worded_at"},
    "contribution": {"was_public", "worded_at"},
    "event": {
        "feedback_state",
        "revision",
        "generation",
        "newcomers",
        "day_word",
        "rush_left_out",
        "emptied_at",
        "survey_numbered",
        "texts",
    },
    "feedback_answer": {"id", "simulated"},
    "feedback_question": {"number", "closed"},
    "journal_entry": {"seals", "link"},
    "participant": {"straight", "rushed", "wrote_early", "left_out", "simulated"},
    "photo": {"file_id"},
    "recommendation": {"worded_at"},
    "report_text": {"worded_at"},
    "station": {"sign", "closed"},
}
"""Columns that a later migration fills anew for what it finds, or leaves empty."""


def tables() -> list[Table]:
    """The tables that there are just now, without those that upgrades make anew: house, organisers' journal, orders."""
    there = set(inspect(db.engine).get_table_names()) - {"done_order", "event_deed", "house"}
    return [db.metadata.tables[name] for name in sorted(there & db.metadata.tables.keys())]


def everything() -> Rows:
    """All rows of all tables, as they lie in the database."""
    db.session.remove()
    names = [table.name for table in tables()]
    with db.engine.connect() as connection:
        rows = {
            name: [dict(row._mapping) for row in connection.execute(text(f'SELECT * FROM "{name}"'))] for name in names
        }
    own = "event_id"  # the house's door comes anew with its migration
    return rows | {"door": [row for row in rows.get("door", []) if row[own] is not None]}


def told(rows: Rows, names: dict[str, str] | None = None) -> str:
    """The rows as text, sorted, without what is REMADE; each of these names by the other one."""
    kept = {
        table: [{name: value for name, value in row.items() if name not in REMADE.get(table, ())} for row in some]
        for table, some in rows.items()
    }
    written = json.dumps(kept, default=str)
    for one, other in (names or {}).items():
        written = written.replace(one, other)
    return json.dumps({name: sorted(json.dumps(row) for row in some) for name, some in json.loads(written).items()})


def most_mentioned(rows: Rows) -> dict[str, str]:
    """By table: the id that stands most often in the database, of all that the table has."""
    written = json.dumps(rows, default=str)
    found = {}
    for table, column in OWN_IDS:
        ids = [row[column] for row in rows.get(table, ())]
        if ids:
            found[table] = max(ids, key=written.count)
    return found


def empty(ids: list[str]) -> None:
    """Let these ids be empty texts, wherever they stand."""
    there = tables()
    with carelessly() as connection:
        for table in there:
            known = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for column in table.columns:
                if column.name in known and isinstance(column.type, JSON | String):
                    change = text(f'UPDATE "{table.name}" SET "{column.name}" = REPLACE("{column.name}", :id, \'\')')
                    for id in ids:
                        connection.execute(change, {"id": id})


def test_rows_get_an_id_and_everything_that_refers_to_them_follows(context: None) -> None:
    day = lived()
    editions.add(day.organiser, number=1, language="de", document=b"Word", matter="0" * 64, kept=b"{}")
    letterheads.put(day.organiser, "logo", name="logo.jpg", content=camera.file())
    before, picture = everything(), picture_of(day.photo, "-small")
    logo = b"".join(letterheads.picture(day.organiser))
    chosen = most_mentioned(before)
    assert {*chosen} == {table for table, _ in OWN_IDS} - LATER
    assert json.dumps(before, default=str).count(chosen["contribution"]) >= 8
    earlier()
    empty([*chosen.values(), chosen["feedback_answer"].replace("-", "")])  # as pseudonyms were written
    rename_files({chosen[table]: "" for table in ("photo", "edition", "letterhead")})
    now()
    after = everything()
    fresh = {
        table: next(row[column] for row in after[table] if row[column] not in {one[column] for one in before[table]})
        for table, column in OWN_IDS
        if table not in LATER
    }
    assert all(map(is_id, fresh.values()))
    assert told(after, {new: chosen[table] for table, new in fresh.items()}) == told(before)
    assert (picture is not None, picture_of(fresh["photo"], "-small")) == (True, picture)
    assert b"".join(letterheads.picture(day.organiser)) == logo
    edition = editions.find(day.organiser, 1)
    assert [editions.file(edition, kind) for kind in (editions.WORD, editions.MATTER)] == [b"Word", b"{}"]


def rename_files(names: dict[str, str]) -> None:
    """Let the files beside the database that begin with one of these begin with the other instead."""
    for path in current_app.extensions["config"].data_dir.glob("*/*"):
        for one, other in names.items():
            if path.name.startswith(one):
                path.rename(path.with_name(path.name.replace(one, other)))


def test_there_and_back_leaves_everything_as_it_was(context: None) -> None:
    lived()
    before = everything()
    earlier()
    assert [len(row["id"]) for row in everything()["feedback_answer"]] == [32]
    now()
    assert told(everything()) == told(before)


def test_what_answered_nobody_stands_for_itself(guest: Guests, station: Station) -> None:
    written = write(guest(), station).id
    earlier()
    with carelessly() as connection:
        connection.execute(
            text("UPDATE contribution SET reply_to = '', merged_into = '', cluster_id = '', photo_id = ''")
        )
        connection.execute(text("INSERT INTO vote SELECT participant_id, '', created_at FROM contribution"))
    now()
    row = db.session.get_one(Contribution, written)
    assert (row.reply_to, row.merged_into, row.cluster_id, row.photo_id) == (None, None, None, None)
    assert everything()["vote"] == []


def with_an_empty_one(guest: Guests, station: Station) -> list[str]:
    """Honest texts, and one with an empty id, which one of them answers. The honest ones' ids, in their order."""
    honest = [write(guest(), station, f"Ehrlich, zum {count}. Mal") for count in range(HONEST - 1)]
    odd = write(guest(), station, "Ich habe keine Kennung.")
    answer = write(guest(), station, "Ich antworte darauf.", reply_to=odd.id)
    ids, other = [one.id for one in (*honest, answer)], odd.id
    empty([other])
    return ids


def counted(event_slug: str) -> tuple[int, int, int, list[str | None], int]:
    """Of the first station: texts that stand for themselves, answers, merged ones, whom the last answers; and rows in
    the report's list of all.
    """
    db.session.remove()
    brought = harvest.of(events.find(event_slug))
    station = brought.stations[0]
    return (
        len(station.unclustered),
        sum(one.reply_to is not None for one in station.contributions),
        sum(one.merged_into is not None for one in station.contributions),
        [one.reply_to for one in station.contributions[-1:]],
        len(appendix(opened(brought))),
    )


AS_IT_IS = (HONEST + 1, 1, 0, ["S1-017"], HONEST + 1)


def test_honest_texts_are_counted_whatever_lies_beside_them(guest: Guests, station: Station, event: Event) -> None:
    """Even where it could still be stored, nothing that has no key would be found by an empty one."""
    slug = event.slug
    with_an_empty_one(guest, station)
    assert counted(slug) == AS_IT_IS
    earlier()
    now()
    assert counted(slug) == AS_IT_IS


def test_what_was_mended_goes_out_and_comes_in_again(
    guest: Guests, station: Station, event: Event, elsewhere: Flask
) -> None:
    slug = event.slug
    ids = with_an_empty_one(guest, station)
    earlier()
    now()
    record = json.loads(json.dumps(records.read(events.find(slug))))
    assert [one["id"] for one in record["contributions"] if one["id"] in ids] == ids
    assert_comes_in(record, elsewhere)


def test_a_file_of_that_time_comes_in(guest: Guests, station: Station, event: Event, elsewhere: Flask) -> None:
    slug = event.slug
    with_an_empty_one(guest, station)
    db.session.remove()
    record = json.loads(json.dumps(records.read(events.find(slug))))
    assert [one["id"] for one in record["contributions"]][-2] == record["contributions"][-1]["reply_to"] == ""
    assert_comes_in(record, elsewhere)


def assert_comes_in(record: dict[str, Any], elsewhere: Flask) -> None:
    with elsewhere.app_context():
        restored = restoring.restore(record, moment=NOON, picture=lambda _: None)
        assert restored.counts["contributions"] == HONEST + 1
        assert counted(restored.slug) == AS_IT_IS
        again = json.loads(json.dumps(records.read(events.find(restored.slug))))
        assert all(is_id(one["id"]) for one in again["contributions"])
        assert [one["text"] for one in again["contributions"]] == [one["text"] for one in record["contributions"]]


@pytest.fixture
def day(context: None) -> Lived:
    return lived()


def test_in_a_file_everything_follows_as_in_the_database(day: Lived, elsewhere: Flask) -> None:
    record = json.loads(json.dumps(records.read(day.event)))
    picture = picture_of(day.photo, "")
    chosen = {
        table: max((row["id"] for row in record[table]), key=json.dumps(record).count)
        for table in (
            "photos",
            "clusters",
            "contributions",
            "statements",
            "measures",
            "dismissals",
            "recommendations",
            "common_themes",
        )
    }
    written = json.dumps(record)
    for id in chosen.values():
        written = written.replace(id, "")
    with elsewhere.app_context():
        restoring.restore(json.loads(written), moment=NOON, picture=lambda _: picture)
        again = json.loads(json.dumps(records.read(events.find("dresden-2023"))))
    record, _ = standing_still.brought(record)
    known = json.dumps(record)
    fresh = {next(row["id"] for row in again[table] if row["id"] not in known): old for table, old in chosen.items()}
    back = json.dumps(again)
    for new, old in fresh.items():
        back = back.replace(new, old)
    assert {
        name: sorted(map(json.dumps, rows)) for name, rows in json.loads(back).items() if isinstance(rows, list)
    } == {name: sorted(map(json.dumps, rows)) for name, rows in record.items() if isinstance(rows, list)}


def test_two_rows_without_an_id_are_one_too_many(day: Lived, elsewhere: Flask) -> None:
    record = json.loads(json.dumps(records.read(day.event)))
    record["journal"] = []  # which names them by the ids that they had
    for one in record["measures"][:2]:
        one["id"] = ""
    with (
        elsewhere.app_context(),
        pytest.raises(RecordRefused, match=r"^measures: '[0-9a-f-]{36}' stands in it twice\.$"),
    ):
        restoring.restore(record, moment=NOON, picture=lambda _: None)


@pytest.mark.parametrize("bad", ["nobody", GOOD.upper(), f"{GOOD}\n", f"-{GOOD[1:]}"])
def test_a_deed_on_what_has_no_id_is_refused(day: Lived, elsewhere: Flask, bad: str) -> None:
    record = json.loads(json.dumps(records.read(day.event)))
    item = next(one for entry in record["journal"] for one in entry["items"] if one["noun"] == "contribution")
    item["id"] = bad
    with elsewhere.app_context(), pytest.raises(RecordRefused, match=r"^journal"):
        restoring.restore(record, moment=NOON, picture=lambda _: None)
