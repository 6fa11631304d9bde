"""docs/security.md: every promise names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def promises() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each promise with the tests that hold it: file and name."""
    lines = TEXT.partition("## Promises")[2].partition("\n## ")[0].strip().splitlines()[2:]
    rows = [line.strip("|").split("|") for line in lines]
    return [(promise.strip(), re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)) for promise, tests in rows]


def test_every_promise_has_a_test_that_there_is() -> None:
    missing = [
        f"{promise}: {path}::{name}"
        for promise, tests in promises()
        for path, name in tests or [("", "none")]
        if not path or not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_nothing_else_stands_beside_a_promise() -> None:
    lines = TEXT.partition("## Promises")[2].partition("\n## ")[0].strip().splitlines()[2:]
    beside = [line.strip("|").split("|")[1] for line in lines]
    assert [text for text in beside if re.sub(r"`tests/[\w/]+\.py::test_\w+`", "", text).strip()] == []
    assert len(beside) > 15


def test_the_root_leads_there() -> None:
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([\w./]+)\)", told)
    assert {"docs/security.md", "docs/sbom.cdx.json", "docs/operations.md"} == set(links)
    assert [link for link in links if not (ROOT / link).exists()] == []
