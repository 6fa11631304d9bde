"""The command line."""

import json
from pathlib import Path

from flask import Flask

from facilitation import create_app
from tests.conftest import Doors, config


def test_links_as_json_name_every_door(app: Flask, doors: Doors) -> None:
    printed = app.test_cli_runner().invoke(args=["links", "--json"])
    links = json.loads(printed.output)
    assert set(links) == {"event", "join", "organiser", "wall", "stations", "hosts"}
    assert links["event"] == "dresden-2023"
    assert links["organiser"] == f"http://localhost{doors.organiser}"
    assert list(links["stations"]) == list(links["hosts"]) == list(doors.stations)


def test_links_stay_the_same_until_renewed(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["links", "--json"]).output == runner.invoke(args=["links", "--json"]).output


def test_links_for_people(app: Flask, doors: Doors) -> None:
    printed = app.test_cli_runner().invoke(args=["links"]).output
    assert f"Organiser   http://localhost{doors.organiser}" in printed.splitlines()


def test_an_unknown_event_is_said(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["links", "--event", "nowhere"]).exit_code != 0


def test_before_the_first_start_there_is_no_event(tmp_path: Path) -> None:
    printed = create_app(config(tmp_path)).test_cli_runner().invoke(args=["links"])
    assert (printed.exit_code, printed.output) == (
        1,
        "Error: There is no event yet: `make run` creates the first one.\n",
    )
