"""The bill of materials names all that is not ours, as the locks do; and nothing else comes with it."""

import json
import re
from typing import Any

from tests.bill_of_materials import BILL, LOCKS, ROOT, bill, locked


def kept() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(BILL.read_text(encoding="utf-8"))
    return told


def without_licences(told: dict[str, Any]) -> dict[str, Any]:
    components = [{name: value for name, value in one.items() if name != "licenses"} for one in told["components"]]
    return {**told, "components": components}


def test_it_is_what_the_locks_say() -> None:
    """Licences depend on what is installed here; they have a test of their own."""
    assert without_licences(kept()) == without_licences(bill()), (
        "python -m tests.bill_of_materials > docs/sbom.cdx.json makes it anew"
    )


def test_every_line_of_the_locks_is_in_it() -> None:
    named = {(one["name"], one["version"]) for one in kept()["components"]}
    for lock in LOCKS:
        lines = [line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if re.match(r"\w", line)]
        packages = locked(lock)
        assert len(packages) == len(lines)
        assert {(name, version) for name, version, _ in packages} <= named
        assert [name for name, _, hashes in packages if not hashes] == []


def test_what_runs_in_a_cafe_has_a_licence() -> None:
    running = [one for one in kept()["components"] if one["scope"] == "required"]
    assert [one["name"] for one in running if not one.get("licenses")] == []
    assert {one["name"] for one in running} >= {"flask", "eventlet", "lit-html", "sortablejs"}


def test_each_is_named_once() -> None:
    names = [one["bom-ref"] for one in kept()["components"]]
    assert len(set(names)) == len(names)


def test_it_has_the_form_that_cyclonedx_asks_for() -> None:
    told = kept()
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    for one in told["components"]:
        assert one["type"] == "library"
        assert one["purl"].startswith(("pkg:pypi/", "pkg:npm/"))
        hashes = one.get("hashes", []) + [h for file in one.get("components", []) for h in file["hashes"]]
        lengths = {"SHA-256": 64, "SHA-512": 128}
        assert hashes
        assert all(re.fullmatch(f"[0-9a-f]{{{lengths[h['alg']]}}}", h["content"]) for h in hashes)


def test_no_lock_names_an_address() -> None:
    """Packages come from whatever registry the machine uses; npm also writes down where their keepers take money."""
    for lock in (ROOT / "tests" / "js" / "package-lock.json", *ROOT.glob("requirements*.lock")):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
