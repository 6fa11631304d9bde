"""The bill of materials, docs/sbom.cdx.json: everything that is not ours, in CycloneDX 1.6.

`python -m tests.bill_of_materials > docs/sbom.cdx.json` makes it of the locks, of npm's lock and of static/vendor's
manifest, which name each version with its hashes. What runs in the café is `required`, what builds and tests it
`excluded`. Licences of Python packages are those of the installed ones.
"""

import base64
import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

from facilitation.config import VERSION

ROOT = Path(__file__).parent.parent
BILL = ROOT / "docs" / "sbom.cdx.json"
LOCKS = {"requirements.lock": "required", "requirements-test.lock": "excluded", "requirements-node.lock": "excluded"}
"""What runs comes first: what stands in several locks is named once."""

Component = dict[str, Any]


def bill() -> dict[str, Any]:
    """The whole bill; always the same for the same locks."""
    components = [*_vendored(), *_of_python(), *_of_npm()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "worldcafe-facilitation",
                "name": "worldcafe-facilitation",
                "version": VERSION,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [
            {
                "ref": "worldcafe-facilitation",
                "dependsOn": sorted(one["bom-ref"] for one in components if one["scope"] == "required"),
            }
        ],
    }


def locked(name: str) -> list[tuple[str, str, list[str]]]:
    """The packages of a lock: name, version, SHA-256 of each file that may be installed."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pieces = re.findall(r"^([\w.\[\]-]+)==([\w.+!]+)((?:.*\\\n)+.*|.*)$", text, re.MULTILINE)
    return [(package, version, re.findall(r"sha256:([0-9a-f]{64})", rest)) for package, version, rest in pieces]


def _vendored() -> list[Component]:
    manifest = json.loads((ROOT / "static" / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    return [
        {
            **_component("npm", one["name"], one["version"], "required", one["license"]),
            "bom-ref": f"static/vendor/{one['name']}",
            "components": [
                {"type": "file", "name": f"static/vendor/{path}", "hashes": [{"alg": "SHA-256", "content": sha256}]}
                for path, sha256 in one["sha256"].items()
            ],
        }
        for one in manifest
    ]


def _of_python() -> list[Component]:
    found: dict[str, Component] = {}
    for lock, scope in LOCKS.items():
        for name, version, hashes in locked(lock):
            if name not in found:
                found[name] = {
                    **_component("pypi", name, version, scope, _python_licence(name)),
                    "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],  # of each file it may come as
                }
    return list(found.values())


def _of_npm() -> list[Component]:
    packages = json.loads((ROOT / "tests" / "js" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = []
    for path, one in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            # What is bundled in another package comes in that one's file.
            file = packages[path.rpartition("/node_modules/")[0]] if one.get("inBundle") else one
            algorithm, _, digest = file["integrity"].partition("-")
            assert algorithm == "sha512", path
            hashes = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]
            component = _component("npm", name, one["version"], "excluded", one.get("license", ""))
            found.append({**component, "bom-ref": f"tests/js/{path}", "hashes": hashes})
    return found


def _component(registry: str, name: str, version: str, scope: str, licence: str) -> Component:
    purl = f"pkg:{registry}/{name.replace('@', '%40')}@{version}"
    is_expression = bool(re.search(r"^[\w.+()-]+( (AND|OR|WITH) [\w.+()-]+)*$", licence))
    told = [{"expression": licence}] if is_expression else [{"license": {"name": licence}}]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": scope,
        "purl": purl,
        **({"licenses": told} if licence else {}),
    }


def _python_licence(name: str) -> str:
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:  # for another machine, or not installed here
        return ""
    if "License-Expression" in told:
        return str(told["License-Expression"])
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    return ", ".join(classified) or "".join(told.get_all("License") or []).partition("\n")[0]


def as_text() -> str:
    """The bill as the file has it."""
    return json.dumps(bill(), indent=1, ensure_ascii=False)


if __name__ == "__main__":
    print(as_text())
