"""What a process remembers is kept in one way and forgotten all at once; what an app is started with is in the app."""

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from facilitation import broadcasts, create_app, memory
from facilitation.actor import Actor
from facilitation.doors import languages, sessions
from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.queries import snapshots, suggestions
from facilitation.services import limits, presence
from facilitation.storage import erasing
from facilitation.transport import stall_monitor
from tests.apps import MovingApp
from tests.architecture import PACKAGE, nodes, python_files
from tests.conftest import Doors, Screen, config

CHANGES = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popleft", "remove", "setdefault"),
    "update",
}
"""Methods that change what they are called on."""
NOT_REMEMBERED = {
    "broadcasts.sent": "a figure for /metrics, counted since the process began",
    "memory._kept": "the list of all that is remembered",
    "pages/forms._read_by_the_page": "filled while modules are imported",
    "rehearsal/ears._ears": "reads for each event loop, in the process of its own that a rehearsal is",
    "storage/postgresql._heard": "the database's last answer, whichever app asked",
    "storage/statements._kept": "connections of an engine, closed with it",
    "storage/transactions._gathering": "the groups that wait for their commit just now",
}
"""What changes at a module's top while the process runs, but is no memory of what people did, each with its reason."""
OF_THE_APP = {
    "config": "its settings",
    "inline_script": "the digest of what its pages hold of script",
    "interface_languages": "the catalogues that were there at its start",
    "static_files": "the files beside its pages, as they were at its start",
    "data_lock": "what keeps a second program from its data",
    "server_lock": "what keeps a second server without Redis from its data unnoticed",
    "work_folder": "where its files are made",
    "offload": "how it reaches a real thread",
    "offload_at_once": "how it reaches a real thread at once",
    "threads": "how its threads are counted",
    "database_file": "the file that it opened",
}
"""What is in `app.extensions`, each with what it is; an app is made or started with it."""


def kept_at_top(path: Path) -> dict[str, ast.expr | None]:
    """What a module gives names to at its top."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kept: dict[str, ast.expr | None] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            kept[node.target.id] = node.value
        elif isinstance(node, ast.Assign):
            kept |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
    return kept


def changed_names(function: ast.AST) -> Iterator[str]:
    """The names of what a function changes that it did not make itself, as far as that can be seen."""
    own = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    shared = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
    yield from shared
    for node in ast.walk(function):
        inside: ast.expr | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            inside = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            inside = node.func.value
        if isinstance(inside, ast.Name) and (inside.id in shared or inside.id not in own):
            yield inside.id


def changing() -> Iterator[tuple[str, ast.expr | None]]:
    """Every name at a module's top whose value functions of that module change, with what it begins with."""
    for path in python_files(PACKAGE):
        kept = kept_at_top(path)
        functions = [node for node in nodes(path) if isinstance(node, ast.FunctionDef)]
        found = {name for function in functions for name in changed_names(function)} & kept.keys()
        place = path.relative_to(PACKAGE).with_suffix("").as_posix()
        yield from ((f"{place}.{name}", kept[name]) for name in sorted(found))


def is_remembered(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "remembered"


def test_whatever_changes_while_a_process_runs_is_remembered() -> None:
    found = {name: value for name, value in changing() if not name.startswith("migrations/")}
    assert {"services/presence._visits", "services/limits._used_until", "broadcasts._sent"} <= found.keys()
    assert sorted(name for name, value in found.items() if not is_remembered(value)) == sorted(NOT_REMEMBERED)


def test_an_app_holds_what_it_was_started_with() -> None:
    """Nothing that changes from one request to the next."""
    put = set()
    for path in python_files(PACKAGE):
        for node in nodes(path):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                if getattr(node.value, "attr", "") == "extensions" and isinstance(node.slice, ast.Constant):
                    put.add(node.slice.value)
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("update", "setdefault"):
                assert getattr(getattr(node.func, "value", None), "attr", "") != "extensions", path
    assert put == OF_THE_APP.keys()


def test_all_of_it_is_forgotten_at_once(app: Flask, tmp_path: Path) -> None:
    remember()
    assert known() == [True] * len(known())
    memory.forget_all()
    assert known() == [False] * len(known())
    remember()
    create_app(config(tmp_path / "another"))
    assert known() == [False] * len(known())


def test_nobody_stays_in_a_room_from_one_test_to_the_next(
    app: Flask, moving_app: MovingApp, doors: Doors, planted: Path, tmp_path: Path
) -> None:
    """Broadcasts to a room in which somebody seems to be are read from the database: the next test would count them."""
    left = Screen(app, doors.stations["foerderung-und-raeume"])
    assert left.open("foerderung-und-raeume")["ok"] is True
    assert list(socketio.server.manager.get_participants("/", None)) != []
    moving_app.move(tmp_path / "next", planted)
    assert list(socketio.server.manager.get_participants("/", None)) == []
    assert socketio.server.manager.rooms.get("/", {}) == {}


def remember() -> None:
    """Something in every memory."""
    presence.enter("sid", 1)
    presence.sign(1)
    try:
        while True:
            limits.count(Actor(1, participant_id=1), 1, "name")
    except CafeError:
        pass
    stall_monitor.note(1.0, 0.5)
    erasing.want()
    sessions.learn_generations({1: 2})
    languages.learn_language("en")
    broadcasts._sent[1] = broadcasts._committed[1] = 7
    broadcasts._desks._begun[1] = 3.0
    snapshots.kept._asked[1, "public", 2] = 3
    suggestions.memory.of(1).computed = 1


def known() -> list[bool]:
    """Whether something is in each memory."""
    return [
        presence.of("sid") is not None,
        isinstance(presence.last_sign(1), dt.datetime),
        len(limits._used_until) > 0,
        stall_monitor.stalls() != (0.0, 0.0),
        erasing.is_wanted(),
        sessions._learnt.generations is not None,
        languages._learnt.language != "de",
        broadcasts._sent.get(1) == 7,
        len(broadcasts._desks._begun) > 0,
        len(snapshots.kept._asked) > 0,
        suggestions.memory.of(1).computed > 0,
    ]
