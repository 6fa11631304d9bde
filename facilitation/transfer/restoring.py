"""Makes an event of a record again: checked, stored whole or not at all, with guests' codes and new secret links."""

import datetime as dt
import io
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Column, Date, bindparam, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models import Event, Participant, Photo
from facilitation.models.columns import Moment, lot
from facilitation.models.translation import key_of
from facilitation.offload import offload
from facilitation.services import deletion, doors, events, journal, journal_chain
from facilitation.storage import images, photo_files, work_folders
from facilitation.storage.transactions import CafeSession, writing
from facilitation.transfer import older_records, record_codes, record_ids, record_schema, standing_still
from facilitation.transfer.record_ids import NAMED
from facilitation.transfer.record_schema import RecordRefused
from facilitation.transfer.record_tables import EVENT, TABLES, RecordTable, emptied, target_of
from facilitation.transfer.records import Keys, Record, Row, named_item
from facilitation.transfer.standing_still import Change

IMPORTING = 0x43614665
"""The number of PostgreSQL's lock that one import at a time holds while it chooses ids and stores; it is `CaFe`."""
NEVER_CHANGED = {
    *("id", "station_id", "event_id", "participant_id", "contribution_id"),
    *("revision", "number", "numbered", "was_public"),
}
"""Columns that no entry of the journal may change."""


class Restored(NamedTuple):
    """The result of an import: the event's slug, the rows of each table, and how many photos had no file.

    `changed` is what is otherwise than in the file.
    """

    slug: str
    counts: dict[str, int]
    without_picture: int
    changed: list[Change]


def restore(
    record: Any,
    *,
    slug: str | None = None,
    in_house: bool = False,
    moment: dt.datetime,
    picture: Callable[[str], bytes | None],
    done: Callable[[int, int], None] = lambda photos, of: None,
) -> Restored:
    """Store an event from a record beside the other events, with new secret links; whole, or not at all.

    `slug` replaces the record's own; `in_house` tells that it is imported at `/house`. `picture` gives a photo's JPEG
    by its number (S1-F02) or None; a photo without a JPEG is marked as removed. Empty ids are mended (`record_ids`);
    where any id is taken, every row gets a new one. Guests' codes come along, and where one is taken, malformed or
    missing, there is a new one (`record_codes`). The event stands still (`standing_still`). `done` is told after
    each photo how many of them there are by now. Who imports for others holds `data_lock.importing`.

    Raises RecordRefused for a record that is malformed, contradicts itself or names a slug that is taken, and where the
    day of its deletion has begun at its place (`moment` is now); CafeError `storage_full`.
    """
    record = record_codes.legible(record_ids.mended(older_records.completed(record)))
    record_schema.check(record)
    record = {**record, "event": {**record["event"], **({"slug": slug} if slug else {})}}
    record, changed = standing_still.brought(older_records.forgetful(older_records.one_deep(record)))
    _check_event(record["event"], moment)
    _check_journal(record)
    _check_survey(record)
    for table in NAMED:
        _check_twice(table, record)
    record = {**record, "photos": [{**photo, "file_id": new_id()} for photo in record["photos"]]}
    record["translations"] = [{**row, "key": key_of(row["original"])} for row in record["translations"]]
    files = [photo["file_id"] for photo in record["photos"]]
    try:
        with photo_files.put_aside(lambda: _is_named(files)) as aside:
            without = _keep_pictures(record["photos"], picture, aside.keep, done)
            with writing() as session:
                _alone(session)
                _check_slug(record["event"])
                record = record_codes.free(session, _with_free_ids(record))
                event = _store(session, record)
                event.in_house = in_house
                events.open_doors(session, event, event.stations)
                counts = {table.name: len(record[table.name]) for table in TABLES}
                stored = event.slug
                changed += record_codes.new(doors.codes_of(event), record)
                session.flush()
                aside.bring()
    except (IntegrityError, DataError) as fault:
        raise RecordRefused("What the file holds contradicts itself; nothing was stored.") from fault
    return Restored(stored, counts, without, changed)


def remove_unfinished() -> None:
    """Delete the photos' files of imports that were killed, wherever they were by then, if no row names them.

    Another import that works just now keeps its own. Raises CafeError, DBAPIError, OSError.
    """
    config: Config = current_app.extensions["config"]
    photo_files.remove_unfinished(_named)
    offload(work_folders.remove_forgotten, config.data_dir)


def _named() -> set[str]:
    """The files that photos' rows name, once no import of PostgreSQL can commit any more whose process was killed."""
    try:
        _alone(db.session)
        return set(db.session.scalars(select(Photo.file_id)))
    finally:
        db.session.rollback()


def _alone(session: CafeSession) -> None:
    """Let no other import choose ids before this one is stored; SQLite lets nobody else write anyway."""
    if db.engine.dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": IMPORTING})


def _is_named(files: list[str]) -> bool:
    named = db.session.scalar(select(Photo.id).where(Photo.file_id.in_(files[:1]))) is not None
    db.session.rollback()
    return named


