"""Every order that names something by its id refuses what is no id, before anything is looked up."""

from typing import Any, NamedTuple

import pytest

from facilitation.extensions import socketio
from facilitation.live import fields as kinds
from tests.conftest import Doors, OpenScreen
from tests.test_ids import BAD, GOOD

USUAL: dict[str, Any] = {"str": "x", "int": 1, "bool": True, "list": [GOOD], "dict": {}, "Id": GOOD, "Name": "x"}
USUAL["Items"] = None  # in place of an `id`, so not beside it


class Order(NamedTuple):
    """An order: its fields, by the kinds that they have."""

    message: str
    fields: dict[str, str]


def orders() -> list[Order]:
    """Every order, as its handler says it."""
    named = {
        kinds.field("", kind).check: name
        for name, kind in (("Id", kinds.Id), ("Name", kinds.Name), ("Items", kinds.Items))
    }
    return [
        Order(message, {one.name: named.get(one.check, one.kind.__name__) for one in kinds.fields_of(handler)})
        for message, handler, *_ in socketio.handlers
        if message not in ("disconnect", "*")
    ]


def wrong(kind: str, name: str, bad: str) -> list[Any]:
    """What the field of this kind must not hold."""
    if kind == "Id":
        return [bad]
    if kind == "Items":
        return [[{"id": bad, "was": "x"}], [{"id": GOOD, "was": "x"}, {"id": bad, "was": "x"}]]
    if kind == "list":
        return [[bad], [GOOD, bad]]
    return [{"clusters": [bad]}, {"contributions": [GOOD, bad]}] if name == "behind" else []


def test_what_is_no_id_is_malformed_in_every_order(screen: OpenScreen, doors: Doors) -> None:
    desk, asked, followed = screen(doors.organiser), set(), []
    for message, fields in orders():
        usual = {name: USUAL[kind] for name, kind in fields.items()}
        for field, kind in fields.items():
            for bad in BAD.values():
                for value in wrong(kind, field, bad):
                    asked.add((message, field))
                    answer = desk.order(message, **{**usual, field: value})
                    if (answer["ok"], answer.get("error"), answer.get("field")) != (False, "malformed", field):
                        followed.append((message, field, value, answer))
    assert followed == []
    assert len(asked) == 59
    assert {("contribution.add", "reply_to"), ("contribution.merge", "ids"), ("statement.edit", "behind")} < asked


@pytest.mark.parametrize("held_by_none", ["\0", "a\0b", "\ud800"])
def test_what_no_database_holds_is_looked_up_by_no_order(screen: OpenScreen, doors: Doors, held_by_none: str) -> None:
    """PostgreSQL refuses NUL: each such order was a fault of ours in the log, and counted as none of its sender's."""
    desk, asked = screen(doors.organiser), set()
    for message, fields in orders():
        usual = {name: USUAL[kind] for name, kind in fields.items()}
        for field in ("event", *(name for name, kind in fields.items() if kind == "Name")):
            asked.add(field)
            answer = desk.order(message, **{**usual, field: held_by_none})
            assert (answer.get("error"), answer.get("field")) == ("malformed", field), message
    assert asked == {"event", "station", "scene"}


def test_no_field_is_called_an_id_that_is_none() -> None:
    """A new order says of its ids that they are: `Id`, or a list of them."""
    called = {"id", "into", "reply_to", "contribution", "cluster", "photo", "ids"}
    assert {(message, name) for message, fields in orders() for name, kind in fields.items() if name in called} == {
        (message, name) for message, fields in orders() for name, kind in fields.items() if kind in ("Id", "list")
    }
