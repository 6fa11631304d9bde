"""A café of an earlier version (migration 0016) becomes one of this version, on SQLite and on PostgreSQL.

tests/data/version-0016 is what that version itself left after a day on which everything happened: its folder, the ZIP
to move the event, and what it told hosts, phones and walls of each station. It was made once, at commit 35af494.
"""

import datetime as dt
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import JSON, Boolean, Date, DateTime, Engine, MetaData, Table, func, select, text

from facilitation import create_app, memory, seed
from facilitation.config import from_environment
from facilitation.doors import links
from facilitation.extensions import db
from facilitation.models import Photo
from facilitation.services import events, translations
from tests import wire
from tests.browser.serving import serve_quickly
from tests.conftest import DATA
from tests.faults.guest import Guest
from tests.scale.services import Postgres

pytestmark = pytest.mark.timeout(300)

OLDER = DATA / "version-0016"
EVENT = "/e/dresden-2023"
SECRET = "k" * 40
NUMBERS = ("0351 123456", "0351 445566", "0351 112233", "0351 667788", "amal@example.org")
"""Contact data that nobody confirmed, in a contribution, a title, a statement, a measure, a caption."""

Rows = dict[str, list[dict[str, Any]]]
Told = dict[str, dict[str, Any]]

FIGURES = ("id", "number", "votes", "by_hand", "state", "round", "table", "cluster", "merged_into", "reply_to", "photo")
"""What of a contribution is counted, or says where it lies."""

MOMENTS = {"contribution": "created_at", "participant": "joined_at", "photo": "taken_at", "journal_entry": "done_at"}
"""What tells the newest moment that the earlier version saw."""

CONFIRMED = (
    *("cluster", "statement", "measure", "photo", "report_text", "recommendation", "common_theme"),
    "feedback_answer",
)
"""Tables whose rows say whether contact data in them was confirmed."""
NEW_TABLES = {"event_deed", "done_order", "wording", "machine_draft", "rehearsal"}
GONE_COLUMNS = {"event": {"feedback_translations"}, "feedback_question": {"translations"}}
"""What moved into the table of translations, which the seeded event has filled since."""
NEW_COLUMNS: dict[str, set[Any]] = {
    "event.printed_for": {None},
    "event.locked_at": {None},
    "event.emptied_at": {None},
    "event.country": {"DE"},
    "event.machine_drafts": {False},
    **{f"event.{name}": {usual} for name, usual in events.UNSAID_NOTICES.items()},
    "station.sign": {1, 2, 3},
    "station.closed": {False},
    "event.texts": {0},
    "event.survey_numbered": {4},
    "feedback_question.number": {1, 2, 3, 4},
    "feedback_question.closed": {False},
    "event.wifi_name": {""},
    "event.wifi_password": {""},
    "event.wall_language": {""},
    "event.archived_at": {None},
    "event.is_example": {False},
    "event.in_house": {False},
    "house.address": {None},
    "participant.simulated": {False},
    "feedback_answer.simulated": {False},
    "house.serving": {None},
    **{f"{table}.contact_confirmed": {False} for table in CONFIRMED},
    **{f"{table}.worded_at": {None} for table in ("contribution", "common_theme", "recommendation", "report_text")},
}
"""What columns that came since say of an event of before; `house.seen_at`, `house.phones`, `photo.file_id` besides."""


def told_then() -> Told:
    """What the earlier version answered, by address; times in seconds, as they are told now."""
    answers: Told = json.loads((OLDER / "told.json").read_text(encoding="utf-8"))
    for change in answers.values():
        for one in change["contributions"]:
            one["created_at"] = int(dt.datetime.fromisoformat(one["created_at"]).timestamp())
    return answers


def told_now(web: Any, path: str) -> dict[str, Any]:
    """What is answered now, as screens read it."""
    return wire.whole(web.get(path).get_json())


@contextmanager
def house(folder: Path, database: str = "") -> Iterator[Flask]:
    """A café on this folder, and on another database than its own."""
    memory.forget_all()
    settings = {"DATA_DIR": str(folder), "SECRET_KEY": SECRET, "BASE_URL": "http://localhost"}
    app = create_app(from_environment(settings | ({"DATABASE_URL": database} if database else {})))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def rows(engine: Engine) -> Rows:
    """Everything in a database, by its tables."""
    metadata = MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in metadata.tables.values()
            if table.name != "alembic_version"
        }


