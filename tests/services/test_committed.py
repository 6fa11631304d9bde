"""Every service that writes returns what it committed, and whoever asked for it tells the screens in one way."""

import ast
import functools
from pathlib import Path
from typing import NamedTuple

from tests.architecture import PACKAGE, nodes, python_files

SERVICES = "facilitation.services"
WRITING = {"writing", "write_together"}
"""What opens a transaction that writes (`storage/transactions`)."""
NO_DEEDS = {
    *(("event_journal", "note_download"), ("witness", "hear"), ("witness", "agree")),
    *(("trials", name) for name in ("begin", "note", "confirm_clock", "accept_plain", "note_tablet")),
    *(("events", "create_once"), ("rehearsals", "hear"), ("rehearsals", "end")),
}
"""What changes nothing that a screen shows: that somebody reads, what another device's clock says of ours, an event
that nobody has opened yet, how far a rehearsal is and what was tried, which their pages ask for."""
OWN_PROCESS = "pages/rehearsal.py"
"""It is asked by a rehearsal's own process, too, which reads JSON and no page."""
TELLING = {"tell"}
ROOMS = {"author_room", "desk_room", "event_room", "feedback_room", "station_room", "wordings_room"}
PRESENT = {"desk_changed", "presence_changed"}
"""News of who is there: nobody's deed, and nothing is committed."""

Name = tuple[str, str]
"""A service's module and function."""


class Service(NamedTuple):
    """A function of a service: what it returns, as it is annotated, and what it calls."""

    returns: str
    calls: set[Name]
    opens: bool


def called(path: Path, within: ast.AST) -> set[Name]:
    """The services' functions that are named within a part of a file."""
    modules, functions = imported(path)
    if path.parent.name == "services":
        own = {node.name: (path.stem, node.name) for node in nodes(path) if isinstance(node, ast.FunctionDef)}
        functions = functions | own
    found = set()
    for node in ast.walk(within):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add((modules[node.value.id], node.attr))
        elif isinstance(node, ast.Name) and node.id in functions:
            found.add(functions[node.id])
    return found


@functools.cache
def imported(path: Path) -> tuple[dict[str, str], dict[str, Name]]:
    """The services' modules and their functions, by the names under which a file has them."""
    modules: dict[str, str] = {}
    functions: dict[str, Name] = {}
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module == SERVICES:
            modules |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{SERVICES}."):
            module = (node.module or "").rpartition(".")[2]
            functions |= {one.asname or one.name: (module, one.name) for one in node.names}
    return modules, functions


@functools.cache
def services() -> dict[Name, Service]:
    """Every function of every service."""
    return {
        (path.stem, node.name): Service(
            ast.unparse(node.returns) if node.returns else "",
            called(path, node) - {(path.stem, node.name)},
            any(isinstance(one, ast.Name) and one.id in WRITING for one in ast.walk(node)),
        )
        for path in python_files(PACKAGE / "services")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


@functools.cache
def writers() -> set[Name]:
    """The functions that write, themselves or through others."""
    found = {name for name, one in services().items() if one.opens}
    while more := {name for name, one in services().items() if one.calls & found} - found:
        found |= more
    return found


def edges() -> list[Path]:
    return [path for folder in ("live", "pages") for path in python_files(PACKAGE / folder)]


def ordered() -> set[Name]:
    """The functions that write, and that somebody asks for by an order or a page."""
    return {name for path in edges() for node in nodes(path) for name in called(path, node)} & writers()


def test_every_service_that_writes_for_a_screen_returns_what_it_committed() -> None:
    assert len(ordered()) > 50
    assert {name for name in ordered() if not services()[name].returns.startswith("Committed[")} == NO_DEEDS


def test_every_handler_that_writes_returns_what_its_service_committed() -> None:
    """Whatever else it returns, no screen would be told of."""
    silent, telling = [], 0
    for path in python_files(PACKAGE / "live"):
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef) and called(path, node) & writers():
                telling += 1
                if not (node.returns and ast.unparse(node.returns).startswith("Committed[")):
                    silent.append(f"{path.stem}.{node.name}")
    assert (silent, telling > 40) == ([], True)


def test_a_handler_that_writes_calls_one_service_and_returns_it() -> None:
    several = [
        f"{path.stem}.{node.name}"
        for path in python_files(PACKAGE / "live")
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and called(path, node) & writers()
        if not isinstance(node.body[-1], ast.Return) or len(called(path, node) & writers()) > 1
    ]
    assert several == []


def test_orders_and_pages_tell_the_screens_in_one_way() -> None:
    """By `tell`, once for all orders and once for all forms; of a phone that got through, to all events' desks.

    What it consists of is nobody else's.
    """
    used: dict[str, set[str]] = {}
    for path in edges():
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "broadcasts":
                used.setdefault(node.attr, set()).add(f"{path.parent.name}/{path.name}")
    assert used.pop("tell") == {"live/order.py", "pages/answering.py", "pages/addresses.py", OWN_PROCESS}
    assert used.pop("answer") == {"live/order.py"}, "of an order that was told before"
    assert used.pop("load_anew") == {"live/station.py"}, "to a page of an earlier version alone"
    assert used.pop("event_removed") == {"pages/house.py"}, "to screens of an event that is no more"
    assert used.pop("sent") == {"pages/health.py"}, "a figure, no news"
    assert {path for name in PRESENT for path in used.pop(name)} == {
        *("live/order.py", "live/presence.py", "live/station.py")
    }
    assert set(used) == ROOMS
    assert [path.name for path in edges() for node in nodes(path) if _imports_from_broadcasts(node)] == []


def _imports_from_broadcasts(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "facilitation.broadcasts"


def test_pages_that_write_end_with_the_one_answer() -> None:
    writing = {
        path for path in python_files(PACKAGE / "pages") if any(called(path, node) & _deeds() for node in nodes(path))
    }
    assert len(writing) > 7
    silent = {path for path in writing if "answered(" not in path.read_text(encoding="utf-8")}
    sections = {path for path in silent if path.parent.name == "edit"}
    assert "answered(" in (PACKAGE / "pages" / "edit" / "frame.py").read_text(encoding="utf-8"), "for all its sections"
    assert {path.name for path in silent - sections} == {"report_file.py"}, "which is asked by pages/editions.py"


def _deeds() -> set[Name]:
    return writers() - NO_DEEDS
