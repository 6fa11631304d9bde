"""The command line."""

import errno
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from facilitation import create_app
from facilitation.commands import NO_EVENT
from facilitation.errors import CafeError
from facilitation.services import house
from facilitation.storage.data_lock import DataLock
from facilitation.storage.transactions import writing
from facilitation.transfer import restoring
from tests.conftest import Doors, config


def test_links_as_json_name_every_door(app: Flask, doors: Doors) -> None:
    printed = app.test_cli_runner().invoke(args=["links", "--json"])
    links = json.loads(printed.output)
    assert set(links) == {"event", "join", "organiser", "wall", "stations", "hosts", "house"}
    assert links["event"] == "dresden-2023"
    assert links["organiser"] == f"http://localhost{doors.organiser}"
    assert links["house"] == f"http://localhost{doors.house}"
    assert list(links["stations"]) == list(links["hosts"]) == list(doors.stations)


def test_links_stay_the_same_until_renewed(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["links", "--json"]).output == runner.invoke(args=["links", "--json"]).output


def test_links_in_another_terminal_are_the_servers(app: Flask) -> None:
    """Its PORT was set for `make run` alone."""
    here = app.extensions["config"]
    with app.app_context():
        house.remember_serving("127.0.0.1", 8016, None)
    app.extensions["config"] = replace(here, base_url=None)
    runner = app.test_cli_runner()
    assert json.loads(runner.invoke(args=["links", "--json"]).output)["join"].startswith("http://127.0.0.1:8016/q/")
    app.extensions["config"] = replace(here, base_url=None, given=frozenset({"PORT"}), port=9000)
    printed = runner.invoke(args=["links"]).output
    assert "Guests      http://127.0.0.1:9000/q/" in printed
    assert printed.endswith("This machine alone opens http://127.0.0.1:9000, and no phone.\n")
    with app.app_context():
        house.remember_serving("0.0.0.0", 8000, "https://cafe.example")
    app.extensions["config"] = replace(here, base_url=None)
    assert json.loads(runner.invoke(args=["links", "--json"]).output)["join"].startswith("https://cafe.example/q/")


def test_links_for_people(app: Flask, doors: Doors) -> None:
    printed = app.test_cli_runner().invoke(args=["links"]).output
    assert f"Organiser   http://localhost{doors.organiser}" in printed.splitlines()


@pytest.mark.parametrize(("code", "said"), [("storage_full", "disk is full"), ("server_error", "database locked")])
def test_an_import_says_what_kept_it(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise CafeError(code)

    monkeypatch.setattr(restoring, "restore", refuse)
    (tmp_path / "event.json").write_text("{}")
    done = app.test_cli_runner().invoke(args=["import-event", str(tmp_path / "event.json")])
    assert done.exit_code == 1
    assert f"{said}; nothing was stored." in done.output


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OperationalError("COMMIT", {}, sqlite3.OperationalError("gone")), "The import failed: gone. Unless the event"),
        (OSError(errno.ENOSPC, "No space"), "The disk is full; nothing was stored."),
        (PermissionError(errno.EACCES, "Permission denied"), "The import failed: [Errno 13] Permission denied."),
    ],
    ids=["database", "disk", "file"],
)
def test_an_import_that_fails_otherwise_is_said_in_a_sentence(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def fail(*_: object, **_named: object) -> None:
        raise fault

    monkeypatch.setattr(restoring, "restore", fail)
    (tmp_path / "event.json").write_text("{}")
    done = app.test_cli_runner().invoke(args=["import-event", str(tmp_path / "event.json")])
    assert (done.exit_code, said in done.output) == (1, True), done.output


def test_an_unknown_event_is_said(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["links", "--event", "nowhere"])
    assert (done.exit_code, done.output) == (1, "Error: There is no event 'nowhere'; there are: dresden-2023.\n")


@pytest.mark.parametrize("command", ["links", "check-journal"])
def test_a_database_that_cannot_be_read_is_said(tmp_path: Path, command: str) -> None:
    (tmp_path / "cafe.sqlite3").write_bytes(b"no database, but a picture of one" * 100)
    done = create_app(config(tmp_path)).test_cli_runner().invoke(args=[command])
    assert done.exit_code == 1
    assert "The database cannot be read: look at DATABASE_URL" in done.output
    assert "Traceback" not in done.output


def test_before_the_first_start_there_is_no_event(tmp_path: Path) -> None:
    printed = create_app(config(tmp_path)).test_cli_runner().invoke(args=["links"])
    assert printed.exit_code == 1
    assert printed.output == f"Error: {NO_EVENT.format(folder=tmp_path)}\n"


COMMANDS = (["links"], ["check-journal"], ["import-event"])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("0012", "The database is of an older version: start the server once, it brings it up to date."),
        ("9999", "The database is of a newer version than this program."),
    ],
)
def test_a_database_of_another_version_is_said(
    app: Flask, tmp_path: Path, command: list[str], revision: str, says: str
) -> None:
    record = tmp_path / "export.json"
    record.write_text("{}")
    with app.app_context(), writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    arguments = [*command, *([str(record)] if command == ["import-event"] else [])]
    done = app.test_cli_runner().invoke(args=arguments)
    assert (done.exit_code, done.output) == (1, f"Error: {says}\n")


def test_before_the_first_start_there_is_no_journal(tmp_path: Path) -> None:
    printed = create_app(config(tmp_path)).test_cli_runner().invoke(args=["check-journal"])
    assert printed.exit_code == 1
    assert printed.output == f"Error: {NO_EVENT.format(folder=tmp_path)}\n"


def test_nothing_is_imported_while_a_backup_is_restored(app: Flask, tmp_path: Path) -> None:
    record = tmp_path / "export.json"
    record.write_text("{}")
    with DataLock(app.extensions["config"].data_dir, alone=True):
        done = app.test_cli_runner().invoke(args=["import-event", str(record)])
    assert (done.exit_code, "A backup is being restored" in done.output) == (1, True)
