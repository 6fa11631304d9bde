"""Scripts, style sheets and icons: sent for a year, built where they are built.

static/js/ and static/css/ are what people write. static/built/ holds one script and one style sheet a screen, made of
them by `make build`: a phone asks for two files instead of fifty. Where the sources have changed since, as while
somebody works on them, the pages name the sources themselves, and nothing need be built to see a change.
"""

import functools
import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, send_from_directory
from markupsafe import Markup

from facilitation.pages.compression import compress

YEAR = 365 * 86400
"""Seconds of a year."""
COMPRESSIBLE = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
"""Types of static files that are sent compressed."""
SOURCES = ("css", "js", "vendor")
"""Folders of which static/built/ is made."""
FRAME = ("css/tokens.css", "css/base.css", "css/components.css")
"""What each screen's own style sheet stands on, in the order in which they apply; tests/js/build.mjs has the same."""


def init_app(app: Flask, folder: Path) -> None:
    """Serve the files of a folder, and let templates say `static_url(path)`, `script(name)` and `styles(screen)`."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    fingerprint = digest(folder, folder.rglob("*"))[:12]
    built = is_built(folder)

    def static_url(path: str) -> str:
        """Return a file's address."""
        return f"/static/{fingerprint}/{path}"

    def script(name: str) -> str:
        """Return the address of static/js/screens/<name>.js, or of what was built of it."""
        return static_url(f"built/{name}.js" if built else f"js/screens/{name}.js")

    def styles(screen: str) -> list[str]:
        """Return the addresses of a screen's style sheets, in their order."""
        names = [f"built/{screen}.css"] if built else [*FRAME, f"css/screens/{screen}.css"]
        return [static_url(name) for name in names]

    @app.get("/static/<version>/<path:path>")
    def static(version: str, path: str) -> Response:
        """Send a static file; the version in its address changes with the files, so browsers may keep it for a year."""
        if path not in files:
            abort(404)  # not even another spelling of one, for each would be compressed and kept under its own name
        kept = version == fingerprint
        response = send_from_directory(folder, path, max_age=YEAR if kept else 0)
        if kept:
            response.cache_control.immutable = True
            if response.mimetype in COMPRESSIBLE and response.status_code == 200:
                compress(response, lambda: compressed(path))
        return response

    @app.get("/worker.js")
    def worker() -> Response:
        """Send the service worker, which shows a station's page without network.

        It stands at the top, because a worker reaches no higher than its own address.
        """
        return send_from_directory(folder, "js/worker.js", mimetype="text/javascript", max_age=0)

    @functools.cache
    def compressed(path: str) -> bytes:
        return gzip.compress((folder / path).read_bytes(), mtime=0)

    for name in (static_url, script, styles):
        app.add_template_global(name)
    app.add_template_global(Markup(inline(folder)), "give_back")


def inline(folder: Path) -> str:
    """Return the one script that stands inside pages: what puts a page back whose own script fails."""
    name = "built/give-back.js" if is_built(folder) else "js/give-back.js"
    return (folder / name).read_text(encoding="utf-8").strip()


def is_built(folder: Path) -> bool:
    """Whether built/ in this folder was made of the sources beside it, as they are now."""
    made_of = _manifest(folder).get("sources")
    return made_of == digest(folder, (path for name in SOURCES for path in (folder / name).rglob("*")))


def phrases(folder: Path) -> dict[str, list[str]]:
    """Return which of the browser's texts each script says, by its name: keys, in which `*` stands for any letters.

    Of a script that is not there, as where nothing is built, nobody knows.
    """
    said: dict[str, list[str]] = _manifest(folder)["phrases"] if is_built(folder) else {}
    return said


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "built" / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def digest(folder: Path, paths: Iterable[Path]) -> str:
    """The SHA-256, in hexadecimal digits, of those files' names in the folder and of their content."""
    names = sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    found = hashlib.sha256()
    for name in names:
        found.update(name.encode())
        found.update((folder / name).read_bytes())
    return found.hexdigest()