def _check_survey(record: Record) -> None:
    """Check that each question has a number of its own, and that none is given again: answers are stored by it.

    Raises RecordRefused.
    """
    numbers = Counter(row["number"] for row in record["feedback_questions"])
    twice = next((number for number, count in numbers.items() if count > 1), None)
    if twice is not None:
        raise RecordRefused(f"feedback_questions: the number {twice} stands in it twice.")
    if max(numbers, default=0) > record["event"]["survey_numbered"]:
        raise RecordRefused(f"event.survey_numbered: a question has the number {max(numbers)}.")


def _check_journal(record: Record) -> None:
    """Check that an entry, when it is undone, can only write columns that its kind of row has, to a row of this record.

    Rows of other events stand in the same tables. Raises RecordRefused.
    """
    tables = {table.model: table for table in TABLES}
    ids = {table.name: {row["id"] for row in record[table.name]} for table in NAMED}
    for place, entry in enumerate(record["journal"]):
        for item in entry["items"]:
            if item["noun"] != "station" and item["id"] not in ids[tables[journal.NOUNS[item["noun"]]].name]:
                raise RecordRefused(f"journal: {item['id']!r} is the id of no {item['noun']}.")
            known = set(journal.NOUNS[item["noun"]].__table__.columns.keys()) - NEVER_CHANGED
            if not item["before"].keys() | item["after"].keys() <= known:
                raise RecordRefused(f"journal: an entry changes what a {item['noun']} does not have.")
            for side in ("before", "after"):
                record_schema.check_changed(tables[journal.NOUNS[item["noun"]]], item[side], f"journal[{place}].{side}")
                for name in record_ids.CHANGED.keys() & item[side].keys():
                    if item[side][name] is not None and item[side][name] not in ids[record_ids.CHANGED[name]]:
                        raise RecordRefused(f"journal[{place}].{side}.{name}: there is no {item[side][name]!r}.")


def _check_event(event: Row, moment: dt.datetime) -> None:
    record_schema.check_row(EVENT, event, "event")
    try:
        ZoneInfo(event["timezone"])
    except (KeyError, ValueError, OSError) as fault:
        raise RecordRefused(f"event.timezone: there is no time zone {event['timezone']!r}.") from fault
    if deletion.is_day(dt.date.fromisoformat(event["delete_on"]), event["timezone"], moment):
        here = moment.astimezone(ZoneInfo(event["timezone"]))
        raise RecordRefused(
            f"Everything of this event was to be deleted on {event['delete_on']}, as participants were promised, and "
            f"this machine's clock shows {here:%Y-%m-%d %H:%M} at its place. Where that is wrong, put the clock right.",
            "import_past",
            day=f"{dt.date.fromisoformat(event['delete_on']):%d.%m.%Y}",
        )
    _check_slug(event)


def _check_slug(event: Row) -> None:
    if db.session.scalar(select(Event.id).where(Event.slug == event["slug"])) is not None:
        raise RecordRefused(
            f"There is an event {event['slug']!r} already; --slug gives this one another name.",
            "import_taken",
            slug=event["slug"],
        )


def _with_free_ids(record: Record) -> Record:
    """The record as it is where all its ids are free, else with new ids in the same order."""
    if not any(_taken(table, [row["id"] for row in record[table.name]]) for table in NAMED):
        return record
    fresh: dict[str, str] = {}
    for table in NAMED:
        ids = [row["id"] for row in record[table.name]]
        fresh |= zip(ids, sorted(new_id() for _ in ids), strict=True)
    return {**record, **{table.name: [_renamed(table, row, fresh) for row in record[table.name]] for table in TABLES}}


def _check_twice(table: RecordTable, record: Record) -> None:
    if table.key is None:
        return
    keys = [row[table.key] for row in record[table.name]]
    if len(set(keys)) < len(keys):
        twice = next(key for key, count in Counter(keys).items() if count > 1)
        raise RecordRefused(f"{table.name}: {twice!r} stands in it twice.")


def _taken(table: RecordTable, ids: list[str]) -> bool:
    return any(
        db.session.scalar(select(table.primary).where(table.primary.in_(ids[start : start + 500])).limit(1))
        for start in range(0, len(ids), 500)
        if table.primary is not None
    )


def _renamed(table: RecordTable, row: Row, fresh: dict[str, str]) -> Row:
    def deep(value: Any) -> Any:
        if isinstance(value, list):
            return [deep(one) for one in value]
        if isinstance(value, dict):
            return {name: deep(one) for name, one in value.items()}
        return fresh.get(value, value) if isinstance(value, str) else value

    named = {name for name, column in table.columns.items() if target_of(column) or column.primary_key}
    return {name: deep(value) if name in named | table.pointing else value for name, value in row.items()}


