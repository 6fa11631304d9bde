"""An order's own way is short: how often the database is asked before it is acknowledged."""

import datetime as dt
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from facilitation.models import Event, Station
from facilitation.pages import deleted
from facilitation.queries import changes, desk
from facilitation.storage.statements import Store
from facilitation.storage.transactions import writing
from tests.conftest import Doors, OpenScreen, new_id

STATION = "foerderung-und-raeume"


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements of this thread, which carries orders out; others tell the screens."""
    statements: list[str] = []
    execute, here = Store._execute, threading.get_ident()

    def noted(self: Store, asked: Any, values: dict[str, Any]) -> Any:
        if threading.get_ident() == here:
            statements.append(asked.sql)
        return execute(self, asked, values)

    with app.app_context(), writing() as session:  # else each order asks whether the event is over
        session.execute(update(Event).values(delete_on=dt.date(9999, 1, 1)))
    monkeypatch.setattr(Store, "_execute", noted)
    return statements


def test_what_phones_do_most_takes_few_statements(screen: OpenScreen, doors: Doors, asked: list[str]) -> None:
    phone = screen(doors.stations[STATION])
    phone.open(STATION)
    ids = [new_id(), new_id()]
    card = {"station": STATION, "text": "Räume", "kind": "idea", "language": "de"}
    assert phone.order("contribution.add", id=ids[0], order=new_id(), **card)["ok"]  # this one stores its author

    def took(message: str, **payload: Any) -> int:
        asked.clear()
        assert phone.order(message, **payload)["ok"] is True
        return len(asked)

    again = {"contribution": ids[0], "on": True, "order": new_id()}
    assert took("contribution.add", id=ids[1], order=new_id(), **card) == 6
    assert took("contribution.add", id=new_id(), order=new_id(), reply_to=ids[0], **card) == 7
    assert took("vote.set", **again) == 7
    assert took("vote.set", **again) == 1, "what was carried out before is found with its place"
    assert took("vote.set", contribution=ids[0], on=False, order=new_id()) == 7


def test_who_comes_back_reads_the_events_state_as_the_one_before_did(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted: list[Any] = []
    convert = Store.converted

    def noted(self: Store, question: Any, rows: Any) -> Any:
        converted.extend([question] if question is changes._EVENT else [])
        return convert(self, question, rows)

    monkeypatch.setattr(Store, "converted", noted)
    first, second, organiser = screen(doors.stations[STATION]), screen(doors.stations[STATION]), screen(doors.organiser)
    told = [{**one.open(STATION)["event_state"], "now": None} for one in (first, second, first)]
    assert (told[1:], len(converted)) == ([told[0], told[0]], 1)
    assert organiser.order("round.start", event="dresden-2023", round=1)["ok"]
    assert (first.open(STATION)["event_state"]["phase"], told[0]["phase"]) == ("round", "before")
    deleted.forget_said()
    assert changes.last.known is None, "an announcement is what somebody said, too"


def test_what_boards_are_told_each_second_takes_few_statements(
    app: Flask, screen: OpenScreen, doors: Doors, asked: list[str], station: Station
) -> None:
    screen(doors.stations[STATION]).open(STATION)
    id = station.id
    with app.app_context():
        asked.clear()
        told = desk.for_hosts(id)
    assert (told["people"], told["silent"], len(asked)) == (1, None, 3)