def as_typed(value: Any, kind: Any) -> Any:
    """A value of SQLite as PostgreSQL takes it."""
    if value is None:
        return None
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, DateTime):
        return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
    return dt.date.fromisoformat(value) if isinstance(kind, Date) else value


def carried_over(file: Path, engine: Engine) -> None:
    """Fill PostgreSQL's tables with the rows of SQLite's, as if the earlier version had written them there."""
    metadata = MetaData()
    with closing(sqlite3.connect(file)) as source, engine.begin() as target:
        source.row_factory = sqlite3.Row
        metadata.reflect(target)
        target.execute(text("SET session_replication_role = replica"))  # rows point at later ones
        for table in metadata.tables.values():
            if table.name == "alembic_version":
                continue
            target.execute(table.delete())
            for row in source.execute(f'SELECT * FROM "{table.name}"'):
                given = {one.name: as_typed(row[one.name], one.type) for one in table.columns}
                target.execute(table.insert().values(given))
            count_on(target, table)


def count_on(target: Any, table: Table) -> None:
    """Let a table's numbers go on behind those that it has; people's are drawn by lot."""
    (key, *others) = table.primary_key.columns
    sequence = None if others else target.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', key.name)))
    if sequence and table.name != "participant":
        highest = target.scalar(select(func.max(key)))
        target.execute(select(func.setval(sequence, highest or 1, highest is not None)))


