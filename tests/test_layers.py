"""Who may import whom, and what has exactly one place. A rule that only a document knows is soon broken."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from facilitation.config import VERSION
from tests import architecture
from tests.architecture import PACKAGE, ROOT, python_files

SCRIPTS = ROOT / "static" / "js"

SCRIPT_LAYERS = (
    "vendor",
    "lib/base",  # texts, times, ids: what everybody stands on
    "lib/storage",  # what the browser keeps
    "lib/net",  # the connection, and the shapes that travel over it
    "lib/model",  # what a screen knows of the event and of a station
    "lib/drafts",  # what somebody is writing
    "lib/queue",  # what is on its way to the server, kept until it is there
    "lib/page",  # the browser around it: its keys, its worker, its screen
    "render",
    "screens",
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_part_stands_on_one_floor() -> None:
    placed = [part for floor in architecture.FLOORS for part in floor.parts]
    assert sorted(placed) == sorted({*architecture.arrows(), "translations"})


def test_imports_go_only_downwards() -> None:
    height = {part: number for number, floor in enumerate(architecture.FLOORS) for part in floor.parts}
    upwards = [
        f"{named(path)} imports {named(other)}"
        for path in python_files(PACKAGE)
        for other in architecture.imported(path)
        if height[architecture.part_of(other)] < height[architecture.part_of(path)]
    ]
    assert upwards == []


def test_no_room_imports_itself_over_others() -> None:
    """Packages and modules in `facilitation/`, and folders within them, never import one another in a circle."""
    assert architecture.circles() == []


def test_contributing_shows_the_floors() -> None:
    assert architecture.table() in read(ROOT / "CONTRIBUTING.md")


def test_the_drawing_shows_what_imports_what() -> None:
    assert architecture.drawing() in read(ROOT / "docs" / "architecture.md")


def test_services_know_no_request() -> None:
    asking = [
        named(path)
        for folder in ("models", "services")
        for path in python_files(PACKAGE / folder)
        if re.search(r"from flask import|import flask\b|flask_socketio|flask\.session", read(path))
    ]
    assert asking == []


def test_only_the_transport_knows_eventlet() -> None:
    knowing = {named(path) for path in [*python_files(PACKAGE), ROOT / "wsgi.py"] if imports_eventlet(path)}
    allowed = {"wsgi.py", "facilitation/server.py"}
    assert {name for name in knowing if not name.startswith("facilitation/transport/")} <= allowed


def imports_eventlet(path: Path) -> bool:
    for node in architecture.nodes(path):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        if any(name.split(".")[0] == "eventlet" for name in names):
            return True
    return False


def test_no_test_imports_the_server() -> None:
    """wsgi.py replaces the sockets of its process; in the tests' process that would stop the browser."""
    importing = [
        named(path)
        for path in python_files(ROOT / "tests")
        for node in architecture.nodes(path)
        if (isinstance(node, ast.Import) and any(alias.name == "wsgi" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "wsgi")
    ]
    assert importing == []


def test_only_broadcasts_send_to_everybody() -> None:
    sending = {
        named(path)
        for path in python_files(PACKAGE)
        for node in architecture.nodes(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "emit"
    }
    assert sending <= {
        "facilitation/broadcasts.py",
        "facilitation/transport/fanout.py",
    }  # which is how what is sent gets there


def scripts() -> list[Path]:
    return sorted(SCRIPTS.rglob("*.js"))


def script_imports(path: Path) -> list[str]:
    """What a script imports, values as well as the types that its comments name."""
    return re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'<>\s]+)["']""", read(path))


def script_layer(path: Path) -> int:
    """How high a file below static/ stands; "lib" alone is no floor."""
    top, *rest = path.relative_to(ROOT / "static").parts
    folder = top if top == "vendor" else "/".join(rest[:2]) if rest[0] == "lib" else rest[0]
    assert folder in SCRIPT_LAYERS, f"{named(path)} stands on no floor: see SCRIPT_LAYERS"
    return SCRIPT_LAYERS.index(folder)


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_scripts_import_relative_files_of_lower_layers(path: Path) -> None:
    height = script_layer(path) if path.parent != SCRIPTS else -1  # the worker stands alone
    for imported_name in script_imports(path):
        assert imported_name.startswith(("./", "../")), f"{imported_name}: browsers need a relative path"
        target = (path.parent / imported_name).resolve()
        assert target.is_file(), f"{imported_name}: there is no such file"
        assert script_layer(target) <= height, imported_name


def test_only_one_script_knows_socket_io() -> None:
    knowing = {named(path) for path in scripts() for name in script_imports(path) if "socket-io" in name}
    assert knowing <= {"static/js/lib/net/socket.js"}


def test_renderers_never_send() -> None:
    sending = [named(path) for path in scripts() if path.parent.name == "render" and ".order(" in read(path)]
    assert sending == []


FORBIDDEN = {
    "text that becomes markup": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafe-?html",
    "markup taken as safe": r"\|\s*safe\b|\bautoescape\s+false",
    "a foreign address": r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}""",
    "an inline style": r"""\sstyle\s*=\s*["'$]""",
    "an inline handler": r"""<[^>]*\son[a-z]+\s*=\s*["']""",
}


def public_files() -> list[Path]:
    found = [*(ROOT / "templates").rglob("*"), *(ROOT / "static").rglob("*")]
    return sorted(
        path
        for path in found
        if path.suffix in (".html", ".js", ".css", ".svg") and not {"built", "vendor"} & {*path.relative_to(ROOT).parts}
    )


@pytest.mark.parametrize("what", FORBIDDEN)
def test_pages_are_free_of(what: str) -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in public_files()
        for number, line in enumerate(read(path).splitlines(), start=1)
        if re.search(FORBIDDEN[what], line, re.IGNORECASE)
    ]
    assert found == []


def test_scripts_in_pages_are_files_or_data() -> None:
    """The Content-Security-Policy stops inline code but the one script that it names; data is no code."""
    inline = [
        f"{named(path)}: {tag}"
        for path in public_files()
        if path.suffix == ".html"
        for tag in re.findall(r"<script\b[^>]*>", read(path))
        if " src=" not in tag and 'type="application/json"' not in tag
    ]
    assert inline == ["templates/base.html: <script>"]
    assert "<script>{{ give_back }}</script>" in read(ROOT / "templates" / "base.html")


def test_the_version_has_one_value() -> None:
    assert tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"] == VERSION
