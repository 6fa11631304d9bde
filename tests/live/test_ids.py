"""Every order that names something by its id refuses what is no id, before anything is looked up."""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.architecture import PACKAGE, python_files
from tests.conftest import Doors, OpenScreen
from tests.test_ids import BAD, GOOD
from tests.test_layers import read

USUAL: dict[str, Any] = {"str": "x", "int": 1, "bool": True, "list": [GOOD], "dict": {}, "Id": GOOD}


class Order(NamedTuple):
    """An order: its fields, by the kinds that they have."""

    message: str
    fields: dict[str, str]


def orders() -> Iterator[Order]:
    """Every order, as the modules in live/ say it."""
    for path in python_files(PACKAGE / "live"):
        tree = ast.parse(read(path))
        shared = {
            ast.unparse(node.targets[0]): _kinds(
                (ast.literal_eval(key), call)
                for key, call in zip(node.value.keys, node.value.values, strict=True)
                if key is not None
            )
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and "Field(" in ast.unparse(node.value)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "order":
                named = _kinds((one.arg, one.value) for one in node.keywords if one.arg is not None)
                for one in node.keywords:
                    named |= shared[ast.unparse(one.value)] if one.arg is None else {}
                yield Order(ast.literal_eval(node.args[0]), named)


def _kinds(fields: Any) -> dict[str, str]:
    return {name: "Id" if call.func.id == "Id" else ast.unparse(call.args[0]) for name, call in fields}


def wrong(kind: str, name: str, bad: str) -> list[Any]:
    """What the field of this kind must not hold."""
    if kind == "Id":
        return [bad]
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
    assert len(asked) == 42
    assert {("contribution.add", "reply_to"), ("contribution.merge", "ids"), ("statement.edit", "behind")} < asked


def test_no_field_is_called_an_id_that_is_none() -> None:
    """A new order says of its ids that they are: `Id()`, or a list of them."""
    called = {"id", "into", "reply_to", "contribution", "cluster", "photo", "ids"}
    assert {(message, name) for message, fields in orders() for name, kind in fields.items() if name in called} == {
        (message, name) for message, fields in orders() for name, kind in fields.items() if kind in ("Id", "list")
    }
