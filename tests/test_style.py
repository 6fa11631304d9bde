"""How our files look, where no formatter says it."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WIDTH = 120
"""Characters of a line, as in pyproject.toml and biome.jsonc, whose formatters leave templates as they are."""
KINDS = (".py", ".js", ".mjs", ".css", ".html")
PRAGMA = re.compile(r"\s+# (?:noqa|type: ignore)\b.*")
"""What is said to a checker behind the code; ruff does not count it either."""


def our_files(kind: str) -> list[Path]:
    """What somebody writes by hand; static/vendor/ is copied, static/built/ made."""
    folders = (ROOT / name for name in ("facilitation", "static", "templates", "tests"))
    found = [path for folder in folders for path in folder.rglob(f"*{kind}")]
    return sorted(path for path in found if not {"built", "vendor", "node_modules"} & set(path.parts))


def width(line: str) -> int:
    """How many places a line takes: signs that join others (U+200C) and marks above letters take none."""
    return sum(unicodedata.category(sign) not in ("Cf", "Mn") for sign in PRAGMA.sub("", line))


@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_no_longer_than_a_reader_sees_at_once(kind: str) -> None:
    files = our_files(kind)
    assert files, f"there is no {kind} file at all"
    long = [
        f"{path.relative_to(ROOT).as_posix()}:{number} has {width(line)}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if width(line) > WIDTH
    ]
    assert long == []


def test_no_journey_names_the_minute_that_is_left() -> None:
    """On a busy machine it is another; `runs_down` of tests/browser/people.py gives a clock five minutes."""
    minute = re.compile(r"\d[\])]?:\\d")
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "tests" / "browser").glob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if minute.search(line)
    ]
    assert found == []