@pytest.fixture(scope="session")
def carried(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the earlier version's database on PostgreSQL, for copies."""
    folder, database = tmp_path_factory.mktemp("carried"), postgres.database()
    with zipfile.ZipFile(OLDER / "folder.zip") as archive:
        file = Path(archive.extract("cafe.sqlite3", folder))
    with house(folder, database):
        upgrade(revision="0016")
        carried_over(file, db.engine)
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """The folder of the earlier version, and the address of its database where that is not in it."""
    folder = tmp_path / "data"
    with zipfile.ZipFile(OLDER / "folder.zip") as archive:
        archive.extractall(folder)
    if request.param == "sqlite":
        return folder, ""
    (folder / "cafe.sqlite3").unlink()
    postgres: Postgres = request.getfixturevalue("postgres")
    return folder, postgres.database(request.getfixturevalue("carried"))


def web_of(app: Flask) -> tuple[Any, dict[str, Any]]:
    """A browser that came by the organiser's link, which the earlier version gave, and all links."""
    ways: dict[str, Any] = links.all_of(events.find("dresden-2023"))
    db.session.remove()
    web = app.test_client()
    assert web.get(ways["organiser"].removeprefix("http://localhost")).status_code == 302
    return web, ways


def common(then: Any, now: Any) -> Any:
    """What is told now, without what the earlier version did not tell."""
    if isinstance(then, dict):
        return {name: common(value, now[name]) for name, value in then.items() if name in now}
    if isinstance(then, list):
        return [common(one, other) for one, other in zip(then, now, strict=True)]
    return now


def test_every_value_is_where_it_was(older: tuple[Path, str]) -> None:
    with house(*older):
        before = rows(db.engine)
        assert [name for name, held in before.items() if not held] == ["edition"]
        upgrade()
        after = rows(db.engine)
        assert after.keys() - before.keys() == {*NEW_TABLES, "translation"}
        assert [after[name] for name in NEW_TABLES] == [[]] * len(NEW_TABLES)
        (own,) = [row for row in after["door"] if row["event_id"] is None]  # the house's door came with this version
        after["door"].remove(own)
        before = {name: [without(row, *GONE_COLUMNS.get(name, ())) for row in held] for name, held in before.items()}
        for name, held in before.items():
            assert [common(one, other) for one, other in zip(held, after[name], strict=True)] == held, name
        new = {
            f"{name}.{column}": [row[column] for row in after[name]]
            for name, held in before.items()
            if held
            for column in after[name][0].keys() - held[0].keys()
        }
        assert new.pop("event.announcement_translations") == [{}]
        for name in ("event.printed", "event.tried", "house.tried"):
            assert new.pop(name) == [{}]
        files, phones, seen = (new.pop(name) for name in ("photo.file_id", "house.phones", "house.seen_at"))
        assert {name: set(values) for name, values in new.items()} == NEW_COLUMNS
        assert (files, phones) == ([row["id"] for row in after["photo"]], [{}])
        moments = {
            "contribution": "created_at",
            "participant": "joined_at",
            "photo": "taken_at",
            "journal_entry": "done_at",
        }
        assert seen == [max(row[column] for name, column in moments.items() for row in after[name])]


def test_the_seeded_event_gets_what_comes_with_the_seed(older: tuple[Path, str]) -> None:
    with house(*older):
        upgrade()
        event = events.find("dresden-2023")
        said = translations.every(event.id)
        there = {text.original for text in translations.own_texts(event)}
        expected = {
            code: {original: text for original, text in texts.items() if original in there}
            for code, texts in seed.plan()["translations"].items()
        }
        assert len(expected["ar"]) > 40
        assert said == expected


def test_nobody_is_told_anything_else(older: tuple[Path, str]) -> None:
    """But that contact data is covered in what hosts wrote as well, since nobody has confirmed it there."""
    with house(*older) as app:
        upgrade()
        web, _ = web_of(app)
        for path, then in told_then().items():
            now = told_now(web, path)
            assert web.get(path).status_code == 200
            if "audience=hosts" in path:
                assert without_covers(common(then, now)) == without_covers(then), path
            else:
                said = json.dumps(now, ensure_ascii=False)
                assert [number for number in NUMBERS if number in said] == [], path
                assert counted(now) == counted(then), path


def without_covers(told: dict[str, Any]) -> dict[str, Any]:
    """A station as hosts see it, without what others would see in the place of contact data."""
    return {
        noun: [without(one, "masked") for one in held] if isinstance(held, list) else held
        for noun, held in told.items()
    }


def without(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in names}


def counted(told: dict[str, Any]) -> Any:
    """The numbers of a station: of every contribution its dots, hands and places; how many there are of all else."""
    cards = [{name: one[name] for name in FIGURES} for one in told["contributions"]]
    return cards, {noun: len(held) for noun, held in told.items() if isinstance(held, list)}


def test_it_serves(older: tuple[Path, str], tmp_path: Path) -> None:
    folder, database = older
    before = {path.name: path.read_bytes() for path in folder.rglob("*.jpg")}
    with serve_quickly(folder, **({"DATABASE_URL": database} if database else {}), SECRET_KEY=SECRET) as server:
        guest = Guest(server, "de")
        guest.open()
        opened = guest.order("station.open", station=guest.station)
        assert len(opened["change"]["contributions"]) == len(seen_at(guest.station)["contributions"])
    assert {path.name: path.read_bytes() for path in folder.rglob("*.jpg")} == before
    with house(*older) as app:
        web, ways = web_of(app)
        pages = ["organise", "report", "report.docx", "event.zip", "export.zip", "wall", "presentation", ""]
        pages += [f"host/{slug}" for slug in ways["hosts"]] + [f"stations/{slug}" for slug in ways["stations"]]
        shown = [photo.id for photo in db.session.scalars(select(Photo).where(~Photo.removed))]
        pages += [f"photos/{id}{size}.jpg" for id in shown for size in ("", "-medium", "-small")]
        db.session.rollback()
        assert {page: web.get(f"{EVENT}/{page}").status_code for page in pages} == dict.fromkeys(pages, 200)


def seen_at(slug: str) -> dict[str, Any]:
    """What phones were told of a station."""
    return next(one for path, one in told_then().items() if f"/{slug}.json" in path and "audience=public" in path)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_export_of_it_is_taken(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    database = "" if kind == "sqlite" else request.getfixturevalue("postgres").database()
    with house(tmp_path / "to", database) as app:
        upgrade()
        taken = app.test_cli_runner().invoke(args=["import-event", str(OLDER / "event.zip")])
        assert taken.exit_code == 0, taken.output
        web, _ = web_of(app)
        for path, then in told_then().items():
            now = told_now(web, path)
            assert counted(now) == counted(then), path
            if "audience=hosts" in path:
                for noun in ("clusters", "statements", "measures"):
                    told = [without(one, "revision", "masked") for one in common(then[noun], now[noun])]
                    assert told == [without(one, "revision", "masked") for one in then[noun]], (path, noun)