def _keep_pictures(
    photos: list[Row],
    picture: Callable[[str], bytes | None],
    keep: Callable[[str, dict[str, bytes]], None],
    done: Callable[[int, int], None],
) -> int:
    """Store the photos' files and mark photos without one as removed; returns how many those are.

    Raises RecordRefused for a file that is no photo, CafeError `storage_full`.
    """
    without = 0
    shown = [photo for photo in photos if not photo["removed"]]
    for count, photo in enumerate(shown, start=1):
        file = picture(photo["number"])
        if file is None:
            photo["removed"] = True
            without += 1
            continue
        try:
            prepared = images.prepare_again(io.BytesIO(file))
        except CafeError as fault:
            raise RecordRefused(
                f"Photo {photo['number']} cannot be read: {fault.code}.", "import_photo", number=photo["number"]
            ) from fault
        keep(photo["file_id"], prepared.files)
        photo["width"], photo["height"] = prepared.width, prepared.height
        done(count, len(shown))
    return without


def _store(session: CafeSession, record: Record) -> Event:
    keys: Keys = defaultdict(dict)
    (event_id,) = _insert(session, EVENT, [_stored(EVENT, record["event"], keys, None)])
    for table in TABLES:
        _check_twice(table, record)
        own = [name for name, column in table.columns.items() if target_of(column) is table]
        rows = [_stored(table, row, keys, event_id) for row in record[table.name]]
        ids = _insert(session, table, rows)
        told = [row.get(table.key) for row in record[table.name]]
        keys[table.name] = dict(zip(told, ids, strict=True))
        for name in own:
            _point(session, table, name, record[table.name], keys)
    session.expire_all()
    journal_chain.begin_anew(session, list(keys["stations"].values()))
    return session.get_one(Event, event_id)


def _stored(table: RecordTable, row: Row, keys: Keys, event_id: int | None) -> Row:
    """A row of the file as the database has it; references to rows of its own table are set later."""
    row = emptied(row) if table.name == "contributions" else row
    stored: Row = {name: row[name] if name in row else make() for name, make in table.private.items()}
    if "event_id" in table.model.__table__.columns:
        stored["event_id"] = event_id
    for name, column in table.columns.items():
        target = target_of(column)
        if target is table:
            stored[column.name] = None
        elif target is not None:
            stored[column.name] = row[name] and _found(target, row[name], keys, f"{table.name}.{name}")
        elif not (column.primary_key and table.counted):
            stored[column.name] = _value(column, row[name])
    if table.name == "journal":
        stored["items"] = [named_item(item, keys["stations"]) for item in row["items"]]
    if table.letter == "":
        stored["number"] = int(row["number"].split("-")[1])
    return stored


def _found(target: RecordTable, key: Any, keys: Keys, where: str) -> Any:
    if key not in keys[target.name]:
        raise RecordRefused(
            f"{where}: there is no {key!r} among the {target.name}.",
            "import_reference",
            place=where,
            what=str(key)[:80],
            among=target.name,
        )
    return keys[target.name][key]


def _value(column: Column, value: Any) -> Any:
    if value is not None and isinstance(column.type, Moment):
        return dt.datetime.fromisoformat(value)
    if value is not None and isinstance(column.type, Date):
        return dt.date.fromisoformat(value)
    return value


def _insert(session: CafeSession, table: RecordTable, rows: list[Row]) -> list[Any]:
    """Store rows; returns their primary keys in the same order (None where the key has several columns)."""
    if not rows:
        return []
    into = table.model.__table__
    if table.name == "participants":
        for row, id in zip(rows, _drawn(len(rows)), strict=True):
            row["id"] = id
    if table.primary is None:
        session.execute(insert(into), rows)
        return [None] * len(rows)
    if table.primary.name in table.private:  # rows are exported in the order of these ids
        for row, id in zip(rows, sorted(row[table.primary.name] for row in rows), strict=True):
            row[table.primary.name] = id
    if table.counted and table.name != "participants":
        return list(session.scalars(insert(into).returning(table.primary, sort_by_parameter_order=True), rows))
    session.execute(insert(into), rows)
    return [row[table.primary.name] for row in rows]


def _drawn(count: int) -> list[int]:
    """Draw ids for participants by lot, like all of theirs; in ascending order."""
    known = set(db.session.scalars(select(Participant.id)))
    drawn: set[int] = set()
    while len(drawn) < count:
        id = lot()
        if id not in known:
            drawn.add(id)
    return sorted(drawn)


def _point(session: CafeSession, table: RecordTable, name: str, rows: list[Row], keys: Keys) -> None:
    """Set the references to rows of the same table, now that all rows are stored."""
    into, column, own = table.model.__table__, table.columns[name], keys[table.name]
    assert table.primary is not None
    assert table.key is not None, f"{table.name} point at each other"
    pointing = [
        {"own": own[row[table.key]], "at": _found(table, row[name], keys, f"{table.name}.{name}")}
        for row in rows
        if row[name] is not None
    ]
    if pointing:
        change = update(into).where(table.primary == bindparam("own")).values({column.name: bindparam("at")})
        session.connection().execute(change, pointing)
