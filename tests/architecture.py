"""The plan of `facilitation/`: its floors from the top down, as CONTRIBUTING.md and docs/architecture.md show it.

`python -m tests.architecture` prints the table and the drawing as the code stands, to be put into those two pages.
`tests/test_layers.py` holds the code to FLOORS, and both pages to what is printed here.
"""

import ast
import functools
import graphlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "facilitation"


class Floor(NamedTuple):
    """`parts` are packages, or modules with their ending, in `facilitation/`; `line` says what they are for."""

    name: str
    parts: tuple[str, ...]
    line: str


FLOORS = (
    Floor(
        "ways in",
        (
            "__init__.py",
            "server.py",
            "chores.py",
            "drafting.py",
            "commands.py",
            "web.py",
            "logs.py",
            "seed",
            "rehearsal",
        ),
        "`wsgi.py` and these start the process: app, server, chores, machine drafts, commands, log, seed, rehearsal",
    ),
    Floor(
        "edges",
        ("pages", "live"),
        "HTTP: check the door, ask or order, draw · sockets: check the door, one service call, broadcast, acknowledge",
    ),
    Floor("news", ("broadcasts.py",), "the only caller of `emit`; pages and live messages both use it"),
    Floor("documents", ("documents",), "a harvest becomes a file: Word, slides, tables, versions, PDF"),
    Floor("transfer", ("transfer",), "an event leaves and comes back, table by table"),
    Floor("questions", ("queries",), "read-only: what changed, and what a day brought"),
    Floor("doors", ("doors",), "cookie → actor, full addresses and QR codes"),
    Floor("verbs", ("services",), "the only writers; each whole or not at all; no request, no socket"),
    Floor("storage", ("storage",), "how things get to the disk: transactions, prepared statements, files"),
    Floor("nouns", ("models", "migrations"), "what is remembered"),
    Floor("languages", ("i18n", "translations"), "what is said, in which language"),
    Floor("transport", ("transport",), "bytes to a thousand screens; the only package that knows eventlet"),
    Floor(
        "ground",
        (
            "config.py",
            "errors.py",
            "extensions.py",
            "ids.py",
            "clock.py",
            "actor.py",
            "bounds.py",
            "text.py",
            "typed.py",
            "plain_signs.py",
            "spelled_numbers.py",
            "phone_numbers.py",
            "payment_numbers.py",
            "contact_data.py",
            "offload.py",
            "memory.py",
            "pseudonyms.py",
            "colours.py",
        ),
        "what everybody stands on",
    ),
)


def python_files(folder: Path) -> list[Path]:
    """Every Python file below a folder, in order."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def part_of(path: Path) -> str:
    """The part of the package that a file belongs to: "services", or "config.py"."""
    return path.relative_to(PACKAGE).parts[0]


@functools.cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything that is said in a file, in no particular order."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@functools.cache
def imported(path: Path) -> list[Path]:
    """The files of the package that a file imports, at its top or within a function."""
    return [found for name in _imports(path) if (found := _file(name))]


def _imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # "from facilitation import errors" names the file only after the import
            yield from (f"{_absolute(path, node)}.{alias.name}" for alias in node.names)


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    above = path.relative_to(ROOT).with_suffix("").parts[: -node.level] if node.level else ()
    return ".".join((*above, *filter(None, [node.module])))


@functools.cache
def _file(dotted: str) -> Path | None:
    """The file that "facilitation.models.event.Event" comes from; None for what is not ours."""
    parts = dotted.split(".")
    if parts[0] != PACKAGE.name:
        return None
    while parts:
        place = ROOT.joinpath(*parts)
        for found in (place.with_suffix(".py"), place / "__init__.py"):
            if found.is_file():
                return found
        parts.pop()
    return None


def arrows() -> dict[str, set[str]]:
    """From each part to the parts that it imports."""
    found: dict[str, set[str]] = {}
    for path in python_files(PACKAGE):
        goals = found.setdefault(part_of(path), set())
        goals.update(part_of(other) for other in imported(path) if part_of(other) != part_of(path))
    return found


def floors_apart() -> dict[str, set[str]]:
    """From each floor to the floors that its parts import."""
    floor = {part: one.name for one in FLOORS for part in one.parts}
    found: dict[str, set[str]] = {one.name: set() for one in FLOORS}
    for part, goals in arrows().items():
        found[floor[part]].update(floor[goal] for goal in goals if floor[goal] != floor[part])
    return found


def circles() -> list[list[str]]:
    """Rooms (parts, and the folders within them) that import one another in a circle; none is as it should be."""
    rooms: dict[str, set[str]] = {}
    for path in python_files(PACKAGE):
        goals = rooms.setdefault(_room(path), set())
        goals.update(_room(other) for other in imported(path) if _room(other) != _room(path))
    try:
        graphlib.TopologicalSorter(rooms).prepare()
    except graphlib.CycleError as found:
        return [found.args[1]]
    return []


def _room(path: Path) -> str:
    """The folder that a file stands in, or its own name right below `facilitation/`."""
    inside = path.relative_to(PACKAGE)
    return inside.parent.as_posix() if len(inside.parts) > 1 else inside.name


def reduced(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same without each arrow whose goal is reached over others, too (the transitive reduction)."""

    def reached(start: str) -> set[str]:
        below = set(graph[start])
        return below.union(*map(reached, below))

    return {
        start: {goal for goal in goals if not any(goal in reached(other) for other in goals - {goal})}
        for start, goals in graph.items()
    }


def table() -> str:
    """The floors as a table in Markdown."""
    rows = [f"| {one.name} | {' · '.join(f'`{_shown(part)}`' for part in one.parts)} | {one.line} |" for one in FLOORS]
    return "\n".join(["| floor | parts | for |", "|---|---|---|", *rows])


def _shown(part: str) -> str:
    return part if part.endswith(".py") else f"{part}/"


def drawing() -> str:
    """The floors and what they import, as a flow chart in Mermaid."""
    ids = {one.name: one.name.replace(" ", "_") for one in FLOORS}
    boxes = [f'    {ids[one.name]}["{one.name}: {", ".join(map(_shown, one.parts))}"]' for one in FLOORS]
    graph = reduced(floors_apart())
    lines = [
        f"    {ids[one.name]} --> {ids[other.name]}"
        for one in FLOORS
        for other in FLOORS
        if other.name in graph[one.name]
    ]
    return "\n".join(["flowchart TD", *boxes, *lines])


if __name__ == "__main__":
    print(table(), drawing(), sep="\n\n")
