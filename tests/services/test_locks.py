"""Rows are locked in one way for sessions and in one for stores, and whoever changes an event or a station locks it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql

from facilitation.storage.statements import Prepared
from tests.architecture import PACKAGE

PLACE = PACKAGE / "storage" / "transactions.py"
LOCKS = {"lock_event", "lock_station", "lock_stations_and_event", "Deed", "begin", "_begun", "lock", "_locked"}
"""What locks a row for a session; `Deed` and what begins one lock its station, `report_writing.lock` the event."""
WITHIN = {
    ("plan.py", "changed"),
    ("round_plan.py", "_swap"),
    ("feedback.py", "next_number"),
    ("letterheads.py", "_tell"),
    ("rehearsal_deletion.py", "_put_back"),
    ("restoring.py", "restore"),
}
"""What is called with its event locked, or makes it."""
OF_STORES = {
    "contributions._PLACE_AND_AUTHOR": "station",
    "contributions._PLACE_OF": "station",
    "participants._LOCKED": "event",
    "participants._LEFT_OUT": "participant",
    "feedback._LOCKED": "participant",
    "feedback._CHANGED": "feedback_answer",
}
"""What locks a row for a store, each with the table."""


def functions(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every function with its file."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def called(function: ast.AST) -> set[str]:
    """The names of all that a function calls, without what stands before a dot."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def changed(function: ast.AST) -> set[str]:
    """Which of the names `event` and `station` a function gives other values."""
    found = set()
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = [one for target in node.targets for one in getattr(target, "elts", [target])]
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr":
            targets = [ast.Attribute(node.args[0], "any")]
        found |= {one.value.id for one in targets if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)}
    return found & {"event", "station"}


def test_only_one_module_says_how_rows_are_locked() -> None:
    """Others call `lock_event`, `lock_station`, `lock_stations_and_event` (sessions) or `locking` (stores)."""
    for word in ("with_for_update", "for_change"):
        assert [path for path in PACKAGE.rglob("*.py") if word in path.read_text(encoding="utf-8")] == [PLACE]


def test_whoever_changes_an_event_or_a_station_locks_it() -> None:
    changing = [(path, one) for path, one in functions() if changed(one)]
    assert len(changing) > 8
    assert {(path.name, one.name) for path, one in changing if LOCKS.isdisjoint(called(one))} == WITHIN


@pytest.mark.parametrize("name", OF_STORES)
def test_what_stores_lock_is_one_table_without_its_keys(name: str) -> None:
    module, _, constant = name.partition(".")
    prepared: Prepared = getattr(importlib.import_module(f"facilitation.services.{module}"), constant)
    sql = prepared.compiled(postgresql.dialect()).sql
    assert sql.partition("FOR NO KEY UPDATE")[2] == f" OF {OF_STORES[name]}"


def test_every_statement_that_locks_for_a_store_is_listed() -> None:
    made = {
        f"{path.stem}.{node.targets[0].id}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and called(node) >= {"locking"}
    }
    assert made == OF_STORES.keys()
