"""No two places of the tree say the same in more than six lines: what is said twice is soon said in two ways.

Lines count as they stand, without the blanks around them. Imports, comments, blank lines, lone punctuation
and what a function takes (an order's fields, a test's fixtures) do not.
In scripts, styles and Python also what is the same but for its texts and numbers is found; in templates that is how a
form's fields look, whose attributes stand a line each. Left out are migrations, each of which says alone what it does,
and tables, whose rows look alike: of seven lines of one, at most four differ in shape.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST = 6
"""Lines that two places may share."""
KINDS = (".py", ".js", ".mjs", ".css", ".html")
FOLDERS = ("facilitation", "static/js", "static/css", "templates", "tests")
LEFT_OUT = ("facilitation/migrations/versions/", "tests/js/node_modules/")
SHAPES = 5
"""A run in which fewer lines differ from one another, but for texts and numbers, is a table."""

Lines = list[tuple[int, str]]
"""The lines of a file that count, each with its number."""


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT):
                yield path


def lines(path: Path) -> Lines:
    """The lines of a file that count, each as it stands without the blanks around it."""
    text = path.read_text(encoding="utf-8")
    passed: set[int] = set()
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                passed.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            elif isinstance(node, ast.FunctionDef):
                passed.update(range(node.lineno + 1, node.body[0].lineno))
    elif path.suffix == ".html":
        text = blanked(r"\{#.*?#\}|\{%-? from .*?%\}", text)
    else:
        text = blanked(r"/\*.*?\*/|^import .*?;$|^@import .*?;$", text)
    comment = ("#",) if path.suffix == ".py" else ("//",)
    found = ((number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), start=1))
    return [
        (number, line)
        for number, line in found
        if number not in passed and re.search(r"\w", line) and not line.startswith(comment)
    ]


def blanked(pattern: str, text: str) -> str:
    """A text without what matches, in as many lines."""
    return re.sub(pattern, lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)


def shape(line: str) -> str:
    """A line without the texts and numbers that it says."""
    return re.sub(r"\b\d[\d.]*", "0", re.sub(r'"[^"]*"' + r"|'[^']*'", '""', line))


def repeats(of: dict[str, Lines], read: Callable[[str], str] = str) -> list[str]:
    """The places that share more than MOST lines, as `read` reads a line: which, from where to where, how many."""
    at: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    said = {name: [read(line) for _, line in told] for name, told in of.items()}
    for name, told in said.items():
        for first in range(len(told) - MOST):
            at[tuple(told[first : first + MOST + 1])].append((name, first))
    found = []
    for run, places in at.items():
        if len(places) > 1 and len({shape(line) for line in run}) >= SHAPES:
            for place, (name, first) in enumerate(places):
                for other, second in places[place + 1 :]:
                    begins = not first or not second or said[name][first - 1] != said[other][second - 1]
                    apart = name != other or second - first > MOST
                    if begins and apart:
                        found.append(f"{name}:{of[name][first][0]} ~ {other}:{of[other][second][0]}")
    return found


@pytest.fixture(scope="module")
def tree() -> dict[str, Lines]:
    return {path.relative_to(ROOT).as_posix(): lines(path) for path in files()}


def test_no_two_places_say_the_same(tree: dict[str, Lines]) -> None:
    assert repeats(tree) == []


def test_no_two_places_of_code_say_the_same_but_for_texts_and_numbers(tree: dict[str, Lines]) -> None:
    assert repeats({name: told for name, told in tree.items() if not name.endswith(".html")}, shape) == []


def test_what_is_written_again_is_found_whatever_stands_around_it() -> None:
    said = [
        "def work():",
        "one = first(1)",
        'two = second("a")',
        "for three in two:",
        "use(three)",
        "end(one)",
        "say(two)",
    ]
    more = [line.replace('"a"', '"b"') for line in said]
    once = {"one.py": list(enumerate(said, start=1)), "two.py": [(7, "before()"), *enumerate(said, start=8)]}
    assert repeats(once) == ["one.py:1 ~ two.py:8"]
    assert repeats({**once, "two.py": list(enumerate(said[:MOST], start=1))}) == []
    assert repeats({**once, "two.py": list(enumerate(more, start=1))}) == []
    assert repeats({**once, "two.py": list(enumerate(more, start=1))}, shape) == ["one.py:1 ~ two.py:1"]
