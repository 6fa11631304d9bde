"""static/vendor/ is what npm published: nothing edited, nothing slipped in, at the pinned versions."""

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "static" / "vendor"


def manifest() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    return packages


def test_every_file_is_the_one_that_was_copied() -> None:
    promised = {path: sha256 for package in manifest() for path, sha256 in package["sha256"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == promised


def test_versions_are_the_pinned_ones() -> None:
    pinned = json.loads((ROOT / "tests" / "js" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    copied = {package["name"]: package["version"] for package in manifest()}
    assert copied == {name: pinned.get(name) for name in copied}
    assert set(copied) == {"lit-html", "sortablejs"}


def test_every_package_brings_its_licence() -> None:
    licences = {package["name"]: package["license"] for package in manifest()}
    assert licences == {"lit-html": "BSD-3-Clause", "sortablejs": "MIT"}
    for package in manifest():
        assert [path for path in package["sha256"] if "LICENSE" in path], package["name"]
