"""Reads a record, which is everything that is kept of an event; `restoring` stores it again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from facilitation.config import VERSION as APP_VERSION
from facilitation.extensions import db
from facilitation.ids import at
from facilitation.models import Event, Station
from facilitation.models.columns import now
from facilitation.storage import turns
from facilitation.transfer import record_schema
from facilitation.transfer.record_tables import EVENT, TABLES, RecordTable, emptied, owners_of, target_of

Record: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, Any]
Keys: TypeAlias = dict[str, dict[Any, Any]]
"""By a table's name: from a row's key in the file to its key in the database, or the other way round."""
PAGE = 20
"""Rows that are read before other requests have their turn."""
ZONED = "%Y-%m-%dT%H:%M:%S.%fZ"


def read(event: Event) -> Record:
    """Read everything that is kept of an event, in one state of the database.

    Secret links and participants' names are not in it; guests' codes are. Other requests have their turn meanwhile. It
    begins a transaction of its own, and ends it before it returns.
    """
    event_id = event.id
    with turns.for_all_of_an_event():
        return _read(event_id)


def _read(event_id: int) -> Record:
    keys: Keys = defaultdict(dict)
    (stored,) = _pages(select(Event.__table__).where(Event.id == event_id))
    record: Record = {
        "schema": record_schema.VERSION,
        "made_at": now().strftime(ZONED),
        "made_by": APP_VERSION,
        "event": _told(EVENT, stored, keys),
    }
    known = db.session.execute(select(Station.id, Station.position).where(Station.event_id == event_id))
    positions = {row.id: row.position for row in known}
    for table in TABLES:
        record[table.name] = _rows(table, event_id, keys, positions)
    db.session.rollback()
    return record


def _rows(table: RecordTable, event_id: int, keys: Keys, positions: dict[int, int]) -> list[Row]:
    rows: list[Row] = []
    places: dict[int, int] = defaultdict(int)
    for count, row in enumerate(_pages(_select(table, event_id)), start=1):
        if table.primary is not None:
            known = row[table.primary.name]
            keys[table.name][known] = count if table.counted and table.key == "id" else at(row, table.key)
        told = _told(table, row, keys)
        if table.letter is not None:
            places[row["station_id"]] += 1
            number = row.get("number", places[row["station_id"]])
            told["number"] = number_name(positions[row["station_id"]], table.letter, number)
        rows.append(emptied(told) if table.name == "contributions" else told)
    # a row may point at a later one of its own table
    for name, column in table.columns.items():
        if target_of(column) is table:
            for told in rows:
                told[name] = keys[table.name].get(told[name])
    return rows


def number_name(position: int, letter: str, number: int) -> str:
    """The number of a contribution (letter "": S1-014) or of a photo (letter "F": S1-F02), as in the harvest."""
    return f"S{position}-{letter}{number:0{2 if letter else 3}}"


def _select(table: RecordTable, event_id: int) -> Select[Any]:
    owners = owners_of(table)
    wanted = select(*table.model.__table__.columns)
    for owner in owners:
        wanted = wanted.join(owner)
    if table.only is not None:
        wanted = wanted.where(table.only)
    return wanted.where([table.model, *owners][-1].event_id == event_id).order_by(*table.order)


def _pages(wanted: Select[Any]) -> Iterator[Row]:
    for page in db.session.execute(wanted.execution_options(yield_per=PAGE)).mappings().partitions():
        yield from map(dict, page)
        turns.give()


def _told(table: RecordTable, row: Row, keys: Keys) -> Row:
    """A row of the database as it stands in the file."""
    told = {}
    for name, column in table.columns.items():
        value = row[column.name]
        target = target_of(column)
        if target is not None and target is not table and value is not None:
            value = keys[target.name][value]
        elif column.primary_key and table.counted:
            value = keys[table.name].get(value)
        elif table.name == "journal" and name == "items":
            value = [named_item(item, keys["stations"]) for item in value]
        elif isinstance(value, dt.datetime):
            value = value.astimezone(dt.UTC).strftime(ZONED)
        elif isinstance(value, dt.date):
            value = value.isoformat()
        told[name] = value
    return told


def named_item(item: Row, stations: dict[Any, Any]) -> Row:
    """An item of a journal's entry; a station's id is looked up: its slug in the file, its number in the database."""
    return {**item, "id": stations.get(item["id"])} if item["noun"] == "station" else item
