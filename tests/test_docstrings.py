"""A docstring's first line is what a tooltip shows: it says what the thing does, and stands for itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "facilitation"
FEWEST_WORDS = 3
ENDS = (".", "?", ":", "!")
SAYS_NOTHING = (
    "a few of them.",
    "as above.",
    "for good.",
    "no longer.",
    "none of them.",
    "not any more.",
    "see above.",
    "to be done.",
)
"""Whole first lines that tell a reader nothing, in small letters."""
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(path: Path) -> Iterator[tuple[str, Documented]]:
    """The module, and every public class, function and method in it, each with its name.

    What a function holds is its own business, and migrations are run, not called: there only the module counts. A
    name that begins with an underscore, an overload and a property's setter need no docstring.
    """
    module = ast.parse(path.read_text(encoding="utf-8"))
    yield "", module
    if "migrations" not in path.parts:
        yield from _members(module, "")


def _members(holder: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Documented]]:
    for node in holder.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_") or any(_repeats(one) for one in node.decorator_list):
            continue
        yield f"{prefix}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _members(node, f"{prefix}{node.name}.")


def _repeats(decorator: ast.expr) -> bool:
    """Whether this decorator marks something whose docstring stands at another place of the same name."""
    return ast.unparse(decorator).rpartition(".")[2] in ("overload", "setter", "deleter")


def fault(docstring: str | None) -> str | None:
    """What is wrong with a docstring's first line; None where nothing is."""
    if docstring is None:
        return "there is no docstring"
    first, *others = docstring.splitlines()
    if not first.endswith(ENDS):
        return "the first line is cut off"
    if others and others[0].strip():
        return "no blank line follows the first"
    if len(first.split()) < FEWEST_WORDS or first.lower() in SAYS_NOTHING:
        return "the first line says nothing"
    if first.lower().startswith("the same"):
        return "the first line stands for something else"
    return None


def test_what_a_tooltip_shows_is_a_whole_sentence() -> None:
    paths = sorted(PACKAGE.rglob("*.py"))
    assert paths, "there is no module at all"
    faults = [
        f"{path.relative_to(PACKAGE).as_posix()} {name or 'module'}: {wrong}"
        for path in paths
        for name, node in public(path)
        if (wrong := fault(ast.get_docstring(node)))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("docstring", "wrong"),
    [
        (None, "there is no docstring"),
        ("Give a dot, or take it back.", None),
        ("Is the server well?\n\nIt says so.", None),
        (
            "Show a scene until another is chosen. Raises CafeError `not_allowed`,\n\n`unknown_scene`.",
            "the first line is cut off",
        ),
        ("Find an event with its station\nwhere it has one.", "the first line is cut off"),
        ("Send to everybody in a room.\nSome go the plain way.", "no blank line follows the first"),
        ("Never.", "the first line says nothing"),
        ("A few of them.", "the first line says nothing"),
        ("The same with its region, which decides how dates are written.", "the first line stands for something else"),
    ],
)
def test_the_rule_itself(docstring: str | None, wrong: str | None) -> None:
    assert fault(docstring) == wrong


def test_every_public_name_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "@overload\ndef twice(): ...\ndef twice(): ...\nasync def later():\n    def inside(): ...\ndef _own(): ...\n"
        "class Noun:\n    @property\n    def told(self): ...\n    @told.setter\n    def told(self, to): ...\n"
        "class _Own:\n    def never(self): ...\n"
    )
    assert [name for name, _ in public(path)] == ["", "twice", "later", "Noun", "Noun.told"]
